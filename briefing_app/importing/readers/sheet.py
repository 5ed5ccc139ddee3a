"""This file reads lists of 提案 or 建议 kept as tables (.xlsx, .csv): each row becomes a small manuscript."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from types import MappingProxyType

from briefing_app.domain.text import bare
from briefing_app.importing.readers.packages import Package, is_zip
from briefing_app.importing.readers.transcript import Extract, Transcript, Trouble
from briefing_app.importing.readers.workbook import Grid, grids

SUFFIXES = frozenset({".csv", ".tsv"})
_DELIMITERS = ",\t;|"
_DEEPEST_HEADER = 10  # rows of titles and remarks that may stand above the columns' names


class Column(str, Enum):
    """What a column of a list of recommendations holds."""

    NUMBER = "number"
    SPEAKER = "speaker"
    ORGANISATION = "organisation"
    IDENTITY = "identity"
    TITLE = "title"
    CONTENT = "content"
    LEAD = "lead"
    DATE = "date"


# What becomes the manuscript of a row; its other cells (number, sector, unit in charge …) are marked as furniture.
_MANUSCRIPT = frozenset({Column.SPEAKER, Column.ORGANISATION, Column.TITLE, Column.CONTENT})
_NAMES: Mapping[Column, re.Pattern[str]] = {
    Column.NUMBER: re.compile(r"^(序号|编号|案号|提案号|号)$|提案编号"),
    Column.SPEAKER: re.compile(r"^(姓名|委员|委员姓名|提案人|提案者|第一提案人|发言人|建议人|提出人|反映人|作者)"),
    Column.ORGANISATION: re.compile(r"单位|职务|工作单位及职务|所在单位"),
    Column.IDENTITY: re.compile(r"界别|身份|党派|届别"),
    Column.TITLE: re.compile(r"案由|题目|标题|提案名称|名称|主题"),
    Column.CONTENT: re.compile(r"内容|建议|意见|正文|摘要|办法|措施"),
    Column.LEAD: re.compile(r"承办|主办|会办|办理单位|责任单位"),
    Column.DATE: re.compile(r"日期|时间"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: the row that names the columns, what each seems to hold, and the rows below."""

    name: str
    above: tuple[str, ...]
    header: tuple[str, ...]
    columns: Mapping[int, Column]
    rows: tuple[tuple[str, ...], ...]

    @property
    def signature(self) -> str:
        """What tells a table of the same make again: the names of its columns, in their order."""
        return signature_of(self.header)

    @property
    def is_list(self) -> bool:
        """Whether each row can be read as what somebody proposes."""
        known = set(self.columns.values())
        return Column.SPEAKER in known and bool(known & {Column.CONTENT, Column.TITLE})


# What a person has said of the columns of tables, by the tables' signatures.
Choices = Mapping[str, Mapping[int, Column]]
NO_CHOICES: Choices = MappingProxyType({})


def recognises(content: bytes) -> bool:
    """Whether the bytes are a SpreadsheetML package."""
    if not is_zip(content):
        return False
    try:
        return "xl/workbook.xml" in Package(content)
    except Trouble:
        return False


def extract(content: bytes, choices: Choices = NO_CHOICES) -> Extract:
    """The text of a workbook: what stands above each table, then a block a row."""
    return _written([table_of(grid, choices) for grid in grids(Package(content))])


def extract_values(text: str, choices: Choices = NO_CHOICES) -> Extract:
    """The text of a list of values parted by commas, semicolons or tabs."""
    return _written([table_of(_grid(text), choices)])


def tables_in(content: bytes) -> list[Table]:
    """The tables of a workbook, one a visible sheet, as a person would sort them: each has a header."""
    return [with_header(grid) for grid in grids(Package(content))]


def tables_in_values(text: str) -> list[Table]:
    """The one table of a list of values."""
    return [with_header(_grid(text))]


def with_header(grid: Grid) -> Table:
    """The table in a sheet; where no name of a column is known, the first full row is taken for the header."""
    table = table_of(grid)
    rows = [tuple(row) for row in grid.rows if any(map(bare, row))]
    if table.header or len(rows) < 2:
        return table
    filled = [sum(map(bool, map(bare, row))) for row in rows[:_DEEPEST_HEADER]]
    at = filled.index(max(filled))
    above = tuple("\t".join(filter(bare, row)) for row in rows[:at])
    return replace(table, above=above, header=rows[at], rows=tuple(rows[at + 1 :])) if max(filled) > 1 else table


def signature_of(header: Sequence[str]) -> str:
    """The names of columns, in their order, as one line."""
    return "|".join(bare(name) for name in header)


def as_read(table: Table, row: Sequence[str]) -> str:
    """How a row of the table reads: what a person sees before the whole list is taken in."""
    transcript = Transcript()
    _write_row(table, row, transcript)
    found = transcript.finish()
    return "".join(
        line for line in found.text.splitlines(keepends=True) if not _is_furniture(found, found.text.index(line))
    ).strip()


def _is_furniture(found: Extract, place: int) -> bool:
    return any(span.start <= place < span.end for span in found.furniture)


def table_of(grid: Grid, choices: Choices = NO_CHOICES) -> Table:
    """The table in a sheet: its header is a row that a person has sorted before, else the one with most known names."""
    rows = [tuple(row) for row in grid.rows if any(map(bare, row))]
    first = rows[:_DEEPEST_HEADER]
    at = next((place for place, row in enumerate(first) if signature_of(row) in choices), -1)
    if at >= 0:
        columns = choices[signature_of(rows[at])]
    else:
        known = [len(guess(row)) for row in first]
        at = known.index(max(known)) if known and max(known) >= 2 else -1
        columns = guess(rows[at]) if at >= 0 else {}
    lines = tuple("\t".join(filter(bare, row)) for row in rows)
    if at < 0:
        return Table(grid.name, lines, (), {}, ())
    return Table(grid.name, lines[:at], rows[at], columns, tuple(rows[at + 1 :]))


def guess(header: Sequence[str]) -> dict[int, Column]:
    """What each column holds by its name; each kind is given once, to the first that fits."""
    found: dict[int, Column] = {}
    for position, name in enumerate(header):
        label = bare(name)
        kind = next((one for one, names in _NAMES.items() if names.search(label) and one not in found.values()), None)
        if kind and len(label) <= 20:
            found[position] = kind
    return found


def _written(tables: Sequence[Table]) -> Extract:
    transcript = Transcript()
    for table in tables:
        for line in table.above:
            transcript.line(line)
        for row in table.rows:
            transcript.blank()
            _write_row(table, row, transcript)
        transcript.blank()
    return transcript.finish()


def _write_row(table: Table, row: Sequence[str], transcript: Transcript) -> None:
    """A row of a list of recommendations reads like a manuscript; a row of any other table is its cells, labelled."""
    said = {kind: row[at].strip() for at, kind in table.columns.items() if at < len(row) and bare(row[at])}
    is_list = Column.SPEAKER in said and bool(said.keys() & {Column.CONTENT, Column.TITLE})
    if is_list:
        posts = said.get(Column.ORGANISATION)
        transcript.line(said.get(Column.TITLE, ""))
        transcript.line(f"提案人：{said[Column.SPEAKER]}" + (f"（{posts}）" if posts else ""))
        transcript.line(said.get(Column.CONTENT, ""))
    for position, value in enumerate(row):
        if bare(value) and not (is_list and table.columns.get(position) in _MANUSCRIPT):
            name = bare(table.header[position]) if position < len(table.header) else ""
            transcript.line(f"{name}：{value.strip()}" if name else value.strip(), furniture=is_list)


def _grid(text: str) -> Grid:
    return Grid("", tuple(map(tuple, _values(text))))


def _values(text: str) -> list[list[str]]:
    head = "\n".join(text.splitlines()[:20])
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter)
    csv.field_size_limit(2**24)
    try:
        return list(reader)
    except csv.Error:
        return [line.split(delimiter) for line in text.splitlines()]
