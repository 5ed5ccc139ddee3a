"""This file puts whole, checked files into places: made beside, then renamed, and what went wrong said in our words."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefing_app import unfinished
from briefing_app.errors import LibraryProblem, LibraryUnusable, UnwritableFile, WriteProblem
from briefing_app.store import drivers
from briefing_app.store.engine import problem_of

UNFINISHED = unfinished.SUFFIX
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


@contextmanager
def made_beside(source: Path, target: Path, fill: Callable[[Path], None]) -> Iterator[Path]:
    """A file under a name of its own in the target's folder, filled from the source: there is never half a copy.

    `fill` writes it and checks it; the block puts it in its place. Raises LibraryUnusable (of the source), UnwritableFile (of the target); then
    nothing is left behind.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=UNFINISHED, dir=target.parent)
    except OSError as error:
        raise unwritable(target, error) from error
    os.close(handle)
    made = Path(name)
    with unfinished.noted(made):
        _fill(source, target, made, fill)
        yield made


def _fill(source: Path, target: Path, made: Path, fill: Callable[[Path], None]) -> None:
    try:
        fill(made)
        with made.open("rb+") as file:
            os.fsync(file.fileno())
    except BaseException as error:
        for leftover in (made, Path(f"{made}-journal"), Path(f"{made}-wal"), Path(f"{made}-shm")):
            leftover.unlink(missing_ok=True)
        if isinstance(error, UnicodeDecodeError):
            raise LibraryUnusable(source, LibraryProblem.DAMAGED, "UTF-8") from error
        if isinstance(error, OSError):
            raise unwritable(target, error) from error
        if isinstance(error, drivers.errors()):
            raise _failed(source, target, error) from error
        raise


def put_in_place(made: Path, target: Path) -> None:
    """Let a finished file take the target's place in one step; on failure the target is as it was."""
    try:
        made.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        made.unlink(missing_ok=True)
        raise unwritable(target, error) from error


def unwritable(path: Path, error: OSError) -> UnwritableFile:
    """What the system said about a place that we wanted to write to."""
    return UnwritableFile(path, _WRITE_PROBLEMS.get(error.errno or 0, WriteProblem.FAILED), error.strerror or "")


def sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system can."""
    with suppress(OSError):  # Windows opens no folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _failed(source: Path, target: Path, error: Exception) -> Exception:
    problem = problem_of(str(error))
    if problem is LibraryProblem.DISK_FULL:
        return UnwritableFile(target, WriteProblem.DISK_FULL, str(error))
    if problem in (LibraryProblem.DAMAGED, LibraryProblem.NOT_A_LIBRARY, LibraryProblem.LOCKED):
        return LibraryUnusable(source, problem, str(error))
    return UnwritableFile(target, WriteProblem.FAILED, str(error))
