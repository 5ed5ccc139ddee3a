"""This file has the menus of recommendations: of one under the pointer, and the states that all ticked ones may take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from briefing_app.domain.proposals import next_statuses
from briefing_app.store import dictionaries, proposals
from briefing_app.ui.context import Context
from briefing_app.ui.proposals.writing import ProposalWriting


class ProposalMenus(QObject):
    """What is not written at once is asked for."""

    origin_asked = Signal(int)
    copy_asked = Signal()
    followup_asked = Signal(list)
    history_asked = Signal(int)

    def __init__(self, context: Context, writing: ProposalWriting, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._writing, self._window = context, writing, window

    def open_batch_status(self, ids: Sequence[int], place: QPoint) -> None:
        """The next states that all of them may take."""
        ways = [next_statuses(status) for status in self._context.read(lambda s: proposals.statuses_of(s, ids))]
        shared = [status for status in ways[0] if all(status in way for way in ways)] if ways else []
        menu = QMenu(self._window)
        for status in shared:
            menu.addAction(status.value, partial(self._writing.move, ids, status))
        if not shared:
            menu.addAction(self.tr("选中的建议没有共同的下一步")).setEnabled(False)
        menu.exec(place - QPoint(0, menu.sizeHint().height()))

    def commands(self) -> list[tuple[str, str, Callable[[list[int]], object]]]:
        """What can be done with all that are ticked, for the palette: words, icon, what is run with their ids."""
        write = self._writing
        return [
            (self.tr("归入主题"), "tags", write.add_theme),
            (self.tr("加标签"), "tag", write.add_tag),
            (self.tr("改状态"), "", lambda ids: self.open_batch_status(ids, QCursor.pos())),
            (self.tr("新建跟进事项"), "list-checks", self.followup_asked.emit),
            (self.tr("移到回收站"), "trash-2", write.remove),
        ]

    def do(self, run: Callable[[list[int]], object], picked: Callable[[], list[int]]) -> None:
        """Run something with the ticked ones, if there are any."""
        ids = picked()
        if ids:
            run(ids)

    def open_for(self, key: int, place: QPoint) -> None:
        """What can be done with one."""
        proposal = self._context.read(lambda s: proposals.one(s, key))
        write = self._writing
        menu = QMenu(self._window)
        menu.addAction(self.tr("看出处"), partial(self.origin_asked.emit, key))
        menu.addAction(self.tr("复制"), self.copy_asked.emit)
        menu.addSeparator()
        star = self.tr("取消重点") if proposal.important else self.tr("设为重点")
        menu.addAction(star, partial(write.set_important, [key], not proposal.important))
        states = menu.addMenu(self.tr("改状态"))
        for status in next_statuses(proposal.status):
            states.addAction(status.value, partial(write.move, [key], status))
        goes = menu.addMenu(self.tr("去向"))
        for term in self._context.read(lambda s: dictionaries.terms(s, "destination")):
            goes.addAction(term.term, partial(write.set_destination, [key], term.term))
        goes.addAction(self.tr("未定"), partial(write.set_destination, [key], None))
        menu.addAction(self.tr("加主题"), partial(write.add_theme, [key]))
        menu.addAction(self.tr("加标签"), partial(write.add_tag, [key]))
        menu.addAction(self.tr("新建跟进"), partial(self.followup_asked.emit, [key]))
        menu.addAction(self.tr("历史"), partial(self.history_asked.emit, key))
        menu.addSeparator()
        menu.addAction(self.tr("移到回收站"), partial(write.remove, [key]))
        menu.exec(place)
