"""This file writes the sheet that a unit fills in, as a workbook (which can be read back) and as a Word document."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from briefing_app.domain import unit_sheets as heads
from briefing_app.domain.packs import PackKind
from briefing_app.domain.unit_sheets import FILLED, GIVEN, SheetLine, UnitSheet
from briefing_app.export import word, wording
from briefing_app.export.document import Align, CellText, Column, PackDocument, Paragraph, Row, Run, Table
from briefing_app.export.plain_text import allowed, moment

_MOST_CHARACTERS = 32_000  # a cell holds 32,767
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_WIDTHS = {
    heads.KEY: 10, heads.TITLE: 22, heads.QUOTES: 46, heads.ROLE: 8, heads.UNITS: 20, heads.DUE: 12,
    heads.CLASS: 12, heads.REPLY: 46, heads.REPLIED_ON: 12, heads.CONTACT: 16, heads.NOTE: 16,
}  # fmt: skip
_HEAD_ROW = 3
_ROOM = 200  # rows below the last that still offer the classes: a unit may add remarks


def workbook(sheet: UnitSheet) -> bytes:
    """An .xlsx with one sheet: a title, what is asked, the unit, the table, and the classes to choose from."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        book.set_properties({"title": allowed(sheet.heading), "created": moment(_document(sheet))})
        page = book.add_worksheet(sheet.heading)
        formats = _Formats(book)
        _write_top(page, sheet, formats)
        for place, line in enumerate(sheet.lines):
            _write_line(page, _HEAD_ROW + 1 + place, line, formats)
        _offer_classes(page, sheet, _HEAD_ROW + 1)
        legend = "；".join(f"{term} {words}" for term, words in sheet.classes)
        page.write_string(_HEAD_ROW + 2 + len(sheet.lines), 1, allowed(f"办复类别：{legend}。"), formats.note)
        page.freeze_panes(_HEAD_ROW + 1, 2)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.repeat_rows(_HEAD_ROW)
    return stream.getvalue()


def document(sheet: UnitSheet) -> bytes:
    """The same as a .docx, for whoever prints and fills in by hand."""
    return word.render(_document(sheet))


class _Formats:
    def __init__(self, book: Any) -> None:
        plain = {"font_name": "仿宋_GB2312", "font_size": 10.5, "text_wrap": True, "valign": "vcenter", "border": 1}
        self.given = book.add_format({**plain, "bg_color": "#F2F2F2"})
        self.given_date = book.add_format({**plain, "bg_color": "#F2F2F2", "num_format": "yyyy-mm-dd"})
        self.filled = book.add_format({**plain, "num_format": "@"})
        self.filled_date = book.add_format({**plain, "num_format": "yyyy-mm-dd"})
        self.head = book.add_format({**plain, "font_name": "黑体", "align": "center"})
        self.title = book.add_format({"font_name": "方正小标宋简体", "font_size": 16})
        self.note = book.add_format({"font_name": "仿宋_GB2312", "font_size": 10.5})


def _write_top(page: Any, sheet: UnitSheet, formats: _Formats) -> None:
    page.write_string(0, 0, allowed(sheet.heading), formats.title)
    page.set_row(0, 28)
    page.write_string(1, 0, allowed(f"{heads.UNIT_LINE}{sheet.unit}"), formats.note)
    page.write_string(2, 0, allowed(f"{wording.day(sheet.day)}　{sheet.request}"), formats.note)
    for place, head in enumerate((*GIVEN, *FILLED)):
        page.set_column(place, place, _WIDTHS[head])
        page.write_string(_HEAD_ROW, place, head, formats.head)
    page.set_row(_HEAD_ROW, 30)


def _write_line(page: Any, row: int, line: SheetLine, formats: _Formats) -> None:
    quotes = "\n".join(line.quotes)
    if len(quotes) > _MOST_CHARACTERS:
        quotes = quotes[:_MOST_CHARACTERS] + "……（余下部分见 Word 版）"
    for place, text in enumerate((line.key, line.title, quotes, line.role, _units(line))):
        page.write_string(row, place, allowed(text), formats.given)
    if line.due is None:
        page.write_string(row, len(GIVEN) - 1, "", formats.given)
    else:
        page.write_datetime(row, len(GIVEN) - 1, line.due, formats.given_date)
    for place, head in enumerate(FILLED, start=len(GIVEN)):
        page.write_blank(row, place, None, formats.filled_date if head == heads.REPLIED_ON else formats.filled)
    rows = max(len(quotes) * 2 // _WIDTHS[heads.QUOTES] + quotes.count("\n"), len(line.title) * 2 // 22, 1) + 1
    page.set_row(row, min(409, rows * 14.5 + 4))


def _offer_classes(page: Any, sheet: UnitSheet, first: int) -> None:
    place = len(GIVEN) + FILLED.index(heads.CLASS)
    terms = [term for term, _ in sheet.classes]
    if terms and sum(map(len, terms)) + len(terms) < 255:  # what Excel allows a list to hold
        page.data_validation(
            first, place, first + len(sheet.lines) + _ROOM, place,
            {"validate": "list", "source": terms, "error_title": "办复类别", "error_message": f"请选 {'、'.join(terms)}"},
        )  # fmt: skip


def _document(sheet: UnitSheet) -> PackDocument:
    titles = (
        Column(heads.KEY, 20.0, Align.CENTRE),
        Column(heads.TITLE, 34.0),
        Column(heads.QUOTES, 68.0),
        Column(heads.ROLE, 16.0, Align.CENTRE),
        Column(heads.DUE, 22.0, Align.CENTRE),
        Column(heads.CLASS, 16.0, Align.CENTRE),
        Column(heads.REPLY, 49.0),
    )
    rows = tuple(
        Row(
            (
                CellText(line.key),
                CellText(line.title),
                CellText("\n".join(line.quotes)),
                CellText(line.role, note="" if line.role == heads.LEAD else f"主办：{line.lead}"),
                CellText(line.due.isoformat() if line.due else ""),
                CellText(""),
                CellText(""),
            )
        )
        for line in sheet.lines
    )
    legend = tuple(f"{term} {words}" for term, words in sheet.classes)
    table = Table(
        titles,
        rows,
        title=sheet.heading,
        turned=True,
        headline=True,
        line_left=f"{heads.UNIT_LINE}{sheet.unit}",
        line_right=wording.day(sheet.day),
        notes=(f"办复类别：{'；'.join(legend)}。",) if legend else (),
    )
    asked = Paragraph((Run(sheet.request),))
    return PackDocument(sheet.heading, PackKind.ASSIGNMENT, (table, asked), subject=sheet.unit, printed_on=sheet.day)


def _units(line: SheetLine) -> str:
    joint = f"\n会办：{'、'.join(line.with_units)}" if line.with_units else ""
    return f"主办：{line.lead}{joint}"
