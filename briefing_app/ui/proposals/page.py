"""This file is the page 建议: find recommendations by conditions that combine, and work on one or many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.proposals import Proposal
from briefing_app.store import proposals, speeches
from briefing_app.store.as_json import filter_from_json, to_json
from briefing_app.store.filtering import SORTS
from briefing_app.ui.alike.finding import Finding
from briefing_app.ui.context import Context, Target
from briefing_app.ui.page import Json, Page
from briefing_app.ui.pages import late
from briefing_app.ui.proposals.batch_band import BatchBand
from briefing_app.ui.proposals.columns import proposal_columns, told_apart
from briefing_app.ui.proposals.detail import DetailPane
from briefing_app.ui.proposals.detail_view import ProposalView, read_proposal, read_similar
from briefing_app.ui.proposals.filter_bar import FilterBar
from briefing_app.ui.proposals.kept_filters import KeptFilters
from briefing_app.ui.proposals.menus import ProposalMenus
from briefing_app.ui.proposals.rows import ProposalModel, ProposalRows
from briefing_app.ui.proposals.words_found import words_found
from briefing_app.ui.proposals.writing import ProposalWriting
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.copying import as_table
from briefing_app.ui.widgets.folding import FoldingSplitter
from briefing_app.ui.widgets.panes import EmptyState, PageHead, Pane, WidthWatch
from briefing_app.ui.widgets.tables import Table

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class _Found:
    """The result of a filter: the ids in order, how many there are in all, and the first rows."""

    ids: list[int]
    total: int


_FIRST = 100  # rows: more than any window shows


class ProposalsPage(Page):
    """建议: filter bar, table, detail, batch band."""

    title = "建议"
    watches = frozenset(
        {
            "proposal", "proposal_theme", "proposal_tag", "theme", "tag", "speech", "meeting", "annotation",
            "followup", "followup_proposal", "followup_unit", "followup_entry", "saved_filter", "alike_member",
        }
    )  # fmt: skip

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._sort, self._descending = "order", False
        self._total = 0
        self._complete = False  # whether the table shows all that was asked for last
        self._wanted = -1
        self._writing = ProposalWriting(context, self)
        self._menus = ProposalMenus(context, self._writing, self)
        self._build()
        self._connect()
        self._add_commands()

    def _build(self) -> None:
        self._head = PageHead(self.tr("建议"), self)
        self._saved = Button(self.tr("常用筛选"), self, icon_name="bookmark", menu_mark=True)
        self._columns = Button(self.tr("列"), self, icon_name="columns-3")
        self._pack = Button(self.tr("放进材料册"), self, icon_name="book-open-text")
        self._kept = KeptFilters(self.context, self)
        self._head.add(self._kept.pinned, self._saved, self._columns, self._pack)
        self._bar = FilterBar(self.context, self)
        self._table = Table(
            ProposalModel(
                proposal_columns(self.tr, lambda p: words_found(p.text, self._bar.filter.text)), lambda p: p.id, self
            ),
            self,
            name="proposals",
            preferences=self.context.preferences,
            row_height=52,
            row_lines=(13, 13),
            accessible_name=self.tr("建议列表"),
        )
        self._empty = EmptyState("message-square-quote", "", parent=self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._empty)
        self._band = BatchBand(self)
        left = Pane(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self._band)
        self._detail = DetailPane(self.context, self)
        splitter = FoldingSplitter(
            "proposals", self.context.preferences, widths=[0, 388], least=[510, 320], parent=self, wish=624
        )
        splitter.addWidget(left)
        splitter.addWidget(self._detail)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        for widget in (self._head, self._bar):
            outer.addWidget(widget)
        outer.addWidget(splitter, 1)
        WidthWatch(self, 1400, self._table.set_short_of_room)

    def _connect(self) -> None:
        self._bar.changed.connect(self._on_filter_changed)
        self._bar.keep_asked.connect(lambda: self._kept.keep(self._bar.filter, self._bar.words()))
        self._kept.chosen.connect(self._bar.set_filter)
        self._saved.clicked.connect(self._open_saved)
        self._columns.clicked.connect(
            lambda: self._table.open_columns(self._columns.mapToGlobal(QPoint(0, self._columns.height())))
        )
        self._pack.clicked.connect(self._to_pack)
        self._table.current_changed.connect(self._on_current_changed)
        self._table.sort_asked.connect(self._on_sort_asked)
        self._table.starred.connect(self._on_starred)
        self._table.opened.connect(self._show_origin)
        menus = self._menus
        self._table.menu_asked.connect(menus.open_for)
        menus.origin_asked.connect(self._show_origin)
        menus.copy_asked.connect(self.copy)
        menus.followup_asked.connect(self._follow_up)
        menus.history_asked.connect(self.show_history)
        self._table.rows_model.picked_changed.connect(self._on_picked)
        self._connect_band()
        self._connect_detail()

    def _connect_band(self) -> None:
        band, write = self._band, self._writing
        band.important_asked.connect(lambda on: write.set_important(self._picked(), on))
        band.theme_asked.connect(lambda: write.add_theme(self._picked()))
        band.tag_asked.connect(lambda: write.add_tag(self._picked()))
        band.status_asked.connect(lambda place: self._menus.open_batch_status(self._picked(), place))
        band.followup_asked.connect(lambda: self._follow_up(self._picked()))
        band.copy_asked.connect(self.copy)
        band.remove_asked.connect(lambda: write.remove(self._picked()))
        band.dismissed.connect(self._table.rows_model.unpick_all)

    def _connect_detail(self) -> None:
        detail, write = self._detail, self._writing
        detail.star_asked.connect(lambda key, on: write.set_important([key], on))
        detail.step_asked.connect(self._step)
        detail.origin_asked.connect(self._show_origin)
        detail.summary_written.connect(write.summarise)
        detail.status_asked.connect(lambda key, status: write.move([key], status))
        detail.theme_asked.connect(lambda key: write.add_theme([key]))
        detail.theme_confirmed.connect(lambda key, name: write.confirm_theme([key], name))
        detail.theme_removed.connect(lambda key, name: write.remove_theme([key], name))
        detail.tag_asked.connect(lambda key: write.add_tag([key]))
        detail.tag_removed.connect(lambda key, name: write.remove_tag([key], name))
        detail.followup_asked.connect(lambda key: self._follow_up([key]))
        detail.followup_opened.connect(lambda key: self.context.navigate("followups", Target(followup_id=key)))
        detail.similar_opened.connect(self._open_similar)
        Finding(self.context, self).serve(detail.alike_asked, detail.group_opened)
        detail.menu_asked.connect(self._menus.open_for)

    def _add_commands(self) -> None:
        self.add_command(self.tr("在结果中筛文字"), self._bar.focus_text, keys="Ctrl+F", icon_name="list-filter")
        self.add_command(self.tr("设为重点或取消"), self._toggle_star, keys="Ctrl+D", icon_name="star")
        self.add_command(self.tr("确认推测的主题"), self._confirm_themes, keys="Ctrl+Shift+T", icon_name="check")
        self.add_command(self.tr("看出处"), lambda: self._show_origin(self._table.current_key()), icon_name="locate")
        self.add_command(self.tr("复制选中的建议"), self.copy, keys="Ctrl+C", icon_name="copy")
        self.add_command(self.tr("高级筛选"), self._bar.edit_nested, keys="Ctrl+Shift+F", icon_name="list-tree")
        self.add_command(self.tr("下一条符合的"), lambda: self._step(1), keys="F3", icon_name="arrow-down")
        self.add_command(self.tr("上一条符合的"), lambda: self._step(-1), keys="Shift+F3", icon_name="arrow-up")
        self.add_command(self.tr("历史"), self.show_history, keys="Ctrl+H", icon_name="history")
        self.add_command(self.tr("按这些条件对照"), self._compare, icon_name="columns-3")
        self.add_command(self.tr("主题"), lambda: self.context.navigate("themes"), icon_name="tags")
        for words, icon_name, run in self._menus.commands():
            self.add_command(words, partial(self._menus.do, run, self._picked), icon_name=icon_name)
        self.add_command(self.tr("放进材料册"), self._to_pack, icon_name="book-open-text")
        self.add_command(self.tr("清除筛选"), lambda: self._bar.set_filter(ProposalFilter()))

    # --- page -----------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        self._kept.show_pinned()
        conditions, sort, descending = self._bar.filter, self._sort, self._descending

        def find_first(session: Session) -> list[int]:
            return proposals.ids(session, conditions, sort=sort, descending=descending, limit=_FIRST)

        def find(session: Session) -> _Found:
            found = proposals.ids(session, conditions, sort=sort, descending=descending)
            return _Found(found, proposals.count(session) if not conditions.is_empty() else len(found))

        self._complete = False
        if not self._table.rows_model.rows:
            self.context.load(find_first, owner=self, done=self._show_first, latest="first rows")
        self.context.load(find, owner=self, done=self._show, latest="rows")

    def show_target(self, target: Target) -> None:
        self._wanted = target.proposal_id or -1
        if target.filter is not None:
            self._bar.set_filter(target.filter)
        elif target.meeting_id is not None:
            self._bar.set_filter(ProposalFilter(meetings=(target.meeting_id,)))
        elif self._wanted > 0 and not self._table.select_key(self._wanted):
            self._bar.set_filter(ProposalFilter())  # what is asked for must not be filtered away
        self.reload()

    def place(self) -> Json:
        """What is filtered, how it is sorted, which row is the current one."""
        return {
            "filter": to_json(self._bar.filter),
            "sort": [self._sort, self._descending],
            "table": self._table.place(),
        }

    def go_back_to(self, place: Json) -> None:
        sort, descending = place["sort"]
        if sort in SORTS:
            self._sort, self._descending = sort, bool(descending)
            self._table.head.show_sorting(sort, descending=self._descending)
        self._table.go_back_to(place["table"])
        self._bar.set_filter(filter_from_json(place["filter"]))

    def export(self) -> bool:
        self._to_pack()
        return True

    def _show_first(self, ids: list[int]) -> None:
        """The rows that fit into the window need not wait until all of a large library are known."""
        if ids and not self._complete:
            self._table.set_rows(self._rows(ids))
            self._stack.setCurrentWidget(self._table)

    def _rows(self, ids: list[int]) -> ProposalRows:
        library = self.context.library

        def read(wanted: Sequence[int]) -> Sequence[Proposal]:
            with library.reading() as session:
                return proposals.by_ids(session, wanted)

        return ProposalRows(ids, read)

    def _show(self, found: _Found) -> None:
        self._complete = True
        self._total = found.total
        self._table.set_rows(self._rows(found.ids))
        if self._wanted > 0 and self._table.select_key(self._wanted):
            self._wanted = -1
        shown = len(found.ids)
        words = self.tr("显示 {0} / {1} 条").format(f"{shown:,}", f"{found.total:,}")
        self._head.set_note(words)
        active = self._bar.words()
        self.set_status(f"{words}　{active}" if active else words)
        if shown:
            self._stack.setCurrentWidget(self._table)
            self._load_detail(self._table.current_key())
        else:
            self._detail.show_nothing()
            self._say_empty(found.total)

    def _say_empty(self, total: int) -> None:
        if total:
            self._empty.say(
                self.tr("没有符合筛选的建议"),
                self.tr("去掉这些条件后有 {0} 条：{1}").format(f"{total:,}", self._bar.words()),
                button=self.tr("清除筛选"),
                run=lambda: self._bar.set_filter(ProposalFilter()),
            )
        else:
            self._empty.say(
                self.tr("资料库里还没有建议"),
                self.tr("导入一份会议材料，程序会找出其中的建议，由你审核。"),
                button=self.tr("导入材料"),
                run=lambda: self.context.import_files(()),
            )
        self._stack.setCurrentWidget(self._empty)

    # --- filter and table -----------------------------------------------------------------------------------------

    def _on_filter_changed(self, _conditions: ProposalFilter) -> None:
        self._table.rows_model.unpick_all()
        self.reload()

    def _on_sort_asked(self, key: str, descending: bool) -> None:
        self._sort, self._descending = key, descending
        self.reload()

    def _on_current_changed(self, key: int) -> None:
        self._load_detail(key)

    def _on_starred(self, key: int) -> None:
        starred = self.context.read(lambda s: proposals.one(s, key)).important
        self._writing.set_important([key], not starred)

    def _on_picked(self) -> None:
        self._band.show_count(len(self._table.rows_model.picked))

    def _picked(self) -> list[int]:
        return self._table.selected_keys()

    def _toggle_star(self) -> None:
        if self._table.current_key() > 0:
            self._on_starred(self._table.current_key())

    def _confirm_themes(self) -> None:
        view = self._detail_view
        if view is not None:
            for theme in view.proposal.themes:
                if not theme.confirmed:
                    self._writing.confirm_theme([view.proposal.id], theme.name)

    def _open_saved(self) -> None:
        place = self._saved.mapToGlobal(QPoint(0, self._saved.height()))
        self._kept.open_menu(place, self._bar.filter, self._bar.words())

    def show_history(self, key: int | None = None) -> None:
        """Who changed what of a recommendation, and when."""
        key = self._table.current_key() if key is None else key
        if key > 0:
            title = self.context.read(lambda s: proposals.one(s, key)).text
            late("briefing_app.ui.history.dialog", "show_history")(self.context, "proposal", key, title, self)

    def copy(self) -> None:
        """Copy as text and as a table that pastes into Word, WPS and Excel."""
        picked = self._picked()
        if picked:
            self.context.load(lambda s: proposals.by_ids(s, picked), owner=self, done=self._copy_all, latest="copied")

    def _copy_all(self, chosen: Sequence[Proposal]) -> None:
        QGuiApplication.clipboard().setMimeData(as_table(*told_apart(chosen, self.tr)))
        self.context.toast(self.tr("已复制 {0} 条建议").format(len(chosen)))

    # --- detail ---------------------------------------------------------------------------------------------------

    _detail_view: ProposalView | None = None

    def _load_detail(self, key: int) -> None:
        if key <= 0:
            self._detail_view = None
            self._detail.show_nothing()
            return
        self.context.load(lambda s: read_proposal(s, key), owner=self, done=self._show_detail, latest="detail")

    def _show_detail(self, view: ProposalView) -> None:
        if view.proposal.id != self._table.current_key():
            return
        fresh = self._detail_view is None or self._detail_view.proposal.id != view.proposal.id
        self._detail_view = view
        rows = self._table.rows_model
        place = rows.row_of(view.proposal.id)
        hits = list(words_found(view.speech.text, self._bar.filter.text))
        self._detail.show_proposal(view, place=place, count=len(rows.rows), hits=hits)
        if fresh:
            key = view.proposal.id
            self.context.load(
                lambda s: read_similar(s, key), owner=self, done=self._detail.show_similar, latest="similar"
            )

    def _step(self, by: int) -> None:
        row = self._table.currentIndex().row() + by
        if 0 <= row < len(self._table.rows_model.rows):
            self._table.selectRow(row)

    def _show_origin(self, key: int) -> None:
        if key > 0:
            proposal = self.context.read(lambda s: proposals.one(s, key))
            text = self.context.read(lambda s: speeches.one(s, proposal.speech_id)).text
            matches = words_found(text, self._bar.filter.text)
            target = Target(speech_id=proposal.speech_id, proposal_id=key, span=proposal.span, matches=matches)
            self.context.navigate("library", target)

    def _open_similar(self, key: int) -> None:
        if not self._table.select_key(key):
            self._bar.set_filter(replace(ProposalFilter()))
            self._wanted = key
            self.reload()

    def _follow_up(self, ids: Sequence[int]) -> None:
        self.context.navigate("followups", Target(word="new", proposal_ids=tuple(ids)))

    def _compare(self) -> None:
        self.context.navigate("compare", Target(filter=self._bar.filter))

    def _to_pack(self) -> None:
        target = Target(word="new", filter=self._bar.filter, proposal_ids=tuple(self._table.rows_model.picked))
        self.context.navigate("packs", target)
