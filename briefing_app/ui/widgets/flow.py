"""This file lays small things in rows, as many as they need: chips, and the labels of a record with a button to add one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.buttons import IconButton
from briefing_app.ui.widgets.chips import Chip

_ROOM = 270  # px at 100 %: what the panes at the right leave beside the names of facts


def flow(widgets: Sequence[QWidget]) -> QVBoxLayout:
    """The widgets in rows of the width of a fact in a detail pane."""
    column = QVBoxLayout()
    column.setSpacing(4)
    room = tokens().px(_ROOM)
    row, used = QHBoxLayout(), 0
    for widget in widgets:
        width = widget.sizeHint().width() + 4
        if used and used + width > room:
            row.addStretch(1)
            column.addLayout(row)
            row, used = QHBoxLayout(), 0
        row.setSpacing(4)
        row.addWidget(widget)
        used += width
    row.addStretch(1)
    column.addLayout(row)
    return column


class TagFlow(QWidget):
    """The labels of a record; each can be taken off, and another asked for."""

    added = Signal()
    removed = Signal(str)

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        chips = []
        for name in names:
            chip = Chip(name, self, removable=True)
            chip.removed.connect(partial(self.removed.emit, name))
            chips.append(chip)
        add = IconButton("plus", self.tr("加标签"), self, bar=True)
        add.clicked.connect(self.added)
        rows = flow([*chips, add])
        rows.setContentsMargins(0, 0, 0, 0)
        self.setLayout(rows)
