"""This file draws the focus ring round buttons and chips, only while the keyboard is what moves the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWindow
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from shiboken6 import isValid

from briefing_app.ui.theme import tokens

_MARGIN = 3  # 1 px gap, 2 px ring
RINGED = "ringed"  # a property of other widgets that want the ring; INSIDE where there is no room around them
INSIDE = "inside"
_WATCHED = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Show)


def _wants_ring(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractButton) or bool(widget.property(RINGED))


class FocusRing(QWidget):
    """Lies over the focused widget's parent, so that it scrolls and clips with it; takes no mouse."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._target: QWidget | None = None
        self.hide()

    def follow(self, widget: QWidget | None) -> None:
        """Go round a widget, or away."""
        if self._target is not None:
            self._target.removeEventFilter(self)
            if self.parent() is self._target:
                self.setParent(None)  # not gone with what it lay in
        self._target = widget if widget is not None and _wants_ring(widget) else None
        inside = self._target is not None and self._target.property(RINGED) == INSIDE
        if self._target is None or (self._target.parentWidget() is None and not inside):
            self.hide()
            return
        self._target.installEventFilter(self)
        self._target.destroyed.connect(self._on_gone)
        self.setParent(self._target if inside else self._target.parentWidget())
        self._place()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self._target and event.type() in _WATCHED:
            self._place()
            self.setVisible(self._target is not None and self._target.isVisible())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens().acc_text, 2))
        radius = self.height() / 2 if self.property("round") else 6
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)

    def _place(self) -> None:
        if self._target is not None:
            self.setProperty("round", type(self._target).__name__ == "FilterChip")
            around = self._target.geometry().adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
            self.setGeometry(self._target.rect() if self.parent() is self._target else around)

    def _on_gone(self) -> None:
        self._target = None
        self.hide()


class FocusWatch(QObject):
    """Knows whether the last thing used was the keyboard, and moves the ring accordingly.

    It looks at what reaches the windows themselves: a filter on the application would see every single event.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._by_keyboard = False
        self._ring: FocusRing | None = None
        self._window: QWindow | None = None
        app.focusWindowChanged.connect(self._on_window_changed)
        app.focusChanged.connect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        kind = event.type()
        if kind is QEvent.Type.KeyPress:
            self._by_keyboard = True
        elif kind is QEvent.Type.MouseButtonPress:
            self._by_keyboard = False
            self._hide()
        return super().eventFilter(watched, event)

    def _on_window_changed(self, window: QWindow | None) -> None:
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self._by_keyboard:
            self._hide()
            return
        if self._ring is None or not isValid(self._ring):
            self._ring = FocusRing()
        self._ring.follow(new)

    def _hide(self) -> None:
        if self._ring is not None and isValid(self._ring):
            self._ring.follow(None)
