"""This file opens a library and hands out sessions: one to read, one for each action that writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from briefing_app.errors import Cancelled, LibraryProblem, LibraryUnusable, Superseded
from briefing_app.store import history, migrate
from briefing_app.store.engine import learn_sizes, make_engine, translated, writing
from briefing_app.store.history import ChangeSet
from briefing_app.store.keys import Key, key_for
from briefing_app.store.recording import RECORDER, RecordedSession, Recorder, RowsMissing, write_back
from briefing_app.store.search import index

T = TypeVar("T")


# What SQLite makes of a file that is not there any more, or on a disk that is not.
_SAID_OF_A_LOST_FILE = {LibraryProblem.DAMAGED, LibraryProblem.FOLDER, LibraryProblem.READ_ONLY}


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What an action gave back, and what it changed."""

    value: T
    changes: ChangeSet


def open_library(
    path: Path,
    *,
    author: str = "",
    read_only: bool = False,
    key: Key | None = None,
    place: Path | None = None,
    before_writing: Callable[[], None] | None = None,
) -> Library:
    """Open a library, made new where there is none, brought up to date (after a backup) where it is older.

    An encrypted one needs its key; a new one is encrypted where a key is given. Raises LibraryUnusable; a file that
    is damaged, newer or no library at all is left untouched. `place` is where the library belongs, when `path` is a
    copy to work on, and `before_writing` is told of every change before it is made.
    """
    key = key_for(path, key)
    if read_only:
        migrate.require_current(path, key)
    else:
        migrate.make_current(path, key)
    engine = make_engine(path, read_only=read_only, key=key)
    library = Library(path, engine, author=author, read_only=read_only, key=key)
    library.path, library.before_writing = place or path, before_writing
    try:
        if not read_only:
            library.renew_index()
    except LibraryUnusable:
        library.close()
        raise
    return library


class Library:
    """An open library. Sessions are short and belong to one thread each; the library itself may be shared."""

    def __init__(self, path: Path, engine: Engine, *, author: str, read_only: bool, key: Key | None = None) -> None:
        self.path = self.file = path  # where it belongs, and what is open: the same but for a copy to work on
        self.author, self.read_only, self.key = author, read_only, key
        self.before_writing: Callable[[], None] | None = None
        self._engine = engine
        self._is_closed = False
        self._identity = _identity(path)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one moment of the library and cannot write. Raises Cancelled once it is closed."""
        self._require_open()
        with self._translated(), RecordedSession(self._engine, autoflush=False) as session:
            yield session

    @contextmanager
    def transaction(self, action: str = "") -> Iterator[Session]:
        """A session whose changes are all kept, with their history, or none of them."""
        with self._writing() as session:
            yield session
            self._finish(session, session.info[RECORDER].finish(session, action))

    def perform(self, action: str, work: Callable[[Session], T]) -> Done[T]:
        """Do one action of a person's in one transaction, so that it can be undone."""
        with self._writing() as session:
            value = work(session)
            changes: ChangeSet = session.info[RECORDER].finish(session, action)
            self._finish(session, changes)
        return Done(value, changes)

    def undo(self, changes: ChangeSet) -> None:
        """Take an action back: every row stands as before, under the same id.

        Raises Superseded, and changes nothing, when what was done since rests on it.
        """
        self._write(changes.inverted(f"撤销：{changes.action}"))

    def redo(self, changes: ChangeSet) -> None:
        """Do an undone action again, with the same ids."""
        self._write(changes.renamed(f"重做：{changes.action}"))

    def renew_index(self) -> None:
        """Make the search index anew if an older version made it otherwise."""
        with self.reading() as session:
            current = index.is_of_this_form(session)
        if not current:
            with self._writing() as session:
                index.rebuild(session)

    def close(self) -> None:
        """Close the file; SQLite folds its log into it."""
        if self._is_closed:
            return
        self._is_closed = True
        with translated(self.file):
            if not self.read_only:
                learn_sizes(self._engine)
            self._engine.dispose()

    def _require_open(self) -> None:
        """Work that a page began before its library was closed must not open the file again behind our back."""
        if self._is_closed:
            raise Cancelled

    def _require_in_place(self) -> None:
        """Moved, deleted or replaced while open: the system would let us write into a file that nobody finds again.

        A stick that was pulled out and is back has another number, and what was open on it is dead: begin anew.
        """
        now = _identity(self.file)
        if now is None:
            raise LibraryUnusable(self.path, LibraryProblem.GONE)
        if now != self._identity:
            if self._still_reads():
                raise LibraryUnusable(self.path, LibraryProblem.GONE)
            self._engine.dispose()
            self._identity = now

    def _still_reads(self) -> bool:
        try:
            with translated(self.file), self._engine.connect() as connection:
                connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar()
        except LibraryUnusable:
            return False
        return True

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            with translated(self.file):
                yield
        except LibraryUnusable as error:
            if error.problem in _SAID_OF_A_LOST_FILE and self._is_lost(error.detail):
                raise LibraryUnusable(self.path, LibraryProblem.GONE) from error
            raise

    def _is_lost(self, said: str) -> bool:
        now = _identity(self.file)
        if "i/o" not in said.lower():
            return now is None
        self._engine.dispose()  # what was open on a stick that was pulled out is dead, also when it is back
        return now != self._identity or self._still_reads()

    def _write(self, changes: ChangeSet) -> None:
        try:
            with self._writing() as session:
                write_back(session.connection(), changes)
                self._finish(session, changes)
        except (RowsMissing, IntegrityError) as error:
            raise Superseded(changes.action) from error

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        self._require_open()
        if self.read_only:
            raise LibraryUnusable(self.path, LibraryProblem.READ_ONLY)
        self._require_in_place()
        if self.before_writing is not None:
            self.before_writing()
        with (
            self._translated(),
            RecordedSession(
                writing(self._engine), expire_on_commit=False, info={RECORDER: Recorder(), "author": self.author}
            ) as session,
        ):
            yield session
            session.commit()

    def _finish(self, session: Session, changes: ChangeSet) -> None:
        index.follow(session, changes)
        history.keep(session, changes, author=self.author)


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file lies there, whatever its name; None where there is none, or the disk does not answer."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_dev, about.st_ino
