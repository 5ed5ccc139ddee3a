"""This file is the page 跟进: who handles what until when, as a table or a board, each step by the rules."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from briefing_app.domain.followups import DueState, FollowUp, FollowUpStatus
from briefing_app.domain.packs import PackKind
from briefing_app.domain.proposals import Proposal
from briefing_app.domain.statistics import Grouping, Tally
from briefing_app.store import dictionaries, followups, proposals
from briefing_app.store.followup_origins import origins
from briefing_app.ui.context import Context, Target
from briefing_app.ui.followups.board import Board
from briefing_app.ui.followups.columns import followup_columns
from briefing_app.ui.followups.detail import DetailPane, Words
from briefing_app.ui.followups.figures import Figures
from briefing_app.ui.followups.menus import FollowUpMenus
from briefing_app.ui.followups.papers import Papers
from briefing_app.ui.followups.writing import FollowUpWriting
from briefing_app.ui.page import Json, Page
from briefing_app.ui.tagging import Tagging
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.chips import FilterChip
from briefing_app.ui.widgets.fields import Choice, SegmentedControl, TextField
from briefing_app.ui.widgets.folding import FoldingSplitter
from briefing_app.ui.widgets.panes import Bar, EmptyState, PageHead, Pane, WidthWatch
from briefing_app.ui.widgets.rows import RowsModel
from briefing_app.ui.widgets.tables import Table

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from briefing_app.domain.statistics import Origin

_ORDER = (DueState.OVERDUE, DueState.SOON, DueState.LATER, DueState.OPEN, DueState.DONE)


class FollowUpsPage(Page):
    """跟进: table and board, legal steps, log."""

    title = "跟进"
    watches = frozenset(
        {
            *("followup", "followup_entry", "followup_unit", "followup_proposal", "attachment", "unit"),
            *("followup_tag", "tag"),
            *("proposal", "proposal_theme", "theme", "speech", "meeting", "dictionary_entry"),
        }
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._all: list[FollowUp] = []
        self._origins: dict[int, Origin] = {}
        self._satisfied = ""
        self._only: DueState | None = None
        self._wanted = -1
        self._group: Tally | None = None  # what a click on a figure has narrowed the list to
        self.writing = FollowUpWriting(context, self)
        self.papers = Papers(context, self, self._chosen)
        self._tagging = Tagging(context, self)
        self._menus = FollowUpMenus(context, self.writing, self._tagging, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._head = PageHead(self.tr("跟进"), self)
        self._mode = SegmentedControl(
            [
                ("table", self.tr("表格"), "table"),
                ("board", self.tr("看板"), "columns-3"),
                ("figures", self.tr("统计"), "chart-column"),
            ],
            self,
            name=self.tr("看法"),
        )
        self._new = Button(self.tr("新建"), self, icon_name="plus")
        self._assign = Button(self.tr("交办"), self, icon_name="send")
        self._urge = Button(self.tr("催办"), self, icon_name="bell-ring")
        self._more = Button(self.tr("收发"), self, icon_name="inbox", menu_mark=True)
        self._head.add(self._mode, self._new, self._assign, self._urge, self._more)
        self._model = RowsModel(followup_columns(self.tr, self.context.today), lambda followup: followup.id, self)
        self._table = Table(
            self._model,
            self,
            name="followups",
            preferences=self.context.preferences,
            row_height=52,
            row_lines=(13, 12),
            accessible_name=self.tr("跟进事项列表"),
        )
        self._board = Board(self)
        self._empty = EmptyState("list-checks", "", parent=self)
        self._stack = QStackedWidget(self)
        self._figures = Figures(self)
        for widget in (self._table, self._board, self._figures, self._empty):
            self._stack.addWidget(widget)
        self._detail = DetailPane(self.context, self)
        splitter = FoldingSplitter(
            "followups", self.context.preferences, widths=[0, 400], least=[540, 340], parent=self
        )
        self._left = left = Pane(self)
        inner = QVBoxLayout(left)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self._build_bar())
        inner.addWidget(self._stack, 1)
        splitter.addWidget(left)
        splitter.addWidget(self._detail)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(splitter, 1)
        WidthWatch(self, 1108, lambda short: self._on_short_of_room(splitter, short))
        for border in (500, 660):
            WidthWatch(left, border, lambda _short: self._fold_chips())

    def _on_short_of_room(self, splitter: FoldingSplitter, short: bool) -> None:
        self._table.set_short_of_room(short)
        if short:  # once the splitter has found its own size
            QTimer.singleShot(0, splitter, lambda: self._narrow_detail(splitter))

    def _narrow_detail(self, splitter: FoldingSplitter) -> None:
        if not splitter.folded:
            detail = tokens().px(340)
            splitter.setSizes([splitter.width() - detail, detail])

    def _fold_chips(self) -> None:
        """The chips of deadlines become one field where the bar is short of room."""
        room = tokens().text_units(self._left.width())
        short = room < (660 if self._group is not None else 500)
        for chip in self._chips.values():
            chip.setVisible(not short)
        self._states.setVisible(short)

    def _chosen_state(self) -> DueState | None:
        value = self._states.value()
        return value if isinstance(value, DueState) else None

    def _build_bar(self) -> Bar:
        bar = Bar(self)
        self._text = TextField(self.tr("筛事项、单位"), bar, icon_name="list-filter", bar=True)
        bar.add(self._text)
        self._chips: dict[DueState | None, FilterChip] = {}
        for state, words in (
            (None, self.tr("全部")),
            (DueState.OVERDUE, self.tr("逾期")),
            (DueState.SOON, self.tr("7 天内")),
            (DueState.LATER, self.tr("未到期")),
            (DueState.DONE, self.tr("已办")),
        ):
            chip = FilterChip(words, bar, count=True)
            chip.clicked.connect(partial(self._show_only, state))
            self._chips[state] = chip
            bar.add(chip)
        self._states = Choice(parent=bar)  # the chips in one, where the room is short
        self._states.setAccessibleName(self.tr("时限"))
        self._states.activated.connect(lambda _place: self._show_only(self._chosen_state()))
        bar.add(self._states)
        self._group_chip = FilterChip("", bar)
        self._group_chip.hide()
        for let_go in (self._group_chip.clicked, self._group_chip.cleared):
            let_go.connect(lambda *_: self._narrow_to(None))
        bar.add(self._group_chip)
        self._names = {state: chip.name for state, chip in self._chips.items()}
        bar.add_stretch()
        return bar

    def _connect(self) -> None:
        self._mode.chosen.connect(lambda _mode: self._show_rows())
        self._text.textChanged.connect(lambda _text: self._show_rows())
        self._new.clicked.connect(lambda: self.add_followup(()))
        self._assign.clicked.connect(self._hand_out)
        self._urge.clicked.connect(lambda: self.writing.urge(self._chosen()))
        self._more.clicked.connect(lambda: self.papers.open_menu(self._more))
        self._table.current_changed.connect(self._load_detail)
        self._table.menu_asked.connect(self._menus.open_for)
        self._menus.step_asked.connect(self._step)
        self._board.menu_asked.connect(self._menus.open_for)
        self._board.chosen.connect(self._on_card_chosen)
        self._board.step_asked.connect(self._step)
        self._figures.chosen.connect(self._narrow_to)
        self._connect_detail()
        self.add_command(self.tr("新建跟进事项"), lambda: self.add_followup(()), keys="Ctrl+N", icon_name="plus")
        self.add_command(self.tr("交办选中的事项"), self._hand_out, icon_name="send")
        self.add_command(self.tr("催办选中的事项"), lambda: self.writing.urge(self._chosen()), icon_name="bell-ring")
        self.add_command(self.tr("给选中的事项加标签"), self._tag, icon_name="tag")
        self.add_command(self.tr("历史"), self._show_history, keys="Ctrl+H", icon_name="history")
        for words, icon_name, run in self.papers.commands():
            self.add_command(words, run, icon_name=icon_name)

    def _connect_detail(self) -> None:
        detail, writing = self._detail, self.writing
        detail.step_asked.connect(self._step)
        detail.edit_asked.connect(writing.edit)
        detail.logged.connect(writing.log)
        detail.reply_class_chosen.connect(lambda key, value: writing.set(key, self.tr("定办复类别"), reply_class=value))
        detail.satisfaction_chosen.connect(lambda key, value: writing.set(key, self.tr("记满意度"), satisfaction=value))
        detail.proposal_opened.connect(lambda key: self.context.navigate("proposals", Target(proposal_id=key)))
        detail.link_asked.connect(writing.link)
        detail.proposal_let_go.connect(writing.let_go)
        detail.removal_asked.connect(writing.remove)
        detail.attachment_asked.connect(writing.save_attachment)
        detail.attachment_removed.connect(writing.remove_attachment)
        detail.tag_asked.connect(lambda key: self._tagging.add("followup", [key]))
        detail.tag_removed.connect(lambda key, name: self._tagging.remove("followup", [key], name))
        detail.history_asked.connect(self._menus.show_history)

    # --- page -----------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        def read(session: Session) -> tuple[list[FollowUp], dict[int, Origin], str]:
            found = followups.find(session)
            words = dictionaries.terms(session, "satisfaction")
            return found, origins(session, [one.id for one in found]), words[0].term if words else ""

        self.context.load(read, owner=self, done=self._show, latest="rows")

    def show_target(self, target: Target) -> None:
        if target.word == "new":
            self.add_followup(target.proposal_ids)
            return
        states = {state.value: state for state in DueState}
        if target.word in states:
            self._only = states[target.word]
        self._wanted = target.followup_id or -1
        if self._wanted > 0:
            self._only = None
            self._let_group_go()
            self._text.clear()
        self._show_rows()

    def place(self) -> Json:
        """How the list is narrowed, which view is shown, which item is the current one."""
        return {
            "text": self._text.text(),
            "only": self._only.value if self._only else "",
            "mode": self._mode.value(),
            "table": self._table.place(),
        }

    def go_back_to(self, place: Json) -> None:
        self._only = DueState(place["only"]) if place["only"] else None
        self._mode.set_value(place["mode"])
        self._text.setText(str(place["text"]))
        self._table.go_back_to(place["table"])

    def export(self) -> bool:
        self.context.navigate("packs", Target(word=f"new:{PackKind.LEDGER.value}"))
        return True

    def _show(self, read: tuple[list[FollowUp], dict[int, Origin], str]) -> None:
        found, self._origins, self._satisfied = read
        today = self.context.today()
        self._all = sorted(found, key=lambda f: (_ORDER.index(f.due_state(today)), f.due is None, f.due, f.id))
        self._show_rows()

    def _show_only(self, state: DueState | None, _checked: bool = False) -> None:
        self._only = state
        self._show_rows()

    def _show_rows(self) -> None:
        today = self.context.today()
        words = self._text.text().casefold().split()
        group = None if self._group is None else frozenset(self._group.ids)
        matching = [
            f for f in self._all if all(word in _words_of(f) for word in words) and (not group or f.id in group)
        ]
        for state, chip in self._chips.items():
            count = sum(state in (None, f.due_state(today)) for f in matching)
            chip.set_name(f"{self._names[state]} {count}")
            chip.set_active(state is self._only)
        self._states.set_options([(state, chip.name) for state, chip in self._chips.items()])
        self._states.set_value(self._only)
        rows = [f for f in matching if self._only in (None, f.due_state(today))]
        self._table.set_rows(rows)
        if self._wanted > 0 and self._table.select_key(self._wanted):
            self._wanted = -1
        if self._mode.value() == "board":
            self._board.show_followups(rows, today, self._table.current_key())
        self._load_detail(self._table.current_key())
        note = self.tr("显示 {0} / {1} 项").format(len(rows), len(self._all))
        self._head.set_note(note)
        overdue = sum(f.due_state(today) is DueState.OVERDUE for f in self._all)
        self.set_status(self.tr("{0}　逾期 {1} 项").format(note, overdue))
        for button in (self._assign, self._urge):
            button.setEnabled(bool(self._all))
        self._figures.show_figures(rows, self._origins, today, satisfied=self._satisfied)
        views: dict[object, QWidget] = {"board": self._board, "figures": self._figures}
        if rows:
            self._stack.setCurrentWidget(views.get(self._mode.value(), self._table))
        else:
            self._say_empty()

    def _narrow_to(self, group: Tally | None, grouping: Grouping | None = None) -> None:
        """Show only what a figure counts, or everything again."""
        self._let_group_go()
        if group is not None and grouping is not None:
            self._group = group
            self._group_chip.show()
            self._group_chip.set_name(grouping.value)
            self._group_chip.set_value(group.name)
            self._mode.set_value("table")
        self._fold_chips()
        self._show_rows()

    def _let_group_go(self) -> None:
        self._group = None
        self._group_chip.hide()
        self._fold_chips()

    def _say_empty(self) -> None:
        if self._all:
            self._empty.say(
                self.tr("没有符合的事项"),
                self.tr("共有 {0} 项，换一个条件看看。").format(len(self._all)),
                button=self.tr("看全部"),
                run=self._show_all,
            )
        else:
            self._empty.say(
                self.tr("还没有跟进事项"),
                self.tr("在“建议”里选中一条或几条，点“跟进”，就会带着原文来到这里。"),
                button=self.tr("去选建议"),
                run=lambda: self.context.navigate("proposals"),
            )
        self._stack.setCurrentWidget(self._empty)

    def _show_all(self) -> None:
        self._text.clear()
        self._let_group_go()
        self._show_only(None)

    def _load_detail(self, key: int) -> None:
        if key <= 0:
            self._detail.show_nothing()
            return

        def read(session: Session) -> tuple[FollowUp, list[Proposal], Words]:
            followup = followups.one(session, key)
            words = Words(dictionaries.terms(session, "reply_class"), dictionaries.terms(session, "satisfaction"))
            return followup, proposals.by_ids(session, followup.proposal_ids), words

        self.context.load(read, owner=self, done=self._show_detail, latest="detail")

    def _show_detail(self, found: tuple[FollowUp, list[Proposal], Words]) -> None:
        if found[0].id == self._table.current_key():
            self._detail.show_followup(*found)

    def _on_card_chosen(self, key: int) -> None:
        self._table.select_key(key)
        self._board.mark(key)

    # --- acts -----------------------------------------------------------------------------------------------------

    def add_followup(self, proposal_ids: Sequence[int]) -> None:
        """A new item, for recommendations that were chosen elsewhere or for none yet."""
        made = self.writing.add(proposal_ids)
        if made > 0:
            self._wanted = made

    def _chosen(self) -> list[FollowUp]:
        """The ticked items, else the current one."""
        keys = set(self._table.selected_keys())
        return [one for one in self._all if one.id in keys]

    def _tag(self) -> None:
        chosen = [one.id for one in self._chosen()]
        if chosen:
            self._tagging.add("followup", chosen)

    def _show_history(self) -> None:
        if self._table.current_key() > 0:
            self._menus.show_history(self._table.current_key())

    def _hand_out(self) -> None:
        self.writing.hand_out(self._chosen())

    def _step(self, key: int, status: FollowUpStatus) -> None:
        if status is FollowUpStatus.ASSIGNED:
            self.writing.hand_out([one for one in self._all if one.id == key])
        else:
            self.writing.move([key], status)


def _words_of(followup: FollowUp) -> str:
    return " ".join((followup.title, followup.lead, *followup.with_units, *followup.tags)).casefold()
