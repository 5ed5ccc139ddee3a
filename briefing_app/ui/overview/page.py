"""This file is the page 总览: counts, what is due, what waits for a decision, and two pictures that filter."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDate, QLocale, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.followups import DueState
from briefing_app.domain.proposals import ProposalStatus
from briefing_app.ui.context import Context, Target
from briefing_app.ui.overview import data
from briefing_app.ui.overview.counts import CountStrip
from briefing_app.ui.overview.decisions import decisions
from briefing_app.ui.overview.first_start import FirstStart
from briefing_app.ui.overview.lists import BarList, DecisionList, MeetingList, ReminderList
from briefing_app.ui.page import Json, Page
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.chips import DueBadge
from briefing_app.ui.widgets.due import Due
from briefing_app.ui.widgets.fields import SegmentedControl
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.panes import Card, EmptyState, PageHead, Pane, ScrollPane

_THEMES = 8


class OverviewPage(Page):
    """What a person sees first in the morning; an empty library shows how to begin instead."""

    title = "总览"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._overview: data.Overview | None = None
        self._stack = QStackedWidget(self)
        self._start = FirstStart(self)
        self._board = QWidget(self)
        self._build_board()
        for widget in (Pane(self), self._board, self._start):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._connect()
        self.add_command(self.tr("粘贴为新材料"), lambda: context.ask_command("import_clipboard"), keys="Ctrl+V")

    # --- building -------------------------------------------------------------------------------------------------

    def _build_board(self) -> None:
        column = QVBoxLayout(self._board)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = PageHead(self.tr("总览"), self)
        self._new_pack = Button(self.tr("新建材料册"), self, icon_name="file-plus")
        self._head.add(self._new_pack)
        column.addWidget(self._head)
        self._scroll = scroll = ScrollPane(self)
        self._top = 0  # where to go back to
        ground = Pane(self, surface="win")
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(scroll)
        column.addWidget(ground, 1)
        self._counts = CountStrip(self)
        scroll.column.addWidget(self._counts)
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self._grid.addWidget(self._build_reminders(), 0, 0)
        self._grid.addWidget(self._build_decisions(), 0, 1)
        self._grid.addWidget(self._build_distribution(), 1, 0)
        self._grid.addWidget(self._build_recent(), 1, 1)
        self._grid.setRowStretch(1, 1)
        self._grid.setColumnStretch(0, 1)
        scroll.column.addLayout(self._grid, 1)

    def _build_reminders(self) -> Card:
        card = Card(self.tr("跟进提醒"), self, link=self.tr("查看全部"))
        self._overdue = DueBadge(Due(DueState.OVERDUE, ""), self)
        self._soon = DueBadge(Due(DueState.SOON, ""), self)
        card.head.row.insertWidget(1, self._overdue)
        card.head.row.insertWidget(2, self._soon)
        self._reminders = ReminderList(self.context.today(), self)
        self._no_reminders = EmptyState(
            "list-checks", self.tr("没有逾期，也没有 7 天内到期的事项"), self.tr("有了交办和期限，这里会按先后提醒。")
        )
        card.body.addWidget(self._reminders)
        card.body.addWidget(self._no_reminders)
        card.body.addStretch(1)
        card.link.clicked.connect(lambda: self.context.navigate("followups"))
        return card

    def _build_decisions(self) -> Card:
        self._right_top = card = Card(self.tr("等你决定"), self)
        self._decisions = DecisionList(self)
        self._nothing_to_decide = EmptyState(
            "check-check", self.tr("没有待定的事"), self.tr("程序的推测都已有人看过。")
        )
        card.body.addWidget(self._decisions)
        card.body.addWidget(self._nothing_to_decide)
        card.body.addStretch(1)
        return card

    def _build_distribution(self) -> Card:
        card = Card(self.tr("建议分布"), self)
        year = str(self.context.today().year)
        card.head.row.insertWidget(1, PlainLabel(self.tr("点一条即按它筛选"), self, size=12, tone="t3"))
        self._period = SegmentedControl(
            [
                (data.WHOLE, self.tr("全部"), ""),
                (data.THIS_YEAR, self.tr("{0}年").format(year), ""),
                (data.QUARTER, self.tr("近三个月"), ""),
            ],
            self,
            name=self.tr("时间范围"),
        )
        card.head.add(self._period)
        self._themes_words = PlainLabel("", self, size=12, tone="t2")
        self._themes = BarList(self.tr("按主题"), self)
        self._statuses = BarList(self.tr("按状态"), self, states=True)
        halves = QHBoxLayout()
        halves.setSpacing(0)
        left = self._half(self._themes_words, self._themes, line="right")
        right = self._half(PlainLabel(self.tr("按状态"), self, size=12, tone="t2"), self._statuses, line="")
        halves.addWidget(left, 1)
        halves.addWidget(right, 1)
        card.body.addLayout(halves, 1)
        return card

    def _half(self, words: PlainLabel, bars: BarList, *, line: str) -> Pane:
        pane = Pane(self, surface="", line=line)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 10, 0, 8)
        column.setSpacing(4)
        words.setContentsMargins(16, 0, 16, 0)
        column.addWidget(words)
        column.addWidget(bars)
        column.addStretch(1)
        return pane

    def _build_recent(self) -> Card:
        self._right_low = card = Card(self.tr("最近会议"), self, link=self.tr("全部"))
        self._recent = MeetingList(self)
        card.body.addWidget(self._recent)
        card.body.addStretch(1)
        card.link.clicked.connect(lambda: self.context.navigate("library"))
        return card

    def _connect(self) -> None:
        context = self.context
        self._new_pack.clicked.connect(lambda: context.navigate("packs", Target(word="new")))
        self._counts.chosen.connect(context.navigate)
        self._reminders.chosen.connect(self._on_reminder)
        self._decisions.chosen.connect(self._on_decision)
        self._recent.chosen.connect(self._on_meeting)
        self._themes.chosen.connect(self._on_theme)
        self._statuses.chosen.connect(self._on_status)
        self._period.chosen.connect(lambda _value: self._reload_distribution())
        self._start.import_asked.connect(context.import_files)
        self._start.sample_asked.connect(lambda: self._run("sample"))
        self._start.example_asked.connect(lambda: self._run("example"))
        self._start.open_asked.connect(lambda: self._run("open_library"))
        self._start.restore_asked.connect(lambda: self._run("restore"))

    def _run(self, command: str) -> None:
        self.context.command_asked.emit(command)

    # --- reading --------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        today, period = self.context.today(), str(self._period.value())
        self.context.load(lambda session: data.read(session, today, period), owner=self, done=self._show)

    def _reload_distribution(self) -> None:
        today, period = self.context.today(), str(self._period.value())
        self.context.load(
            lambda session: data.distribution(session, today, period),
            owner=self,
            done=self._show_distribution,
            latest="distribution",
        )

    def place(self) -> Json:
        """The span of time of the pictures, and how far the page is scrolled."""
        return {"period": str(self._period.value()), "top": self._scroll.verticalScrollBar().value()}

    def go_back_to(self, place: Json) -> None:
        self._period.set_value(place["period"])
        self._top = int(place["top"])

    def _show(self, overview: data.Overview) -> None:
        self._overview = overview
        self._stack.setCurrentWidget(self._start if overview.is_empty else self._board)
        self.context.export_possible.emit(not overview.is_empty)
        if overview.is_empty:
            self.set_status(self.tr("资料库是空的"))
            return
        today = self.context.today()
        day = QLocale().toString(QDate(today.year, today.month, today.day), "yyyy年M月d日\u3000dddd")
        self._head.set_note(day)
        self._counts.show_counts(overview)
        self._show_reminders(overview)
        lines = decisions(overview)
        self._decisions.show_lines(lines)
        self._decisions.setVisible(bool(lines))
        self._nothing_to_decide.setVisible(not lines)
        self._recent.show_meetings(overview.recent)
        self._right_low.link.setText(self.tr("全部 {0} 场").format(overview.meetings))
        self._show_distribution(overview.distribution)
        self.set_status(self._words_of_library())
        if self._top:
            top, self._top = self._top, 0
            QTimer.singleShot(0, self, lambda: self._scroll.verticalScrollBar().setValue(top))

    def _show_reminders(self, overview: data.Overview) -> None:
        self._overdue.set_due(Due(DueState.OVERDUE, self.tr("逾期 {0}").format(overview.overdue)))
        self._soon.set_due(Due(DueState.SOON, self.tr("7 天内到期 {0}").format(overview.soon)))
        self._overdue.setVisible(bool(overview.overdue))
        self._soon.setVisible(bool(overview.soon))
        self._reminders.show_items(overview.reminders, self.context.today())
        self._reminders.setVisible(bool(overview.reminders))
        self._no_reminders.setVisible(not overview.reminders)

    def _show_distribution(self, distribution: data.Distribution) -> None:
        count = len(distribution.themes)
        words = (
            self.tr("按主题（前 {0} 个，共 {1} 个）").format(_THEMES, count) if count > _THEMES else self.tr("按主题")
        )
        self._themes_words.setText(words)
        self._themes.show_choices(distribution.themes[:_THEMES])
        self._statuses.show_choices(distribution.statuses)

    def _words_of_library(self) -> str:
        size = sum(part.stat().st_size for part in _files_of(self.context) if part.exists())
        words = self.tr("资料库 {0}").format(_size_words(size))
        backed_up = self.context.preferences.recall("backed_up")
        if not backed_up:
            return f"{words}\u3000{self.tr('还没有备份')}"
        return f"{words}\u3000{self.tr('上次备份 {0}').format(backed_up)}"

    # --- going ----------------------------------------------------------------------------------------------------

    def _on_reminder(self, row: int) -> None:
        self.context.navigate("followups", Target(followup_id=self._reminders.item(row).id))

    def _on_decision(self, row: int) -> None:
        line = self._decisions.line(row)
        self.context.navigate(line.page, line.target)

    def _on_meeting(self, row: int) -> None:
        self.context.navigate("library", Target(meeting_id=self._recent.meeting(row).id))

    def _period_filter(self) -> ProposalFilter:
        return data.period_filter(self.context.today(), str(self._period.value()))

    def _on_theme(self, row: int) -> None:
        self._filter_by(themes=(str(self._themes.choice(row).value),))

    def _on_status(self, row: int) -> None:
        self._filter_by(statuses=(ProposalStatus(self._statuses.choice(row).label),))

    def _filter_by(self, *, themes: tuple[str, ...] = (), statuses: tuple[ProposalStatus, ...] = ()) -> None:
        since = self._period_filter().since
        self.context.navigate("proposals", Target(filter=ProposalFilter(themes=themes, statuses=statuses, since=since)))

    # --- room -----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._measure()

    def on_theme_changed(self) -> None:
        self._measure()
        self.update()

    def _measure(self) -> None:
        now = tokens()
        units = now.text_units(self.width())
        stacked = units < 780
        for card in (self._right_top, self._right_low):
            card.setMinimumWidth(0 if stacked else now.px(376 if units >= 1100 else 320))
            card.setMaximumWidth(16777215 if stacked else now.px(376 if units >= 1100 else 320))
        self._grid.addWidget(self._right_top, 2 if stacked else 0, 0 if stacked else 1)
        self._grid.addWidget(self._right_low, 3 if stacked else 1, 0 if stacked else 1)


def _size_words(size: int) -> str:
    megabytes = size / 1024 / 1024
    return f"{megabytes:,.0f} MB" if megabytes >= 10 else f"{megabytes:.1f} MB"


def _files_of(context: Context) -> list[Path]:
    path = context.library.path
    return [path, path.with_name(f"{path.name}-wal")]
