"""This file copies a library while it is in use, and puts a copy back with the present file kept aside."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path

from briefing_app import clock
from briefing_app.errors import LibraryProblem, LibraryUnusable, UnwritableFile, WriteProblem
from briefing_app.store import migrate
from briefing_app.store.checking import CheckReport, Finding, check
from briefing_app.store.database import Library
from briefing_app.store.engine import connect_to, copy_database, is_sound, problem_of

__all__ = ["CheckReport", "Finding", "back_up", "check", "restore"]

_WRITE_PROBLEMS = {
    errno.EACCES: WriteProblem.FORBIDDEN,
    errno.EPERM: WriteProblem.FORBIDDEN,
    errno.EROFS: WriteProblem.FORBIDDEN,
    errno.ENOENT: WriteProblem.NO_FOLDER,
    errno.ENOTDIR: WriteProblem.NO_FOLDER,
    errno.EEXIST: WriteProblem.NO_FOLDER,  # a file stands where the folder should be made
    errno.ENOSPC: WriteProblem.DISK_FULL,
    errno.EDQUOT: WriteProblem.DISK_FULL,
}


def back_up(library: Library, destination: Path) -> Path:
    """Copy a library into a folder (under a name with the time) or to a file, checked before it counts.

    An older backup of that name is replaced; any other file is refused. Raises UnwritableFile.
    """
    target = destination
    if destination.is_dir():
        target = destination / f"{library.path.stem}-{_stamp()}{library.path.suffix}"
    if target.exists() and (target.samefile(library.path) or not _is_library(target)):
        raise UnwritableFile(target, WriteProblem.EXISTS)
    _replace_with_copy(library.path, target)
    return target


def restore(source: Path, library_path: Path) -> Path | None:
    """Put a backup in a library's place; returns where the file that was there is kept.

    Raises LibraryUnusable when the backup is none, is damaged or newer; then nothing has changed. The library must
    be closed.
    """
    if not source.exists():
        raise LibraryUnusable(source, LibraryProblem.MISSING)
    revision = migrate.stored_revision(source)
    if revision not in migrate.revisions():
        raise LibraryUnusable(source, LibraryProblem.NEWER, revision)
    if not is_sound(source):
        raise LibraryUnusable(source, LibraryProblem.DAMAGED, "quick_check")
    made = _copy_beside(source, library_path)
    try:
        aside = _keep_aside(library_path)
        made.replace(library_path)
        _sync_folder(library_path.parent)
    except OSError as error:
        made.unlink(missing_ok=True)
        raise _unwritable(library_path, error) from error
    return aside


def _is_library(path: Path) -> bool:
    try:
        migrate.stored_revision(path)
    except LibraryUnusable:
        return False
    return True


def _replace_with_copy(source: Path, target: Path) -> None:
    made = _copy_beside(source, target)
    try:
        made.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        made.unlink(missing_ok=True)
        raise _unwritable(target, error) from error


def _copy_beside(source: Path, target: Path) -> Path:
    """A checked copy under a name of its own in the target's folder: there is never half a backup."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    except OSError as error:
        raise _unwritable(target, error) from error
    os.close(handle)
    made = Path(name)
    try:
        _copy_and_check(source, made)
    except BaseException as error:
        made.unlink(missing_ok=True)
        if isinstance(error, UnicodeDecodeError):
            raise LibraryUnusable(source, LibraryProblem.DAMAGED, "UTF-8") from error
        if isinstance(error, sqlite3.Error):
            raise _copy_failed(source, target, error) from error
        raise
    return made


def _copy_and_check(source: Path, made: Path) -> None:
    copy_database(source, made)
    with made.open("rb+") as file:
        os.fsync(file.fileno())
    if not is_sound(made):
        raise LibraryUnusable(source, LibraryProblem.DAMAGED, "quick_check")
    migrate.stored_revision(made)  # and it opens as what it is


def _copy_failed(source: Path, target: Path, error: sqlite3.Error) -> Exception:
    problem = problem_of(str(error))
    if problem is LibraryProblem.DISK_FULL:
        return UnwritableFile(target, WriteProblem.DISK_FULL, str(error))
    if problem in (LibraryProblem.DAMAGED, LibraryProblem.NOT_A_LIBRARY, LibraryProblem.LOCKED):
        return LibraryUnusable(source, problem, str(error))
    return UnwritableFile(target, WriteProblem.FAILED, str(error))


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
    log = Path(f"{library_path}-wal")
    if log.exists():  # of a file too damaged to take it in; with another file it would be read as that one's
        log.replace(f"{aside}-wal")
    Path(f"{library_path}-shm").unlink(missing_ok=True)
    return aside


def _fold_log(library_path: Path) -> None:
    """Bring the last changes of a crashed session into the file itself."""
    with suppress(sqlite3.Error, UnicodeDecodeError), closing(connect_to(library_path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _stamp() -> str:
    return clock.now().strftime("%Y%m%d-%H%M%S-%f")[:-3]


def _unwritable(path: Path, error: OSError) -> UnwritableFile:
    return UnwritableFile(path, _WRITE_PROBLEMS.get(error.errno or 0, WriteProblem.FAILED), error.strerror or "")


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system can."""
    with suppress(OSError):  # Windows opens no folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
