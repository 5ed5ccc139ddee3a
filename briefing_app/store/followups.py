"""This file keeps items of follow-up: who handles what until when, their states, and their log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from briefing_app import clock
from briefing_app.domain.followups import (
    NEEDS_REASON,
    EntryKind,
    FollowUp,
    FollowUpEntry,
    FollowUpStatus,
    next_statuses,
)
from briefing_app.errors import IllegalMove, InvalidValue
from briefing_app.store import records, units
from briefing_app.store.followup_lists import entry_of, find, one
from briefing_app.store.followup_progress import bring_along
from briefing_app.store.schema import (
    FollowUpEntryRow,
    FollowUpProposalRow,
    FollowUpRow,
    FollowUpUnitRow,
    ProposalRow,
)

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["Changes", "add", "find", "log", "move", "one", "remove", "restore", "update"]

_S = FollowUpStatus
# The kind of line that a move into a state leaves in the log; all others leave a 备注.
_KINDS = {_S.ASSIGNED: EntryKind.ASSIGNED, _S.ANSWERED: EntryKind.REPLY, _S.EVALUATED: EntryKind.EVALUATION}


class Changes(TypedDict, total=False):
    """What can be changed of an item; what is not named stays as it is."""

    title: str
    lead: str
    with_units: Sequence[str]
    due: date | None
    joint_due: date | None
    assigned_on: date | None
    reply_class: str | None
    satisfaction: str | None
    proposal_ids: Sequence[int]


def add(
    session: Session,
    *,
    title: str,
    proposal_ids: Sequence[int],
    lead: str,
    with_units: Sequence[str] = (),
    due: date | None = None,
    joint_due: date | None = None,
    assigned_on: date | None = None,
) -> FollowUp:
    """A new item, waiting to be handed out; `lead` may still be empty."""
    row = FollowUpRow(title=_required_title(title), lead_id=None, created_at=clock.now())
    session.add(row)
    session.flush()
    return update(
        session,
        row.id,
        lead=lead,
        with_units=with_units,
        due=due,
        joint_due=joint_due,
        assigned_on=assigned_on,
        proposal_ids=proposal_ids,
    )


def update(session: Session, followup_id: int, **changes: Unpack[Changes]) -> FollowUp:
    """Change what is named; raises InvalidValue for a due date before the item was handed out."""
    row = records.required(session, FollowUpRow, followup_id)
    if "title" in changes:
        row.title = _required_title(changes["title"])
    if "lead" in changes:
        row.lead_id = units.named(session, changes["lead"]) if changes["lead"].strip() else None
    for name in ("due", "joint_due", "assigned_on", "reply_class", "satisfaction"):
        if name in changes:
            setattr(row, name, changes[name])
    _require_days_in_order(row, handed_out=row.assigned_on)
    if "with_units" in changes:
        _set_units(session, row, changes["with_units"])
    if "proposal_ids" in changes:
        _set_proposals(session, row, changes["proposal_ids"])
    session.flush()
    return one(session, followup_id)


def move(
    session: Session,
    followup_id: int,
    status: FollowUpStatus,
    *,
    note: str = "",
    today: date,
    dated: date | None = None,
) -> FollowUp:
    """Bring an item into its next state with its recommendations, and log it.

    `dated` is the day that it happened, if it was before today.

    Raises IllegalMove, or InvalidValue when what the state requires is missing: a unit to hand it to, a reason,
    a reply, an evaluation. `note` is that reason, reply or evaluation.
    """
    row = records.required(session, FollowUpRow, followup_id)
    legal = next_statuses(row.status)
    if status not in legal:
        raise IllegalMove(row.status.value, status.value, tuple(step.value for step in legal))
    _require_what_it_needs(session, row, status, note.strip())
    if status is _S.ASSIGNED:
        _require_days_in_order(row, handed_out=today)
        row.assigned_on = today
    row.status = status
    if note.strip() or status is _S.REOPENED:
        kind = _KINDS.get(status, EntryKind.NOTE)
        _write(session, row, kind, note.strip(), moved_to=status, dated=dated or today)
    bring_along(session, row, note=note.strip())
    return one(session, followup_id)


def log(
    session: Session, followup_id: int, kind: EntryKind, text: str, *, author: str = "", dated: date | None = None
) -> FollowUpEntry:
    """Add a line to the log; `dated` is the day that it happened, today if it is not said."""
    if not text.strip():
        raise InvalidValue("办理记录", text, "至少一个字")
    row = records.required(session, FollowUpRow, followup_id)
    return entry_of(_write(session, row, kind, text.strip(), author=author, dated=dated))


def remove(session: Session, followup_id: int) -> None:
    """Into the 回收站, with its log."""
    records.remove([records.required(session, FollowUpRow, followup_id)])
    session.flush()


def restore(session: Session, followup_id: int) -> None:
    records.restore([records.required(session, FollowUpRow, followup_id)])
    session.flush()


def _require_days_in_order(row: FollowUpRow, *, handed_out: date | None) -> None:
    if handed_out is None:
        return
    for field, day in (("期限", row.due), ("会办期限", row.joint_due)):
        if day is not None and day < handed_out:
            raise InvalidValue(field, day.isoformat(), f"不早于交办日 {handed_out.isoformat()}")


def _required_title(title: str) -> str:
    if not title.strip():
        raise InvalidValue("标题", title, "至少一个字")
    return title.strip()


def _require_what_it_needs(session: Session, row: FollowUpRow, status: FollowUpStatus, note: str) -> None:
    if status is _S.ASSIGNED and row.lead_id is None:
        raise InvalidValue("主办单位", "", "交办前须写明主办单位")
    if status in NEEDS_REASON and not note:
        raise InvalidValue("理由", note, f"{status.value}须写明理由")
    logged = _logged_since_reopening(session, row.id)
    answered = EntryKind.REPLY in logged
    evaluated = EntryKind.EVALUATION in logged or row.satisfaction is not None
    if status is _S.ANSWERED and not (note or answered):
        raise InvalidValue("答复", note, "须写明答复内容")
    if status is _S.EVALUATED and not (note or evaluated):
        raise InvalidValue("评价", note, "须写明评价，或选定满意度")
    if status is _S.CLOSED and not (answered and evaluated):
        raise InvalidValue("答复和评价", "", "办结前须有答复和评价")


def _logged_since_reopening(session: Session, followup_id: int) -> set[EntryKind]:
    """The kinds of lines since the item was last taken up: an old reply does not answer a new round."""
    kinds: set[EntryKind] = set()
    rows = session.scalars(
        select(FollowUpEntryRow)
        .where(FollowUpEntryRow.followup_id == followup_id, FollowUpEntryRow.removed_at.is_(None))
        .order_by(FollowUpEntryRow.id)
    )
    for row in rows:
        kinds = set() if row.moved_to is _S.REOPENED else kinds | {row.kind}
    return kinds


def _write(
    session: Session,
    row: FollowUpRow,
    kind: EntryKind,
    text: str,
    *,
    author: str = "",
    moved_to: FollowUpStatus | None = None,
    dated: date | None = None,
) -> FollowUpEntryRow:
    entry = FollowUpEntryRow(
        followup_id=row.id,
        kind=kind,
        text=text,
        author=author or records.author_of(session),
        written_at=clock.now(),
        dated=dated or clock.today(),
        moved_to=moved_to,
    )
    session.add(entry)
    session.flush()
    return entry


def _set_units(session: Session, row: FollowUpRow, names: Iterable[str]) -> None:
    wanted = {units.named(session, name): position for position, name in enumerate(names, start=1)}
    for link in session.scalars(select(FollowUpUnitRow).where(FollowUpUnitRow.followup_id == row.id)).all():
        if link.unit_id in wanted:
            link.position = wanted.pop(link.unit_id)
        else:
            session.delete(link)
    session.add_all(
        FollowUpUnitRow(followup_id=row.id, unit_id=unit_id, position=position) for unit_id, position in wanted.items()
    )


def _set_proposals(session: Session, row: FollowUpRow, ids: Iterable[int]) -> None:
    wanted = {
        proposal.id: position
        for position, proposal in enumerate(records.all_required(session, ProposalRow, ids), start=1)
    }
    for link in session.scalars(select(FollowUpProposalRow).where(FollowUpProposalRow.followup_id == row.id)).all():
        if link.proposal_id in wanted:
            link.position = wanted.pop(link.proposal_id)
        else:
            session.delete(link)
    session.add_all(
        FollowUpProposalRow(followup_id=row.id, proposal_id=proposal_id, position=position)
        for proposal_id, position in wanted.items()
    )
