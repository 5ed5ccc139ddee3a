"""This file paints the ground under found words in lines of plain text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from briefing_app.domain.text import Span
from briefing_app.ui.tokens import Tokens
from briefing_app.ui.widgets.painting import ELLIPSIS


def paint_found(
    painter: QPainter, rect: QRect, lines: list[str], found: Sequence[Span], now: Tokens, *, line_height: int
) -> None:
    """Paint it before `paint_lines` writes the lines; spans count in the whole text, of which the lines are pieces."""
    metrics = now.metrics()
    top = rect.y() + max(0, (rect.height() - line_height * len(lines)) // 2)
    start = 0
    for number, line in enumerate(lines):
        end = start + len(line) - (line.endswith(ELLIPSIS) and number == len(lines) - 1)
        for span in found:
            first, last = max(span.start, start), min(span.end, end)
            if first < last:
                left = metrics.horizontalAdvance(line[: first - start])
                right = metrics.horizontalAdvance(line[: last - start])
                painter.fillRect(rect.x() + left, top + number * line_height, right - left, line_height, now.hit)
        start += len(line)
