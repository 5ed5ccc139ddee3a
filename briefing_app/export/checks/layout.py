"""This file checks what a pack's tables are made of: widths, numbers, sums, leads, rows that stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing_app.export.document import CellText, Finding, PackDocument, Paragraph, Quote, Row, Table

_UPRIGHT, _TURNED = 156.0, 225.0
_ADDED_UP = frozenset({"条数", "重点", "已转办", "主办", "牵头", "已办复", "逾期", "满意", "基本满意", "不满意"})
_LEADS = frozenset({"主办单位", "牵头单位"})
_JOINTS = frozenset({"会办单位", "配合单位"})


def tables(document: PackDocument) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def item_rows(table: Table) -> list[Row]:
    """The rows that hold items: no themes, no sums."""
    return [row for row in table.rows if not row.spanning and not row.total]


def cells_under(document: PackDocument, heads: frozenset[str]) -> Iterator[CellText]:
    """The cells of all columns with one of these heads."""
    for table in tables(document):
        for place, column in enumerate(table.columns):
            if column.head in heads:
                yield from (row.cells[place] for row in item_rows(table))


def widths(document: PackDocument) -> Iterator[Finding]:
    """1: columns fill the area, and each row has a cell for each column."""
    for table in tables(document):
        total = sum(column.width for column in table.columns)
        if abs(total - (_TURNED if table.turned else _UPRIGHT)) > 0.01:
            yield Finding(1, f"表“{table.title}”各栏合计{total}毫米")
        if any(len(row.cells) != len(table.columns) for row in table.rows if not row.spanning):
            yield Finding(1, f"表“{table.title}”有的行与栏数不符")


def numbers(document: PackDocument) -> Iterator[Finding]:
    """2: every 序号 is there once, without a gap; a table may go on where the one before it ended."""
    after = 0
    for table in tables(document):
        if not table.columns or table.columns[0].head != "序号":
            continue
        found = [row.cells[0].value for row in item_rows(table)]
        starts = [start for start in (1, after + 1) if found == list(range(start, start + len(found)))]
        if not starts:
            yield Finding(2, f"表“{table.title}”的序号不连续")
        else:
            after = starts[-1] + len(found) - 1
    items = [block.number for block in document.blocks if isinstance(block, Quote) and block.number.endswith(".")]
    if items != [f"{place}." for place in range(1, len(items) + 1)]:
        yield Finding(2, "意见建议的编号不连续")


def sums(document: PackDocument) -> Iterator[Finding]:
    """3: what stands in 合计 and in the lead-in is what the rows hold."""
    for table in tables(document):
        for row in table.rows:
            if row.total:
                yield from _stated(table, row.cells[0].text) if row.spanning else _added_up(table, row)
    quotes = sum(quote.number.endswith(".") for quote in document.quotes())
    for block in document.blocks:
        stated = re.search(r"意见建议(\d+)条，现摘编如下", block.text) if isinstance(block, Paragraph) else None
        if stated and int(stated[1]) != quotes:
            yield Finding(3, f"导语写{stated[1]}条，实有{quotes}条")


def _added_up(table: Table, total: Row) -> Iterator[Finding]:
    for place, column in enumerate(table.columns):
        whole = total.cells[place].value
        if column.head not in _ADDED_UP or not isinstance(whole, int):
            continue
        parts = sum(v for row in item_rows(table) if isinstance(v := row.cells[place].value, int))
        if parts != whole:
            yield Finding(3, f"“{column.head}”合计{whole}，各行共{parts}")


def _stated(table: Table, text: str) -> Iterator[Finding]:
    stated = re.match(r"合计(\d+)项", text)
    if stated and int(stated[1]) != len(item_rows(table)):
        yield Finding(3, f"合计写{stated[1]}项，实有{len(item_rows(table))}项")


def leads(document: PackDocument) -> Iterator[Finding]:
    """4: each row names a lead, 待明确, or that it has none."""
    if any(not cell.text for cell in cells_under(document, _LEADS)):
        yield Finding(4, "有一行没有主办单位")


def one_pair(document: PackDocument) -> Iterator[Finding]:
    """6: 主办/会办 or 牵头/配合, never both."""
    heads = {column.head for table in tables(document) for column in table.columns}
    if len(heads & _LEADS) > 1 or len(heads & _JOINTS) > 1:
        yield Finding(6, "同一册里混用了主办/会办和牵头/配合")


def lonely_rows(document: PackDocument) -> Iterator[Finding]:
    """9: a theme row is followed by an item, and a table holds at least one."""
    for table in tables(document):
        followers = [*table.rows[1:], None]
        for row, after in zip(table.rows, followers, strict=True):
            if row.spanning and not row.total and (after is None or after.spanning):
                yield Finding(9, f"主题行“{row.cells[0].text}”下面没有内容")
        if not item_rows(table):
            yield Finding(9, f"表“{table.title}”没有内容")


def empty_columns(document: PackDocument) -> Iterator[Finding]:
    """13: a column that is empty on every page is still to be written."""
    for table in tables(document):
        for place, column in enumerate(table.columns):
            cells = [row.cells[place] for row in item_rows(table)]
            if column.head not in _JOINTS and not any(cell.text or cell.note for cell in cells):
                yield Finding(13, f"“{column.head}”一栏全空，请填写")


def contents_pages(printed: Sequence[tuple[str, int]], real: Sequence[tuple[str, int]]) -> Iterator[Finding]:
    """8: the 目录 names the page on which each part begins; both as (text, page), once the pages are laid out."""
    pages = dict(real)
    for text, page in printed:
        if pages.get(text) != page:
            yield Finding(8, f"目录写“{text}”在第{page}页，实在第{pages.get(text)}页")
