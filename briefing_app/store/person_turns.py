"""This file reads what a person did over the meetings: turns with the posts printed then, and posts entered as valid."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, literal, select
from sqlalchemy.orm import Session

from briefing_app.domain.people import Affiliation, HeldPost, Turn
from briefing_app.errors import InvalidValue
from briefing_app.store import meetings, records, speeches
from briefing_app.store.schema import (
    CoSpeakerRow,
    FollowUpProposalRow,
    FollowUpRow,
    MeetingRow,
    PersonPostRow,
    PersonRow,
    ProposalRow,
    SpeechRow,
)

if TYPE_CHECKING:
    from typing_extensions import Unpack


def of_person(session: Session, person_id: int) -> list[Turn]:
    """Their turns that are there, the newest first; a meeting without a date stands first, as in every list."""
    return of_people(session, [person_id]).get(person_id, [])


def of_people(session: Session, person_ids: Collection[int] | None = None) -> dict[int, list[Turn]]:
    """The turns of some people, or of everybody, each person's newest first."""
    rows = [row for query in _turns(person_ids) for row in session.execute(query)]
    about = _About(session, rows)
    found: dict[int, list[Turn]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(about.turn(row))
    for turns in found.values():
        turns.sort(key=lambda turn: (turn.day or dt.date.max, turn.meeting_id, turn.speech_id), reverse=True)
    return found


def followups_of(session: Session, person_id: int) -> int:
    """How many items follow up their recommendations."""
    said = select(ProposalRow.id).where(ProposalRow.speech_id.in_(_speech_ids(person_id)), records.proposal_is_there())
    query = (
        select(func.count(FollowUpRow.id.distinct()))
        .join(FollowUpProposalRow, FollowUpProposalRow.followup_id == FollowUpRow.id)
        .where(FollowUpRow.removed_at.is_(None), FollowUpProposalRow.proposal_id.in_(said))
    )
    return session.scalar(query) or 0


def absorbed_by(session: Session, person_id: int) -> list[int]:
    """The records merged into this one, directly or through one another."""
    tree = select(PersonRow.id).where(PersonRow.merged_into_id == person_id).cte(recursive=True)
    tree = tree.union(select(PersonRow.id).join(tree, PersonRow.merged_into_id == tree.c.id))
    return list(session.scalars(select(tree.c.id).order_by(tree.c.id)))


def held_posts(session: Session, person_id: int) -> list[HeldPost]:
    """The posts entered as valid, also of those merged into the person; the newest first."""
    holders = [person_id, *absorbed_by(session, person_id)]
    return _held(session, select(PersonPostRow).where(PersonPostRow.person_id.in_(holders)))


def held_by_everybody(session: Session) -> dict[int, list[HeldPost]]:
    """The entered posts by person; those of merged people are the other's."""
    into = {key: other for key, other in session.execute(select(PersonRow.id, PersonRow.merged_into_id))}  # noqa: C416
    found: dict[int, list[HeldPost]] = defaultdict(list)
    for post in _held(session, select(PersonPostRow)):
        holder = post.person_id
        while (other := into.get(holder)) is not None:
            holder = other
        found[holder].append(post)
    return found


def enter_post(
    session: Session, person_id: int, affiliation: Affiliation, *, since: dt.date | None, until: dt.date | None
) -> int:
    """A post that holds from and until a day; print is checked against it."""
    records.required(session, PersonRow, person_id)
    organisation, post = (affiliation.organisation or "").strip(), (affiliation.post or "").strip()
    if not (organisation or post):
        raise InvalidValue("职务", "", "单位或职务，至少填一项")
    if since is not None and until is not None and since > until:
        raise InvalidValue("任职时间", f"{since}–{until}", "起始不晚于截止")
    row = PersonPostRow(
        person_id=person_id, organisation=organisation or None, post=post or None, since=since, until=until
    )
    session.add(row)
    session.flush()
    return row.id


def remove_post(session: Session, post_id: int) -> None:
    """Take back an entered post."""
    session.delete(records.required(session, PersonPostRow, post_id))
    session.flush()


def _speech_ids(person_id: int) -> Select[int]:
    jointly = select(CoSpeakerRow.speech_id).where(CoSpeakerRow.person_id == person_id)
    return select(SpeechRow.id).where((SpeechRow.person_id == person_id) | SpeechRow.id.in_(jointly))


def _held(session: Session, query: Select[PersonPostRow]) -> list[HeldPost]:
    found = [
        HeldPost(row.id, row.person_id, Affiliation(row.organisation, row.post), row.since, row.until)
        for row in session.scalars(query)
    ]
    return sorted(found, key=lambda post: (post.since or dt.date.min, post.id), reverse=True)


def _turns(person_ids: Collection[int] | None) -> Iterator[Select[Unpack[tuple[Any, ...]]]]:
    """As the speaker, and as a co-speaker."""
    speech = (SpeechRow.id, SpeechRow.meeting_id, SpeechRow.title)
    alone = select(
        *speech,
        SpeechRow.person_id,
        SpeechRow.speaker.label("name"),
        SpeechRow.person_guess,
        SpeechRow.first_person_id,
        literal(False).label("jointly"),
    ).where(SpeechRow.person_id.is_not(None), records.speech_is_there())
    yield alone if person_ids is None else alone.where(SpeechRow.person_id.in_(person_ids))
    joined = (
        select(
            *speech,
            CoSpeakerRow.person_id,
            CoSpeakerRow.name.label("name"),
            CoSpeakerRow.person_guess,
            CoSpeakerRow.first_person_id,
            literal(True).label("jointly"),
        )
        .join(CoSpeakerRow, CoSpeakerRow.speech_id == SpeechRow.id)
        .where(records.speech_is_there())
    )
    yield joined if person_ids is None else joined.where(CoSpeakerRow.person_id.in_(person_ids))


class _About:
    """What is read of all the speeches at once: posts, identities, counts, and the meetings."""

    def __init__(self, session: Session, rows: Sequence[Any]) -> None:
        ids = list(dict.fromkeys(row.id for row in rows))
        self._posts = speeches.affiliations_of(session, ids)
        self._identities = speeches.identities_of(session, ids)
        self._counts = speeches.proposals_of(session, ids)
        self._meetings: dict[int, MeetingRow] = {}
        for chunk in records.chunks(list(dict.fromkeys(row.meeting_id for row in rows))):
            held = session.scalars(select(MeetingRow).where(MeetingRow.id.in_(chunk)))
            self._meetings.update((meeting.id, meeting) for meeting in held)

    def turn(self, row: Any) -> Turn:
        meeting = self._meetings[row.meeting_id]
        facts = meetings.facts_of(meeting)
        return Turn(
            row.id,
            row.person_id,
            row.meeting_id,
            meetings.title_of(meeting),
            facts.date,
            facts.when,
            row.name or "",
            row.title,
            # The posts that are printed with a joint speech are those of its first speaker.
            affiliations=() if row.jointly else self._posts.get(row.id, ()),
            identities=() if row.jointly else self._identities.get(row.id, ()),
            jointly=row.jointly,
            proposals=self._counts.get(row.id, 0),
            guess=row.person_guess,
            came_with=row.first_person_id,
        )
