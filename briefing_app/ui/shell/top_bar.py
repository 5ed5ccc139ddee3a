"""This file has the bar at the top: the open library, the search field in the middle, undo, import, export."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.buttons import Button, IconButton
from briefing_app.ui.widgets.fields import TextField
from briefing_app.ui.widgets.painting import paint_box, paint_icon, paint_text
from briefing_app.ui.widgets.panes import Pane
from briefing_app.ui.widgets.tips import plain_tip


class LibraryButton(QAbstractButton):
    """The name of the open library; a click opens what can be done with libraries."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(self.tr("资料库"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._hovered = False

    def set_name(self, name: str, path: str) -> None:
        self.setText(name)
        self.setAccessibleName(self.tr("资料库 {0}").format(name))
        self.setToolTip(plain_tip(path))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        now = tokens()
        wide = now.metrics(bold=True).horizontalAdvance(self.text()) + 2 * now.icon_px(16) + 3 * now.px(8) + 8
        return QSize(wide, max(now.px(32), now.metrics().height() + 8))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, now = QPainter(self), tokens()
        if self._hovered:
            paint_box(painter, self.rect(), fill=now.press, frame=None, radius=4)
        side = now.icon_px(16)
        paint_icon(painter, QRect(4, 0, side, self.height()), "library", now.t1, side)
        paint_icon(painter, QRect(self.width() - side - 4, 0, side, self.height()), "chevrons-up-down", now.t2, side)
        words = self.rect().adjusted(4 + side + now.px(8), 0, -(4 + side + now.px(4)), 0)
        paint_text(painter, words, self.text(), now.font(bold=True), now.t1)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self._hovered = event.type() is QEvent.Type.Enter
            self.update()
        return super().event(event)


class SearchField(TextField):
    """The one search field; keys that move in the results are handed on."""

    key_used = Signal(QKeyEvent)
    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, icon_name="search", keys="Ctrl+K")
        self.setPlaceholderText(self.tr("搜索发言、建议、批注、跟进"))
        self.setAccessibleName(self.tr("搜索全部"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        moving = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        if event.key() in moving:
            self.key_used.emit(event)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.set_key_hint("Esc")
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.set_key_hint("Ctrl+K")
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mousePressEvent(event)
        self.entered.emit()


class TopBar(Pane):
    """Places its things by hand: the field is centred in the window, and the library's name elides first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, surface="rail", line="shell-below")
        self.library = LibraryButton(self)
        self.search = SearchField(self)
        self.undo = IconButton("undo-2", self.tr("撤销"), self, keys="Ctrl+Z")
        self.redo = IconButton("redo-2", self.tr("重做"), self, keys="Ctrl+Shift+Z")
        self.import_button = Button(self.tr("导入"), self, icon_name="file-down")
        self.import_button.setToolTip(self.tr("导入材料　Ctrl+I　右键：文件夹、剪贴板"))
        self.export_button = Button(self.tr("导出"), self, icon_name="file-up")
        self.export_button.setToolTip(self.tr("导出　Ctrl+E"))
        self._order()
        theme().changed.connect(self._measure)
        self._measure()

    def _order(self) -> None:
        things = (self.library, self.search, self.undo, self.redo, self.import_button, self.export_button)
        for first, second in pairwise(things):
            QWidget.setTabOrder(first, second)

    def _measure(self) -> None:
        self.setFixedHeight(tokens().row_height(48, 13, padding=16))
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        now = tokens()
        x = self.import_button.x() - now.px(16)
        QPainter(self).fillRect(x, (self.height() - now.px(20)) // 2, 1, now.px(20), now.line2)

    def search_place(self) -> QPoint:
        """The lower middle of the field, in the window."""
        return self.search.mapTo(self.window(), QPoint(self.search.width() // 2, self.search.height()))

    def place_again(self) -> None:
        """After the library's name changed."""
        self._place()

    def _place(self) -> None:
        now, width, margin = tokens(), self.width(), 12
        right = width - margin
        for button in (self.export_button, self.import_button):
            size = button.sizeHint()
            self._put(button, right - size.width(), size)
            right -= size.width() + 8
        right -= now.px(24) - 8
        for tool in (self.redo, self.undo):
            size = tool.sizeHint()
            right -= size.width()
            self._put(tool, right, size)
            right -= 4
        wish = self.library.sizeHint()
        left_edge = margin
        field = self._field_width(right, wish.width() + left_edge)
        x = min(max((width - field) // 2, left_edge + now.px(60)), right - 8 - field)
        if wish.width() + left_edge + 12 > x:
            x = max(min(left_edge + wish.width() + 12, right - 8 - field), left_edge + now.px(60))
        self._put(self.search, x, QSize(field, self.search.sizeHint().height()))
        room = min(wish.width(), x - left_edge - 12)
        self._put(self.library, left_edge, QSize(max(room, 40), wish.height()))

    def _field_width(self, right: int, taken: int) -> int:
        """480 where there is room, 360 in a narrow window, never under 280 unless nothing else gives way."""
        now, width = tokens(), self.width()
        wish = now.px(480) if now.text_units(width) >= 1180 else now.px(360)
        return max(min(wish, right - taken - 24), min(now.px(280), right - now.px(60) - 40))

    def _put(self, widget: QWidget, x: int, size: QSize) -> None:
        widget.setGeometry(x, (self.height() - size.height()) // 2, size.width(), size.height())
