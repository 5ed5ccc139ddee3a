"""This file sends and receives papers for the page 跟进: the ledger, the directory of units, dates for a calendar."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from briefing_app.domain.followups import FollowUp
from briefing_app.domain.packs import PackKind
from briefing_app.ui.context import Context, Target
from briefing_app.ui.followups.units import edit_units
from briefing_app.ui.icons import icon
from briefing_app.ui.theme import tokens

Command = tuple[str, str, Callable[[], object]]  # words, icon, what it does


class Papers(QObject):
    """What goes out and comes in, each behind a line of one menu."""

    def __init__(self, context: Context, window: QWidget, chosen: Callable[[], Sequence[FollowUp]]) -> None:
        super().__init__(window)
        self._context, self._window, self._chosen = context, window, chosen

    def commands(self) -> list[Command]:
        """The lines of the menu, which stand in the command palette too."""
        return [
            (self.tr("导出台账"), "file-up", self.export_ledger),
            (self.tr("办理单位名录…"), "building-2", lambda: edit_units(self._context, self._window)),
        ]

    def open_menu(self, button: QWidget) -> None:
        """Show the menu under its button."""
        menu = QMenu(self._window)
        for words, icon_name, run in self.commands():
            menu.addAction(icon(icon_name, tokens()), words, run)
        menu.exec(button.mapToGlobal(QPoint(0, button.height() + 4)))

    def export_ledger(self) -> None:
        self._context.navigate("packs", Target(word=f"new:{PackKind.LEDGER.value}"))
