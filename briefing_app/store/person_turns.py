"""This file reads what a person did over the meetings: turns with the posts printed then, and posts entered as valid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import Select, func, select
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


def of_person(session: Session, person_id: int) -> list[Turn]:
    """Their turns that are there, the newest first; a meeting without a date stands first, as in every list."""
    found = [*_as_speaker(session, person_id), *_as_co_speaker(session, person_id)]
    return sorted(found, key=lambda turn: (turn.day or dt.date.max, turn.meeting_id, turn.speech_id), reverse=True)


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
    rows = session.scalars(select(PersonPostRow).where(PersonPostRow.person_id.in_(holders)))
    found = [
        HeldPost(row.id, row.person_id, Affiliation(row.organisation, row.post), row.since, row.until) for row in rows
    ]
    return sorted(found, key=lambda post: (post.since or dt.date.min, post.id), reverse=True)


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


def _as_speaker(session: Session, person_id: int) -> list[Turn]:
    rows = session.execute(
        select(SpeechRow, MeetingRow)
        .join(MeetingRow, MeetingRow.id == SpeechRow.meeting_id)
        .where(SpeechRow.person_id == person_id, records.speech_is_there())
    ).all()
    ids = [speech.id for speech, _ in rows]
    posts, identities = speeches.affiliations_of(session, ids), speeches.identities_of(session, ids)
    counts = speeches.proposals_of(session, ids)
    return [
        _turn(
            person_id,
            speech,
            meeting,
            name=speech.speaker or "",
            affiliations=posts.get(speech.id, ()),
            identities=identities.get(speech.id, ()),
            proposals=counts.get(speech.id, 0),
            guess=speech.person_guess,
            came_with=speech.first_person_id,
        )
        for speech, meeting in rows
    ]


def _as_co_speaker(session: Session, person_id: int) -> list[Turn]:
    rows = session.execute(
        select(CoSpeakerRow, SpeechRow, MeetingRow)
        .join(SpeechRow, SpeechRow.id == CoSpeakerRow.speech_id)
        .join(MeetingRow, MeetingRow.id == SpeechRow.meeting_id)
        .where(CoSpeakerRow.person_id == person_id, records.speech_is_there())
    ).all()
    counts = speeches.proposals_of(session, [speech.id for _, speech, _ in rows])
    return [
        _turn(
            person_id,
            speech,
            meeting,
            name=joint.name,
            jointly=True,
            proposals=counts.get(speech.id, 0),
            guess=joint.person_guess,
            came_with=joint.first_person_id,
        )
        for joint, speech, meeting in rows
    ]


def _turn(
    person_id: int,
    speech: SpeechRow,
    meeting: MeetingRow,
    *,
    name: str,
    affiliations: Iterable[Affiliation] = (),
    identities: Iterable[str] = (),
    jointly: bool = False,
    proposals: int,
    guess: str | None,
    came_with: int | None,
) -> Turn:
    facts = meetings.facts_of(meeting)
    return Turn(
        speech.id,
        person_id,
        meeting.id,
        meetings.title_of(meeting),
        facts.date,
        facts.when,
        name,
        speech.title,
        tuple(affiliations),
        tuple(identities),
        jointly,
        proposals,
        guess,
        came_with,
    )
