"""This file has garbage collected in the window's thread alone: Python would do it in whichever thread allocates.

Garbage that goes in circles may hold Qt's objects (a dialog that was closed, with what was connected to it). Destroyed
in a worker while the event loop turns, they take the program down.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 1000  # ms


def collect_in_this_thread(owner: QObject) -> None:
    """From now on nothing is collected but here, now and then, as long as `owner` lives."""
    gc.disable()
    timer = QTimer(owner, interval=_EVERY)
    timer.timeout.connect(collect_due)
    timer.start()


def collect_due() -> None:
    """Collect the oldest generation that has grown past the interpreter's own thresholds."""
    grown = [
        generation
        for generation, (count, threshold) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        if count > threshold
    ]
    if grown:
        gc.collect(max(grown))


def spare_what_stays() -> None:
    """What is there after the start (modules, pages' classes) stays: no collection looks at it, and halts the window."""
    gc.freeze()
