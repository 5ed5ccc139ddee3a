"""This file paints the head of a table: the sorted column bold with an arrow, a box that ticks all rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView

from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.painting import paint_check, paint_icon, paint_text
from briefing_app.ui.widgets.rows import Column

if TYPE_CHECKING:
    from briefing_app.ui.widgets.tables import Table

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TableHead(QHeaderView):
    """The head of a table: words of 12 in the second colour, the sorted column bold with an arrow."""

    sort_asked = Signal(str, bool)  # column key, descending
    all_asked = Signal(bool)  # tick every row, or none

    def __init__(self, view: Table) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self.sorted_by, self.descending = "", False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionsMovable(True)
        self.setMinimumSectionSize(20)
        self.sectionClicked.connect(self._on_clicked)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802
        now, column = tokens(), self._view.columns[section]
        painter.fillRect(rect, now.sub)
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, now.line2)
        if column.kind == "check":
            paint_check(painter, rect, self._view.rows_model.all_picked(), now)
            return
        if column.icon:
            paint_icon(painter, rect, column.icon, now.t2, now.icon_px(14))
            return
        if self.visualIndex(section) > 0 and column.least >= 48:
            painter.fillRect(rect.x() - 1, rect.y() + now.px(8), 1, rect.height() - 2 * now.px(8), now.line2)
        self._paint_title(painter, rect, column)

    def _paint_title(self, painter: QPainter, rect: QRect, column: Column[Any]) -> None:
        now = tokens()
        is_sorted = column.key == self.sorted_by
        font = now.font(12, bold=is_sorted)
        inner = rect.adjusted(now.px(8), 0, -now.px(8), -1)
        colour = now.t1 if is_sorted else now.t2
        if column.align_right:
            paint_text(painter, inner, column.title, font, colour, align=_RIGHT)
            return
        paint_text(painter, inner, column.title, font, colour)
        if is_sorted:
            left = inner.x() + now.metrics(12, bold=True).horizontalAdvance(column.title) + now.px(4)
            arrow = "arrow-down" if self.descending else "arrow-up"
            side = now.icon_px(14)
            paint_icon(painter, QRect(left, rect.y(), side, rect.height()), arrow, now.t2, side)

    def show_sorting(self, key: str, *, descending: bool) -> None:
        self.sorted_by, self.descending = key, descending
        self.viewport().update()

    def _on_clicked(self, section: int) -> None:
        column = self._view.columns[section]
        if column.kind == "check":
            self.all_asked.emit(self._view.rows_model.all_picked() is not Qt.CheckState.Checked)
        elif column.sortable:
            descending = not self.descending if column.key == self.sorted_by else False
            self.show_sorting(column.key, descending=descending)
            self.sort_asked.emit(column.key, descending)
