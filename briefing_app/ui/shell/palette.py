"""This file has the command palette: every command by its name, narrowed as you type."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.fields import TextField
from briefing_app.ui.widgets.painting import key_hint_size, paint_icon, paint_key_hint, paint_text

_ROWS = 10
_COMMAND = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Command:
    """Something that can be run by its name."""

    text: str
    keys: str
    icon: str
    group: str
    run: Callable[[], object]


class CommandPalette(QDialog):
    """A field over a list. Enter runs, Esc leaves."""

    def __init__(self, commands: Sequence[Command], window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("命令面板"))
        self.setProperty("line", "popover")
        self._window, self._commands = window, list(commands)
        self._field = TextField(self.tr("输入命令的名称"), self, icon_name="command")
        self._list = QListWidget(self)
        self._list.setItemDelegate(_CommandDelegate(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self._field)
        column.addWidget(self._list)
        self._field.textChanged.connect(self._fill)
        self._list.itemClicked.connect(self._run)
        self._fill("")

    def texts(self) -> list[str]:
        """The names that are offered now."""
        return [self._list.item(row).data(_COMMAND).text for row in range(self._list.count())]

    def _fill(self, wanted: str) -> None:
        self._list.clear()
        parts = wanted.casefold().split()
        for command in self._commands:
            words = f"{command.text} {command.group} {command.keys}".casefold()
            if all(part in words for part in parts):
                item = QListWidgetItem(self._list)
                item.setData(_COMMAND, command)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, command.text)
        if not self._list.count():
            item = QListWidgetItem(self._list)
            item.setData(_COMMAND, Command(self.tr("没有这样的命令"), "", "", "", lambda: None))
        self._list.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self._list.setCurrentRow((self._list.currentRow() + step) % self._list.count())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self._list.currentItem())
        else:
            super().keyPressEvent(event)

    def _run(self, item: QListWidgetItem | None) -> None:
        command = item.data(_COMMAND) if item is not None else None
        self.close()
        if isinstance(command, Command):
            command.run()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        now = tokens()
        rows = min(_ROWS, max(self._list.count(), 1))
        self._list.setFixedHeight(rows * now.row_height(32, 13, padding=12) + 4)
        self.setFixedWidth(min(now.px(520), self._window.width() - 48))
        self.adjustSize()
        place = self._window.mapToGlobal(self._window.rect().topLeft())
        self.move(place.x() + (self._window.width() - self.width()) // 2, place.y() + now.px(88))
        self._field.setFocus()


class _CommandDelegate(QStyledItemDelegate):
    """Icon, name, group, keys."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        return QSize(100, tokens().row_height(32, 13, padding=12))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        now, command = tokens(), index.data(_COMMAND)
        rect: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, now.sel)
            painter.fillRect(rect.x(), rect.y(), 3, rect.height(), now.acc_text)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, now.hover)
        side = now.icon_px(16)
        inner = rect.adjusted(now.px(12), 0, -now.px(8), 0)
        if command.icon:
            paint_icon(painter, QRect(inner.x(), inner.y(), side, inner.height()), command.icon, now.t2, side)
        inner.adjust(side + now.px(10), 0, 0, 0)
        if command.keys:
            size = key_hint_size(command.keys, now)
            top = rect.y() + (rect.height() - size.height()) // 2
            box = QRect(inner.right() - size.width(), top, size.width(), size.height())
            paint_key_hint(painter, box, command.keys, now.t3, now.line2, now)
            inner.setRight(box.x() - now.px(8))
        paint_text(painter, inner, command.text, now.font(), now.t1)
        left = now.metrics().horizontalAdvance(command.text) + now.px(12)
        paint_text(painter, inner.adjusted(left, 0, 0, 0), command.group, now.font(12), now.t3)
        painter.restore()
