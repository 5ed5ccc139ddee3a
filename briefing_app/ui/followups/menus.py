"""This file has the menu of an item of follow-up, in the table and on the board."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from briefing_app.domain.followups import next_statuses
from briefing_app.store import followups
from briefing_app.ui.context import Context
from briefing_app.ui.followups.writing import FollowUpWriting
from briefing_app.ui.history.dialog import show_history
from briefing_app.ui.tagging import Tagging


class FollowUpMenus(QObject):
    """What can be done with an item; the steps that its state allows and no others."""

    step_asked = Signal(int, object)  # id, FollowUpStatus

    def __init__(self, context: Context, writing: FollowUpWriting, tagging: Tagging, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._writing, self._tagging, self._window = context, writing, tagging, window

    def open_for(self, key: int, place: QPoint) -> None:
        """Let choose."""
        self.menu(key).exec(place)

    def menu(self, key: int) -> QMenu:
        """The menu of an item."""
        followup = self._context.read(lambda s: followups.one(s, key))
        menu = QMenu(self._window)
        menu.addAction(self.tr("编辑"), partial(self._writing.edit, key))
        steps = menu.addMenu(self.tr("改状态"))
        for status in next_statuses(followup.status):
            steps.addAction(status.value, partial(self.step_asked.emit, key, status))
        menu.addAction(self.tr("催办"), partial(self._writing.urge, [followup]))
        menu.addAction(self.tr("关联建议"), partial(self._writing.link, key))
        self._tagging.fill(menu, "followup", key, followup.tags)
        menu.addAction(self.tr("历史"), partial(self.show_history, key))
        menu.addSeparator()
        menu.addAction(self.tr("移到回收站"), partial(self._writing.remove, key))
        return menu

    def show_history(self, key: int) -> None:
        """Who changed what of an item, and when."""
        followup = self._context.read(lambda s: followups.one(s, key))
        show_history(self._context, "followup", key, followup.title, self._window)
