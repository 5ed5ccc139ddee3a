"""This file builds a 意见建议摘编: what was proposed, by theme, with names (packs.md, section 6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing_app.domain.followups import FollowUp
from briefing_app.domain.packs import PackKind
from briefing_app.domain.proposals import Proposal, ProposalStatus, ThemeLink
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


@dataclass(frozen=True, slots=True)
class ThemePart:
    """A theme with the recommendations printed under it."""

    name: str
    proposals: tuple[Proposal, ...]


def themed(proposals: Sequence[Proposal], *, by_hand: bool = False) -> tuple[ThemePart, ...]:
    """The recommendations under their themes: most speakers first, then first mention; what has none comes last.

    Each stands once, under its first theme (a confirmed one before a suggested one). Inside a theme 重点 come
    first, unless a person has set the order.
    """
    found: dict[str, list[Proposal]] = {}
    for proposal in proposals:
        found.setdefault(main_theme_name(proposal), []).append(proposal)
    names = list(found)
    if not by_hand:
        names.sort(key=lambda name: (name == wording.OTHER_THEMES, -len({p.speech_id for p in found[name]})))
    return tuple(
        ThemePart(name, tuple(found[name] if by_hand else sorted(found[name], key=lambda p: not p.important)))
        for name in names
    )


def main_theme(proposal: Proposal) -> ThemeLink | None:
    """The theme under which a recommendation is printed."""
    return min(proposal.themes, key=lambda link: not link.confirmed, default=None)


def main_theme_name(proposal: Proposal) -> str:
    """The name of the part in which a recommendation is printed."""
    theme = main_theme(proposal)
    return theme.name if theme else wording.OTHER_THEMES


def blocks(material: Material) -> list[Block]:
    """Title, lead-in, themes with their items, sums, notes; a 对照表 as the last part where it is wanted."""
    parts = themed(material.proposals, by_hand=bool(material.pack.sequence))
    items = list(_themes(material, parts))
    built = [*_front(material, items), body(_lead_in(material)), *items]
    explained = _notes(material)
    built += [BlankLine(), _sums(material, parts, explained)] if len(parts) > 1 else notes(explained)
    if material.pack.options.comparison and material.rows.comparison is not None:
        built += comparison.blocks(material)
    return built


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


def _themes(material: Material, parts: Sequence[ThemePart]) -> Iterator[Block]:
    plain = len(parts) == 1 and parts[0].name == wording.OTHER_THEMES
    number, introduced = 0, set[int]()
    for place, part in enumerate(parts, start=1):
        if not plain:
            yield Heading(f"{wording.chinese_number(place)}、{part.name}")
        for proposal in part.proposals:
            number += 1
            yield _item(material, proposal, number, first=proposal.speech_id not in introduced)
            introduced.add(proposal.speech_id)
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


def _sums(material: Material, parts: Sequence[ThemePart], explained: Sequence[str]) -> Table:
    heads = columns(("主题", 60.0), *((head, 24.0, Align.CENTRE) for head in ("条数", "提出人数", "重点", "已转办")))
    rows = [Row((CellText(part.name), *_counts(material, part.proposals))) for part in parts]
    total = Row((centred(wording.TOTAL), *_counts(material, material.proposals)), total=True)
    several = sum(len({p.speech_id for p in part.proposals}) for part in parts) > material.people()
    counted = ["同一发言人涉及多个主题的，合计中计一人。"] if several else []
    legend = wording.numbered_notes([*explained, *counted])
    return Table(heads, (*rows, total), title="意见建议分主题统计", notes=legend)


def _counts(material: Material, proposals: Sequence[Proposal]) -> tuple[CellText, ...]:
    handed = sum(p.status in _HANDED_OVER or p.id in material.followups_by_proposal for p in proposals)
    speakers = len({p.speech_id for p in proposals})
    return tuple(count(n) for n in (len(proposals), speakers, sum(p.important for p in proposals), handed))


def _notes(material: Material) -> list[str]:
    lines = quotation_notes(material, material.proposals)
    guessed = sum((theme := main_theme(p)) is not None and not theme.confirmed for p in material.proposals)
    if guessed:
        lines.append(f"其中{guessed}条的主题归类为系统提示，待核。")
    if any(len(p.themes) > 1 for p in material.proposals):
        lines.append(wording.COUNTED_ONCE)
    return lines + year_note(material)
