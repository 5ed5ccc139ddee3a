"""This file has the two grips at the ends of a recommendation: drag one, or move it by arrows, to move a boundary."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from briefing_app.domain.proposals import Proposal
from briefing_app.domain.text import Span
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.reading_text import ReadingText

_WIDE = 10


class Grip(QWidget):
    """A bar with a head, at one end of the words."""

    dragged = Signal(QPoint)  # in the viewport
    stepped = Signal(int)
    dropped = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, now = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.acc_text)
        middle, head = self.width() / 2, now.px(8 if not self.hasFocus() else 10)
        painter.drawRect(QRectF(middle - 1, head / 2, 2, self.height() - head / 2))
        painter.drawEllipse(QRectF(middle - head / 2, 0, head, head))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self.dragged.emit(self.mapToParent(event.position().toPoint()) + QPoint(0, self.height() // 3))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        self.dropped.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self.stepped.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.dropped.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.dropped.emit()
        self.update()


class Boundaries(QObject):
    """Shows the grips of one recommendation; `moving` while a grip is moved, `moved` when it is let go elsewhere."""

    moving = Signal(object)  # Span
    moved = Signal(int, object)  # proposal id, Span

    def __init__(self, text: ReadingText) -> None:
        super().__init__(text)
        self._text = text
        self._proposal: Proposal | None = None
        self._span = Span(0, 0)
        self.start = Grip(self.tr("建议从这里起：拖动，或按 ← → 移动"), text.viewport())
        self.end = Grip(self.tr("建议到这里止：拖动，或按 ← → 移动"), text.viewport())
        for grip, is_start in ((self.start, True), (self.end, False)):
            grip.dragged.connect(lambda place, first=is_start: self._go(first, self._text.position_at(place)))
            grip.stepped.connect(lambda by, first=is_start: self._go(first, self._edge(first) + by))
            grip.dropped.connect(self._drop)
        text.moved.connect(self._place)

    def show_for(self, proposal: Proposal | None) -> None:
        """Take the grips to a recommendation, or away."""
        self._proposal = proposal
        if proposal is not None:
            self._span = proposal.span
        self._place()

    def _edge(self, first: bool) -> int:
        return self._span.start if first else self._span.end

    def _go(self, first: bool, position: int) -> None:
        start, end = self._span.start, self._span.end
        if first:
            span = Span(min(max(position, 0), end - 1), end)
        else:
            span = Span(start, min(max(position, start + 1), len(self._text.text)))
        if span != self._span:
            self._span = span
            self._place()
            self.moving.emit(span)

    def _drop(self) -> None:
        proposal = self._proposal
        if proposal is not None and self._span != proposal.span:
            # Blanks at the ends belong to nobody.
            words = self._span.of(self._text.text)
            start = self._span.start + len(words) - len(words.lstrip())
            end = self._span.end - (len(words) - len(words.rstrip()))
            span = Span(start, end) if start < end else proposal.span
            self._span = span
            if span != proposal.span:
                self.moved.emit(proposal.id, span)

    def _place(self) -> None:
        rects = self._text.rects_of(self._span) if self._proposal is not None else []
        for grip in (self.start, self.end):
            grip.setVisible(bool(rects))
        if not rects:
            return
        wide, above = tokens().px(_WIDE), tokens().px(6)
        for grip, x, rect in ((self.start, rects[0].left(), rects[0]), (self.end, rects[-1].right(), rects[-1])):
            left = min(max(round(x) - wide // 2, 0), self._text.viewport().width() - wide)
            # The head stands over the line; over the first line of all there is no room for it.
            top = round(rect.top()) - above
            top = 0 if -above <= top < 0 else top
            grip.setGeometry(left, top, wide, round(rect.bottom()) - top)
            grip.raise_()
