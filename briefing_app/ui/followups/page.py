"""This file is the page 跟进: who handles what until when, as a table or a board, each step by the rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from briefing_app.domain.followups import (
    NEEDS_REASON,
    DueState,
    EntryKind,
    FollowUp,
    FollowUpStatus,
    next_statuses,
)
from briefing_app.domain.packs import PackKind
from briefing_app.domain.proposals import Proposal
from briefing_app.store import followups, proposals, units
from briefing_app.ui import messages
from briefing_app.ui.context import Context, Target
from briefing_app.ui.followups.board import Board
from briefing_app.ui.followups.detail import DetailPane
from briefing_app.ui.followups.due_dates import months_after
from briefing_app.ui.followups.form import Written, ask_changes, ask_new
from briefing_app.ui.page import Page
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.chips import FilterChip
from briefing_app.ui.widgets.due import due_of
from briefing_app.ui.widgets.fields import SegmentedControl, TextField
from briefing_app.ui.widgets.folding import FoldingSplitter
from briefing_app.ui.widgets.panes import Bar, EmptyState, PageHead, Pane, WidthWatch
from briefing_app.ui.widgets.rows import Column, RowsModel
from briefing_app.ui.widgets.tables import Table

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_ORDER = (DueState.OVERDUE, DueState.SOON, DueState.LATER, DueState.OPEN, DueState.DONE)
_S = FollowUpStatus
_EVIDENCE = {_S.ANSWERED: "答复内容", _S.EVALUATED: "评价内容"}


class FollowUpsPage(Page):
    """跟进: table and board, legal steps, log."""

    title = "跟进"
    watches = frozenset(
        {"followup", "followup_entry", "followup_unit", "followup_proposal", "unit", "proposal", "speech", "meeting"}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._all: list[FollowUp] = []
        self._only: DueState | None = None
        self._wanted = -1
        self._build()
        self._connect()

    def _build(self) -> None:
        self._head = PageHead(self.tr("跟进"), self)
        new = Button(self.tr("新建"), self, icon_name="plus")
        new.clicked.connect(lambda: self.add_followup(()))
        self._assign = Button(self.tr("交办"), self, icon_name="send")
        self._urge = Button(self.tr("催办"), self, icon_name="bell-ring")
        self._ledger = Button(self.tr("导出台账"), self, icon_name="file-up")
        self._head.add(new, self._assign, self._urge, self._ledger)
        self._model = RowsModel(self._columns(), lambda followup: followup.id, self)
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
        for widget in (self._table, self._board, self._empty):
            self._stack.addWidget(widget)
        self._detail = DetailPane(self.context, self)
        splitter = FoldingSplitter(
            "followups", self.context.preferences, widths=[0, 400], least=[360, 340], parent=self
        )
        left = Pane(self)
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
        WidthWatch(self, 1108, self._table.set_short_of_room)

    def _build_bar(self) -> Bar:
        bar = Bar(self)
        self._mode = SegmentedControl(
            [("table", self.tr("表格"), ""), ("board", self.tr("看板"), "")], bar, name=self.tr("看法")
        )
        self._text = TextField(self.tr("筛事项、单位"), bar, icon_name="list-filter", bar=True)
        self._text.setMaximumWidth(180)
        bar.add(self._mode, self._text)
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
        self._names = {state: chip.name for state, chip in self._chips.items()}
        bar.add_stretch()
        return bar

    def _columns(self) -> list[Column[FollowUp]]:
        today = self.context.today
        return [
            Column("check", self.tr("选择"), 36, kind="check", least=36),
            Column("due", self.tr("时限"), 116, value=lambda f: due_of(f, today()), kind="due"),
            Column("title", self.tr("事项"), 0, lambda f: f.title, kind="lines", least=180),
            Column(
                "lead", self.tr("主办"), 152, lambda f: f.lead or self.tr("待明确"),
                second=lambda f: self.tr("会办 {0}").format("、".join(f.with_units)) if f.with_units else None,
            ),
            Column(
                "assigned", self.tr("交办日"), 76, lambda f: f.assigned_on.strftime("%m-%d") if f.assigned_on else "",
                kind="number", rank=2,
            ),
            Column("deadline", self.tr("期限"), 96, lambda f: f.due.isoformat() if f.due else "", kind="number"),
            Column("status", self.tr("状态"), 96, lambda f: f.status.value, kind="status"),
            Column("class", self.tr("类别"), 56, lambda f: f.reply_class or "", rank=2),
        ]  # fmt: skip

    def _connect(self) -> None:
        self._mode.chosen.connect(lambda _mode: self._show_rows())
        self._text.textChanged.connect(lambda _text: self._show_rows())
        self._assign.clicked.connect(lambda: self._move_each(_S.ASSIGNED))
        self._urge.clicked.connect(self._urge_each)
        self._ledger.clicked.connect(self.export)
        self._table.current_changed.connect(self._load_detail)
        self._board.chosen.connect(self._on_card_chosen)
        detail = self._detail
        detail.step_asked.connect(self._step)
        detail.edit_asked.connect(self._edit)
        detail.logged.connect(self._log)
        detail.reply_class_chosen.connect(lambda key, value: self._set(key, self.tr("定办复类别"), reply_class=value))
        detail.satisfaction_chosen.connect(lambda key, value: self._set(key, self.tr("记满意度"), satisfaction=value))
        detail.proposal_opened.connect(lambda key: self.context.navigate("proposals", Target(proposal_id=key)))
        detail.removal_asked.connect(self._remove)
        self.add_command(self.tr("新建跟进事项"), lambda: self.add_followup(()), keys="Ctrl+N", icon_name="plus")
        self.add_command(self.tr("交办选中的事项"), lambda: self._move_each(_S.ASSIGNED), icon_name="send")
        self.add_command(self.tr("催办选中的事项"), self._urge_each, icon_name="bell-ring")

    # --- page -----------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        self.context.load(followups.find, owner=self, done=self._show, latest="rows")

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
            self._text.clear()
        self._show_rows()

    def export(self) -> bool:
        self.context.navigate("packs", Target(word=f"new:{PackKind.LEDGER.value}"))
        return True

    def _show(self, found: list[FollowUp]) -> None:
        today = self.context.today()
        self._all = sorted(found, key=lambda f: (_ORDER.index(f.due_state(today)), f.due is None, f.due, f.id))
        self._show_rows()

    def _show_only(self, state: DueState | None, _checked: bool = False) -> None:
        self._only = state
        self._show_rows()

    def _show_rows(self) -> None:
        today = self.context.today()
        words = self._text.text().casefold().split()
        matching = [f for f in self._all if all(word in _words_of(f) for word in words)]
        for state, chip in self._chips.items():
            count = sum(state in (None, f.due_state(today)) for f in matching)
            chip.set_name(f"{self._names[state]} {count}")
            chip.set_active(state is self._only)
        rows = [f for f in matching if self._only in (None, f.due_state(today))]
        self._table.set_rows(rows)
        if self._wanted > 0 and self._table.select_key(self._wanted):
            self._wanted = -1
        self._board.show_followups(rows, today, self._table.current_key())
        self._load_detail(self._table.current_key())
        note = self.tr("显示 {0} / {1} 项").format(len(rows), len(self._all))
        self._head.set_note(note)
        overdue = sum(f.due_state(today) is DueState.OVERDUE for f in self._all)
        self.set_status(self.tr("{0}　逾期 {1} 项").format(note, overdue))
        for button in (self._assign, self._urge, self._ledger):
            button.setEnabled(bool(self._all))
        if rows:
            self._stack.setCurrentWidget(self._board if self._mode.value() == "board" else self._table)
        else:
            self._say_empty()

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
        self._show_only(None)

    def _load_detail(self, key: int) -> None:
        if key <= 0:
            self._detail.show_nothing()
            return

        def read(session: Session) -> tuple[FollowUp, list[Proposal]]:
            followup = followups.one(session, key)
            return followup, proposals.by_ids(session, followup.proposal_ids)

        self.context.load(read, owner=self, done=self._show_detail, latest="detail")

    def _show_detail(self, found: tuple[FollowUp, list[Proposal]]) -> None:
        if found[0].id == self._table.current_key():
            self._detail.show_followup(*found)

    def _on_card_chosen(self, key: int) -> None:
        self._table.select_key(key)
        self._board.mark(key)

    # --- acts -----------------------------------------------------------------------------------------------------

    def add_followup(self, proposal_ids: Sequence[int]) -> None:
        """A new item, for recommendations that were chosen elsewhere or for none yet."""
        chosen = self.context.read(lambda s: proposals.by_ids(s, proposal_ids))
        offered = months_after(self.context.today(), self.context.settings.deadlines.lead_months)
        written = ask_new(chosen, self.context.read(units.find), offered, self)
        if written is None:
            return
        done = self.context.perform(
            self.tr("新建跟进事项"),
            lambda s: followups.add(
                s,
                title=written.title,
                proposal_ids=proposal_ids,
                lead=written.lead,
                with_units=written.with_units,
                due=written.due,
            ),
        )
        if done is not None:
            self._wanted = done.value.id
            self.context.toast(self.tr("已新建跟进事项"), undo=True)

    def _edit(self, key: int) -> None:
        followup = self.context.read(lambda s: followups.one(s, key))
        written = ask_changes(followup, self.context.read(units.find), self)
        if written is not None and written != Written(followup.title, followup.lead, followup.with_units, followup.due):
            self._set(
                key,
                self.tr("编辑跟进事项"),
                title=written.title,
                lead=written.lead,
                with_units=written.with_units,
                due=written.due,
            )

    def _set(self, key: int, name: str, **changes: object) -> None:
        self.context.perform(name, lambda s: followups.update(s, key, **changes))  # type: ignore[arg-type]

    def _log(self, key: int, kind: EntryKind, text: str) -> None:
        author = self.context.author
        self.context.perform(
            self.tr("记{0}").format(kind.value), lambda s: followups.log(s, key, kind, text, author=author)
        )

    def _step(self, key: int, status: FollowUpStatus) -> None:
        self._move([key], status)

    def _move_each(self, status: FollowUpStatus) -> None:
        """Bring the ticked items into a state, those that may go there."""
        chosen = [f for f in self._all if f.id in set(self._table.selected_keys())]
        able = [f.id for f in chosen if status in next_statuses(f.status)]
        if not able:
            words = self.tr("选中的事项现在不能{0}").format(status.value.removeprefix("已"))
            self.context.toast(words)
            return
        self._move(able, status)

    def _move(self, keys: Sequence[int], status: FollowUpStatus) -> None:
        note = self._ask_note(status)
        if note is None:
            return
        today = self.context.today()

        def move(session: Session) -> None:
            for key in keys:
                followups.move(session, key, status, note=note, today=today)

        if self.context.perform(self.tr("改为“{0}”").format(status.value), move):
            words = self.tr("{0} 项改为“{1}”").format(len(keys), status.value)
            self.context.toast(words, undo=True)

    def _ask_note(self, status: FollowUpStatus) -> str | None:
        """The reason, reply or evaluation that a state asks for; "" where it asks for none."""
        field = self.tr("理由") if status in NEEDS_REASON else _EVIDENCE.get(status, "")
        if not field:
            return ""
        return messages.ask_text(
            self,
            self.tr("改为“{0}”").format(status.value),
            self.tr("会记在办理记录里。"),
            field=field,
            verb=self.tr("改状态"),
        )

    def _urge_each(self) -> None:
        today = self.context.today()
        chosen = [
            f for f in self._all if f.id in set(self._table.selected_keys()) and f.due_state(today) is not DueState.DONE
        ]
        if not chosen:
            self.context.toast(self.tr("选中的事项已经办了，不用催"))
            return
        text = messages.ask_text(
            self,
            self.tr("催办 {0} 项").format(len(chosen)),
            self.tr("每一项都记一条催办。"),
            field=self.tr("催办内容"),
            verb=self.tr("记下催办"),
            value=self.tr("请尽快反馈办理情况。"),
        )
        if text is None:
            return
        author = self.context.author

        def urge(session: Session) -> None:
            for followup in chosen:
                followups.log(session, followup.id, EntryKind.URGED, text, author=author)

        self._told(self.tr("催办 {0} 项").format(len(chosen)), urge)

    def _told(self, name: str, work: Callable[[Session], None]) -> None:
        if self.context.perform(name, work):
            self.context.toast(self.tr("已{0}").format(name), undo=True)

    def _remove(self, key: int) -> None:
        if self.context.perform(self.tr("移走跟进事项"), lambda s: followups.remove(s, key)):
            self.context.toast(self.tr("已把跟进事项移到回收站"), undo=True)


def _words_of(followup: FollowUp) -> str:
    return " ".join((followup.title, followup.lead, *followup.with_units)).casefold()
