"""This file draws one part of a table: the texts of its cells, then rules, each as long as it goes straight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from briefing_app.export.typesetting.cells import CellSetter, SetCell, SetRow, placed
from briefing_app.export.typesetting.page import Box, Mark, Rule, Strip
from briefing_app.export.typesetting.profile import TableProfile

MERGED_AIR = 4.0  # pt that a merged text keeps free


@dataclass(slots=True)
class Part:
    """The rows of one page while they are collected."""

    room: float
    rows: list[SetRow] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    groups: list[tuple[int, SetCell]] = field(default_factory=list)  # first row of a merged group, its text
    closed: float = 0.0  # height of the finished groups
    marks: list[tuple[Mark, ...]] = field(default_factory=list)  # of each row the recommendations that it quotes

    @property
    def height(self) -> float:
        return self.closed + self._group_height()

    def fits(self, height: float, *, in_group: bool) -> bool:
        """Whether so much more fits: in the group at the end, whose text may need the room anyway, or after it."""
        return (self.closed + self._group_height(height) if in_group else self.height + height) <= self.room

    def _group_height(self, more: float = 0.0) -> float:
        if not self.groups:
            return sum(self.heights) + more
        first, text = self.groups[-1]
        least = text.height + MERGED_AIR if text.lines else 0.0
        return max(sum(self.heights[first:]) + more, least)

    def goes_on(self, row: SetRow) -> bool:
        """Whether a row belongs to the merged group at the part's end."""
        return bool(self.rows) and self.rows[-1].key == row.key

    def open_group(self, text: SetCell) -> None:
        self.closed = self.height
        self.groups.append((len(self.rows), text))

    def add(self, row: SetRow, marks: tuple[Mark, ...] = ()) -> None:
        self.rows.append(row)
        self.marks.append(marks)
        self.heights.append(row.height)

    def stretch_groups(self) -> None:
        """A merged cell whose text is taller than its rows makes its last row taller."""
        ends = [first for first, _ in self.groups[1:]] + [len(self.rows)]
        for (first, text), end in zip(self.groups, ends, strict=False):
            lacking = text.height + MERGED_AIR - sum(self.heights[first:end])
            if text.lines and lacking > 0:
                self.heights[end - 1] += lacking


class TablePainter:
    """Draws the head and the rows of one part under what stands over it."""

    def __init__(self, cells: CellSetter, profile: TableProfile, tallest: float) -> None:
        self.cells, self.profile, self.tallest = cells, profile, tallest
        self.edges = [0.0]
        for width in cells.widths:
            self.edges.append(self.edges[-1] + width)

    def box(self, over: Box, head: Sequence[SetCell], part: Part) -> Box:
        part.stretch_groups()
        result = Box(over.height, list(over.lines), on_grid=over.on_grid, anchor=over.anchor)
        y = top = over.height
        uprights: list[tuple[float, float]] = []
        strips: list[Strip] = []
        if head:
            y += self._row(result, head, y, self.cells.row_height(head), uprights)
        merged, inside = dict(part.groups), False
        for number, (row, height) in enumerate(zip(part.rows, part.heights, strict=True)):
            begins = number in merged or number == 0
            if y > top:
                self._level(result, y, self.edges[1] if inside and not begins else 0.0)
            if number in merged:
                inside = bool(merged[number].lines)
                self._merged(result, part, number, y)
            strips += [(mark, y, y + height) for mark in part.marks[number]]
            y += self._row(result, row.cells, y, height, None if row.spanning else uprights)
        self._frame(result, top, y, uprights)
        result.height, result.marks, result.strips = y, tuple(mark for mark, _, _ in strips), tuple(strips)
        return result

    def _row(
        self, result: Box, cells: Sequence[SetCell], y: float, height: float, uprights: list[tuple[float, float]] | None
    ) -> float:
        at_top = height > self.tallest / 3 and uprights is not None
        for cell, x in zip(cells, self.edges, strict=False):
            result.lines += placed(cell, x, y, height, padding=self.cells.padding, at_top=at_top)
        if uprights is not None:
            uprights.append((y, y + height))
        return height

    def _merged(self, result: Box, part: Part, number: int, y: float) -> None:
        later = [first for first, _ in part.groups if first > number]
        height = sum(part.heights[number : later[0] if later else None])
        text = dict(part.groups)[number]
        at_top = height > self.tallest / 2
        result.lines += placed(text, 0.0, y, height, padding=self.cells.padding, at_top=at_top)

    def _level(self, result: Box, y: float, x: float) -> None:
        result.rules.append(Rule(x, y, self.edges[-1], y, self.profile.inner_rule))

    def _frame(self, result: Box, top: float, bottom: float, uprights: list[tuple[float, float]]) -> None:
        joined: list[list[float]] = []
        for low, high in uprights:
            if joined and abs(joined[-1][1] - low) < 0.01:
                joined[-1][1] = high
            else:
                joined.append([low, high])
        inner, outer = self.profile.inner_rule, self.profile.outer_rule
        rules, right, half = result.rules, self.edges[-1], outer / 2
        rules += [Rule(x, low, x, high, inner) for x in self.edges[1:-1] for low, high in joined]
        rules += [Rule(-half, y, right + half, y, outer) for y in (top, bottom)]
        rules += [Rule(x, top, x, bottom, outer) for x in (0.0, right)]
