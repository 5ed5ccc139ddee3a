"""This file writes tables into a Word document: fixed widths, closed rules, heads that repeat, rows that hold together."""

from __future__ import annotations

from itertools import groupby

from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.table import _Row as WordRow

from briefing_app.export import word_styles
from briefing_app.export.document import Align, CellText, Column, Face, Grid, Row, Table
from briefing_app.export.plain_text import allowed

RIGHT_TAB = WD_TAB_ALIGNMENT.RIGHT
_MANY_COLUMNS = 6  # from here on the smaller type, as on every turned page
_GRID_WIDTH = 156.0


def add_table(paper: Document, table: Table) -> None:
    """The table with its head row; nothing around it."""
    small = table.turned or table.compact or len(table.columns) >= _MANY_COLUMNS
    style = word_styles.SMALL_CELL if small else word_styles.CELL
    made = _ruled(paper, len(table.rows) + 1, [column.width for column in table.columns])
    _head(made.rows[0], table.columns)
    rows = list(made.rows)[1:]
    for row, written in zip(table.rows, rows, strict=True):
        _row(written, row, table, style)
    if table.merge_first_column:
        _merge_first_column(made, table)


def add_grid(paper: Document, grid: Grid) -> None:
    """A form of labels and values; a row with one pair spans the width."""
    pairs = max(len(row) for row in grid.rows)
    value = _GRID_WIDTH / pairs - grid.label_width
    made = _ruled(paper, len(grid.rows), [grid.label_width, value] * pairs)
    for number, (row, written) in enumerate(zip(grid.rows, made.rows, strict=True)):
        cells = written.cells
        for place, (label, text) in enumerate(row):
            last = cells[2 * place + 1]
            if place == len(row) - 1 and len(row) < pairs:
                last = last.merge(cells[-1])
            _fill(
                cells[2 * place],
                CellText(label, align=Align.CENTRE, face=Face.HEI),
                Align.CENTRE,
                word_styles.SMALL_CELL,
            )
            _fill(last, CellText(text), Align.LEFT, word_styles.CELL)
        _foot(written, grid, place=number)


def _foot(written: WordRow, grid: Grid, *, place: int) -> None:
    """The height that a row is to have, and what stands at the right foot of its last cell."""
    if place < len(grid.heights) and grid.heights[place]:
        written.height = Mm(grid.heights[place])
    if place < len(grid.feet) and grid.feet[place]:
        line = written.cells[-1].add_paragraph()
        word_styles.apply(line, word_styles.CELL)
        line.alignment = word_styles.ALIGNMENTS[Align.RIGHT]
        line.add_run(allowed(grid.feet[place]))


def _ruled(paper: Document, rows: int, widths: list[float]) -> WordTable:
    made: WordTable = paper.add_table(rows, len(widths))
    made.autofit = False
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    _borders(made)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    for row in made.rows:
        _keep_whole(row)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    return made


def _head(row: WordRow, columns: tuple[Column, ...]) -> None:
    for cell, column in zip(row.cells, columns, strict=True):
        text = CellText(column.head, note=column.head_note, face=Face.HEI)
        _fill(cell, text, Align.CENTRE, word_styles.SMALL_CELL)
    repeated = OxmlElement("w:tblHeader")
    row._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 - python-docx has no name for it


def _row(written: WordRow, row: Row, table: Table, style: str) -> None:
    cells = written.cells
    if row.spanning:
        _fill(cells[0].merge(cells[-1]), row.cells[0], Align.LEFT, style)
        return
    for cell, text, column in zip(cells, row.cells, table.columns, strict=True):
        _fill(cell, text, text.align or column.align, style)


def _fill(cell: WordCell, text: CellText, align: Align, style: str) -> None:
    """Each line feed begins a paragraph; the small second line stands under them."""
    lines = [(line, False) for line in text.text.split("\n")]
    lines += [(line, True) for line in text.note.split("\n") if line]
    for place, (line, small) in enumerate(lines):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        word_styles.apply(paragraph, style)
        paragraph.alignment = word_styles.ALIGNMENTS[align]
        run = paragraph.add_run(allowed(line))
        if small:
            run.font.size = Pt(9)
        if text.face is not None:
            run.font.name = word_styles.FONTS[text.face]
            word_styles.set_east_asian(run.font.element, text.face)


def _merge_first_column(made: WordTable, table: Table) -> None:
    place = 1
    for _, same in groupby(table.rows, key=lambda row: row.cells[0].text):
        number = len(list(same))
        if number > 1:
            cells = [made.cell(place + offset, 0) for offset in range(number)]
            for cell in cells[1:]:
                for paragraph in cell.paragraphs[1:]:
                    paragraph._p.getparent().remove(paragraph._p)  # noqa: SLF001
                cell.paragraphs[0].clear()
            merged = cells[0].merge(cells[-1])
            for paragraph in merged.paragraphs[len(table.rows[place - 1].cells[0].text.split("\n")) :]:
                paragraph._p.getparent().remove(paragraph._p)  # noqa: SLF001
        place += number


def _keep_whole(row: WordRow) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001


def _borders(table: WordTable) -> None:
    """All rules closed: ¾ pt outside, ½ pt inside (in eighths of a point)."""
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no name for it
    borders = OxmlElement("w:tblBorders")
    for edge, size in (("top", 6), ("left", 6), ("bottom", 6), ("right", 6), ("insideH", 4), ("insideV", 4)):
        rule = OxmlElement(f"w:{edge}")
        for name, value in (("val", "single"), ("sz", str(size)), ("space", "0"), ("color", "000000")):
            rule.set(qn(f"w:{name}"), value)
        borders.append(rule)
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    margins = OxmlElement("w:tblCellMar")  # in twentieths of a point: 1.2 mm at the sides
    for edge, padding in (("top", "34"), ("left", "68"), ("bottom", "34"), ("right", "68")):
        margin = OxmlElement(f"w:{edge}")
        margin.set(qn("w:w"), padding)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.insert_element_before(margins, "w:tblLook")
