"""This file has the detail of an item of follow-up: legal next steps, facts, quotations, the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.domain.followups import EntryKind, FollowUp, next_statuses
from briefing_app.domain.proposals import Proposal
from briefing_app.store.dictionaries import Term
from briefing_app.ui.context import Context
from briefing_app.ui.followups.log_writer import LogWriter
from briefing_app.ui.followups.timeline import Timeline
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.buttons import Button, IconButton
from briefing_app.ui.widgets.chips import DueBadge, StatusBadge
from briefing_app.ui.widgets.fields import Choice
from briefing_app.ui.widgets.flow import TagFlow
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.panes import EmptyState, Pane, PaneHead, ScrollPane, empty_layout

_STEP_ICONS = {
    "已交办": "send", "已签收": "stamp", "办理中": "loader-circle", "退回改办": "undo-2", "已答复": "reply",
    "已评价": "thumbs-up", "办结": "check", "重新办理": "rotate-ccw", "暂缓": "circle-pause", "归档": "archive",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """What the library calls the classes of replies and the degrees of satisfaction."""

    reply_classes: tuple[Term, ...]
    satisfactions: tuple[Term, ...]


class DetailPane(Pane):
    """Shows one item. Only legal steps are offered; the expected one is filled."""

    step_asked = Signal(int, object)  # id, FollowUpStatus
    edit_asked = Signal(int)
    logged = Signal(int, object, str, object, list)  # id, EntryKind, text, day, paths of files
    reply_class_chosen = Signal(int, object)
    satisfaction_chosen = Signal(int, object)
    proposal_opened = Signal(int)
    link_asked = Signal(int)
    proposal_let_go = Signal(int, int)  # id, id of the recommendation
    removal_asked = Signal(int)
    attachment_asked = Signal(object)  # Attachment, to be written somewhere
    attachment_removed = Signal(object)
    tag_asked = Signal(int)
    tag_removed = Signal(int, str)
    history_asked = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._followup: FollowUp | None = None
        self._words = Words((), ())
        self._head = PaneHead(self.tr("跟进事项"), self)
        past = IconButton("history", self.tr("历史"), self, keys="Ctrl+H", bar=True)
        past.clicked.connect(lambda: self._with(self.history_asked.emit))
        edit = IconButton("pencil", self.tr("编辑"), self, bar=True)
        edit.clicked.connect(lambda: self._with(self.edit_asked.emit))
        remove = IconButton("trash-2", self.tr("移到回收站"), self, bar=True)
        remove.clicked.connect(lambda: self._with(self.removal_asked.emit))
        self._head.add(past, edit, remove)
        self._tools = (past, edit, remove)
        self._scroll = ScrollPane(self, margin=0, spacing=0)
        self._empty = EmptyState("list-checks", self.tr("选一项，这里看办理过程"), parent=self)
        self._title = PlainLabel("", self, size=14, bold=True, wrap=True, selectable=True)
        self._state, self._steps, self._facts, self._quotes = (QVBoxLayout() for _ in range(4))
        self._timeline = Timeline(self)
        self._timeline.attachment_asked.connect(self.attachment_asked)
        self._timeline.attachment_removed.connect(self.attachment_removed)
        self.writer = LogWriter(context, self)
        self._classes = Choice(parent=self)
        self._satisfactions = Choice(parent=self)
        self._build()
        self._classes.activated.connect(
            lambda _i: self._with(lambda k: self.reply_class_chosen.emit(k, self._classes.value()))
        )
        self._satisfactions.activated.connect(
            lambda _i: self._with(lambda k: self.satisfaction_chosen.emit(k, self._satisfactions.value()))
        )
        self.writer.written.connect(self._log)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._empty, 1)
        top = self._section()
        top.addWidget(self._title)
        top.addLayout(self._state)
        top.addLayout(self._steps)
        self._section().addLayout(self._facts)
        self._section().addLayout(self._quotes)
        log = self._section()
        log.addWidget(PlainLabel(self.tr("办理记录"), self, size=12, tone="t3"))
        log.addWidget(self.writer)
        log.addWidget(self._timeline)
        self._scroll.column.addStretch(1)
        self.show_nothing()

    def _section(self) -> QVBoxLayout:
        pane = Pane(self, line="below")
        column = QVBoxLayout(pane)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self._scroll.column.addWidget(pane)
        return column

    # --- showing --------------------------------------------------------------------------------------------------

    def show_nothing(self) -> None:
        self._followup = None
        self._set_tools(False)
        for fixed in (self._classes, self._satisfactions):  # no layout holds them before an item was shown
            fixed.hide()
        self._scroll.hide()
        self._empty.show()

    def _set_tools(self, usable: bool) -> None:
        for button in self._tools:
            button.setEnabled(usable)

    def show_followup(self, followup: FollowUp, proposals: Sequence[Proposal], words: Words) -> None:
        """Show an item with the recommendations that it follows, and the words of the library for its judgement."""
        if self._followup is None or self._followup.id != followup.id:
            self.writer.clear()
            self._scroll.verticalScrollBar().setValue(0)
        self._followup, self._words = followup, words
        self._set_tools(True)
        self._empty.hide()
        self._scroll.show()
        self._title.setText(followup.title)
        self._show_state(followup)
        self._show_steps(followup)
        self._show_facts(followup)
        self._show_quotes(proposals)
        self._timeline.show_entries(followup.entries, followup.attachments)

    def _show_state(self, followup: FollowUp) -> None:
        empty_layout(self._state)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(StatusBadge(followup.status.value, self))
        row.addWidget(DueBadge.of(followup, self._context.today(), self))
        row.addStretch(1)
        self._state.addLayout(row)

    def _show_steps(self, followup: FollowUp) -> None:
        empty_layout(self._steps)
        room, used = tokens().px(340), 0
        row = QHBoxLayout()
        row.setSpacing(8)
        for place, step in enumerate(next_statuses(followup.status)):
            button = Button(
                _step_words(step.value),
                self,
                kind="" if place else "main",
                size="bar",
                icon_name=_STEP_ICONS.get(step.value, ""),
            )
            button.setProperty("step", step.value)
            button.clicked.connect(partial(self._step, step))
            width = button.sizeHint().width() + 8
            if used and used + width > room:
                row.addStretch(1)
                self._steps.addLayout(row)
                row, used = QHBoxLayout(), 0
                row.setSpacing(8)
            row.addWidget(button)
            used += width
        row.addStretch(1)
        self._steps.addLayout(row)

    def _step(self, step: object, _checked: bool = False) -> None:
        self._with(lambda key: self.step_asked.emit(key, step))

    def _show_facts(self, followup: FollowUp) -> None:
        for fixed in (self._classes, self._satisfactions):
            fixed.setParent(self)
            fixed.hide()
        empty_layout(self._facts)
        facts = (
            (self.tr("主办"), followup.lead or self.tr("待明确")),
            (self.tr("会办"), "、".join(followup.with_units) or "—"),
            (self.tr("交办日"), followup.assigned_on.isoformat() if followup.assigned_on else self.tr("未交办")),
            (self.tr("期限"), followup.due.isoformat() if followup.due else self.tr("待定")),
            *([(self.tr("会办期限"), followup.joint_due.isoformat())] if followup.joint_due else []),
        )
        for name, value in facts:
            self._add_fact(name, PlainLabel(value, self, wrap=True, selectable=True))
        classes, satisfactions = self._words.reply_classes, self._words.satisfactions
        self._classes.set_options(
            [(None, self.tr("未定")), *((term.term, f"{term.term} {term.legend}".strip()) for term in classes)]
        )
        self._classes.set_value(followup.reply_class)
        self._satisfactions.set_options(
            [(None, self.tr("未评价")), *((term.term, term.term) for term in satisfactions)]
        )
        self._satisfactions.set_value(followup.satisfaction)
        self._add_fact(self.tr("办复类别"), self._classes)
        self._add_fact(self.tr("满意度"), self._satisfactions)
        labels = TagFlow(followup.tags, self)
        labels.added.connect(lambda: self._with(self.tag_asked.emit))
        labels.removed.connect(lambda name: self._with(lambda key: self.tag_removed.emit(key, name)))
        self._add_fact(self.tr("标签"), labels)

    def _add_fact(self, name: str, content: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        label = PlainLabel(name, self, size=12, tone="t3")
        label.setFixedWidth(tokens().metrics(12).horizontalAdvance("办复类别　"))
        content.setAccessibleName(name)
        content.show()
        beside = Qt.AlignmentFlag.AlignVCenter if isinstance(content, Choice) else Qt.AlignmentFlag.AlignTop
        row.addWidget(label, 0, beside)
        row.addWidget(content, 1)
        self._facts.addLayout(row)

    def _show_quotes(self, proposals: Sequence[Proposal]) -> None:
        empty_layout(self._quotes)
        head = QHBoxLayout()
        words = self.tr("建议原文 {0} 条").format(len(proposals))
        head.addWidget(PlainLabel(words, self, size=12, tone="t3"), 1)
        link = IconButton("link", self.tr("关联建议"), self, bar=True)
        link.clicked.connect(lambda: self._with(self.link_asked.emit))
        head.addWidget(link)
        self._quotes.addLayout(head)
        for proposal in proposals:
            row = QHBoxLayout()
            text = QVBoxLayout()
            text.setSpacing(0)
            text.addWidget(PlainLabel(proposal.text, self, wrap=True, selectable=True))
            where = f"{proposal.speaker}　{proposal.meeting_title}　{proposal.code}"
            text.addWidget(PlainLabel(where, self, size=12, tone="t3", wrap=True))
            row.addLayout(text, 1)
            find = IconButton("arrow-right", self.tr("打开这条建议"), self, bar=True)
            find.clicked.connect(partial(self._open_proposal, proposal.id))
            row.addWidget(find, 0, Qt.AlignmentFlag.AlignTop)
            drop = IconButton("unlink", self.tr("不再关联这条建议"), self, bar=True)
            drop.clicked.connect(partial(self._let_go, proposal.id))
            row.addWidget(drop, 0, Qt.AlignmentFlag.AlignTop)
            self._quotes.addLayout(row)

    def _let_go(self, proposal_id: int, _checked: bool = False) -> None:
        if self._followup is not None:
            self.proposal_let_go.emit(self._followup.id, proposal_id)

    def _open_proposal(self, proposal_id: int, _checked: bool = False) -> None:
        self.proposal_opened.emit(proposal_id)

    def _log(self, kind: EntryKind, text: str, day: date, files: list[Path]) -> None:
        if self._followup is not None:
            self.logged.emit(self._followup.id, kind, text, day, files)

    def _with(self, emit: object) -> None:
        if self._followup is not None and callable(emit):
            emit(self._followup.id)


def _step_words(status: str) -> str:
    """The verb of a step: 已交办 → 交办, 办理中 → 开始办理."""
    return {"办理中": "开始办理"}.get(status, status.removeprefix("已"))
