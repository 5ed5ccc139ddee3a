"""This file writes a pack as an Excel workbook: typed cells, filters, frozen heads, and never a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from briefing_app.export.document import PackDocument
from briefing_app.export.files import deliver
from briefing_app.export.plain_text import allowed, moment
from briefing_app.export.sheet_tables import SheetColumn, SheetTable, tables_of

_MOST_CHARACTERS = 32_000  # a cell holds 32,767
_MOST_LETTERS = 31  # of a sheet's name
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_PITCH, _TALLEST = 14.5, 409.0  # points; Excel knows no taller row
_MM_A_CHARACTER = 2.0  # of the width that Excel counts in

# Every text goes in by write_string; these switch off what write() would make of =, http: and digits.
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


def write(document: PackDocument, target: Path | BinaryIO, *, force: bool = False) -> None:
    """Write the file, wholly or not at all."""
    deliver(render(document), target, force=force)


def render(document: PackDocument) -> bytes:
    """The pack as an .xlsx file: a sheet for the speeches, one for the quotations, one for each table."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        book.set_properties(
            {
                "title": allowed(document.title)[:255],
                "subject": allowed(document.subject)[:255],
                "author": allowed(document.author)[:255],
                "keywords": allowed("；".join(document.keywords))[:255],
                "created": moment(document),
            }
        )
        writer = _Writer(book)
        for table in tables_of(document):
            writer.add(table, document.title)
    return stream.getvalue()


class _Writer:
    """A workbook with its formats and the sheet names that are taken."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._names: set[str] = set()
        plain = {"font_name": "仿宋_GB2312", "font_size": 10.5, "text_wrap": True, "valign": "vcenter", "border": 1}
        self._text = book.add_format(plain)
        self._number = book.add_format({**plain, "align": "center", "num_format": "0"})
        self._share = book.add_format({**plain, "align": "center", "num_format": "0.0%"})
        self._date = book.add_format({**plain, "align": "center", "num_format": "yyyy-mm-dd"})
        self._head = book.add_format({**plain, "font_name": "黑体", "align": "center"})
        self._title = book.add_format({"font_name": "方正小标宋简体", "font_size": 16})
        self._note = book.add_format({"font_name": "仿宋_GB2312", "font_size": 10.5})

    def add(self, table: SheetTable, title: str) -> None:
        """A sheet: title, one line of facts, the table with its head frozen and filtered, then sums and notes."""
        sheet = self._book.add_worksheet(self._free_name(table.name))
        sheet.write_string(0, 0, allowed(table.title or title), self._title)
        sheet.set_row(0, 28)
        if table.facts:
            sheet.write_string(1, 0, allowed(table.facts), self._note)
        head = 2
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, column.width / _MM_A_CHARACTER)
            sheet.write_string(head, place, allowed(column.head), self._head)
        sheet.set_row(head, 30)
        line = head + 1
        widths = [column.width / _MM_A_CHARACTER for column in table.columns]
        for row in table.rows:
            line = self._add_row(sheet, line, row, widths)
        if table.rows:
            sheet.autofilter(head, 0, line - 1, len(table.columns) - 1)
        sheet.freeze_panes(head + 1, 0)
        for total in table.totals:
            if any(total[1:]):
                line = self._add_row(sheet, line, total, widths)
            else:  # one sentence over the whole width
                sheet.write_string(line, 0, allowed(str(total[0])), self._note)
                line += 1
        for note in table.notes:
            line += 1
            sheet.write_string(line, 0, allowed(note), self._note)
        _set_up_printing(sheet, head, table.columns)

    def _add_row(self, sheet: Any, line: int, row: Sequence[str | float | date], widths: Sequence[float]) -> int:
        """Write a row; what is too long for a cell goes on in the rows under it."""
        pieces = [_pieces(value) if isinstance(value, str) else [value] for value in row]
        for offset in range(max(len(piece) for piece in pieces)):
            texts = [str(piece[offset]) if offset < len(piece) else "" for piece in pieces]
            sheet.set_row(line + offset, _height(texts, widths))
            for place, piece in enumerate(pieces):
                self._add_cell(sheet, line + offset, place, piece[offset] if offset < len(piece) else "")
        return line + max(len(piece) for piece in pieces)

    def _add_cell(self, sheet: Any, line: int, place: int, value: str | float | date) -> None:
        if isinstance(value, str):
            sheet.write_string(line, place, allowed(value), self._text)
        elif isinstance(value, date):
            sheet.write_datetime(line, place, value, self._date)
        else:
            sheet.write_number(line, place, value, self._share if isinstance(value, float) else self._number)

    def _free_name(self, wanted: str) -> str:
        stem = _NOT_IN_NAMES.sub("", allowed(wanted)).strip() or "表"
        for suffix in _suffixes():
            name = stem[: _MOST_LETTERS - len(suffix)] + suffix
            if name.casefold() not in self._names:
                self._names.add(name.casefold())
                return name
        raise AssertionError(wanted)


def _suffixes() -> Iterator[str]:
    yield ""
    number = 2
    while True:
        yield f"（{number}）"
        number += 1


def _height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """The height in points that the tallest cell needs; not every program finds it by itself."""
    lines = max(
        sum(max(1, -(-_cells_wide(part) // max(1, int(width) - 1))) for part in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    return min(_TALLEST, lines * _PITCH + 4)


def _cells_wide(text: str) -> int:
    """Chinese characters are twice as wide as Latin ones."""
    return sum(2 if ord(sign) > 0x2E7F or sign in "“”‘’…—" else 1 for sign in text)


def _pieces(text: str) -> list[str]:
    if len(text) <= _MOST_CHARACTERS:
        return [text]
    return [text[start : start + _MOST_CHARACTERS] for start in range(0, len(text), _MOST_CHARACTERS)]


def _set_up_printing(sheet: Any, head: int, columns: Sequence[SheetColumn]) -> None:
    sheet.set_paper(9)  # A4
    if sum(column.width for column in columns) > 160:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.set_footer("&C— &P —")
