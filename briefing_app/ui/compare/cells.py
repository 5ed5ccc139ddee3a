"""This file lays out and paints the cells of the table: the theme with its judgement, quotations, staff wording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from briefing_app.domain.comparison import Cell, Stance, ThemeRow
from briefing_app.domain.proposals import Proposal
from briefing_app.ui.compare.model import PINNED, VALUE
from briefing_app.ui.theme import tokens
from briefing_app.ui.tokens import Tokens
from briefing_app.ui.widgets.painting import (
    ChipKind,
    chip_size,
    judgement_size,
    lay_lines,
    paint_chip,
    paint_icon,
    paint_judgement,
    paint_text,
)

Index = QModelIndex | QPersistentModelIndex
Place = tuple[int, int, int, int, bool, float]  # row, column, width, height, whether current, pixel ratio
_MOST_PICTURES = 240  # about four screens of cells
ALL_LINES = 99
_CHIP_KINDS = {
    Stance.SAME.value: ChipKind.OK,
    Stance.MORE.value: ChipKind.INFO,
    Stance.AGAINST.value: ChipKind.DANGER,
}
_PAD = 12
_FIRST_FULL_WIDTH = "\u2e80"  # from here on a character is as wide as it is high


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a cell; `kind`: text, more, rule. A chip stands before the first line of what it is about."""

    text: str
    kind: str = "text"
    chip: str = ""


class CellLayout:
    """Breaks cells into lines once for a width, and remembers."""

    def __init__(self) -> None:
        self.most = 3  # lines of a quotation
        self.summaries = True
        self._known: dict[tuple[int, int, int], tuple[Cell, list[_Line]]] = {}
        self.pictures: dict[Place, QPixmap] = {}

    def forget(self) -> None:
        """After a change of look, width or content."""
        self._known.clear()
        self.pictures.clear()

    def keep(self, place: Place, picture: QPixmap) -> None:
        """Remember how a cell looks: scrolling shows the same cells again and again."""
        if len(self.pictures) >= _MOST_PICTURES:
            del self.pictures[next(iter(self.pictures))]
        self.pictures[place] = picture

    def lines(self, cell: Cell, place: tuple[int, int], width: int) -> list[_Line]:
        """The lines of a cell at a width in pixels."""
        key = (*place, width)
        known = self._known.get(key)
        if known is None or known[0] is not cell:
            known = (cell, self._lay(cell, width))
            self._known[key] = known
        return known[1]

    def _lay(self, cell: Cell, width: int) -> list[_Line]:
        shown = cell.proposals if self.most == ALL_LINES else cell.proposals[:1]
        lines: list[_Line] = []
        for number, proposal in enumerate(shown, start=1):
            mark = f"{number}. " if len(cell.proposals) > 1 else ""
            lines += self._quotation(mark, proposal, cell.stance_of(proposal.id), width)
        rest = len(cell.proposals) - len(shown)
        if rest:
            lines.append(_Line(str(rest), "more"))
        if cell.summary and self.summaries:
            lines += [_Line("", "rule"), *self._with_chip("概括", cell.summary, width)]
        return lines

    def _quotation(self, mark: str, proposal: Proposal, stance: Stance | None, width: int) -> list[_Line]:
        words = mark + proposal.text
        if stance is not None:
            return self._with_chip(stance.value, words, width)
        return [_Line(text) for text in lay_lines(words, tokens().font(), width, self.most)]

    def _with_chip(self, chip: str, words: str, width: int) -> list[_Line]:
        """The first line leaves room for the chip; the rest takes the whole width."""
        now = tokens()
        room = chip_size(chip, now).width() + now.px(6)
        whole = lay_lines(words, now.font(), max(1, width - room), ALL_LINES)
        if self.most == 1 or len(whole) == 1:
            return [_Line(lay_lines(words, now.font(), max(1, width - room), 1)[0], chip=chip)]
        first = whole[0]
        rest = words[len(first) :]
        return [_Line(first, chip=chip)] + [
            _Line(text) for text in lay_lines(rest, now.font(), width, max(1, self.most - 1))
        ]

    def _surely_fills(self, cell: Cell, width: int) -> bool:
        """True when a cell's height is known without breaking its lines: most are long, and few are seen at once."""
        if not cell.proposals or cell.summary or self.most == ALL_LINES:
            return False
        full_width = sum(character >= _FIRST_FULL_WIDTH for character in cell.proposals[0].text)
        return full_width * tokens().px(13) > self.most * width

    def height(self, row: ThemeRow, number: int, widths: Sequence[int]) -> int:
        """How high a row must be so that its cells and its theme fit."""
        now = tokens()
        one = max(now.metrics().height(), now.px(21))
        tallest = 0
        for column, (cell, width) in enumerate(zip(row.cells, widths, strict=True), start=1):
            inner = width - 2 * now.px(_PAD)
            if self._surely_fills(cell, inner):
                tallest = max(tallest, one * (self.most + (len(cell.proposals) > 1)))
                continue
            lines = self.lines(cell, (number, column), inner)
            tallest = max(tallest, sum(now.px(9) if line.kind == "rule" else one for line in lines))
        head = now.line_height(14) + now.px(6) + chip_size("共识", now, height=24).height() + now.line_height(12)
        return max(tallest, head) + 2 * now.px(10)


class CompareDelegate(QStyledItemDelegate):
    """Paints every cell of the table and of its frozen first column."""

    def __init__(self, layout: CellLayout, parent: QWidget) -> None:
        super().__init__(parent)
        self._layout = layout

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802
        return QSize(tokens().px(176), tokens().px(60))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: Any = option.state
        current = bool(state & QStyle.StateFlag.State_Selected)
        ratio = painter.device().devicePixelRatioF()
        place = (index.row(), index.column(), rect.width(), rect.height(), current, ratio)
        picture = self._layout.pictures.get(place)
        if picture is None:
            picture = QPixmap(rect.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            inner = QPainter(picture)
            self._draw(inner, QRect(0, 0, rect.width(), rect.height()), index, current=current)
            inner.end()
            self._layout.keep(place, picture)
        painter.drawPixmap(rect.topLeft(), picture)

    def _draw(self, painter: QPainter, rect: QRect, index: Index, *, current: bool) -> None:
        now = tokens()
        value = index.data(VALUE)
        covered = isinstance(value, ThemeRow) or bool(value.proposals)
        painter.fillRect(rect, now.sel if current else (now.surface if covered else now.sub))
        if isinstance(value, ThemeRow):
            painter.fillRect(rect, now.sub)
            self._paint_theme(painter, rect, value, now, pinned=bool(index.data(PINNED)))
        else:
            self._paint_cell(painter, rect, value, index, now)
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, now.line2)
        painter.fillRect(rect.right(), rect.y(), 1, rect.height(), now.line)
        if current:
            painter.setPen(QPen(now.acc_text, 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _paint_theme(self, painter: QPainter, rect: QRect, row: ThemeRow, now: Tokens, *, pinned: bool) -> None:
        x, y = rect.x() + now.px(_PAD), rect.y() + now.px(10)
        width = rect.width() - 2 * now.px(_PAD)
        name = QRect(x, y, width, now.line_height(14))
        if pinned:
            side = now.icon_px(13)
            paint_icon(painter, QRect(name.right() - side, y, side, name.height()), "pin", now.t3, side)
            name.setWidth(name.width() - side - now.px(4))
        paint_text(painter, name, row.theme, now.font(14, bold=True), now.t1)
        y = name.bottom() + now.px(6)
        if row.judgement is not None:
            size = judgement_size(row.judgement, now)
            badge = QRect(x, y, size.width(), size.height())
            paint_judgement(painter, badge, row.judgement, now, suggested=row.suggested)
            y += size.height() + now.px(2)
            words = self.tr("程序推测，待确认") if row.suggested else (row.note or self.tr("已确认"))
        else:
            words = row.reason
        for number, line in enumerate(lay_lines(words, now.font(12), width, 2)):
            place = QRect(x, y + number * now.line_height(12), width, now.line_height(12))
            paint_text(painter, place, line, now.font(12), now.t3)

    def _paint_cell(self, painter: QPainter, rect: QRect, cell: Cell, index: Index, now: Tokens) -> None:
        if not cell.proposals and not cell.summary:
            centre = Qt.AlignmentFlag.AlignCenter
            paint_text(painter, rect, self.tr("— 未涉及"), now.font(), now.t3, align=centre)
            return
        inner = rect.adjusted(now.px(_PAD), now.px(10), -now.px(_PAD), -now.px(10))
        one = max(now.px(21), now.metrics().height())
        y = inner.y()
        for line in self._layout.lines(cell, (index.row(), index.column()), inner.width()):
            place = QRect(inner.x(), y, inner.width(), one)
            if line.kind == "rule":
                self._paint_rule(painter, inner, y + now.px(4), now)
                y += now.px(9)
                continue
            if line.kind == "more":
                self._paint_more(painter, place, line.text, now)
            elif line.chip:
                self._paint_with_chip(painter, place, line, now)
            else:
                paint_text(painter, place, line.text, now.font(), now.t1)
            y += one

    def _paint_rule(self, painter: QPainter, inner: QRect, y: int, now: Tokens) -> None:
        pen = QPen(now.ctl, 1)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.drawLine(inner.x(), y, inner.right(), y)

    def _paint_more(self, painter: QPainter, place: QRect, count: str, now: Tokens) -> None:
        side = now.icon_px(13)
        paint_icon(painter, QRect(place.x(), place.y(), side, place.height()), "chevron-down", now.t3, side)
        words = place.adjusted(side + now.px(4), 0, 0, 0)
        paint_text(painter, words, self.tr("另有 {0} 条").format(count), now.font(12), now.t3)

    def _paint_with_chip(self, painter: QPainter, place: QRect, line: _Line, now: Tokens) -> None:
        size = chip_size(line.chip, now)
        chip = QRect(place.x(), place.y() + (place.height() - size.height()) // 2, size.width(), size.height())
        paint_chip(painter, chip, line.chip, now, kind=_CHIP_KINDS.get(line.chip, ChipKind.PLAIN))
        paint_text(painter, place.adjusted(size.width() + now.px(6), 0, 0, 0), line.text, now.font(), now.t1)


def paint_head(painter: QPainter, rect: QRect, name: str, chip: str, second: str, *, icon: str = "") -> None:
    """A head of a column: name with an identity, a second line, at the right an icon."""
    now = tokens()
    painter.fillRect(rect, now.sub)
    painter.fillRect(rect.x(), rect.bottom() - 1, rect.width(), 2, now.line2)
    painter.fillRect(rect.right(), rect.y(), 1, rect.height(), now.line)
    inner = rect.adjusted(now.px(_PAD), now.px(6), -now.px(_PAD), -now.px(6))
    one, two = now.line_height(14), now.line_height(12)
    right = inner.right()
    if icon:
        side = now.icon_px(13)
        paint_icon(painter, QRect(right - side, inner.y(), side, one), icon, now.t3, side)
        right -= side + now.px(4)
    font = now.font(14, bold=True)
    paint_text(painter, QRect(inner.x(), inner.y(), right - inner.x(), one), name, font, now.t1)
    if chip:
        left = inner.x() + now.metrics(14, bold=True).horizontalAdvance(name) + now.px(8)
        size = chip_size(chip, now)
        if left + size.width() <= right:
            box = QRect(left, inner.y() + (one - size.height()) // 2, size.width(), size.height())
            paint_chip(painter, box, chip, now)
    paint_text(painter, QRect(inner.x(), inner.y() + one, inner.width(), two), second, now.font(12), now.t3)
