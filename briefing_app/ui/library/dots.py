"""This file has the numbered dots that stand for cards where the margin is narrow, and the popover with a card."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from briefing_app.ui.library.cards import MarginCard
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.painting import paint_box, paint_text
from briefing_app.ui.widgets.panes import Pane
from briefing_app.ui.widgets.tips import plain_tip


class Dot(QWidget):
    """A card's number in a ring of its colour."""

    pressed = Signal()

    def __init__(self, card: MarginCard, parent: QWidget) -> None:
        super().__init__(parent)
        self.card = card
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(card.accessibleName())
        self.setToolTip(plain_tip(card.accessibleName()))

    def sizeHint(self) -> QSize:  # noqa: N802
        now = tokens()
        side = max(now.px(22), now.metrics(11, bold=True).height() + 4)
        return QSize(max(side, now.metrics(11, bold=True).horizontalAdvance(self.card.number) + now.px(10)), side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, now = QPainter(self), tokens()
        fill = now.hover if self.underMouse() else now.surface
        frame = now.acc_text if self.hasFocus() else self.card.colour
        box = self.rect().adjusted(1, 1, -1, -1)
        paint_box(painter, box, fill=fill, frame=frame, radius=box.height() / 2)
        centre = Qt.AlignmentFlag.AlignCenter
        paint_text(painter, self.rect(), self.card.number, now.font(11, bold=True), now.t1, align=centre)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)


class CardPopover(Pane):
    """Shows a card for as long as it is open, and gives it back to its margin."""

    def __init__(self, card: MarginCard, margin: QWidget, width: int) -> None:
        super().__init__(margin, line="popover")
        self.setWindowFlags(Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._card, self._margin = card, margin
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        card.setFixedWidth(width)
        column.addWidget(card)
        card.show()
        card.opened.connect(self.close)

    def open_at(self, place: QPoint) -> None:
        """Open with the right edge at a place, inside the screen."""
        self.adjustSize()
        screen = QGuiApplication.screenAt(place) or QGuiApplication.primaryScreen()
        space = screen.availableGeometry()
        x = min(max(place.x() - self.width(), space.left() + 4), space.right() - self.width() - 4)
        y = min(max(place.y(), space.top() + 4), space.bottom() - self.height() - 4)
        self.move(x, y)
        self.show()
        self._card.setFocus(Qt.FocusReason.PopupFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        if self._card.parent() is self:
            self._card.setMinimumWidth(0)
            self._card.setMaximumWidth(16777215)
            self._card.setParent(self._margin)
            self._card.hide()
