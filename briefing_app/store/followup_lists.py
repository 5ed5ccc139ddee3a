"""This file reads items of follow-up for lists and boards: complete, in few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from briefing_app.domain.followups import DONE, Attachment, FollowUp, FollowUpEntry, FollowUpStatus
from briefing_app.store import attachments, filtering, records, tags
from briefing_app.store.schema import (
    FollowUpEntryRow,
    FollowUpProposalRow,
    FollowUpRow,
    FollowUpUnitRow,
    ProposalRow,
    SpeechRow,
    UnitRow,
)


def find(
    session: Session,
    *,
    statuses: Sequence[FollowUpStatus] = (),
    unit: str | None = None,
    proposal_id: int | None = None,
    meeting_id: int | None = None,
    overdue_on: date | None = None,
    due_before: date | None = None,
) -> list[FollowUp]:
    """Items by conditions that add up, the nearest deadline first.

    `unit` leads or takes part; `overdue_on` lets through what is not done and was due before that day;
    `due_before` what is due before that day, done or not.
    """
    query = select(FollowUpRow).where(FollowUpRow.removed_at.is_(None))
    if statuses:
        query = query.where(FollowUpRow.status.in_(statuses))
    if unit is not None:
        query = query.where(filtering.followed_up_by((unit,)))
    if proposal_id is not None:
        query = query.where(_follows(select(ProposalRow.id).where(ProposalRow.id == proposal_id)))
    if meeting_id is not None:
        said = select(ProposalRow.id).join(SpeechRow, SpeechRow.id == ProposalRow.speech_id)
        query = query.where(_follows(said.where(SpeechRow.meeting_id == meeting_id, records.proposal_is_there())))
    if overdue_on is not None:
        query = query.where(FollowUpRow.due < overdue_on, FollowUpRow.status.not_in(DONE))
    if due_before is not None:
        query = query.where(FollowUpRow.due < due_before)
    return _complete(session, query.order_by(FollowUpRow.due.asc().nulls_last(), FollowUpRow.id))


def one(session: Session, followup_id: int) -> FollowUp:
    """An item, removed or not."""
    found = _complete(session, select(FollowUpRow).where(FollowUpRow.id == followup_id))
    if not found:
        raise records.not_found(FollowUpRow, followup_id)
    return found[0]


def entry_of(row: FollowUpEntryRow) -> FollowUpEntry:
    return FollowUpEntry(
        row.id, row.followup_id, row.kind, row.text, row.author, row.written_at, row.moved_to, row.dated
    )


def _follows(proposals: Select[int]) -> ColumnElement[bool]:
    return FollowUpRow.id.in_(
        select(FollowUpProposalRow.followup_id).where(FollowUpProposalRow.proposal_id.in_(proposals))
    )


def _complete(session: Session, query: Select[FollowUpRow]) -> list[FollowUp]:
    rows = session.scalars(query).all()
    ids = [row.id for row in rows]
    names = {row.id: row.name for row in session.scalars(select(UnitRow))}
    joint: dict[int, list[str]] = defaultdict(list)
    proposals: dict[int, list[int]] = defaultdict(list)
    entries: dict[int, list[FollowUpEntry]] = defaultdict(list)
    files: dict[int, list[Attachment]] = defaultdict(list)
    for chunk in records.chunks(ids):
        for followup_id, unit_id in session.execute(_units(chunk)):
            joint[followup_id].append(names[unit_id])
        for followup_id, proposal_id in session.execute(_proposals(chunk)):
            proposals[followup_id].append(proposal_id)
        for entry in session.scalars(_entries(chunk)):
            entries[entry.followup_id].append(entry_of(entry))
        for attachment in attachments.of_followups(session, chunk):
            files[attachment.followup_id].append(attachment)
    labels = tags.of_all(session, "followup", ids)
    return [
        FollowUp(
            id=row.id,
            title=row.title,
            lead=names.get(row.lead_id, "") if row.lead_id is not None else "",
            with_units=tuple(joint[row.id]),
            assigned_on=row.assigned_on,
            due=row.due,
            status=row.status,
            reply_class=row.reply_class,
            satisfaction=row.satisfaction,
            proposal_ids=tuple(proposals[row.id]),
            entries=tuple(entries[row.id]),
            joint_due=row.joint_due,
            attachments=tuple(files[row.id]),
            tags=labels.get(row.id, ()),
        )
        for row in rows
    ]


def _units(ids: Sequence[int]) -> Select[int, int]:
    return (
        select(FollowUpUnitRow.followup_id, FollowUpUnitRow.unit_id)
        .where(FollowUpUnitRow.followup_id.in_(ids))
        .order_by(FollowUpUnitRow.followup_id, FollowUpUnitRow.position)
    )


def _proposals(ids: Sequence[int]) -> Select[int, int]:
    return (
        select(FollowUpProposalRow.followup_id, FollowUpProposalRow.proposal_id)
        .join(ProposalRow, ProposalRow.id == FollowUpProposalRow.proposal_id)
        .where(FollowUpProposalRow.followup_id.in_(ids), records.proposal_is_there())
        .order_by(FollowUpProposalRow.followup_id, FollowUpProposalRow.position)
    )


def _entries(ids: Sequence[int]) -> Select[FollowUpEntryRow]:
    return (
        select(FollowUpEntryRow)
        .where(FollowUpEntryRow.followup_id.in_(ids), FollowUpEntryRow.removed_at.is_(None))
        .order_by(FollowUpEntryRow.followup_id, FollowUpEntryRow.id)
    )
