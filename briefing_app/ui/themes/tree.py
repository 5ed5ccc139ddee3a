"""This file shows themes as a tree: drag one onto another to put it below, F2 renames."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from briefing_app.domain.themes import Theme
from briefing_app.ui.theme import theme as look
from briefing_app.ui.theme import tokens

_ID = Qt.ItemDataRole.UserRole + 1
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


class ThemeTree(QTreeWidget):
    """`moved` when a theme was dropped onto another (None: to the top), `renamed` after F2."""

    chosen = Signal(object)  # theme id, or None
    moved = Signal(int, object)
    renamed = Signal(int, str)
    menu_asked = Signal(int, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = False
        self.setAccessibleName(self.tr("主题"))
        self.setHeaderLabels([self.tr("主题"), self.tr("发言"), self.tr("建议"), self.tr("待确认")])
        self.setIndentation(20)
        self.setUniformRowHeights(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in (1, 2, 3):
            self.headerItem().setTextAlignment(column, _CENTRE)
        self.currentItemChanged.connect(lambda item, _former: self._on_current(item))
        self.itemChanged.connect(self._on_edited)
        self.customContextMenuRequested.connect(self._on_menu)
        look().changed.connect(self._measure)
        self._measure()

    def show_themes(self, themes: Sequence[Theme], waiting: dict[int, int]) -> None:
        """Show these themes; what was chosen and folded stays so."""
        chosen, folded = self.current_id(), self._folded()
        self._quiet = True
        self.clear()
        below: dict[int | None, list[Theme]] = defaultdict(list)
        known = {one.id for one in themes}
        for one in themes:
            below[one.parent_id if one.parent_id in known else None].append(one)
        self._add(None, below, waiting, folded)
        self._quiet = False
        self.choose(chosen)

    def current_id(self) -> int | None:
        item = self.currentItem()
        return None if item is None else int(item.data(0, _ID))

    def choose(self, theme_id: int | None) -> None:
        """Make a theme the current one, if it is there."""
        item = next((one for one in self._items() if one.data(0, _ID) == theme_id), None)
        if item is not None:
            self.setCurrentItem(item)

    def choose_none(self) -> None:
        """All themes are meant."""
        self.setCurrentIndex(QModelIndex())

    def edit_current(self) -> None:
        """Write the name in its place."""
        item = self.currentItem()
        if item is not None:
            self.editItem(item, 0)

    def _add(
        self,
        parent: QTreeWidgetItem | None,
        below: dict[int | None, list[Theme]],
        waiting: dict[int, int],
        folded: set[int],
    ) -> None:
        for one in below[None if parent is None else int(parent.data(0, _ID))]:
            words = [one.name, f"{one.speakers:,}", f"{one.proposals:,}", f"{waiting.get(one.id, 0) or '—'}"]
            item = QTreeWidgetItem(words)
            item.setData(0, _ID, one.id)
            item.setSizeHint(0, QSize(0, tokens().row_height(32, 13, padding=10)))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            for column in (1, 2, 3):
                item.setTextAlignment(column, _CENTRE)
            if parent is None:
                self.addTopLevelItem(item)
            else:
                parent.addChild(item)
            self._add(item, below, waiting, folded)
            item.setExpanded(one.id not in folded)

    def _items(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []
        waiting = [self.topLevelItem(row) for row in range(self.topLevelItemCount())]
        while waiting:
            item = waiting.pop(0)
            if item is not None:
                found.append(item)
                waiting.extend(item.child(row) for row in range(item.childCount()))
        return found

    def _folded(self) -> set[int]:
        return {int(item.data(0, _ID)) for item in self._items() if item.childCount() and not item.isExpanded()}

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """The library decides: the tree is shown anew from what it says."""
        dragged = self.current_id()
        onto = self.itemAt(event.position().toPoint())
        beside = self.dropIndicatorPosition() is not QAbstractItemView.DropIndicatorPosition.OnItem
        target = onto.parent() if onto is not None and beside else onto
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if dragged is not None:
            self.moved.emit(dragged, None if target is None else int(target.data(0, _ID)))

    def _on_current(self, item: QTreeWidgetItem | None) -> None:
        if not self._quiet:
            self.chosen.emit(None if item is None else int(item.data(0, _ID)))

    def _on_edited(self, item: QTreeWidgetItem, column: int) -> None:
        if not self._quiet and column == 0:
            self.renamed.emit(int(item.data(0, _ID)), item.text(0))

    def _on_menu(self, place: QPoint) -> None:
        item = self.itemAt(place)
        if item is not None:
            self.setCurrentItem(item)
            self.menu_asked.emit(int(item.data(0, _ID)), self.viewport().mapToGlobal(place))

    def _measure(self) -> None:
        now = tokens()
        self.header().setFixedHeight(now.row_height(32, 12, padding=10))
        for column, width in ((1, 64), (2, 64), (3, 72)):
            self.setColumnWidth(column, now.px(width))
