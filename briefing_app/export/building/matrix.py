"""This file lays a comparison out as a matrix: one column a speaker, panels of at most five from seven speakers on."""

from __future__ import annotations

from collections.abc import Sequence

from briefing_app.domain.compared import Column as Compared
from briefing_app.domain.compared import ComparedBy
from briefing_app.domain.comparison import UNSORTED_THEME, Comparison, ThemeRow
from briefing_app.domain.speeches import Speech
from briefing_app.export import wording
from briefing_app.export.building.cells import Quotations, judgement
from briefing_app.export.building.parts import TURNED, centred, count
from briefing_app.export.building.rows import listed_name
from briefing_app.export.document import Align, CellText, Column, Face, Row, Table

# Widths of 主题, one speaker and 判断 in mm, by the number of speakers.
_WIDTHS = {
    1: (22.0, 168.0, 35.0),
    2: (22.0, 84.0, 35.0),
    3: (22.0, 56.0, 35.0),
    4: (22.0, 42.0, 35.0),
    5: (22.0, 34.0, 33.0),
    6: (20.0, 29.0, 31.0),
}
_PANEL = 5
_THEME_WIDTH = 20.0  # in a panel without 判断
_UNIT_LENGTH = 12  # characters under a speaker's name


def tables(shown: Comparison, quotations: Quotations) -> list[Table]:
    """One table, or one for each panel; 判断 stands in the last alone."""
    bounds = panels(len(shown.columns))
    return [
        _panel(shown, quotations, start, end, titled=len(bounds) > 1, last=end == len(shown.columns))
        for start, end in bounds
    ]


def panels(speakers: int) -> list[tuple[int, int]]:
    """The speakers of each panel as [start, end): as even as they come, five at most."""
    if speakers <= max(_WIDTHS):
        return [(0, speakers)]
    number = -(-speakers // _PANEL)
    size, rest = divmod(speakers, number)
    bounds, start = [], 0
    for place in range(number):
        end = start + size + (place < rest)
        bounds.append((start, end))
        start = end
    return bounds


def _panel(shown: Comparison, quotations: Quotations, start: int, end: int, *, titled: bool, last: bool) -> Table:
    compared = shown.columns[start:end]
    theme, each, verdict = _widths(len(compared), last=last)
    heads = [Column("主题", theme, Align.CENTRE), *(_head(column, each) for column in compared)]
    if last:
        heads.append(Column("判断", verdict, Align.CENTRE))
    rows = [_row(shown, row, quotations, range(start, end), last=last) for row in shown.rows]
    rows.append(_touched(shown, range(start, end), last=last))
    counted = "位发言人" if shown.by is ComparedBy.SPEAKER else shown.by.measure
    title = f"（第{start + 1}—{end}{counted}）" if titled else ""
    return Table(tuple(heads), tuple(rows), title=title, turned=True)


def _widths(speakers: int, *, last: bool) -> tuple[float, float, float]:
    if last:
        return _WIDTHS[speakers]
    return _THEME_WIDTH, (TURNED - _THEME_WIDTH) / speakers, 0.0


def _head(column: Compared, width: float) -> Column:
    if column.by is not ComparedBy.SPEAKER:
        return Column(column.name, width, head_note=f"{len(column.speakers)}人")
    speech = column.speeches[0]
    unit = speech.organisation or wording.joined(speech.identities)
    return Column(listed_name(speech), width, head_note=unit if len(unit) <= _UNIT_LENGTH else _shorter(speech))


def _shorter(speech: Speech) -> str:
    """Something of at most twelve characters that says who this is; nothing rather than half a name."""
    told = [*(str(a.organisation) for a in speech.affiliations if a.organisation), *speech.identities]
    return next((text for text in told if len(text) <= _UNIT_LENGTH), "")


def _row(shown: Comparison, row: ThemeRow, quotations: Quotations, places: range, *, last: bool) -> Row:
    cells = [centred(row.theme), *(quotations.cell(row.cells[place]) for place in places)]
    if last:
        cells.append(centred(judgement(row, speakers_of(shown.columns, row), measure=shown.by.measure)))
    return Row(tuple(cells))


def speakers_of(columns: Sequence[Compared], row: ThemeRow) -> list[str]:
    """The names of those who touch a theme."""
    return [column.name for column, cell in zip(columns, row.cells, strict=True) if cell.proposals]


def _touched(shown: Comparison, places: range, *, last: bool) -> Row:
    themes = [row for row in shown.rows if row.theme != UNSORTED_THEME]
    cells = [CellText("涉及主题数", align=Align.CENTRE, face=Face.HEI)]
    cells += [count(sum(bool(row.cells[place].proposals) for row in themes)) for place in places]
    if last:
        cells.append(centred(f"共{len(themes)}个主题"))
    return Row(tuple(cells), total=True)
