"""This file has the bar that appears under selected text: mark it, write a note, make it a recommendation, correct it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from briefing_app.domain.annotations import MarkColour
from briefing_app.ui.library.mark_colours import ground, sign
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.buttons import Button, IconButton
from briefing_app.ui.widgets.painting import paint_box, paint_text
from briefing_app.ui.widgets.panes import Pane

_DISTANCE = 8  # under the selection


class MarkingBar(Pane):
    """What can be done with selected text. It never takes the focus from the text."""

    colour_chosen = Signal(object)  # MarkColour
    note_asked = Signal()
    proposal_asked = Signal()
    copy_asked = Signal()
    correction_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, line="popover")
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(4)
        for colour in MarkColour:
            swatch = _Swatch(colour, self)
            swatch.clicked.connect(lambda _checked=False, chosen=colour: self.colour_chosen.emit(chosen))
            row.addWidget(swatch)
        note = Button(self.tr("写批注"), self, icon_name="pencil-line", kind="ghost", size="bar")
        note.clicked.connect(self.note_asked)
        proposal = Button(self.tr("标为建议"), self, icon_name="message-square-quote", kind="ghost", size="bar")
        proposal.clicked.connect(self.proposal_asked)
        correct = Button(self.tr("改错字"), self, icon_name="text-cursor-input", kind="ghost", size="bar")
        correct.clicked.connect(self.correction_asked)
        copy = IconButton("copy", self.tr("复制"), self, bar=True)
        copy.clicked.connect(self.copy_asked)
        for button in (note, proposal, correct, copy):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)
        self.hide()

    def show_at(self, first: QRect, last: QRect, within: QRect) -> None:
        """Stand under the last line of a selection, or above its first near the bottom edge."""
        self.adjustSize()
        x = min(max(last.center().x() - self.width() // 2, within.left()), within.right() - self.width())
        y = last.bottom() + _DISTANCE
        if y + self.height() > within.bottom():
            y = max(within.top(), first.top() - _DISTANCE - self.height())
        self.move(QPoint(x, y))
        self.show()
        self.raise_()


class _Swatch(QAbstractButton):
    """A colour of marks, with the first character of its word: never colour alone."""

    def __init__(self, colour: MarkColour, parent: QWidget) -> None:
        super().__init__(parent)
        self._colour = colour
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setToolTip(colour.value)
        self.setAccessibleName(colour.value)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802
        now = tokens()
        side = max(now.px(24), now.metrics(12).height() + 4)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, now = QPainter(self), tokens()
        paint_box(painter, self.rect(), fill=ground(self._colour), frame=now.line2, radius=3)
        centre = Qt.AlignmentFlag.AlignCenter
        paint_text(painter, self.rect(), sign(self._colour), now.font(12), now.t1, align=centre)
