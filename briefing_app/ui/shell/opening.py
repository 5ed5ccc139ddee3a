"""This file is what stands in the window while a library is being opened."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.panes import Pane

_AFTER = 400  # ms: what opens sooner needs no words


class Opening(Pane):
    """Blank at first; says what is going on when that takes a while."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._words = PlainLabel(self.tr("正在打开资料库…"), self, size=14, tone="t3")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.addWidget(self._words)
        self._timer = QTimer(self, singleShot=True, interval=_AFTER)
        self._timer.timeout.connect(self._words.show)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._words.hide()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._timer.stop()
