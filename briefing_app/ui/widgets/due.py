"""This file says a deadline in words and paints it in four shapes that can be told apart in grey."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication, QRect, QSize
from PySide6.QtGui import QColor, QPainter

from briefing_app.domain.followups import DueState, FollowUp
from briefing_app.ui.tokens import Tokens
from briefing_app.ui.widgets.painting import paint_box, paint_icon, paint_text


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as shown: its shape and its words."""

    state: DueState
    text: str


def due_of(followup: FollowUp, today: date) -> Due:
    """How a follow-up's deadline is shown on a day."""
    state = followup.due_state(today)
    if followup.due is None and state is not DueState.DONE:
        return Due(state, _tr("未定期限"))
    if state is DueState.DONE:
        return Due(state, _done_words(followup))
    return due_on(followup.due or today, today, state)


def due_on(due: date, today: date, state: DueState) -> Due:
    """The words of an open deadline."""
    days = (due - today).days
    if days < 0:
        return Due(state, _tr("逾期 {0} 天").format(-days))
    return Due(state, _tr("今天到期") if days == 0 else _tr("剩 {0} 天").format(days))


def _done_words(followup: FollowUp) -> str:
    if not followup.entries:
        return followup.status.value
    day = max(entry.day for entry in followup.entries)
    return _tr("{0}月{1}日{2}").format(day.month, day.day, followup.status.value.removeprefix("已"))


def due_size(due: Due, tokens: Tokens) -> QSize:
    """How much room a deadline takes: 20 high."""
    bold = due.state is DueState.OVERDUE
    width = tokens.metrics(12, bold=bold).horizontalAdvance(due.text) + 1
    if due.state in (DueState.OVERDUE, DueState.SOON):
        width += tokens.icon_px(13) + tokens.px(4) + 2 * tokens.px(6)
    elif due.state is DueState.DONE:
        width += tokens.icon_px(13) + tokens.px(4)
    return QSize(width, max(tokens.px(20), tokens.metrics(12).height() + 2))


def paint_due(painter: QPainter, rect: QRect, due: Due, tokens: Tokens) -> None:
    """A deadline at the left of `rect`: filled, framed, plain, or ticked."""
    size = due_size(due, tokens)
    width = min(size.width(), rect.width())
    box = QRect(rect.x(), rect.y() + (rect.height() - size.height()) // 2, width, size.height())
    if due.state is DueState.OVERDUE:
        paint_box(painter, box, fill=tokens.danger_fill, frame=None, radius=3)
        _paint_words(painter, box, due.text, "triangle-alert", tokens.on_acc, tokens, bold=True, inset=6)
    elif due.state is DueState.SOON:
        paint_box(painter, box, fill=tokens.warn_bg, frame=tokens.warn_line, radius=3)
        _paint_words(painter, box, due.text, "clock", tokens.warn, tokens, bold=False, inset=6)
    elif due.state is DueState.DONE:
        _paint_words(painter, box, due.text, "check", tokens.ok, tokens, bold=False, inset=0)
    else:
        colour = tokens.t3 if due.state is DueState.OPEN else tokens.t2
        paint_text(painter, box, due.text, tokens.font(12), colour)


def _paint_words(
    painter: QPainter, box: QRect, text: str, icon: str, colour: QColor, tokens: Tokens, *, bold: bool, inset: int
) -> None:
    side, pad = tokens.icon_px(13), tokens.px(inset) if inset else 0
    paint_icon(painter, QRect(box.x() + pad, box.y(), side, box.height()), icon, colour, side)
    words = box.adjusted(pad + side + tokens.px(4), 0, -pad, 0)
    paint_text(painter, words, text, tokens.font(12, bold=bold), colour)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Due", text)
