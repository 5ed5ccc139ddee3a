"""This file writes what is done to recommendations on the page 建议: each act one step that can be undone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from briefing_app.domain.proposals import NEEDS_REASON, ProposalStatus, RewordingKind
from briefing_app.store import proposals, themes
from briefing_app.ui import messages
from briefing_app.ui.context import Context
from briefing_app.ui.tagging import Tagging


class ProposalWriting(QObject):
    """Asks for what is missing, writes, and says what was done."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._tagging = Tagging(context, window)

    def set_important(self, ids: Sequence[int], important: bool) -> None:
        words = self.tr("设为重点") if important else self.tr("取消重点")
        self._context.perform(words, lambda s: proposals.set_important(s, ids, important), rows=len(ids))

    def move(self, ids: Sequence[int], status: ProposalStatus) -> None:
        """Bring all into a state, with one reason where the state asks for one."""
        reason = ""
        if status in NEEDS_REASON:
            given = messages.ask_text(
                self._window,
                self.tr("改为“{0}”").format(status.value),
                self.tr("这一步要写明理由，会记在建议上。"),
                field=self.tr("理由"),
                verb=self.tr("改状态"),
            )
            if given is None:
                return
            reason = given

        if self._context.perform(
            self.tr("改状态为{0}").format(status.value),
            lambda s: proposals.move_all(s, ids, status, reason=reason),
            rows=len(ids),
        ):
            self._context.toast(self.tr("{0} 条建议改为“{1}”").format(len(ids), status.value), undo=True)

    def summarise(self, proposal_id: int, text: str, kind: RewordingKind) -> None:
        words = self.tr("写{0}").format(kind.value)
        self._context.perform(
            words,
            lambda s: proposals.set_summary(s, proposal_id, text or None, kind),
            typed=f"summary {proposal_id} {kind.value}",
        )

    def add_theme(self, ids: Sequence[int]) -> None:
        name = self._ask_name(self.tr("归入主题"), self.tr("主题"), self._context.read(themes.find))
        if name:
            self._context.perform(
                self.tr("归入主题“{0}”").format(name),
                lambda s: themes.link(s, ids, name, confirmed=True),
                rows=len(ids),
            )

    def confirm_theme(self, ids: Sequence[int], name: str) -> None:
        self._context.perform(
            self.tr("确认主题“{0}”").format(name), lambda s: themes.confirm(s, ids, name), rows=len(ids)
        )

    def remove_theme(self, ids: Sequence[int], name: str) -> None:
        self._context.perform(
            self.tr("移出主题“{0}”").format(name), lambda s: themes.unlink(s, ids, name), rows=len(ids)
        )

    def add_tag(self, ids: Sequence[int]) -> None:
        self._tagging.add("proposal", ids)

    def remove_tag(self, ids: Sequence[int], name: str) -> None:
        self._tagging.remove("proposal", ids, name)

    def set_destination(self, ids: Sequence[int], destination: str | None) -> None:
        self._context.perform(
            self.tr("改去向"), lambda s: proposals.set_destination(s, ids, destination), rows=len(ids)
        )

    def remove(self, ids: Sequence[int]) -> None:
        words = self.tr("移走 {0} 条建议").format(len(ids))
        if self._context.perform(words, lambda s: proposals.remove(s, ids), rows=len(ids)):
            self._context.toast(self.tr("已把 {0} 条建议移到回收站").format(len(ids)), undo=True)

    def _ask_name(self, title: str, field: str, known: Sequence[object]) -> str | None:
        names = [str(getattr(theme, "name", theme)) for theme in known]
        hint = self.tr("已有：{0}").format("、".join(names[:12])) if names else ""
        return messages.ask_text(self._window, title, hint, field=field, verb=self.tr("归入"))
