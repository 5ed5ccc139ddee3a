"""This file takes the cells of an .xlsx as they are shown: shared strings, dates, merged cells, sheet by sheet."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from briefing_app.errors import ReadProblem
from briefing_app.importing.readers.packages import Element, Package, attribute, child, local
from briefing_app.importing.readers.transcript import Trouble

_WORKBOOK = "xl/workbook.xml"
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MOST_ROWS = 200_000
_MOST_COLUMNS = 256
_MOST_MERGES, _MOST_COVERED = 20_000, 500_000  # merged cells, and cells that lie under them
_DATES = frozenset({14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58})
_DATE_PATTERN = re.compile(r"[ymd年月日]", re.IGNORECASE)
_LITERAL = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]")
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a day in a sheet knows no zone
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001


@dataclass(frozen=True, slots=True)
class Grid:
    """The shown values of one sheet, row by row; `covered`: cells (row, column) that a merged one above them hides."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    covered: frozenset[tuple[int, int]] = frozenset()


def grids(package: Package) -> list[Grid]:
    """The visible sheets of a workbook, in the order of their tabs."""
    book = package.xml(_WORKBOOK)
    related = package.related(_WORKBOOK)
    parts = dict(related.values())
    strings = _strings(package.xml(parts["sharedStrings"])) if parts.get("sharedStrings") in package.names else []
    dates = _date_styles(package.xml(parts["styles"])) if parts.get("styles") in package.names else frozenset()
    epoch = _EPOCH_1904 if attribute(child(book, "workbookPr"), "date1904") in ("1", "true") else _EPOCH
    sheets = child(book, "sheets")
    found = []
    for sheet in sheets if sheets is not None else ():
        kind, name = related.get(attribute(sheet, "id") or "", ("", ""))
        if kind == "worksheet" and name in package and attribute(sheet, "state") in (None, "visible"):
            page = package.xml(name)
            rows = _rows(page, strings, dates, epoch)
            found.append(Grid(attribute(sheet, "name") or "", rows, _covered(page)))
    return found


def _rows(
    sheet: Element, strings: Sequence[str], dates: frozenset[int], epoch: datetime
) -> tuple[tuple[str, ...], ...]:
    data = child(sheet, "sheetData")
    rows: list[tuple[str, ...]] = []
    for row in data if data is not None else ():
        if len(rows) >= _MOST_ROWS:
            raise Trouble(ReadProblem.TOO_LARGE, f"最多 {_MOST_ROWS} 行")
        values: list[str] = []
        for cell in row:
            position = _column(attribute(cell, "r"), len(values))
            if position < _MOST_COLUMNS:
                values += [""] * (position - len(values))
                values.append(_shown(cell, strings, dates, epoch))
        rows.append(tuple(values))
    return tuple(rows)


def _covered(sheet: Element) -> frozenset[tuple[int, int]]:
    """Where a cell reaches down over others; cells side by side hide nothing that belongs to another row."""
    merges = child(sheet, "mergeCells")
    if merges is None:
        return frozenset()
    if len(merges) > _MOST_MERGES:
        raise Trouble(ReadProblem.TOO_LARGE, "合并的单元格过多")
    data = child(sheet, "sheetData")
    numbers = [_number_of(attribute(row, "r")) for row in (data if data is not None else ())]
    covered: set[tuple[int, int]] = set()
    for merge in merges:
        first, _, last = (attribute(merge, "ref") or "").partition(":")
        ends = [_PLACE.fullmatch(first), _PLACE.fullmatch(last)]
        if ends[0] is not None and ends[1] is not None:
            below = range(bisect_right(numbers, int(ends[0][2])), bisect_right(numbers, int(ends[1][2])))
            across = range(_column(first, 0), min(_column(last, 0), _MOST_COLUMNS) + 1)
            covered.update((row, column) for row in below for column in across)
        if len(covered) > _MOST_COVERED:
            raise Trouble(ReadProblem.TOO_LARGE, "合并的单元格过多")
    return frozenset(covered)


def _number_of(written: str | None) -> int:
    return int(written) if written and written.isascii() and written.isdigit() and len(written) < 8 else 0


def _column(place: str | None, otherwise: int) -> int:
    found = _PLACE.fullmatch(place or "")
    if not found:
        return otherwise
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return max(number - 1, otherwise)


def _shown(cell: Element, strings: Sequence[str], dates: frozenset[int], epoch: datetime) -> str:
    kind, value = attribute(cell, "t") or "n", child(cell, "v")
    text = (value.text or "") if value is not None else ""
    if kind == "s":
        return strings[int(text)] if text.isdigit() and int(text) < len(strings) else ""
    if kind == "inlineStr":
        return _text(child(cell, "is"))
    if kind == "b":
        return "是" if text == "1" else "否"
    if kind in ("str", "e", "d") or not text:
        return text
    return _number(text, as_date=int(attribute(cell, "s") or 0) in dates, epoch=epoch)


def _number(text: str, *, as_date: bool, epoch: datetime) -> str:
    """A number without the noise of binary fractions, or the day that it stands for."""
    try:
        number = float(text)
        if as_date and 0 < number < 2_958_466:
            moment = epoch + timedelta(days=number)
            return moment.strftime("%Y-%m-%d %H:%M" if number % 1 else "%Y-%m-%d")
        return f"{number:.15g}" if "E" in text.upper() or "." in text else text
    except (ValueError, OverflowError):
        return text


def _strings(table: Element) -> list[str]:
    return [_text(item) for item in table if local(item) == "si"]


def _text(item: Element | None) -> str:
    """The text of a string, without the readings above its characters."""
    if item is None:
        return ""
    return "".join(part.text or "" for part in item.iter("{*}t") if local(part.getparent()) != "rPh")


def _date_styles(styles: Element) -> frozenset[int]:
    """The numbers of the cell styles that show a day or a time."""
    own = {}
    formats = child(styles, "numFmts")
    for one in formats if formats is not None else ():
        own[attribute(one, "numFmtId")] = attribute(one, "formatCode") or ""
    cells = child(styles, "cellXfs")
    found = set()
    for position, style in enumerate(cells if cells is not None else ()):
        number = attribute(style, "numFmtId") or "0"
        pattern = _LITERAL.sub("", own.get(number, ""))
        if (number.isdigit() and int(number) in _DATES) or _DATE_PATTERN.search(pattern):
            found.add(position)
    return frozenset(found)
