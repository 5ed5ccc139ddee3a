"""This file reads recommendations for lists: by filter or by ids, complete with links and counts, in few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.proposals import Proposal, ThemeLink
from briefing_app.domain.text import Span
from briefing_app.store import filtering, meetings, records, speeches
from briefing_app.store.schema import (
    AnnotationRow,
    FollowUpProposalRow,
    FollowUpRow,
    MeetingRow,
    ProposalRow,
    ProposalTagRow,
    ProposalThemeRow,
    SpeechRow,
    TagRow,
    ThemeRow,
)

_SLICE = 100_000  # characters: a few milliseconds


def find(
    session: Session,
    conditions: ProposalFilter | None = None,
    *,
    sort: str = "order",
    descending: bool = False,
    limit: int | None = None,
) -> list[Proposal]:
    """The recommendations that a filter lets through; `sort` is one of `filtering.SORTS`."""
    return by_ids(session, ids(session, conditions, sort=sort, descending=descending, limit=limit))


def ids(
    session: Session,
    conditions: ProposalFilter | None = None,
    *,
    sort: str = "order",
    descending: bool = False,
    limit: int | None = None,
) -> list[int]:
    """Only the ids, in order: enough for a table that fetches the rows it shows."""
    query = filtering.ordered(filtering.matching(conditions or ProposalFilter()), sort, descending=descending)
    if limit is not None:
        return list(session.scalars(query.limit(limit)))
    # One step of SQLite's for all of them, three times as fast as row by row; it keeps the order of its subquery.
    joined = session.scalar(select(func.group_concat(query.subquery().c.id)))
    return _numbers(joined or "")


def _numbers(joined: str) -> list[int]:
    """Numbers parted by commas, a slice at a time: the window can go on between two slices."""
    found: list[int] = []
    start = 0
    while start < len(joined):
        end = joined.find(",", start + _SLICE)
        end = len(joined) if end < 0 else end
        found.extend(map(int, joined[start:end].split(",")))
        start = end + 1
    return found


def count(session: Session, conditions: ProposalFilter | None = None) -> int:
    """How many a filter lets through."""
    matching = filtering.matching(conditions or ProposalFilter()).subquery()
    return session.scalar(select(func.count()).select_from(matching)) or 0


def by_ids(session: Session, ids: Sequence[int]) -> list[Proposal]:
    """The recommendations with these ids, in their order, removed or not; ids that do not exist are passed over."""
    found: dict[int, Proposal] = {}
    for chunk in records.chunks(ids):
        found.update((proposal.id, proposal) for proposal in _complete(session, chunk))
    return [found[proposal_id] for proposal_id in ids if proposal_id in found]


def texts(
    session: Session, *, outside: Iterable[int] = (), among: Iterable[int] | None = None
) -> list[tuple[int, str]]:
    """The ids and words of recommendations outside some speeches, all or those among some: bare rows, for very many."""
    query = select(ProposalRow.id, ProposalRow.text).where(
        ProposalRow.id.in_(filtering.matching(ProposalFilter())), ProposalRow.speech_id.not_in(list(outside))
    )
    if among is not None:
        query = query.where(ProposalRow.id.in_(list(among)))
    return [(proposal_id, text) for proposal_id, text in session.execute(query)]


def one(session: Session, proposal_id: int) -> Proposal:
    """A recommendation, removed or not."""
    found = by_ids(session, [proposal_id])
    if not found:
        raise records.not_found(ProposalRow, proposal_id)
    return found[0]


def of_speech(session: Session, speech_id: int) -> list[Proposal]:
    """The recommendations of a speech, in the order of its text."""
    query = select(ProposalRow.id).where(ProposalRow.speech_id == speech_id, ProposalRow.removed_at.is_(None))
    return by_ids(session, list(session.scalars(query.order_by(ProposalRow.position, ProposalRow.id))))


def _complete(session: Session, ids: Sequence[int]) -> list[Proposal]:
    rows = session.execute(
        select(
            ProposalRow,
            SpeechRow.position,
            SpeechRow.speaker,
            SpeechRow.label,
            MeetingRow,
            func.substr(SpeechRow.text, ProposalRow.start + 1, ProposalRow.end - ProposalRow.start),
        )
        .join(SpeechRow, SpeechRow.id == ProposalRow.speech_id)
        .join(MeetingRow, MeetingRow.id == SpeechRow.meeting_id)
        .where(ProposalRow.id.in_(ids))
    ).all()
    speech_ids = {row.speech_id for row, *_ in rows}
    co_speakers = speeches.co_speakers_of(session, speech_ids)
    affiliations = speeches.affiliations_of(session, speech_ids)
    links = _Links(session, ids)
    return [
        _proposal(
            row,
            speech_order=speech_order,
            speaker=speeches.shown_speaker(speaker, co_speakers.get(row.speech_id, ()), label),
            organisation=next((a.organisation for a in affiliations.get(row.speech_id, ()) if a.organisation), ""),
            meeting=meeting,
            misplaced=said != row.text,
            links=links,
        )
        for row, speech_order, speaker, label, meeting, said in rows
    ]


class _Links:
    """What some recommendations are linked with, read at once."""

    def __init__(self, session: Session, ids: Sequence[int]) -> None:
        self.themes: dict[int, list[ThemeLink]] = defaultdict(list)
        for proposal_id, theme_id, name, confirmed, confidence, reason in session.execute(_themes(ids)):
            self.themes[proposal_id].append(ThemeLink(theme_id, name, confirmed, confidence, reason))
        self.tags: dict[int, list[str]] = defaultdict(list)
        for proposal_id, name in session.execute(_tags(ids)):
            self.tags[proposal_id].append(name)
        self.notes = _counts(session, _notes(ids))
        self.followups = _counts(session, _followups(ids))


def _proposal(
    row: ProposalRow,
    *,
    speech_order: int,
    speaker: str,
    organisation: str,
    meeting: MeetingRow,
    misplaced: bool,
    links: _Links,
) -> Proposal:
    return Proposal(
        id=row.id,
        meeting_id=meeting.id,
        speech_id=row.speech_id,
        speech_order=speech_order,
        order=row.position,
        speaker=speaker,
        organisation=organisation,
        text=row.text,
        span=Span(row.start, row.end),
        spans=row.spans,
        cue=row.cue,
        reason=row.reason,
        confidence=row.confidence,
        status=row.status,
        important=row.important,
        summary=row.summary,
        summary_kind=row.summary_kind,
        destination=row.destination,
        status_reason=row.status_reason,
        themes=tuple(links.themes[row.id]),
        tags=tuple(links.tags[row.id]),
        notes=links.notes.get(row.id, 0),
        followups=links.followups.get(row.id, 0),
        meeting_title=meetings.title_of(meeting),
        misplaced=misplaced,
    )


def _themes(ids: Iterable[int]) -> Select[int, int, str, bool, float | None, str]:
    return (
        select(
            ProposalThemeRow.proposal_id,
            ThemeRow.id,
            ThemeRow.name,
            ProposalThemeRow.confirmed,
            ProposalThemeRow.confidence,
            ProposalThemeRow.reason,
        )
        .join(ThemeRow, ThemeRow.id == ProposalThemeRow.theme_id)
        .where(ProposalThemeRow.proposal_id.in_(ids), ThemeRow.removed_at.is_(None))
        .order_by(ProposalThemeRow.proposal_id, ProposalThemeRow.position, ThemeRow.id)
    )


def _tags(ids: Iterable[int]) -> Select[int, str]:
    return (
        select(ProposalTagRow.proposal_id, TagRow.name)
        .join(TagRow, TagRow.id == ProposalTagRow.tag_id)
        .where(ProposalTagRow.proposal_id.in_(ids))
        .order_by(ProposalTagRow.proposal_id, TagRow.name)
    )


def _notes(ids: Iterable[int]) -> Select[int, int]:
    """Annotations that lie on some of the words of each recommendation."""
    return (
        select(ProposalRow.id, func.count(AnnotationRow.id))
        .join(AnnotationRow, AnnotationRow.speech_id == ProposalRow.speech_id)
        .where(
            ProposalRow.id.in_(ids),
            AnnotationRow.removed_at.is_(None),
            AnnotationRow.start < ProposalRow.end,
            AnnotationRow.end > ProposalRow.start,
        )
        .group_by(ProposalRow.id)
    )


def _followups(ids: Iterable[int]) -> Select[int, int]:
    return (
        select(FollowUpProposalRow.proposal_id, func.count())
        .join(FollowUpRow, FollowUpRow.id == FollowUpProposalRow.followup_id)
        .where(FollowUpProposalRow.proposal_id.in_(ids), FollowUpRow.removed_at.is_(None))
        .group_by(FollowUpProposalRow.proposal_id)
    )


def _counts(session: Session, query: Select[int, int]) -> dict[int, int]:
    counted: dict[Any, int] = {key: number for key, number in session.execute(query)}  # noqa: C416 - rows, not pairs
    return counted
