"""This file is the page 对照: speakers side by side by theme, with a judgement that the machine suggests and a person sets."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from briefing_app.domain.alike import Alike
from briefing_app.domain.compared import ComparedBy
from briefing_app.domain.comparison import Cell, Comparison, Judgement, ThemeRow
from briefing_app.domain.meetings import Meeting
from briefing_app.domain.table_layout import MOST_SHOWN
from briefing_app.store import alike, packs, proposals
from briefing_app.store.as_json import filter_from_json, to_json
from briefing_app.ui.alike.finding import Finding
from briefing_app.ui.alike.groups import AlikeGroups
from briefing_app.ui.compare.arranging import Arranging
from briefing_app.ui.compare.bar import COVERAGE, MERGED, TABLE, CompareBar
from briefing_app.ui.compare.coverage_page import CoveragePage
from briefing_app.ui.compare.deciding import Deciding
from briefing_app.ui.compare.filter_band import FilterBand
from briefing_app.ui.compare.judgement_pane import JudgementPane
from briefing_app.ui.compare.menus import CellMenus
from briefing_app.ui.compare.opening import Opening, pack_of
from briefing_app.ui.compare.table import CompareTable
from briefing_app.ui.context import Context, Target
from briefing_app.ui.page import Json, Page
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.panes import EmptyState, MemorySplitter, PageHead, WidthWatch
from briefing_app.workflows import ArrangedComparison, arranged_comparison

_VIEWS = (TABLE, COVERAGE, MERGED)


class ComparePage(Page):
    """对照: table, coverage picture, judgement; what is merged."""

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
            "alike",
            "alike_member",
        }
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._opening = Opening(context)
        self._meeting_id = 0
        self._meetings: list[Meeting] = []
        self._view: ArrangedComparison | None = None
        self._only: Judgement | None = None
        self._arranging = Arranging(context, self)
        self._deciding = Deciding(context, self)
        self._finding = Finding(context, self)
        self._menus = CellMenus(self._arranging, self._deciding, self._finding, self)
        self._awaited: Json | None = None  # where in the table a person was
        self._build()
        self._connect()

    def _build(self) -> None:
        self._head = PageHead(self.tr("对照"), self)
        self._choose_meeting = Button(self.tr("选会议"), self, icon_name="folder", menu_mark=True)
        self._choose_kind = Button(self.tr("按发言人"), self, icon_name="columns-3", menu_mark=True)
        self._choose_columns = Button(self.tr("选发言人"), self, icon_name="users")
        self._choose_themes = Button(self.tr("选主题"), self, icon_name="tags")
        self._export = Button(self.tr("照此导出"), self, icon_name="file-up")
        self._choosers = (self._choose_meeting, self._choose_kind, self._choose_columns, self._choose_themes)
        self._head.add(*self._choosers, self._export)
        self._table = CompareTable(self)
        self._pane = JudgementPane(self._deciding, self)
        self._coverage = CoveragePage(self._deciding, self.context.preferences, self)
        self._groups = AlikeGroups(self.context, self)
        self._no_row = EmptyState("columns-3", self.tr("没有这一类主题"), parent=self)
        self._empty = EmptyState("columns-3", "", parent=self)
        self._tables = QStackedWidget(self)
        self._tables.addWidget(self._table)
        self._tables.addWidget(self._no_row)
        splitter = MemorySplitter("compare", self.context.preferences, widths=[0, 304], least=[420, 260], parent=self)
        splitter.addWidget(self._tables)
        splitter.addWidget(self._pane)
        self._views = QStackedWidget(self)
        for view in (splitter, self._coverage, self._groups):
            self._views.addWidget(view)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty)
        self._bar = CompareBar(self)
        self._filter = FilterBand(self.context, self)
        self._stack.addWidget(_stacked(self._bar, self._filter, self._views))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._stack, 1)
        WidthWatch(self, 1000, lambda narrow: self._pane.setVisible(not narrow))

    def _connect(self) -> None:
        arranging = self._arranging
        self._choose_meeting.clicked.connect(self._open_meetings)
        self._choose_kind.clicked.connect(lambda: arranging.open_kinds(_below(self._choose_kind)))
        self._choose_columns.clicked.connect(lambda: arranging.open_columns(_below(self._choose_columns)))
        self._choose_themes.clicked.connect(lambda: arranging.open_themes(_below(self._choose_themes)))
        self._export.clicked.connect(self.export)
        self._bar.mode_chosen.connect(self._show_mode)
        self._bar.kind_chosen.connect(self._show_only)
        self._bar.summaries_shown.connect(self._table.set_summaries)
        self._bar.lines_chosen.connect(self._table.set_lines)
        self._bar.filter_asked.connect(self._filter.turn)
        self._filter.changed.connect(lambda _conditions: self.reload())
        self._filter.meeting_asked.connect(self._take_meeting)
        self._table.chosen.connect(self._on_chosen)
        self._table.opened.connect(self._on_opened)
        self._table.menu_asked.connect(self._menus.open_for)
        self._menus.origin_asked.connect(self._show_origin)
        self._table.head_menu_asked.connect(arranging.open_column_menu)
        self._table.column_dragged.connect(arranging.move_column)
        self._pane.cell_chosen.connect(self._go_to)
        self._coverage.table_asked.connect(self._go_to)
        for pane in (self._pane.cell, self._coverage.cell):
            pane.origin_asked.connect(self._show_origin)
            pane.alike_asked.connect(self._finding.find)
        self._groups.origin_asked.connect(self._show_origin)
        self._add_commands()

    def _add_commands(self) -> None:
        arranging = self._arranging
        self.add_command(self.tr("确认推测的判断"), self._confirm, keys="Ctrl+Shift+T", icon_name="check")
        self.add_command(
            self.tr("选谁来对照"), lambda: arranging.open_columns(_below(self._choose_columns)), icon_name="users"
        )
        for words, keys, steps in (
            (self.tr("这一列左移"), "Alt+Shift+Left", -1),
            (self.tr("这一列右移"), "Alt+Shift+Right", 1),
        ):
            self.add_command(words, partial(self._move_column, steps), keys=keys)
        for words, keys, steps in (
            (self.tr("这一行上移"), "Alt+Shift+Up", -1),
            (self.tr("这一行下移"), "Alt+Shift+Down", 1),
        ):
            self.add_command(words, partial(self._move_row, steps), keys=keys)
        self.add_command(self.tr("隐藏这一列"), lambda: arranging.hide_column(self._table.current_column()))
        self.add_command(self.tr("固定或放开这一列"), lambda: arranging.turn_pin(self._table.current_column()))
        self.add_command(self.tr("恢复对照表原来的列和行"), arranging.reset)
        self.add_command(self.tr("复制整张对照表"), self._copy, keys="Ctrl+Shift+C", icon_name="copy")
        self.add_command(self.tr("筛选对照的建议"), self._filter.turn, keys="Ctrl+F", icon_name="list-filter")
        self.add_command(self.tr("清除筛选"), self._filter.clear)

    # --- page -----------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        self.context.load(self._opening.read, owner=self, done=self._on_meetings, latest="meetings")

    def show_target(self, target: Target) -> None:
        if target.word == MERGED:
            self._show_mode(MERGED)
            self._groups.open_of(target.proposal_id or 0)
        if target.meeting_id is not None:
            self._meeting_id = target.meeting_id
        if target.filter is not None:
            self._filter.take(target.filter)
        self.reload()

    def place(self) -> Json:
        """What is compared under which filter, in which view, and which cell is the current one."""
        if self._view is None:
            return {}
        return {
            "meeting": self._view.meeting.id,
            "filter": to_json(self._filter.conditions),
            "mode": self._bar.mode.value(),
            "only": self._only.value if self._only else "",
            "table": self._table.place(),
        }

    def go_back_to(self, place: Json) -> None:
        self._meeting_id = int(place["meeting"])
        self._only = Judgement(place["only"]) if place["only"] else None
        self._show_mode(place["mode"])
        self._awaited = dict(place["table"])
        self._filter.take(filter_from_json(place["filter"]))

    def export(self) -> bool:
        """A pack of exactly what is shown: these columns, these rows, in this order."""
        view = self._view
        if view is None or not self._table.shown_rows():
            return False
        pack = pack_of(
            view,
            self._table.shown_rows(),
            self.context.settings.paper_profile,
            summaries=self._bar.summaries.isChecked(),
        )
        done = self.context.perform(self.tr("新建观点对照表"), lambda s: packs.save(s, pack))
        if done is not None:
            self.context.navigate("packs", Target(pack_id=done.value))
        return True

    def _on_meetings(self, read: tuple[list[Meeting], int]) -> None:
        self._meetings, best = read
        if self._meeting_id not in {meeting.id for meeting in self._meetings}:
            self._meeting_id = best
        for button in (*self._choosers, self._export):
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
        meeting_id, conditions = self._meeting_id, self._filter.conditions
        self.context.load(
            lambda s: arranged_comparison(s, meeting_id, conditions), owner=self, done=self._show, latest="compared"
        )
        self.context.load(
            lambda s: alike.find(s, meeting_id=meeting_id), owner=self, done=self._show_groups, latest="groups"
        )

    def _show_groups(self, groups: list[Alike]) -> None:
        self._groups.show_groups(groups)
        self._bar.show_groups(len(groups))

    def _show(self, view: ArrangedComparison) -> None:
        self._view = view
        for part in (self._arranging, self._deciding):
            part.show(view)
        self._opening.remember(view.meeting.id)
        self._stack.setCurrentIndex(1)
        shown, by = view.shown, view.layouts.by
        self._filter.compare(() if by is ComparedBy.MEETING else (view.meeting.id,))
        self._filter.show_for(wanted=self._bar.mode.value() != MERGED)
        self._bar.show_filter(self._filter.count())
        compared = frozenset(column.key for column in shown.columns)
        self._pane.show_whole(view.whole, compared)
        self._choose_kind.setText(self.tr("按{0}").format(by.value))
        self._choose_meeting.setVisible(by is not ComparedBy.MEETING)
        self._choose_columns.setText(self.tr("选{0}").format(by.value))
        note = self.tr("{0}　{1} / {2} {5}　{3} / {4} 个主题")
        self._head.set_note(
            note.format(
                view.meeting.title,
                len(shown.columns),
                len(view.whole.columns),
                len(shown.rows),
                len(view.whole.rows),
                by.measure,
            )
        )
        self._show_rows()

    def _show_rows(self) -> None:
        view = self._view
        if view is None:
            return
        counted = view.whole.rows if self._bar.mode.value() == COVERAGE else view.shown.rows
        self._bar.show_counts([row.judgement for row in counted], self._only)
        rows = [row for row in view.shown.rows if self._only in (None, row.judgement)]
        self._table.show_comparison(view.shown, rows, view.layouts.current)
        if self._awaited is not None:
            place, self._awaited = self._awaited, None
            self._table.go_back_to(place)
        kept = tuple(row for row in view.whole.rows if self._only in (None, row.judgement))
        compared = frozenset(column.key for column in view.shown.columns)
        self._coverage.show_comparison(Comparison(view.whole.columns, kept), compared)
        self._tables.setCurrentWidget(self._table if rows else self._no_row)
        if not view.whole.rows:
            self._no_row.say(
                self.tr("没有符合筛选的建议"),
                self.tr("“{0}”没有这样的建议：{1}").format(view.meeting.title, self._filter.words()),
                button=self.tr("清除筛选"),
                run=self._filter.clear,
            )
        elif not rows and self._only is None:
            self._no_row.say(
                self.tr("主题都隐藏了"),
                self.tr("恢复后，各主题和各列回到原来的样子。"),
                button=self.tr("恢复"),
                run=self._arranging.reset,
            )
        elif not rows:
            self._no_row.say(
                self.tr("没有“{0}”的主题").format(self._only.value if self._only else ""),
                self.tr("换一批发言人，或看全部主题。"),
                button=self.tr("看全部"),
                run=lambda: self._show_only(None),
            )
        decided = sum(not row.suggested for row in view.shown.rows)
        open_ones = sum(row.suggested and row.judgement is not None for row in view.shown.rows)
        words = self.tr("对照 {0} {4} × {1} 个主题　判断：{2} 项已确认，{3} 项待确认")
        said = words.format(len(view.shown.columns), len(view.shown.rows), decided, open_ones, view.layouts.by.measure)
        filtered = self._filter.words()
        self.set_status(f"{said}　{filtered}" if filtered else said)

    def _show_only(self, kind: Judgement | None) -> None:
        self._only = kind
        self._show_rows()

    def _show_mode(self, mode: str) -> None:
        self._bar.show_mode(mode)
        self._filter.show_for(wanted=mode != MERGED)
        self._views.setCurrentIndex(_VIEWS.index(mode))
        self._show_rows()

    # --- choosing -------------------------------------------------------------------------------------------------

    def _open_meetings(self) -> None:
        menu = QMenu(self)
        for meeting in self._meetings:
            if meeting.proposals:
                words = f"{meeting.title}　{meeting.facts.when}".replace("&", "&&")
                menu.addAction(words, partial(self._take_meeting, meeting.id))
        menu.exec(_below(self._choose_meeting))

    def _take_meeting(self, meeting_id: int) -> None:
        self._meeting_id = meeting_id
        self.reload()

    # --- cells ----------------------------------------------------------------------------------------------------

    def _name_of(self, cell: Cell | None, row: ThemeRow) -> str:
        columns = self._view.shown.columns if self._view else ()
        return next((one.name for one, own in zip(columns, row.cells, strict=True) if own is cell), "")

    def _on_chosen(self, row: ThemeRow, cell: Cell | None) -> None:
        self._pane.show_row(row, cell, self._name_of(cell, row))

    def _on_opened(self, _row: ThemeRow, cell: Cell | None) -> None:
        if cell is not None and cell.proposals:
            self._show_origin(cell.proposals[0].id)

    def _go_to(self, theme: str, key: str) -> None:
        """Show a cell in the table, with its column and row if they were not shown."""
        view = self._view
        if view is None:
            return
        self._show_mode(TABLE)
        shown = self._arranging.keys()
        if key not in shown:
            room = shown[:-1] if len(shown) >= MOST_SHOWN else shown
            self._arranging.choose_columns([*room, key])
        self._only = None
        self._show_rows()
        self._table.choose(theme, key)

    def _confirm(self) -> None:
        current = self._table.current()
        if current is not None:
            self._deciding.confirm(current[0])

    def _copy(self) -> None:
        if self._table.shown_rows():
            self._table.copy_all()
            self.context.toast(self.tr("已复制对照表，可以粘贴到 Word、WPS 或表格"))

    def _move_column(self, steps: int) -> None:
        self._arranging.move_column(self._table.current_column(), steps)

    def _move_row(self, steps: int) -> None:
        current = self._table.current()
        if current is not None:
            self._arranging.move_row(current[0], steps)

    def _show_origin(self, proposal_id: int) -> None:
        proposal = self.context.read(lambda s: proposals.one(s, proposal_id))
        target = Target(speech_id=proposal.speech_id, proposal_id=proposal_id, span=proposal.span)
        self.context.navigate("library", target)


def _below(button: Button) -> QPoint:
    """Where what a button opens has its left upper corner."""
    return button.mapToGlobal(QPoint(0, button.height() + 4))


def _stacked(*widgets: QWidget) -> QWidget:
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget)
    column.setStretchFactor(widgets[-1], 1)
    return body
