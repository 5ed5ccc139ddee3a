"""This file has the popover in which a note is written; what is typed is saved without a button."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from briefing_app.domain.annotations import Annotation, MarkColour
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.buttons import Button, IconButton
from briefing_app.ui.widgets.fields import SegmentedControl
from briefing_app.ui.widgets.labels import ElidedLabel
from briefing_app.ui.widgets.panes import Pane
from briefing_app.ui.widgets.typing_pause import TypingPause


class NotePopover(Pane):
    """Write a note and choose its kind. `noted` a moment after typing and on closing, when something changed."""

    noted = Signal(int, str)
    recoloured = Signal(int, object)
    removed = Signal(int)

    def __init__(self, annotation: Annotation, parent: QWidget) -> None:
        super().__init__(parent, line="popover")
        self.setWindowFlags(Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._annotation = annotation
        self._saved = annotation.note
        self._kind = SegmentedControl([(c, c.value, "") for c in MarkColour], self, name=self.tr("批注种类"))
        self._kind.set_value(annotation.colour)
        self._note = QPlainTextEdit(annotation.note, self)
        self._timer = TypingPause(self)
        self._build()
        self._timer.over.connect(self.take)
        self._note.textChanged.connect(self._timer.start)
        self._kind.chosen.connect(lambda colour: self.recoloured.emit(annotation.id, colour))

    def open_at(self, place: QPoint) -> None:
        """Open near a place, inside the screen, ready to type."""
        self.adjustSize()
        screen = QGuiApplication.screenAt(place) or QGuiApplication.primaryScreen()
        space = screen.availableGeometry()
        x = min(max(place.x(), space.left() + 4), space.right() - self.width() - 4)
        y = min(max(place.y(), space.top() + 4), space.bottom() - self.height() - 4)
        self.move(x, y)
        self.show()
        self._note.setFocus()

    def _build(self) -> None:
        now = tokens()
        self.setFixedWidth(now.px(340))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(ElidedLabel(f"“{self._annotation.quote}”", self, size=12, tone="t3", lines=2))
        self._note.setProperty("field", True)
        self._note.setPlaceholderText(self.tr("写下批注。停笔就存好，不用按保存。"))
        self._note.setAccessibleName(self.tr("批注内容"))
        self._note.setTabChangesFocus(True)
        self._note.setFixedHeight(now.line_height(13) * 5 + now.px(12))
        column.addWidget(self._note)
        column.addWidget(self._kind, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        remove = IconButton("trash-2", self.tr("把批注移到回收站"), self, bar=True)
        remove.clicked.connect(self._on_removed)
        done = Button(self.tr("写好了"), self, kind="main", size="bar", keys="Esc")
        done.clicked.connect(self.close)
        row.addWidget(remove)
        row.addStretch(1)
        row.addWidget(done)
        column.addLayout(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        self.take()
        super().hideEvent(event)

    def take(self) -> None:
        """Give what was typed, if it is new."""
        self._timer.stop()
        text = self._note.toPlainText().strip()
        if text != self._saved:
            self._saved = text
            self.noted.emit(self._annotation.id, text)

    def _on_removed(self) -> None:
        self._timer.stop()
        self._saved = self._note.toPlainText().strip()
        self.removed.emit(self._annotation.id)
        self.close()
