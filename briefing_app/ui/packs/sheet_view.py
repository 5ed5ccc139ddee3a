"""This file shows the sheets that will be printed, one at a time, as the printer will get them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from briefing_app.export.pictures import PageReader, Picture
from briefing_app.ui.tasks import Tasks
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.buttons import IconButton
from briefing_app.ui.widgets.labels import PlainLabel

_SIDE, _MOST = 300, 0.36  # the longer side of a sheet: px, and at most this much of the screen's height


class SheetView(QWidget):
    """A sheet on its desk; under it which one it is, with a way to the one before and the one after."""

    def __init__(self, reader: PageReader, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reader, self._tasks = reader, tasks
        self._sheets: tuple[int, ...] = tuple(range(len(reader.sizes)))
        self._place = 0  # in what will be printed
        self._leaf = _Leaf(self)
        self._before = IconButton("chevron-left", self.tr("上一面"), self, bar=True)
        self._after = IconButton("chevron-right", self.tr("下一面"), self, bar=True)
        self._words = PlainLabel("", self, size=12, tone="t2")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        row.addStretch(1)
        for widget in (self._before, self._words, self._after):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._leaf)
        column.addLayout(row)
        self._before.clicked.connect(lambda: self._go(self._place - 1))
        self._after.clicked.connect(lambda: self._go(self._place + 1))
        self._go(0)

    def show_sheets(self, sheets: Sequence[int]) -> None:
        """Which sheets will be printed, counted from 0; nothing changes for none."""
        if sheets and tuple(sheets) != self._sheets:
            self._sheets = tuple(sheets)
            self._go(0)

    def _go(self, place: int) -> None:
        self._place = max(0, min(place, len(self._sheets) - 1))
        number = self._sheets[self._place]
        self._before.setEnabled(self._place > 0)
        self._after.setEnabled(self._place + 1 < len(self._sheets))
        words = self.tr("第 {0} 面，印 {1} 面").format(number + 1, len(self._sheets))
        self._words.setText(words)
        reader, (width, height) = self._reader, self._reader.sizes[number]
        pixels = round(_side(self) * self.devicePixelRatioF() * width / max(width, height))
        self._tasks.run(lambda _job: reader.picture(number, pixels), owner=self, done=self._leaf.take, latest="sheet")


class _Leaf(QWidget):
    """One picture in the middle, with an edge, so that white paper is seen on white."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("要打印的一面"))

    def sizeHint(self) -> QSize:  # noqa: N802
        side = _side(self) + tokens().px(24)
        return QSize(side, side)

    def take(self, picture: Picture) -> None:
        """Show this picture."""
        held = QImage(picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32)
        self._image = held.copy()
        self._image.setDevicePixelRatio(self.devicePixelRatioF())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, now = QPainter(self), tokens()
        painter.fillRect(self.rect(), now.desk)
        if self._image.isNull():
            return
        size = self._image.deviceIndependentSize().toSize()
        sheet = QRect(0, 0, size.width(), size.height())
        sheet.moveCenter(self.rect().center())
        painter.fillRect(sheet.adjusted(-1, -1, 1, 1), now.line2)
        painter.drawImage(sheet, self._image)


def _side(widget: QWidget) -> int:
    return min(tokens().px(_SIDE), round(widget.screen().availableSize().height() * _MOST))
