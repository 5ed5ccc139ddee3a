"""This file opens SQLite: pragmas, kinds of transactions, and its errors translated once."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError

from briefing_app.errors import LibraryProblem, LibraryUnusable
from briefing_app.store import drivers
from briefing_app.store.keys import Key, is_encrypted
from briefing_app.store.places import is_remote

# Stands in the header of each library file, so that another program's SQLite file is told apart ("YCLB").
APPLICATION_ID = 0x59434C42
CACHE_KIB = 32_000
ROOM = 1 << 20  # bytes: with less left on the disk, an I/O error is put down to that
WRITES = "writes"

# SQLite's messages have been the same since long before Python 3.10, which has no `sqlite_errorcode` yet.
_PROBLEMS = (
    ("file is not a database", LibraryProblem.NOT_A_LIBRARY),
    ("malformed", LibraryProblem.DAMAGED),
    ("invalid fts5 file format", LibraryProblem.DAMAGED),
    ("no such fts5 table", LibraryProblem.DAMAGED),  # what the list of its terms says of it then
    ("sql logic error", LibraryProblem.DAMAGED),  # a page that SQLCipher cannot decipher; of our SQL more is said
    ("could not decode to utf-8", LibraryProblem.DAMAGED),
    ("disk i/o error", LibraryProblem.DAMAGED),
    ("locked", LibraryProblem.LOCKED),
    ("busy", LibraryProblem.LOCKED),
    ("readonly", LibraryProblem.READ_ONLY),
    ("disk is full", LibraryProblem.DISK_FULL),
    ("unable to open", LibraryProblem.FOLDER),
)


def make_engine(path: Path, *, read_only: bool = False, key: Key | None = None) -> Engine:
    """An engine for an existing library; transactions of `writing(engine)` take the write lock at once."""

    def connect() -> sqlite3.Connection:
        return connect_to(path, read_only=read_only, key=key)

    engine = create_engine(
        "sqlite+pysqlite://",
        module=drivers.module(key),
        creator=connect,
        poolclass=QueuePool,
        json_deserializer=_read_json,
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "checkin", _leave_nothing_open)
    return engine


def writing(engine: Engine) -> Engine:
    """The same engine and pool, for transactions that write."""
    return engine.execution_options(**{WRITES: True})


def connect_to(path: Path, *, read_only: bool = False, key: Key | None = None) -> sqlite3.Connection:
    """A connection with the pragmas that every use needs; it may be handed from thread to thread."""
    connection = drivers.connect(path, "ro" if read_only else "rw", key)
    try:
        _set_pragmas(connection, read_only=read_only, remote=is_remote(path))
    except drivers.errors() as error:
        connection.close()
        if not (read_only and isinstance(error, drivers.errors("OperationalError"))):
            raise
        if _roll_back_what_was_cut_short(path, key):
            return connect_to(path, read_only=True, key=key)
        # A folder without write permission has no room for the shared memory of WAL.
        connection = drivers.connect(path, "ro&immutable=1", key)
    return connection


def _roll_back_what_was_cut_short(path: Path, key: Key | None) -> bool:
    """Undo a write in whose middle its process was killed, which a connection that only reads cannot; tells whether.

    Even a library that is only ever written through a log comes to this: when it was killed while that was turned on.
    """
    journal = Path(f"{path}-journal")
    if not journal.exists():
        return False
    with suppress(*drivers.errors("DatabaseError")), closing(drivers.connect(path, "rw", key)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    return not journal.exists()


def learn_sizes(engine: Engine) -> None:
    """Let SQLite note how large its tables are: a long list then begins without a sort."""
    with suppress(DBAPIError), engine.connect() as connection:  # whoever else writes now will do it as well
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
        connection.exec_driver_sql("PRAGMA analysis_limit = 400")
        connection.exec_driver_sql("PRAGMA optimize")
        connection.commit()


def defer_foreign_keys(connection: Connection) -> None:
    """Check foreign keys at the end of this transaction instead of after each statement."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite says about the file into LibraryUnusable; what it says about our SQL stays a bug."""
    try:
        yield
    except UnicodeDecodeError as error:  # SQLite names a broken table, and Python cannot read the name
        raise LibraryUnusable(path, LibraryProblem.DAMAGED, "UTF-8") from error
    except MemoryError as error:
        if not is_encrypted(path):
            raise
        # What SQLCipher answers to everything, once it has met a page that it cannot decipher.
        raise LibraryUnusable(path, LibraryProblem.DAMAGED, "cipher") from error
    except drivers.errors("Error", DBAPIError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        problem = problem_of(str(cause))
        if problem is None and type(cause) in drivers.errors("DatabaseError"):
            problem = LibraryProblem.DAMAGED  # our own mistakes are of the narrower kinds
        if problem is None:
            raise
        if problem is LibraryProblem.DAMAGED and "disk i/o" in str(cause).lower() and _is_full(path):
            problem = LibraryProblem.DISK_FULL  # no room for the shared memory of WAL: the file itself is sound
        if problem is LibraryProblem.FOLDER and path.is_file():
            problem = LibraryProblem.READ_ONLY  # the file is there, only its write-ahead log has no place
        raise LibraryUnusable(path, problem, str(cause)) from error


def problem_of(message: str) -> LibraryProblem | None:
    """What an SQLite message says about the file, or None when it is not about the file."""
    lowered = message.lower()
    return next((problem for words, problem in _PROBLEMS if words in lowered), None)


def _is_full(path: Path) -> bool:
    with suppress(OSError):
        return shutil.disk_usage(path.parent).free < ROOM
    return False


def copy_database(source: Path, target: Path, key: Key | None = None) -> None:
    """Copy a database, also while it is in use, through SQLite's online backup; the copy is one plain file.

    The copy of an encrypted one is encrypted with the same key.
    """
    with closing(drivers.connect(source, "ro", key)) as reading, closing(drivers.connect(target, "rwc", key)) as copy:
        reading.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    # SQLite syncs what it writes in a transaction; the folder entry is synced by whoever renames the copy.


def is_sound(path: Path, key: Key | None = None) -> bool:
    """Whether SQLite finds nothing wrong with the file."""
    try:
        with closing(drivers.connect(path, "ro", key)) as connection:
            verdict: tuple[str] = connection.execute("PRAGMA quick_check(1)").fetchone()
            return verdict == ("ok",)
    except drivers.errors("DatabaseError", UnicodeDecodeError, MemoryError):
        return False


def _read_json(words: str) -> Any:
    try:
        return json.loads(words)
    except (ValueError, TypeError, RecursionError) as error:
        message = "malformed JSON"
        raise sqlite3.DatabaseError(message) from error


def _set_pragmas(connection: sqlite3.Connection, *, read_only: bool, remote: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute("PRAGMA temp_store = MEMORY")  # sorting leaves no plain text in a temp file
    if read_only:
        connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
    else:
        # WAL needs memory that all who use the file share; a network share has none.
        connection.execute(f"PRAGMA journal_mode = {'DELETE' if remote else 'WAL'}")
        connection.execute("PRAGMA synchronous = FULL")


def _begin(connection: Connection) -> None:
    # A transaction that starts by reading and then writes could find the lock taken, with its snapshot outdated.
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _leave_nothing_open(connection: sqlite3.Connection | None, _record: object) -> None:
    # SQLite keeps a transaction open whose COMMIT a deferred foreign key has refused; SQLAlchemy takes it for ended.
    if connection is not None and connection.in_transaction:
        connection.rollback()
