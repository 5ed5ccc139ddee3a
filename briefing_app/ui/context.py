"""This file is what every page is given: the library, the settings, and the ways to read, write, go and tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from briefing_app import clock
from briefing_app.errors import BriefingError, Cancelled, LibraryProblem, LibraryUnusable
from briefing_app.settings import Settings
from briefing_app.ui.aside import MANY, aside
from briefing_app.ui.changes import Changes
from briefing_app.ui.preferences import Preferences
from briefing_app.ui.tasks import Job, Tasks
from briefing_app.ui.undo import LibraryCommand

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from briefing_app.domain.filters import ProposalFilter
    from briefing_app.domain.text import Span, Spans
    from briefing_app.store.database import Done, Library
    from briefing_app.store.history import ChangeSet

T = TypeVar("T")


UNDONE_AT_MOST = 1_000  # steps: each holds rows as they were; what is older can still be put back from 历史


@dataclass(frozen=True, slots=True)
class Target:
    """What to show on the page that is gone to; a page takes what it understands."""

    meeting_id: int | None = None
    speech_id: int | None = None
    proposal_id: int | None = None
    annotation_id: int | None = None
    followup_id: int | None = None
    pack_id: int | None = None
    source_id: int | None = None
    person_id: int | None = None
    span: Span | None = None  # in the speech's text
    matches: Spans = ()  # words that were searched for, in the speech's text
    filter: ProposalFilter | None = None
    proposal_ids: tuple[int, ...] = ()  # to put into a pack, to follow up, to compare
    word: str = ""  # a page's own switch: "overdue", "new" …


class Context(QObject):
    """Given to every page. Everything that writes goes through `perform`, everything slow through `load`."""

    navigation_asked = Signal(str, object)  # key of the page, Target
    toast_asked = Signal(str, bool)  # words, whether 撤销 is offered
    import_asked = Signal(list)  # paths; empty: ask for files
    import_opened = Signal(str)  # sha256 of a kept draft to go on with
    command_asked = Signal(str)  # key of a window action (actions.py)
    export_possible = Signal(bool)  # an empty library has nothing to export
    saved = Signal()  # something was written
    failed = Signal(object)  # BriefingError: the window shows it

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.preferences = preferences
        self.tasks = Tasks(self)
        self.changes = Changes(self)
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(UNDONE_AT_MOST)
        self._library: Library | None = None
        self.tasks.failed.connect(self.failed)

    # --- what there is --------------------------------------------------------------------------------------------

    @property
    def settings(self) -> Settings:
        return self.preferences.settings

    @property
    def author(self) -> str:
        """Who signs annotations and log entries."""
        return self.settings.author

    def today(self) -> date:
        return clock.today()

    @property
    def library(self) -> Library:
        """The open library. Pages exist only while one is open."""
        if self._library is None:
            raise LibraryUnusable(Path(), LibraryProblem.MISSING)
        return self._library

    @property
    def has_library(self) -> bool:
        return self._library is not None

    @property
    def read_only(self) -> bool:
        return self._library is not None and self._library.read_only

    def set_library(self, library: Library | None) -> None:
        """Work on another library; what could be undone belonged to the former one."""
        if self._library is not None and self._library is not library:
            self.keep()
            self.changes.library_closing.emit()
            self._library.close()
        self.undo_stack.clear()
        self._library = library
        if library is not None:
            self.changes.library_opened.emit()

    def keep(self) -> None:
        """Have everything written that was typed and still waits for the hand to rest."""
        if self._library is not None:
            self.changes.keeping.emit()

    # --- reading --------------------------------------------------------------------------------------------------

    def read(self, work: Callable[[Session], T]) -> T:
        """Read something small at once (one record, a count): under 50 ms."""
        with self.library.reading() as session:
            return work(session)

    def load(
        self,
        work: Callable[[Session], T],
        *,
        owner: QObject,
        done: Callable[[T], None],
        latest: str = "load",
    ) -> Job:
        """Read in a worker, then call `done` with the result; an older load of the same owner and word is dropped.

        Of a library that is closed nothing is read: a page's timer may outlive it for a moment.
        """
        library = self._library

        def read(_job: Job) -> T:
            if library is None:
                raise Cancelled
            with library.reading() as session:
                return work(session)

        def arrived(result: T) -> None:
            if self._library is library:  # else nobody waits for it any more
                done(result)

        def failed(error: BriefingError) -> None:
            if self._library is library:
                self.failed.emit(error)

        return self.tasks.run(read, owner=owner, done=arrived, failed=failed, latest=latest)

    # --- writing --------------------------------------------------------------------------------------------------

    def perform(self, action: str, work: Callable[[Session], T], *, typed: str = "", rows: int = 1) -> Done[T] | None:
        """Write in one transaction that can be undone under the name `action`; None when it could not be done.

        `typed` names a text that is kept while it is being written: its saves in a row are undone in one step.
        With many `rows` the window waits, alive, with its hands off.
        """
        library = self.library
        if rows >= MANY:
            self.keep()
        try:
            done = self.write_aside(action, lambda: library.perform(action, work), rows=rows)
        except BriefingError as error:
            self.failed.emit(error)
            return None
        self.record(done, typed=typed)
        return done

    def write_aside(self, name: str, write: Callable[[], T], *, rows: int) -> T:
        """Write at once, or where it touches many rows in a worker while the window waits; raises what `write` does."""
        return write() if rows < MANY else aside(self.tasks, name, write)

    def perform_later(
        self,
        action: str,
        work: Callable[[Session, Job], T],
        *,
        owner: QObject,
        done: Callable[[T], None] | None = None,
        failed: Callable[[BriefingError], None] | None = None,
        name: str = "",
    ) -> Job:
        """The same in a worker, for what takes over 50 ms; with a `name` the bottom bar shows it."""
        library = self.library

        def arrived(result: Done[T]) -> None:
            self.record(result)
            if done is not None:
                done(result.value)

        return self.tasks.run(
            lambda job: library.perform(action, lambda session: work(session, job)),
            owner=owner,
            done=arrived,
            failed=failed,
            name=name,
        )

    def record(self, done: Done[T], *, typed: str = "") -> None:
        """Make a change undoable and tell everybody; for workflows that return a Done themselves."""
        if done.changes.is_empty():
            return
        self.undo_stack.push(self._command(done.changes, typed=typed))
        self._announce(done.changes.tables)

    def record_all(self, done: Sequence[Done[Any]]) -> None:
        """Make many changes undoable, each for itself, and tell everybody once."""
        for one in done:
            self.undo_stack.push(self._command(one.changes))
        if done:
            self._announce(frozenset().union(*(one.changes.tables for one in done)))

    def _command(self, changes: ChangeSet, *, typed: str = "") -> LibraryCommand:
        return LibraryCommand(
            self.library,
            changes,
            write=self.write_aside,
            announce=self._announce,
            complain=self.failed.emit,
            typed=typed,
        )

    def _announce(self, tables: frozenset[str]) -> None:
        self.saved.emit()
        self.changes.library_changed.emit(tables)

    # --- going and telling ----------------------------------------------------------------------------------------

    def navigate(self, page: str, target: Target | None = None) -> None:
        """Go to a page (overview, library, proposals, compare, followups, packs, trash, settings, help)."""
        self.navigation_asked.emit(page, target or Target())

    def toast(self, text: str, *, undo: bool = False) -> None:
        """Tell for six seconds that something was done; with `undo`, offer 撤销. Never for errors."""
        self.toast_asked.emit(text, undo)

    def ask_command(self, key: str) -> None:
        """Do what a command of the window does (actions.py)."""
        self.command_asked.emit(key)

    def import_files(self, paths: Sequence[Path] = ()) -> None:
        """Read files into drafts and review them; without paths the person is asked for files."""
        self.import_asked.emit(list(paths))
