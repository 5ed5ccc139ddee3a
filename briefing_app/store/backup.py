"""This file copies a library while it is in use, and puts a copy back with the present file kept aside."""

from __future__ import annotations

import glob
import os
import shutil
from contextlib import AbstractContextManager, closing, suppress
from pathlib import Path

from briefing_app import clock
from briefing_app.errors import LibraryProblem, LibraryUnusable, UnwritableFile, WriteProblem
from briefing_app.store import drivers, migrate
from briefing_app.store.checking import CheckReport, Finding, check
from briefing_app.store.copying import made_beside, put_in_place, unwritable
from briefing_app.store.database import Library
from briefing_app.store.engine import connect_to, copy_database, is_sound
from briefing_app.store.keys import Key, key_for

__all__ = ["CheckReport", "Finding", "back_up", "check", "kept_copies", "restore"]


def back_up(library: Library, destination: Path) -> Path:
    """Copy a library into a folder (under a name with the time) or to a file, checked before it counts.

    The backup of an encrypted library opens with the same password. An older backup of that name is replaced; any
    other file is refused. Raises UnwritableFile.
    """
    target = destination
    if destination.is_dir():
        target = destination / f"{library.path.stem}-{_stamp()}{library.path.suffix}"
    if target.exists() and (target.samefile(library.file) or not _is_library(target, library.key)):
        raise UnwritableFile(target, WriteProblem.EXISTS)
    with _copy_beside(library.file, target, library.key) as made:
        put_in_place(made, target)
    return target


def save_elsewhere(library: Library, target: Path) -> Path:
    """Save what is open into another file, also when its own is gone from its place; raises as `back_up` does."""
    if target.exists():
        raise UnwritableFile(target, WriteProblem.EXISTS)

    def copy_and_check(made: Path) -> None:
        with library.reading() as session, closing(drivers.connect(made, "rwc", library.key)) as copy:
            session.connection().connection.driver_connection.backup(copy)  # type: ignore[union-attr]
            copy.execute("PRAGMA journal_mode = DELETE")
        if not is_sound(made, library.key):
            raise LibraryUnusable(library.path, LibraryProblem.DAMAGED, "quick_check")

    with made_beside(library.path, target, copy_and_check) as made:
        put_in_place(made, target)
    return target


def restore(source: Path, library_path: Path, key: Key | None = None) -> Path | None:
    """Put a backup in a library's place; returns where the file that was there is kept.

    An encrypted backup needs its key, and the library then has the backup's password. Raises LibraryUnusable when the
    backup is none, is damaged or newer; then nothing has changed. The library must be closed.
    """
    if not source.exists():
        raise LibraryUnusable(source, LibraryProblem.MISSING)
    key = key_for(source, key)
    revision = migrate.stored_revision(source, key)
    if revision not in migrate.revisions():
        raise LibraryUnusable(source, LibraryProblem.NEWER, revision)
    if not is_sound(source, key):
        raise LibraryUnusable(source, LibraryProblem.DAMAGED, "quick_check")
    with _copy_beside(source, library_path, key) as made:
        try:
            aside = _keep_aside(library_path)
        except OSError as error:
            made.unlink(missing_ok=True)
            raise unwritable(library_path, error) from error
        put_in_place(made, library_path)
    return aside


def kept_copies(library_path: Path) -> list[Path]:
    """What earlier restores and migrations have kept of a library beside it."""
    stem, suffix = glob.escape(library_path.stem), library_path.suffix
    kept = (
        *library_path.parent.glob(f"{stem}.*.kept{suffix}"),
        *(library_path.parent / "backups").glob(f"{stem}.*{suffix}"),
    )
    return sorted(path for path in kept if path.is_file())


def _is_library(path: Path, key: Key | None) -> bool:
    try:
        migrate.stored_revision(path, key_for(path, key))
    except LibraryUnusable:
        return False
    return True


def _copy_beside(source: Path, target: Path, key: Key | None) -> AbstractContextManager[Path]:
    def copy_and_check(made: Path) -> None:
        copy_database(source, made, key)
        if not is_sound(made, key):
            raise LibraryUnusable(source, LibraryProblem.DAMAGED, "quick_check")
        migrate.stored_revision(made, key)  # and it opens as what it is

    return made_beside(source, target, copy_and_check)


def _keep_aside(library_path: Path) -> Path | None:
    """Give what is in the place a second name: at no moment is the place empty, whenever the power goes."""
    if not library_path.exists():
        return None
    _fold_log(library_path)
    aside = library_path.with_name(f"{library_path.stem}.{_stamp()}.kept{library_path.suffix}")
    try:
        os.link(library_path, aside)
    except OSError:  # a file system without hard links
        shutil.copyfile(library_path, aside)
        with aside.open("rb+") as file:
            os.fsync(file.fileno())
    for ending in ("-wal", "-journal"):
        log = Path(f"{library_path}{ending}")
        if log.exists():  # of a file too damaged to take it in; with another file it would be read as that one's
            log.replace(f"{aside}{ending}")
    Path(f"{library_path}-shm").unlink(missing_ok=True)
    return aside


def _fold_log(library_path: Path) -> None:
    """Bring the last changes of a crashed session into the file itself."""
    with suppress(*drivers.errors("Error", UnicodeDecodeError)), closing(connect_to(library_path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _stamp() -> str:
    return clock.now().strftime("%Y%m%d-%H%M%S-%f")[:-3]
