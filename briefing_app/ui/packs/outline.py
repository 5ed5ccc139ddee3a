"""This file shows what goes into a pack: recommendations in groups, to tick, untick and drag."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from briefing_app.domain.proposals import Proposal
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.focus_ring import INSIDE, RINGED
from briefing_app.ui.widgets.painting import RowState, paint_check, paint_icon, paint_row, paint_text

Index = QModelIndex | QPersistentModelIndex
_VALUE = Qt.ItemDataRole.UserRole + 1  # a Proposal, or the name of a group
_STATE = Qt.ItemDataRole.UserRole + 2
_SHOWN = Qt.ItemDataRole.UserRole + 4  # what a group is called in this pack
_BESIDE = Qt.ItemDataRole.UserRole + 3  # what stands at the right: the speaker, or the theme under a speaker
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PackOutline(QTreeWidget):
    """`ticked` after a tick: ids, whether in; `moved` after a drag: all ids in their new order."""

    ticked = Signal(list, bool)
    moved = Signal(list)
    opened = Signal(object)  # Proposal
    in_hand = Signal(object)  # what a person works on, as the marks by which the pages know it
    renaming = Signal(str, str)  # a group's own name, and what it is called now

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._can_rename = False
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setMouseTracking(True)
        self.setItemDelegate(_Delegate(self))
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setAccessibleName(self.tr("目次"))
        self.setProperty(RINGED, INSIDE)
        self.currentItemChanged.connect(lambda item, _former: self._tell(item))
        self.itemDoubleClicked.connect(self._on_double_clicked)
        theme().changed.connect(self.doItemsLayout)

    def show_groups(
        self,
        groups: Sequence[tuple[str, Sequence[Proposal]]],
        left_out: frozenset[int],
        *,
        by_speaker: bool,
        renamed: Mapping[str, str] | None = None,
    ) -> None:
        """Show groups of recommendations; those left out stay, struck through."""
        self._can_rename = not by_speaker
        folded = {self._name(item) for item in self._groups() if not item.isExpanded()}
        scrolled, hand = self.verticalScrollBar().value(), self._in_hand()
        self.blockSignals(True)
        self.clear()
        for name, proposals in groups:
            group = QTreeWidgetItem(self)
            group.setData(0, _VALUE, name)
            inside = [proposal for proposal in proposals if proposal.id not in left_out]
            group.setData(0, _STATE, (len(inside), len(proposals)))
            group.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            group.setData(0, _SHOWN, (renamed or {}).get(name, name))
            group.setData(0, Qt.ItemDataRole.AccessibleTextRole, group.data(0, _SHOWN))
            for proposal in proposals:
                item = QTreeWidgetItem(group)
                item.setData(0, _VALUE, proposal)
                item.setData(0, _STATE, proposal.id not in left_out)
                item.setData(0, _BESIDE, "、".join(proposal.theme_names) if by_speaker else proposal.speaker)
                item.setData(0, Qt.ItemDataRole.AccessibleTextRole, proposal.text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled)
            group.setExpanded(name not in folded)
        self._take_in_hand(hand)
        self.blockSignals(False)
        self.verticalScrollBar().setValue(scrolled)

    def _in_hand(self) -> int:
        """The id of the recommendation that is chosen, 0 where none is."""
        item = self.currentItem()
        return item.data(0, _VALUE).id if item is not None and item.parent() is not None else 0

    def _take_in_hand(self, key: int) -> None:
        """Choose a recommendation again after the list was made anew."""
        for group in self._groups() if key else ():
            for item in map(group.child, range(group.childCount())):
                if item is not None and item.data(0, _VALUE).id == key:
                    self.setCurrentItem(item)
                    return

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        value = item.data(0, _VALUE) if item is not None else None
        if isinstance(value, Proposal):
            self.in_hand.emit((("proposal", value.id), ("speech", value.speech_id)))

    def _groups(self) -> list[QTreeWidgetItem]:
        items = [self.topLevelItem(row) for row in range(self.topLevelItemCount())]
        return [item for item in items if item is not None]

    def _name(self, item: QTreeWidgetItem) -> str:
        return str(item.data(0, _VALUE))

    def _proposals(self, group: QTreeWidgetItem) -> list[Proposal]:
        items = [group.child(row) for row in range(group.childCount())]
        return [item.data(0, _VALUE) for item in items if item is not None]

    # --- ticking and dragging -------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        place = event.position().toPoint()
        item = self.itemAt(place)
        if item is not None and self._box(item).contains(place):
            self.setCurrentItem(item)
            self._toggle(item)
            return
        if item is not None and item.parent() is None and place.x() < tokens().px(30):
            item.setExpanded(not item.isExpanded())
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Space and item is not None:
            self._toggle(item)
            return
        if event.key() == Qt.Key.Key_F2 and item is not None and item.parent() is None and self._can_rename:
            self.renaming.emit(self._name(item), str(item.data(0, _SHOWN)))
            return
        super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        source, target = self.currentItem(), self.itemAt(event.position().toPoint())
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if source is None or target is None or source.parent() is None or target is source:
            return
        group = target.parent() or target
        if group is not source.parent():
            return  # a recommendation stays under its own theme
        moving: Proposal = source.data(0, _VALUE)
        ids = [p.id for each in self._groups() for p in self._proposals(each)]
        ids.remove(moving.id)
        below = event.position().y() > self.visualItemRect(target).center().y()
        before: Proposal = target.data(0, _VALUE) if target.parent() else self._proposals(group)[0]
        ids.insert(ids.index(before.id) + (1 if below and target.parent() else 0), moving.id)
        self.moved.emit(list(dict.fromkeys(ids)))

    def _toggle(self, item: QTreeWidgetItem) -> None:
        if item.parent() is None:
            inside, count = item.data(0, _STATE)
            self.ticked.emit([proposal.id for proposal in self._proposals(item)], inside < count)
        else:
            self.ticked.emit([item.data(0, _VALUE).id], not item.data(0, _STATE))

    def _box(self, item: QTreeWidgetItem) -> QRect:
        rect, now = self.visualItemRect(item), tokens()
        left = now.px(30) if item.parent() is None else now.px(36)
        return QRect(left, rect.y(), now.px(28), rect.height())

    def _on_double_clicked(self, item: QTreeWidgetItem) -> None:
        if item.parent() is not None:
            self.opened.emit(item.data(0, _VALUE))
        elif self._can_rename:
            self.renaming.emit(self._name(item), str(item.data(0, _SHOWN)))

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.Leave:
            self.viewport().update()
        return super().viewportEvent(event)


class _Delegate(QStyledItemDelegate):
    """A group: fold mark, box, name, n / m. A recommendation: box, words, speaker, grip."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802
        return QSize(tokens().px(200), tokens().row_height(32, 13, padding=10))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, value, inside = tokens(), index.data(_VALUE), index.data(_STATE)
        rect: QRect = option.rect
        state: Any = option.state
        picked = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        row = RowState(picked=picked, current=picked, hovered=hovered, focused=True)
        paint_row(painter, rect, row, now, line=False)
        if isinstance(value, Proposal):
            self._paint_proposal(painter, rect, value, index.data(_BESIDE), inside=bool(inside))
        else:
            unfolded = bool(state & QStyle.StateFlag.State_Open)
            self._paint_group(painter, rect, str(index.data(_SHOWN)), inside, unfolded=unfolded)
        painter.restore()

    def _paint_group(
        self, painter: QPainter, rect: QRect, name: str, counts: tuple[int, int], *, unfolded: bool
    ) -> None:
        now = tokens()
        inside, count = counts
        side = now.icon_px(14)
        fold = QRect(rect.x() + now.px(10), rect.y(), side, rect.height())
        paint_icon(painter, fold, "chevron-down" if unfolded else "chevron-right", now.t3, side)
        checks = Qt.CheckState
        ticked = checks.Checked if inside == count else (checks.PartiallyChecked if inside else checks.Unchecked)
        paint_check(painter, QRect(rect.x() + now.px(30), rect.y(), now.px(28), rect.height()), ticked, now)
        words = self.tr("{0} / {1} 条").format(inside, count) if inside < count else self.tr("{0} 条").format(count)
        place = QRect(rect.right() - now.px(76), rect.y(), now.px(64), rect.height())
        paint_text(painter, place, words, now.font(12), now.t3, align=_RIGHT)
        left = rect.x() + now.px(62)
        paint_text(painter, QRect(left, rect.y(), place.x() - left, rect.height()), name, now.font(bold=True), now.t1)

    def _paint_proposal(self, painter: QPainter, rect: QRect, proposal: Proposal, beside: str, *, inside: bool) -> None:
        now = tokens()
        ticked = Qt.CheckState.Checked if inside else Qt.CheckState.Unchecked
        paint_check(painter, QRect(rect.x() + now.px(36), rect.y(), now.px(28), rect.height()), ticked, now)
        side = now.icon_px(14)
        grip = QRect(rect.right() - now.px(10) - side, rect.y(), side, rect.height())
        paint_icon(painter, grip, "grip-vertical", now.t3, side)
        name = QRect(grip.x() - now.px(64), rect.y(), now.px(56), rect.height())
        paint_text(painter, name, beside, now.font(12), now.t3, align=_RIGHT)
        left = rect.x() + now.px(68)
        font = now.font()
        font.setStrikeOut(not inside)
        place = QRect(left, rect.y(), name.x() - left - now.px(6), rect.height())
        paint_text(painter, place, proposal.text, font, now.t1 if inside else now.t3)
