"""This file has the list at the left of a page: rows of 32, the current one tinted with a bar, a second line where given."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.painting import RowState, paint_row, paint_text

SECOND = int(Qt.ItemDataRole.UserRole) + 20
Index = QModelIndex | QPersistentModelIndex


class SideList(QListWidget):
    """A plain list of names; put a second line under the role SECOND."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_SideDelegate(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        theme().changed.connect(self.scheduleDelayedItemsLayout)


class _SideDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        now = tokens()
        if index.data(SECOND):
            return QSize(100, now.row_height(52, 13, 12, padding=14))
        return QSize(100, now.row_height(36, 13, padding=14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, rect, view = tokens(), QRect(option.rect), self.parent()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        state = RowState(
            picked=selected,
            current=selected,
            hovered=bool(option.state & QStyle.StateFlag.State_MouseOver),
            focused=isinstance(view, QWidget) and view.hasFocus(),
        )
        painter.save()
        paint_row(painter, rect, state, now)
        inner = rect.adjusted(16, 0, -12, -1)
        second = str(index.data(SECOND) or "")
        one, two = now.line_height(13), now.line_height(12) if second else 0
        top = inner.y() + (inner.height() - one - two) // 2
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        paint_text(painter, QRect(inner.x(), top, inner.width(), one), words, now.font(bold=selected), now.t1)
        if second:
            paint_text(painter, QRect(inner.x(), top + one, inner.width(), two), second, now.font(12), now.t3)
        painter.restore()
