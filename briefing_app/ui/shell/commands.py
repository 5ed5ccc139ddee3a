"""This file gives the window its commands: built from the list in actions.py, in menus, palette and shortcut sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from briefing_app.settings import TEXT_SCALES, Look
from briefing_app.ui.actions import WINDOW_ACTIONS
from briefing_app.ui.icons import icon
from briefing_app.ui.pages import PAGES, late
from briefing_app.ui.theme import theme, tokens

if TYPE_CHECKING:
    from briefing_app.ui.main_window import MainWindow
    from briefing_app.ui.shell.palette import Command

_PALETTE = "briefing_app.ui.shell.palette"
_STEP = 10  # per cent of text size


class WindowCommands(QObject):
    """The window's actions by key, each with its shortcut."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.actions: dict[str, QAction] = {}
        runs = self._runs()
        for spec in WINDOW_ACTIONS:
            self.actions[spec.key] = self._action(spec.text, spec.keys, spec.icon, runs[spec.key])
        for page in PAGES:
            text = QCoreApplication.translate("Pages", page.title)
            self.actions[page.key] = self._action(
                self.tr("转到{0}").format(text), page.keys, page.icon, partial(window.show_page, page.key)
            )
        self._offer_ways_to_import()
        theme().changed.connect(self._draw_icons)

    def _offer_ways_to_import(self) -> None:
        """The button imports files; its other ways are a right click away."""
        button = self._window.top.import_button
        button.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        button.addActions([self.actions[key] for key in ("import", "import_folder", "import_clipboard")])

    def _action(self, text: str, keys: str, icon_name: str, run: Callable[[], object]) -> QAction:
        action = QAction(QCoreApplication.translate("Actions", text), self._window)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setProperty("icon_name", icon_name)
        action.triggered.connect(lambda _checked=False: run())
        self._window.addAction(action)
        return action

    def _runs(self) -> dict[str, Callable[[], object]]:
        window = self._window
        return {
            "import": lambda: window.import_files([]),
            "import_folder": window.import_folder,
            "import_clipboard": window.import_clipboard,
            "export": window.export,
            "search": window.enter_search,
            "undo": window.undo,
            "redo": window.redo,
            "palette": self.open_palette,
            "shortcuts": self.open_shortcuts,
            "reload": self._reload,
            "open_library": window.desk.open_other,
            "new_library": window.desk.create,
            "new_encrypted_library": window.desk.passwords.create,
            "password": window.desk.passwords.set,
            "no_password": window.desk.passwords.remove,
            "lock": window.desk.passwords.lock,
            "back_up": window.desk.back_up,
            "restore": window.desk.restore,
            "export_log": self._show_export_log,
            "check": window.desk.check,
            "sample": window.desk.open_sample,
            "example": window.desk.open_example,
            "larger": lambda: self._scale(_STEP),
            "smaller": lambda: self._scale(-_STEP),
            "normal": lambda: window.context.preferences.change(text_scale=100),
            "look": self._switch_look,
            "full_screen": self._switch_full_screen,
            "quit": window.close,
        }

    # --- where commands are offered -------------------------------------------------------------------------------

    def all(self) -> list[Command]:
        """Every command that can be run now: the page's own first, then the window's."""
        page = self._window.page
        own = [action for action in page.actions() if action.text()] if page is not None else []
        group = page.title if page is not None else ""
        found = [_command(action, group) for action in own if action.isEnabled()]
        return found + [_command(action, "") for action in self.actions.values() if action.isEnabled()]

    def open_palette(self) -> None:
        late(_PALETTE, "CommandPalette")(self.all(), self._window).open()

    def open_shortcuts(self) -> None:
        """Every key of the page and of the window."""
        keyed = [command for command in self.all() if command.keys]
        late("briefing_app.ui.shell.shortcuts", "ShortcutSheet")(keyed, self._window).exec()

    def open_library_menu(self) -> None:
        """What can be done with libraries, and the ones used lately."""
        window = self._window
        menu = QMenu(window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        current = window.context.library.path if window.context.has_library else None
        for path in [path for path in window.context.settings.recent if path != current][:5]:
            action = menu.addAction(window.desk.name_of(path))
            action.setToolTip(str(path))
            action.triggered.connect(lambda _checked=False, path=path: window.desk.open(path))
        if not menu.isEmpty():
            menu.addSeparator()
        self._draw_icons()
        secret = ("password", "no_password", "lock") if window.desk.passwords.has_password else ("password",)
        for group in (
            ("open_library", "new_library", "new_encrypted_library", "example"),
            ("back_up", "restore", "check", "export_log"),
            secret,
        ):
            menu.addActions([self.actions[key] for key in group])
            menu.addSeparator()
        button = window.top.library
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))

    def _draw_icons(self) -> None:
        for action in self.actions.values():
            action.setIcon(icon(str(action.property("icon_name")), tokens()))

    # --- small commands -------------------------------------------------------------------------------------------

    def _reload(self) -> None:
        if self._window.page is not None:
            self._window.page.reload()

    def _show_export_log(self) -> None:
        if self._window.context.has_library:
            late("briefing_app.ui.packs.export_log", "show_export_log")(self._window.context, self._window)

    def _scale(self, step: int) -> None:
        preferences = self._window.context.preferences
        scale = min(max(preferences.settings.text_scale + step, TEXT_SCALES[0]), TEXT_SCALES[1])
        preferences.change(text_scale=scale)
        self._window.context.toast(self.tr("文字大小 {0}%").format(scale))

    def _switch_look(self) -> None:
        look = Look.LIGHT if tokens().look is Look.DARK else Look.DARK
        self._window.context.preferences.change(look=look)

    def _switch_full_screen(self) -> None:
        window = self._window
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)


def _command(action: QAction, group: str) -> Command:
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    command: Command = late(_PALETTE, "Command")(
        action.text(), keys, str(action.property("icon_name") or ""), group, action.trigger
    )
    return command
