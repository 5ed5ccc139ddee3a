"""This file lays a comparison out by theme: all views under each other, for any number of speakers."""

from __future__ import annotations

from dataclasses import replace

from briefing_app.domain.compared import Column as Compared
from briefing_app.domain.compared import ComparedBy
from briefing_app.domain.comparison import Comparison, ThemeRow
from briefing_app.domain.proposals import RewordingKind
from briefing_app.export import wording
from briefing_app.export.building.cells import Quotations, judgement
from briefing_app.export.building.matrix import speakers_of
from briefing_app.export.building.parts import centred, columns
from briefing_app.export.building.rows import listed_name
from briefing_app.export.document import Align, CellText, Row, Table


def by_theme(shown: Comparison, quotations: Quotations) -> Table:
    """Form B, turned: 主题, 发言人, 各方观点, and the points that staff have written where there are some."""
    with_points = quotations.material.pack.options.summaries and any(c.summary for r in shown.rows for c in r.cells)
    heads = columns(("主题及判断", 34.0, Align.CENTRE), (shown.by.value, 24.0, Align.CENTRE))
    heads += (
        columns(("各方观点（原文）", 112.0), ("要点", 55.0)) if with_points else columns(("各方观点（原文）", 167.0))
    )
    rows = tuple(row for theme in shown.rows for row in _views(shown, theme, quotations, with_points=with_points))
    return Table(heads, rows, turned=True, merge_first_column=True)


def upright(shown: Comparison, quotations: Quotations) -> Table:
    """Form C, upright: 主题, 发言人, 主要观点."""
    heads = columns(
        ("主题及判断", 28.0, Align.CENTRE), (shown.by.value, 22.0, Align.CENTRE), ("主要观点（原文）", 106.0)
    )
    rows = tuple(row for theme in shown.rows for row in _views(shown, theme, quotations, with_points=False))
    return Table(heads, rows, merge_first_column=True)


def _views(shown: Comparison, theme: ThemeRow, quotations: Quotations, *, with_points: bool) -> list[Row]:
    verdict = judgement(theme, speakers_of(shown.columns, theme), measure=shown.by.measure)
    first = centred(f"{theme.theme}\n{verdict}")
    rows = []
    for column, cell in zip(shown.columns, theme.cells, strict=True):
        if not cell.proposals:
            continue
        whole = quotations.whole(cell)
        name = centred(_listed(column), note=whole.note)
        cells = [first, name, replace(whole, note="")]
        if with_points:
            cells.append(_point(cell.summary, quotations))
        rows.append(Row(tuple(cells)))
    return rows


def _listed(column: Compared) -> str:
    """The name in the second column: speakers who spoke together stand under each other."""
    if column.by is ComparedBy.SPEAKER:
        return listed_name(column.speeches[0]).replace("、", "\n")
    return column.name


def _point(summary: str | None, quotations: Quotations) -> CellText:
    if not summary:
        return centred(wording.TO_WRITE)
    quotations.staff.append(RewordingKind.SUMMARY)
    return CellText(wording.staff_wording(summary, None))
