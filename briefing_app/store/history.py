"""This file says what a change of the library is, and keeps the 历史: who changed what, when, from what to what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from briefing_app import clock
from briefing_app.store.records import chunks
from briefing_app.store.schema import HistoryRow, metadata

Image = dict[str, Any]  # column name -> the value as it stands in the file
Key = tuple[Any, ...]
# What records are called when another record's history names them.
_CALLED = {
    "theme": ("name",),
    "tag": ("name",),
    "unit": ("name",),
    "person": ("name",),
    "proposal": ("text",),
    "meeting": ("name", "session", "topic", "kind"),
    "speech": ("speaker", "label"),
}


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after an action; None: it did not exist."""

    table: str
    key: Key
    before: Image | None
    after: Image | None

    @property
    def image(self) -> Image:
        """The newest image there is."""
        return self.after or self.before or {}

    def changed(self) -> tuple[str, ...]:
        """The columns that differ, of a row that existed before and after."""
        if self.before is None or self.after is None:
            return ()
        return tuple(name for name, value in self.after.items() if value != self.before[name])


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Everything that one action changed; enough to take it back and to do it again."""

    action: str
    at: datetime
    rows: tuple[RowChange, ...]

    @property
    def tables(self) -> frozenset[str]:
        return frozenset(row.table for row in self.rows)

    def is_empty(self) -> bool:
        return not self.rows

    def followed_by(self, later: ChangeSet) -> ChangeSet:
        """Both as one: every row from what it was before the first to what it is after the second."""
        rows = {(row.table, row.key): row for row in self.rows}
        for row in later.rows:
            first = rows.get((row.table, row.key))
            rows[row.table, row.key] = row if first is None else RowChange(row.table, row.key, first.before, row.after)
        kept = tuple(row for row in rows.values() if row.before != row.after)
        return ChangeSet(later.action, later.at, kept)

    def renamed(self, action: str) -> ChangeSet:
        """The same change, done again now."""
        return ChangeSet(action, clock.now(), self.rows)

    def inverted(self, action: str) -> ChangeSet:
        """The change that takes this one back."""
        rows = tuple(RowChange(row.table, row.key, row.after, row.before) for row in reversed(self.rows))
        return ChangeSet(action, clock.now(), rows)


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A line of a record's 历史; the images hold the columns that changed."""

    id: int
    at: datetime
    author: str
    action: str
    kind: str
    record_id: int
    table: str
    before: Image | None
    after: Image | None


def find(session: Session, kind: str, record_id: int) -> list[HistoryEntry]:
    """The history of a record and of what hangs on it, the newest first."""
    rows = session.scalars(
        select(HistoryRow)
        .where(HistoryRow.kind == kind, HistoryRow.record_id == record_id)
        .order_by(HistoryRow.id.desc())
    )
    return [
        HistoryEntry(
            row.id, row.at, row.author, row.action, row.kind, row.record_id, row.changed_table, row.before, row.after
        )
        for row in rows
    ]


def last_change(session: Session) -> datetime | None:
    """When anything was changed last, by the clock of the machine where it was."""
    return session.scalar(select(HistoryRow.at).order_by(HistoryRow.id.desc()).limit(1))


def told(session: Session, kind: str, record_id: int) -> list[HistoryEntry]:
    """The same with names in place of the ids of other records: 主题 算力, not 主题 3."""
    found = find(session, kind, record_id)
    names = _names(session, found)

    def readable(entry: HistoryEntry, image: Image | None) -> Image | None:
        if image is None:
            return None
        return {
            column: names.get((pointed, value), value) if (pointed := _pointed_at(entry.table, column)) else value
            for column, value in image.items()
        }

    return [replace(entry, before=readable(entry, entry.before), after=readable(entry, entry.after)) for entry in found]


def _names(session: Session, entries: Iterable[HistoryEntry]) -> dict[tuple[str, Any], str]:
    """What the records are called that the images point at, also those in the 回收站."""
    wanted: dict[str, set[Any]] = defaultdict(set)
    for entry in entries:
        for image in (entry.before, entry.after):
            for column, value in (image or {}).items():
                pointed = _pointed_at(entry.table, column)
                if pointed and value is not None:
                    wanted[pointed].add(value)
    names: dict[tuple[str, Any], str] = {}
    for table, ids in wanted.items():
        columns = metadata.tables[table].c
        name = func.coalesce(*(columns[column] for column in _CALLED[table]), "")
        for chunk in chunks(sorted(ids)):
            names |= {
                (table, key): called
                for key, called in session.execute(select(columns.id, name).where(columns.id.in_(chunk)))
            }
    return names


def _pointed_at(table: str, column: str) -> str:
    """The table of the record that a column names, if such records have names."""
    found = metadata.tables[table].c.get(column) if table in metadata.tables else None
    targets = [key.column.table.name for key in found.foreign_keys] if found is not None else []
    return next((target for target in targets if target in _CALLED), "")


def keep(session: Session, changes: ChangeSet, *, author: str) -> None:
    """Write the history of an action, within its transaction."""
    lines = [{"at": changes.at, "author": author, "action": changes.action, **line} for line in _lines_of(changes)]
    if lines:
        session.connection().execute(insert(metadata.tables["history"]), lines)


def _lines_of(changes: ChangeSet) -> Iterator[dict[str, Any]]:
    born = {(row.table, row.key[0]) for row in changes.rows if row.before is None}
    for row in changes.rows:
        shown = metadata.tables[row.table].info.get("history")
        if shown is None:
            continue
        kind, owner = shown
        record_id = row.image[owner]
        if row.table != kind and (kind, record_id) in born:
            continue  # a part of something new: the record's own line says it
        before, after = _worth_keeping(row, is_record=row.table == kind)
        yield {
            "kind": kind,
            "record_id": record_id,
            "changed_table": row.table,
            "before": before,
            "after": after,
        }


def _worth_keeping(row: RowChange, *, is_record: bool) -> tuple[Image | None, Image | None]:
    """The columns that changed; a whole record is not repeated, since it stands in its own table."""
    if row.before is not None and row.after is not None:
        names = row.changed()
        return _plain(row.before, names), _plain(row.after, names)
    if is_record:
        return None, None
    return (
        _plain(row.before, row.before) if row.before is not None else None,
        _plain(row.after, row.after) if row.after is not None else None,
    )


def _plain(image: Image, names: Iterable[str]) -> Image:
    return {name: image[name] for name in names if not isinstance(image[name], bytes)}
