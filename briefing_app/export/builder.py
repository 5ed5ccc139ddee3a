"""This file turns a pack and its rows into a document: picks the kind, stamps it, and proves it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from briefing_app.domain.packs import Pack, PackKind, SpeakerOrder
from briefing_app.errors import NothingToExport
from briefing_app.export import checks, wording
from briefing_app.export.building import assignment, comparison, compilation, digest, ledger, speaker
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
}
_CHECKSUM_SHOWN = 8  # characters


def build(pack: Pack, rows: PackRows, *, today: date) -> PackDocument:
    """The pack as blocks, with what a person should still look at in `findings`.

    Raises NothingToExport when nothing is left to print.
    """
    material = Material(pack, rows, today)
    if not _holds_anything(material):
        raise NothingToExport
    blocks = tuple(_KINDS[pack.kind](material))
    document = PackDocument(
        title=f"{material.title}{wording.KIND_TITLES[pack.kind]}",
        kind=pack.kind,
        blocks=blocks,
        author=pack.options.editor,
        subject=material.topic,
        keywords=tuple(dict.fromkeys(theme for p in material.proposals for theme in p.theme_names)),
        checksum=fingerprint(blocks),
        printed_on=material.printed_on,
    )
    findings = (*_unsettled(material), *checks.prove(_stamped(material, document), rows))
    return _stamped(material, redacted(replace(document, findings=findings), pack.options))


def _holds_anything(material: Material) -> bool:
    if material.pack.kind is PackKind.LEDGER:
        return bool(items_of(material))
    if material.pack.kind in {PackKind.COMPILATION, PackKind.SPEAKER}:
        return bool(material.speeches)
    if material.pack.kind is PackKind.COMPARISON:
        return bool(comparison.arranged(material).rows)
    return bool(material.proposals)


def _stamped(material: Material, document: PackDocument) -> PackDocument:
    """The version line: small, under the 目录 or at the end."""
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
    if material.pack.options.order is SpeakerOrder.STROKES and (unknown := without_strokes(material.speeches)):
        found.append(Finding(0, f"不知道这些字的笔画，排在最后：{wording.joined(unknown)}"))
    return tuple(found)
