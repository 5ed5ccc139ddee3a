"""This file hands a table out in parts, page by page: heads repeated, rows whole, groups cut with （续）."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from briefing_app.export.document import Align, CellText, Face, Run, Table
from briefing_app.export.typesetting.cells import CONTINUED, CellSetter, SetCell, SetRow, placed
from briefing_app.export.typesetting.page import Anchor, Box, Rule, baseline
from briefing_app.export.typesetting.profile import MM, SI, XIAO_SI, Profile
from briefing_app.export.typesetting.setting import Look, Typesetter

CONTINUED_TABLE = "（续表）"
AIR = 4.0  # pt between a table and the text over it
CLEAR_OF_BINDING = 6.0  # pt over the first line of a turned page
TURNED_STRIP = 32.0  # pt: the line over a continued table on a turned page, clear of the binding


@dataclass(slots=True)
class _Part:
    """The rows of one page while they are collected."""

    room: float
    rows: list[SetRow] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    groups: list[tuple[int, SetCell]] = field(default_factory=list)  # first row of a merged group, its text
    closed: float = 0.0  # height of the finished groups

    @property
    def height(self) -> float:
        return self.closed + self._group_height()

    def _group_height(self, more: float = 0.0) -> float:
        if not self.groups:
            return sum(self.heights[self._open :]) + more
        first, text = self.groups[-1]
        return max(sum(self.heights[first:]) + more, text.height + 4.0)

    @property
    def _open(self) -> int:
        return self.groups[-1][0] if self.groups else 0

    def fits(self, height: float) -> bool:
        return self.closed + self._group_height(height) <= self.room


class TableFlow:
    """A table on its way to the pages. Rows are set when their page comes."""

    def __init__(self, table: Table, typesetter: Typesetter, profile: Profile, *, anchor: Anchor | None = None) -> None:
        self.table, self.profile, self._anchor = table, profile, anchor
        self._typesetter = typesetter
        self._width = profile.area[1 if table.turned else 0] * MM
        self._tallest = profile.area[0 if table.turned else 1] * MM
        self._cells = _cell_setter(table, typesetter, profile, self._width)
        self._head = self._set_head()
        self._notes_height = sum(box.height for box in note_boxes(table, typesetter, profile))
        self._next = 0
        self._waiting: SetRow | None = None  # the rest of a cut row
        self._parts = 0
        self._set: dict[int, SetRow] = {}

    @property
    def done(self) -> bool:
        return self._parts > 0 and self._taken_all

    def least(self) -> float:
        """Title, head and the first row (with the row a theme row needs)."""
        over = self._over().height + self._head_height()
        rows = self.table.rows[self._next : self._next + 2]
        if not rows:
            return over
        height = self._row(self._next).height
        if rows[0].spanning and len(rows) > 1:
            height += self._row(self._next + 1).height
        return over + min(height, self.profile.table.breakable_over * MM)

    def take(self, room: float, *, fresh: bool) -> Box | None:
        over = self._over()
        part = _Part(room - over.height - self._head_height())
        self._collect(part, fresh=fresh)
        if not part.rows and self.table.rows:
            return None
        self._parts += 1
        return self._drawn(over, part)

    def _collect(self, part: _Part, *, fresh: bool) -> None:
        """Take rows while they fit; the last one needs room for the notes under it."""
        while not self._taken_all:
            row = self._waiting or self._row(self._next)
            if self._is_last and part.rows:
                part.room -= self._notes_height
            if not self._fits_with_company(part, row):
                self._cut(part, row, fresh=fresh)
                return
            self._accept(part, row)
            self._pass()

    @property
    def _taken_all(self) -> bool:
        return self._waiting is None and self._next >= len(self.table.rows)

    @property
    def _is_last(self) -> bool:
        return self._next >= len(self.table.rows) - (0 if self._waiting else 1)

    def _pass(self) -> None:
        """The row at hand is on its page."""
        if self._waiting is None:
            self._set.pop(self._next, None)
            self._next += 1
        self._waiting = None

    def _fits_with_company(self, part: _Part, row: SetRow) -> bool:
        """A theme row needs the next row, the last row before a sum needs the sum."""
        height = self._height_in(part, row)
        if not part.fits(height):
            return False
        following = self._next + (0 if self._waiting else 1)
        if following >= len(self.table.rows):
            return True
        if row.spanning or self.table.rows[following].total:
            return part.fits(height + self._row(following).height) or not part.rows
        return True

    def _height_in(self, part: _Part, row: SetRow) -> float:
        if row.key is None or (part.rows and part.rows[-1].key == row.key):
            return row.height
        text = self._group_text(row)
        return max(row.height, text.height + 4.0)

    def _accept(self, part: _Part, row: SetRow) -> None:
        if row.key is not None:
            if not part.rows or part.rows[-1].key != row.key:
                part.closed, text = part.height, self._group_text(row)
                part.groups.append((len(part.rows), text))
        elif part.groups:
            part.closed = part.height
            part.groups.append((len(part.rows), SetCell(())))
        part.rows.append(row)
        part.heights.append(row.height)

    def _group_text(self, row: SetRow) -> SetCell:
        """The text of a merged cell, with （续） where the group began on another page."""
        index = self._next if self._waiting is None else self._next - 1
        cell = self._texts(index)[0]
        begun = self._waiting is not None or (self._parts > 0 and index > 0 and self._row_key(index - 1) == row.key)
        return self._cells.cell(replace(cell, text=cell.text + CONTINUED) if begun and cell.text else cell, 0)

    def _row_key(self, index: int) -> str | None:
        row = self.table.rows[index]
        return row.cells[0].text if row.cells and not row.spanning and not row.total else None

    def _cut(self, part: _Part, row: SetRow, *, fresh: bool) -> None:
        """Cut a row that is taller than the profile lets it be, or taller than any page."""
        alone = fresh and not part.rows
        if row.height <= self.profile.table.breakable_over * MM and not alone:
            return
        index = self._next if self._waiting is None else self._next - 1
        texts = self._texts(index)
        if row.key is not None:  # its first cell is the merged one
            texts = (CellText(""), *texts[1:])
        pieces = self._cells.cut(row, part.room - part.height, texts)
        if pieces is None and not alone:
            return
        self._accept(part, pieces[0] if pieces else row)
        self._pass()
        self._waiting = pieces[1] if pieces else None

    def _texts(self, index: int) -> tuple[CellText, ...]:
        return self.table.rows[index].cells

    def _row(self, index: int) -> SetRow:
        if index not in self._set:
            self._set[index] = self._set_row(index)
        return self._set[index]

    def _set_row(self, index: int) -> SetRow:
        row = self.table.rows[index]
        if row.spanning:
            theme = replace(row.cells[0], align=row.cells[0].align or Align.LEFT, face=row.cells[0].face or Face.HEI)
            return self._cells.row([self._cells.cell(theme, 0, self._width)], spanning=True, total=row.total)
        cells = [self._cells.cell(cell, place) for place, cell in enumerate(row.cells[: len(self.table.columns)])]
        cells = cells or [SetCell(())]
        merged = self.table.merge_first_column and not row.total and cells[0].height < self._tallest / 3
        if merged:
            cells[0] = SetCell(())
        return self._cells.row(cells, row.cells[0].text if merged else None, total=row.total)

    def _set_head(self) -> list[SetCell]:
        if not any(column.head for column in self.table.columns):
            return []
        return [self._cells.head(column, place) for place, column in enumerate(self.table.columns)]

    def _head_height(self) -> float:
        return self._cells.row_height(self._head) if self._head else 0.0

    def _over(self) -> Box:
        """Title and line over the first part, the title with （续表） over the others."""
        if self._parts:
            return self._over_continued()
        box = Box(0.0, on_grid=not self.table.headline, anchor=self._anchor)
        if self.table.label:
            look = Look(Face.HEI, self.profile.body_size, self.profile.pitch)
            box.height += CLEAR_OF_BINDING if self.table.turned else 0.0
            self._stack(box, self.table.label, look)
        if self.table.title:
            look = self.profile.title() if self.table.headline else replace(self._title_look(), pitch=28.99)
            box.height += 6.0 if self.table.headline else 0.0
            self._stack(box, self.table.title, look)
            box.height += 8.0 if self.table.headline else 0.0
        if not box.height:
            box.height = 12.0 if self.table.turned else AIR
        self._line_over(box)
        return box

    def _over_continued(self) -> Box:
        strip = TURNED_STRIP if self.table.turned else 24.0
        box = Box(strip if self.table.title or self.table.turned else AIR)
        if self.table.title:
            look = replace(self._title_look(), size=XIAO_SI, balance=False)
            line = self._typesetter.line(self.table.title + CONTINUED_TABLE, replace(look, align=Align.LEFT))
            if line.width > self._width:
                shorter = replace(look, size=XIAO_SI * self._width / line.width, align=Align.LEFT)
                line = self._typesetter.line(self.table.title + CONTINUED_TABLE, shorter)
            box.lines.append(((self._width - line.width) / 2, strip - 6.5, line))
        return box

    def _title_look(self) -> Look:
        return Look(Face.HEI, SI, 24.0, align=Align.CENTRE, balance=True)

    def _stack(self, box: Box, text: str, look: Look) -> None:
        for line in self._typesetter.lines((Run(text),), look, self._width):
            box.lines.append((line.x, box.height + baseline(look.pitch, look.size), line))
            box.height += look.pitch

    def _line_over(self, box: Box) -> None:
        if not (self.table.line_left or self.table.line_right):
            return
        look = Look(Face.FANGSONG, XIAO_SI, 20.0)
        down = box.height + baseline(look.pitch, look.size)
        for text, at_right in ((self.table.line_left, False), (self.table.line_right, True)):
            for line in self._typesetter.lines((Run(text),), look, self._width)[:1]:
                box.lines.append((self._width - line.width if at_right else 0.0, down, line))
        box.height += look.pitch

    def _drawn(self, over: Box, part: _Part) -> Box:
        self._stretch_groups(part)
        painter = _Painter(self, over, part)
        return painter.box()

    def _stretch_groups(self, part: _Part) -> None:
        """A merged cell whose text is taller than its rows makes its last row taller."""
        ends = [first for first, _ in part.groups[1:]] + [len(part.rows)]
        for (first, text), end in zip(part.groups, ends, strict=False):
            lacking = text.height + 4.0 - sum(part.heights[first:end])
            if text.lines and lacking > 0:
                part.heights[end - 1] += lacking


class _Painter:
    """Draws one part of a table: texts, then rules, each as long as it goes straight."""

    def __init__(self, flow: TableFlow, over: Box, part: _Part) -> None:
        self.flow, self.over, self.part = flow, over, part
        self.cells = flow._cells  # noqa: SLF001 - the painter is the flow's other half
        self.head = flow._head  # noqa: SLF001
        self.edges = [0.0]
        for width in self.cells.widths:
            self.edges.append(self.edges[-1] + width)
        self.result = Box(over.height, list(over.lines), on_grid=over.on_grid, anchor=over.anchor)

    def box(self) -> Box:
        y = top = self.over.height
        tall = self.flow._tallest / 3  # noqa: SLF001
        uprights: list[tuple[float, float]] = []
        if self.head:
            height = self.cells.row_height(self.head)
            self._texts(self.head, y, height, at_top=False)
            uprights.append((y, y + height))
            y += height
        merged = dict(self.part.groups)
        inside = False
        for number, (row, height) in enumerate(zip(self.part.rows, self.part.heights, strict=True)):
            if y > top:
                begins = number in merged or number == 0
                self._level(y, self.edges[1] if inside and not begins else 0.0)
            if number in merged:
                inside = bool(merged[number].lines)
                self._merged_text(number, y, merged[number])
            self._texts(row.cells, y, height, at_top=row.height > tall, spanning=row.spanning)
            if not row.spanning:
                uprights.append((y, y + height))
            y += height
        self._frame(top, y, uprights)
        self.result.height = y
        return self.result

    def _merged_text(self, number: int, y: float, text: SetCell) -> None:
        later = [first for first, _ in self.part.groups if first > number]
        height = sum(self.part.heights[number : later[0] if later else None])
        at_top = height > self.flow._tallest / 2  # noqa: SLF001
        self.result.lines += placed(text, 0.0, y, height, padding=self.cells.padding, at_top=at_top)

    def _texts(
        self, cells: Sequence[SetCell], y: float, height: float, *, at_top: bool, spanning: bool = False
    ) -> None:
        for cell, x in zip(cells, self.edges, strict=False):
            top = at_top and not spanning
            self.result.lines += placed(cell, x, y, height, padding=self.cells.padding, at_top=top)

    def _level(self, y: float, x: float) -> None:
        width = self.flow.profile.table.inner_rule
        self.result.rules.append(Rule(x, y, self.edges[-1], y, width))

    def _frame(self, top: float, bottom: float, uprights: list[tuple[float, float]]) -> None:
        inner, outer = self.flow.profile.table.inner_rule, self.flow.profile.table.outer_rule
        joined: list[list[float]] = []
        for low, high in uprights:
            if joined and abs(joined[-1][1] - low) < 0.01:
                joined[-1][1] = high
            else:
                joined.append([low, high])
        rules = self.result.rules
        rules += [Rule(x, low, x, high, inner) for x in self.edges[1:-1] for low, high in joined]
        left, right, half = 0.0, self.edges[-1], outer / 2
        rules += [Rule(left - half, y, right + half, y, outer) for y in (top, bottom)]
        rules += [Rule(x, top, x, bottom, outer) for x in (left, right)]


def note_boxes(table: Table, typesetter: Typesetter, profile: Profile) -> list[Box]:
    """The notes under the last part of a table."""
    look = Look(Face.FANGSONG, profile.table.head_size, 15.0, indent=1.0, latin_space=profile.latin_space)
    width = profile.area[1 if table.turned else 0] * MM
    boxes = [Box(3.0, on_grid=False, keep=True)] if table.notes else []
    for note in table.notes:
        for line in typesetter.lines((Run(note),), look, width):
            down = baseline(look.pitch, look.size)
            boxes.append(Box(look.pitch, [(line.x, down, line)], on_grid=False, keep=True))
    if boxes:
        boxes[-1].keep = False
    return boxes


def _cell_setter(table: Table, typesetter: Typesetter, profile: Profile, width: float) -> CellSetter:
    rules = profile.table
    total = sum(column.width for column in table.columns) or 1.0
    factor = width / (total * MM)
    widths = tuple(column.width * MM * factor for column in table.columns)
    roomy = not table.turned and len(table.columns) <= rules.roomy_columns
    size, pitch = rules.roomy if roomy else rules.dense
    narrowest = min(widths, default=width)
    padding = min(rules.padding * MM, narrowest / 8)
    fitting = (narrowest - 2 * padding) / 1.02
    if fitting < size:
        pitch *= max(fitting, rules.smallest) / size
        size = max(fitting, rules.smallest)
    return CellSetter(typesetter, rules, table.columns, widths, size, pitch, padding, profile.latin_space)
