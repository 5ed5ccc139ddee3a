"""This file paints the cells of tables: one delegate for each kind of cell, all over the same row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from briefing_app.ui.theme import tokens
from briefing_app.ui.tokens import Tokens
from briefing_app.ui.widgets.due import Due, paint_due
from briefing_app.ui.widgets.found_words import paint_found
from briefing_app.ui.widgets.painting import (
    RowState,
    lay_lines,
    paint_check,
    paint_chips,
    paint_lines,
    paint_row,
    paint_star,
    paint_status,
    paint_text,
)
from briefing_app.ui.widgets.rows import Role

if TYPE_CHECKING:
    from briefing_app.ui.widgets.tables import Table

Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """The ground of every cell: row tint, bar, lines. Subclasses paint the content in `paint_content`."""

    padding = 8

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        now = tokens()
        rect: QRect = option.rect
        paint_row(painter, rect, self.row_state(option, index), now, first=self._is_first(index))
        pad = now.px(self.padding)
        self.paint_content(painter, rect.adjusted(pad, 0, -pad, -1), index, now)
        painter.restore()

    def paint_content(self, painter: QPainter, rect: QRect, index: Index, now: Tokens) -> None:
        """What the cell shows."""

    def row_state(self, option: QStyleOptionViewItem, index: Index) -> RowState:
        view = self._view()
        key = index.data(Role.KEY)
        ticked = key in view.rows_model.picked
        state: Any = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected) and not view.rows_model.picked
        return RowState(
            picked=ticked or selected,
            current=view.currentIndex().row() == index.row(),
            hovered=view.hovered == index.row(),
            focused=view.hasFocus(),
        )

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802
        return QSize(tokens().px(48), tokens().px(44))

    def _view(self) -> Table:
        parent = self.parent()
        if not isinstance(parent, QAbstractItemView):
            message = "a cell delegate belongs to a table"
            raise TypeError(message)
        return parent  # type: ignore[return-value]

    def _is_first(self, index: Index) -> bool:
        view = self._view()
        return bool(view.columnViewportPosition(index.column()) <= 0)


class TextDelegate(CellDelegate):
    """One line of 13, and a second of 12 in the third colour where the row has one."""

    def paint_content(self, painter: QPainter, rect: QRect, index: Index, now: Tokens) -> None:
        text, second = index.data(Qt.ItemDataRole.DisplayRole) or "", index.data(Role.SECOND)
        if not second:
            paint_text(painter, rect, text, now.font(), now.t1)
            return
        one, two = now.line_height(13), now.line_height(12)
        top = rect.y() + (rect.height() - one - two) // 2
        paint_text(painter, QRect(rect.x(), top, rect.width(), one), text, now.font(), now.t1)
        paint_text(painter, QRect(rect.x(), top + one, rect.width(), two), second, now.font(12), now.t3)


class LinesDelegate(CellDelegate):
    """A quotation: two lines, then …; one in a compact table."""

    def paint_content(self, painter: QPainter, rect: QRect, index: Index, now: Tokens) -> None:
        text = index.data(Qt.ItemDataRole.DisplayRole) or ""
        height = now.line_height(13)
        most = max(1, min(2, rect.height() // height))
        lines = lay_lines(text, now.font(), rect.width(), most)
        found = index.data(Role.FOUND)
        if found:
            paint_found(painter, rect, lines, found, now, line_height=height)
        paint_lines(painter, rect, lines, now.font(), now.t1, line_height=height)


class NumberDelegate(CellDelegate):
    """A number or a date: digits of one width, at the right."""

    def paint_content(self, painter: QPainter, rect: QRect, index: Index, now: Tokens) -> None:
        text = index.data(Qt.ItemDataRole.DisplayRole) or ""
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        paint_text(painter, rect, text, now.font(), now.t2, align=align)


class StatusDelegate(CellDelegate):
    """A state: its ring and its word."""

    def paint_content(self, painter: QPainter, rect: QRect, index: Index, now: Tokens) -> None:
        paint_status(painter, rect, str(index.data(Qt.ItemDataRole.DisplayRole) or ""), now)


class DueDelegate(CellDelegate):
    """A deadline: `value` is a Due."""

    def paint_content(self, painter: QPainter, rect: QRect, index: Index, now: Tokens) -> None:
        due = index.data(Role.VALUE)
        if isinstance(due, Due):
            paint_due(painter, rect, due, now)


class ChipsDelegate(CellDelegate):
    """Chips: `value` is a sequence of (text, confirmed)."""

    def paint_content(self, painter: QPainter, rect: QRect, index: Index, now: Tokens) -> None:
        paint_chips(painter, rect, index.data(Role.VALUE) or (), now)


class CheckDelegate(CellDelegate):
    """The box that ticks a row."""

    padding = 0

    def paint_content(self, painter: QPainter, rect: QRect, index: Index, now: Tokens) -> None:
        ticked = bool(index.data(Role.VALUE))
        paint_check(painter, rect, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked, now)


class StarDelegate(CellDelegate):
    """The 重点 star: `value` is a bool."""

    padding = 0

    def paint_content(self, painter: QPainter, rect: QRect, index: Index, now: Tokens) -> None:
        hovered = self._view().hovered == index.row()
        paint_star(painter, rect, bool(index.data(Role.VALUE)), now, hovered=hovered)


_KINDS: dict[str, type[CellDelegate]] = {
    "text": TextDelegate,
    "lines": LinesDelegate,
    "number": NumberDelegate,
    "status": StatusDelegate,
    "due": DueDelegate,
    "chips": ChipsDelegate,
    "check": CheckDelegate,
    "star": StarDelegate,
}


def delegate_for(kind: str, view: Table) -> CellDelegate:
    """The delegate for a kind of column."""
    return _KINDS[kind](view)
