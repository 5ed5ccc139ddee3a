"""This file says what is in a library without opening it as one: for a look into a backup before it is restored."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefing_app.errors import LibraryProblem, LibraryUnusable
from briefing_app.store import drivers, migrate
from briefing_app.store.engine import connect_to, is_sound, translated
from briefing_app.store.keys import Key, key_for

_REMOVABLE = "removed_at"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a library holds: how many of each, the newest meetings by name, when it was last changed and by whom."""

    path: Path
    size: int  # bytes
    meetings: int
    speeches: int
    proposals: int
    followups: int
    packs: int
    newest_meetings: tuple[str, ...]
    changed_at: datetime | None
    changed_by: str
    change: str
    is_older: bool  # made by an earlier version: restoring brings it up to date


def contents_of(path: Path, key: Key | None = None) -> Contents:
    """Look into a library or a backup; nothing is written. Raises LibraryUnusable for what could not be restored."""
    if not path.exists():
        raise LibraryUnusable(path, LibraryProblem.MISSING)
    key = key_for(path, key)
    revision = migrate.stored_revision(path, key)
    known = migrate.revisions()
    if revision not in known:
        raise LibraryUnusable(path, LibraryProblem.NEWER, revision)
    if not is_sound(path, key):
        raise LibraryUnusable(path, LibraryProblem.DAMAGED, "quick_check")
    with translated(path), closing(connect_to(path, read_only=True, key=key)) as connection:
        counts = {table: _count(connection, table) for table in ("meeting", "speech", "proposal", "followup", "pack")}
        at, by, action = _last_change(connection)
        return Contents(
            path=path,
            size=path.stat().st_size,
            meetings=counts["meeting"],
            speeches=counts["speech"],
            proposals=counts["proposal"],
            followups=counts["followup"],
            packs=counts["pack"],
            newest_meetings=_newest_meetings(connection),
            changed_at=at,
            changed_by=by,
            change=action,
            is_older=revision != known[-1],
        )


def _count(connection: sqlite3.Connection, table: str) -> int:
    """0 for a table that an earlier version did not have; what lies in the 回收站 is not counted."""
    columns = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
    if not columns:
        return 0
    there = f" WHERE {_REMOVABLE} IS NULL" if _REMOVABLE in columns else ""
    (count,) = connection.execute(f"SELECT count(*) FROM {table}{there}").fetchone()  # noqa: S608 - names are ours
    return int(count)


def _newest_meetings(connection: sqlite3.Connection) -> tuple[str, ...]:
    query = "SELECT coalesce(session, name, topic, '') FROM meeting WHERE removed_at IS NULL ORDER BY id DESC LIMIT 5"
    return tuple(str(name) for (name,) in _rows(connection, query) if name)


def _last_change(connection: sqlite3.Connection) -> tuple[datetime | None, str, str]:
    rows = _rows(connection, "SELECT at, author, action FROM history ORDER BY id DESC LIMIT 1")
    if not rows:
        return None, "", ""
    at, author, action = rows[0]
    try:
        moment = datetime.fromisoformat(str(at))
    except ValueError:
        return None, str(author or ""), str(action or "")
    return moment.astimezone(), str(author or ""), str(action or "")


def _rows(connection: sqlite3.Connection, query: str) -> list[tuple[object, ...]]:
    """Nothing where an earlier version has other columns: the counts still tell what is in there."""
    try:
        return connection.execute(query).fetchall()
    except drivers.errors("OperationalError"):
        return []
