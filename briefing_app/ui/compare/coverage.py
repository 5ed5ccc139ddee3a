"""This file has the coverage picture: themes × columns as dots, with counts; a click opens the cell."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from briefing_app.domain.comparison import Comparison
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.focus_ring import INSIDE, RINGED
from briefing_app.ui.widgets.painting import paint_box, paint_text
from briefing_app.ui.widgets.spoken import Role
from briefing_app.ui.widgets.tips import plain_tip

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_RIGHT_BOTTOM = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
_COUNT_WIDTH = 28
_CENTRE = Qt.AlignmentFlag.AlignCenter


class CoveragePicture(QWidget):
    """One row a theme, one column a speaker. `chosen` names a theme and a column's key; arrows and Enter work too."""

    spoken_as = Role.Chart
    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None, *, roomy: bool = False) -> None:
        super().__init__(parent)
        self._roomy = roomy
        self._comparison: Comparison | None = None
        self._compared: frozenset[str] = frozenset()
        self._place = (-1, -1)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("覆盖图"))
        self.setProperty(RINGED, INSIDE)
        self._name_width = self._head_height = 0
        self._measure()
        theme().changed.connect(self._measure)

    def show_comparison(self, comparison: Comparison, compared: frozenset[str]) -> None:
        """Show everybody; those compared at present are framed."""
        self._comparison, self._compared = comparison, compared
        self.setAccessibleDescription(self._words())
        self._measure()
        self.update()

    def _words(self) -> str:
        rows = self._comparison.rows if self._comparison else ()
        return "；".join(self.tr("{0} {1}").format(row.theme, row.speakers) for row in rows)

    # --- geometry: painting and hit test share it -----------------------------------------------------------------

    def _measure(self) -> None:
        """Texts are measured once, and not for each of the hundreds of cells that are painted."""
        now = tokens()
        rows = self._comparison.rows if self._comparison else ()
        widest = max((now.metrics(12).horizontalAdvance(row.theme) for row in rows), default=0)
        self._name_width = min(widest, now.px(96 if self._roomy else 60)) + now.px(12)
        columns = self._comparison.columns if self._comparison else ()
        longest = max((min(len(column.name), 4) for column in columns), default=3)
        self._head_height = longest * now.metrics(12).height() + now.px(8)
        self.updateGeometry()

    def _step(self) -> int:
        now = tokens()
        count = len(self._comparison.columns) if self._comparison else 1
        free = self.width() - self._name_width - now.px(_COUNT_WIDTH)
        widest = now.px(64) if self._roomy else now.px(26)
        return max(now.px(12), min(widest, free // max(count, 1)))

    def _row_height(self) -> int:
        return tokens().px(48 if self._roomy else 30)

    def _cell(self, row: int, column: int) -> QRect:
        step, height = self._step(), self._row_height()
        return QRect(self._name_width + column * step, self._head_height + row * height, step, height)

    def _at(self, place: QPoint) -> tuple[int, int]:
        if self._comparison is None:
            return -1, -1
        row = (place.y() - self._head_height) // self._row_height()
        column = (place.x() - self._name_width) // self._step()
        inside = 0 <= row < len(self._comparison.rows) and 0 <= column < len(self._comparison.columns)
        return (row, column) if inside else (-1, -1)

    def sizeHint(self) -> QSize:  # noqa: N802
        rows = len(self._comparison.rows) if self._comparison else 0
        return QSize(tokens().px(280), self._head_height + rows * self._row_height() + tokens().px(8))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(tokens().px(200), self.sizeHint().height())

    # --- painting -------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if self._comparison is None:
            return
        painter, now = QPainter(self), tokens()
        columns = len(self._comparison.columns)
        for number, column in enumerate(self._comparison.columns):
            self._paint_name(painter, self._cell(0, number), column.name, accent=column.key in self._compared)
        total = QRect(self._cell(0, columns).x(), 0, now.px(_COUNT_WIDTH), self._head_height - now.px(4))
        paint_text(painter, total, self.tr("合计"), now.font(12), now.t3, align=_RIGHT_BOTTOM)
        for number, row in enumerate(self._comparison.rows):
            first = self._cell(number, 0)
            if not event.rect().intersects(QRect(0, first.y(), self.width(), first.height())):
                continue
            if number == self._place[0]:
                painter.fillRect(0, first.y(), self.width(), first.height(), now.hover)
            name = QRect(0, first.y(), self._name_width - now.px(8), first.height())
            paint_text(painter, name, row.theme, now.font(12), now.t1)
            for place, cell in enumerate(row.cells):
                self._paint_dot(painter, self._cell(number, place), len(cell.proposals), (number, place))
            count = QRect(self._cell(number, columns).x(), first.y(), now.px(_COUNT_WIDTH), first.height())
            paint_text(painter, count, str(row.speakers), now.font(12), now.t1, align=_RIGHT)
            painter.fillRect(0, first.bottom(), self.width(), 1, now.line)
        self._paint_frames(painter)

    def _paint_name(self, painter: QPainter, cell: QRect, name: str, *, accent: bool) -> None:
        """From top to bottom; four characters at most."""
        now = tokens()
        height = now.metrics(12).height()
        shown = name if len(name) <= 4 else name[:3] + "…"
        top = self._head_height - now.px(4) - len(shown) * height
        for place, character in enumerate(shown):
            box = QRect(cell.x(), top + place * height, cell.width(), height)
            paint_text(painter, box, character, now.font(12), now.acc_text if accent else now.t2, align=_CENTRE)

    def _paint_dot(self, painter: QPainter, cell: QRect, count: int, place: tuple[int, int]) -> None:
        now = tokens()
        centre = cell.center()
        if not count:
            painter.fillRect(centre.x() - now.px(3), centre.y(), now.px(6), 1, now.line2)
            return
        pointed = place == self._place
        side = min(now.px(16), cell.width()) if count > 1 else now.px(8)
        dot = QRect(centre.x() - side // 2, centre.y() - side // 2, side, side)
        paint_box(painter, dot, fill=now.acc_text if pointed else now.dot, frame=None, radius=side / 2)
        if count > 1:
            size = 11 if count < 10 else 9
            words = str(count) if count < 100 else "99+"
            paint_text(painter, dot, words, now.font(size, bold=True), now.surface, align=_CENTRE)

    def _paint_frames(self, painter: QPainter) -> None:
        """A frame round every run of columns that are compared at present."""
        if self._comparison is None:
            return
        now, height = tokens(), len(self._comparison.rows) * self._row_height()
        start: int | None = None
        for column in range(len(self._comparison.columns) + 1):
            inside = column < len(self._comparison.columns) and self._comparison.columns[column].key in self._compared
            if inside and start is None:
                start = column
            elif not inside and start is not None:
                left, right = self._cell(0, start).x(), self._cell(0, column).x()
                box = QRect(left, 0, right - left, self._head_height + height)
                paint_box(painter, box, fill=None, frame=now.acc_text, radius=3)
                start = None

    # --- mouse and keys -------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._point(self._at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        super().leaveEvent(event)
        self._point((-1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._point(self._at(event.position().toPoint()))
        self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        steps = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and self._comparison is not None:
            row = min(max(self._place[0] + step[0], 0), len(self._comparison.rows) - 1)
            column = min(max(self._place[1] + step[1], 0), len(self._comparison.columns) - 1)
            self._point((row, column))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._comparison is not None:
            row, column = self._at(event.pos())
            if row >= 0:
                count = len(self._comparison.rows[row].cells[column].proposals)
                words = self.tr("{0}　{1}：{2} 条") if count else self.tr("{0}　{1}：未涉及")
                name = self._comparison.columns[column].name
                QToolTip.showText(
                    event.globalPos(), plain_tip(words.format(name, self._comparison.rows[row].theme, count)), self
                )
                return True
        return super().event(event)

    def _point(self, place: tuple[int, int]) -> None:
        if place != self._place:
            self._place = place
            self.update()

    def _choose(self) -> None:
        row, column = self._place
        if row >= 0 and self._comparison is not None:
            self.chosen.emit(self._comparison.rows[row].theme, self._comparison.columns[column].key)
