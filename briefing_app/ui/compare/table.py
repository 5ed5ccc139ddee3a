"""This file has the table of speakers side by side: frozen heads and theme column, rows as high as they need."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from briefing_app.domain.comparison import Cell, Comparison, ThemeRow
from briefing_app.domain.speeches import Speech
from briefing_app.ui.compare.cells import CellLayout, CompareDelegate, paint_head
from briefing_app.ui.compare.model import ComparisonModel
from briefing_app.ui.theme import theme, tokens

_THEME_WIDTH, _LEAST = 124, 176


class CompareTable(QTableView):
    """Speakers as columns, themes as rows. `chosen` follows the current cell: a theme row and a cell or None."""

    chosen = Signal(object, object)
    opened = Signal(object, object)
    menu_asked = Signal(object, object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ComparisonModel(self)
        self.layout_of_cells = CellLayout()
        self._frozen = QTableView(self)
        self._configure(self)
        self._configure(self._frozen)
        self.setModel(self._model)
        self._frozen.setModel(self._model)
        self._frozen.setSelectionModel(self.selectionModel())
        self.setHorizontalHeader(_SpeakerHead(self._model, self))
        self._frozen.setHorizontalHeader(_SpeakerHead(self._model, self._frozen))
        self.setAccessibleName(self.tr("对照表"))
        self._frozen.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._frozen.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._frozen.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._frozen.setFrameShape(QFrame.Shape.NoFrame)
        self._connect()

    def _configure(self, view: QTableView) -> None:
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

    def _connect(self) -> None:
        self.verticalScrollBar().valueChanged.connect(self._frozen.verticalScrollBar().setValue)
        self._frozen.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.doubleClicked.connect(lambda index: self._tell(self.opened, index))
        for view in (self, self._frozen):
            view.customContextMenuRequested.connect(lambda place, view=view: self._ask_menu(view, place))
        self._frozen.viewport().installEventFilter(self)
        theme().changed.connect(self._on_theme_changed)

    # --- content --------------------------------------------------------------------------------------------------

    def show_comparison(self, comparison: Comparison, rows: list[ThemeRow]) -> None:
        """Show these rows of a comparison; the current cell is kept where it still is."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        self.layout_of_cells.forget()
        self._model.show(comparison.speeches, rows)
        self._measure()
        if rows:
            place = self._model.index(min(max(row, 0), len(rows) - 1), min(max(column, 1), len(comparison.speeches)))
            self.setCurrentIndex(place)

    def set_lines(self, most: int) -> None:
        """How many lines a quotation takes: 1, 3 or all."""
        self.layout_of_cells.most = most
        self._lay_anew()

    def set_summaries(self, shown: bool) -> None:
        self.layout_of_cells.summaries = shown
        self._lay_anew()

    def choose(self, theme_name: str, speech_id: int | None = None) -> None:
        """Make a cell the current one."""
        columns = [speech.id for speech in self._model.speeches]
        for number, row in enumerate(self._model.rows):
            if row.theme == theme_name:
                column = columns.index(speech_id) + 1 if speech_id in columns else max(1, self.currentIndex().column())
                self.setCurrentIndex(self._model.index(number, column))
                self.scrollTo(self.currentIndex())

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
        count = len(self._model.speeches)
        theme_width = now.px(_THEME_WIDTH)
        bar = self.verticalScrollBar().sizeHint().width()
        free = self.width() - theme_width - bar
        width = max(now.px(_LEAST), free // count) if count else free
        for view in (self, self._frozen):
            view.setColumnWidth(0, theme_width)
            for column in range(1, count + 1):
                view.setColumnWidth(column, width)
                if view is self._frozen:
                    view.setColumnHidden(column, True)
        for number, row in enumerate(self._model.rows):
            height = self.layout_of_cells.height(row, number, [width] * count)
            for view in (self, self._frozen):
                view.setRowHeight(number, height)
        self._place_frozen()

    def _place_frozen(self) -> None:
        head = self.horizontalHeader().height()
        self._frozen.horizontalHeader().setFixedHeight(head)
        self._frozen.setGeometry(0, 0, tokens().px(_THEME_WIDTH), self.viewport().height() + head)
        self._frozen.raise_()
        self._frozen.show()

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
        """Bring a cell into view beside the frozen column, not under it."""
        super().scrollTo(index, hint)
        left = self.columnViewportPosition(index.column())
        edge = tokens().px(_THEME_WIDTH)
        if index.column() > 0 and left < edge:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + left - edge)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
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


class _SpeakerHead(QHeaderView):
    """Name with identity, unit and count; the first column says what rows and columns are."""

    def __init__(self, model: ComparisonModel, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._model = model
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(20)

    def sizeHint(self) -> QSize:  # noqa: N802
        now = tokens()
        return QSize(super().sizeHint().width(), now.row_height(52, 14, 12, padding=14))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802
        if section == 0:
            paint_head(painter, rect, "", "", self.tr("主题 ＼ 发言人"))
            return
        speech: Speech = self._model.speeches[section - 1]
        second = self.tr("{0} 条　{1}").format(speech.proposals, speech.organisation or speech.posts)
        chip = speech.identities[0] if speech.identities else ""
        paint_head(painter, rect, speech.speaker_name, chip, second)
