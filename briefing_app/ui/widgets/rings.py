"""This file draws the rings of states once and keeps them: a table shows hundreds."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from briefing_app.ui.icons import pixel_ratio


def ring(filling: float, size: int, colour: QColor) -> QPixmap:
    """A ring filled to a part, clockwise from the top; 0 is dashed and empty, 1 the full dot."""
    return _ring(filling, size, colour.name(), pixel_ratio())


@lru_cache(maxsize=256)
def _ring(filling: float, size: int, colour: str, ratio: float) -> QPixmap:
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shade = QColor(colour)
    pen = QPen(shade, 1.5)
    if filling == 0:
        pen.setDashPattern([1.2, 1.35])
    painter.setPen(pen)
    edge = QRectF(1.75, 1.75, size - 3.5, size - 3.5)
    painter.drawEllipse(edge)
    if filling:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        gap = (size - 2) * 0.16
        painter.drawPie(edge.adjusted(gap, gap, -gap, -gap), 90 * 16, round(-360 * 16 * filling))
    painter.end()
    return made
