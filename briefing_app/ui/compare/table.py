"""This file has the table of speakers side by side: frozen heads, theme column and pins, rows as high as they need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from briefing_app.domain.comparison import Cell, Comparison, ThemeRow
from briefing_app.domain.table_layout import Layout
from briefing_app.ui.compare.cells import CellLayout, CompareDelegate
from briefing_app.ui.compare.heads import ColumnHead
from briefing_app.ui.compare.model import ComparisonModel
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.copying import as_table
from briefing_app.ui.widgets.focus_ring import INSIDE, RINGED

_THEME_WIDTH, _LEAST = 124, 176


class CompareTable(QTableView):
    """Speakers as columns, themes as rows. `chosen` follows the current cell: a theme row and a cell or None."""

    chosen = Signal(object, object)
    opened = Signal(object, object)
    menu_asked = Signal(object, object, QPoint)
    head_menu_asked = Signal(int, QPoint)  # the column's place among the compared
    column_dragged = Signal(int, int)  # its place, and how many places it was taken on

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ComparisonModel(self)
        self.layout_of_cells = CellLayout()
        # Views of the same model that lie above: what is frozen at the left, at the top, and where both meet.
        self._left, self._top, self._corner = (QTableView(self) for _ in range(3))
        self._views = (self, self._left, self._top, self._corner)
        for view in self._views:
            self._configure(view)
        self._head = ColumnHead(self._model, self)
        self.setHorizontalHeader(self._head)
        self._head.allow_dragging()
        self._left_head = ColumnHead(self._model, self._left)
        self._left.setHorizontalHeader(self._left_head)
        for view in (self._top, self._corner):
            view.horizontalHeader().hide()
        self.setAccessibleName(self.tr("对照表"))
        self.setProperty(RINGED, INSIDE)
        self._connect()

    def _configure(self, view: QTableView) -> None:
        view.setModel(self._model)
        view.verticalHeader().hide()
        view.setShowGrid(False)
        view.setItemDelegate(CompareDelegate(self.layout_of_cells, view))
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setTabKeyNavigation(False)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.setProperty("painted", True)
        if view is not self:
            view.setSelectionModel(self.selectionModel())
            view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            view.setFrameShape(QFrame.Shape.NoFrame)
            view.viewport().installEventFilter(self)

    def _connect(self) -> None:
        self.verticalScrollBar().valueChanged.connect(self._left.verticalScrollBar().setValue)
        self._left.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.horizontalScrollBar().valueChanged.connect(self._top.horizontalScrollBar().setValue)
        self._top.horizontalScrollBar().valueChanged.connect(self.horizontalScrollBar().setValue)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.doubleClicked.connect(lambda index: self._tell(self.opened, index))
        for view in self._views:
            view.customContextMenuRequested.connect(lambda place, view=view: self._ask_menu(view, place))
        for head in (self._head, self._left_head):
            head.customContextMenuRequested.connect(lambda place, head=head: self._ask_head_menu(head, place))
        self._head.dragged.connect(self.column_dragged)
        theme().changed.connect(self._on_theme_changed)

    # --- content --------------------------------------------------------------------------------------------------

    def show_comparison(self, comparison: Comparison, rows: list[ThemeRow], layout: Layout | None = None) -> None:
        """Show these rows of a comparison; the current cell is kept where it still is."""
        arranged = layout or Layout()
        row, column = self.currentIndex().row(), self.currentIndex().column()
        self.layout_of_cells.forget()
        self._model.show(
            comparison.columns,
            rows,
            pinned_columns=frozenset(arranged.pinned_columns),
            pinned_rows=frozenset(arranged.pinned_rows),
        )
        self._measure()
        if rows:
            place = self._model.index(min(max(row, 0), len(rows) - 1), min(max(column, 1), len(comparison.columns)))
            self.setCurrentIndex(place)

    def set_lines(self, most: int) -> None:
        """How many lines a quotation takes: 1, 3 or all."""
        self.layout_of_cells.most = most
        self._lay_anew()

    def set_summaries(self, shown: bool) -> None:
        self.layout_of_cells.summaries = shown
        self._lay_anew()

    def choose(self, theme_name: str, key: str | None = None) -> None:
        """Make a cell the current one; `key` is that of a column."""
        columns = [column.key for column in self._model.columns]
        for number, row in enumerate(self._model.rows):
            if row.theme == theme_name:
                column = columns.index(key) + 1 if key in columns else max(1, self.currentIndex().column())
                self.setCurrentIndex(self._model.index(number, column))
                self.scrollTo(self.currentIndex())

    def place(self) -> dict[str, Any]:
        """The current cell and how far the table is scrolled, in px at 100 %."""
        current, factor = self.currentIndex(), tokens().factor
        columns = self._model.columns
        return {
            "theme": self._model.rows[current.row()].theme if current.isValid() else "",
            "column": columns[current.column() - 1].key if current.column() > 0 else "",
            "scrolled": [round(bar.value() / factor) for bar in (self.horizontalScrollBar(), self.verticalScrollBar())],
        }

    def go_back_to(self, place: Mapping[str, Any]) -> None:
        """Show again what `place` told; what is no longer there is passed over."""
        self.choose(str(place.get("theme")), str(place.get("column")))
        scrolled = place.get("scrolled")
        if not (isinstance(scrolled, list) and len(scrolled) == 2 and all(isinstance(one, int) for one in scrolled)):
            return

        def scroll() -> None:
            for bar, value in zip((self.horizontalScrollBar(), self.verticalScrollBar()), scrolled, strict=True):
                bar.setValue(round(value * tokens().factor))

        scroll()
        QTimer.singleShot(0, self, scroll)  # once more when the table has its size

    def shown_rows(self) -> list[ThemeRow]:
        """The rows as they stand."""
        return list(self._model.rows)

    def current_column(self) -> int:
        """The place of the current column among the compared; -1 in the theme column."""
        return self.currentIndex().column() - 1

    def current(self) -> tuple[ThemeRow, Cell | None] | None:
        """The current row and cell."""
        return self._at(self.currentIndex())

    def _at(self, index: QModelIndex) -> tuple[ThemeRow, Cell | None] | None:
        if not index.isValid():
            return None
        return self._model.rows[index.row()], self._model.cell(index.row(), index.column())

    # --- measures -------------------------------------------------------------------------------------------------

    def _lay_anew(self) -> None:
        self.layout_of_cells.forget()
        self._measure()
        self.viewport().update()

    def _measure(self) -> None:
        now = tokens()
        count = len(self._model.columns)
        theme_width = now.px(_THEME_WIDTH)
        bar = self.verticalScrollBar().sizeHint().width()
        free = self.width() - theme_width - bar
        width = max(now.px(_LEAST), free // count) if count else free
        for view in self._views:
            view.setColumnWidth(0, theme_width)
            for column in range(1, count + 1):
                view.setColumnWidth(column, width)
        heights = [
            self.layout_of_cells.height(row, number, [width] * count) for number, row in enumerate(self._model.rows)
        ]
        for number, height in enumerate(heights):
            for view in self._views:
                view.setRowHeight(number, height)
        self._hide_what_moves()
        self._place_frozen()

    def _hide_what_moves(self) -> None:
        """The views above show only what is frozen."""
        columns, rows = self._model.frozen_columns, self._model.frozen_rows
        for view in (self._left, self._corner):
            for column in range(self._model.columnCount()):
                view.setColumnHidden(column, column >= columns)
        for view in (self._top, self._corner):
            for row in range(self._model.rowCount()):
                view.setRowHidden(row, row >= rows)

    def _frozen_width(self) -> int:
        return sum(self.columnWidth(column) for column in range(self._model.frozen_columns))

    def _frozen_height(self) -> int:
        """The pinned rows' height; nothing where they would leave no room for the others."""
        height = sum(self.rowHeight(row) for row in range(self._model.frozen_rows))
        return height if height <= self.viewport().height() * 2 // 3 else 0

    def _place_frozen(self) -> None:
        head, width, height = self.horizontalHeader().height(), self._frozen_width(), self._frozen_height()
        shown = self.viewport()
        self._left_head.setFixedHeight(head)
        self._left.setGeometry(0, 0, min(width, shown.width()), shown.height() + head)
        self._top.setGeometry(0, head, shown.width(), height)
        self._corner.setGeometry(0, head, min(width, shown.width()), height)
        for view in (self._top, self._left, self._corner):
            view.setVisible(view is self._left or height > 0)
            view.raise_()
        self._top.horizontalScrollBar().setValue(self.horizontalScrollBar().value())
        self._left.verticalScrollBar().setValue(self.verticalScrollBar().value())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._measure()

    def _on_theme_changed(self) -> None:
        self.horizontalHeader().updateGeometry()
        self._lay_anew()

    # --- reactions ------------------------------------------------------------------------------------------------

    def scrollTo(  # noqa: N802
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into view beside what is frozen, not under it."""
        super().scrollTo(index, hint)
        left, edge = self.columnViewportPosition(index.column()), self._frozen_width()
        if index.column() >= self._model.frozen_columns and left < edge:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + left - edge)
        top, edge = self.rowViewportPosition(index.row()), self._frozen_height()
        if index.row() >= self._model.frozen_rows and top < edge:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + top - edge)

    def copy_all(self) -> None:
        """The table as it stands, to paste into Word, WPS or Excel."""
        QGuiApplication.clipboard().setMimeData(as_table(*self._model.as_words()))

    def copy_cell(self) -> None:
        """The quotations of the current cell, each a line."""
        found = self.current()
        if found is not None:
            row, cell = found
            lines = [row.theme] if cell is None else [proposal.text for proposal in cell.proposals]
            QGuiApplication.clipboard().setText("\n".join(lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_cell()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell(self.opened, self.currentIndex())
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.MouseButtonPress:
            self.setFocus()
        return super().eventFilter(watched, event)

    def _on_current_changed(self, current: QModelIndex, _former: QModelIndex) -> None:
        self._tell(self.chosen, current)

    def _tell(self, signal: SignalInstance, index: QModelIndex) -> None:
        found = self._at(index)
        if found is not None:
            signal.emit(*found)

    def _ask_menu(self, view: QTableView, place: QPoint) -> None:
        found = self._at(view.indexAt(place))
        if found is not None:
            self.menu_asked.emit(*found, view.viewport().mapToGlobal(place))

    def _ask_head_menu(self, head: ColumnHead, place: QPoint) -> None:
        column = head.logicalIndexAt(place) - 1
        if column >= 0:
            self.head_menu_asked.emit(column, head.viewport().mapToGlobal(place))
