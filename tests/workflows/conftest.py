"""This file gives the workflow tests a library and a small draft, made by hand: no reader, no parser."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing_app.domain.meetings import MeetingFacts, PartRole, RemovalReason, SourcePart
from briefing_app.domain.people import Affiliation
from briefing_app.domain.text import Span
from briefing_app.importing.draft import Doubt, Draft, DraftParagraph, DraftProposal, DraftSpeech, SourceText
from briefing_app.store.database import Library, open_library

# A column cut stands in the middle of the first paragraph, a caption between the two speeches.
TEXT = """听民声 聚良策

市政协委员 白露：

家门口的养老

建议在每个街道办一所老年食堂，由财政

资金补贴三年。社区医院应当为食堂配营养师。

白露

市图书馆馆长 温泉（代表民进市委会）：

书香进社区

建议图书馆为老年人开设晚间专场。
"""
FACTS = MeetingFacts(session="市政协第三次双周协商座谈会", topic="十五分钟生活圈", date_text="5月6日")


def at(passage: str, *, after: str = "") -> Span:
    """Where a passage stands in the text."""
    start = TEXT.index(passage, TEXT.index(after) if after else 0)
    return Span(start, start + len(passage))


def _proposal(text: str, *parts: str) -> DraftProposal:
    return DraftProposal(text, tuple(at(part) for part in parts), "建议", 0.9, "句首有“建议”")


def _part(text: str, **kind: PartRole | RemovalReason) -> SourcePart:
    return SourcePart(text, (at(text, after="营养师" if text == "白露" else ""),), **kind)  # type: ignore[arg-type]


@pytest.fixture
def draft() -> Draft:
    """Two speeches with three recommendations."""
    first = DraftSpeech(
        order=1,
        speaker="白露",
        header="市政协委员 白露：",
        header_spans=(at("市政协委员 白露："),),
        title="家门口的养老",
        title_spans=(at("家门口的养老"),),
        identities=("市政协委员",),
        paragraphs=(
            DraftParagraph(
                "建议在每个街道办一所老年食堂，由财政资金补贴三年。社区医院应当为食堂配营养师。",
                (at("建议在每个街道办一所老年食堂，由财政"), at("资金补贴三年。社区医院应当为食堂配营养师。")),
            ),
        ),
        proposals=(
            _proposal(
                "建议在每个街道办一所老年食堂，由财政资金补贴三年",
                "建议在每个街道办一所老年食堂，由财政",
                "资金补贴三年",
            ),
            _proposal("社区医院应当为食堂配营养师", "社区医院应当为食堂配营养师"),
        ),
    )
    second = DraftSpeech(
        order=2,
        speaker="温泉",
        header="市图书馆馆长 温泉（代表民进市委会）：",
        header_spans=(at("市图书馆馆长 温泉（代表民进市委会）："),),
        title="书香进社区",
        title_spans=(at("书香进社区"),),
        affiliations=(Affiliation("市图书馆", "馆长"),),
        on_behalf_of="民进市委会",
        paragraphs=(DraftParagraph("建议图书馆为老年人开设晚间专场。", (at("建议图书馆为老年人开设晚间专场。"),)),),
        proposals=(_proposal("建议图书馆为老年人开设晚间专场", "建议图书馆为老年人开设晚间专场"),),
        confidence=0.5,
        reason="署名在括号里",
    )
    content = TEXT.encode()
    return Draft(
        source=SourceText("生活圈.txt", hashlib.sha256(content).hexdigest(), "text_file", TEXT, content),
        meeting=FACTS,
        speeches=(first, second),
        front_matter=(_part("听民声 聚良策", role=PartRole.HEADLINE),),
        removed=(_part("白露", reason=RemovalReason.CAPTION),),
        warnings=(
            Doubt("year_missing", "材料没有写明年份"),
            Doubt("unsure_speaker", "署名在括号里", second.header_spans, 0.5),
        ),
    )


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    opened = open_library(tmp_path / "library.sqlite3", author="沈知夏")
    yield opened
    opened.close()
