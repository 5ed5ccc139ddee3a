"""This file builds a 发言人单页: one side about each speaker for the chair (packs.md, section 10)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing_app.domain.packs import PackKind
from briefing_app.domain.proposals import Proposal
from briefing_app.domain.speeches import Speech
from briefing_app.export import wording
from briefing_app.export.building.parts import body, centred, columns, notes, serial, staff_text
from briefing_app.export.building.rows import Earlier, Material, listed_name
from briefing_app.export.building.themes import main_theme
from briefing_app.export.document import (
    Align,
    Block,
    CellText,
    Grid,
    Heading,
    Row,
    Table,
    TitleBlock,
)

_CENTRE = Align.CENTRE
_VIEWS = 3  # sentences of 主要观点
_SENTENCE_LENGTH = 56  # characters: two lines
_ROOMY = 150  # characters of recommendations; more need the room of the sentences
_EARLIER = 5  # lines of 以往发言与办理
_SENTENCE = re.compile(r".*?[。！？]")
_NUMBERS = ("一", "二", "三")


def blocks(material: Material) -> list[Block]:
    """A page for each speech of the pack, in its order; speeches of nobody by name only where there is nothing else."""
    built: list[Block] = []
    named = [speech for speech in material.speeches if speech.speaker]
    for place, speech in enumerate(named or material.speeches):
        built += _page(material, speech, new_page=place > 0)
    return built


def _page(material: Material, speech: Speech, *, new_page: bool) -> Iterator[Block]:
    name = speech.speaker_name
    title = f"{name}{wording.KIND_TITLES[PackKind.SPEAKER]}"
    yield TitleBlock(title, bookmark=True, new_page=new_page)
    yield _grid(material, speech)
    parts = [_views(material, speech), _recommendations(material, speech), _earlier(material, speech)]
    number = 0
    for heading, content in parts:
        if content:
            yield Heading(f"{_NUMBERS[number]}、{heading}", bookmark=False)
            yield from content
            number += 1
    if not any(proposal.speech_id == speech.id for proposal in material.proposals):
        yield from notes([_foot(material, speech)])


def _grid(material: Material, speech: Speech) -> Grid:
    meeting = material.meeting_by_id.get(speech.meeting_id)
    rows: list[tuple[tuple[str, str], ...]] = [
        (("姓名", listed_name(speech)), ("身份界别", wording.joined(speech.identities) or wording.TO_WRITE)),
        (("单位及职务", speech.posts or wording.TO_WRITE),),
    ]
    if meeting is not None:
        rows.append((("会议", wording.full_title(meeting.facts)), ("发言顺序", f"第{speech.order}位")))
    if speech.title:
        rows.append((("发言题目", speech.title),))
    return Grid(tuple(rows))


def _views(material: Material, speech: Speech) -> tuple[str, list[Block]]:
    """Staff wording where there is some; else first sentences of the speech, called so, if the page has room for them."""
    own = [proposal for proposal in material.proposals if proposal.speech_id == speech.id]
    staff = [text for proposal in own if (text := staff_text(material, proposal))]
    if staff:
        lines = [f"{number}.{text}。" for number, text in enumerate(staff[:5], start=1)]
        return "主要观点", [body(line) for line in lines]
    return "主要观点（原文摘录）", [body(line) for line in opening_sentences(speech, own)]


def opening_sentences(speech: Speech, proposals: list[Proposal]) -> list[str]:
    """The first sentences of paragraphs, word for word, passing over what the table of recommendations quotes."""
    found = []
    for paragraph in speech.paragraphs:
        first = _SENTENCE.match(paragraph.span.of(speech.text))
        if first is None:
            continue
        start = paragraph.span.start
        quoted = any(start < p.span.end and p.span.start < start + len(first.group()) for p in proposals)
        if not quoted and len(first.group()) <= _SENTENCE_LENGTH:
            found.append(first.group())
    roomy = sum(len(proposal.text) for proposal in proposals) <= _ROOMY
    return found[:_VIEWS] if roomy else []


def _recommendations(material: Material, speech: Speech) -> tuple[str, list[Block]]:
    own = [proposal for proposal in material.proposals if proposal.speech_id == speech.id]
    if not own:
        return "意见建议", []
    heads = columns(
        ("序号", 12.0, _CENTRE), ("建议（原文）", 88.0), ("主题", 20.0, _CENTRE), ("去向及办理", 36.0, _CENTRE)
    )
    rows = tuple(
        Row(
            (
                serial(number, note=material.code(proposal)),
                CellText(proposal.text, proposals=(proposal.id,)),
                centred(theme.name if (theme := main_theme(proposal)) else wording.NOT_APPLICABLE),
                centred(_outcome(material, proposal)),
            )
        )
        for number, proposal in enumerate(sorted(own, key=lambda p: p.order), start=1)
    )
    legend = wording.numbered_notes([*_theme_notes(own), _foot(material, speech)])
    return "意见建议", [Table(heads, rows, notes=legend, compact=True)]


def _theme_notes(proposals: Sequence[Proposal]) -> Iterator[str]:
    themes = [main_theme(proposal) for proposal in proposals]
    if any(theme is None for theme in themes):
        yield "“—”表示未归主题。"
    if any(theme is not None and not theme.confirmed for theme in themes):
        yield f"主题为{wording.SUGGESTED}。"


def _outcome(material: Material, proposal: Proposal) -> str:
    """Where it went and how far it is; 待梳理 where nothing has happened."""
    items = material.followups_by_proposal.get(proposal.id, ())
    lines = [proposal.destination] if proposal.destination else []
    lines += [f"{item.lead or wording.UNIT_OPEN}：{item.status.value}" for item in items]
    return "\n".join(lines) or proposal.status.value


def _earlier(material: Material, speech: Speech) -> tuple[str, list[Block]]:
    found = [earlier for earlier in material.rows.earlier if earlier.speech_id == speech.id]
    return "以往发言与办理", [body(_earlier_line(earlier)) for earlier in found[:_EARLIER]]


def _earlier_line(earlier: Earlier) -> str:
    facts = earlier.meeting.facts
    parts = [wording.meeting_day(facts), wording.full_title(facts), f"《{earlier.title}》", earlier.outcome]
    return "，".join(part for part in parts if part) + "。"


def _foot(material: Material, speech: Speech) -> str:
    source = next((s for s in material.rows.sources if s.id == speech.source_id), None)
    told = f"据来源材料《{wording.file_title(source.name)}》，" if source else ""
    return f"{told}截至{wording.day(material.as_of)}。"
