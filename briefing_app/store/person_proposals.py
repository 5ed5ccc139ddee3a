"""This file finds what is to be decided about who is who: people who may be one, and speakers taken for somebody."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from briefing_app.domain.people import Person
from briefing_app.domain.same_people import Known, SamePerson, is_sure, likeness
from briefing_app.store import people, records
from briefing_app.store.schema import CoSpeakerRow, PersonAliasRow, PersonApartRow, PersonRow, SpeechRow


@dataclass(frozen=True, slots=True)
class Undecided:
    """What waits for a person: pairs that may be one, and how many speakers were taken for each known person."""

    pairs: tuple[SamePerson, ...]
    guesses: dict[int, int]  # by person
    sure: int  # how many of the guesses stand on name and organisation both

    @property
    def people(self) -> frozenset[int]:
        """Whom there is something to decide about."""
        return frozenset(self.guesses) | {key for pair in self.pairs for key in (pair.first, pair.second)}


def pairs(session: Session, person_id: int | None = None) -> list[SamePerson]:
    """People who may be one human, the likeliest first; what somebody has decided is not proposed again."""
    names = _names(session)
    alike = {pair: name for pair, name in _called_alike(names) if person_id is None or person_id in pair}
    apart = kept_apart(session)
    wanted = [pair for pair in alike if pair not in apart]
    known = people.appearances(session, sorted({key for pair in wanted for key in pair}))
    found = [_proposal(known[a], known[b], alike[a, b], names) for a, b in wanted if _appear(known[a], known[b])]
    return sorted(
        (one for one in found if one.confidence > 0), key=lambda one: (-one.confidence, one.first, one.second)
    )


def undecided(session: Session) -> Undecided:
    """What waits for a decision, for 总览 and for the list of people."""
    speakers = select(SpeechRow.person_id, SpeechRow.person_guess).where(
        SpeechRow.person_guess.is_not(None), records.speech_is_there()
    )
    jointly = select(CoSpeakerRow.person_id, CoSpeakerRow.person_guess).where(
        CoSpeakerRow.person_guess.is_not(None), records.of_speech_that_is_there(CoSpeakerRow.speech_id)
    )
    guessed = [(key, reason) for query in (speakers, jointly) for key, reason in session.execute(query)]
    counts = Counter(person_id for person_id, _ in guessed if person_id is not None)
    sure = sum(is_sure(reason or "") for _, reason in guessed)
    return Undecided(tuple(pairs(session)), dict(counts), sure)


def kept_apart(session: Session) -> set[tuple[int, int]]:
    """The pairs that somebody has decided on, by the people who now hold their speeches."""
    holders = {key: into for key, into in session.execute(select(PersonRow.id, PersonRow.merged_into_id))}  # noqa: C416
    rows = session.execute(select(PersonApartRow.first_id, PersonApartRow.second_id))
    found = {tuple(sorted((_holder(holders, a), _holder(holders, b)))) for a, b in rows}
    return {(first, second) for first, second in found if first != second}


def apart_from(session: Session, person_id: int) -> list[Person]:
    """Who was said to be somebody else than this person."""
    others = [a if b == person_id else b for a, b in sorted(kept_apart(session)) if person_id in (a, b)]
    return [people.one(session, other) for other in others]


def merged_into(session: Session, person_id: int) -> list[Person]:
    """The records that were merged into this one, and can be taken out again."""
    ids = session.scalars(select(PersonRow.id).where(PersonRow.merged_into_id == person_id).order_by(PersonRow.id))
    return [people.one(session, key) for key in ids.all()]


def speeches_before_merging(session: Session, person_id: int) -> int:
    """How many speeches a merged person would get back."""
    count = select(func.count()).select_from(SpeechRow).where(SpeechRow.first_person_id == person_id)
    jointly = select(func.count()).select_from(CoSpeakerRow).where(CoSpeakerRow.first_person_id == person_id)
    return (session.scalar(count) or 0) + (session.scalar(jointly) or 0)


@dataclass(frozen=True, slots=True)
class _Names:
    """What a person is called, and how it sounds."""

    name: str
    pinyin: str
    all: frozenset[str]


def _names(session: Session) -> dict[int, _Names]:
    aliases: dict[int, set[str]] = defaultdict(set)
    for person_id, alias in session.execute(select(PersonAliasRow.person_id, PersonAliasRow.name)):
        aliases[person_id].add(alias)
    rows = session.execute(
        select(PersonRow.id, PersonRow.name, PersonRow.pinyin).where(PersonRow.merged_into_id.is_(None))
    )
    return {key: _Names(name, pinyin, frozenset({name, *aliases[key]})) for key, name, pinyin in rows}


def _called_alike(names: dict[int, _Names]) -> Iterator[tuple[tuple[int, int], str]]:
    """Pairs that share a name, or sound the same; with the name."""
    by_sound: dict[str, list[int]] = defaultdict(list)
    by_name: dict[str, list[int]] = defaultdict(list)
    for key, person in sorted(names.items()):
        by_sound[person.pinyin].append(key)
        for name in person.all:
            by_name[name].append(key)
    for sound, keys in by_sound.items():
        yield from ((pair, sound) for pair in combinations(keys, 2))
    for name, keys in by_name.items():
        yield from ((pair, name) for pair in combinations(keys, 2))


def _appear(*known: Known) -> bool:
    """Somebody whose speeches are all gone is nobody to decide about."""
    return all(one.appearances for one in known)


def _proposal(one: Known, other: Known, shared: str, names: dict[int, _Names]) -> SamePerson:
    differ = not (names[one.person_id].all & names[other.person_id].all)
    called = f"{names[one.person_id].name}、{names[other.person_id].name}" if differ else shared
    reason, confidence = likeness(one, other, name=called, names_differ=differ)
    first, second = sorted((one, other), key=lambda known: (-len(known.appearances), known.person_id))
    return SamePerson(first.person_id, second.person_id, reason, confidence)


def _holder(holders: dict[int, int | None], person_id: int) -> int:
    into = holders.get(person_id)
    return person_id if into is None else _holder(holders, into)
