"""This file lays the pages of a PDF on a desk: pictures made as they come into view, what is in hand tinted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QWidget

from briefing_app.export.pictures import PageReader, Picture
from briefing_app.ui.context import Context
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.focus_ring import INSIDE, RINGED
from briefing_app.ui.widgets.painting import paint_text
from briefing_app.ui.widgets.spoken import Role

if TYPE_CHECKING:
    from briefing_app.export.pdf import Spot

_GAP = 16
_ZOOMS = (0.25, 2.0)
_MOST_PICTURES = 24
_TINT = 34  # of 255
_SIDE = 34.0  # pt that a tint keeps off the sides of the sheet
Mark = tuple[str, int]  # ("speech" or "proposal", its id)


class Desk(QAbstractScrollArea):
    """The desk with the sheets on it."""

    spoken_as = Role.Document
    page_changed = Signal(int, int, float)  # number, count, zoom

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._reader: PageReader | None = None
        self._pictures: dict[int, tuple[int, QImage]] = {}  # with the edition that they show
        self._items: Mapping[Mark, Sequence[Spot]] = {}
        self._marked: tuple[Mark, ...] = ()
        self._spot: Spot | None = None  # pointed at once, not a thing of the pack
        self._asked: set[int] = set()
        self._zoom = 0.0  # 0: as wide as the view
        self._words = ""
        self._edition = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("预览"))
        self.setProperty(RINGED, INSIDE)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._on_scrolled())
        theme().changed.connect(self.viewport().update)
        # PDFium's memory is not Python's: it is given back before the program ends.
        application = QApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._give_back)
        context.changes.library_closing.connect(self.clear)

    @property
    def page_count(self) -> int:
        return len(self._reader.sizes) if self._reader else 0

    def show_pages(
        self, reader: PageReader, pictures: Mapping[int, Picture], items: Mapping[Mark, Sequence[Spot]]
    ) -> None:
        """Show an open PDF in the place of the one before. Its pictures stay until the new ones are there."""
        place = self.verticalScrollBar().value()
        self._let_go()
        self._reader, self._items, self._words, self._spot = reader, items, "", None
        self._pictures = {number: kept for number, kept in self._pictures.items() if number < len(reader.sizes)}
        self._pictures |= {number: (self._edition + 1, _image(one)) for number, one in pictures.items()}
        self._lay()
        self._asked |= set(pictures)
        self.verticalScrollBar().setValue(place)

    def in_view(self) -> list[tuple[int, int]]:
        """The pages that are to be seen: their number and width in pixels."""
        view = self.viewport().rect()
        sheets = [(number, self._sheet(number, top)) for number, top in enumerate(self._tops())]
        return [(number, self._pixels(sheet)) for number, sheet in sheets if sheet.intersects(view)]

    def mark(self, marks: Sequence[Mark]) -> None:
        """Tint the first of these things that stands on the pages, and bring it into view."""
        self._marked, self._spot = tuple(marks), None
        spots = self._spots()
        if spots:
            self._bring(spots[0])
        self.viewport().update()

    def point_at(self, spot: Spot) -> None:
        """Tint a strip of a page and bring it into view."""
        self._spot = spot
        self._bring(spot)
        self.viewport().update()

    def _spots(self) -> Sequence[Spot]:
        """Where to tint."""
        if self._spot is not None:
            return [self._spot]
        return next((self._items[mark] for mark in self._marked if mark in self._items), ())

    def _bring(self, spot: Spot) -> None:
        """Scroll as far as it takes to see a strip; not at all where it is in view."""
        tops, bar = self._tops(), self.verticalScrollBar()
        if spot.page >= len(tops):
            return
        upper = round(tops[spot.page] + spot.top * self._scale())
        lower = round(tops[spot.page] + spot.bottom * self._scale())
        if upper < bar.value() or lower > bar.value() + self.viewport().height():
            bar.setValue(upper - self.viewport().height() // 3)

    def clear(self) -> None:
        """The library is going, and what is shown of it with it."""
        self.show_nothing("")

    def show_nothing(self, words: str) -> None:
        self._let_go()
        self._pictures.clear()
        self._items = {}
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

    def _let_go(self) -> None:
        reader, self._reader = self._reader, None
        if reader is not None:
            job = self._context.tasks.run(lambda _job: reader.close(), owner=self)
            if job.is_cancelled():  # the window is closing, and no work is begun any more
                reader.close()

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

    def _pixels(self, sheet: QRect) -> int:
        return round(sheet.width() * self.devicePixelRatioF())

    def _lay(self) -> None:
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
            edition, picture = self._pictures.get(number, (0, None))
            if picture is not None:
                painter.drawImage(sheet, picture)
            if edition != self._edition:
                self._ask(number, sheet)
        self._paint_tints(painter)

    def _paint_tints(self, painter: QPainter) -> None:
        """What is in hand, under a pale colour with a bar at its left."""
        tops, scale = self._tops(), self._scale()
        tint = QColor(tokens().acc)
        tint.setAlpha(_TINT)
        for spot in self._spots():
            if spot.page < len(tops):
                sheet = self._sheet(spot.page, tops[spot.page])
                side, top = round(_SIDE * scale), sheet.y() + round(spot.top * scale)
                place = QRect(sheet.x() + side, top, sheet.width() - 2 * side, round((spot.bottom - spot.top) * scale))
                painter.fillRect(place, tint)
                painter.fillRect(QRect(place.x(), place.y(), tokens().px(3), place.height()), tokens().acc)

    def _ask(self, number: int, sheet: QRect) -> None:
        reader = self._reader
        if number in self._asked or reader is None:
            return
        self._asked.add(number)
        pixels = self._pixels(sheet)
        edition = self._edition

        def arrived(picture: Picture) -> None:
            if edition != self._edition:
                return
            self._pictures[number] = (edition, _image(picture))
            if len(self._pictures) > _MOST_PICTURES:
                self._pictures.pop(next(iter(self._pictures)))
                self._asked.intersection_update(self._pictures)
            self.viewport().update()

        self._context.tasks.run(lambda _job: reader.picture(number, pixels), owner=self, done=arrived)

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:  # noqa: N802
        self.viewport().update()


def _image(picture: Picture) -> QImage:
    held = QImage(picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32)
    return held.copy()  # the pixels are Python's
