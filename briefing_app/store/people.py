"""This file keeps people: humans across meetings, found by name or alias."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from briefing_app.domain.people import Person
from briefing_app.errors import InvalidValue
from briefing_app.store import records
from briefing_app.store.pinyin import read_name
from briefing_app.store.schema import CoSpeakerRow, PersonAliasRow, PersonRow, SpeechRow


def find(session: Session) -> list[Person]:
    """Everybody, in the order of pinyin."""
    aliases: dict[int, list[str]] = defaultdict(list)
    for person_id, alias in session.execute(
        select(PersonAliasRow.person_id, PersonAliasRow.name).order_by(PersonAliasRow.id)
    ):
        aliases[person_id].append(alias)
    spoken = _speeches_by_person(session)
    rows = session.execute(
        select(PersonRow.id, PersonRow.name, PersonRow.pinyin, PersonRow.initials).order_by(
            PersonRow.pinyin, PersonRow.name
        )
    )
    return [
        Person(row.id, row.name, tuple(aliases[row.id]), row.pinyin, row.initials, spoken.get(row.id, 0))
        for row in rows
    ]


def named(session: Session, name: str) -> int:
    """The person of this name or alias, made new if there is none."""
    wanted = name.strip()
    if not wanted:
        raise InvalidValue("姓名", name, "至少一个字")
    known = session.scalar(select(PersonRow.id).where(PersonRow.name == wanted)) or session.scalar(
        select(PersonAliasRow.person_id).where(PersonAliasRow.name == wanted)
    )
    if known is not None:
        return known
    pinyin, initials = read_name(wanted)
    person = PersonRow(name=wanted, pinyin=pinyin, initials=initials)
    session.add(person)
    session.flush()
    return person.id


def add_alias(session: Session, person_id: int, alias: str) -> None:
    """Let a person also be found under another name."""
    records.required(session, PersonRow, person_id)
    taken = session.scalar(select(PersonAliasRow).where(PersonAliasRow.name == alias))
    if taken is not None and taken.person_id != person_id:
        raise InvalidValue("别名", alias, "还没有用于另一人的名字")
    if taken is None:
        session.add(PersonAliasRow(person_id=person_id, name=alias))
        session.flush()


def _speeches_by_person(session: Session) -> dict[int, int]:
    there = select(SpeechRow.id).where(records.speech_is_there())
    turns = (
        select(SpeechRow.person_id.label("person_id"), SpeechRow.id.label("speech_id"))
        .where(SpeechRow.person_id.is_not(None), records.speech_is_there())
        .union(select(CoSpeakerRow.person_id, CoSpeakerRow.speech_id).where(CoSpeakerRow.speech_id.in_(there)))
        .subquery()
    )
    counted = session.execute(select(turns.c.person_id, func.count()).group_by(turns.c.person_id))
    return {person_id: spoken for person_id, spoken in counted}  # noqa: C416 - rows, not pairs
