"""This file shows how following up goes, as figures and bars; a click on a line shows the items behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from briefing_app.domain.followups import FollowUp
from briefing_app.domain.statistics import Grouping, Origin, Tally, grouped, percent, tally
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.tokens import Tokens
from briefing_app.ui.widgets.fields import SegmentedControl
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.painted_list import PaintedList
from briefing_app.ui.widgets.painting import paint_box, paint_text
from briefing_app.ui.widgets.panes import Bar, ScrollPane

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_PAD = 16


class Figures(QWidget):
    """The figures of the items shown; `chosen` with a Tally and its Grouping on a click."""

    chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked: tuple[Sequence[FollowUp], Mapping[int, Origin], date, str] = ((), {}, date.min, "")
        self.total = _Total(self)
        self.grouping = SegmentedControl([(one, one.value, "") for one in Grouping], self, name=self.tr("统计方式"))
        self.lines = FigureList(self)
        self._head = _Head(self.lines, self)
        self._build()
        self.grouping.chosen.connect(lambda _one: self._show())
        self.lines.chosen.connect(self._on_chosen)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.total)
        bar = Bar(self)
        bar.add(self.grouping)
        bar.add_stretch()
        column.addWidget(bar)
        column.addWidget(self._head)
        scroll = ScrollPane(self, margin=0, spacing=0)
        scroll.column.addWidget(self.lines)
        legend = PlainLabel(
            self.tr(
                "交办：已经交给单位的事项，不含待交办、退回改办和暂缓。办复率 = 已办复 ÷ 交办。"
                "按时率 = 按时办复 ÷（已办复 + 逾期未办复），只算有期限的。满意率 = 满意 ÷ 已评价。"
                "一项属于几个主题或几位发言人的，各计一次。点一行看这些事项。"
            ),
            self, size=12, tone="t3", wrap=True,
        )  # fmt: skip
        legend.setContentsMargins(_PAD, 12, _PAD, 12)
        scroll.column.addWidget(legend)
        scroll.column.addStretch(1)
        column.addWidget(scroll, 1)

    def show_figures(
        self, followups: Sequence[FollowUp], origins: Mapping[int, Origin], today: date, *, satisfied: str
    ) -> None:
        """Show the figures of some items; they are reckoned when they are looked at."""
        self._asked = (followups, origins, today, satisfied)
        if self.isVisible():
            self._show()

    def showEvent(self, event: object) -> None:  # noqa: N802
        super().showEvent(event)  # type: ignore[arg-type]
        self._show()

    def _show(self) -> None:
        followups, origins, today, satisfied = self._asked
        grouping = Grouping(self.grouping.value())
        self.total.show_tally(tally("", followups, today, satisfied=satisfied))
        self.lines.show_tallies(grouped(followups, grouping, origins, today, satisfied=satisfied), grouping.value)
        self._head.update()

    def _on_chosen(self, row: int) -> None:
        self.chosen.emit(self.lines.tally(row), Grouping(self.grouping.value()))


class _Total(QWidget):
    """The figures of everything shown, large."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parts: list[tuple[str, str, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def show_tally(self, whole: Tally) -> None:
        self._parts = [
            (self.tr("交办"), f"{whole.handed_out:,}", self.tr("共 {0} 项").format(len(whole.ids))),
            (self.tr("办复率"), percent(whole.reply_rate), self.tr("已办复 {0} 项").format(whole.replied)),
            (self.tr("按时率"), percent(whole.on_time_rate), self.tr("逾期 {0} 项").format(whole.overdue)),
            (self.tr("满意率"), percent(whole.satisfaction_rate), self.tr("已评价 {0} 项").format(whole.evaluated)),
        ]
        self.setAccessibleName("，".join(f"{name} {value}" for name, value, _ in self._parts))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        now = tokens()
        return QSize(now.px(320), now.line_height(12) * 2 + now.line_height(24) + now.px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, now = QPainter(self), tokens()
        width = (self.width() - 2 * _PAD) // max(1, len(self._parts))
        small, large = now.line_height(12), now.line_height(24)
        for place, (name, value, note) in enumerate(self._parts):
            left, top = _PAD + place * width, now.px(12)
            paint_text(painter, QRect(left, top, width, small), name, now.font(12), now.t2)
            paint_text(painter, QRect(left, top + small, width, large), value, now.font(24, bold=True), now.t1)
            paint_text(painter, QRect(left, top + small + large, width - 8, small), note, now.font(12), now.t3)
        painter.fillRect(0, self.height() - 1, self.width(), 1, now.line)


class FigureList(PaintedList):
    """A line a group: its name, its counts, and its three rates as bars."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._tallies: list[Tally] = []
        self.heads: list[str] = []
        super().__init__("", parent)
        self.setAccessibleName(self.tr("分组统计"))

    def show_tallies(self, tallies: list[Tally], grouping: str) -> None:
        self._tallies = tallies
        self.heads = [grouping, self.tr("交办"), self.tr("办复"), self.tr("逾期")]
        self.heads += [self.tr("办复率"), self.tr("按时率"), self.tr("满意率")]
        self.refresh()

    def tally(self, row: int) -> Tally:
        return self._tallies[row]

    def count(self) -> int:
        return len(self._tallies)

    def words(self, row: int) -> str:
        one = self._tallies[row]
        rates = zip(self.heads[4:], (one.reply_rate, one.on_time_rate, one.satisfaction_rate), strict=True)
        said = "　".join(f"{name} {percent(rate)}" for name, rate in rates)
        return self.tr("{0}　交办 {1} 项　{2}").format(one.name, one.handed_out, said)

    def columns(self) -> list[QRect]:
        """Where the columns are, for the lines and for the head above them."""
        now = tokens()
        room = self.width() - 2 * _PAD
        least = now.px(16) + now.metrics().horizontalAdvance("100.0%") + 2
        counts = [now.px(44)] * 3
        for place in (1, 0):  # 办复 and 交办 follow from the rates: they go first where the room is short
            if now.px(84) + sum(counts) + 3 * least > room:
                counts[place] = 0
        rest = room - sum(counts)
        name = min(max(now.px(84), rest * 34 // 100), max(now.px(84), rest - 3 * least))
        rate = max(least, (rest - name) // 3)
        widths = [name, *counts, rate, rate, rate]
        places, left = [], _PAD
        for width in widths:
            places.append(QRect(left, 0, width, 0))
            left += width
        return places

    def paint_row(self, painter: QPainter, rect: QRect, row: int, *, lit: bool) -> None:
        now, one = tokens(), self._tallies[row]
        if lit:
            painter.fillRect(rect, now.hover)
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, now.line)
        places = [QRect(place.x(), rect.y(), place.width(), rect.height() - 1) for place in self.columns()]
        paint_text(painter, places[0].adjusted(0, 0, -8, 0), one.name, now.font(), now.t1)
        for place, count in zip(places[1:4], (one.handed_out, one.replied, one.overdue), strict=True):
            if not place.width():
                continue
            colour = now.danger if count and place is places[3] else now.t1
            paint_text(painter, place.adjusted(0, 0, -4, 0), f"{count:,}", now.font(), colour, align=_RIGHT)
        rates = (one.reply_rate, one.on_time_rate, one.satisfaction_rate)
        for place, rate in zip(places[4:], rates, strict=True):
            _paint_rate(painter, place, rate, now, lit=lit)


class _Head(QWidget):
    """The names of the columns."""

    def __init__(self, lines: FigureList, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(tokens().px(320), tokens().row_height(32, 12, padding=12))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, now = QPainter(self), tokens()
        painter.fillRect(self.rect(), now.sub)
        painter.fillRect(0, self.height() - 1, self.width(), 1, now.line)
        for number, (place, words) in enumerate(zip(self._lines.columns(), self._lines.heads, strict=False)):
            if not place.width():
                continue
            here = QRect(place.x(), 0, place.width() - (4 if 0 < number < 4 else 0), self.height())
            left = here.adjusted(now.px(16) if number > 3 else 0, 0, 0, 0)
            if 0 < number < 4:
                paint_text(painter, left, words, now.font(12), now.t2, align=_RIGHT)
            else:
                paint_text(painter, left, words, now.font(12), now.t2)


def _paint_rate(painter: QPainter, place: QRect, rate: float | None, now: Tokens, *, lit: bool) -> None:
    inner = place.adjusted(now.px(16), 0, 0, 0)
    words = now.metrics().horizontalAdvance("100.0%") + 2
    paint_text(painter, QRect(inner.x(), inner.y(), words, inner.height()), percent(rate), now.font(), now.t1)
    room = inner.width() - words - now.px(6)
    if rate is None or room < now.px(24):
        return
    thick = now.px(8)
    bar = QRect(inner.x() + words + now.px(6), inner.y() + (inner.height() - thick) // 2, room, thick)
    paint_box(painter, bar, fill=now.press, frame=None, radius=2)
    bar.setWidth(round(room * rate))
    if bar.width():
        paint_box(painter, bar, fill=now.acc if lit else now.bar, frame=None, radius=2)
