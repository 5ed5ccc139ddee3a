"""This file hands a table out in parts, page by page: heads repeated, rows whole, groups cut with （续）."""

from __future__ import annotations

from dataclasses import replace

from briefing_app.export.document import Align, CellText, Face, Row, Table
from briefing_app.export.typesetting.cells import SetCell, SetRow, continued
from briefing_app.export.typesetting.page import Anchor, Box
from briefing_app.export.typesetting.profile import MM, Profile
from briefing_app.export.typesetting.setting import Typesetter
from briefing_app.export.typesetting.structure import Element, Structure
from briefing_app.export.typesetting.table_columns import cell_setter
from briefing_app.export.typesetting.table_heads import TableHeads, notes_height
from briefing_app.export.typesetting.table_painting import MERGED_AIR, Part, TablePainter

FEW_ROWS, LOW = 12, 0.4  # a table of so few rows that takes no more than so much of a page stays whole
TALL = 1 / 3  # of a page: a merged text over it stays in its row


class TableFlow:
    """A table on its way to the pages. Rows are set when their page comes."""

    def __init__(
        self, table: Table, typesetter: Typesetter, profile: Profile, structure: Structure, anchor: Anchor | None = None
    ) -> None:
        self.table, self.profile = table, profile
        self._tallest = profile.area[0 if table.turned else 1] * MM
        self._width = profile.area[1 if table.turned else 0] * MM
        self._cells = cell_setter(table, typesetter, profile, self._width)
        self._painter = TablePainter(self._cells, profile.table, self._tallest)
        self._heads = TableHeads(table, typesetter, profile)
        self._element = Element("Table")
        self._over = self._heads.first(structure, self._element, anchor)
        if table.rows or table.columns:
            structure.root.children.append(self._element)
        self._head = self._set_head()
        self._notes_height = notes_height(table, typesetter, profile)
        self._next = 0  # the first row that is not set on a page
        self._waiting: SetRow | None = None  # the rest of a cut row, which is the one before `_next`
        self._parts = 0
        self._set: dict[int, SetRow] = {}
        self._merged: dict[int, Element] = {}  # first row of a merged group -> its cell

    @property
    def done(self) -> bool:
        return self._parts > 0 and self._taken_all

    @property
    def _taken_all(self) -> bool:
        return self._waiting is None and self._next >= len(self.table.rows)

    def least(self) -> float:
        """Title, head and the first row (with the row that a theme row needs); a low table is not parted at all."""
        over = self._over.height + self._head_height
        if len(self.table.rows) <= FEW_ROWS and not self._parts:
            whole = over + sum(self._row(number).height for number in range(len(self.table.rows))) + self._notes_height
            if whole <= LOW * self._tallest:
                return whole
        rows = self.table.rows[self._next : self._next + 2]
        if not rows:
            return over
        height = self._row(self._next).height
        if rows[0].spanning and len(rows) > 1:
            height += self._row(self._next + 1).height
        return over + min(height, self.profile.table.breakable_over * MM)

    def take(self, room: float, *, fresh: bool) -> Box | None:
        part = Part(room - self._over.height - self._head_height)
        self._collect(part, fresh=fresh)
        if not part.rows and self.table.rows:
            return None
        box = self._painter.box(self._over, self._head, part)
        self._parts += 1
        self._over = self._heads.again()
        self._head = [SetCell(cell.lines) for cell in self._head]  # a repeated head says nothing new
        return box

    def _collect(self, part: Part, *, fresh: bool) -> None:
        """Take rows while they fit; the last one needs room for the notes under it."""
        while not self._taken_all:
            row = self._waiting or self._row(self._next)
            if self._following >= len(self.table.rows) and part.rows:
                part.room -= self._notes_height
            if not self._fits_with_company(part, row):
                self._cut(part, row, fresh=fresh)
                return
            self._accept(part, row)
            self._pass()

    @property
    def _index(self) -> int:
        """Which row is at hand."""
        return self._next - 1 if self._waiting else self._next

    @property
    def _following(self) -> int:
        return self._index + 1

    def _pass(self) -> None:
        """The row at hand is on its page."""
        if self._waiting is None:
            self._set.pop(self._next, None)
            self._next += 1
        self._waiting = None

    def _fits_with_company(self, part: Part, row: SetRow) -> bool:
        """A theme row needs the next row, the last row before a sum needs the sum."""
        height, in_group = row.height, part.goes_on(row)
        if row.key is not None and not in_group:
            height = max(height, self._group_text(row).height + MERGED_AIR)
        if not part.fits(height, in_group=in_group):
            return False
        if self._following < len(self.table.rows) and (row.spanning or self.table.rows[self._following].total):
            return part.fits(height + self._row(self._following).height, in_group=False) or not part.rows
        return True

    def _accept(self, part: Part, row: SetRow) -> None:
        if row.key is None and part.groups:
            part.open_group(SetCell(()))
        elif row.key is not None and not part.goes_on(row):
            part.open_group(self._group_text(row))
        cells = self.table.rows[self._index].cells
        part.add(row, tuple(("proposal", one) for cell in cells for one in cell.proposals))

    def _group_text(self, row: SetRow) -> SetCell:
        """The text of a merged cell, with （续） where the group began on another page."""
        cell = self.table.rows[self._index].cells[0]
        begun = self._waiting is not None or (self._parts > 0 and self._row_key(self._index - 1) == row.key)
        if begun:
            return self._cells.cell(continued(cell), 0)
        return self._cells.cell(cell, 0, element=self._merged.get(self._index))

    def _row_key(self, index: int) -> str | None:
        """The text by which a row is merged with its neighbours."""
        if not 0 <= index < len(self.table.rows):
            return None
        row = self.table.rows[index]
        return row.cells[0].text if row.cells and not row.spanning and not row.total else None

    def _cut(self, part: Part, row: SetRow, *, fresh: bool) -> None:
        """Cut a row that is taller than the profile lets it be, or taller than any page."""
        alone = fresh and not part.rows
        if row.height <= self.profile.table.breakable_over * MM and not alone:
            return
        texts, room = self.table.rows[self._index].cells, part.room - part.height
        if row.key is not None:  # its first cell is the merged one
            texts = (CellText(""), *texts[1:])
            if not part.goes_on(row) and self._group_text(row).height + MERGED_AIR > room and not alone:
                return
        pieces = self._cells.cut(row, room, texts)
        if pieces is None and not alone:
            return
        self._accept(part, pieces[0] if pieces else row)
        self._pass()
        self._waiting = pieces[1] if pieces else None

    def _row(self, index: int) -> SetRow:
        if index not in self._set:
            self._set[index] = self._set_row(index)
        return self._set[index]

    def _set_row(self, index: int) -> SetRow:
        row, element = self.table.rows[index], self._element.add("TR")
        if row.spanning and row.cells:
            theme = replace(row.cells[0], align=row.cells[0].align or Align.LEFT, face=row.cells[0].face or Face.HEI)
            data = element.add("TD", columns=len(self.table.columns))
            cell = self._cells.cell(theme, 0, width=self._width, element=data)
            return self._cells.row([cell], spanning=True, total=row.total)
        key = self._row_key(index) if self.table.merge_first_column else None
        if key is not None and self._cells.cell(row.cells[0], 0).height < self._tallest * TALL:
            return self._cells.row([SetCell(()), *self._set_cells(row, element, index)], key, total=row.total)
        return self._cells.row(self._set_cells(row, element), total=row.total)

    def _set_cells(self, row: Row, element: Element, merged: int | None = None) -> list[SetCell]:
        """The cells of a row; without the first where that is part of a merged one (`merged` is the row's index)."""
        columns = len(self.table.columns)
        if merged is not None and (merged == 0 or self._row_key(merged - 1) != self._row_key(merged)):
            self._merged[merged] = element.add("TD", rows=self._group_size(merged))
        cells = (*row.cells[:columns], *[CellText("")] * (columns - len(row.cells)))
        first = 0 if merged is None else 1
        return [self._cells.cell(cells[place], place, element=element.add("TD")) for place in range(first, columns)]

    def _group_size(self, index: int) -> int:
        key, end = self._row_key(index), index + 1
        while end < len(self.table.rows) and self._row_key(end) == key:
            end += 1
        return end - index

    def _set_head(self) -> list[SetCell]:
        if not any(column.head for column in self.table.columns):
            return []
        row = self._element.add("TR")
        return [
            self._cells.head(column, place, element=row.add("TH", scope="Column"))
            for place, column in enumerate(self.table.columns)
        ]

    @property
    def _head_height(self) -> float:
        return self._cells.row_height(self._head) if self._head else 0.0
