"""This file has the strip of counts at the top of the overview; each leads to its page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from briefing_app.ui.overview.data import Overview
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.painting import paint_box, paint_text
from briefing_app.ui.widgets.spoken import Role, tell_current

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CountStrip(QWidget):
    """Five counts in a row, parted by lines."""

    chosen = Signal(str)  # key of a page
    spoken_as = Role.ToolBar

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: list[tuple[str, str, int, str]] = []
        self._hovered, self._current = -1, 0
        self.setAccessibleName(self.tr("数量"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def show_counts(self, overview: Overview) -> None:
        important = self.tr("重点 {0}").format(overview.important) if overview.important else ""
        unfinished = self.tr("未办结 {0}").format(overview.open_followups) if overview.open_followups else ""
        self._counts = [
            ("library", self.tr("会议"), overview.meetings, ""),
            ("library", self.tr("发言"), overview.speeches, ""),
            ("proposals", self.tr("建议"), overview.proposals, important),
            ("followups", self.tr("跟进事项"), overview.followups, unfinished),
            ("packs", self.tr("材料册"), overview.packs, ""),
        ]
        self.setAccessibleDescription("，".join(f"{count} {name}" for _, name, count, _ in self._counts))
        self.update()

    def spoken_parts(self) -> list[str]:
        return [" ".join(part for part in (name, f"{count:,}", note) if part) for _, name, count, note in self._counts]

    def spoken_place(self, part: int) -> QRect:
        return self._place(part)

    def spoken_current(self) -> int:
        return self._current

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(tokens().px(500), tokens().row_height(64, 24, padding=20))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, now = QPainter(self), tokens()
        paint_box(painter, self.rect(), fill=now.surface, frame=now.line, radius=6)
        for number, (_, name, count, note) in enumerate(self._counts):
            place = self._place(number)
            lit = number == self._hovered or (self.hasFocus() and number == self._current)
            if lit:
                painter.fillRect(place.adjusted(1, 1, -1, -1), now.hover)
            if number:
                painter.fillRect(place.x(), 1, 1, self.height() - 2, now.line)
            self._paint_count(painter, place.adjusted(20, 0, -16, 0), f"{count:,}", name, note)

    def _paint_count(self, painter: QPainter, inner: QRect, count: str, name: str, note: str) -> None:
        now = tokens()
        paint_text(painter, inner, count, now.font(24, bold=True), now.t1)
        left = now.metrics(24, bold=True).horizontalAdvance(count) + now.px(10)
        paint_text(painter, inner.adjusted(left, 0, 0, 0), name, now.font(), now.t2)
        used = left + now.metrics().horizontalAdvance(name) + now.px(12)
        if note and now.metrics(12).horizontalAdvance(note) <= inner.width() - used:
            paint_text(painter, inner.adjusted(used, 0, 0, 0), note, now.font(12), now.t3, align=_RIGHT)

    def _place(self, number: int) -> QRect:
        width = self.width() / max(1, len(self._counts))
        left = round(number * width)
        return QRect(left, 0, round((number + 1) * width) - left, self.height())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = event.position().toPoint()
        self._hovered = next((n for n in range(len(self._counts)) if self._place(n).contains(at)), -1)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        super().leaveEvent(event)
        self._hovered = -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() is Qt.MouseButton.LeftButton and self._hovered >= 0:
            self.chosen.emit(self._counts[self._hovered][0])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and self._counts:
            self._current = (self._current + step) % len(self._counts)
            tell_current(self)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._counts:
            self.chosen.emit(self._counts[self._current][0])
        else:
            super().keyPressEvent(event)
