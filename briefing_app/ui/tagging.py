"""This file labels records of any kind: asks for a tag, offers those there are, takes tags off again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from briefing_app.store import tags
from briefing_app.ui import messages
from briefing_app.ui.context import Context

_OFFERED = 12  # names in a hint: more would not be read


class Tagging(QObject):
    """Every label put on or taken off is one step that can be undone. `kind`: proposal, speech, meeting, followup."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window

    def add(self, kind: str, ids: Sequence[int]) -> None:
        """Ask for a label and put it on these records."""
        known = self._context.read(tags.find)
        hint = self.tr("已有：{0}").format("、".join(known[:_OFFERED])) if known else ""
        name = messages.ask_text(
            self._window, self.tr("加标签"), hint, field=self.tr("标签"), verb=self.tr("加上"), value=""
        )
        if name:
            self._context.perform(
                self.tr("加标签“{0}”").format(name), lambda s: tags.attach(s, kind, ids, name), rows=len(ids)
            )

    def remove(self, kind: str, ids: Sequence[int], name: str) -> None:
        """Take a label off these records."""
        self._context.perform(
            self.tr("去掉标签“{0}”").format(name), lambda s: tags.detach(s, kind, ids, name), rows=len(ids)
        )

    def fill(self, menu: QMenu, kind: str, record_id: int, present: Sequence[str]) -> None:
        """Offer in the menu of a record to add a label, and to take off each that it has."""
        menu.addAction(self.tr("加标签"), partial(self.add, kind, [record_id]))
        if present:
            off = menu.addMenu(self.tr("去掉标签"))
            for name in present:
                off.addAction(name.replace("&", "&&"), partial(self.remove, kind, [record_id], name))
