"""This file lists the packs: name, kind, last version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from briefing_app.domain.packs import Pack
from briefing_app.ui.labels import pack_kind
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.focus_ring import INSIDE, RINGED
from briefing_app.ui.widgets.painting import RowState, lay_lines, paint_row, paint_text
from briefing_app.ui.widgets.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
_PACK = Qt.ItemDataRole.UserRole + 1
_VERSION = Qt.ItemDataRole.UserRole + 2


class PackList(QListWidget):
    """`chosen` gives the id of the pack that is opened."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("材料册列表"))
        self.setProperty(RINGED, INSIDE)
        self.setMouseTracking(True)
        self.setItemDelegate(_Delegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.currentItemChanged.connect(lambda item, _former: self._tell(item))
        theme().changed.connect(self.doItemsLayout)

    def show_packs(self, packs: Sequence[Pack], versions: dict[int, int], current: int) -> None:
        """Show packs with the number of their last version, one of them chosen."""
        self.blockSignals(True)
        self.clear()
        for pack in packs:
            item = QListWidgetItem(pack.name, self)
            item.setData(_PACK, pack)
            item.setData(_VERSION, versions.get(pack.id or 0, 0))
            item.setToolTip(plain_tip(pack.name))
            if pack.id == current:
                self.setCurrentItem(item)
        self.blockSignals(False)
        if packs and self.currentItem() is None:
            self.setCurrentRow(0)
        else:
            self._tell(self.currentItem())

    def pack_of(self, item: QListWidgetItem) -> Pack:
        found: Pack = item.data(_PACK)
        return found

    def _tell(self, item: QListWidgetItem | None) -> None:
        key = self.pack_of(item).id if item is not None else None
        if key is not None:
            self.chosen.emit(key)


class _Delegate(QStyledItemDelegate):
    """The name in at most two lines, under it kind and version."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        now = tokens()
        parent = self.parent()
        width = parent.viewport().width() if isinstance(parent, PackList) else now.px(192)
        lines = len(lay_lines(index.data() or "", now.font(bold=True), width - now.px(28), 2))
        return QSize(width, lines * now.line_height(13) + now.line_height(12) + now.px(20))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, rect = tokens(), QRect(option.rect)
        state: Any = option.state
        picked = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        pack: Pack = index.data(_PACK)
        painter.save()
        paint_row(painter, rect, RowState(picked=picked, current=picked, hovered=hovered, focused=True), now)
        inner = rect.adjusted(now.px(16), now.px(10), -now.px(12), 0)
        font = now.font(bold=picked)
        y = inner.y()
        for line in lay_lines(pack.name, now.font(bold=True), inner.width(), 2):
            paint_text(painter, QRect(inner.x(), y, inner.width() + now.px(6), now.line_height(13)), line, font, now.t1)
            y += now.line_height(13)
        version = index.data(_VERSION)
        words = self.tr("第 {0} 版").format(version) if version else self.tr("未导出")
        second = f"{pack_kind(pack.kind, short=True)}　{words}"
        paint_text(painter, QRect(inner.x(), y, inner.width(), now.line_height(12)), second, now.font(12), now.t3)
        painter.restore()
