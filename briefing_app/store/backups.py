"""This file makes the backups nobody has to think of, lists them, and lets old ones go by the plan."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from briefing_app import clock, paths
from briefing_app.domain.backups import Backup, Occasion, worth_keeping
from briefing_app.errors import UnwritableFile, WriteProblem
from briefing_app.store import drivers
from briefing_app.store.backup import back_up
from briefing_app.store.converting import same_content
from briefing_app.store.database import Library
from briefing_app.store.keys import Key

_NAME = re.compile(r"(?P<mark>.+)-(?P<stamp>\d{8}-\d{6}-\d{3})-(?P<occasion>[a-z]+)\.sqlite3")
_STAMP = "%Y%m%d-%H%M%S-%f"
_ROOM = 16 << 20  # bytes to be left on the disk for other work


def make(library: Library, folder: Path, occasion: Occasion) -> Backup | None:
    """Back a library up into a folder, let old backups go; None when nothing has changed since the last one.

    Raises UnwritableFile (the disk is full, the folder cannot be written): then every backup there was is still there.
    """
    before = find(library.path, folder)
    _require_room(library.file, folder)
    path = back_up(library, folder / _name(library.path, occasion))
    made = _backup(path)
    if made is None:  # pragma: no cover - the name is ours
        return None
    if before and _same_content(before[0].path, path, library.key):
        path.unlink()
        return None
    keep = worth_keeping([made, *before]) | {path}  # whatever the clock says: what was made just now stays
    for backup in before:
        if backup.path not in keep:
            with suppress(OSError):
                backup.path.unlink()
    return made


def find(library_path: Path, folder: Path) -> list[Backup]:
    """The backups of a library in a folder, the newest first; those of other libraries are not touched or counted."""
    mark = _mark(library_path)
    found = [backup for backup in _all(folder) if backup.path.name.startswith(f"{mark}-")]
    return sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)


def _all(folder: Path) -> Iterator[Backup]:
    with suppress(OSError):
        for path in folder.glob(f"*{paths.LIBRARY_SUFFIX}"):
            backup = _backup(path)
            if backup is not None:
                yield backup


def _backup(path: Path) -> Backup | None:
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        made_at = datetime.strptime(match["stamp"] + "000", _STAMP).astimezone()
        return Backup(path, made_at, Occasion[match["occasion"].upper()], path.stat().st_size)
    except (ValueError, KeyError, OSError, OverflowError):
        return None


def _name(library_path: Path, occasion: Occasion) -> str:
    stamp = clock.now().strftime(_STAMP)[:-3]
    return f"{_mark(library_path)}-{stamp}-{occasion.name.lower()}{paths.LIBRARY_SUFFIX}"


def _mark(library_path: Path) -> str:
    """The library's name with a sign of where it lies: two libraries of one name may share a folder of backups."""
    place = hashlib.sha256(str(library_path.absolute()).encode()).hexdigest()
    return f"{library_path.stem}-{place[:6]}"


def _require_room(library_path: Path, folder: Path) -> None:
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        needed = library_path.stat().st_size + _ROOM
        if shutil.disk_usage(folder).free < needed:
            raise UnwritableFile(folder / library_path.name, WriteProblem.DISK_FULL)


def _same_content(former: Path, made: Path, key: Key | None) -> bool:
    """A former backup that is damaged, or that somebody takes away just now, is no reason to make none."""
    try:
        if key is not None:
            return key.fits(former) and same_content(former, key, made, key)
        return former.stat().st_size == made.stat().st_size and _digest(former) == _digest(made)
    except drivers.errors("Error", OSError, MemoryError):
        return False


def _digest(path: Path) -> bytes:
    sha = hashlib.sha256()
    with path.open("rb") as file:
        # SQLite counts in the first page how often a file was changed, and by which version: no content.
        start = bytearray(file.read(100))
        start[24:28] = start[92:100] = b""
        sha.update(start)
        while chunk := file.read(1 << 20):
            sha.update(chunk)
    return sha.digest()
