"""This file turns the blocks of a pack into tables that can be sorted and filtered: one row an item, one value a cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from briefing_app.domain.packs import PackKind
from briefing_app.export import wording
from briefing_app.export.document import (
    Grid,
    Heading,
    PackDocument,
    Paragraph,
    Quote,
    Row,
    Table,
    TextStyle,
    TitleBlock,
)

Value = str | int | float | date

_TEXT_NAME, _QUOTES_NAME, _FORMS_NAME, _RECOMMENDED, _GROUP, _CODES = (
    "正文",
    "意见建议",
    "发言人",
    "意见建议",
    "分组",
    "编码",
)


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column's head and its width on paper in mm."""

    head: str
    width: float


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One worksheet: every row has a value for every column; sums and notes stand under the rows."""

    name: str
    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    totals: tuple[tuple[Value, ...], ...] = ()
    notes: tuple[str, ...] = ()
    facts: str = ""


def tables_of(document: PackDocument) -> Iterator[SheetTable]:
    """The running text of speeches, the quotations, the forms, and every table; tables of one shape make one sheet."""
    text = tuple(_running_text(document))
    quotes = tuple(_quotes(document))
    tabular = quotes or any(isinstance(block, (Grid, Table)) for block in document.blocks)
    if text and (document.kind is PackKind.COMPILATION or not tabular):  # a letter is nothing but running text
        columns = (
            SheetColumn("标题", 40.0),
            SheetColumn("署名", 40.0),
            SheetColumn("段", 12.0),
            SheetColumn("原文", 130.0),
        )
        yield SheetTable(_TEXT_NAME, "", columns, text)
    if quotes:
        yield _quote_table(quotes)
    if any(isinstance(block, Grid) for block in document.blocks):
        yield _forms(document)
    by_shape: dict[tuple[str, ...], list[tuple[str, Table]]] = {}
    for above, table in _titled_tables(document):
        by_shape.setdefault(tuple(column.head for column in table.columns), []).append((above, table))
    for same in by_shape.values():
        yield _merged([_sheet(above, table) for above, table in same], [above for above, _ in same])


def _running_text(document: PackDocument) -> Iterator[tuple[Value, ...]]:
    """Each paragraph of each speech, with the speech's title and speaker."""
    title, byline, number = "", "", 0
    for block in document.blocks:
        if isinstance(block, TitleBlock):
            title, byline, number = block.text, "，".join(block.subtitle), 0
        elif isinstance(block, Heading) or (isinstance(block, Paragraph) and block.style is TextStyle.BODY):
            number += 1
            yield title, byline, number, block.text


def _quotes(document: PackDocument) -> Iterator[tuple[str, Quote]]:
    """Each quotation with the heading under which it stands."""
    heading = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = block.text.split("、", 1)[-1]
        elif isinstance(block, TitleBlock):
            heading = ""
        elif isinstance(block, Quote):
            yield heading, block


def _quote_table(quotes: Sequence[tuple[str, Quote]]) -> SheetTable:
    columns = (
        SheetColumn("序号", 14.0),
        SheetColumn("主题", 24.0),
        SheetColumn("意见建议（原文）", 110.0),
        SheetColumn("工作人员概括或改写", 50.0),
        SheetColumn("提出人", 50.0),
        SheetColumn("编码", 24.0),
    )
    rows = tuple(
        (_number(quote.number), theme, quote.text, quote.heading, quote.attribution.strip("（）"), quote.code)
        for theme, quote in quotes
    )
    return SheetTable(_QUOTES_NAME, "", columns, rows)


def _number(text: str) -> Value:
    digits = text.rstrip(".")
    return int(digits) if digits.isascii() and digits.isdigit() else text


def _titled_tables(document: PackDocument) -> Iterator[tuple[str, Table]]:
    """The tables, each with the title over it."""
    above = ""
    for block in document.blocks:
        if isinstance(block, TitleBlock):
            above = block.text
        elif isinstance(block, Table):
            yield (block.title if block.headline else above or block.title), block


def _forms(document: PackDocument) -> SheetTable:
    """The forms of all speakers, a row each; their labels are the heads."""
    forms = [dict(pair for row in b.rows for pair in row) for b in document.blocks if isinstance(b, Grid)]
    labels = list(dict.fromkeys(label for form in forms for label in form))
    rows = tuple(tuple(form.get(label, "") for label in labels) for form in forms)
    return SheetTable(_FORMS_NAME, "", tuple(SheetColumn(label, 40.0) for label in labels), rows)


def _merged(sheets: Sequence[SheetTable], titles: Sequence[str]) -> SheetTable:
    """Tables of one shape under each other, each row with the title that stood over it."""
    first = sheets[0]
    if len(sheets) == 1:
        return first
    return SheetTable(
        first.name,
        "",
        (SheetColumn("标题", 40.0), *first.columns),
        tuple((title, *row) for title, sheet in zip(titles, sheets, strict=True) for row in sheet.rows),
        tuple((title, *row) for title, sheet in zip(titles, sheets, strict=True) for row in sheet.totals),
        tuple(dict.fromkeys(note for sheet in sheets for note in sheet.notes)),
        first.facts,
    )


def _short(above: str, table: Table) -> str:
    """The name of a table's sheet: what it is, without the meeting's long name."""
    if table.title and not table.headline:
        return table.title
    known = [name for name in wording.KIND_TITLES.values() if name in above]
    return _RECOMMENDED if known == [wording.KIND_TITLES[PackKind.SPEAKER]] else known[0] if known else above


def _sheet(above: str, table: Table) -> SheetTable:
    grouped = any(row.spanning and not row.total for row in table.rows)
    noted = [place for place in range(len(table.columns)) if _has_notes(table, place)]
    columns = [SheetColumn(_GROUP, 30.0)] if grouped else []
    for place, column in enumerate(table.columns):
        head = f"{column.head}（{column.head_note}）" if column.head_note else column.head
        columns.append(SheetColumn(head, column.width))
        if place in noted:
            columns.append(SheetColumn(column.note_head or _CODES, 44.0 if column.note_head else 24.0))
    group = ""
    rows: list[tuple[Value, ...]] = []
    totals: list[tuple[Value, ...]] = []
    for row in table.rows:
        if row.spanning and not row.total:
            group = row.cells[0].text
        elif row.spanning:
            totals.append((row.cells[0].text,) + ("",) * (len(columns) - 1))
        else:
            values = _values(row, noted)
            (totals if row.total else rows).append((("" if row.total else group), *values) if grouped else values)
    facts = "　".join(line for line in (table.line_left, table.line_right) if line)
    return SheetTable(
        _short(above, table), table.title or above, tuple(columns), tuple(rows), tuple(totals), table.notes, facts
    )


def _has_notes(table: Table, place: int) -> bool:
    return any(row.cells[place].note for row in table.rows if not row.spanning)


def _values(row: Row, noted: Sequence[int]) -> tuple[Value, ...]:
    """The typed value where there is one, else the text; small second lines stand in their own columns."""
    values: list[Value] = []
    for place, cell in enumerate(row.cells):
        values.append(cell.text if cell.value is None else cell.value)
        if place in noted:
            values.append(cell.note)
    return tuple(values)
