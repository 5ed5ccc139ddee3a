"""This file has the lines of the settings page: a name, why it matters, and the control at the right."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.labels import ElidedLabel, PlainLabel
from briefing_app.ui.widgets.panes import Pane
from briefing_app.ui.widgets.tab_order import in_tab_order


class Section(QWidget):
    """A group of settings under a bold title."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 12)
        self._column.setSpacing(0)
        self._column.addWidget(PlainLabel(title, self, size=14, bold=True))
        self._column.addSpacing(4)

    def add(self, name: str, why: str | Path, *controls: QWidget) -> None:
        """A setting with why it matters, or the path that it is, and its controls."""
        self._column.addWidget(SettingRow(name, why, controls, self))


class SettingRow(Pane):
    """One setting."""

    def __init__(
        self, name: str, why: str | Path, controls: tuple[QWidget, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, surface="", line="below")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 10, 0, 10)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(PlainLabel(name, self))
        if isinstance(why, Path):
            words.addWidget(ElidedLabel(str(why), self, size=12, tone="t3", lines=2))
        elif why:
            words.addWidget(PlainLabel(why, self, size=12, tone="t3", wrap=True))
        row.addLayout(words, 1)
        row.addSpacing(24)
        for control in controls:
            if not control.accessibleName():
                control.setAccessibleName(name)
            row.addWidget(control)
        in_tab_order(*controls)
        theme().changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        self.setMinimumHeight(tokens().px(48))
