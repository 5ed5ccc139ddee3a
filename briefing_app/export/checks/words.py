"""This file checks what a pack says: quotations, legends, titles, and words that do not belong into print."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing_app.export import wording
from briefing_app.export.building.rows import PackRows
from briefing_app.export.checks.layout import cells_under, item_rows, tables
from briefing_app.export.document import (
    Block,
    Cover,
    Finding,
    Grid,
    Heading,
    PackDocument,
    Paragraph,
    Quote,
    Table,
    TitleBlock,
)

_MARKS = ("〔概括〕", "〔改写〕", wording.CUT, wording.IMPORTANT, wording.SEPARATE, wording.SUGGESTED)
_BAD_WORDS = ("同上", "同左", "等单位", "N/A", "null", "None", "〃")
_LEADING_ZERO = re.compile(r"年0\d月|月0\d日")
_MEMBER = re.compile(r"委员(?!会)")
_PHONE = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}[-－]\d{7,8})(?!\d)")


def printed(document: PackDocument, rows: PackRows) -> Iterator[tuple[str, bool]]:
    """Every text of the pack, and whether it is somebody's own words."""
    own = {paragraph.span.of(speech.text) for speech in rows.speeches for paragraph in speech.paragraphs}
    own |= {proposal.text for proposal in rows.proposals} | {annotation.quote for annotation in rows.annotations}
    for block in document.blocks:
        for text in _texts(block):
            yield text, text in own
        if isinstance(block, Table):
            for cell in (cell for row in block.rows for cell in row.cells):
                yield cell.text, bool(cell.proposals) or cell.text in own
                yield cell.note, False


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph | Heading):
        yield block.text
    elif isinstance(block, Quote):
        yield from (block.heading, block.text, block.attribution, block.code)
    elif isinstance(block, TitleBlock):
        yield from (block.text, *block.subtitle)
    elif isinstance(block, Cover):
        yield from (block.meeting, block.name, block.topic, block.editor, block.date)
    elif isinstance(block, Grid):
        yield from (text for row in block.rows for pair in row for text in pair)
    elif isinstance(block, Table):
        yield block.title


def quotations(document: PackDocument, rows: PackRows) -> Iterator[Finding]:
    """10: what is printed as a quotation is the recommendation's text, character by character."""
    compared = rows.comparison.rows if rows.comparison else ()
    known = [*rows.proposals, *(p for row in compared for cell in row.cells for p in cell.proposals)]
    texts = {proposal.id: proposal.text for proposal in known}
    for quote in document.quotes():
        if quote.text != texts.get(quote.proposal_id):
            yield Finding(10, f"{quote.code}的引文与原文不同")
    for cell in (cell for table in tables(document) for row in table.rows for cell in row.cells):
        if any(proposal_id not in texts or texts[proposal_id] not in cell.text for proposal_id in cell.proposals):
            yield Finding(10, f"表格里的引文与原文不同：{cell.text[:20]}")


def legends(document: PackDocument, rows: PackRows) -> Iterator[Finding]:
    """5: every sign that is used is explained."""
    explained = "\n".join(_explanations(document))
    staff = "\n".join(text for text, verbatim in printed(document, rows) if not verbatim)
    for mark in _MARKS:
        if mark in staff and mark not in explained:
            yield Finding(5, f"没有说明“{mark}”")
    cells = {cell.text for table in tables(document) for row in table.rows for cell in row.cells}
    if wording.NOT_APPLICABLE in cells and f"“{wording.NOT_APPLICABLE}”" not in explained:
        yield Finding(5, "没有说明“—”")
    for name in {cell.text for cell in cells_under(document, frozenset({"类别"}))} & set(rows.reply_classes):
        if f"{name} " not in explained:
            yield Finding(5, f"没有说明办复类别{name}")


def _explanations(document: PackDocument) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield from block.notes
        elif isinstance(block, Paragraph):
            yield block.text


def leading_zeros(document: PackDocument, rows: PackRows) -> Iterator[Finding]:
    """7: dates in text have none (2026年9月3日)."""
    for text, verbatim in printed(document, rows):
        if not verbatim and (found := _LEADING_ZERO.search(text)):
            yield Finding(7, f"日期带前导零：{found.group()}")


def titles(document: PackDocument, rows: PackRows) -> Iterator[Finding]:
    """11: 委员 only after members."""
    others = {s.speaker for s in rows.speeches if s.speaker and not any("委员" in i for i in s.identities)}
    longest = max(map(len, others), default=0)
    for text, verbatim in printed(document, rows):
        for found in () if verbatim else _MEMBER.finditer(text):
            before = text[max(0, found.start() - longest) : found.start()]
            for name in {before[place:] for place in range(len(before))} & others:
                yield Finding(11, f"{name}不是委员，却写作委员")


def phones(document: PackDocument, rows: PackRows) -> Iterator[Finding]:
    """12: no telephone numbers outside letters; the warning does not repeat them."""
    if document.kind.is_letter:
        return
    for text, _ in printed(document, rows):
        if found := _PHONE.search(text):
            yield Finding(12, f"印有电话号码（{found.group()[:3]}…）：{text[: min(found.start(), 16)]}")


def bad_words(document: PackDocument) -> Iterator[Finding]:
    """13: no 同上, 等单位, N/A in a cell."""
    for cell in (cell for table in tables(document) for row in item_rows(table) for cell in row.cells):
        for word in _BAD_WORDS:
            if word in cell.text and not cell.proposals:
                yield Finding(13, f"表格里有“{word}”：{cell.text[:20]}")
