"""This file has the one shape of dialog: a question as title, its consequence, fields where wanted, verbs as buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.fields import FieldNote
from briefing_app.ui.widgets.labels import PlainLabel

MARGIN = 20


class Dialog(QDialog):
    """A question with verbs. The last verb is the main one; Esc always means: leave it as it is."""

    def __init__(self, title: str, text: str = "", *, parent: QWidget | None = None, width: int = 440) -> None:
        super().__init__(parent)
        self.answer = ""
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(tokens().px(width))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(MARGIN, MARGIN, MARGIN, 16)
        self._column.setSpacing(8)
        self._column.addWidget(PlainLabel(title, self, size=14, bold=True, wrap=True))
        if text:
            self._column.addWidget(PlainLabel(text, self, tone="t2", wrap=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self._column.addLayout(self.body)
        self._column.addSpacing(8)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        self._column.addLayout(self._buttons)

    def add_verb(self, key: str, words: str, *, main: bool = False, run: Callable[[], object] | None = None) -> Button:
        """A button that closes with `answer` = key, or runs something of its own."""
        button = Button(words, self, kind="main" if main else "")
        button.clicked.connect(lambda: run() if run is not None else self.close_with(key))
        if main:
            button.setDefault(True)
            button.setFocus()
        self._buttons.addWidget(button)
        return button

    def close_with(self, key: str) -> None:
        """Close with an answer."""
        self.answer = key
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
            return
        super().keyPressEvent(event)


class FormDialog(Dialog):
    """A dialog with named fields. `check` returns a sentence while something is missing, or "" to close."""

    def __init__(
        self,
        title: str,
        text: str = "",
        *,
        verb: str,
        check: Callable[[], str] | None = None,
        cancel: str = "",
        parent: QWidget | None = None,
        width: int = 480,
    ) -> None:
        super().__init__(title, text, parent=parent, width=width)
        self._check = check
        self.form = QFormLayout()
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.form.setHorizontalSpacing(12)
        self.form.setVerticalSpacing(8)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.body.addLayout(self.form)
        self._note = FieldNote(self)
        self.body.addWidget(self._note)
        self.add_verb("", cancel or self.tr("取消"), run=self.reject)
        self.add_verb("ok", verb, main=True, run=self._finish)

    def add_field(self, name: str, field: QWidget) -> None:
        """A field with its name at the left."""
        field.setAccessibleName(name)
        label = PlainLabel(name, self, tone="t2")
        label.setBuddy(field)
        self.form.addRow(label, field)
        if self.form.rowCount() == 1:
            field.setFocus()

    def ask(self) -> bool:
        """Show it; whether the verb was chosen."""
        return self.exec() == QDialog.DialogCode.Accepted

    def complain(self, words: str) -> None:
        """Say under the fields what is not right, or take it back; the dialog grows for it where it must."""
        self._note.say(words)
        self._column.activate()
        # Lines that wrap are not in the least height that Qt knows: without this, the fields would lie over each other.
        self.resize(self.width(), max(self.height(), self._column.totalHeightForWidth(self.width())))

    def _finish(self) -> None:
        complaint = self._check() if self._check is not None else ""
        self.complain(complaint)
        if not complaint:
            self.close_with("ok")


def question(title: str, text: str, verbs: Sequence[tuple[str, str]], *, parent: QWidget | None = None) -> str:
    """Ask; `verbs` are (key, words), the main one last. Returns the key, or "" for Esc."""
    dialog = Dialog(title, text, parent=parent)
    for number, (key, words) in enumerate(verbs):
        dialog.add_verb(key, words, main=number == len(verbs) - 1)
    dialog.exec()
    return dialog.answer
