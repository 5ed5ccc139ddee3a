"""This file keeps the margin and the gutter of a speech in step with its text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from briefing_app.domain.proposals import Proposal
from briefing_app.ui.library.cards import MarginCard
from briefing_app.ui.library.dots import CardPopover, Dot
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.painting import paint_text
from briefing_app.ui.widgets.reading_text import ReadingText

_GAP = 8  # between cards
_LEAD = 28  # room for the dashed line from the words to the card
_END = 24  # px at 100 % under the last line or card
_CARD = 224  # px at 100 %, a card that a dot opens


class Margin(QWidget):
    """Cards beside their first line; where they would collide, later ones move down and their line bends.

    Short of room the cards give way to numbered dots, which open them.
    """

    def __init__(self, text: ReadingText) -> None:
        super().__init__(text)
        self._text = text
        self._cards: list[MarginCard] = []
        self._dots: list[Dot] = []
        self._folded = False
        self._known: tuple[object, ...] = ()  # what the places were reckoned for
        self._lines: list[int] = []  # where words stand, from the top of the text
        self._tops: list[int] = []  # where their cards stand
        text.moved.connect(self.place)

    @property
    def cards(self) -> Sequence[MarginCard]:
        return self._cards

    @property
    def dots(self) -> Sequence[Dot]:
        return self._dots

    def show_cards(self, cards: list[MarginCard]) -> None:
        """Show these cards in place of the former ones."""
        for former in (*self._cards, *self._dots):
            former.hide()
            former.deleteLater()
        self._cards = sorted(cards, key=lambda card: card.span)
        self._dots = [Dot(card, self) for card in self._cards]
        for dot in self._dots:
            dot.pressed.connect(lambda dot=dot: self._open(dot))
        for before, after in pairwise(self._cards):
            QWidget.setTabOrder(before, after)
        self._known = ()
        self._show_either()

    def set_folded(self, folded: bool) -> None:
        """Dots in place of cards, or cards again."""
        if folded != self._folded:
            self._folded = folded
            self._show_either()

    def _show_either(self) -> None:
        for card in self._cards:
            card.setVisible(not self._folded)
        for dot in self._dots:
            dot.setVisible(self._folded)
        self.place()

    def _open(self, dot: Dot) -> None:
        dot.card.chosen.emit()
        CardPopover(dot.card, self, tokens().px(_CARD)).open_at(dot.mapToGlobal(QPoint(dot.width(), dot.height() + 4)))

    def place(self) -> None:
        """Put every card beside its words as they stand now."""
        column = self._text.column
        width = tokens().px(self._text.sides[1])
        self.setGeometry(column.right() + 1, 0, width, self._text.height())
        known = (column.width(), width, self._text.text_height, tokens(), self._folded, len(self._cards))
        if known != self._known:
            self._known = known
            self._reckon(width)
        top = self._text.viewport().y() - self._text.verticalScrollBar().value()
        left = tokens().px(2 if self._folded else _LEAD)
        for shown, place in zip(self._dots if self._folded else self._cards, self._tops, strict=True):
            shown.move(left, place + top)
        self.update()

    def _reckon(self, width: int) -> None:
        """Find the places, from the top of the text: scrolling only moves them."""
        scrolled = self._text.verticalScrollBar().value()
        half = tokens().line_height(16) // 2
        self._lines, self._tops = [], []
        lowest = 0
        for card, dot in zip(self._cards, self._dots, strict=True):
            rects = self._text.rects_of(card.span)
            start = round(rects[0].top()) + scrolled if rects else lowest
            self._lines.append(start + half)
            if self._folded:
                height = dot.sizeHint().height()
                dot.resize(dot.sizeHint())
                top = max(start + half - height // 2, lowest)
                gap = 2
            else:
                height = card.height_for(width - tokens().px(_LEAD) - 8)
                card.resize(width - tokens().px(_LEAD) - 8, height)
                top = max(start - 2, lowest)
                gap = _GAP
            self._tops.append(top)
            lowest = top + height + gap
        end = tokens().px(_END)
        self._text.set_room_below(max(0, lowest - self._text.text_height) + end)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        if self._folded:
            return
        painter = QPainter(self)
        pen = QPen(tokens().ctl, 1)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        shift = self._text.viewport().y() - self._text.verticalScrollBar().value()
        bend = tokens().px(_LEAD) // 2
        for card, line in zip(self._cards, self._lines, strict=True):
            start, target = line + shift, card.y() + tokens().line_height(12) // 2 + 6
            painter.drawLine(0, start, bend, start)
            painter.drawLine(bend, start, bend, target)
            painter.drawLine(bend, target, card.x(), target)


class Gutter(QWidget):
    """Left of the text: 建议 1 and a bar along the lines of each recommendation."""

    def __init__(self, text: ReadingText) -> None:
        super().__init__(text)
        self._text = text
        self._proposals: list[Proposal] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        text.moved.connect(self.place)

    def show_proposals(self, proposals: Sequence[Proposal]) -> None:
        self._proposals = list(proposals)
        self.update()

    def place(self) -> None:
        column = self._text.column
        width = tokens().px(self._text.sides[0])
        self.setGeometry(column.left() - width, column.top(), width, column.height())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, now = QPainter(self), tokens()
        height = now.line_height(12)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        edge = self.width() - now.px(12)
        written_to = -height
        for proposal in self._proposals:
            rects = self._text.rects_of(proposal.span)
            if not rects or rects[-1].bottom() < 0 or rects[0].top() > self.height():
                continue
            top, bottom = round(rects[0].top()), round(rects[-1].bottom())
            painter.fillRect(edge, top, 3, bottom - top, now.acc_text)
            # Two recommendations in one line share the bar; their words stand one under the other.
            word = max(top + max(0, (round(rects[0].height()) - height) // 2), written_to)
            place = QRect(0, word, edge - now.px(4), height)
            name = self.tr("建议 {0}").format(proposal.order)
            paint_text(painter, place, name, now.font(12, bold=True), now.acc_text, align=right)
            written_to = word + height
