"""This file has what opens under a filter chip: values to tick, with counts and a field to narrow them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.fields import TextField
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.panes import Pane

_NARROW_FROM = 8  # offer the field when there are more values than this
_MOST_ROWS = 10


@dataclass(frozen=True, slots=True)
class Option:
    """A value that can be ticked."""

    value: object
    words: str
    count: int | None = None


class ChoicePopup(Pane):
    """Tick some of many; `chosen` after every change with the ticked values in the order offered."""

    chosen = Signal(list)
    closed = Signal()

    def __init__(
        self,
        title: str,
        options: Sequence[Option],
        ticked: Sequence[object] = (),
        parent: QWidget | None = None,
        *,
        empty: str = "",
    ) -> None:
        super().__init__(parent, line="popover")
        self.setWindowFlags(Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._options = list(options)
        self._narrow = TextField(self.tr("在{0}中查找").format(title), self, icon_name="search", bar=True)
        self._list = QListWidget(self)
        self._list.setAccessibleName(title)
        self._count = PlainLabel("", self, size=12, tone="t3")
        self._clear = Button(self.tr("清除"), self, kind="ghost", size="bar")
        self._empty = PlainLabel(empty or self.tr("这里还没有可选的值。"), self, tone="t3", wrap=True)
        self._build()
        self._fill(set(ticked))
        self._narrow.textChanged.connect(self._on_narrowed)
        self._list.itemChanged.connect(self._on_item_changed)
        self._clear.clicked.connect(self.clear)

    def open_at(self, place: QPoint) -> None:
        """Show it with its left upper corner there, inside the screen."""
        self.adjustSize()
        screen = QGuiApplication.screenAt(place) or QGuiApplication.primaryScreen()
        space = screen.availableGeometry()
        x = min(place.x(), space.right() - self.width() - 4)
        y = min(place.y(), space.bottom() - self.height() - 4)
        self.move(max(space.left() + 4, x), max(space.top() + 4, y))
        self.show()
        (self._narrow if self._narrow.isVisibleTo(self) else self._list).setFocus()

    def ticked(self) -> list[object]:
        """The values that are ticked."""
        # By place: Qt would hand a `str` Enum back as a plain string.
        checked = [self._list.item(row).checkState() is Qt.CheckState.Checked for row in range(self._list.count())]
        return [option.value for option, on in zip(self._options, checked, strict=True) if on]

    def clear(self) -> None:
        """Untick everything."""
        self._list.blockSignals(True)
        for row in range(self._list.count()):
            self._list.item(row).setCheckState(Qt.CheckState.Unchecked)
        self._list.blockSignals(False)
        self._tell()

    def _build(self) -> None:
        now = tokens()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        for widget in (self._narrow, self._list, self._empty):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self._count, 1)
        row.addWidget(self._clear)
        column.addLayout(row)
        many = len(self._options) > _NARROW_FROM
        self._narrow.setVisible(many)
        self._list.setVisible(bool(self._options))
        self._empty.setVisible(not self._options)
        self._clear.setVisible(bool(self._options))
        rows = min(max(len(self._options), 1), _MOST_ROWS)
        self._list.setFixedHeight(rows * now.row_height(32, 13, padding=12) + 4)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(now.px(280))

    def _fill(self, ticked: set[object]) -> None:
        height = tokens().row_height(32, 13, padding=12)
        for option in self._options:
            words = option.words if option.count is None else f"{option.words}　{option.count:,}"
            item = QListWidgetItem(words, self._list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if option.value in ticked else Qt.CheckState.Unchecked)
            hint = item.sizeHint()
            hint.setHeight(height)
            item.setSizeHint(hint)
        self._say_count()

    def _on_narrowed(self, text: str) -> None:
        for row in range(self._list.count()):
            item = self._list.item(row)
            item.setHidden(text.strip().casefold() not in item.text().casefold())

    def _on_item_changed(self, _item: QListWidgetItem) -> None:
        self._tell()

    def _tell(self) -> None:
        self._say_count()
        self.chosen.emit(self.ticked())

    def _say_count(self) -> None:
        count = len(self.ticked())
        self._count.setText(self.tr("已选 {0} 项").format(count) if count else "")
        self._clear.setEnabled(bool(count))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self.closed.emit()
