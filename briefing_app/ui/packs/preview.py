"""This file shows the real pages of a pack: the PDF itself as pictures, made as they come into view."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QVBoxLayout, QWidget

from briefing_app.export.pictures import PageReader, Picture
from briefing_app.ui.context import Context
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.buttons import IconButton
from briefing_app.ui.widgets.fields import TextField
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.painting import paint_text
from briefing_app.ui.widgets.panes import Bar

_GAP = 16
_ZOOMS = (0.25, 2.0)


class Preview(QWidget):
    """Pages under a bar with page number and zoom."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = _Pages(context, self)
        bar = Bar(self)
        self._number = TextField(parent=bar, bar=True)
        self._number.setFixedWidth(tokens().px(44))
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._number.setAccessibleName(self.tr("页码"))
        self._count = PlainLabel("", bar)
        self._zoom = PlainLabel("", bar)
        smaller = IconButton("minus", self.tr("缩小"), bar, bar=True)
        larger = IconButton("plus", self.tr("放大"), bar, bar=True)
        fit = IconButton("maximize", self.tr("适合宽度"), bar, bar=True)
        bar.add(PlainLabel(self.tr("第"), bar), self._number, self._count)
        bar.add_stretch()
        bar.add(smaller, self._zoom, larger, fit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._pages, 1)
        smaller.clicked.connect(lambda: self._pages.zoom_by(1 / 1.2))
        larger.clicked.connect(lambda: self._pages.zoom_by(1.2))
        fit.clicked.connect(self._pages.fit)
        self._number.returnPressed.connect(self._go)
        self._pages.page_changed.connect(self._on_page_changed)

    def show_pdf(self, content: bytes) -> None:
        """Show a PDF; the place in it is kept."""
        self._pages.show_pdf(content)

    def show_nothing(self, words: str) -> None:
        """Say why there is nothing to see."""
        self._pages.show_nothing(words)

    @property
    def page_count(self) -> int:
        return self._pages.page_count

    def _go(self) -> None:
        text = self._number.text().strip()
        if text.isdigit():
            self._pages.go_to(int(text) - 1)

    def _on_page_changed(self, number: int, count: int, zoom: float) -> None:
        if not self._number.hasFocus():
            self._number.setText(str(number + 1) if count else "")
        self._count.setText(self.tr("/ {0} 页").format(count))
        self._zoom.setText(f"{round(zoom * 100)}%")


class _Pages(QAbstractScrollArea):
    """The desk with the sheets on it."""

    page_changed = Signal(int, int, float)  # number, count, zoom

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._reader: PageReader | None = None
        self._pictures: dict[int, QImage] = {}
        self._asked: set[int] = set()
        self._zoom = 0.0  # 0: as wide as the view
        self._words = ""
        self._edition = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("预览"))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._on_scrolled())
        theme().changed.connect(self.viewport().update)
        # PDFium's memory is not Python's: it is given back before the program ends.
        application = QApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._give_back)

    @property
    def page_count(self) -> int:
        return len(self._reader.sizes) if self._reader else 0

    def show_pdf(self, content: bytes) -> None:
        self._context.tasks.run(lambda _job: PageReader(content), owner=self, done=self._take)

    def _take(self, reader: PageReader) -> None:
        place = self.verticalScrollBar().value()
        self._close()
        self._reader = reader
        self._words = ""
        self._lay()
        self.verticalScrollBar().setValue(place)

    def show_nothing(self, words: str) -> None:
        self._close()
        self._words = words
        self._lay()

    def go_to(self, number: int) -> None:
        if 0 <= number < self.page_count:
            self.verticalScrollBar().setValue(self._tops()[number] - _GAP)

    def zoom_by(self, factor: float) -> None:
        self._zoom = min(max(self._scale() * factor, _ZOOMS[0]), _ZOOMS[1])
        self._lay()

    def fit(self) -> None:
        self._zoom = 0.0
        self._lay()

    def _close(self) -> None:
        self._edition += 1
        self._pictures.clear()
        self._asked.clear()
        reader, self._reader = self._reader, None
        if reader is not None:
            self._context.tasks.run(lambda _job: reader.close(), owner=self)

    def _give_back(self) -> None:
        """At the end of the program there is no later."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _scale(self) -> float:
        """Pixels a point."""
        if self._zoom or self._reader is None:
            return self._zoom or 1.0
        widest = max(width for width, _ in self._reader.sizes)
        return max(0.2, (self.viewport().width() - 2 * _GAP) / widest)

    def _tops(self) -> list[int]:
        tops, y = [], _GAP
        for _, height in self._reader.sizes if self._reader else ():
            tops.append(y)
            y += round(height * self._scale()) + _GAP
        return tops

    def _sheet(self, number: int, top: int) -> QRect:
        width, height = self._reader.sizes[number] if self._reader else (0, 0)
        scale = self._scale()
        wide, high = round(width * scale), round(height * scale)
        left = max(_GAP, (self.viewport().width() - wide) // 2) - self.horizontalScrollBar().value()
        return QRect(left, top - self.verticalScrollBar().value(), wide, high)

    def _lay(self) -> None:
        self._pictures.clear()
        self._asked.clear()
        self._edition += 1
        tops = self._tops()
        bottom = tops[-1] + self._sheet(len(tops) - 1, 0).height() + _GAP if tops else 0
        widest = max((self._sheet(n, 0).width() for n in range(len(tops))), default=0) + 2 * _GAP
        self.verticalScrollBar().setRange(0, max(0, bottom - self.viewport().height()))
        self.verticalScrollBar().setPageStep(self.viewport().height())
        self.verticalScrollBar().setSingleStep(48)
        self.horizontalScrollBar().setRange(0, max(0, widest - self.viewport().width()))
        self.horizontalScrollBar().setPageStep(self.viewport().width())
        self._on_scrolled()

    def _on_scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        tops = self._tops()
        number = max((n for n, top in enumerate(tops) if top <= middle), default=0)
        self.page_changed.emit(number, len(tops), self._scale())
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._lay()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1.1 if event.angleDelta().y() > 0 else 1 / 1.1)
            return
        super().wheelEvent(event)

    # --- painting -------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, now = QPainter(self.viewport()), tokens()
        view = self.viewport().rect()
        painter.fillRect(view, now.desk)
        if self._reader is None:
            paint_text(painter, view, self._words, now.font(), now.t2, align=Qt.AlignmentFlag.AlignCenter)
            return
        for number, top in enumerate(self._tops()):
            sheet = self._sheet(number, top)
            if not sheet.intersects(view):
                continue
            painter.fillRect(sheet.adjusted(-1, -1, 1, 1), now.line2)
            painter.fillRect(sheet, now.paper)
            picture = self._pictures.get(number)
            if picture is not None:
                painter.drawImage(sheet, picture)
            else:
                self._ask(number, sheet.width())

    def _ask(self, number: int, width: int) -> None:
        reader = self._reader
        if number in self._asked or reader is None:
            return
        self._asked.add(number)
        pixels = round(width * self.devicePixelRatioF())
        edition = self._edition

        def arrived(picture: Picture) -> None:
            if edition != self._edition:
                return
            image = QImage(
                picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32
            ).copy()
            self._pictures[number] = image
            if len(self._pictures) > 24:
                self._pictures.pop(next(iter(self._pictures)))
                self._asked.intersection_update(self._pictures)
            self.viewport().update()

        self._context.tasks.run(lambda _job: reader.picture(number, pixels), owner=self, done=arrived)

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:  # noqa: N802
        self.viewport().update()
