"""This package proves a pack before it is printed: the checks of packs.md, section 12, as functions over its blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing_app.export.building.rows import PackRows
from briefing_app.export.checks import layout, staff, words
from briefing_app.export.document import Finding, PackDocument


class PackIsWrong(Exception):
    """A pack that breaks a rule by our own making: a bug, so no BriefingError. It must not be printed."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("; ".join(f"{finding.check}: {finding.message}" for finding in findings))
        self.findings = tuple(findings)


def prove(document: PackDocument, rows: PackRows) -> tuple[Finding, ...]:
    """What a person should still look at. Raises PackIsWrong for what only we can have done."""
    if ours := tuple(_ours(document, rows)):
        raise PackIsWrong(ours)
    return tuple(dict.fromkeys(_staff(document, rows)))


def _ours(document: PackDocument, rows: PackRows) -> Iterator[Finding]:
    yield from layout.widths(document)
    yield from layout.numbers(document)
    yield from layout.sums(document)
    yield from layout.leads(document)
    yield from words.legends(document, rows)
    yield from layout.one_pair(document)
    yield from layout.lonely_rows(document)
    yield from words.quotations(document, rows)


def _staff(document: PackDocument, rows: PackRows) -> Iterator[Finding]:
    yield from staff.leads(rows)
    yield from staff.spellings(rows)
    yield from staff.deadlines(rows)
    yield from words.leading_zeros(document, rows)
    yield from staff.sources(rows)
    yield from words.titles(document, rows)
    yield from staff.titles(rows)
    yield from words.phones(document, rows)
    yield from words.bad_words(document)
    yield from layout.empty_columns(document)
