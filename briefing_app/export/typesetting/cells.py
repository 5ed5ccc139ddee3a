"""This file sets table cells and rows, and cuts a tall row where its text allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing_app.export.document import Align, CellText, Column, Face, Run
from briefing_app.export.typesetting.page import Text, baseline
from briefing_app.export.typesetting.profile import MM, TableProfile
from briefing_app.export.typesetting.setting import Look, SetLine, Typesetter
from briefing_app.export.typesetting.structure import Element

CONTINUED = "（续）"
TALLEST_HEAD = 50.0  # mm
SHORT = 24  # characters of a centred cell whose lines are of like length
LEAST_LINES = 2  # of a cut row on either page


@dataclass(frozen=True, slots=True)
class CellLine:
    line: SetLine
    height: float
    size: float


@dataclass(frozen=True, slots=True)
class SetCell:
    """The lines of a cell."""

    lines: tuple[CellLine, ...]
    element: Element | None = None
    repeated: bool = False  # it stands on an earlier page already

    @property
    def height(self) -> float:
        return sum(line.height for line in self.lines)


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row with its lines broken; `height` counts the padding."""

    cells: tuple[SetCell, ...]
    height: float
    key: str | None = None  # text of the first cell, where rows of like text are merged
    spanning: bool = False
    total: bool = False


@dataclass(frozen=True, slots=True)
class CellSetter:
    """Sets the cells of one table: its sizes and its column widths are settled."""

    typesetter: Typesetter
    profile: TableProfile
    columns: tuple[Column, ...]
    widths: tuple[float, ...]  # points
    size: float
    pitch: float
    padding: float
    latin_space: int = 125

    def cell(
        self, cell: CellText, place: int, *, width: float | None = None, element: Element | None = None
    ) -> SetCell:
        align = cell.align or (self.columns[place].align if place < len(self.columns) else Align.LEFT)
        look = self._look(cell.face or Face.FANGSONG, self.size, self.pitch, align)
        if align is Align.CENTRE and len(cell.text) <= SHORT:  # a name does not leave its last character alone
            look = replace(look, balance=True)
        measure = (self.widths[place] if width is None else width) - 2 * self.padding
        lines = self._lines(cell.text, look, measure)
        if cell.note:
            small = min(self.profile.note_size, self.size)
            lines += self._lines(cell.note, replace(look, size=small, pitch=small + 3.5), measure)
        return SetCell(tuple(lines), element)

    def head(self, column: Column, place: int, element: Element | None = None) -> SetCell:
        size = min(self.profile.head_size, self.size)
        look = replace(self._look(Face.HEI, size, size + 5.5, Align.CENTRE), balance=True)
        measure = self.widths[place] - 2 * self.padding
        look, _ = self.typesetter.sized((Run(column.head),), look, measure, TALLEST_HEAD * MM)
        lines = self._lines(column.head, look, measure)
        if column.head_note:
            small = min(self.profile.note_size, size)
            lines += self._lines(
                column.head_note, replace(look, face=Face.FANGSONG, size=small, pitch=small + 3), measure
            )
        return SetCell(tuple(lines), element)

    def _look(self, face: Face, size: float, pitch: float, align: Align) -> Look:
        return Look(face, size, pitch, align=align, loosest=self.profile.loosest, latin_space=self.latin_space)

    def _lines(self, text: str, look: Look, measure: float) -> list[CellLine]:
        if not text:
            return []
        lines = self.typesetter.lines((Run(text),), look, measure)
        return [CellLine(line, look.pitch, look.size) for line in lines]

    def row(
        self, cells: Sequence[SetCell], key: str | None = None, *, spanning: bool = False, total: bool = False
    ) -> SetRow:
        return SetRow(tuple(cells), self.row_height(cells), key, spanning=spanning, total=total)

    def row_height(self, cells: Sequence[SetCell]) -> float:
        least = self.pitch
        return max([least, *(cell.height for cell in cells)]) + 2 * self.profile.padding_above * MM

    def cut(self, row: SetRow, room: float, texts: Sequence[CellText]) -> tuple[SetRow, SetRow | None] | None:
        """The row in two: what fits into `room`, and the rest with its short cells repeated.

        A repeated cell never goes on again: a row whose other cells are at their ends has no rest.
        """
        inner = room - 2 * self.profile.padding_above * MM
        above = [_lines_within(cell, inner) for cell in row.cells]
        if not any(LEAST_LINES <= count < len(cell.lines) for count, cell in zip(above, row.cells, strict=True)):
            return None
        first, rest = [], []
        for place, (cell, count) in enumerate(zip(row.cells, above, strict=True)):
            going_on = count < len(cell.lines) and not cell.repeated
            first.append(replace(cell, lines=cell.lines[:count]))
            rest.append(replace(cell, lines=cell.lines[count:]) if going_on else self._repeated(place, texts))
        upper = self.row(first, key=row.key, spanning=row.spanning, total=row.total)
        if all(cell.repeated or not cell.lines for cell in rest):
            return upper, None
        return upper, self.row(rest, key=row.key, spanning=row.spanning, total=row.total)

    def _repeated(self, place: int, texts: Sequence[CellText]) -> SetCell:
        """What stands again in the second part of a cut row: its first cell with （续）, and single values."""
        if place >= len(texts):
            return SetCell(())
        text = texts[place]
        if place == 0 and text.text:
            return replace(self.cell(continued(text), place), repeated=True)
        centred = (text.align or self.columns[place].align) is Align.CENTRE
        return replace(self.cell(text, place), repeated=True) if centred else SetCell(())


def continued(cell: CellText) -> CellText:
    """The cell as it stands again on the next page: its first line with （续）."""
    first, feed, rest = cell.text.partition("\n")
    if not first or first.endswith(CONTINUED):
        return cell
    return replace(cell, text=first + CONTINUED + feed + rest)


def _lines_within(cell: SetCell, room: float) -> int:
    """How many lines of a cell fit, leaving no single line for the next page."""
    used, count = 0.0, 0
    for line in cell.lines:
        if used + line.height > room:
            break
        used += line.height
        count += 1
    if 0 < count == len(cell.lines) - 1:
        count -= 1
    return count


def placed(cell: SetCell, x: float, y: float, height: float, *, padding: float, at_top: bool) -> list[Text]:
    """The lines of a cell whose box stands at (x, y): in the middle, or at the top of a very tall row."""
    down = y + (0.8 * MM if at_top else (height - cell.height) / 2)
    lines = []
    for line in cell.lines:
        across = x + padding + line.line.x
        lines.append(Text(across, down + baseline(line.height, line.size), line.line, cell.element))
        down += line.height
    return lines
