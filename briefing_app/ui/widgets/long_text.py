"""This file shows words of any length: their beginning, and the whole of a long text in a window of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.dialogs import Dialog
from briefing_app.ui.widgets.labels import PlainLabel

_SHOWN = 600  # characters: a pane at the side holds no more without becoming a scroll


class LongText(QWidget):
    """Wrapped plain words that can be selected; what is too long for its place has a button for the rest."""

    def __init__(self, text: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._title = text, title
        cut = len(text) > _SHOWN
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.label = PlainLabel(f"{text[:_SHOWN]}…" if cut else text, self, wrap=True, selectable=True)
        column.addWidget(self.label)
        if cut:
            words = self.tr("看全文（{0} 字）").format(f"{len(text):,}")
            self.more = Button(words, self, kind="link", size="bar")
            self.more.clicked.connect(self.show_all)
            column.addWidget(self.more)

    def show_all(self) -> None:
        """The whole text, to read and to copy."""
        dialog = Dialog(self._title, parent=self.window(), width=640)
        view = QPlainTextEdit(dialog)
        view.setReadOnly(True)
        view.setPlainText(self._text)
        view.setAccessibleName(self._title)
        view.setMinimumHeight(tokens().px(360))
        dialog.body.addWidget(view)
        dialog.add_verb("", self.tr("关闭"), main=True)
        dialog.exec()
