"""This file knows when what is being typed should be kept: when the hand rests, and within a second in any case."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

_LONGEST = 800  # ms from the first key that is not kept yet; with the saving itself, within a second


class TypingPause(QObject):
    """`over` comes when no key was pressed for `rest` ms, at the latest 0.8 s after the first one."""

    over = Signal()

    def __init__(self, parent: QObject, *, rest: int = 500, longest: int = _LONGEST) -> None:
        super().__init__(parent)
        self._rest = QTimer(self, singleShot=True, interval=min(rest, longest))
        self._longest = QTimer(self, singleShot=True, interval=longest)
        for timer in (self._rest, self._longest):
            timer.timeout.connect(self._on_over)

    def start(self) -> None:
        """A key was pressed."""
        self._rest.start()
        if not self._longest.isActive():
            self._longest.start()

    def stop(self) -> None:
        """What was typed is kept, or thrown away."""
        self._rest.stop()
        self._longest.stop()

    def is_running(self) -> bool:
        return self._longest.isActive()

    def _on_over(self) -> None:
        self.stop()
        self.over.emit()
