"""This file writes what a person decides about who is who: merged, parted again, split off, confirmed, kept apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from briefing_app.domain.same_people import is_sure
from briefing_app.errors import InvalidValue
from briefing_app.store import people, records
from briefing_app.store.person_turns import absorbed_by
from briefing_app.store.schema import CoSpeakerRow, PersonAliasRow, PersonApartRow, PersonRow, SpeechRow

TurnRow = SpeechRow | CoSpeakerRow


def merge(session: Session, person_id: int, *, into: int) -> None:
    """Two records are one human: speeches and names go over to `into`; what was printed stays as it is."""
    gone, stays = _living(session, person_id), _living(session, into)
    if gone.id == stays.id:
        raise InvalidValue("合并", gone.name, "两个不同的人物")
    _refuse_joint_speakers(session, gone, stays)
    for turn in _turns_of(session, gone.id):
        turn.first_person_id = turn.first_person_id or gone.id
        turn.person_id = stays.id
    aliases = session.scalars(select(PersonAliasRow.name).where(PersonAliasRow.person_id == gone.id))
    for name in (gone.name, *aliases):
        people.keep_alias(session, stays, name, from_id=gone.id)
    _forget_apart(session, gone.id, stays.id)
    gone.merged_into_id = stays.id
    session.flush()


def unmerge(session: Session, person_id: int) -> None:
    """Take a merging back, however long ago: the person gets back every speech that was theirs before it."""
    gone = records.required(session, PersonRow, person_id)
    if gone.merged_into_id is None:
        raise InvalidValue("取消合并", gone.name, "已并入别人的人物")
    stays = records.required(session, PersonRow, gone.merged_into_id)
    if stays.merged_into_id is not None:
        raise InvalidValue("取消合并", gone.name, f"先取消“{stays.name}”的合并")
    family = {gone.id, *absorbed_by(session, gone.id)}
    for turn in _turns_of(session, stays.id):
        if turn.first_person_id in family:
            turn.person_id = gone.id
            turn.first_person_id = None if turn.first_person_id == gone.id else turn.first_person_id
    came_along = (PersonAliasRow.person_id == stays.id, PersonAliasRow.from_id == gone.id)
    for alias in session.scalars(select(PersonAliasRow).where(*came_along)):
        session.delete(alias)
    gone.merged_into_id = None
    session.flush()


def split_off(session: Session, person_id: int, speech_ids: Iterable[int]) -> int:
    """Some of the speeches are somebody else's, of the same name: a new person, who is not proposed again."""
    person = _living(session, person_id)
    wanted = set(speech_ids)
    turns = list(_turns_of(session, person.id))
    chosen = [turn for turn in turns if _speech_id(turn) in wanted]
    missing = wanted - {_speech_id(turn) for turn in chosen}
    if missing:
        raise InvalidValue("发言", "、".join(map(str, sorted(missing))), f"{person.name}的发言")
    if not chosen or len(chosen) == len(turns):
        raise InvalidValue("分出的发言", len(chosen), "这个人的一部分发言，至少留下一篇")
    other = people.new(session, _printed_name(chosen[0]) or person.name)
    for turn in chosen:
        turn.person_id, turn.first_person_id, turn.person_guess = other, None, None
    session.flush()
    keep_apart(session, person.id, other)
    return other


def confirm(session: Session, person_id: int, speech_ids: Iterable[int] | None = None) -> int:
    """The program took the speaker of these speeches (all, if none are given) for the right person; how many."""
    wanted = None if speech_ids is None else set(speech_ids)
    confirmed = 0
    for turn in _turns_of(session, records.required(session, PersonRow, person_id).id):
        if turn.person_guess is not None and (wanted is None or _speech_id(turn) in wanted):
            turn.person_guess = None
            confirmed += 1
    session.flush()
    return confirmed


def confirm_sure(session: Session) -> int:
    """Confirm every speaker taken for somebody by name and organisation both; how many."""
    guessed: list[TurnRow] = [
        *session.scalars(select(SpeechRow).where(SpeechRow.person_guess.is_not(None))),
        *session.scalars(select(CoSpeakerRow).where(CoSpeakerRow.person_guess.is_not(None))),
    ]
    sure = [turn for turn in guessed if is_sure(turn.person_guess or "")]
    for turn in sure:
        turn.person_guess = None
    session.flush()
    return len(sure)


def keep_apart(session: Session, one: int, other: int) -> None:
    """Remember that two people are not one human: it is not proposed again."""
    first, second = _pair(session, one, other)
    known = select(PersonApartRow.id).where(PersonApartRow.first_id == first, PersonApartRow.second_id == second)
    if session.scalar(known) is None:
        session.add(PersonApartRow(first_id=first, second_id=second))
        session.flush()


def reconsider(session: Session, one: int, other: int) -> None:
    """Take back that two people are not one human; it may be proposed again."""
    _forget_apart(session, *_pair(session, one, other))
    session.flush()


def _pair(session: Session, one: int, other: int) -> tuple[int, int]:
    first, second = sorted((_living(session, one).id, _living(session, other).id))
    if first == second:
        raise InvalidValue("人物", one, "两个不同的人物")
    return first, second


def _forget_apart(session: Session, one: int, other: int) -> None:
    first, second = sorted((one, other))
    for row in session.scalars(
        select(PersonApartRow).where(PersonApartRow.first_id == first, PersonApartRow.second_id == second)
    ):
        session.delete(row)


def _living(session: Session, person_id: int) -> PersonRow:
    """The person, or the one into whom they were merged."""
    person = records.required(session, PersonRow, person_id)
    while person.merged_into_id is not None:
        person = records.required(session, PersonRow, person.merged_into_id)
    return person


def _turns_of(session: Session, person_id: int) -> Iterator[TurnRow]:
    """Every turn, also what lies in the 回收站: it must come back to the right person."""
    yield from session.scalars(select(SpeechRow).where(SpeechRow.person_id == person_id)).all()
    yield from session.scalars(select(CoSpeakerRow).where(CoSpeakerRow.person_id == person_id)).all()


def _speech_id(turn: TurnRow) -> int:
    return turn.id if isinstance(turn, SpeechRow) else turn.speech_id


def _printed_name(turn: TurnRow) -> str | None:
    return turn.speaker if isinstance(turn, SpeechRow) else turn.name


def _refuse_joint_speakers(session: Session, one: PersonRow, other: PersonRow) -> None:
    shared = {_speech_id(turn) for turn in _turns_of(session, one.id)} & {
        _speech_id(turn) for turn in _turns_of(session, other.id)
    }
    if shared:
        raise InvalidValue("合并", f"{one.name}、{other.name}", "没有共同作过一篇发言的两个人物")
