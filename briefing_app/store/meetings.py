"""This file keeps meetings and their facts."""

from __future__ import annotations

from dataclasses import asdict, replace

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from briefing_app.domain.meetings import Meeting, MeetingFacts
from briefing_app.store import records, tags
from briefing_app.store.schema import MeetingRow, ProposalRow, SourceRow, SpeechRow


def add(session: Session, facts: MeetingFacts, *, reviewed: bool) -> int:
    """A new meeting; `reviewed` says that a person has looked at what the importer found."""
    row = MeetingRow(**asdict(facts), reviewed=reviewed)
    session.add(row)
    session.flush()
    return row.id


def find(session: Session) -> list[Meeting]:
    """All meetings, the newest first; a meeting without a date stands by when it came in."""
    rows = session.execute(
        _counted()
        .where(records.meeting_is_there())
        .order_by(MeetingRow.date.desc().nulls_first(), MeetingRow.id.desc())
    )
    found = [_meeting(row) for row in rows]
    labels = tags.of_all(session, "meeting", [meeting.id for meeting in found])
    return [replace(meeting, tags=labels[meeting.id]) if meeting.id in labels else meeting for meeting in found]


def one(session: Session, meeting_id: int) -> Meeting:
    row = session.execute(_counted().where(MeetingRow.id == meeting_id)).one_or_none()
    if row is None:
        raise records.not_found(MeetingRow, meeting_id)
    return replace(_meeting(row), tags=tags.of(session, "meeting", meeting_id))


def update(session: Session, meeting_id: int, facts: MeetingFacts) -> None:
    """Set all facts of a meeting."""
    row = records.required(session, MeetingRow, meeting_id)
    for name, value in asdict(facts).items():
        setattr(row, name, value)
    session.flush()


def set_reviewed(session: Session, meeting_id: int, reviewed: bool) -> None:
    """Whether a person has looked through what the program found."""
    records.required(session, MeetingRow, meeting_id).reviewed = reviewed
    session.flush()


def remove(session: Session, meeting_id: int) -> None:
    """Into the 回收站, with the sources, speeches, recommendations and notes that hang on it."""
    meeting = records.required(session, MeetingRow, meeting_id)
    records.remove([meeting])
    # Its sources too: their bytes may be imported again. They carry the meeting's moment, by which they come back.
    for source in session.scalars(select(SourceRow).where(SourceRow.meeting_id == meeting_id)):
        source.removed_at = source.removed_at or meeting.removed_at
    session.flush()


def restore(session: Session, meeting_id: int) -> None:
    """Back from the 回收站, with everything that went with it."""
    meeting = records.required(session, MeetingRow, meeting_id)
    went_along = select(SourceRow).where(
        SourceRow.meeting_id == meeting_id,
        SourceRow.removed_at == meeting.removed_at,
        # The same bytes may have been imported again since; then that source is the one that is found.
        SourceRow.sha256.not_in(select(SourceRow.sha256).where(SourceRow.removed_at.is_(None))),
    )
    records.restore([*session.scalars(went_along), meeting])
    session.flush()


def _counted() -> Select[MeetingRow, int, int]:
    speeches = (
        select(func.count())
        .select_from(SpeechRow)
        .where(SpeechRow.meeting_id == MeetingRow.id, SpeechRow.removed_at.is_(None))
        .scalar_subquery()
    )
    proposals = (
        select(func.count())
        .select_from(SpeechRow)
        .join(ProposalRow, ProposalRow.speech_id == SpeechRow.id)
        .where(SpeechRow.meeting_id == MeetingRow.id, SpeechRow.removed_at.is_(None), ProposalRow.removed_at.is_(None))
        .scalar_subquery()
    )
    return select(MeetingRow, speeches, proposals)


def _meeting(found: Row[MeetingRow, int, int]) -> Meeting:
    row, speeches, proposals = found
    return Meeting(row.id, facts_of(row), row.reviewed, speeches, proposals)


def title_of(row: MeetingRow) -> str:
    """The best short name that the domain knows for a meeting."""
    return Meeting(row.id, facts_of(row), row.reviewed).title


def facts_of(row: MeetingRow) -> MeetingFacts:
    return MeetingFacts(
        name=row.name,
        session=row.session,
        body=row.body,
        kind=row.kind,
        topic=row.topic,
        date=row.date,
        date_text=row.date_text,
        place=row.place,
    )
