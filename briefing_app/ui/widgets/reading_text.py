"""This file has the text that is read and marked: Chinese paragraphs in code points, marks, underlines, a measure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from briefing_app.domain.text import Span
from briefing_app.ui.text_positions import TextPositions
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.painting import paint_box

_CHARACTERS_A_LINE = 36  # a longer line is hard to follow back


@dataclass(frozen=True, slots=True)
class Mark:
    """A coloured ground under a span; `number` stands small at its end."""

    span: Span
    colour: QColor
    number: str = ""
    struck: bool = False
    text_colour: QColor | None = None


@dataclass(frozen=True, slots=True)
class Underline:
    """A line of two pixels under a span."""

    span: Span
    colour: QColor


class ReadingText(QTextEdit):
    """Read-only text whose positions are code points, with room at both sides for a gutter and a margin.

    `selected` follows the selection (a Span or None), `clicked_at` a click without one, `moved` every scroll or
    change of layout, after which the rectangles of spans are others.
    """

    selected = Signal(object)
    clicked_at = Signal(int)
    moved = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        size: int = 16,
        leading: int = 28,
        indent: bool = True,
        gap: int = 12,
    ) -> None:
        super().__init__(parent)
        self._size, self._leading, self._indent, self._gap = size, leading, indent, gap
        self._text = ""
        self._positions = TextPositions("")
        self._marks: list[Mark] = []
        self._underlines: list[Underline] = []
        self._found: list[Span] = []
        self._frames: list[Span] = []
        self._below = 0
        self.sides = (0, 0)  # px at 100 % left for a gutter and a margin
        self.column = QRect()  # where the text stands, in the widget's own pixels
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        # The width is ours to set: one that follows the view is stale when a scroll bar comes or goes.
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.document().setDocumentMargin(0)
        self.selectionChanged.connect(lambda: self.selected.emit(self.selection()))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.moved.emit())
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.moved.emit())
        theme().changed.connect(self._on_theme_changed)

    # --- text -----------------------------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        return self._text

    def show_text(self, text: str) -> None:
        """Show plain text; a line feed begins a paragraph. Marks are forgotten."""
        self._text = text
        self._positions = TextPositions(text)
        self._marks, self._underlines, self._found, self._frames = [], [], [], []
        # One position a code point, also at line ends of two characters.
        self.setPlainText(text.replace("\r\n", " \n").replace("\r", "\n"))
        self._below = 0
        self._format()
        self.verticalScrollBar().setValue(0)
        self.moved.emit()

    def set_marks(self, marks: Iterable[Mark], underlines: Iterable[Underline] = ()) -> None:
        """Show these marks in place of the former; later ones lie above."""
        self._marks, self._underlines = list(marks), list(underlines)
        self._show_marks()

    def set_found(self, spans: Sequence[Span]) -> None:
        """Show search hits, above all marks."""
        self._found = list(spans)
        self._show_marks()

    def set_frames(self, spans: Iterable[Span]) -> None:
        """Frame spans with the accent: what is in hand."""
        self._frames = list(spans)
        self.viewport().update()

    def set_sides(self, left: int, right: int) -> None:
        """Leave room (px at 100 %) beside the column of text."""
        self.sides = (left, right)
        self._place_column()

    def set_room_below(self, pixels: int) -> None:
        """Let the view scroll so far past the last line, for a margin that is longer than the text."""
        if pixels == self._below:
            return
        self._below = pixels
        frame = self.document().rootFrame()
        style = frame.frameFormat()
        style.setBottomMargin(pixels)
        frame.setFrameFormat(style)

    @property
    def text_height(self) -> int:
        """How high the text is, without the room below it."""
        return round(self.document().size().height()) - self._below

    # --- places ---------------------------------------------------------------------------------------------------

    def selection(self) -> Span | None:
        """What is selected, in code points, without blanks at its ends."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        span = self._positions.span_from_qt(cursor.selectionStart(), cursor.selectionEnd())
        words = span.of(self._text)
        start = span.start + len(words) - len(words.lstrip())
        end = span.end - (len(words) - len(words.rstrip()))
        return Span(start, end) if start < end else None

    def select(self, span: Span) -> None:
        """Select a span and bring it into view."""
        start, end = self._positions.span_to_qt(span)
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.reveal(span)

    def clear_selection(self) -> None:
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def reveal(self, span: Span) -> None:
        """Bring a span into view, a third from the top."""
        rects = self.rects_of(span)
        if not rects:
            return
        top, bottom = rects[0].top(), rects[-1].bottom()
        height = self.viewport().height()
        if top < 0 or bottom > height:
            bar = self.verticalScrollBar()
            bar.setValue(round(bar.value() + top - height / 3))

    def first_shown(self) -> int:
        """The code point at the top of the view."""
        return self.position_at(QPoint(0, 4))

    def read_from(self, position: int) -> None:
        """Bring a code point to the top of the view."""
        rects = self.rects_of(Span(position, position + 1)) if position < len(self._text) else []
        if rects:
            bar = self.verticalScrollBar()
            bar.setValue(round(bar.value() + rects[0].top()))

    def rects_of(self, span: Span) -> list[QRectF]:
        """Where a span stands now, a rectangle a line, in the viewport's pixels."""
        start, end = self._positions.span_to_qt(span)
        rects: list[QRectF] = []
        document, scrolled = self.document(), self.verticalScrollBar().value()
        block = document.findBlock(start)
        while block.isValid() and block.position() < max(end, start + 1):
            origin = document.documentLayout().blockBoundingRect(block).topLeft()
            layout = block.layout()
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                first = max(start - block.position(), line.textStart())
                last = min(end - block.position(), line.textStart() + line.textLength())
                if first >= last:
                    continue
                left, right = _x(line.cursorToX(first)), _x(line.cursorToX(last))
                place = line.rect()
                rects.append(QRectF(origin.x() + left, origin.y() + place.y() - scrolled, right - left, place.height()))
            block = block.next()
        return rects

    def position_at(self, place: QPoint) -> int:
        """The code point under a place of the viewport."""
        return self._positions.from_qt(self.cursorForPosition(place).position())

    def cursor_place(self) -> int:
        """The code point before which the cursor stands."""
        return self._positions.from_qt(self.textCursor().position())

    # --- painting -------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        height = self.viewport().height()
        for underline in self._underlines:
            for rect in self.rects_of(underline.span):
                if rect.bottom() > 0 and rect.top() < height:
                    painter.fillRect(QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2), underline.colour)
        for span in self._frames:
            for rect in self.rects_of(span):
                paint_box(painter, rect.adjusted(-2, -1, 2, 1), fill=None, frame=tokens().acc_text, radius=3)
        self._paint_numbers(painter, height)

    def _paint_numbers(self, painter: QPainter, height: int) -> None:
        now = tokens()
        painter.setFont(now.font(11))
        painter.setPen(now.t2)
        for mark in self._marks:
            if not mark.number:
                continue
            rects = self.rects_of(mark.span)
            if rects and -rects[-1].height() < rects[-1].top() < height:
                last = rects[-1]
                # Between the lines, over the end of the highlight: nothing in the text moves for it.
                place = QRectF(last.right() - now.px(14), last.top() - now.px(6), now.px(14), now.px(13))
                painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, mark.number)

    def _show_marks(self) -> None:
        shown = [self._selection_of(mark) for mark in self._marks]
        shown += [self._selection_of(Mark(span, tokens().hit)) for span in self._found]
        self.setExtraSelections(shown)
        self.viewport().update()

    def _selection_of(self, mark: Mark) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        style = QTextCharFormat()
        if mark.colour.alpha():  # none would hide the ground of a mark that it overlaps
            style.setBackground(mark.colour)
        style.setForeground(mark.text_colour or tokens().t1)
        style.setFontStrikeOut(mark.struck)
        cursor = QTextCursor(self.document())
        start, end = self._positions.span_to_qt(mark.span)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        selection.format = style
        return selection

    def _format(self) -> None:
        now = tokens()
        font = now.font(self._size)
        self.document().setDefaultFont(font)
        style = QTextBlockFormat()
        height = max(now.px(self._leading), now.metrics(self._size).height())
        style.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        style.setBottomMargin(now.px(self._gap))
        if self._indent:
            style.setTextIndent(2 * now.metrics(self._size).horizontalAdvance("\u3000"))
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(style)
        self._place_column()

    def _place_column(self) -> None:
        now = tokens()
        left, right = (now.px(side) if side else 0 for side in self.sides)
        widest = _CHARACTERS_A_LINE * now.metrics(self._size).horizontalAdvance("\u3000") + now.px(4)
        bar = self.verticalScrollBar().sizeHint().width()
        room = max(now.px(60), self.width() - left - right - bar)
        wide = min(room, widest)
        # Wide windows centre gutter, text and margin together.
        left += (room - wide) // 2
        self.setViewportMargins(left, now.px(16), max(0, self.width() - left - wide - bar), 0)
        self._set_column(QRect(left, now.px(16), wide, self.height() - now.px(16)))

    def _set_column(self, column: QRect) -> None:
        self.column = column
        if self.lineWrapColumnOrWidth() != column.width():
            self.setLineWrapColumnOrWidth(column.width())
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._place_column()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.clicked_at.emit(self.position_at(event.position().toPoint()))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.moved.emit()

    def _on_theme_changed(self) -> None:
        self._format()
        self._show_marks()


def _x(place: float | tuple[float, int] | object) -> float:
    """PySide returns cursorToX as (x, position)."""
    return float(place[0]) if isinstance(place, tuple) else float(place)  # type: ignore[arg-type]
