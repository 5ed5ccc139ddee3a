"""This file builds a 意见建议摘编: what was proposed, by theme, with names (packs.md, section 6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefing_app.domain.followups import FollowUp
from briefing_app.domain.packs import DigestOrder, PackKind
from briefing_app.domain.proposals import Proposal, ProposalStatus
from briefing_app.export import wording
from briefing_app.export.building import comparison
from briefing_app.export.building.appendices import last_entry, quotation_notes
from briefing_app.export.building.parts import (
    body,
    centred,
    columns,
    count,
    cover,
    notes,
    pages,
    staff_text,
    title_block,
    year_note,
)
from briefing_app.export.building.rows import Material
from briefing_app.export.building.themes import Part, by_speaker, by_theme, main_theme
from briefing_app.export.document import (
    Align,
    BlankLine,
    Block,
    CellText,
    Contents,
    Heading,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Run,
    Table,
    TextStyle,
)

_COVER_FROM = 8  # pages
_HANDED_OVER = frozenset(ProposalStatus) - {
    ProposalStatus.UNSORTED,
    ProposalStatus.EDITED,
    ProposalStatus.REPORTED,
    ProposalStatus.MERGED,
    ProposalStatus.SUSPENDED,
    ProposalStatus.DECLINED,
}


def blocks(material: Material) -> list[Block]:
    """Title, lead-in, themes with their items, sums, notes; a 对照表 as the last part where it is wanted."""
    parts = _parts(material)
    items = list(_themes(material, parts))
    built = [*_front(material, items), body(_lead_in(material)), *items]
    explained = _notes(material)
    built += [BlankLine(), _sums(material, parts, explained)] if len(parts) > 1 else notes(explained)
    if material.pack.options.comparison and material.rows.comparison is not None:
        built += comparison.blocks(material)
    return built


def _by_speaker(material: Material) -> bool:
    return material.pack.options.digest_order is DigestOrder.SPEAKER


def _parts(material: Material) -> tuple[Part, ...]:
    if _by_speaker(material):
        return by_speaker(material)
    return by_theme(material.proposals, by_hand=bool(material.pack.sequence))


def _front(material: Material, items: Sequence[Block]) -> Iterator[Block]:
    options = material.pack.options
    long = pages(_length(block) for block in items) >= _COVER_FROM
    covered = long if options.cover is None else options.cover
    if covered:
        yield cover(material, PackKind.DIGEST)
    if options.contents or (options.contents is None and covered):
        yield PageBreak()
        yield Contents()
    if covered:
        yield PageBreak(body=True)
    yield from title_block(material, PackKind.DIGEST)
    yield BlankLine()


def _length(block: Block) -> str:
    """What a block fills lines with."""
    if isinstance(block, Quote):
        return block.number + block.heading + block.text + block.attribution + block.code
    return block.text if isinstance(block, Heading | Paragraph) else ""


def _lead_in(material: Material) -> str:
    """When, where, about what, how many: 2026年7月16日，……召开，围绕“……”协商议政。…… 现摘编如下："""
    opening = f"{material.title}召开"
    if len(material.meetings) == 1 and (day := wording.meeting_day(material.meetings[0].facts)):
        opening = f"{day}，{opening}"
    topic = f"，围绕“{material.topic}”协商议政" if material.topic else ""
    said = f"本册收录{material.people()}篇发言中的意见建议{len(material.proposals)}条"
    return f"{opening}{topic}。{said}，现摘编如下："


def _themes(material: Material, parts: Sequence[Part]) -> Iterator[Block]:
    plain = len(parts) == 1 and parts[0].name == wording.OTHER_THEMES
    number = 0
    # Where speakers head the parts, unit and post stand there.
    introduced = {proposal.speech_id for proposal in material.proposals} if _by_speaker(material) else set()
    for place, part in enumerate(parts, start=1):
        if not plain:
            yield Heading(f"{wording.chinese_number(place)}、{material.heading(part.name)}")
        for proposal in part.proposals:
            number += 1
            quote = _item(material, proposal, number, first=proposal.speech_id not in introduced)
            yield replace(quote, keep_with_next=material.pack.options.source_notes)
            introduced.add(proposal.speech_id)
            if material.pack.options.source_notes:
                yield source_note(material, proposal)
            if material.pack.options.notes:
                yield from _handling(material, proposal)


def _item(material: Material, proposal: Proposal, number: int, *, first: bool) -> Quote:
    posts = material.posts(proposal) if first else ""
    heading = staff_text(material, proposal)
    return Quote(
        proposal.text,
        proposal.id,
        number=f"{number}.",
        attribution=f"（{'，'.join(part for part in (material.speaker(proposal), posts) if part)}）",
        code=material.code(proposal) + (wording.IMPORTANT if proposal.important else ""),
        heading=f"{heading}。" if heading else "",
        speech_id=proposal.speech_id,
        meeting_id=proposal.meeting_id,
    )


def source_note(material: Material, proposal: Proposal) -> Paragraph:
    """出处：张三发言第3段。 Where a quotation can be looked up; meeting and file where there are several."""
    speech, meeting = material.by_id.get(proposal.speech_id), material.meeting_by_id.get(proposal.meeting_id)
    held = f"{wording.full_title(meeting.facts)}，" if meeting and material.several_meetings else ""
    place = f"第{speech.paragraph_number(proposal.span)}段" if speech else ""
    source = next((s for s in material.rows.sources if speech and s.id == speech.source_id), None)
    file = f"，来源材料《{wording.file_title(source.name)}》" if source and len(material.rows.sources) > 1 else ""
    return Paragraph((Run(f"出处：{held}{material.speaker(proposal)}发言{place}{file}。"),), TextStyle.NOTE)


def _handling(material: Material, proposal: Proposal) -> Iterator[Block]:
    for item in material.followups_by_proposal.get(proposal.id, ()):
        yield Paragraph((Run(_handling_line(material, item)),), TextStyle.NOTE)


def _handling_line(material: Material, item: FollowUp) -> str:
    words = material.pack.options.handling_words
    parts = [f"{words.lead}单位：{item.lead or wording.UNIT_OPEN}"]
    if item.with_units:
        parts.append(f"{words.joint}单位：{wording.joined(item.with_units)}")
    if item.due:
        parts.append(f"办理期限：{wording.day(item.due)}")
    parts.append(f"状态：{item.status.value}")
    if last := last_entry(item):
        parts.append(last.rstrip("。"))
    return f"【办理】{'；'.join(parts)}。"


def _sums(material: Material, parts: Sequence[Part], explained: Sequence[str]) -> Table:
    by_whom = _by_speaker(material)
    counted_by = ("条数", "重点", "已转办") if by_whom else ("条数", "提出人数", "重点", "已转办")
    first = ("发言人", 84.0) if by_whom else ("主题", 60.0)
    heads = columns(first, *((head, 24.0, Align.CENTRE) for head in counted_by))
    rows = [
        Row((CellText(material.heading(part.name)), *_counts(material, part.proposals, counted_by))) for part in parts
    ]
    total = Row((centred(wording.TOTAL), *_counts(material, material.proposals, counted_by)), total=True)
    several = sum(len({p.speech_id for p in part.proposals}) for part in parts) > material.people()
    counted = ["同一发言人涉及多个主题的，合计中计一人。"] if several else []
    legend = wording.numbered_notes([*explained, *counted])
    return Table(heads, (*rows, total), title="意见建议分发言人统计" if by_whom else "意见建议分主题统计", notes=legend)


def _counts(material: Material, proposals: Sequence[Proposal], heads: Sequence[str]) -> tuple[CellText, ...]:
    found = {
        "条数": len(proposals),
        "提出人数": len({p.speech_id for p in proposals}),
        "重点": sum(p.important for p in proposals),
        "已转办": sum(p.status in _HANDED_OVER or p.id in material.followups_by_proposal for p in proposals),
    }
    return tuple(count(found[head]) for head in heads)


def _notes(material: Material) -> list[str]:
    lines = quotation_notes(material, material.proposals)
    if _by_speaker(material):
        return lines + year_note(material)
    guessed = sum((theme := main_theme(p)) is not None and not theme.confirmed for p in material.proposals)
    if guessed:
        lines.append(f"其中{guessed}条的主题归类为系统提示，待核。")
    if any(len(p.themes) > 1 for p in material.proposals):
        lines.append(wording.COUNTED_ONCE)
    return lines + year_note(material)
