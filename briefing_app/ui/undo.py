"""This file undoes and redoes changes of the library: one command for all of them, since the store keeps row images."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from briefing_app.errors import BriefingError

if TYPE_CHECKING:
    from briefing_app.store.database import Library
    from briefing_app.store.history import ChangeSet

_TYPING = 1


class LibraryCommand(QUndoCommand):
    """A change that already happened: undoing writes the old rows back under the same ids."""

    def __init__(
        self,
        library: Library,
        changes: ChangeSet,
        *,
        write: Callable[..., object],
        announce: Callable[[frozenset[str]], None],
        complain: Callable[[BriefingError], None],
        typed: str = "",
    ) -> None:
        super().__init__(changes.action)
        self._library, self._changes = library, changes
        self._aside, self._announce, self._complain = write, announce, complain
        self._pushed = False
        self._typed = typed  # what is being written: its saves in a row are one step

    def id(self) -> int:
        """Qt asks commands that share an id whether they merge."""
        return _TYPING if self._typed else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802
        """Take the next save of the same words into this step."""
        if not isinstance(other, LibraryCommand) or (other._typed, other._library) != (self._typed, self._library):  # noqa: SLF001
            return False
        self._changes = self._changes.followed_by(other._changes)  # noqa: SLF001
        return True

    def redo(self) -> None:
        # QUndoStack.push calls redo at once, and the change is already in the library.
        if not self._pushed:
            self._pushed = True
            return
        self._write(self._library.redo)

    def undo(self) -> None:
        self._write(self._library.undo)

    def _write(self, write: Callable[[ChangeSet], object]) -> None:
        changes = self._changes
        try:
            self._aside(changes.action, lambda: write(changes), rows=len(changes.rows))
        except BriefingError as error:
            self.setObsolete(True)
            self._complain(error)
            return
        self._announce(self._changes.tables)
