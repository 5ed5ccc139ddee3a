"""This file is the preview of a pack: its real pages under a bar with page number and zoom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from briefing_app.export.pictures import PageReader, Picture
from briefing_app.ui.context import Context
from briefing_app.ui.packs.desk import Desk, Mark
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.buttons import IconButton
from briefing_app.ui.widgets.fields import TextField
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.panes import Bar

if TYPE_CHECKING:
    from briefing_app.export.pdf import Spot


class Preview(QWidget):
    """Pages under a bar with page number and zoom."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = Desk(context, self)
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

    def show_pages(
        self, reader: PageReader, pictures: Mapping[int, Picture], items: Mapping[Mark, Sequence[Spot]]
    ) -> None:
        """Show an open PDF, some of its pages pictured already, and remember where things stand in it.

        The place in it is kept.
        """
        self._pages.show_pages(reader, pictures, items)

    def in_view(self) -> list[tuple[int, int]]:
        """The pages that are to be seen: their number and width in pixels."""
        return self._pages.in_view()

    def mark(self, marks: Sequence[Mark]) -> None:
        """Tint the first of these things that stands on the pages, and bring it into view."""
        self._pages.mark(marks)

    def go_to_spot(self, spot: Spot) -> None:
        """Tint a strip of a page and bring it into view."""
        self._pages.point_at(spot)

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
