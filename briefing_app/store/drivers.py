"""This file opens a database file with Python's own SQLite or, where there is a key, with SQLCipher, and knows both's errors."""

from __future__ import annotations

import importlib
import sqlite3
import sys
from pathlib import Path
from types import ModuleType
from typing import cast
from urllib.parse import quote

from briefing_app.errors import NeedsExtra
from briefing_app.store.keys import Key

WAIT_MS = 5_000
EXTRA = "encryption"
_CIPHER = "sqlcipher3.dbapi2"  # its connections are those of sqlite3 by another name, but its errors are not


def module(key: Key | None) -> ModuleType:
    """The DB-API module for files with this key; raises NeedsExtra where SQLCipher is not installed."""
    return sqlite3 if key is None else cipher()


def cipher() -> ModuleType:
    """SQLCipher, which also reads what is not encrypted; raises NeedsExtra where it is not installed."""
    try:
        return importlib.import_module(_CIPHER)
    except ImportError as error:
        raise NeedsExtra("有密码的资料库", EXTRA) from error


def errors(name: str = "Error", *others: type[Exception]) -> tuple[type[Exception], ...]:
    """An error of the DB-API by name, as both libraries raise it; for `except`, which asks only when it matters."""
    loaded = (sqlite3, sys.modules.get(_CIPHER))
    return (*(getattr(library, name) for library in loaded if library is not None), *others)


def connect(path: Path, mode: str, key: Key | None = None) -> sqlite3.Connection:
    """A plain connection; whether the key is right, the first statement will tell."""
    return connect_with(module(key), path, mode, key)


def connect_with(library: ModuleType, path: Path, mode: str, key: Key | None) -> sqlite3.Connection:
    """The same through a given library: SQLCipher opens a file without a key, too."""
    # Autocommit (isolation_level=None) leaves BEGIN to us: Python's own would begin too late for DDL and reads.
    connection = library.connect(
        uri(path, mode),
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=WAIT_MS / 1000,
        cached_statements=256,
    )
    if library is not sqlite3:
        connection.execute("PRAGMA cipher_log_level = NONE")  # it would complain on stderr of every wrong password
    if key is not None:
        connection.execute(f'PRAGMA key = "{in_sql(key)}"')
    return cast("sqlite3.Connection", connection)


def uri(path: Path, mode: str) -> str:
    """A path and how to open it (ro, rw, rwc), as SQLite takes both in one."""
    return f"file:{quote(str(path))}?mode={mode}"


def in_sql(key: Key) -> str:
    """A key as SQLCipher takes it without making it anew from a password at every connection."""
    return f"x'{key.secret.hex()}{key.salt.hex()}'"
