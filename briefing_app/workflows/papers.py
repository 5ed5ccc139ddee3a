"""This file finds the paper that a pack is printed on: the settings of this computer know the office's own."""

from __future__ import annotations

from dataclasses import dataclass

from briefing_app import paths, settings
from briefing_app.domain.packs import PackKind
from briefing_app.export import pdf
from briefing_app.export.document import (
    Align,
    CellText,
    Column,
    Heading,
    PackDocument,
    Paragraph,
    Row,
    Run,
    Table,
    TitleBlock,
)
from briefing_app.export.typesetting.houses import Paper, paper_called, paper_of
from briefing_app.export.typesetting.profile import PROFILES
from briefing_app.settings import HousePaper


def paper_for(name: str) -> Paper:
    """Measures, fonts and notes for a pack's option; the settings are read only for papers that are not ours."""
    return paper_called(name, () if name in PROFILES else house_papers())


def house_papers() -> tuple[HousePaper, ...]:
    """The papers of the office, as kept in the settings."""
    return settings.load(paths.settings() / settings.FILE_NAME).settings.papers


@dataclass(frozen=True, slots=True)
class SamplePage:
    """A page that shows a paper: the PDF, and what could not be had as wanted."""

    content: bytes
    notes: tuple[str, ...]


def sample_page(paper: HousePaper) -> SamplePage:
    """A page of invented text with every face and level, laid out on a paper."""
    chosen = paper_of(paper)
    return SamplePage(pdf.render(_SAMPLE, profile=chosen.profile, fonts=chosen.fonts), chosen.notes)


_WORDS = (
    "这一页用来看版式。正文每行的字数、每面的行数，都按设定的边距排满版心；标点挤压、中西文之间的空隙，"
    "与材料册里完全一样。例如2026年9月30日、5.8%、第054号，数字和单位不会拆开；“引号”、《书名号》不会落在行首行尾。"
)
_SAMPLE = PackDocument(
    "样张",
    PackKind.DIGEST,
    (
        TitleBlock("关于提升老城区出行品质的意见建议", subtitle=("（样张）",)),
        Heading("一、总体情况"),
        Paragraph((Run(_WORDS),)),
        Heading("（一）先解决过街难", 2),
        Paragraph((Run(_WORDS),)),
        Heading("1.复核信号配时", 3),
        Paragraph((Run(_WORDS),)),
        Table(
            (Column("序号", 14.0, Align.CENTRE), Column("意见建议", 92.0), Column("主办单位", 50.0, Align.CENTRE)),
            (
                Row((CellText("1"), CellText("复核四十二个路口的信号配时"), CellText("市公安局"))),
                Row((CellText("2"), CellText("开放内部车位三千个"), CellText("市城市管理局"))),
            ),
            title="任务分解表",
        ),
    ),
)
