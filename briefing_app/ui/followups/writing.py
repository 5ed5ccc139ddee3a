"""This file writes what is done to items of follow-up on the page 跟进: each act one step that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from briefing_app.domain.deadlines import months_after
from briefing_app.domain.followups import (
    NEEDS_REASON,
    Attachment,
    DueState,
    EntryKind,
    FollowUp,
    FollowUpStatus,
    next_statuses,
)
from briefing_app.store import attachments, followups, proposals, units
from briefing_app.ui import messages
from briefing_app.ui.context import Context
from briefing_app.ui.followups.form import Offered, Written, ask_changes, ask_handing_out, ask_new
from briefing_app.ui.followups.linking import ask_for_proposals
from briefing_app.ui.pages import late

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_S = FollowUpStatus
_EVIDENCE = {_S.ANSWERED: "答复内容", _S.EVALUATED: "评价内容"}
_EACH = 10  # rows that an item changes: itself, its log, its recommendations, and what stands in the index
_ATTACHING = "briefing_app.workflows.attaching"


class FollowUpWriting(QObject):
    """Asks for what is missing, writes, and says what was done."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window

    def offered(self) -> Offered:
        """The deadlines by the rules of the settings, counted from today: an offer, never set silently."""
        rules, today = self._context.settings.deadlines, self._context.today()
        return Offered(months_after(today, rules.lead_months), months_after(today, rules.joint_months))

    def add(self, proposal_ids: Sequence[int]) -> int:
        """A new item, for recommendations that were chosen elsewhere or for none yet; its id, or -1."""
        chosen = self._context.read(lambda s: proposals.by_ids(s, proposal_ids))
        written = ask_new(chosen, self._context.read(units.find), self.offered(), self._window)
        if written is None:
            return -1
        done = self._context.perform(
            self.tr("新建跟进事项"),
            lambda s: followups.add(
                s,
                title=written.title,
                proposal_ids=proposal_ids,
                lead=written.lead,
                with_units=written.with_units,
                due=written.due,
                joint_due=written.joint_due,
            ),
        )
        if done is None:
            return -1
        self._context.toast(self.tr("已新建跟进事项"), undo=True)
        return done.value.id

    def edit(self, key: int) -> None:
        followup = self._context.read(lambda s: followups.one(s, key))
        written = ask_changes(followup, self._context.read(units.find), self._window)
        if written is not None and written != Written.of(followup):
            self._context.perform(self.tr("编辑跟进事项"), lambda s: followups.update(s, key, **written.fields()))

    def set(self, key: int, name: str, **changes: object) -> None:
        """Change what is named of an item."""
        self._context.perform(name, lambda s: followups.update(s, key, **changes))  # type: ignore[arg-type]

    def link(self, key: int) -> None:
        """Let the item answer to further recommendations."""
        followup = self._context.read(lambda s: followups.one(s, key))
        chosen = ask_for_proposals(self._context, followup.proposal_ids, self._window)
        if not chosen:
            return
        wanted = [*followup.proposal_ids, *chosen]
        words = self.tr("关联 {0} 条建议").format(len(chosen))
        if self._context.perform(words, lambda s: followups.update(s, key, proposal_ids=wanted)):
            self._context.toast(self.tr("已{0}").format(words), undo=True)

    def let_go(self, key: int, proposal_id: int) -> None:
        """Follow a recommendation no longer with this item."""
        followup = self._context.read(lambda s: followups.one(s, key))
        left = [one for one in followup.proposal_ids if one != proposal_id]
        if self._context.perform(self.tr("不再关联一条建议"), lambda s: followups.update(s, key, proposal_ids=left)):
            self._context.toast(self.tr("已不再关联这条建议"), undo=True)

    def log(self, key: int, kind: EntryKind, text: str, day: date, files: Sequence[Path] = ()) -> None:
        """Add a line to the log; files are read in a worker."""
        name, author = self.tr("记{0}").format(kind.value), self._context.author
        if not files:
            self._context.perform(name, lambda s: followups.log(s, key, kind, text, author=author, dated=day))
            return
        self._context.perform_later(
            name,
            lambda s, _job: late(_ATTACHING, "log_with_files")(
                s, key, kind, text, author=author, dated=day, files=list(files)
            ),
            owner=self,
            name=self.tr("正在收存附件"),
        )

    def save_attachment(self, attachment: Attachment) -> None:
        target = messages.ask_save_file(
            self._window, self.tr("另存附件"), Path(attachment.name), self.tr("所有文件 (*)")
        )
        if target is not None:
            self._context.load(
                lambda s: late(_ATTACHING, "save_attachment")(s, attachment.id, target, force=True),
                owner=self,
                done=lambda _none: self._context.toast(self.tr("已另存到 {0}").format(target.name)),
                latest="attachment",
            )

    def remove_attachment(self, attachment: Attachment) -> None:
        if self._context.perform(self.tr("移走附件"), lambda s: attachments.remove(s, attachment.id)):
            self._context.toast(self.tr("已移走附件“{0}”").format(attachment.name), undo=True)

    def hand_out(self, chosen: Sequence[FollowUp]) -> None:
        """交办 all that may be handed out; units and deadlines that are missing are asked for once."""
        able = [one for one in chosen if _S.ASSIGNED in next_statuses(one.status)]
        if not able:
            self._context.toast(self.tr("选中的事项现在不能交办"))
            return
        handing = ask_handing_out(able, self._context.read(units.find), self.offered(), self._window)
        if handing is None:
            return
        today = self._context.today()

        def hand_all_out(session: Session) -> None:
            for one in able:
                changes = handing.changes(one)
                if changes:
                    followups.update(session, one.id, **changes)
                followups.move(session, one.id, _S.ASSIGNED, note=handing.note, today=today)

        self._told(self.tr("交办 {0} 项").format(len(able)), hand_all_out, len(able))

    def move(self, keys: Sequence[int], status: FollowUpStatus) -> None:
        """Bring items into a state, with the reason, reply or evaluation that it asks for."""
        note = self._ask_note(status)
        if note is None:
            return
        today = self._context.today()

        def move_all(session: Session) -> None:
            for key in keys:
                followups.move(session, key, status, note=note, today=today)

        if self._context.perform(self.tr("改为“{0}”").format(status.value), move_all, rows=_EACH * len(keys)):
            self._context.toast(self.tr("{0} 项改为“{1}”").format(len(keys), status.value), undo=True)

    def urge(self, chosen: Sequence[FollowUp]) -> None:
        """催办: a line in the log of each item that is not done."""
        today = self._context.today()
        waiting = [one for one in chosen if one.due_state(today) is not DueState.DONE]
        if not waiting:
            self._context.toast(self.tr("选中的事项已经办了，不用催"))
            return
        words = self.tr("催办 {0} 项").format(len(waiting))
        text = messages.ask_text(
            self._window,
            words,
            self.tr("每一项都记一条催办。"),
            field=self.tr("催办内容"),
            verb=self.tr("记下催办"),
            value=self.tr("请尽快反馈办理情况。"),
        )
        if text is None:
            return
        author = self._context.author

        def urge_all(session: Session) -> None:
            for one in waiting:
                followups.log(session, one.id, EntryKind.URGED, text, author=author)

        self._told(words, urge_all, len(waiting))

    def remove(self, key: int) -> None:
        if self._context.perform(self.tr("移走跟进事项"), lambda s: followups.remove(s, key)):
            self._context.toast(self.tr("已把跟进事项移到回收站"), undo=True)

    def _ask_note(self, status: FollowUpStatus) -> str | None:
        """The reason, reply or evaluation that a state asks for; "" where it asks for none."""
        field = self.tr("理由") if status in NEEDS_REASON else _EVIDENCE.get(status, "")
        if not field:
            return ""
        return messages.ask_text(
            self._window,
            self.tr("改为“{0}”").format(status.value),
            self.tr("会记在办理记录里。"),
            field=field,
            verb=self.tr("改状态"),
        )

    def _told(self, name: str, work: Callable[[Session], None], items: int) -> None:
        if self._context.perform(name, work, rows=_EACH * items):
            self._context.toast(self.tr("已{0}").format(name), undo=True)
