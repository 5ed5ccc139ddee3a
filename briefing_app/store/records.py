"""This file does what every kind of record needs: be found or said to be missing, be removed and come back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, class_mapper

from briefing_app import clock
from briefing_app.errors import NotFound
from briefing_app.store.schema import MeetingRow, ProposalRow, Record, SpeechRow
from briefing_app.store.schema.record import Numbered, Removable

R = TypeVar("R", bound=Record)
N = TypeVar("N", bound=Numbered)
T = TypeVar("T")
_CHUNK = 10_000  # ids a statement: below SQLite's limit of 32,766 variables

# UI terms of the tables whose records a person can ask for.
TERMS = {
    "meeting": "会议",
    "source": "来源材料",
    "speech": "发言",
    "speech_version": "发言版本",
    "person": "人物",
    "person_post": "核定职务",
    "proposal": "建议",
    "theme": "主题",
    "tag": "标签",
    "annotation": "批注",
    "followup": "跟进事项",
    "followup_entry": "办理记录",
    "unit": "单位",
    "pack": "材料册",
    "saved_filter": "常用筛选",
}


def author_of(session: Session) -> str:
    """Who acts in this session, as the library was told."""
    return str(session.info.get("author", ""))


def required(session: Session, table: type[R], record_id: int) -> R:
    """The record with this id, removed or not; raises NotFound."""
    record = session.get(table, record_id)
    if record is None:
        raise not_found(table, record_id)
    return record


def all_required(session: Session, table: type[N], ids: Iterable[int]) -> list[N]:
    """The records with these ids, in their order; raises NotFound for the first that is missing."""
    wanted = list(dict.fromkeys(ids))
    found: dict[int, N] = {}
    for chunk in chunks(wanted):
        found.update((record.id, record) for record in session.scalars(select(table).where(table.id.in_(chunk))))
    for record_id in wanted:
        if record_id not in found:
            raise not_found(table, record_id)
    return [found[record_id] for record_id in wanted]


def by_record(
    session: Session, rows: Select[T], record: InstrumentedAttribute[int], ids: Iterable[int]
) -> dict[int, T]:
    """The rows of a query that belong to these records, one to a record: many in few statements."""
    found: dict[int, T] = {}
    for chunk in chunks(list(ids)):
        found.update((getattr(row, record.key), row) for row in session.scalars(rows.where(record.in_(chunk))))
    return found


def not_found(table: type[Record | Numbered], key: object) -> NotFound:
    name = str(class_mapper(table).local_table.name)  # type: ignore[attr-defined]  # a Table, always
    return NotFound(TERMS.get(name, name), key)


def remove(records: Iterable[Removable]) -> None:
    """Put records into the 回收站."""
    moment = clock.now()
    for record in records:
        if record.removed_at is None:
            record.removed_at = moment


def restore(records: Iterable[Removable]) -> None:
    """Take records out of the 回收站, under the same ids and with everything attached."""
    for record in records:
        record.removed_at = None


def chunks(ids: Sequence[T]) -> Iterator[Sequence[T]]:
    """Ids in portions that fit one statement."""
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]


def meeting_is_there() -> ColumnElement[bool]:
    return MeetingRow.removed_at.is_(None)


def speech_is_there() -> ColumnElement[bool]:
    """A speech is there while neither it nor its meeting lies in the 回收站."""
    return of_speech_that_is_there(SpeechRow.id)


def of_speech_that_is_there(speech_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """For what hangs on a speech; few things lie in the 回收站, so this is one short list from two small indexes."""
    removed = select(SpeechRow.id).where(SpeechRow.removed_at.is_not(None))
    removed_meetings = select(MeetingRow.id).where(MeetingRow.removed_at.is_not(None))
    return speech_id.not_in(removed.union(select(SpeechRow.id).where(SpeechRow.meeting_id.in_(removed_meetings))))


def proposal_is_there() -> ColumnElement[bool]:
    """A recommendation is there while neither it nor its speech nor its meeting lies in the 回收站."""
    return and_(ProposalRow.removed_at.is_(None), of_speech_that_is_there(ProposalRow.speech_id))
