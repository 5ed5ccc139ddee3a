"""This file turns a pack and its rows into a document: picks the kind, stamps it, and proves it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from briefing_app.domain.packs import Pack, PackKind, SpeakerOrder
from briefing_app.errors import NothingToExport
from briefing_app.export import checks, wording
from briefing_app.export.building import (
    assignment,
    closing,
    comparison,
    compilation,
    digest,
    freehand,
    ledger,
    letters,
    slips,
    speaker,
)
from briefing_app.export.building.appendices import items_of
from briefing_app.export.building.rows import Earlier, Material, PackRows
from briefing_app.export.data import fingerprint
from briefing_app.export.document import Block, Finding, PackDocument, with_note
from briefing_app.export.ordering import without_strokes
from briefing_app.export.redacting import redacted

__all__ = ["Earlier", "PackRows", "build"]

_KINDS: Mapping[PackKind, Callable[[Material], list[Block]]] = {
    PackKind.COMPILATION: compilation.blocks,
    PackKind.DIGEST: digest.blocks,
    PackKind.COMPARISON: comparison.blocks,
    PackKind.ASSIGNMENT: assignment.blocks,
    PackKind.LEDGER: ledger.blocks,
    PackKind.SPEAKER: speaker.blocks,
    PackKind.LETTER: letters.letter,
    PackKind.OPINION: slips.opinion,
    PackKind.REMINDER: slips.reminder,
    PackKind.BULLETIN: letters.bulletin,
    PackKind.OUTLINE: freehand.blocks,
}
_BOOKS = {PackKind.COMPILATION, PackKind.DIGEST, PackKind.ASSIGNMENT, PackKind.OUTLINE}
_WATERMARK_LENGTH = 20  # characters: more would be a text of its own across every page
_CHECKSUM_SHOWN = 8  # characters


def build(pack: Pack, rows: PackRows, *, today: date) -> PackDocument:
    """The pack as blocks, with what a person should still look at in `findings`.

    Raises NothingToExport when nothing is left to print.
    """
    material = Material(pack, rows, today)
    if not _holds_anything(material):
        raise NothingToExport
    blocks = (*_KINDS[pack.kind](material), *_closing(material))
    document = PackDocument(
        title=f"{material.title}{wording.KIND_TITLES[pack.kind]}",
        kind=pack.kind,
        blocks=blocks,
        author=pack.options.editor,
        subject=material.topic,
        keywords=tuple(dict.fromkeys(theme for p in material.proposals for theme in p.theme_names)),
        checksum=fingerprint(blocks),
        printed_on=material.printed_on,
        watermark=pack.options.watermark[:_WATERMARK_LENGTH],
    )
    findings = (*_unsettled(material), *checks.prove(_stamped(material, document), rows))
    return _stamped(material, redacted(replace(document, findings=findings), pack.options))


def _closing(material: Material) -> Iterator[Block]:
    """What any pack of the family 材料 may end with."""
    options, kind = material.pack.options, material.pack.kind
    if options.index and kind in _BOOKS:
        yield from closing.indexes(material)
    if options.imprint and not kind.is_letter:
        yield closing.imprint(material)


def _holds_anything(material: Material) -> bool:
    if material.pack.kind in {PackKind.LEDGER, PackKind.OPINION}:
        return bool(items_of(material))
    if material.pack.kind is PackKind.REMINDER:
        return bool(slips.late(material))
    if material.pack.kind is PackKind.OUTLINE:
        return bool(material.pack.options.outline.strip() or material.proposals)
    if material.pack.kind in {PackKind.COMPILATION, PackKind.SPEAKER}:
        return bool(material.speeches)
    if material.pack.kind is PackKind.COMPARISON:
        return bool(comparison.arranged(material).rows)
    return bool(material.proposals)


def _stamped(material: Material, document: PackDocument) -> PackDocument:
    """The version line: small, under the 目录 or at the end; letters bear none."""
    if material.pack.kind.is_letter:
        return document
    version = f"版本 {material.rows.version}" if material.rows.version else ""
    parts = (version, wording.day(material.printed_on), f"校验码 {document.checksum[:_CHECKSUM_SHOWN]}")
    line = "　".join(part for part in parts if part)
    return replace(document, blocks=with_note(document.blocks, line))


def _unsettled(material: Material) -> tuple[Finding, ...]:
    """What the library does not know yet; 0 is no check of the list."""
    found = []
    for meeting in material.meetings:
        if not meeting.reviewed:
            found.append(Finding(0, f"“{meeting.title}”尚未审核"))
        if wording.lacks_year(meeting.facts):
            found.append(Finding(0, f"“{meeting.title}”没有年份，请补填"))
    if len(material.pack.options.watermark) > _WATERMARK_LENGTH:
        found.append(Finding(0, f"水印太长，只印前{_WATERMARK_LENGTH}个字"))
    found += _to_fill_in(material)
    if material.pack.options.order is SpeakerOrder.STROKES and (unknown := without_strokes(material.speeches)):
        found.append(Finding(0, f"不知道这些字的笔画，排在最后：{wording.joined(unknown)}"))
    return tuple(found)


def _to_fill_in(material: Material) -> list[Finding]:
    """What a letter lacks until people fill it in, and what a text of one's own names in vain."""
    options, kind = material.pack.options, material.pack.kind
    if kind is PackKind.OUTLINE:
        return list(freehand.faults(material))
    lacking = [] if options.editor or not kind.is_letter else ["没有填编印（发文）单位"]
    if kind is PackKind.LETTER:
        lacking += [] if options.recipient else ["没有填主送单位"]
        lacking += [] if options.reply_by else ["没有填函复期限"]
    if kind is PackKind.BULLETIN and letters.is_long(material):
        lacking.append("专报以三页为宜，请去掉一些意见建议，或标出重点")
    return [Finding(0, sentence) for sentence in lacking]
