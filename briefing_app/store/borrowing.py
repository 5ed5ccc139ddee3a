"""This file lets a library on a share or in a synced folder be worked on here: fetched whole, and given back whole.

A share has no memory that two machines could lock together, and a program that syncs may copy half a change. So the
work is done on a copy in the program's own folder, and what lies in the library's place is only ever replaced by a
whole, checked file, and only while it is still the one that was fetched. Else both are kept.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import platform
import shutil
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from briefing_app import clock
from briefing_app.domain.loans import News, Sent
from briefing_app.errors import LibraryProblem, LibraryUnusable, UnwritableFile, WriteProblem
from briefing_app.store import migrate
from briefing_app.store.copying import UNFINISHED, made_beside, put_in_place, unwritable
from briefing_app.store.engine import copy_database, is_sound
from briefing_app.store.keys import Key, is_encrypted
from briefing_app.store.places import Place, copy_of, is_remote, place_of
from briefing_app.unfinished import noted

_CHUNK = 1 << 20
_LOGS = ("-wal", "-journal")  # what a crashed program has left beside a library belongs to it


@dataclass(frozen=True, slots=True)
class _Known:
    """What is remembered of a loan between two starts."""

    target: str  # where it is given back
    base: str = ""  # SHA-256 of the file in its place when it was last the same as ours; "" for none
    size: int = -1
    changed: int = 0  # its time of change, in ns: spares reading it all
    coming: str = ""  # of a file that was about to be put there
    unsent: bool = False
    remote: bool = False  # it lay on another machine: while it seems to lie here, that one is not connected


def loan_for(place: Path) -> Loan | None:
    """A loan for a library that does not lie on this machine alone, or did not; None for one that does."""
    return Loan(place) if place_of(place) is not Place.HERE or copy_of(place).exists() else None


class Loan:
    """A library whose place is elsewhere. `copy` is worked on; `target` is where it is given back."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.copy = copy_of(place)
        self._folder = self.copy.parent
        self._lock = threading.Lock()
        self._sending = threading.Lock()  # by the clock and on closing at once: one after the other
        self._writes = 0
        self._known = self._read()

    @property
    def target(self) -> Path:
        return Path(self._known.target)

    # --- fetching -------------------------------------------------------------------------------------------------

    def fetch(self) -> tuple[News, Path | None]:
        """Make the copy what is to be worked on; tells what was found, and where the other of two versions lies.

        Raises LibraryUnusable, UnwritableFile. Where there is no library yet, there is no copy either.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        there = self._look_at(self.place) if self._is_connected() else None
        if there is None:
            return self._without_its_place()
        if there.base == self._known.coming:  # the power went just after it was put there
            self._note(there, unsent=self._known.unsent)
        same = self.copy.exists() and there.base == self._known.base and self.target == self.place
        if same:
            return (News.UNSENT if self._known.unsent else News.AS_IT_WAS), None
        kept = self._put_beside() if self._known.unsent and self.copy.exists() else None
        self._take(there)
        return (News.KEPT_BOTH if kept is not None else News.AS_IT_WAS), kept

    def fetch_to_read(self) -> Path:
        """A copy that nobody else has and that is removed by `forget`; of what lies in the place, or of ours."""
        self._folder.mkdir(parents=True, exist_ok=True)
        made = self._folder / f"reading-{os.getpid()}-{self.place.name}"
        source = self.place if self.place.exists() and self._is_connected() else self.copy
        if not source.exists():
            raise LibraryUnusable(self.place, LibraryProblem.MISSING)
        self._fetch_file(source, made)
        return made

    def forget(self, made: Path) -> None:
        """Remove a copy to read."""
        for ending in ("", *_LOGS, "-shm"):
            Path(f"{made}{ending}").unlink(missing_ok=True)

    def drop(self) -> None:
        """Throw the copy away, unless it has what was not given back: the file in the place was written anew."""
        if not self._known.unsent:
            _overwrite(self.copy)
            self.copy.unlink(missing_ok=True)

    def _without_its_place(self) -> tuple[News, Path | None]:
        if not self.copy.exists():
            if not self.place.parent.is_dir():
                raise LibraryUnusable(self.place, LibraryProblem.FOLDER)
            self._write(
                _Known(str(self.place), unsent=True, remote=is_remote(self.place))
            )  # a new library, to be made here
            return News.AS_IT_WAS, None
        if self._is_connected():  # taken away there: what we have is put back
            self._write(replace(self._known, target=str(self.place), base="", unsent=True))
            return News.UNSENT, None
        return News.AWAY, None

    def _take(self, there: _Known) -> None:
        if self.copy.exists() and not is_encrypted(self.copy) and is_encrypted(self.place):
            _overwrite(self.copy)
        for ending in (*_LOGS, "-shm"):
            Path(f"{self.copy}{ending}").unlink(missing_ok=True)
        self._fetch_file(self.place, self.copy)
        self._write(replace(there, target=str(self.place), coming="", unsent=False))

    def _fetch_file(self, source: Path, target: Path) -> None:
        try:
            for ending in (*_LOGS, ""):
                if not ending or Path(f"{source}{ending}").exists():
                    _copy_whole(Path(f"{source}{ending}"), Path(f"{target}{ending}"))
        except OSError as error:
            raise LibraryUnusable(source, LibraryProblem.FOLDER, error.strerror or "") from error

    # --- giving back ----------------------------------------------------------------------------------------------

    def mark_unsent(self) -> None:
        """To be called before anything is written into the copy."""
        with self._lock:
            self._writes += 1
            if not self._known.unsent:
                self._write(replace(self._known, unsent=True))

    def give_back(self, key: Key | None) -> tuple[Sent, Path | None]:
        """Put what is new in the library's place, as a whole file; with the path where it lies now, if beside.

        The library may be open meanwhile.
        """
        with self._sending:
            if not self._known.unsent or not self.copy.exists():
                return Sent.NOTHING, None
            return self._give_back(key) if self._is_connected() else (Sent.AWAY, None)

    def _give_back(self, key: Key | None) -> tuple[Sent, Path | None]:
        writes = self._writes
        there = self._look_at(self.target)
        if there is not None and there.base not in {self._known.base, self._known.coming}:
            with self._lock:
                self._write(replace(self._known, target=str(self._beside()), base="", coming=""))
        parted = self.target != self.place and not self._known.base
        try:
            self._send(key, writes)
        except UnwritableFile:
            return Sent.AWAY, None
        return (Sent.KEPT_BOTH, self.target) if parted else (Sent.DONE, None)

    def _send(self, key: Key | None, writes: int) -> None:
        snapshot = self._folder / f"sending-{self.place.name}"
        snapshot.unlink(missing_ok=True)
        try:
            copy_database(self.copy, snapshot, key)
            if not is_sound(snapshot, key):
                raise LibraryUnusable(self.copy, LibraryProblem.DAMAGED, "quick_check")
            migrate.stored_revision(snapshot, key)
            self._place_whole(snapshot, writes)
        finally:
            snapshot.unlink(missing_ok=True)

    def _place_whole(self, file: Path, writes: int) -> None:
        digest, target = _digest(file), self.target
        with made_beside(file, target, lambda made: _copy_checked(file, made)) as made:
            with self._lock:
                self._write(replace(self._known, coming=digest))
            put_in_place(made, target)
        there = self._look_at(target)
        if there is None or there.base != digest:
            raise UnwritableFile(target, WriteProblem.FAILED, "sha256")
        with self._lock:
            self._note(there, unsent=self._writes != writes)

    def _put_beside(self) -> Path:
        """Unsent changes of an earlier session, under a name of their own; their logs go with them."""
        beside = self._beside()
        try:
            for ending in (*_LOGS, ""):
                if Path(f"{self.copy}{ending}").exists():
                    _copy_whole(Path(f"{self.copy}{ending}"), Path(f"{beside}{ending}"))
        except OSError as error:
            raise unwritable(beside, error) from error
        return beside

    def _beside(self) -> Path:
        name = f"{self.place.stem}（{platform.node() or '本机'} {clock.now():%m-%d %H%M%S} 的改动）{self.place.suffix}"
        return self.place.with_name(name)

    def _is_connected(self) -> bool:
        """An empty folder may stand where a share would be mounted: nothing must be put there."""
        return self.place.parent.is_dir() and (not self._known.remote or is_remote(self.place))

    # --- what is known --------------------------------------------------------------------------------------------

    def _look_at(self, path: Path) -> _Known | None:
        """What lies in a place; None where nothing does, or nobody can look."""
        known = self._known
        try:
            about = path.stat()
            if path == self.target and (about.st_size, about.st_mtime_ns) == (known.size, known.changed):
                return known
            return _Known(str(path), _digest(path), about.st_size, about.st_mtime_ns, remote=is_remote(path))
        except OSError:
            return None

    def _note(self, there: _Known, *, unsent: bool) -> None:
        self._write(replace(there, coming="", unsent=unsent))

    def _read(self) -> _Known:
        try:
            return _Known(**json.loads((self._folder / "loan.json").read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            # Without a note of what was fetched, a copy that is there may hold changes: it is never thrown away.
            return _Known(str(self.place), unsent=self.copy.exists())

    def _write(self, known: _Known) -> None:
        self._known = known
        file = self._folder / "loan.json"
        made = file.with_suffix(UNFINISHED)
        try:
            with made.open("w", encoding="utf-8") as stream:
                json.dump(asdict(known), stream, ensure_ascii=False)
                stream.flush()
                os.fsync(stream.fileno())
            made.replace(file)
        except OSError as error:
            raise unwritable(file, error) from error


def _copy_whole(source: Path, target: Path) -> None:
    """Copy a file; what was there stays until the copy is complete. Raises OSError."""
    made = target.with_name(f".{target.name}{UNFINISHED}")
    with noted(made):
        try:
            _copy_checked(source, made)
            made.replace(target)
        except OSError:
            with suppress(OSError):
                made.unlink()
            raise


def _copy_checked(source: Path, made: Path) -> None:
    """Copy a file and read it again, for a share may say that all is written and be wrong; raises OSError."""
    shutil.copyfile(source, made)
    with made.open("rb+") as stream:
        os.fsync(stream.fileno())
    if _digest(made) != _digest(source):
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(made))


def _digest(path: Path) -> str:
    sha = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            sha.update(chunk)
    return sha.hexdigest()


def _overwrite(path: Path) -> None:
    """What could be read, before an encrypted file takes its place."""
    with suppress(OSError), path.open("rb+") as file:
        for _ in range(0, path.stat().st_size, _CHUNK):
            file.write(bytes(_CHUNK))
        file.flush()
        os.fsync(file.fileno())
