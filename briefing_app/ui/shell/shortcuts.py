"""This file has the sheet of keys (F1): what the page and the window answer to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from briefing_app.ui.actions import COMMON_KEYS
from briefing_app.ui.shell.palette import Command
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.dialogs import Dialog
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.painting import key_hint_size, paint_key_hint
from briefing_app.ui.widgets.panes import ScrollPane


class KeyHint(QWidget):
    """A key's name in a frame."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setAccessibleName(keys)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        return key_hint_size(self._keys, tokens())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        now = tokens()
        paint_key_hint(QPainter(self), self.rect(), self._keys, now.t2, now.line2, now)


class ShortcutSheet(Dialog):
    """Two columns of commands with their keys."""

    def __init__(self, commands: Sequence[Command], parent: QWidget | None = None) -> None:
        super().__init__(self.tr("快捷键一览"), parent=parent, width=680)
        pane = ScrollPane(self, margin=4)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        common = [(QCoreApplication.translate("Actions", words), keys) for keys, words in COMMON_KEYS]
        entries = [(command.text, command.keys) for command in commands] + common
        half = (len(entries) + 1) // 2
        for number, (words, keys) in enumerate(entries):
            row, column = number % half, 0 if number < half else 3
            grid.addWidget(PlainLabel(words, pane), row, column)
            grid.addWidget(KeyHint(keys, pane), row, column + 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(2, 24)
        grid.setColumnStretch(3, 1)
        pane.column.addLayout(grid)
        pane.column.addStretch(1)
        pane.setMinimumHeight(min(tokens().px(460), half * tokens().px(28) + 32))
        self.body.addWidget(pane)
        self.add_verb("ok", self.tr("关闭"), main=True)
