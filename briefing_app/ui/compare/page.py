"""This file is the page 对照: speakers side by side by theme, with a judgement that the machine suggests and a person sets."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QCheckBox, QMenu, QStackedWidget, QVBoxLayout, QWidget

from briefing_app.domain.comparison import Cell, Decision, Judgement, ThemeRow
from briefing_app.domain.meetings import Meeting
from briefing_app.domain.packs import PackKind
from briefing_app.store import comparisons, meetings, proposals
from briefing_app.ui import messages
from briefing_app.ui.compare.cells import ALL_LINES
from briefing_app.ui.compare.comparison_view import MOST_SHOWN, ComparisonView, read_comparison
from briefing_app.ui.compare.coverage import CoveragePicture
from briefing_app.ui.compare.judgement_pane import JudgementPane
from briefing_app.ui.compare.table import CompareTable
from briefing_app.ui.context import Context, Target
from briefing_app.ui.page import Page
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.chips import FilterChip
from briefing_app.ui.widgets.fields import SegmentedControl
from briefing_app.ui.widgets.painting import judgement_icon
from briefing_app.ui.widgets.panes import (
    Bar,
    EmptyState,
    MemorySplitter,
    PageHead,
    Pane,
    ScrollPane,
    WidthWatch,
)
from briefing_app.ui.widgets.popups import ChoicePopup, Option


class ComparePage(Page):
    """对照: table, coverage picture, judgement."""

    title = "对照"
    watches = frozenset(
        {
            "meeting",
            "speech",
            "proposal",
            "proposal_theme",
            "theme",
            "comparison",
            "comparison_judgement",
            "comparison_summary",
            "comparison_stance",
        }
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._meeting_id = 0
        self._meetings: list[Meeting] = []
        self._view: ComparisonView | None = None
        self._only: Judgement | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self._head = PageHead(self.tr("对照"), self)
        self._choose_meeting = Button(self.tr("选会议"), self, icon_name="folder", menu_mark=True)
        self._choose_speakers = Button(self.tr("选发言人"), self, icon_name="users")
        self._choose_themes = Button(self.tr("选主题"), self, icon_name="tags")
        self._export = Button(self.tr("照此导出"), self, icon_name="file-up")
        self._head.add(self._choose_meeting, self._choose_speakers, self._choose_themes, self._export)
        self._bar = self._build_bar()
        self._table = CompareTable(self)
        self._pane = JudgementPane(self)
        self._picture = CoveragePicture(self, roomy=True)
        self._no_row = EmptyState("columns-3", self.tr("没有这一类主题"), parent=self)
        self._empty = EmptyState("columns-3", "", parent=self)
        self._tables = QStackedWidget(self)
        self._tables.addWidget(self._table)
        self._tables.addWidget(self._no_row)
        splitter = MemorySplitter("compare", self.context.preferences, widths=[0, 304], least=[420, 260], parent=self)
        splitter.addWidget(self._tables)
        splitter.addWidget(self._pane)
        coverage = ScrollPane(self)
        coverage.column.addWidget(self._picture)
        coverage.column.addStretch(1)
        body = QWidget(self)
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        self._views = QStackedWidget(self)
        self._views.addWidget(splitter)
        self._views.addWidget(coverage)
        inner.addWidget(self._bar)
        inner.addWidget(self._views, 1)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._stack, 1)
        WidthWatch(self, 1000, lambda narrow: self._pane.setVisible(not narrow))

    def _build_bar(self) -> Pane:
        bar = Bar(self)
        self._mode = SegmentedControl(
            [("table", self.tr("对照表"), "table"), ("coverage", self.tr("覆盖图"), "grid-3x3")],
            bar,
            name=self.tr("看法"),
        )
        bar.add(self._mode)
        self._chips: dict[Judgement | None, FilterChip] = {}
        for kind in (None, *Judgement):
            icon = judgement_icon(kind) if kind else ""
            chip = FilterChip(kind.value if kind else self.tr("全部"), bar, icon=icon, count=True)
            chip.clicked.connect(partial(self._show_only, kind))
            self._chips[kind] = chip
            bar.add(chip)
        bar.add_stretch()
        self._summaries = QCheckBox(self.tr("显示概括"), bar)
        self._summaries.setChecked(True)
        self._lines = Button(self.tr("行距"), bar, icon_name="rows-3", size="bar", menu_mark=True)
        bar.add(self._summaries, self._lines)
        return bar

    def _connect(self) -> None:
        self._choose_meeting.clicked.connect(self._open_meetings)
        self._choose_speakers.clicked.connect(self._open_speakers)
        self._choose_themes.clicked.connect(self._open_themes)
        self._export.clicked.connect(self.export)
        self._mode.chosen.connect(lambda mode: self._views.setCurrentIndex(1 if mode == "coverage" else 0))
        self._summaries.toggled.connect(self._table.set_summaries)
        self._lines.clicked.connect(self._open_lines)
        self._table.chosen.connect(self._on_chosen)
        self._table.opened.connect(self._on_opened)
        self._table.menu_asked.connect(self._open_menu)
        self._pane.cell_chosen.connect(self._go_to)
        self._pane.decided.connect(self._decide)
        self._pane.withdrawn.connect(self._withdraw)
        self._pane.summary_asked.connect(self._write_summary)
        self._pane.proposal_opened.connect(self._show_origin)
        self._picture.chosen.connect(self._go_to)
        self.add_command(self.tr("确认推测的判断"), self._confirm, keys="Ctrl+Shift+T", icon_name="check")
        self.add_command(self.tr("选发言人来对照"), self._open_speakers, icon_name="users")

    # --- page -----------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        self.context.load(meetings.find, owner=self, done=self._on_meetings, latest="meetings")

    def show_target(self, target: Target) -> None:
        if target.meeting_id is not None:
            self._meeting_id = target.meeting_id
            self.reload()

    def export(self) -> bool:
        if self._view is None:
            return False
        self.context.navigate("packs", Target(word=f"new:{PackKind.COMPARISON.value}", meeting_id=self._meeting_id))
        return True

    def _on_meetings(self, found: list[Meeting]) -> None:
        self._meetings = found
        with_proposals = [meeting for meeting in found if meeting.proposals]
        if self._meeting_id not in {meeting.id for meeting in found}:
            self._meeting_id = with_proposals[0].id if with_proposals else 0
        for button in (self._choose_meeting, self._choose_speakers, self._choose_themes, self._export):
            button.setEnabled(bool(self._meeting_id))
        if not self._meeting_id:
            self._view = None
            self._empty.say(
                self.tr("还没有可以对照的建议"),
                self.tr("导入一场会议的材料并审核，发言人的建议就会按主题排在这里。"),
                button=self.tr("导入材料"),
                run=lambda: self.context.import_files(()),
            )
            self._stack.setCurrentIndex(0)
            return
        meeting_id = self._meeting_id
        self.context.load(lambda s: read_comparison(s, meeting_id), owner=self, done=self._show, latest="comparison")

    def _show(self, view: ComparisonView) -> None:
        self._view = view
        self._stack.setCurrentIndex(1)
        shown = view.shown
        compared = frozenset(speech.id for speech in shown.speeches)
        self._pane.show_whole(view.whole, compared)
        self._picture.show_comparison(view.whole, compared)
        note = self.tr("{0}　{1} / {2} 人　{3} / {4} 个主题")
        self._head.set_note(
            note.format(
                view.meeting.title, len(shown.speeches), len(view.whole.speeches), len(shown.rows), len(view.whole.rows)
            )
        )
        for kind, chip in self._chips.items():
            count = sum(kind in (None, row.judgement) for row in shown.rows)
            chip.set_name(f"{kind.value if kind else self.tr('全部')} {count}")
        self._show_rows()

    def _show_rows(self) -> None:
        view = self._view
        if view is None:
            return
        for kind, chip in self._chips.items():
            chip.set_active(kind is self._only)
        rows = [row for row in view.shown.rows if self._only in (None, row.judgement)]
        self._table.show_comparison(view.shown, rows)
        self._tables.setCurrentWidget(self._table if rows else self._no_row)
        if not rows:
            self._no_row.say(
                self.tr("没有“{0}”的主题").format(self._only.value if self._only else ""),
                self.tr("换一批发言人，或看全部主题。"),
                button=self.tr("看全部"),
                run=lambda: self._show_only(None),
            )
        decided = sum(not row.suggested for row in view.shown.rows)
        open_ones = sum(row.suggested and row.judgement is not None for row in view.shown.rows)
        words = self.tr("对照 {0} 人 × {1} 个主题　判断：{2} 项已确认，{3} 项待确认")
        self.set_status(words.format(len(view.shown.speeches), len(view.shown.rows), decided, open_ones))

    def _show_only(self, kind: Judgement | None, _checked: bool = False) -> None:
        self._only = kind
        self._show_rows()

    # --- choosing -------------------------------------------------------------------------------------------------

    def _open_meetings(self) -> None:
        menu = QMenu(self)
        for meeting in self._meetings:
            if meeting.proposals:
                words = f"{meeting.title}　{meeting.facts.when}".replace("&", "&&")
                menu.addAction(words, partial(self._take_meeting, meeting.id))
        menu.exec(self._choose_meeting.mapToGlobal(QPoint(0, self._choose_meeting.height())))

    def _take_meeting(self, meeting_id: int) -> None:
        self._meeting_id = meeting_id
        self.reload()

    def _open_speakers(self) -> None:
        view = self._view
        if view is None:
            return
        counts = {
            speech.id: sum(len(row.cells[place].proposals) for row in view.whole.rows)
            for place, speech in enumerate(view.whole.speeches)
        }
        options = [Option(speech.id, speech.speaker_name, counts[speech.id]) for speech in view.whole.speeches]
        popup = ChoicePopup(self.tr("发言人"), options, [speech.id for speech in view.shown.speeches], self)
        popup.chosen.connect(self._take_speakers)
        popup.open_at(self._choose_speakers.mapToGlobal(QPoint(0, self._choose_speakers.height() + 4)))

    def _take_speakers(self, ids: list[int]) -> None:
        if len(ids) > MOST_SHOWN:
            self.context.toast(self.tr("一次最多对照 {0} 人").format(MOST_SHOWN))
        self._set_layout(self.tr("选对照的发言人"), speeches=ids[:MOST_SHOWN])

    def _open_themes(self) -> None:
        view = self._view
        if view is None:
            return
        options = [Option(row.theme, row.theme, row.speakers) for row in view.whole.rows]
        popup = ChoicePopup(self.tr("主题"), options, [row.theme for row in view.shown.rows], self)
        popup.chosen.connect(lambda names: self._set_layout(self.tr("选对照的主题"), themes=names))
        popup.open_at(self._choose_themes.mapToGlobal(QPoint(0, self._choose_themes.height() + 4)))

    def _set_layout(self, name: str, **changes: object) -> None:
        meeting_id = self._meeting_id
        layout = self.context.read(lambda s: comparisons.layout(s, meeting_id)) | changes
        self.context.perform(name, lambda s: comparisons.set_layout(s, meeting_id, layout))

    def _open_lines(self) -> None:
        menu = QMenu(self)
        for words, most in ((self.tr("每条一行"), 1), (self.tr("每条三行"), 3), (self.tr("全文"), ALL_LINES)):
            menu.addAction(words, partial(self._table.set_lines, most))
        menu.exec(self._lines.mapToGlobal(QPoint(0, self._lines.height())))

    # --- cells and judgements -------------------------------------------------------------------------------------

    def _speaker(self, cell: Cell | None) -> str:
        speeches = self._view.shown.speeches if self._view else ()
        return next((s.speaker_name for s in speeches if cell is not None and s.id == cell.speech_id), "")

    def _on_chosen(self, row: ThemeRow, cell: Cell | None) -> None:
        self._pane.show_row(row, cell, self._speaker(cell))

    def _on_opened(self, _row: ThemeRow, cell: Cell | None) -> None:
        if cell is not None and cell.proposals:
            self._show_origin(cell.proposals[0].id)

    def _go_to(self, theme: str, speech_id: int) -> None:
        view = self._view
        if view is None:
            return
        self._mode.set_value("table")
        self._views.setCurrentIndex(0)
        shown = [speech.id for speech in view.shown.speeches]
        if speech_id not in shown:
            self._take_speakers([*shown[: MOST_SHOWN - 1], speech_id])
        self._only = None
        self._show_rows()
        self._table.choose(theme, speech_id)

    def _open_menu(self, row: ThemeRow, cell: Cell | None, place: QPoint) -> None:
        menu = QMenu(self)
        if cell is not None:
            for proposal in cell.proposals:
                words = proposal.text if len(proposal.text) <= 18 else f"{proposal.text[:17]}…"
                menu.addAction(
                    self.tr("看出处：{0}").format(words.replace("&", "&&")), partial(self._show_origin, proposal.id)
                )
            menu.addAction(self.tr("写概括"), partial(self._write_summary, row.theme, cell.speech_id))
            menu.addSeparator()
        for judgement in Judgement:
            menu.addAction(self.tr("判断为{0}").format(judgement.value), partial(self._decide, row.theme, judgement))
        menu.exec(place)

    def _confirm(self) -> None:
        current = self._table.current()
        if current is not None and current[0].judgement is not None and current[0].suggested:
            self._decide(current[0].theme, current[0].judgement)

    def _decide(self, theme: str, judgement: Judgement) -> None:
        note = ""
        if judgement is Judgement.DIVERGENCE:
            given = messages.ask_text(
                self,
                self.tr("“{0}”判断为分歧").format(theme),
                self.tr("写一句分歧在哪里，会印在对照表上。"),
                field=self.tr("说明"),
                verb=self.tr("判断为分歧"),
                required=False,
            )
            if given is None:
                return
            note = given
        meeting_id, decision = self._meeting_id, Decision(theme, judgement, note)
        self.context.perform(
            self.tr("判断“{0}”为{1}").format(theme, judgement.value),
            lambda s: comparisons.decide(s, meeting_id, decision),
        )

    def _withdraw(self, theme: str) -> None:
        meeting_id = self._meeting_id
        self.context.perform(
            self.tr("撤回“{0}”的判断").format(theme), lambda s: comparisons.withdraw(s, meeting_id, theme)
        )

    def _write_summary(self, theme: str, speech_id: int) -> None:
        meeting_id = self._meeting_id
        known = self.context.read(lambda s: comparisons.summaries(s, meeting_id)).get((theme, speech_id), "")
        text = messages.ask_text(
            self,
            self.tr("概括这一格"),
            self.tr("工作人员的话，屏幕上和打印时都标明“概括”。清空就去掉。"),
            field=self.tr("概括"),
            verb=self.tr("写好了"),
            value=known,
            required=False,
        )
        if text is not None and text != known:
            self.context.perform(
                self.tr("写概括"), lambda s: comparisons.set_summary(s, meeting_id, theme, speech_id, text or None)
            )

    def _show_origin(self, proposal_id: int) -> None:
        proposal = self.context.read(lambda s: proposals.one(s, proposal_id))
        target = Target(speech_id=proposal.speech_id, proposal_id=proposal_id, span=proposal.span)
        self.context.navigate("library", target)
