"""This file tells that something was done: at the bottom centre, for six seconds, with 撤销 where it can be."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from briefing_app.ui import icons
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.panes import Pane

SECONDS = 6


class Toast(Pane):
    """One at a time; a newer one takes the older one's place."""

    undo_asked = Signal()

    def __init__(self, window: QWidget, *, above: int = 0) -> None:
        super().__init__(window, line="popover")
        self._window, self._above = window, above
        self._tick = QLabel(self)
        self._words = PlainLabel("", self)
        self._undo = Button(self.tr("撤销"), self, kind="link")
        self._undo.clicked.connect(self._on_undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(10)
        row.addWidget(self._tick)
        row.addWidget(self._words)
        row.addSpacing(24)
        row.addWidget(self._undo)
        self._timer = QTimer(self, singleShot=True, interval=SECONDS * 1000)
        self._timer.timeout.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        return self._words.text()

    def tell(self, text: str, *, undo: bool) -> None:
        """Show a sentence."""
        self._tick.setPixmap(icons.pixmap("check", tokens().icon_px(16), tokens().ok))
        self._words.setText(text)
        self._undo.setVisible(undo)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def _on_undo(self) -> None:
        self.hide()
        self.undo_asked.emit()

    def _place(self) -> None:
        self.move((self._window.width() - self.width()) // 2, self._window.height() - self.height() - self._above - 16)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
