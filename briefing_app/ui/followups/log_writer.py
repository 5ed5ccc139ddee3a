"""This file has the place where a line of the log is written: its kind, its day, its words, and files with it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from briefing_app.domain.deadlines import read_date
from briefing_app.domain.followups import EntryKind
from briefing_app.ui import messages
from briefing_app.ui.context import Context
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.buttons import Button, IconButton
from briefing_app.ui.widgets.fields import Choice, FieldNote, TextField
from briefing_app.ui.widgets.labels import ElidedLabel
from briefing_app.ui.widgets.panes import empty_layout
from briefing_app.ui.widgets.tab_order import in_tab_order


class LogWriter(QWidget):
    """`written` with the kind, the words, the day, and the paths of the files."""

    written = Signal(object, str, object, list)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.files: list[Path] = []
        self.kind = Choice([(kind, kind.value) for kind in EntryKind], self)
        self.kind.setAccessibleName(self.tr("记录类型"))
        self.kind.set_value(EntryKind.NOTE)
        self.day = TextField("", self, bar=True)
        self.day.setAccessibleName(self.tr("发生日期"))
        self.day.setToolTip(self.tr("这件事发生的日期，可以早于今天"))
        self.entry = _EntryField(self)
        self._note = FieldNote(self)
        self._chosen = QVBoxLayout()
        self._build()
        self.entry.finished.connect(self.write)
        self.clear()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        attach = IconButton("file-plus", self.tr("附上文件"), self, bar=True)
        attach.clicked.connect(self._choose_files)
        add = Button(self.tr("记一笔"), self, icon_name="plus", size="bar")
        add.clicked.connect(self.write)
        self.day.setMaximumWidth(tokens().px(112))
        for widget in (self.kind, self.day, attach):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(add)
        column.addWidget(self.entry)
        column.addLayout(self._chosen)
        column.addLayout(row)
        column.addWidget(self._note)
        in_tab_order(self.entry, self.kind, self.day, attach, add)

    def clear(self) -> None:
        """Ready for the next line, dated today."""
        self.entry.clear()
        self.day.setText(self._context.today().isoformat())
        self._note.say("")
        self._set_files([])

    def write(self) -> None:
        """Hand on what is written, if it can be taken."""
        text, kind, day = self.entry.toPlainText().strip(), self.kind.value(), read_date(self.day.text())
        if day is None:
            self._note.say(self.tr("日期请写成 2026-09-30 这样，并且是日历上有的日子。"))
        elif day > self._context.today():
            self._note.say(self.tr("日期不能晚于今天。"))
        elif not text and not self.files:
            self._note.say(self.tr("请写办理记录，或附上文件。"))
        else:
            files = list(self.files)
            words = text or self.tr("附件：{0}").format("、".join(path.name for path in files))
            self.clear()
            self.written.emit(kind, words, day, files)

    def _choose_files(self) -> None:
        chosen = messages.ask_open_files(self, self.tr("附上文件"), self.tr("所有文件 (*)"))
        self._set_files(list(dict.fromkeys((*self.files, *chosen))))

    def _set_files(self, files: list[Path]) -> None:
        self.files = files
        empty_layout(self._chosen)
        for path in files:
            row = QHBoxLayout()
            row.addWidget(ElidedLabel(path.name, self, size=12, tone="t2"), 1)
            drop = IconButton("x", self.tr("不附这个文件"), self, bar=True)
            drop.clicked.connect(partial(self._drop, path))
            row.addWidget(drop)
            self._chosen.addLayout(row)

    def _drop(self, path: Path, _checked: bool = False) -> None:
        self._set_files([one for one in self.files if one != path])


class _EntryField(QPlainTextEdit):
    """Where the words are typed; Ctrl+Enter writes them."""

    finished = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("field", True)
        self.setPlaceholderText(self.tr("写一条办理记录，Ctrl+Enter 记下"))
        self.setAccessibleName(self.tr("办理记录内容"))
        self.setTabChangesFocus(True)
        self.setFixedHeight(tokens().line_height(13) * 3 + tokens().px(12))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            self.finished.emit()
            return
        super().keyPressEvent(event)
