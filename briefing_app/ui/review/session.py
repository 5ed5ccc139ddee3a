"""This file holds the draft under review: what it is now, how to take a step back, and what is still in doubt."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from briefing_app.importing import editing
from briefing_app.importing.draft import Doubt, Draft

_TYPING = 1  # steps with one id may merge


class ReviewSession(QObject):
    """One draft with its own undo; every act replaces the draft, and `changed` says so."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self._draft: Draft | None = None

    @property
    def draft(self) -> Draft:
        """The draft as it stands. Only while one is open."""
        if self._draft is None:
            message = "no draft is open"
            raise LookupError(message)
        return self._draft

    @property
    def is_open(self) -> bool:
        return self._draft is not None

    def open(self, draft: Draft | None) -> None:
        """Review another draft, or none; steps back never lead into the former one."""
        self.stack.clear()
        self._draft = draft
        self.changed.emit()

    def apply(self, name: str, act: Callable[[Draft], Draft], *, typed: bool = False) -> bool:
        """Do something to the draft under a name; False when it changes nothing.

        What is `typed` is taken while it is being written, and undone in one step.
        """
        before = self.draft
        after = act(before)
        if after == before:
            return False
        self.stack.push(_Step(self, name, before, after, typed=typed))
        return True

    def settle(self, doubt: Doubt, name: str) -> None:
        """Accept what a doubt speaks of."""
        self.apply(name, lambda draft: editing.settle(draft, doubt))

    def show(self, draft: Draft) -> None:
        """Take a draft as the present one; only steps call this."""
        self._draft = draft
        self.changed.emit()


class _Step(QUndoCommand):
    """A step between two drafts, which are values: nothing has to be computed backwards."""

    def __init__(self, session: ReviewSession, name: str, before: Draft, after: Draft, *, typed: bool) -> None:
        super().__init__(name)
        self._session, self._before, self._after, self._typed = session, before, after, typed

    def id(self) -> int:
        return _TYPING if self._typed else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802
        if not isinstance(other, _Step):
            return False
        self._after = other._after  # noqa: SLF001
        return True

    def redo(self) -> None:
        self._session.show(self._after)

    def undo(self) -> None:
        self._session.show(self._before)
