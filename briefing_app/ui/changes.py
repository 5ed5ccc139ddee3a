"""This file carries the news of the window: what changed in the library or the settings, in the past tense."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Changes(QObject):
    """Signals that pages listen to; whoever writes emits, nobody asks who listens."""

    library_changed = Signal(frozenset)  # names of the tables that were written
    library_opened = Signal()
    keeping = Signal()  # what was typed and waits for a pause must be written now: its library or the window closes
    library_closing = Signal()  # its pages must go before it does
    settings_changed = Signal()
