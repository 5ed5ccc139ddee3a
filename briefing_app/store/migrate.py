"""This file brings a library file to the form that this version works with, or says why it cannot."""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from briefing_app import clock, paths
from briefing_app.errors import LibraryProblem, LibraryUnusable, UnwritableFile, WriteProblem
from briefing_app.store import drivers
from briefing_app.store.copying import made_beside, put_in_place
from briefing_app.store.engine import (
    APPLICATION_ID,
    connect_to,
    copy_database,
    is_sound,
    make_engine,
    translated,
    writing,
)
from briefing_app.store.keys import HEADER, Key, is_encrypted
from briefing_app.unfinished import SUFFIX, noted

if TYPE_CHECKING:
    import sqlite3

_REVISION_FILE = re.compile(r"(\d{4})_\w+\.py")


def make_current(path: Path, key: Key | None = None) -> Path | None:
    """Create the library, or bring it to the newest revision; returns the backup that was made before, if any."""
    if not path.exists():
        _create(path, key)
        return None
    revision = stored_revision(path, key)
    known = revisions()
    if revision == known[-1]:
        return None
    if revision not in known:
        raise LibraryUnusable(path, LibraryProblem.NEWER, revision)
    backup = _back_up_before_migrating(path, revision, key)
    _upgrade(path, key)
    return backup


def require_current(path: Path, key: Key | None = None) -> None:
    """Refuse what could not be read without changing it first."""
    if not path.exists():
        raise LibraryUnusable(path, LibraryProblem.MISSING)
    revision = stored_revision(path, key)
    known = revisions()
    if revision not in known:
        raise LibraryUnusable(path, LibraryProblem.NEWER, revision)
    if revision != known[-1]:
        raise LibraryUnusable(path, LibraryProblem.READ_ONLY, revision)


def revisions() -> list[str]:
    """Every revision there is, the newest last: their files begin with their number, and Alembic is not needed."""
    names = (_REVISION_FILE.fullmatch(file.name) for file in (paths.migrations() / "versions").iterdir())
    return sorted(match[1] for match in names if match)


def stored_revision(path: Path, key: Key | None = None) -> str:
    """The revision a file is at; raises LibraryUnusable for whatever is not a library, or not with this key."""
    with translated(path):
        _require_library_header(path, key)
        with closing(_opened(path, key)) as connection:
            if connection.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
                raise LibraryUnusable(path, LibraryProblem.NOT_A_LIBRARY)
            try:
                row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            except drivers.errors("OperationalError") as error:
                if "no such table" not in str(error):
                    raise
                row = None
    if row is None or not row[0]:
        raise LibraryUnusable(path, LibraryProblem.DAMAGED, "alembic_version")
    return str(row[0])


def _opened(path: Path, key: Key | None) -> sqlite3.Connection:
    try:
        return connect_to(path, read_only=True, key=key)
    except drivers.errors("DatabaseError") as error:
        if key is not None and "not a database" in str(error):
            raise LibraryUnusable(path, LibraryProblem.WRONG_KEY) from error
        raise


def _require_library_header(path: Path, key: Key | None) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(len(HEADER))
    except OSError as error:
        raise LibraryUnusable(path, LibraryProblem.FOLDER, error.strerror or "") from error
    if not start:
        # Rather say so than quietly open an empty library where a full one may have been.
        raise LibraryUnusable(path, LibraryProblem.DAMAGED, "0")
    if start == HEADER or (key is not None and is_encrypted(path)):
        return
    raise LibraryUnusable(path, LibraryProblem.NEEDS_KEY if is_encrypted(path) else LibraryProblem.NOT_A_LIBRARY)


def _create(path: Path, key: Key | None) -> None:
    """Build the library under another name and rename it: there is never half a library."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=SUFFIX, dir=path.parent)
    except OSError as error:
        raise LibraryUnusable(path, LibraryProblem.FOLDER, error.strerror or "") from error
    os.close(handle)
    made = Path(name)
    try:
        with translated(path), noted(made):
            with closing(drivers.connect(made, "rwc", key)) as connection:
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            _upgrade(made, key)
            made.replace(path)
    finally:
        for leftover in (made, Path(f"{made}-wal"), Path(f"{made}-shm")):
            leftover.unlink(missing_ok=True)


def _upgrade(path: Path, key: Key | None) -> None:
    # Alembic is imported for new and for older libraries only: opening stays fast.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
    engine = make_engine(path, key=key)
    try:
        with translated(path), writing(engine).connect() as connection:
            # A table that is rebuilt is dropped first, and what refers to it must not mind. Only outside a transaction
            # can this be turned off, so the references are checked before the end instead.
            connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
            with connection.begin():
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                    raise LibraryUnusable(path, LibraryProblem.DAMAGED, "foreign_key_check")
    finally:
        engine.dispose()


def _back_up_before_migrating(path: Path, revision: str, key: Key | None) -> Path:
    stamp = clock.now().strftime("%Y%m%d-%H%M%S")
    backup = path.parent / "backups" / f"{path.stem}.{revision}.{stamp}{path.suffix}"

    def copy_and_check(made: Path) -> None:
        copy_database(path, made, key)
        if not is_sound(made, key):
            raise LibraryUnusable(path, LibraryProblem.DAMAGED, "quick_check")

    try:
        with translated(path), made_beside(path, backup, copy_and_check) as made:
            put_in_place(made, backup)
    except UnwritableFile as error:
        full = error.problem is WriteProblem.DISK_FULL
        problem = LibraryProblem.DISK_FULL if full else LibraryProblem.READ_ONLY
        raise LibraryUnusable(path, problem, error.detail) from error
    return backup
