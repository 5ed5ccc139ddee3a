"""This file makes the parts that several kinds share: cover, first lines, speakers, notes, small tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from briefing_app.domain.meetings import Source
from briefing_app.domain.packs import PackKind, SpeakerOrder
from briefing_app.domain.proposals import Proposal, RewordingKind
from briefing_app.domain.speeches import Speech
from briefing_app.export import wording
from briefing_app.export.building.rows import Material
from briefing_app.export.document import (
    Align,
    Block,
    CellText,
    Column,
    Cover,
    Face,
    Paragraph,
    Row,
    Run,
    TextStyle,
    TitleBlock,
)

UPRIGHT, TURNED = 156.0, 225.0  # widths of a table in mm
_LINE, _LINES_A_PAGE = 28, 22  # of the grid
_OWN_HEADING = re.compile(r"(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）).{1,30}(?<![。！？；：，”])")
# Whom the sum of a meeting counts apart; the first that fits counts a person.
_GROUPS = (
    ("委员", ("委员",)),
    ("专家学者", ("院士", "专家", "学者")),
    ("企业代表", ("企业",)),
    ("部门负责人", ("部门",)),
    ("基层代表", ("基层",)),
)


def cover(material: Material, kind: PackKind) -> Cover:
    """封面: the meeting in full, what the pack is, its topic, who made it, and the month."""
    options = material.pack.options
    number = options.material_number
    return Cover(
        meeting=material.title,
        meeting_lines=wording.broken_by_sense(material.title),
        name=wording.KIND_TITLES[kind],
        topic=f"——{material.topic}——" if material.topic else "",
        editor=f"{options.editor}　编" if options.editor else "",
        date=wording.month(material.printed_on),
        mark=options.mark,
        copy_number=options.copy_number,
        urgency=options.urgency,
        material_number=f"会议材料之{wording.chinese_number(number)}" if number else "",
    )


def title_block(material: Material, kind: PackKind) -> list[Block]:
    """The head of page 1 of a pack without a cover: the mark, then the title with the topic under it."""
    name = wording.KIND_TITLES[kind]
    options = material.pack.options
    marks = (options.copy_number, options.mark, options.urgency)
    head: list[Block] = [Paragraph((Run(mark),), TextStyle.MARK) for mark in marks if mark]
    return [
        *head,
        TitleBlock(
            f"{material.title}{name}",
            subtitle=(f"——{material.topic}——",) if material.topic else (),
            lines=wording.title_lines(material.title, name),
        ),
    ]


def body(text: str, *, face: Face | None = None) -> Paragraph:
    return Paragraph((Run(text, face),))


def labelled(label: str, text: str) -> Paragraph:
    """One line of facts: the label in 黑体."""
    return Paragraph((Run(f"{label}：", Face.HEI), Run(text)))


def notes(lines: Sequence[str]) -> list[Block]:
    """注：… under running text."""
    return [Paragraph((Run(line),), TextStyle.NOTE) for line in wording.numbered_notes(lines)]


def speech_title(speech: Speech) -> str:
    return speech.title or f"{speech.speaker_name}的发言"


def own_heading(paragraph: str) -> int | None:
    """The level of a speaker's own heading (一、… or （一）…), None for running text."""
    if _OWN_HEADING.fullmatch(paragraph) is None:
        return None
    return 2 if paragraph.startswith("（") else 1


def only_source(speeches: Sequence[Speech], sources: Sequence[Source]) -> Source | None:
    """The source of all these speeches, where it is one and the same."""
    used = {speech.source_id for speech in speeches}
    return next((source for source in sources if used == {source.id}), None)


def head_count(speeches: Sequence[Speech]) -> str:
    """共12位同志发言，其中委员9位、专家学者2位、企业代表1位。

    Who is what is told only where it is known of everybody; speeches of nobody by name are counted as pieces.
    """
    named = [speech for speech in speeches if speech.speaker]
    if not named:
        return f"共{len(speeches)}篇发言。"
    people = sum(1 + len(speech.co_speakers) for speech in named)
    groups: Counter[str] = Counter(group for speech in named if (group := _group(speech)))
    parts = [f"{group}{groups[group]}位" for group, _ in _GROUPS if groups[group]]
    told = people == groups.total()
    return f"共{people}位同志发言" + (f"，其中{wording.joined(parts)}" if told else "") + "。"


def _group(speech: Speech) -> str | None:
    return next(
        (
            group
            for group, words in _GROUPS
            if any(word in identity for identity in speech.identities for word in words)
        ),
        None,
    )


def staff_text(material: Material, proposal: Proposal) -> str:
    """The marked staff wording of a recommendation, where there is some and the pack shows it."""
    if not (material.pack.options.summaries and proposal.summary):
        return ""
    return wording.staff_wording(proposal.summary, proposal.summary_kind)


def staff_kinds(material: Material, proposals: Iterable[Proposal]) -> list[RewordingKind]:
    """The kinds of staff wording that these recommendations print."""
    return [p.summary_kind or RewordingKind.SUMMARY for p in proposals if staff_text(material, p)]


def order_words(order: SpeakerOrder) -> str:
    """How the foreword names an order."""
    return {
        SpeakerOrder.SPOKEN: "发言顺序",
        SpeakerOrder.STROKES: "姓氏笔画",
        SpeakerOrder.PINYIN: "姓氏拼音",
        SpeakerOrder.BY_HAND: "编者所定顺序",
    }[order]


def order_note(order: SpeakerOrder) -> str:
    """The line that a list of names carries when it is not in the order of speaking."""
    return {SpeakerOrder.STROKES: wording.LEGEND_STROKES, SpeakerOrder.PINYIN: wording.LEGEND_PINYIN}.get(order, "")


def serial(number: int, note: str = "") -> CellText:
    return CellText(str(number), note=note, align=Align.CENTRE, value=number)


def count(number: int) -> CellText:
    return CellText(str(number), align=Align.CENTRE, value=number)


def centred(text: str, note: str = "") -> CellText:
    return CellText(text, note=note, align=Align.CENTRE)


def span(text: str) -> Row:
    """A theme over the full width."""
    return Row((CellText(text, face=Face.HEI),), spanning=True)


def columns(*specs: tuple[str, float] | tuple[str, float, Align]) -> tuple[Column, ...]:
    """Columns from (head, width) and, where cells are centred, the alignment."""
    return tuple(Column(*spec) for spec in specs)


def pages(texts: Iterable[str]) -> int:
    """About how many pages these paragraphs make."""
    lines = sum(-(-(len(text) + 2) // _LINE) for text in texts)
    return -(-lines // _LINES_A_PAGE)


def year_note(material: Material) -> list[str]:
    """注：来源未载年份。 where a meeting's day is printed without its year."""
    return [wording.NO_YEAR] if any(wording.lacks_year(m.facts) for m in material.meetings) else []


def code_legend(material: Material) -> str:
    """编码为…: how to read the codes of this pack."""
    return wording.LEGEND_CODE_MEETINGS if material.several_meetings else wording.LEGEND_CODE
