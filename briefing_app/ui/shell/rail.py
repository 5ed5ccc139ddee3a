"""This file has the rail at the left: the pages, the current one with a bar at the window's edge."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QMenu, QSizePolicy, QVBoxLayout, QWidget

from briefing_app.ui.pages import IN_THE_RAIL, PageEntry
from briefing_app.ui.pages import entry as entry_of
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.painting import paint_box, paint_icon, paint_text
from briefing_app.ui.widgets.panes import Pane

_MORE = PageEntry("more", "更多", "ellipsis", "", "", "", low=True)


class RailItem(QAbstractButton):
    """One page of the rail: icon over word."""

    def __init__(self, entry: PageEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self.setText(QCoreApplication.translate("Pages", entry.title))
        self.setAccessibleName(self.text())
        self.setToolTip(f"{self.text()}　{entry.keys}" if entry.keys else self.text())
        self.setCheckable(entry is not _MORE)
        self.setAutoExclusive(entry is not _MORE)  # a screen reader says: one of several
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._hovered = False
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(rail_width(), item_height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, now = QPainter(self), tokens()
        current = self.isChecked()
        plate = self.rect().adjusted(8, 0, -8, 0)
        if current:
            paint_box(painter, plate, fill=now.surface, frame=None, radius=6)
            painter.fillRect(0, 12, 3, self.height() - 24, now.acc_text)
        elif self._hovered:
            paint_box(painter, plate, fill=now.press, frame=None, radius=6)
        colour = now.acc_text if current else now.t2
        side, line = _icon_side(), now.line_height(12)
        top = (self.height() - side - line - 4) // 2
        paint_icon(painter, QRect(0, top, self.width(), side), self.entry.icon, colour, side)
        words = QRect(0, top + side + 4, self.width(), line)
        paint_text(painter, words, self.text(), now.font(12, bold=current), colour, align=Qt.AlignmentFlag.AlignCenter)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        super().enterEvent(event)
        self._hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        super().leaveEvent(event)
        self._hovered = False
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


class Rail(Pane):
    """The pages; 回收站, 设置 and 帮助 fold into 更多 when the window is low."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, surface="rail", line="shell-right")
        self.setAccessibleName(self.tr("页面"))
        self._group = QButtonGroup(self)
        self._items = {entry.key: RailItem(entry, self) for entry in IN_THE_RAIL}
        self._more = RailItem(_MORE, self)
        self._build()
        self._group.buttonClicked.connect(self._on_clicked)
        self._more.clicked.connect(self._on_more)
        theme().changed.connect(self._measure)
        self._measure()

    def show_current(self, key: str) -> None:
        """Mark the page that is shown."""
        self._items[entry_of(key).under or key].setChecked(True)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(4)
        for item in self._items.values():
            self._group.addButton(item)
            if not item.entry.low:
                column.addWidget(item)
        column.addStretch(1)
        for item in self._items.values():
            if item.entry.low:
                column.addWidget(item)
        column.addWidget(self._more)
        self._more.hide()

    def _measure(self) -> None:
        self.setFixedWidth(rail_width())
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        needed = len(self._items) * (item_height() + 4) + 12
        folded = needed > self.height() > 0
        for item in self._items.values():
            if item.entry.low:
                item.setVisible(not folded)
        self._more.setVisible(folded)

    def _on_clicked(self, item: QAbstractButton) -> None:
        if isinstance(item, RailItem):
            self.chosen.emit(item.entry.key)

    def _on_more(self) -> None:
        menu = QMenu(self)
        for item in self._items.values():
            if item.entry.low:
                menu.addAction(item.text()).triggered.connect(lambda _=False, key=item.entry.key: self.chosen.emit(key))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._more.mapToGlobal(QPoint(self._more.width(), 0)))


def rail_width() -> int:
    """72 at 100 %, 104 at 175 %: the rail grows slower than its text."""
    return round(72 * (1 + (tokens().factor - 1) * 0.593))


def item_height() -> int:
    """56 at 100 %, 68 at 175 %, and never less than its content."""
    now = tokens()
    return max(round(56 * (1 + (now.factor - 1) * 0.286)), _icon_side() + 4 + now.line_height(12) + 6)


def _icon_side() -> int:
    return round(20 * (1 + (tokens().factor - 1) * 0.267))
