"""This file paints the speeches of a person: day, meeting, posts printed then; a guess has its chip."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from briefing_app.domain.people import Turn
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.painted_list import PaintedList
from briefing_app.ui.widgets.painting import chip_size, paint_chip, paint_icon, paint_text

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TurnList(PaintedList):
    """A click opens the speech."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._turns: Sequence[Turn] = ()
        super().__init__("", parent)
        self.setAccessibleName(self.tr("各次发言"))

    def show_turns(self, turns: Sequence[Turn]) -> None:
        self._turns = turns
        self.refresh()

    def turn(self, row: int) -> Turn:
        return self._turns[row]

    def count(self) -> int:
        return len(self._turns)

    def words(self, row: int) -> str:
        turn = self._turns[row]
        guess = self.tr("归属待确认：{0}").format(turn.guess) if turn.guess else ""
        return "\u3000".join(part for part in (turn.when, turn.meeting, turn.title, turn.posts, guess) if part)

    def row_height(self) -> int:
        return tokens().row_height(56, 13, 12, padding=18)

    def paint_row(self, painter: QPainter, rect: QRect, row: int, *, lit: bool) -> None:
        now, turn = tokens(), self._turns[row]
        if lit:
            painter.fillRect(rect, now.hover)
        if row < self.count() - 1:
            painter.fillRect(rect.x() + 16, rect.bottom(), rect.width() - 32, 1, now.line)
        one, two, gap = now.line_height(13), now.line_height(12), now.px(3)
        top = rect.y() + (rect.height() - one - two - gap) // 2
        inner = QRect(rect.x() + 16, top, rect.width() - 32, one)
        arrow = now.icon_px(14)
        paint_icon(
            painter, QRect(inner.right() - arrow, rect.y(), arrow, rect.height()), "chevron-right", now.t3, arrow
        )
        inner.setRight(inner.right() - arrow - now.px(8))
        day = now.metrics().horizontalAdvance("2026-00-00") + now.px(12)
        paint_text(painter, QRect(inner.x(), top, day, one), turn.when, now.font(), now.t2)
        words = self._words_at_right(turn)
        wide = now.metrics(12).horizontalAdvance(words) + 2
        paint_text(painter, inner, words, now.font(12), now.t3, align=_RIGHT)
        first = QRect(inner.x() + day, top, inner.width() - day - wide - now.px(8), one)
        paint_text(painter, first, turn.title or turn.meeting, now.font(), now.t1)
        self._paint_second(painter, QRect(first.x(), top + one + gap, inner.right() - first.x(), two), turn)

    def _words_at_right(self, turn: Turn) -> str:
        return self.tr("建议 {0}").format(turn.proposals) if turn.proposals else ""

    def _paint_second(self, painter: QPainter, rect: QRect, turn: Turn) -> None:
        now = tokens()
        if turn.guess is not None:
            words = self.tr("归属待确认")
            size = chip_size(words, now, icon="sparkles")
            top = rect.y() + (rect.height() - size.height()) // 2
            box = QRect(rect.x(), top, size.width(), size.height())
            paint_chip(painter, box, words, now, icon="sparkles", dashed=True)
            rect = rect.adjusted(size.width() + now.px(8), 0, 0, 0)
        posts = turn.posts or (self.tr("联名发言") if turn.jointly else "")
        meeting = turn.meeting if turn.title else ""
        second = "\u3000".join(part for part in (posts or self.tr("没有印职务"), meeting) if part)
        paint_text(painter, rect, second, now.font(12), now.t3)
