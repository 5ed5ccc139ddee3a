"""This file sees to it that one program at a time writes into a library, and says who the other one is."""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType

from briefing_app import clock, file_locks
from briefing_app.errors import LibraryProblem, LibraryUnusable
from briefing_app.store.places import copy_of

STALE_AFTER = 300  # seconds without a sign of life from another machine


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes into a library now."""

    author: str
    computer: str
    program: str  # 窗口, 命令
    process: int
    since: str  # HH:MM

    def in_words(self) -> str:
        """周岚，电脑 DESK-3，窗口，10:32 起."""
        parts = (self.author, f"电脑 {self.computer}", self.program, f"{self.since} 起")
        return "，".join(part for part in parts if part)


class Hold:
    """The right to write into a library, until it is released or the process ends, however it ends."""

    def __init__(self, path: Path, handle: int | None) -> None:
        self._path, self._handle = path, handle

    def show_life(self) -> None:
        """Tell other machines that we are still there; to be called more often than every STALE_AFTER seconds."""
        if self._handle is not None:
            with suppress(OSError):
                os.utime(self._path)

    def release(self) -> None:
        """Let others write."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        with suppress(OSError):
            os.ftruncate(handle, 0)
        if sys.platform != "win32":  # there an open file cannot be removed
            with suppress(OSError):
                self._path.unlink()
        os.close(handle)  # and with it the lock
        if sys.platform == "win32":
            with suppress(OSError):
                self._path.unlink()

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()


COMMAND, WINDOW = "命令", "窗口"
_STEP = 0.1
_PATIENCE = 5.0  # seconds: a command is done in a moment, a window is not


def take(library: Path, *, author: str, program: str) -> Hold:
    """Take the right to write, after the command that has it at most; raises LibraryUnusable (LOCKED) that names who.

    What a crashed program left behind is recognised: the system lets go of its lock, and a mark of another machine
    that has shown no life for five minutes counts no more. Where no lock can be made (a folder that cannot be
    written), there is none: opening the library will say what is wrong.
    """
    waited = 0.0
    while True:
        try:
            return _take(library, Holder(author, _computer(), program, os.getpid(), f"{clock.now():%H:%M}"))
        except LibraryUnusable:
            holder = holder_of(library)
            if program != COMMAND or waited >= _PATIENCE or (holder is not None and holder.program != COMMAND):
                raise
        time.sleep(_STEP)
        waited += _STEP


def _take(library: Path, ours: Holder) -> Hold:
    path = lock_file(library)
    if not copy_of(library).exists():  # else it lies on a share, whose folder is not made where it is not connected
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
    while True:
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        except OSError:
            return Hold(path, None)
        if not file_locks.lock(handle):
            holder = _read(path)
            os.close(handle)
            raise LibraryUnusable(library, LibraryProblem.LOCKED, holder.in_words() if holder else "")
        if not _is_the_file(handle, path):  # released and removed between opening and locking
            os.close(handle)
            continue
        other = _read(path)
        if other is not None and other.computer != _computer() and _shows_life(path):
            os.close(handle)  # a lock that this share does not carry from machine to machine
            raise LibraryUnusable(library, LibraryProblem.LOCKED, other.in_words())
        _write(handle, ours)
        return Hold(path, handle)


def holder_of(library: Path) -> Holder | None:
    """Who writes into a library now, None when nobody does. Nothing is left behind by asking."""
    path = lock_file(library)
    try:
        handle = os.open(path, os.O_RDWR)
    except OSError:
        return None
    try:
        holder = _read(path)
        if not file_locks.lock(handle):
            return holder or Holder("", _computer(), "", 0, "")
        elsewhere = holder is not None and holder.computer != _computer() and _shows_life(path)
        return holder if elsewhere else None
    finally:
        os.close(handle)


def lock_file(library: Path) -> Path:
    """The file beside a library that is locked while somebody writes."""
    return library.with_name(f".{library.name}.lock")


def _is_the_file(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False


def _shows_life(path: Path) -> bool:
    """Compared by the clock of the place where the file lies: those of two machines may differ."""
    try:
        with tempfile.TemporaryFile(dir=path.parent) as now:
            return os.fstat(now.fileno()).st_mtime - path.stat().st_mtime < STALE_AFTER
    except OSError:
        return True


def _read(path: Path) -> Holder | None:
    try:
        content = json.loads(path.read_text("utf-8"))
        return Holder(
            str(content["author"]),
            str(content["computer"]),
            str(content["program"]),
            int(content["process"]),
            str(content["since"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(handle: int, holder: Holder) -> None:
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, json.dumps(asdict(holder), ensure_ascii=False).encode())
        os.fsync(handle)


def _computer() -> str:
    return platform.node() or "?"
