"""This file has the kept filters (常用筛选): the menu, the pinned ones in the page's head, and putting them in order."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QMenu, QWidget

from briefing_app.domain.filters import ProposalFilter
from briefing_app.store import saved_filters
from briefing_app.store.saved_filters import SavedFilter
from briefing_app.ui import messages
from briefing_app.ui.context import Context
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.dialogs import Dialog
from briefing_app.ui.widgets.panes import empty_layout

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_MOST_PINNED = 3  # in the head; all of them stand in the menu


class KeptFilters(QObject):
    """`chosen` with the filter that is to be used."""

    chosen = Signal(object)

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self.pinned = QWidget(window)
        self._row = QHBoxLayout(self.pinned)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)

    def show_pinned(self) -> None:
        """Offer the pinned ones."""
        empty_layout(self._row)
        for one in [one for one in self._context.read(saved_filters.find) if one.pinned][:_MOST_PINNED]:
            button = Button(one.name, self.pinned, icon_name="pin", kind="ghost")
            button.clicked.connect(partial(self._choose, one))
            self._row.addWidget(button)
        self.pinned.setVisible(self._row.count() > 0)

    def open_menu(self, place: QPoint, current: ProposalFilter, words: str) -> None:
        """All of them, to keep the present filter, to put them in order."""
        menu = QMenu(self._window)
        kept = self._context.read(saved_filters.find)
        for one in kept:
            menu.addAction(one.name, partial(self._choose, one))
        if not kept:
            menu.addAction(self.tr("还没有常用筛选")).setEnabled(False)
        menu.addSeparator()
        keep = menu.addAction(self.tr("把现在的筛选存为常用"), partial(self.keep, current, words))
        keep.setEnabled(not current.is_empty())
        arrange = menu.addAction(self.tr("整理常用筛选…"), self.arrange)
        arrange.setEnabled(bool(kept))
        menu.exec(place)

    def keep(self, conditions: ProposalFilter, words: str) -> None:
        """Keep a filter under a name that is asked for."""
        name = messages.ask_text(
            self._window, self.tr("存为常用筛选"), words, field=self.tr("名称"), verb=self.tr("存为常用")
        )
        if name and self._context.perform(self.tr("存常用筛选"), lambda s: saved_filters.save(s, name, conditions)):
            self._context.toast(self.tr("已存为常用筛选“{0}”").format(name), undo=True)

    def arrange(self) -> None:
        """Order, pin, rename and remove, in a dialog; all of it is one step."""
        kept = self._context.read(saved_filters.find)
        dialog = ArrangeFilters(kept, self._window)
        dialog.exec()
        if dialog.answer == "ok" and dialog.is_changed():
            self._context.perform(self.tr("整理常用筛选"), dialog.write)

    def _choose(self, one: SavedFilter, _checked: bool = False) -> None:
        self.chosen.emit(one.filter)


class ArrangeFilters(Dialog):
    """Drag to order, tick to pin, double click or F2 to rename."""

    def __init__(self, kept: list[SavedFilter], parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("整理常用筛选"),
            self.tr("拖动调整先后；打勾的钉在页面上方；双击改名。存下后仍可撤销。"),
            parent=parent,
        )
        self._kept = {one.id: one for one in kept}
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("常用筛选"))
        self.list.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        for one in kept:
            item = QListWidgetItem(one.name, self.list)
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEditable)
            item.setCheckState(Qt.CheckState.Checked if one.pinned else Qt.CheckState.Unchecked)
        self.list.setMinimumHeight(tokens().px(220))
        self.body.addWidget(self.list)
        self.add_verb("remove", self.tr("删除选中的"), run=self.remove_current)
        self.add_verb("", self.tr("取消"), run=self.reject)
        self.add_verb("ok", self.tr("存下"), main=True)
        self.list.setFocus()

    def remove_current(self) -> None:
        """Take the current one out of the list."""
        if self.list.currentRow() >= 0:
            self.list.takeItem(self.list.currentRow())

    def wanted(self) -> list[tuple[int, str, bool]]:
        """Id, name, pinned, in their order."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [
            (item.data(Qt.ItemDataRole.UserRole), item.text(), item.checkState() is Qt.CheckState.Checked)
            for item in items
        ]

    def is_changed(self) -> bool:
        return self.wanted() != [(one.id, one.name, one.pinned) for one in self._kept.values()]

    def write(self, session: Session) -> None:
        """Bring what is kept into this form."""
        wanted = self.wanted()
        for gone in self._kept.keys() - {key for key, _, _ in wanted}:
            saved_filters.remove(session, gone)
        for key, name, pinned in wanted:
            saved_filters.pin(session, key, pinned=pinned)
            if name != self._kept[key].name:
                saved_filters.rename(session, key, name)
        saved_filters.reorder(session, [key for key, _, _ in wanted])
