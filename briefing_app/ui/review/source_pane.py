"""This file shows the source of a draft, every piece coloured and named by what it became."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.domain.text import Span, Spans
from briefing_app.importing.draft import Draft
from briefing_app.ui.review.kinds import CHIPS, Kind, ground, ink, pieces_of
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.chips import Chip
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.painting import paint_text
from briefing_app.ui.widgets.panes import Pane, PaneHead
from briefing_app.ui.widgets.reading_text import Mark, ReadingText, Underline

_GUTTER = 68
_DISTANCE = 8


class SourcePane(Pane):
    """The source at the left of a review. `made` asks to make a selection something, `split_asked` to cut there."""

    made = Signal(object, object)  # Kind, Span
    split_asked = Signal(int)
    touched = Signal(int)  # a click at a position of the source

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = ReadingText(self, size=14, leading=24, indent=False, gap=2)
        self.text.setAccessibleName(self.tr("来源原文"))
        self.text.set_sides(_GUTTER, 16)
        self._gutter = _KindGutter(self.text)
        self._bar = _SetBar(self.text)
        self._shown = ""
        self._build()
        self._bar.chosen.connect(self._on_chosen)
        self._bar.split_asked.connect(self._on_split)
        self.text.selected.connect(self._on_selected)
        self.text.clicked_at.connect(self.touched)
        self.text.moved.connect(self._place_bar)
        self.text.viewport().installEventFilter(self)

    def _build(self) -> None:
        head = PaneHead(self.tr("来源"), self)
        for kind in Kind:
            head.add(Chip(kind.value, head, kind=CHIPS[kind]))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.text, 1)

    def show_draft(self, draft: Draft) -> None:
        """Show a draft's source; the place in it is kept while the source is the same."""
        if draft.source.text != self._shown:
            self._shown = draft.source.text
            self.text.show_text(draft.source.text)
        pieces = pieces_of(draft)
        now = tokens()
        marks = [
            Mark(span, ground(kind), struck=kind is Kind.REMOVED, text_colour=now.t3 if kind is Kind.REMOVED else None)
            for kind, spans in pieces
            if kind is not Kind.BODY
            for span in spans
        ]
        lines = [Underline(span, now.warn) for kind, spans in pieces if kind is Kind.PROPOSAL for span in spans]
        self.text.set_marks(marks, lines)
        self._gutter.show_pieces(pieces)

    def frame(self, spans: Spans) -> None:
        """Frame the doubt in hand and bring it into view."""
        self.text.set_frames(spans)
        if spans:
            self.text.reveal(spans[0])

    def make(self, kind: Kind) -> None:
        """By keys: make what is selected something."""
        self._on_chosen(kind)

    def split(self) -> None:
        self._on_split()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.MouseButtonRelease:
            self._place_bar()
        return super().eventFilter(watched, event)

    def _on_selected(self, span: Span | None) -> None:
        if span is None:
            self._bar.hide()
        elif not QGuiApplication.mouseButtons().value:
            self._place_bar()

    def _place_bar(self) -> None:
        span = self.text.selection()
        rects = self.text.rects_of(span) if span is not None else []
        if not rects or not self.text.isVisible():
            self._bar.hide()
            return
        viewport = self.text.viewport().geometry()
        first, last = (rect.toRect().translated(viewport.topLeft()) for rect in (rects[0], rects[-1]))
        self._bar.show_at(first, last, self.text.rect().adjusted(4, viewport.top(), -16, -4))

    def _on_chosen(self, kind: Kind) -> None:
        span = self.text.selection()
        if span is not None:
            self.text.clear_selection()
            self.made.emit(kind, span)

    def _on_split(self) -> None:
        span = self.text.selection()
        place = span.start if span is not None else self.text.cursor_place()
        self.text.clear_selection()
        self.split_asked.emit(place)


class _KindGutter(QWidget):
    """Beside every line its kind in words, and a bar in the kind's colour."""

    def __init__(self, text: ReadingText) -> None:
        super().__init__(text)
        self._text = text
        self._pieces: Sequence[tuple[Kind, Spans]] = ()
        self._counts: list[int] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        text.moved.connect(self._place)

    def show_pieces(self, pieces: Sequence[tuple[Kind, Spans]]) -> None:
        number, self._counts = 0, []
        for kind, _ in pieces:
            number = 0 if kind is Kind.SPEAKER else number + (kind is Kind.PROPOSAL)
            self._counts.append(number)
        self._pieces = pieces
        self.update()

    def _place(self) -> None:
        viewport = self._text.viewport().geometry()
        width = tokens().px(_GUTTER)
        self.setGeometry(viewport.left() - width, viewport.top(), width, viewport.height())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, now = QPainter(self), tokens()
        edge = self.width() - now.px(10)
        painter.fillRect(edge, 0, 3, self.height(), now.line)
        seen = self._seen()
        taken: list[int] = []
        for (kind, spans), number in zip(self._pieces, self._counts, strict=True):
            for span in spans:
                if not span.overlaps(seen):
                    continue
                rects = self._text.rects_of(span)
                if not rects:
                    continue
                top, bottom = round(rects[0].top()), round(rects[-1].bottom())
                if kind not in (Kind.BODY, Kind.REMOVED):
                    painter.fillRect(edge, top, 3, bottom - top, ink(kind))
                if span is spans[0]:
                    self._write(painter, QRect(0, top, edge - now.px(4), bottom - top), kind, number, taken)

    def _write(self, painter: QPainter, place: QRect, kind: Kind, number: int, taken: list[int]) -> None:
        now = tokens()
        height = now.line_height(12)
        top = place.y() + max(0, (now.line_height(14) - height) // 2)
        while any(abs(top - other) < height for other in taken):
            top += height
        taken.append(top)
        word = f"{kind.value} {number}" if kind is Kind.PROPOSAL else kind.value
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        paint_text(painter, QRect(0, top, place.width(), height), word, now.font(12), ink(kind), align=right)

    def _seen(self) -> Span:
        """The part of the text that is on the screen."""
        first = self._text.position_at(QPoint(0, 0))
        last = self._text.position_at(QPoint(self._text.viewport().width(), self._text.viewport().height()))
        return Span(max(0, first - 1), last + 1)


class _SetBar(Pane):
    """设为 …: what the selected words are to become."""

    chosen = Signal(object)
    split_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, line="popover")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 4, 4)
        row.setSpacing(2)
        row.addWidget(PlainLabel(self.tr("设为"), self, size=12, tone="t3"))
        for kind in (Kind.SPEAKER, Kind.TITLE, Kind.BODY, Kind.PROPOSAL, Kind.MEETING, Kind.REMOVED):
            self._add(row, kind.value, partial(self.chosen.emit, kind))
        self._add(row, self.tr("从此拆开"), self.split_asked.emit, icon_name="scissors")
        self.hide()

    def _add(self, row: QHBoxLayout, words: str, run: Callable[[], object], *, icon_name: str = "") -> None:
        button = Button(words, self, kind="ghost", size="bar", icon_name=icon_name)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda _checked=False: run())
        row.addWidget(button)

    def show_at(self, first: QRect, last: QRect, within: QRect) -> None:
        """Stand under a selection, or above it near the bottom edge."""
        self.adjustSize()
        x = min(max(last.left(), within.left()), max(within.left(), within.right() - self.width()))
        y = last.bottom() + _DISTANCE
        if y + self.height() > within.bottom():
            y = max(within.top(), first.top() - _DISTANCE - self.height())
        self.move(QPoint(x, y))
        self.show()
        self.raise_()
