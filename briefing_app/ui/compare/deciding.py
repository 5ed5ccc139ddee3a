"""This file writes what a person decides in the table: judgements with notes, stances of quotations, staff wording."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from briefing_app.domain.compared import ComparedBy
from briefing_app.domain.comparison import UNSORTED_THEME, Cell, Decision, Judgement, Stance, ThemeRow
from briefing_app.store import comparisons
from briefing_app.ui import messages
from briefing_app.ui.context import Context
from briefing_app.workflows import ArrangedComparison


class Deciding(QObject):
    """Each decision is one undoable action; the machine's suggestion stays beside it."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._page = context, parent
        self._meeting_id, self._by = 0, ComparedBy.SPEAKER

    def show(self, view: ArrangedComparison | None) -> None:
        """Decide about this one from now on."""
        if view is not None:
            self._meeting_id, self._by = view.meeting.id, view.layouts.by

    def confirm(self, row: ThemeRow) -> None:
        """Take the suggestion as it is."""
        if row.judgement is not None and row.suggested:
            self._decide(Decision(row.theme, row.judgement))

    def judge(self, row: ThemeRow, judgement: Judgement) -> None:
        """Set another judgement; a note may say why, and is printed with it."""
        note = self._ask_note(row, judgement, verb=self.tr("判断为{0}").format(judgement.value))
        if note is not None:
            self._decide(Decision(row.theme, judgement, note))

    def write_note(self, row: ThemeRow) -> None:
        """Reword the note of a decision."""
        if row.judgement is None:
            return
        note = self._ask_note(row, row.judgement, verb=self.tr("写好了"))
        if note is not None and note != row.note:
            self._decide(Decision(row.theme, row.judgement, note))

    def withdraw(self, row: ThemeRow) -> None:
        """Let the suggestion show again."""
        meeting_id, by = self._meeting_id, self._by
        self._context.perform(
            self.tr("撤回“{0}”的判断").format(row.theme), lambda s: comparisons.withdraw(s, meeting_id, row.theme, by)
        )

    def set_stance(self, theme: str, proposal_id: int, stance: Stance | None) -> None:
        """Say how a quotation stands to its row."""
        name = self.tr("标为{0}").format(stance.value) if stance else self.tr("取消态度")
        self._context.perform(name, lambda s: comparisons.set_stance(s, theme, proposal_id, stance))

    def write_summary(self, theme: str, cell: Cell) -> None:
        """Word a cell."""
        known, meeting_id, by = cell.summary or "", self._meeting_id, self._by
        words = self.tr("工作人员的话，屏幕上和打印时都标明“概括”。清空就去掉。")
        if self.several_speak:
            words = self.tr("工作人员的话，屏幕上和打印时都标明“概括”。清空就改回各位发言人各自的概括。")
        text = messages.ask_text(
            self._page,
            self.tr("概括这一格"),
            words,
            field=self.tr("概括"),
            verb=self.tr("写好了"),
            value=known,
            required=False,
        )
        if text is not None and text != known:
            self._context.perform(
                self.tr("写概括"),
                lambda s: comparisons.set_column_summary(s, meeting_id, theme, by, cell.column, text or None),
            )

    @property
    def several_speak(self) -> bool:
        """Whether a column may hold several speakers: then each quotation says whose it is."""
        return self._by is not ComparedBy.SPEAKER

    def add_row_actions(self, menu: QMenu, row: ThemeRow) -> None:
        """The judgements that can be set."""
        if row.theme == UNSORTED_THEME:
            return
        if row.judgement is not None and row.suggested:
            menu.addAction(self.tr("确认{0}").format(row.judgement.value), partial(self.confirm, row))
        for judgement in Judgement:
            if judgement is not row.judgement:
                words = self.tr("判断为{0}").format(judgement.value)
                menu.addAction(words, partial(self.judge, row, judgement))
        if not row.suggested:
            menu.addAction(self.tr("撤回判断"), partial(self.withdraw, row))

    def add_stance_actions(self, menu: QMenu, theme: str, proposal_id: int, current: Stance | None) -> None:
        """同向, 补充, 相左, or none."""
        for stance in Stance:
            action = menu.addAction(stance.value, partial(self.set_stance, theme, proposal_id, stance))
            action.setCheckable(True)
            action.setChecked(stance is current)
        if current is not None:
            menu.addAction(self.tr("不标"), partial(self.set_stance, theme, proposal_id, None))

    def _ask_note(self, row: ThemeRow, judgement: Judgement, *, verb: str) -> str | None:
        return messages.ask_text(
            self._page,
            self.tr("“{0}”判断为{1}").format(row.theme, judgement.value),
            self.tr("写一句为什么，会印在对照表上。可以不写。"),
            field=self.tr("说明"),
            verb=verb,
            value=row.note,
            required=False,
        )

    def _decide(self, decision: Decision) -> None:
        meeting_id, by = self._meeting_id, self._by
        self._context.perform(
            self.tr("判断“{0}”为{1}").format(decision.theme, decision.judgement.value),
            lambda s: comparisons.decide(s, meeting_id, decision, by),
        )
