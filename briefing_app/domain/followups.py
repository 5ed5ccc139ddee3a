"""This file says what following up (跟进) is: items, their states and moves, the log, and what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum


class FollowUpStatus(str, Enum):
    """Where an item of follow-up stands; the values are the words of the trade."""

    DRAFTED = "待交办"
    ASSIGNED = "已交办"
    ACCEPTED = "已签收"
    IN_PROGRESS = "办理中"
    RETURNED = "退回改办"
    ANSWERED = "已答复"
    EVALUATED = "已评价"
    CLOSED = "办结"
    REOPENED = "重新办理"
    SUSPENDED = "暂缓"
    ARCHIVED = "归档"


_S = FollowUpStatus
MOVES: dict[FollowUpStatus, tuple[FollowUpStatus, ...]] = {
    _S.DRAFTED: (_S.ASSIGNED, _S.SUSPENDED),
    _S.ASSIGNED: (_S.ACCEPTED, _S.IN_PROGRESS, _S.RETURNED, _S.SUSPENDED),
    _S.ACCEPTED: (_S.IN_PROGRESS, _S.RETURNED, _S.SUSPENDED),
    _S.IN_PROGRESS: (_S.ANSWERED, _S.RETURNED, _S.SUSPENDED),
    _S.RETURNED: (_S.ASSIGNED, _S.SUSPENDED),
    _S.ANSWERED: (_S.EVALUATED, _S.REOPENED),
    _S.EVALUATED: (_S.CLOSED, _S.REOPENED),
    _S.CLOSED: (_S.ARCHIVED, _S.REOPENED),
    _S.REOPENED: (_S.IN_PROGRESS, _S.ASSIGNED),
    _S.SUSPENDED: (_S.ASSIGNED, _S.IN_PROGRESS),
    _S.ARCHIVED: (_S.REOPENED,),
}
NEEDS_REASON = frozenset({_S.RETURNED, _S.SUSPENDED, _S.REOPENED})
DONE = frozenset({_S.ANSWERED, _S.EVALUATED, _S.CLOSED, _S.ARCHIVED})


class EntryKind(str, Enum):
    """What a line of the log records."""

    ASSIGNED = "交办"
    URGED = "催办"
    REPLY = "答复"
    EVALUATION = "评价"
    INSTRUCTION = "批示"
    NOTE = "备注"


# 办复类别 with its legend: a library may define others, and every printed table carries them.
REPLY_CLASSES = {"A": "已解决或基本解决", "B": "正在解决或列入计划", "C": "因条件限制暂不能解决"}
SATISFACTIONS = ("满意", "基本满意", "不满意")

SOON_DAYS = 7


class DueState(str, Enum):
    """How near the deadline is; told apart by shape and word, not by colour alone."""

    DONE = "done"
    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    OPEN = "open"  # no deadline


@dataclass(frozen=True, slots=True)
class FollowUpEntry:
    """A dated line of the log."""

    id: int
    followup_id: int
    kind: EntryKind
    text: str
    author: str
    written_at: datetime
    moved_to: FollowUpStatus | None = None  # the state that it came with
    dated: date | None = None  # the day that it happened, which may be before it was written down

    @property
    def day(self) -> date:
        """The day that a list or a printed page shows."""
        return self.dated or self.written_at.date()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file kept with an item, possibly with one line of its log; its bytes stay in the library."""

    id: int
    followup_id: int
    entry_id: int | None
    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class FollowUp:
    """An item of follow-up, with everything a list shows."""

    id: int
    title: str
    lead: str  # 主办
    with_units: tuple[str, ...]  # 会办
    assigned_on: date | None
    due: date | None
    status: FollowUpStatus
    reply_class: str | None = None
    satisfaction: str | None = None
    proposal_ids: tuple[int, ...] = ()
    entries: tuple[FollowUpEntry, ...] = ()
    joint_due: date | None = None  # by when joint units give their views to the lead
    attachments: tuple[Attachment, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def replied_on(self) -> date | None:
        """The day of the reply of this round; an old reply does not answer an item that was taken up again."""
        round_: list[FollowUpEntry] = []
        for entry in self.entries:
            round_ = [] if entry.moved_to is FollowUpStatus.REOPENED else [*round_, entry]
        replies = [entry for entry in round_ if entry.kind is EntryKind.REPLY]
        chosen = next((entry for entry in replies if entry.moved_to is FollowUpStatus.ANSWERED), None)
        reply = chosen or (replies[0] if replies else None)
        return None if reply is None else reply.day

    def due_state(self, today: date) -> DueState:
        if self.status in DONE:
            return DueState.DONE
        if self.due is None:
            return DueState.OPEN
        days = (self.due - today).days
        if days < 0:
            return DueState.OVERDUE
        return DueState.SOON if days <= SOON_DAYS else DueState.LATER


def next_statuses(status: FollowUpStatus) -> tuple[FollowUpStatus, ...]:
    """The legal next states, the expected one first."""
    return MOVES[status]
