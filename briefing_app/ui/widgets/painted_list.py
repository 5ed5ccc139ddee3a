"""This file has short lists that are painted: rows under the pointer light up, ↑ ↓ and Enter work, clicks are told."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.spoken import Role, tell_current
from briefing_app.ui.widgets.tips import plain_tip


class PaintedList(QWidget):
    """Rows of one height. Subclasses give their count, their words, their height, and paint them."""

    chosen = Signal(int)
    spoken_as = Role.List

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered = -1
        self.current = -1  # by the keyboard
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.refresh)

    # --- to be overridden -----------------------------------------------------------------------------------------

    def count(self) -> int:
        raise NotImplementedError

    def words(self, row: int) -> str:
        """What a screen reader says of a row, and its tooltip."""
        raise NotImplementedError

    def row_height(self) -> int:
        return tokens().row_height(36, 13)

    def paint_row(self, painter: QPainter, rect: QRect, row: int, *, lit: bool) -> None:
        raise NotImplementedError

    # --- for subclasses -------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """The rows, the look or the text size changed."""
        self.hovered = self.current = -1
        self.updateGeometry()
        self.update()

    def place(self, row: int) -> QRect:
        """Where a row is."""
        height = self.row_height()
        return QRect(0, row * height, self.width(), height)

    # --- for screen readers ---------------------------------------------------------------------------------------

    def spoken_parts(self) -> list[str]:
        return [self.words(row) for row in range(self.count())]

    def spoken_place(self, part: int) -> QRect:
        return self.place(part)

    def spoken_current(self) -> int:
        return self.current

    # --- Qt -------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(tokens().px(240), self.count() * self.row_height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(tokens().px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        for row in range(self.count()):
            rect = self.place(row)
            if rect.intersects(event.rect()):
                painter.save()
                self.paint_row(painter, rect, row, lit=row in (self.hovered, self.current))
                painter.restore()
        if self.hasFocus() and self.current >= 0:
            now, rect = tokens(), self.place(self.current)
            painter.fillRect(rect.x(), rect.y(), 3, rect.height(), now.acc_text)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        row = self._row_at(event.position().toPoint().y())
        if row != self.hovered:
            self.hovered = row
            self.setToolTip(plain_tip(self.words(row)) if row >= 0 else "")
            self.setCursor(Qt.CursorShape.PointingHandCursor if row >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        super().leaveEvent(event)
        self.hovered = -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        row = self._row_at(event.position().toPoint().y())
        if row >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and self.count():
            self._move_to(min(max(self.current + step, 0), self.count() - 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.current >= 0:
            self.chosen.emit(self.current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason) and self.count():
            self._move_to(max(self.current, 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.current = -1
        self.update()

    def _move_to(self, row: int) -> None:
        self.current = row
        tell_current(self)
        self.update()

    def _row_at(self, y: int) -> int:
        row = y // self.row_height()
        return row if 0 <= row < self.count() else -1
