"""This file reads a sheet that a unit has filled in: rows by the heads of their columns, in whatever order these are."""

from __future__ import annotations

from pathlib import Path

from briefing_app.domain.unit_sheets import FILLED, GIVEN, KEY, REPLY, UNIT_LINE, ReturnedRow, ReturnedSheet
from briefing_app.errors import ReadProblem, UnreadableFile
from briefing_app.importing.readers.packages import Package, is_zip
from briefing_app.importing.readers.transcript import Trouble
from briefing_app.importing.readers.workbook import Grid, grids

_LARGEST = 32 * 2**20  # bytes: a sheet of thousands of rows has a few hundred thousand
_DEEPEST_HEADER = 20  # rows that may have come to stand above the heads


def read(path: Path) -> ReturnedSheet:
    """The rows of the first sheet that has the columns; raises UnreadableFile."""
    try:
        if path.is_dir():
            raise UnreadableFile(path, ReadProblem.FOLDER)
        if path.stat().st_size > _LARGEST:
            raise UnreadableFile(path, ReadProblem.TOO_LARGE, f"{_LARGEST // 2**20} MB")
        content = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile(path, ReadProblem.MISSING) from None
    except PermissionError:
        raise UnreadableFile(path, ReadProblem.FORBIDDEN) from None
    except OSError as error:
        raise UnreadableFile(path, ReadProblem.DAMAGED, str(error.errno)) from error
    if not content:
        raise UnreadableFile(path, ReadProblem.EMPTY)
    if not is_zip(content):
        raise UnreadableFile(path, ReadProblem.UNKNOWN_FORMAT, "需要 .xlsx 表格")
    try:
        found = grids(Package(content))
    except Trouble as trouble:
        raise UnreadableFile(path, trouble.problem, trouble.detail) from trouble
    for grid in found:
        sheet = _sheet(grid)
        if sheet is not None:
            return sheet
    raise UnreadableFile(path, ReadProblem.NO_TEXT, f"表里没有“{KEY}”和“{REPLY}”两栏，不是发出的反馈表")


def _sheet(grid: Grid) -> ReturnedSheet | None:
    unit = ""
    for number, row in enumerate(grid.rows[:_DEEPEST_HEADER]):
        heads = ["".join(cell.split()) for cell in row]
        if KEY in heads and REPLY in heads:
            places = {heads.index(head): head for head in (*GIVEN, *FILLED) if head in heads}
            return ReturnedSheet(unit, tuple(_rows(grid, number + 1, places)))
        unit = next((cell.strip().removeprefix(UNIT_LINE) for cell in row if cell.startswith(UNIT_LINE)), unit)
    return None


def _rows(grid: Grid, start: int, places: dict[int, str]) -> list[ReturnedRow]:
    found = []
    for number, row in enumerate(grid.rows[start:], start):
        cells = {head: row[place] if place < len(row) else "" for place, head in places.items()}
        covered = tuple(head for place, head in places.items() if (number, place) in grid.covered and head in FILLED)
        made = ReturnedRow(cells.get(KEY, "").strip(), cells, covered)
        if made.key or made.is_filled():
            found.append(made)
    return found
