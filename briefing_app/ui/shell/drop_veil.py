"""This file says, while files are held over the window, what letting go will do."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.painting import paint_box, paint_icon, paint_text


class DropVeil(QWidget):
    """Covers the page with a dashed frame and one sentence."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def lift(self, *, over: QWidget) -> None:
        """Cover a widget of the window."""
        self.setGeometry(QRect(over.mapTo(self._window, QPoint(0, 0)), over.size()))
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, now = QPainter(self), tokens()
        painter.fillRect(self.rect(), now.surface)
        paint_box(painter, self.rect().adjusted(24, 24, -24, -24), fill=now.sub, frame=now.ctl, radius=6, dashed=True)
        middle = self.rect().center()
        side = now.icon_px(32)
        paint_icon(painter, QRect(middle.x() - side, middle.y() - 2 * side, 2 * side, side), "file-down", now.t2, side)
        words = QRect(0, middle.y(), self.width(), now.line_height(16))
        text = self.tr("松开鼠标，开始导入")
        paint_text(painter, words, text, now.font(16, bold=True), now.t1, align=Qt.AlignmentFlag.AlignCenter)
