"""This file is the editor of nested conditions (高级筛选): groups in groups, with how many recommendations are left."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from briefing_app.domain.filters import FilterGroup, ProposalFilter
from briefing_app.store import proposals
from briefing_app.ui.context import Context
from briefing_app.ui.proposals.condition_rows import GroupRows
from briefing_app.ui.proposals.filter_words import FilterWords
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.dialogs import Dialog
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.panes import ScrollPane

_WAIT = 250  # ms after a change


class AdvancedFilter(Dialog):
    """Edits the nested part of a filter; the chips of the bar stay as they are and are added to it."""

    def __init__(
        self, context: Context, conditions: ProposalFilter, words: FilterWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            self.tr("高级筛选"),
            self.tr("条件可以分组：组里选“全部”或“任意一个”，组里还能再套组。上面筛选栏里的条件照样有效。"),
            parent=parent,
            width=620,
        )
        self._context, self._beside = context, conditions
        choices = context.read(proposals.choices)
        words.learn(choices)
        group = conditions.nested or FilterGroup((ProposalFilter(),), any_of=True)
        self.rows = GroupRows(group, choices, words, self, outermost=True)
        pane = ScrollPane(self, margin=0)
        pane.column.addWidget(self.rows)
        pane.column.addStretch(1)
        pane.setMinimumHeight(tokens().px(300))
        self.body.addWidget(pane)
        self._count = PlainLabel("", self, tone="t2")
        self.body.addWidget(self._count)
        self.add_verb("clear", self.tr("去掉高级条件"))
        self.add_verb("", self.tr("取消"), run=self.reject)
        self.add_verb("ok", self.tr("筛选"), main=True)
        self._timer = QTimer(self, singleShot=True, interval=_WAIT)
        self._timer.timeout.connect(self._ask_count)
        self.rows.changed.connect(self._timer.start)
        self._ask_count()

    def nested(self) -> FilterGroup | None:
        """What was asked for."""
        return self.rows.group().pruned()

    def _ask_count(self) -> None:
        wanted = replace(self._beside, nested=self.nested())
        self._context.load(
            lambda session: proposals.count(session, wanted), owner=self, done=self._show_count, latest="count"
        )

    def _show_count(self, count: int) -> None:
        self._count.setText(self.tr("符合的建议 {0} 条").format(f"{count:,}"))


def edit_nested(
    context: Context, conditions: ProposalFilter, words: FilterWords, parent: QWidget | None = None
) -> ProposalFilter | None:
    """Ask; None when left as it is."""
    dialog = AdvancedFilter(context, conditions, words, parent)
    dialog.exec()
    if dialog.answer == "ok":
        return replace(conditions, nested=dialog.nested())
    return replace(conditions, nested=None) if dialog.answer == "clear" else None
