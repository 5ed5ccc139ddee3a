"""This file keeps people: humans across meetings, found by name or alias, and taken for known ones with a reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from briefing_app.domain.people import Affiliation, Person
from briefing_app.domain.same_people import Appearance, Attribution, Known, attribution
from briefing_app.errors import InvalidValue
from briefing_app.store import records
from briefing_app.store.pinyin import read_name
from briefing_app.store.schema import (
    AffiliationRow,
    CoSpeakerRow,
    MeetingRow,
    PersonAliasRow,
    PersonRow,
    ProposalRow,
    SpeechRow,
)

if TYPE_CHECKING:
    from typing_extensions import TypeVarTuple, Unpack

    Ts = TypeVarTuple("Ts")


def find(session: Session) -> list[Person]:
    """Everybody, in the order of pinyin; who was merged into another is found in that one."""
    return _people(session, select(PersonRow).where(PersonRow.merged_into_id.is_(None)))


def one(session: Session, person_id: int) -> Person:
    """A person, merged into another or not."""
    found = _people(session, select(PersonRow).where(PersonRow.id == person_id), only=person_id)
    if not found:
        raise records.not_found(PersonRow, person_id)
    return found[0]


def called(session: Session, name: str) -> list[int]:
    """The ids of all people of this name or alias, those of the name first."""
    aliases = select(PersonAliasRow.person_id).where(PersonAliasRow.name == name)
    query = (
        select(PersonRow.id)
        .where(PersonRow.merged_into_id.is_(None), or_(PersonRow.name == name, PersonRow.id.in_(aliases)))
        .order_by(PersonRow.name != name, PersonRow.id)
    )
    return list(session.scalars(query))


def named(session: Session, name: str) -> int:
    """The person of this name or alias, made new if there is none; of homonyms the one known longest."""
    wanted = _required_name(name)
    known = called(session, wanted)
    return known[0] if known else _new(session, wanted)


def speaking(session: Session, name: str, *, meeting_id: int, affiliations: Sequence[Affiliation] = ()) -> Attribution:
    """The person whom a speaker is taken for, with the reason that a person should look at; else a new one.

    A known name alone does not make a known person: homonyms stay two until somebody has decided.
    """
    wanted = _required_name(name)
    organisations = [a.organisation for a in affiliations if a.organisation]
    known = appearances(session, called(session, wanted))
    return attribution(list(known.values()), organisations, meeting_id) or Attribution(_new(session, wanted), None)


def new(session: Session, name: str) -> int:
    """A person of their own, whoever else has that name."""
    return _new(session, _required_name(name))


def appearances(session: Session, person_ids: Iterable[int] | None = None) -> dict[int, Known]:
    """When and for whom people spoke, whether or not it lies in the 回收站 now."""
    day = MeetingRow.date
    speakers = (
        select(SpeechRow.person_id, SpeechRow.meeting_id, day, SpeechRow.id)
        .join(MeetingRow, MeetingRow.id == SpeechRow.meeting_id)
        .where(SpeechRow.person_id.is_not(None))
    )
    jointly = (
        select(CoSpeakerRow.person_id, SpeechRow.meeting_id, day)
        .join(SpeechRow, SpeechRow.id == CoSpeakerRow.speech_id)
        .join(MeetingRow, MeetingRow.id == SpeechRow.meeting_id)
    )
    found: dict[int, list[Appearance]] = defaultdict(list)
    if person_ids is not None:
        found.update({person_id: [] for person_id in person_ids})
        speakers = speakers.where(SpeechRow.person_id.in_(found))
        jointly = jointly.where(CoSpeakerRow.person_id.in_(found))
    spoken = session.execute(speakers).all()
    units = _organisations(session, None if person_ids is None else [row.id for row in spoken])
    for row in spoken:
        found[row.person_id or 0].append(Appearance(row.meeting_id, row.date, tuple(units.get(row.id, ()))))
    for person_id, meeting_id, held_on in session.execute(jointly):
        found[person_id].append(Appearance(meeting_id, held_on, ()))
    return {person_id: Known(person_id, tuple(appeared)) for person_id, appeared in found.items()}


def add_alias(session: Session, person_id: int, alias: str) -> None:
    """Let a person also be found under another name."""
    wanted = _required_name(alias, "别名")
    person = records.required(session, PersonRow, person_id)
    others = [other for other in called(session, wanted) if other != person_id]
    if others:
        raise InvalidValue("别名", alias, "还没有用于另一人的名字；若是同一人，可以合并")
    keep_alias(session, person, wanted)


def keep_alias(session: Session, person: PersonRow, alias: str, *, from_id: int | None = None) -> None:
    """An alias, unless the person is called so already."""
    known = select(PersonAliasRow.id).where(PersonAliasRow.person_id == person.id, PersonAliasRow.name == alias)
    if alias != person.name and session.scalar(known) is None:
        session.add(PersonAliasRow(person_id=person.id, name=alias, from_id=from_id))
        session.flush()


def remove_alias(session: Session, person_id: int, alias: str) -> None:
    """No longer find a person under a name."""
    row = session.scalar(
        select(PersonAliasRow).where(PersonAliasRow.person_id == person_id, PersonAliasRow.name == alias)
    )
    if row is None:
        raise InvalidValue("别名", alias, "这个人已有的别名")
    session.delete(row)
    session.flush()


def rename(session: Session, person_id: int, name: str) -> None:
    """Call a person by another name; the former stays as an alias, and what was printed stays as printed."""
    wanted = _required_name(name)
    person = records.required(session, PersonRow, person_id)
    if wanted == person.name:
        return
    former, person.name = person.name, wanted
    person.pinyin, person.initials = read_name(wanted)
    taken = session.scalar(
        select(PersonAliasRow).where(PersonAliasRow.person_id == person_id, PersonAliasRow.name == wanted)
    )
    if taken is not None:
        session.delete(taken)
    session.flush()
    keep_alias(session, person, former)


def _new(session: Session, name: str) -> int:
    pinyin, initials = read_name(name)
    person = PersonRow(name=name, pinyin=pinyin, initials=initials)
    session.add(person)
    session.flush()
    return person.id


def _required_name(name: str, field: str = "姓名") -> str:
    wanted = name.strip()
    if not wanted:
        raise InvalidValue(field, name, "至少一个字")
    return wanted


def _people(session: Session, query: Select[PersonRow], *, only: int | None = None) -> list[Person]:
    """The people of a query; `only` says that it is a single one, so that nobody else is counted."""
    rows = session.scalars(query.order_by(PersonRow.pinyin, PersonRow.name, PersonRow.id)).all()
    aliases: dict[int, list[str]] = defaultdict(list)
    known = select(PersonAliasRow.person_id, PersonAliasRow.name).order_by(PersonAliasRow.id)
    for person_id, alias in session.execute(_narrowed(known, PersonAliasRow.person_id, only)):
        aliases[person_id].append(alias)
    spoken, units = _counts(session, only), _latest_units(session, only)
    return [
        Person(
            row.id,
            row.name,
            tuple(aliases[row.id]),
            row.pinyin,
            row.initials,
            *spoken.get(row.id, (0, 0)),
            unit=units.get(row.id, ""),
            merged_into=row.merged_into_id,
        )
        for row in rows
    ]


def _counts(session: Session, only: int | None) -> dict[int, tuple[int, int]]:
    """Speeches and recommendations by person, without what lies in the 回收站."""
    there = select(SpeechRow.id).where(records.speech_is_there())
    speakers = select(SpeechRow.person_id.label("person_id"), SpeechRow.id.label("speech_id")).where(
        SpeechRow.person_id.is_not(None), records.speech_is_there()
    )
    jointly = select(CoSpeakerRow.person_id, CoSpeakerRow.speech_id).where(CoSpeakerRow.speech_id.in_(there))
    turns = (
        _narrowed(speakers, SpeechRow.person_id, only)
        .union(_narrowed(jointly, CoSpeakerRow.person_id, only))
        .subquery()
    )
    counted = session.execute(
        select(turns.c.person_id, func.count(turns.c.speech_id.distinct()), func.count(ProposalRow.id))
        .outerjoin(ProposalRow, and_(ProposalRow.speech_id == turns.c.speech_id, ProposalRow.removed_at.is_(None)))
        .group_by(turns.c.person_id)
    )
    return {person_id: (speeches, proposals) for person_id, speeches, proposals in counted}


def _latest_units(session: Session, only: int | None) -> dict[int, str]:
    """The organisation printed last, by person."""
    query = (
        select(SpeechRow.person_id, AffiliationRow.organisation)
        .join(AffiliationRow, AffiliationRow.speech_id == SpeechRow.id)
        .join(MeetingRow, MeetingRow.id == SpeechRow.meeting_id)
        .where(SpeechRow.person_id.is_not(None), AffiliationRow.organisation.is_not(None), records.speech_is_there())
        .order_by(MeetingRow.date.asc().nulls_first(), SpeechRow.id, AffiliationRow.position.desc())
    )
    rows = session.execute(_narrowed(query, SpeechRow.person_id, only))
    return {person_id or 0: organisation or "" for person_id, organisation in rows}


def _narrowed(query: Select[Unpack[Ts]], person_id: InstrumentedAttribute[Any], only: int | None) -> Select[Unpack[Ts]]:
    return query if only is None else query.where(person_id == only)


def _organisations(session: Session, speech_ids: Sequence[int] | None) -> dict[int, list[str]]:
    query = (
        select(AffiliationRow.speech_id, AffiliationRow.organisation)
        .where(AffiliationRow.organisation.is_not(None))
        .order_by(AffiliationRow.speech_id, AffiliationRow.position)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for chunk in records.chunks(speech_ids) if speech_ids is not None else (None,):
        chosen = query if chunk is None else query.where(AffiliationRow.speech_id.in_(chunk))
        for speech_id, organisation in session.execute(chosen):
            found[speech_id].append(organisation or "")
    return found
