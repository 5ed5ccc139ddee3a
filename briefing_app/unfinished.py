"""This file notes which files are being written, so that those of a killed process are removed at the next start.

A note is a file of its own, locked for as long as its process lives; it names one unfinished file or folder.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefing_app import file_locks, paths

SUFFIX = ".part"
TEMPORARY = "briefing-"  # how our folders among the system's temporary files begin
_FOLLOWERS = ("", "-journal", "-wal", "-shm")


@contextmanager
def noted(path: Path) -> Iterator[None]:
    """While the block runs, a file (`.….part`) or a temporary folder is known to be unfinished.

    Where no note can be made, there is none: the work itself matters more.
    """
    note, handle = None, None
    try:
        folder = _notes()
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)
        note = Path(name)
        file_locks.lock(handle)
        os.write(handle, os.fsencode(path.absolute()))
    except OSError:
        pass
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)
        if note is not None:
            with suppress(OSError):
                note.unlink()


def clean() -> int:
    """Remove what killed processes have left half written; returns how many things that were."""
    removed = 0
    with suppress(OSError):
        for note in sorted(_notes().iterdir()):
            removed += _follow(note)
        for file in paths.settings().glob(f"*.json.*{SUFFIX}"):
            removed += _is_left(file) and _remove(file)
    return removed


def _follow(note: Path) -> bool:
    try:
        handle = os.open(note, os.O_RDWR)
    except OSError:
        return False
    try:
        if not file_locks.lock(handle):
            return False  # its process lives
        path = Path(os.fsdecode(os.read(handle, 1 << 16)))
    finally:
        os.close(handle)
    removed = _is_ours(path) and _remove(path)
    if path.parent.is_dir():  # else a stick that is not in: the note waits for it
        with suppress(OSError):
            note.unlink()
    return removed


def _is_ours(path: Path) -> bool:
    """Whatever a note says, only what bears a name that we give to unfinished things is ever removed."""
    if path.is_symlink():
        return False
    if path.is_dir():
        return path.name.startswith(TEMPORARY) and path.parent == Path(tempfile.gettempdir())
    return path.name.startswith(".") and path.name.endswith(SUFFIX)


def _is_left(file: Path) -> bool:
    """Settings are written in a moment: what is older than a minute was left."""
    with tempfile.TemporaryFile(dir=file.parent) as now:
        return os.fstat(now.fileno()).st_mtime - file.stat().st_mtime > 60


def _remove(path: Path) -> bool:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
        return not path.exists()
    found = False
    for ending in _FOLLOWERS:
        with suppress(OSError):
            Path(f"{path}{ending}").unlink()
            found = True
    return found


def _notes() -> Path:
    return paths.data() / "unfinished"
