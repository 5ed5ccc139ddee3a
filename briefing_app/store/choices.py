"""This file counts what there is to choose for each condition of a filter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, distinct, func, select
from sqlalchemy.orm import Session

from briefing_app.domain.filters import Choice, Choices, ProposalFilter
from briefing_app.store import filtering, meetings
from briefing_app.store.schema import (
    AffiliationRow,
    CoSpeakerRow,
    FollowUpProposalRow,
    FollowUpRow,
    FollowUpUnitRow,
    IdentityRow,
    MeetingRow,
    ProposalRow,
    ProposalTagRow,
    ProposalThemeRow,
    SpeechRow,
    TagRow,
    ThemeRow,
    UnitRow,
)

if TYPE_CHECKING:
    from typing_extensions import Unpack

    Counting = Select[Unpack[tuple[Any, ...]]]
    Clauses = list[ColumnElement[bool]]


def choices(session: Session, conditions: ProposalFilter | None = None) -> Choices:
    """For each condition its values with counts, under all the other conditions; the most frequent first."""
    wanted = conditions or ProposalFilter()
    counted: dict[str, list[tuple[Any, int]]] = {}
    for name, counting in _COUNTING.items():
        rows = session.execute(counting(filtering.clauses(wanted, without=name)))
        counted[name] = sorted(((value, count) for value, count in rows), key=lambda row: -row[1])
    return Choices(
        meetings=_meetings(session, dict(counted.pop("meetings"))),
        **{name: tuple(Choice(value, _label(value), count) for value, count in rows) for name, rows in counted.items()},
    )


def _label(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value.value if isinstance(value, Enum) else value)


def _meetings(session: Session, counts: dict[int, int]) -> tuple[Choice, ...]:
    """Meetings read by their title and stand by date, the newest first."""
    found = session.scalars(select(MeetingRow).where(MeetingRow.id.in_(counts)))
    newest_first = sorted(found, key=lambda row: (row.date or date.max, row.id), reverse=True)
    return tuple(Choice(row.id, meetings.title_of(row), counts[row.id]) for row in newest_first)


def _by_column(value: ColumnElement[Any]) -> Callable[[Clauses], Counting]:
    """Counts by a value of the recommendation's own row."""

    def counting(among: Clauses) -> Counting:
        query = select(value, func.count()).select_from(ProposalRow).where(*among, value.is_not(None))
        return query.group_by(value).order_by(value)

    return counting


def _by_speech(speech_id: ColumnElement[int], value: ColumnElement[Any]) -> Callable[[Clauses], Counting]:
    """Counts by a value that speeches have."""

    def counting(among: Clauses) -> Counting:
        return (
            select(value, func.count(distinct(ProposalRow.id)))
            .join_from(ProposalRow, speech_id.table, speech_id == ProposalRow.speech_id)
            .where(*among, value.is_not(None))
            .group_by(value)
            .order_by(value)
        )

    return counting


def _speakers(among: Clauses) -> Counting:
    names = (
        select(SpeechRow.id.label("speech_id"), func.coalesce(SpeechRow.speaker, SpeechRow.label).label("name"))
        .union(select(CoSpeakerRow.speech_id, CoSpeakerRow.name))
        .subquery()
    )
    return _by_speech(names.c.speech_id, names.c.name)(among)


def _themes(among: Clauses) -> Counting:
    return (
        select(ThemeRow.name, func.count())
        .join(ProposalThemeRow, ProposalThemeRow.theme_id == ThemeRow.id)
        .join(ProposalRow, ProposalRow.id == ProposalThemeRow.proposal_id)
        .where(*among, ThemeRow.removed_at.is_(None))
        .group_by(ThemeRow.id)
        .order_by(ThemeRow.pinyin)
    )


def _tags(among: Clauses) -> Counting:
    return (
        select(TagRow.name, func.count())
        .join(ProposalTagRow, ProposalTagRow.tag_id == TagRow.id)
        .join(ProposalRow, ProposalRow.id == ProposalTagRow.proposal_id)
        .where(*among)
        .group_by(TagRow.id)
        .order_by(TagRow.name)
    )


def _units(among: Clauses) -> Counting:
    taking_part = (
        select(FollowUpRow.id.label("followup_id"), FollowUpRow.lead_id.label("unit_id"))
        .where(FollowUpRow.lead_id.is_not(None))
        .union(select(FollowUpUnitRow.followup_id, FollowUpUnitRow.unit_id))
        .subquery()
    )
    return (
        select(UnitRow.name, func.count(distinct(FollowUpProposalRow.proposal_id)))
        .join(taking_part, taking_part.c.unit_id == UnitRow.id)
        .join(FollowUpProposalRow, FollowUpProposalRow.followup_id == taking_part.c.followup_id)
        .join(FollowUpRow, FollowUpRow.id == taking_part.c.followup_id)
        .join(ProposalRow, ProposalRow.id == FollowUpProposalRow.proposal_id)
        .where(*among, FollowUpRow.removed_at.is_(None))
        .group_by(UnitRow.id)
        .order_by(UnitRow.name)
    )


_COUNTING: dict[str, Callable[[Clauses], Counting]] = {
    "meetings": _by_speech(SpeechRow.__table__.c.id, SpeechRow.__table__.c.meeting_id),
    "speakers": _speakers,
    "organisations": _by_speech(AffiliationRow.__table__.c.speech_id, AffiliationRow.__table__.c.organisation),
    "identities": _by_speech(IdentityRow.__table__.c.speech_id, IdentityRow.__table__.c.name),
    "themes": _themes,
    "tags": _tags,
    "statuses": _by_column(ProposalRow.status.expression),
    "units": _units,
    "destinations": _by_column(ProposalRow.destination.expression),
    "important": _by_column(ProposalRow.important.expression),
    "has_notes": _by_column(filtering.has_note()),
    "misplaced": _by_column(filtering.is_misplaced()),
    "has_followups": _by_column(filtering.has_followup()),
}
