"""This file reads people for lists and for a sheet of one: in the order that is wanted, with posts, doubts, proposals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from briefing_app.domain.packs import SpeakerOrder
from briefing_app.domain.people import HeldPost, Person, Turn
from briefing_app.domain.printed_titles import PostSpell, TitleDoubt, doubts, spells
from briefing_app.domain.same_people import SamePerson
from briefing_app.domain.speeches import Speech
from briefing_app.export.ordering import pinyin_key, stroke_key, strokes
from briefing_app.store import people, person_proposals, person_turns
from briefing_app.store.person_proposals import Undecided


@dataclass(frozen=True, slots=True)
class PeopleList:
    """Everybody, in order, and what is to be decided about whom."""

    people: tuple[Person, ...]
    undecided: Undecided


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """Everything about a person that is shown together."""

    person: Person
    turns: tuple[Turn, ...]  # the newest first
    spells: tuple[PostSpell, ...]  # posts by date
    held: tuple[HeldPost, ...]
    doubts: tuple[TitleDoubt, ...]
    followups: int
    pairs: tuple[tuple[SamePerson, Person], ...]  # who may be the same, as somebody else's record
    merged: tuple[tuple[Person, int], ...]  # records merged into this one, with the speeches that would go back
    apart: tuple[Person, ...]  # who was said to be somebody else

    @property
    def guesses(self) -> tuple[Turn, ...]:
        """Turns whose speaker was taken for this person, and nobody has confirmed it."""
        return tuple(turn for turn in self.turns if turn.guess is not None)


def people_list(session: Session, order: SpeakerOrder) -> PeopleList:
    """Read everybody."""
    return PeopleList(tuple(in_order(people.find(session), order)), person_proposals.undecided(session))


def in_order(found: Sequence[Person], order: SpeakerOrder) -> list[Person]:
    """People by the strokes of the surname, or by its reading as a surname, as they are printed."""
    if order is SpeakerOrder.STROKES:
        table = strokes()
        return sorted(found, key=lambda person: (stroke_key(person.name, table), person.id))
    return sorted(found, key=lambda person: (pinyin_key(person.name), person.name, person.id))


def person_sheet(session: Session, person_id: int) -> PersonSheet:
    """Read a person; one who was merged into another is shown as that one."""
    person = people.one(session, person_id)
    while person.merged_into is not None:
        person = people.one(session, person.merged_into)
    turns, held = person_turns.of_person(session, person.id), person_turns.held_posts(session, person.id)
    pairs = person_proposals.pairs(session, person.id)
    merged = person_proposals.merged_into(session, person.id)
    return PersonSheet(
        person,
        tuple(turns),
        spells(turns),
        tuple(held),
        doubts(turns, held),
        person_turns.followups_of(session, person.id),
        tuple((pair, people.one(session, _other(pair, person.id))) for pair in pairs),
        tuple((gone, person_proposals.speeches_before_merging(session, gone.id)) for gone in merged),
        tuple(person_proposals.apart_from(session, person.id)),
    )


def title_doubts(session: Session, *, meeting_id: int | None = None) -> list[tuple[Person, TitleDoubt]]:
    """Printed titles that do not fit their date, of everybody (at one meeting, if it is given)."""
    found: list[tuple[Person, TitleDoubt]] = []
    spoken, held = person_turns.of_people(session), person_turns.held_by_everybody(session)
    for person in people.find(session):
        turns = spoken.get(person.id, [])
        here = {turn.speech_id for turn in turns if meeting_id in (None, turn.meeting_id)}
        doubted = doubts(turns, held.get(person.id, [])) if here else ()
        found.extend((person, doubt) for doubt in doubted if doubt.speech_id in here)
    return found


def doubts_about(session: Session, spoken: Sequence[Speech]) -> tuple[tuple[str, TitleDoubt], ...]:
    """Titles of some speeches that do not fit their date, with the names printed, in the order of the speeches."""
    turns = person_turns.of_people(session, {speech.person_id for speech in spoken if speech.person_id is not None})
    held = person_turns.held_by_everybody(session)
    found = {
        doubt.speech_id: doubt for person_id, taken in turns.items() for doubt in doubts(taken, held.get(person_id, []))
    }
    return tuple((speech.speaker_name, found[speech.id]) for speech in spoken if speech.id in found)


def _other(pair: SamePerson, person_id: int) -> int:
    return pair.first if pair.second == person_id else pair.second
