"""This file paints the lists of the overview: reminders, decisions, meetings, and the bars of the two pictures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from briefing_app.domain.filters import Choice
from briefing_app.domain.followups import FollowUp
from briefing_app.domain.meetings import Meeting
from briefing_app.ui.context import Target
from briefing_app.ui.theme import tokens
from briefing_app.ui.tokens import Tokens
from briefing_app.ui.widgets.due import due_of, paint_due
from briefing_app.ui.widgets.painted_list import PaintedList
from briefing_app.ui.widgets.painting import paint_box, paint_icon, paint_status, paint_status_mark, paint_text

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_PAD = 16


def _ground(painter: QPainter, rect: QRect, now: Tokens, *, lit: bool, line: bool = True) -> None:
    if lit:
        painter.fillRect(rect, now.hover)
    if line:
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, now.line)


class ReminderList(PaintedList):
    """Overdue items and those due within a week."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        self._items: tuple[FollowUp, ...] = ()
        self._today = today
        super().__init__("", parent)
        self.setAccessibleName(self.tr("跟进提醒"))

    def show_items(self, items: tuple[FollowUp, ...], today: date) -> None:
        self._items, self._today = items, today
        self.refresh()

    def item(self, row: int) -> FollowUp:
        return self._items[row]

    def count(self) -> int:
        return len(self._items)

    def words(self, row: int) -> str:
        item = self._items[row]
        return f"{due_of(item, self._today).text}\u3000{item.title}\u3000{item.lead}\u3000{item.status.value}"

    def paint_row(self, painter: QPainter, rect: QRect, row: int, *, lit: bool) -> None:
        now, item = tokens(), self._items[row]
        _ground(painter, rect, now, lit=lit, line=row < self.count() - 1)
        inner = rect.adjusted(_PAD, 0, -_PAD, -1)
        paint_due(painter, inner, due_of(item, self._today), now)
        status, day = now.px(92), now.px(60)
        right, left = inner.right() + 1, inner.x() + now.px(104)
        lead = self._room_for_units(right - status - day - 36 - left)
        # Short of room, the item itself stays: the lead gives way, then the day (the badge says how near it is).
        with_lead = right - status - day - lead - 36 - left >= now.px(120)
        with_day = right - status - day - 24 - left >= now.px(120)
        paint_status(painter, QRect(right - status, inner.y(), status, inner.height()), item.status.value, now)
        if item.due and with_day:
            words = self.tr("{0}月{1}日").format(item.due.month, item.due.day)
            paint_text(
                painter, QRect(right - status - day - 12, inner.y(), day, inner.height()), words, now.font(), now.t2
            )
        title = QRect(left, inner.y(), 0, inner.height())
        title.setRight(right - status - 12 - (day + 12 if with_day else 0) - (lead + 12 if with_lead else 0))
        paint_text(painter, title, item.title, now.font(), now.t1)
        if with_lead:
            self._paint_units(painter, QRect(title.right() + 12, inner.y(), lead, inner.height()), item, now)

    def _room_for_units(self, room: int) -> int:
        """What the units of all rows need, as far as the titles leave it: one column for all."""
        now = tokens()
        units = max((self._units_width(item, now) for item in self._items), default=0)
        titles = max((now.metrics().horizontalAdvance(item.title) for item in self._items), default=0)
        return max(now.px(96), min(units, room - titles, room * 3 // 5))

    def _units_width(self, item: FollowUp, now: Tokens) -> int:
        width = now.metrics().horizontalAdvance(item.lead)
        if item.with_units:
            width += now.px(10) + now.metrics(12).horizontalAdvance(self._joint(item)) + 2
        return width

    def _joint(self, item: FollowUp) -> str:
        return self.tr("会办 {0}").format("、".join(item.with_units))

    def _paint_units(self, painter: QPainter, rect: QRect, item: FollowUp, now: Tokens) -> None:
        paint_text(painter, rect, item.lead, now.font(), now.t1)
        left = now.metrics().horizontalAdvance(item.lead) + now.px(10)
        if item.with_units and rect.width() - left > now.px(60):
            paint_text(painter, rect.adjusted(left, 0, 0, 0), self._joint(item), now.font(12), now.t3)


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """Something that waits for a person, and where it is decided."""

    icon: str
    title: str
    note: str
    second: str
    page: str
    target: Target


class DecisionList(PaintedList):
    """What needs a decision."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._lines: tuple[DecisionLine, ...] = ()
        super().__init__("", parent)
        self.setAccessibleName(self.tr("等你决定"))

    def show_lines(self, lines: tuple[DecisionLine, ...]) -> None:
        self._lines = lines
        self.refresh()

    def line(self, row: int) -> DecisionLine:
        return self._lines[row]

    def count(self) -> int:
        return len(self._lines)

    def words(self, row: int) -> str:
        return f"{self._lines[row].title}\u3000{self._lines[row].second}"

    def row_height(self) -> int:
        return tokens().row_height(54, 13, 12, padding=14)

    def paint_row(self, painter: QPainter, rect: QRect, row: int, *, lit: bool) -> None:
        now, line = tokens(), self._lines[row]
        _ground(painter, rect, now, lit=lit, line=row < self.count() - 1)
        side = now.icon_px(20)
        paint_icon(painter, QRect(_PAD, rect.y(), side, rect.height()), line.icon, now.t2, side)
        arrow = now.icon_px(16)
        paint_icon(
            painter, QRect(rect.right() - _PAD - arrow, rect.y(), arrow, rect.height()), "chevron-right", now.t2, arrow
        )
        inner = rect.adjusted(_PAD + side + 12, 0, -(_PAD + arrow + 8), 0)
        _paint_two_lines(painter, inner, line.title, line.second, now, note=line.note)


class MeetingList(PaintedList):
    """The newest meetings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._meetings: tuple[Meeting, ...] = ()
        super().__init__("", parent)
        self.setAccessibleName(self.tr("最近会议"))

    def show_meetings(self, meetings: tuple[Meeting, ...]) -> None:
        self._meetings = meetings
        self.refresh()

    def meeting(self, row: int) -> Meeting:
        return self._meetings[row]

    def count(self) -> int:
        return len(self._meetings)

    def words(self, row: int) -> str:
        return self._meetings[row].title

    def row_height(self) -> int:
        return tokens().row_height(58, 13, 12, padding=16)

    def paint_row(self, painter: QPainter, rect: QRect, row: int, *, lit: bool) -> None:
        now, meeting = tokens(), self._meetings[row]
        _ground(painter, rect, now, lit=lit, line=row < self.count() - 1)
        facts = meeting.facts
        day = facts.date.isoformat() if facts.date else (facts.date_text or self.tr("日期未填"))
        counts = self.tr("{0} 篇发言\u3000{1} 条建议").format(meeting.speeches, meeting.proposals)
        right = max(now.metrics().horizontalAdvance(day), now.metrics(12).horizontalAdvance(counts)) + 2
        inner = rect.adjusted(_PAD, 0, -_PAD, 0)
        title = facts.topic or meeting.title
        second = facts.kind or (meeting.title if facts.topic else "")
        _paint_two_lines(painter, inner.adjusted(0, 0, -(right + 12), 0), title, second, now, bold=True)
        first, below = now.line_height(13), now.line_height(12)
        top = rect.y() + (rect.height() - first - below) // 2
        paint_text(painter, QRect(inner.x(), top, inner.width(), first), day, now.font(), now.t2, align=_RIGHT)
        place = QRect(inner.x(), top + first, inner.width(), below)
        paint_text(painter, place, counts, now.font(12), now.t3, align=_RIGHT)


class BarList(PaintedList):
    """A picture of counts: a bar a value, the accent only under the pointer; a click filters by it."""

    def __init__(self, name: str, parent: QWidget | None = None, *, states: bool = False) -> None:
        self._choices: tuple[Choice, ...] = ()
        self._states = states
        super().__init__(name, parent)

    def show_choices(self, choices: tuple[Choice, ...]) -> None:
        self._choices = choices
        self.refresh()

    def choice(self, row: int) -> Choice:
        return self._choices[row]

    def count(self) -> int:
        return len(self._choices)

    def words(self, row: int) -> str:
        return self.tr("{0}，{1} 条").format(self._choices[row].label, f"{self._choices[row].count:,}")

    def row_height(self) -> int:
        return tokens().row_height(26 if not self._states else 23, 13, padding=2)

    def paint_row(self, painter: QPainter, rect: QRect, row: int, *, lit: bool) -> None:
        now, choice = tokens(), self._choices[row]
        if lit:
            paint_box(painter, rect.adjusted(8, 0, -8, 0), fill=now.hover, frame=None, radius=4)
        inner = rect.adjusted(_PAD, 0, -_PAD, 0)
        label = now.px(76 if self._states else 64)
        words = QRect(inner.x(), inner.y(), label, inner.height())
        if self._states:
            side = now.icon_px(14)
            paint_status_mark(painter, QRect(inner.x(), inner.y(), side, inner.height()), choice.label, now)
            words.adjust(side + now.px(6), 0, now.px(6), 0)
        paint_text(painter, words, choice.label, now.font(), now.t1)
        number = now.metrics().horizontalAdvance("0,000") + 4
        paint_text(painter, inner, f"{choice.count:,}", now.font(), now.t1, align=_RIGHT)
        most = max(one.count for one in self._choices)
        left = words.right() + now.px(10)
        room = inner.right() - number - now.px(8) - left
        thick = now.px(10)
        bar = QRect(left, rect.y() + (rect.height() - thick) // 2, max(2, room * choice.count // most), thick)
        paint_box(painter, bar, fill=now.acc if lit else now.bar, frame=None, radius=2)


def _paint_two_lines(
    painter: QPainter, rect: QRect, first: str, second: str, now: Tokens, *, note: str = "", bold: bool = False
) -> None:
    one, two = now.line_height(13), now.line_height(12)
    top = rect.y() + (rect.height() - one - (two if second else 0)) // 2
    paint_text(painter, QRect(rect.x(), top, rect.width(), one), first, now.font(bold=bold), now.t1)
    if note:
        left = now.metrics(bold=bold).horizontalAdvance(first) + now.px(10)
        paint_text(painter, QRect(rect.x() + left, top, rect.width() - left, one), note, now.font(12), now.t3)
    if second:
        paint_text(painter, QRect(rect.x(), top + one, rect.width(), two), second, now.font(12), now.t3)
