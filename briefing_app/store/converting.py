"""This file writes a library anew under another key, or under none: a whole, compared copy takes its place."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import zip_longest
from pathlib import Path

from briefing_app import clock
from briefing_app.errors import LibraryProblem, LibraryUnusable
from briefing_app.store import drivers, migrate
from briefing_app.store.copying import UNFINISHED, made_beside, put_in_place
from briefing_app.store.engine import is_sound, translated
from briefing_app.store.keys import Key
from briefing_app.unfinished import noted

_CHUNK = 1 << 20


def convert(path: Path, key: Key | None, new: Key | None) -> None:
    """Put a closed library, or a backup, under another key; `None` is a file without a password.

    The new file is compared row by row with the old one before it takes its place, in one step. What was readable
    without a password is overwritten. Raises LibraryUnusable, UnwritableFile, NeedsExtra; then nothing has changed.
    """
    cipher = drivers.cipher()
    migrate.stored_revision(path, key)
    with translated(path), closing(drivers.connect_with(cipher, path, "rw", key)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")  # takes in the log, whose pages are under the old key

    def write_and_compare(made: Path) -> None:
        shutil.copymode(path, made)
        made.unlink()  # SQLCipher makes its own
        _export(path, key, made, new)
        migrate.stored_revision(made, new)
        if not (is_sound(made, new) and same_content(path, key, made, new)):
            raise LibraryUnusable(path, LibraryProblem.DAMAGED, "quick_check")

    with made_beside(path, path, write_and_compare) as made:
        if key is not None:
            put_in_place(made, path)
        else:
            _put_over_readable(made, path)


def same_content(one: Path, key: Key | None, other: Path, other_key: Key | None) -> bool:
    """Whether two files have the same tables with the same rows; encrypted, the same content never has the same bytes."""
    cipher = drivers.cipher()
    with (
        closing(drivers.connect_with(cipher, one, "ro", key)) as first,
        closing(drivers.connect_with(cipher, other, "ro", other_key)) as second,
    ):
        layout = _layout(first)
        return layout == _layout(second) and all(_same_rows(first, second, name) for name in _tables(layout))


def _export(path: Path, key: Key | None, made: Path, new: Key | None) -> None:
    with closing(drivers.connect_with(drivers.cipher(), path, "ro", key)) as connection:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        under = f'"{drivers.in_sql(new)}"' if new is not None else "''"
        connection.execute(f"ATTACH DATABASE ? AS made KEY {under}", (drivers.uri(made, "rwc"),))
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA made.journal_mode = OFF")  # a copy that is not finished is thrown away
        connection.execute("PRAGMA made.synchronous = OFF")  # and one that is, is synced as a whole
        connection.execute("BEGIN")
        connection.execute("SELECT sqlcipher_export('made')")
        connection.execute("COMMIT")
        connection.execute(f"PRAGMA made.application_id = {application}")


def _layout(connection: sqlite3.Connection) -> list[tuple[str, str, str | None]]:
    # Not SQLite's own statistics of sizes, which come and go.
    query = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat_' ORDER BY type, name"
    return connection.execute(query).fetchall()


def _tables(layout: list[tuple[str, str, str | None]]) -> Iterator[str]:
    """Those with rows of their own: a virtual table keeps its rows in others, which are listed too."""
    for kind, name, sql in layout:
        if kind == "table" and not (sql or "").upper().startswith("CREATE VIRTUAL"):
            yield name


def _same_rows(first: sqlite3.Connection, second: sqlite3.Connection, name: str) -> bool:
    query = f'SELECT * FROM "{name}"'  # noqa: S608 - a table's name out of the file's own list
    return all(one == other for one, other in zip_longest(first.execute(query), second.execute(query)))


def _put_over_readable(made: Path, path: Path) -> None:
    """Hold on to the readable file beyond its replacement, so that its bytes can be overwritten then."""
    former = path.with_name(f".{path.name}.{clock.now():%H%M%S%f}{UNFINISHED}")
    with noted(former):
        with suppress(OSError):  # a file system without hard links
            os.link(path, former)
        try:
            put_in_place(made, path)
        finally:
            _wipe(former)


def _wipe(path: Path) -> None:
    """Overwrite what can be read, then remove it; never what bears another name still, which is the library itself."""
    with suppress(OSError):
        about = path.stat()
        if about.st_nlink == 1:
            with path.open("rb+") as file:
                for _ in range(0, about.st_size, _CHUNK):
                    file.write(bytes(_CHUNK))
                file.flush()
                os.fsync(file.fileno())
    with suppress(OSError):
        path.unlink()
