"""This file has the menu of a pack in the list: its name, its history, the way into the 回收站."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from briefing_app.domain.packs import Pack
from briefing_app.store import packs
from briefing_app.ui import messages
from briefing_app.ui.context import Context
from briefing_app.ui.history.dialog import show_history


class PackMenus(QObject):
    """`gone` after the pack went into the 回收站."""

    gone = Signal()

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window

    def open_for(self, pack: Pack, place: QPoint) -> None:
        """What can be done with a pack."""
        menu = QMenu(self._window)
        menu.addAction(self.tr("改名"), partial(self.rename, pack))
        menu.addAction(self.tr("历史"), partial(self.show_history, pack))
        menu.addSeparator()
        menu.addAction(self.tr("移到回收站"), partial(self.remove, pack))
        menu.exec(place)

    def rename(self, pack: Pack) -> None:
        """Ask for another name."""
        name = messages.ask_text(
            self._window, self.tr("给材料册改名"), field=self.tr("名称"), verb=self.tr("改名"), value=pack.name
        )
        if name:
            self._context.perform(self.tr("材料册改名"), lambda s: packs.save(s, replace(pack, name=name)))

    def show_history(self, pack: Pack) -> None:
        """Who changed what of the pack, and when it went out."""
        show_history(self._context, "pack", pack.id or 0, pack.name, self._window)

    def remove(self, pack: Pack) -> None:
        """Into the 回收站."""
        if self._context.perform(self.tr("移走材料册"), lambda s: packs.remove(s, pack.id or 0)):
            self.gone.emit()
            self._context.toast(self.tr("已把材料册移到回收站"), undo=True)
