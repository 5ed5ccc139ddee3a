"""This file keeps the margin and the gutter of a speech in step with its text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from briefing_app.domain.proposals import Proposal
from briefing_app.ui.library.cards import MarginCard
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.painting import paint_text
from briefing_app.ui.widgets.reading_text import ReadingText

_GAP = 8  # between cards
_LEAD = 28  # room for the dashed line from the words to the card


class Margin(QWidget):
    """Cards beside their first line; where they would collide, later ones move down and their line bends."""

    def __init__(self, text: ReadingText) -> None:
        super().__init__(text)
        self._text = text
        self._cards: list[MarginCard] = []
        self._starts: list[int] = []
        text.moved.connect(self.place)

    @property
    def cards(self) -> Sequence[MarginCard]:
        return self._cards

    def show_cards(self, cards: list[MarginCard]) -> None:
        """Show these cards in place of the former ones."""
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards = sorted(cards, key=lambda card: card.span)
        for card in self._cards:
            card.show()
        self.place()

    def place(self) -> None:
        """Put every card beside its words as they stand now."""
        viewport = self._text.viewport().geometry()
        width = tokens().px(self._text.sides[1])
        self.setGeometry(viewport.right() + 1, 0, width, self._text.height())
        lead = tokens().px(_LEAD)
        self._starts = []
        lowest = -(10**9)
        for card in self._cards:
            rects = self._text.rects_of(card.span)
            start = round(rects[0].top()) + viewport.top() if rects else lowest
            self._starts.append(start + tokens().line_height(16) // 2)
            height = max(card.column.totalHeightForWidth(width - lead - 8), card.column.totalMinimumSize().height())
            top = max(start - 2, lowest)
            card.setGeometry(lead, top, width - lead - 8, height)
            lowest = top + height + _GAP
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        pen = QPen(tokens().ctl, 1)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        bend = tokens().px(_LEAD) // 2
        for card, start in zip(self._cards, self._starts, strict=True):
            target = card.y() + tokens().line_height(12) // 2 + 6
            painter.drawLine(0, start, bend, start)
            painter.drawLine(bend, start, bend, target)
            painter.drawLine(bend, target, card.x(), target)


class Gutter(QWidget):
    """Left of the text: 建议 1 and a bar along the lines of each recommendation."""

    clicked = Signal(int)  # a proposal's id

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
        viewport = self._text.viewport().geometry()
        width = tokens().px(self._text.sides[0])
        self.setGeometry(viewport.left() - width, viewport.top(), width, viewport.height())
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
            word = max(top, written_to)
            place = QRect(0, word, edge - now.px(4), height)
            paint_text(
                painter,
                place,
                self.tr("建议 {0}").format(proposal.order),
                now.font(12, bold=True),
                now.acc_text,
                align=right,
            )
            written_to = word + height
