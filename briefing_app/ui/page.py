"""This file says what a page of the window is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShowEvent, QUndoStack
from PySide6.QtWidgets import QWidget

from briefing_app.ui.context import Context, Target
from briefing_app.ui.icons import icon
from briefing_app.ui.theme import theme

Json = dict[str, Any]


class Page(QWidget):
    """A page: reloads when a table that it watches changed, says in the bottom bar what it shows, has commands."""

    title: ClassVar[str] = ""
    watches: ClassVar[frozenset[str]] = frozenset()  # names of tables; empty: every change
    status_changed = Signal(str)  # words for the left of the bottom bar

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.status = ""
        self._stale = True
        self.setProperty("surface", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._is_gone = False
        context.changes.library_changed.connect(self._on_library_changed)
        context.changes.library_closing.connect(self._on_library_closing)
        theme().changed.connect(self.on_theme_changed)

    # --- to be overridden -----------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Show what the library holds now (through `context.load`, so the window never waits)."""

    def show_target(self, target: Target) -> None:
        """Go to what a search hit, a link or another page points at; called after the page is shown."""

    def on_theme_changed(self) -> None:
        """The look or the text size changed: what is not in the style sheet is measured again here."""
        self.update()

    def export(self) -> bool:
        """Ctrl+E on this page; False when the page has nothing of its own to export."""
        return False

    def own_undo_stack(self) -> QUndoStack | None:
        """The stack that Ctrl+Z works on while this page is shown, when it is not the library's."""
        return None

    def place(self) -> Json:
        """Where a person is on this page (what is filtered, what is chosen), to come back to after a restart."""
        return {}

    def go_back_to(self, place: Json) -> None:
        """Show again what `place` told; raises KeyError, TypeError or ValueError for what it does not understand."""

    # --- for pages ------------------------------------------------------------------------------------------------

    def set_status(self, text: str) -> None:
        """Say in the bottom bar what is shown (显示 58 / 1,204 条　会议：…)."""
        self.status = text
        self.status_changed.emit(text)

    def add_command(
        self, text: str, run: Callable[[], object], *, keys: str = "", icon_name: str = "", enabled: bool = True
    ) -> QAction:
        """A command of this page: works by its keys while the page is shown, and stands in the command palette."""
        action = QAction(text, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if icon_name:
            action.setProperty("icon_name", icon_name)
            action.setIcon(icon(icon_name, theme().tokens))
        action.setEnabled(enabled)
        action.triggered.connect(lambda _checked=False: run())
        self.addAction(action)
        return action

    # --- reloading ------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if self._stale:
            self._reload()

    def _on_library_closing(self) -> None:
        """A page goes with its library; until it is deleted it must not show, or write into, the next one."""
        self._is_gone = True

    def _on_library_changed(self, tables: frozenset[str]) -> None:
        if self._is_gone:
            return
        if self.watches and not (self.watches & tables):
            return
        self._stale = True
        if self.isVisible():
            self._reload()

    def _reload(self) -> None:
        self._stale = False
        if self.context.has_library and not self._is_gone:
            self.reload()
