"""This file builds what follows the speeches of a compilation: lists of speakers, recommendations, notes, handling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefing_app.domain.followups import FollowUp
from briefing_app.domain.proposals import Proposal
from briefing_app.domain.speeches import Speech
from briefing_app.export import wording
from briefing_app.export.building.parts import (
    UPRIGHT,
    centred,
    code_legend,
    columns,
    order_note,
    serial,
    staff_kinds,
    staff_text,
)
from briefing_app.export.building.rows import Material, description, listed_name
from briefing_app.export.document import Align, BlankLine, Block, CellText, Row, Table, TitleBlock

_CENTRE = Align.CENTRE


def speakers(material: Material) -> Iterator[Block]:
    """附：发言人名单, in the order of the book; a column that nobody fills is left out."""
    note = order_note(material.pack.options.order)
    yield TitleBlock(wording.SPEAKERS, subtitle=(note,) if note else (), bookmark=True, new_page=True)
    with_identity = any(speech.identities for speech in material.speeches)
    wide = 94.0 if with_identity else 120.0
    heads = columns(("序号", 12.0, _CENTRE), ("姓名", 24.0, _CENTRE), ("工作单位及职务", wide))
    if with_identity:
        heads += columns(("界别（身份）", UPRIGHT - 36.0 - wide, _CENTRE))
    rows = tuple(_speaker(number, speech, with_identity) for number, speech in enumerate(material.speeches, start=1))
    yield Table(heads, rows)


def _speaker(number: int, speech: Speech, with_identity: bool) -> Row:
    unit = speech.posts or ("" if with_identity else description(speech))
    if speech.on_behalf_of:
        unit = f"{unit}（代表{speech.on_behalf_of}）"
    cells = (serial(number), centred(listed_name(speech)), CellText(unit or wording.TO_WRITE))
    if not with_identity:
        return Row(cells)
    return Row((*cells, centred(wording.joined(speech.identities) or wording.TO_WRITE)))


def recommendations(material: Material) -> Iterator[Block]:
    """附：意见建议一览: every recommendation word for word, with who said it and its code."""
    yield TitleBlock(wording.RECOMMENDATIONS, bookmark=True, new_page=True)
    heads = columns(
        ("序号", 12.0, _CENTRE), ("意见建议（原文）", 98.0), ("提出人", 22.0, _CENTRE), ("编码", 24.0, _CENTRE)
    )
    heads = (heads[0], replace(heads[1], note_head="工作人员概括或改写"), *heads[2:])
    rows = tuple(_recommendation(material, number, p) for number, p in enumerate(material.proposals, start=1))
    yield Table(heads, rows, notes=wording.numbered_notes(quotation_notes(material, material.proposals)))


def _recommendation(material: Material, number: int, proposal: Proposal) -> Row:
    code = material.code(proposal) + ("\n" + wording.IMPORTANT if proposal.important else "")
    return Row(
        (
            serial(number),
            CellText(proposal.text, note=staff_text(material, proposal), proposals=(proposal.id,)),
            centred(speaker_cell(material, proposal)),
            centred(code),
        )
    )


def speaker_cell(material: Material, proposal: Proposal) -> str:
    """The speaker in a narrow column: names one under the other, two characters with an em between them."""
    speech = material.by_id.get(proposal.speech_id)
    return listed_name(speech).replace("、", "\n") if speech else proposal.speaker


def quotation_notes(material: Material, proposals: Sequence[Proposal]) -> list[str]:
    """What a list of quotations explains: staff wording, codes, 重点 - each only where it occurs."""
    lines: list[str] = []
    if kinds := staff_kinds(material, proposals):
        lines.append(wording.marks_legend(kinds))
    lines.append(code_legend(material))
    if any(proposal.important for proposal in proposals):
        lines.append(wording.LEGEND_IMPORTANT)
    return lines


def marginal_notes(material: Material, speech: Speech) -> Iterator[Block]:
    """批注 on a speech, under it: the words they stand at, and the note."""
    found = sorted((a for a in material.rows.annotations if a.speech_id == speech.id), key=lambda a: a.span)
    if not found:
        return
    rows = tuple(
        Row(
            (
                serial(number),
                CellText(annotation.quote),
                CellText(annotation.note or wording.NOT_APPLICABLE),
                centred(annotation.colour.value, wording.joined((annotation.author,))),
            )
        )
        for number, annotation in enumerate(found, start=1)
    )
    yield BlankLine()
    heads = columns(("序号", 12.0, _CENTRE), ("原文", 62.0), (wording.NOTES, 58.0), ("类别", 24.0, _CENTRE))
    heads = (*heads[:-1], replace(heads[-1], note_head="批注人"))
    legend = wording.numbered_notes(["“—”表示只作标记。"] if any(not a.note for a in found) else [])
    yield Table(heads, rows, title=wording.NOTES, notes=legend)


def handling(material: Material) -> Iterator[Block]:
    """附：办理情况: the follow-up items of the recommendations in the book, each with its last note."""
    items = items_of(material)
    if not items:
        return
    words = material.pack.options.handling_words
    yield TitleBlock("附：办理情况", bookmark=True, new_page=True)
    heads = columns(
        ("序号", 12.0, _CENTRE),
        ("事项", 58.0),
        (f"{words.lead}单位", 26.0, _CENTRE),
        ("状态", 18.0, _CENTRE),
        ("进展情况", 42.0),
    )
    rows = tuple(
        Row(
            (
                serial(number),
                CellText(item.title, note=wording.joined(codes(material, item))),
                centred(item.lead or wording.UNIT_OPEN),
                centred(item.status.value),
                CellText(last_entry(item)),
            )
        )
        for number, item in enumerate(items, start=1)
    )
    yield Table(heads, rows, line_right=f"截至{wording.day(material.as_of)}")


def items_of(material: Material) -> list[FollowUp]:
    """The follow-up items that speak of recommendations in the pack, or of none in particular."""
    return [item for item in material.rows.followups if not item.proposal_ids or material.proposals_of(item)]


def codes(material: Material, item: FollowUp) -> list[str]:
    """The codes of an item's recommendations."""
    return [material.code(proposal) for proposal in material.proposals_of(item)]


def last_entry(item: FollowUp) -> str:
    """9月12日面商: the last line of the log with its day; empty where there is none."""
    if not item.entries:
        return wording.TO_WRITE
    last = max(item.entries, key=lambda entry: (entry.day, entry.written_at, entry.id))
    return f"{wording.short_day(last.day)}{last.kind.value}：{last.text}".rstrip("：")
