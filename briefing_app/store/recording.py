"""This file sees every row that a session changes, as images before and after, and can write images back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import Connection, TableClause, event
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, object_mapper

from briefing_app import clock
from briefing_app.store.engine import defer_foreign_keys
from briefing_app.store.history import ChangeSet, Image, Key, RowChange
from briefing_app.store.schema import metadata

T = TypeVar("T")
RECORDER = "recorder"
_CHUNK = 5_000  # keys a statement: below SQLite's limit of 32,766 variables, also for keys of several columns


class RowsMissing(Exception):
    """Rows to be written back are no longer there."""


class RecordedSession(Session):
    """A session whose unit of work is watched; without a recorder in its `info` it only reads."""


class Recorder:
    """Remembers what stood in each row before the transaction first touched it."""

    def __init__(self) -> None:
        self._before: dict[str, dict[Key, Image | None]] = defaultdict(dict)

    def about_to_change(self, session: Session) -> None:
        touched: dict[str, list[Key]] = defaultdict(list)
        for record in (*session.dirty, *session.deleted):
            table, key = _place_of(record)
            if key not in self._before[table] and (record in session.deleted or session.is_modified(record)):
                touched[table].append(key)
        for table, keys in touched.items():
            self._before[table].update(read_images(session.connection(), table, keys))

    def has_added(self, records: Iterable[object]) -> None:
        for record in records:
            table, key = _place_of(record)
            self._before[table].setdefault(key, None)

    def about_to_write(self, rows: Iterable[RowChange]) -> None:
        for row in rows:
            self._before[row.table].setdefault(row.key, row.before)

    def finish(self, session: Session, action: str) -> ChangeSet:
        """What the transaction has changed, all in all; what it changed back is no change."""
        session.flush()
        rows: list[RowChange] = []
        for table, before in self._before.items():
            after = read_images(session.connection(), table, list(before))
            rows.extend(
                RowChange(table, key, image, after.get(key)) for key, image in before.items() if image != after.get(key)
            )
        return ChangeSet(action, clock.now(), tuple(rows))


def write_rows(session: Session, rows: Iterable[RowChange]) -> None:
    """Write rows as they are to stand in the file, seen by the session's unit of work like any other change."""
    wanted = tuple(rows)
    session.flush()
    session.info[RECORDER].about_to_write(wanted)
    write_back(session.connection(), ChangeSet("", clock.now(), wanted))
    session.expire_all()


def read_images(connection: Connection, table: str, keys: list[Key]) -> dict[Key, Image]:
    """The rows with these keys, as they stand in the file, without the ORM's types."""
    plain, key_columns = _plain_table(table)
    images: dict[Key, Image] = {}
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        wanted = (
            key_columns[0].in_([key[0] for key in chunk])
            if len(key_columns) == 1
            else sa.tuple_(*key_columns).in_(chunk)
        )
        for row in connection.execute(sa.select(plain).where(wanted)).mappings():
            images[tuple(row[column.name] for column in key_columns)] = dict(row)
    return images


def write_back(connection: Connection, changes: ChangeSet) -> None:
    """Bring every row to its `after` image, under the same id; other columns of a changed row stay as they are.

    Raises RowsMissing, or IntegrityError at the latest when the transaction is committed, if the rows of the library
    are no longer such that this is possible.
    """
    defer_foreign_keys(connection)
    order = {table.name: number for number, table in enumerate(metadata.sorted_tables)}
    gone = [row for row in changes.rows if row.after is None]
    changed = [row for row in changes.rows if row.before is not None and row.after is not None]
    come = [row for row in changes.rows if row.before is None]
    # Names that must be unique are given up before they are taken.
    for table, rows in _grouped(sorted(gone, key=lambda row: -order[row.table]), lambda row: row.table):
        _delete(connection, table, rows)
    for (table, names), rows in _grouped(changed, lambda row: (row.table, row.changed())):
        _update(connection, table, names, rows)
    for table, rows in _grouped(sorted(come, key=lambda row: order[row.table]), lambda row: row.table):
        plain, _ = _plain_table(table)
        connection.execute(sa.insert(plain), [row.image for row in rows])


def _delete(connection: Connection, table: str, rows: list[RowChange]) -> None:
    plain, key_columns = _plain_table(table)
    done = connection.execute(sa.delete(plain).where(_key_matches(key_columns)), [_key_values(row) for row in rows])
    _require_all(done.rowcount, rows)


def _update(connection: Connection, table: str, names: tuple[str, ...], rows: list[RowChange]) -> None:
    plain, key_columns = _plain_table(table)
    values: dict[str, sa.BindParameter[Any]] = {name: sa.bindparam(f"new_{name}") for name in names}
    done = connection.execute(
        sa.update(plain).where(_key_matches(key_columns)).values(values),
        [{**_key_values(row), **{f"new_{name}": row.image[name] for name in names}} for row in rows],
    )
    _require_all(done.rowcount, rows)


def _require_all(written: int, rows: list[RowChange]) -> None:
    if written != len(rows):
        raise RowsMissing


def _key_matches(key_columns: list[sa.ColumnClause[Any]]) -> sa.ColumnElement[bool]:
    return sa.and_(*(column == sa.bindparam(f"key_{number}") for number, column in enumerate(key_columns)))


def _key_values(row: RowChange) -> dict[str, Any]:
    return {f"key_{number}": value for number, value in enumerate(row.key)}


def _plain_table(name: str) -> tuple[TableClause, list[sa.ColumnClause[Any]]]:
    """The table without types: what goes in and out is what stands in the file."""
    declared = metadata.tables[name]
    plain = sa.table(name, *(sa.column(column.name) for column in declared.columns))
    return plain, [plain.c[column.name] for column in declared.primary_key.columns]


def _place_of(record: object) -> tuple[str, Key]:
    mapper = object_mapper(record)
    return str(mapper.local_table.name), tuple(mapper.primary_key_from_instance(record))  # type: ignore[attr-defined]


def _grouped(rows: list[RowChange], by: Callable[[RowChange], T]) -> Iterator[tuple[T, list[RowChange]]]:
    groups: dict[T, list[RowChange]] = {}
    for row in rows:
        groups.setdefault(by(row), []).append(row)
    yield from groups.items()


@event.listens_for(RecordedSession, "before_flush")
def _before_flush(session: Session, _context: UOWTransaction, _instances: object) -> None:
    if RECORDER not in session.info:
        message = "a reading session was asked to write"
        raise RuntimeError(message)
    session.info[RECORDER].about_to_change(session)


@event.listens_for(RecordedSession, "after_flush")
def _after_flush(session: Session, _context: UOWTransaction) -> None:
    session.info[RECORDER].has_added(session.new)


@event.listens_for(RecordedSession, "do_orm_execute")
def _refuse_unseen_writes(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        message = "write through the unit of work: a bulk statement cannot be undone"
        raise RuntimeError(message)
