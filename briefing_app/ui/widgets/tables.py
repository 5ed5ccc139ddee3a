"""This file has the table of the window: its head, hover, selection, ticks, and columns that are remembered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from briefing_app.settings import ColumnLayout
from briefing_app.ui.preferences import Preferences
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.copying import as_table
from briefing_app.ui.widgets.delegates import delegate_for
from briefing_app.ui.widgets.rows import Column, RowsModel
from briefing_app.ui.widgets.table_head import TableHead


class Table(QTableView):
    """A table of the window. Give it a RowsModel; columns set their delegates by `kind`.

    `current_changed` follows the current row (its id, or -1), `opened` is Enter or a double click,
    `sort_asked` a click on a sortable head, `starred` a click on a star, `menu_asked` a right click.
    """

    current_changed = Signal(int)
    opened = Signal(int)
    starred = Signal(int)
    sort_asked = Signal(str, bool)
    menu_asked = Signal(int, QPoint)

    def __init__(
        self,
        model: RowsModel[Any],
        parent: QWidget | None = None,
        *,
        name: str = "",
        preferences: Preferences | None = None,
        row_height: int = 44,
        row_lines: tuple[float, ...] = (13,),
        accessible_name: str = "",
    ) -> None:
        super().__init__(parent)
        self.rows_model = model
        self._name, self._preferences = name, preferences
        self._row_height, self._row_lines = row_height, row_lines
        self.hovered = -1
        self._hidden_by_user: set[str] = set()
        self._kept_widths: dict[str, int] = {}
        self._useless: frozenset[str] = frozenset()
        self._short_of_room = False
        self._awaited: tuple[int, float] | None = None  # the place to go back to
        self.setAccessibleName(accessible_name)
        self._configure()
        self.setModel(model)
        self._connect()
        self._set_delegates()
        self.measure()
        self._restore_columns()

    @property
    def columns(self) -> list[Column[Any]]:
        return self.rows_model.columns

    @property
    def head(self) -> TableHead:
        return self._head

    def _configure(self) -> None:
        self._head = TableHead(self)
        self.setHorizontalHeader(self._head)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setProperty("painted", True)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._save = QTimer(self, singleShot=True, interval=400)

    def _connect(self) -> None:
        self._save.timeout.connect(self._remember_columns)
        self._head.sort_asked.connect(self.sort_asked)
        self._head.all_asked.connect(self._on_all_asked)
        self._head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._head.customContextMenuRequested.connect(lambda at: self.open_columns(self._head.mapToGlobal(at)))
        self._head.sectionResized.connect(self._on_section_resized)
        self._head.sectionMoved.connect(lambda *_: self._save.start())
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows_model.key_at(index.row())))
        self.customContextMenuRequested.connect(self._on_menu_asked)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        theme().changed.connect(self.measure)

    def _set_delegates(self) -> None:
        for number, column in enumerate(self.columns):
            self.setItemDelegateForColumn(number, delegate_for(column.kind, self))

    def measure(self) -> None:
        """Take heights and widths from the tokens in force."""
        now = tokens()
        self.verticalHeader().setDefaultSectionSize(now.row_height(self._row_height, *self._row_lines, padding=12))
        self._head.setFixedHeight(now.row_height(32, 12, padding=10))
        self._fit()

    def set_row_height(self, height: int, lines: tuple[float, ...]) -> None:
        """Switch between 舒适 and 紧凑."""
        self._row_height, self._row_lines = height, lines
        self.measure()

    # --- the place ------------------------------------------------------------------------------------------------

    def place(self) -> dict[str, float]:
        """The current row, and the row that stands first in view, to come back to after a restart."""
        height = max(1, self.verticalHeader().defaultSectionSize())
        return {"current": self.current_key(), "top": round(self.verticalScrollBar().value() / height, 2)}

    def go_back_to(self, place: Mapping[str, Any]) -> None:
        """Show again what `place` told, once the rows are there; raises KeyError, TypeError or ValueError."""
        self._awaited = (int(place["current"]), float(place["top"]))

    def _go_back(self) -> bool:
        """Whether the row that is waited for came, and is the current one again."""
        if self._awaited is None or self.rows_model.row_of(self._awaited[0]) < 0:
            return False
        key, top = self._awaited
        self._awaited = None
        self.selectRow(self.rows_model.row_of(key))
        self._scroll_to(top)
        QTimer.singleShot(0, self, lambda: self._scroll_to(top))  # once more when the page has its size
        return True

    def _scroll_to(self, top: float) -> None:
        self.verticalScrollBar().setValue(round(top * self.verticalHeader().defaultSectionSize()))

    # --- rows -----------------------------------------------------------------------------------------------------

    def current_key(self) -> int:
        index = self.currentIndex()
        return self.rows_model.key_at(index.row()) if index.isValid() else -1

    def select_key(self, key: int) -> bool:
        """Make a row the current one and bring it into view."""
        number = self.rows_model.row_of(key)
        if number < 0:
            return False
        self._awaited = None
        self.selectRow(number)
        self.scrollTo(self.rows_model.index(number, 0))
        return True

    def selected_keys(self) -> list[int]:
        """Ticked rows when there are any, else the selected ones."""
        if self.rows_model.picked:
            return [key for key in self.rows_model.every_key() if key in self.rows_model.picked]
        return [self.rows_model.key_at(index.row()) for index in self.selectionModel().selectedRows()]

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows and keep the current one where it still is, else take the first."""
        kept = self.current_key()
        top = self.verticalScrollBar().value()
        self.rows_model.set_rows(rows)
        if not rows:
            self.current_changed.emit(-1)
            return
        if self._go_back():
            return
        number = max(0, self.rows_model.row_of(kept)) if kept >= 0 else 0
        self.selectRow(number)
        if kept >= 0:
            self.verticalScrollBar().setValue(top)

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.current_changed.emit(self.rows_model.key_at(current.row()) if current.isValid() else -1)

    def _on_all_asked(self, on: bool) -> None:
        self.rows_model.pick(self.rows_model.every_key() if on else set(self.rows_model.picked), on=on)

    def _on_menu_asked(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if index.isValid():
            self.menu_asked.emit(self.rows_model.key_at(index.row()), self.viewport().mapToGlobal(place))

    def copy(self) -> None:
        """Put the ticked or selected rows on the clipboard, with the columns as they are shown."""
        shown = [c for c in self.columns_in_order() if c.kind != "check" and not self._is_hidden(c)]
        rows = [self.rows_model.rows[self.rows_model.row_of(key)] for key in self.selected_keys()]
        if rows:
            cells = [[column.words(row) for column in shown] for row in rows]
            QGuiApplication.clipboard().setMimeData(as_table([column.title for column in shown], cells))

    # --- mouse and keys -------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._awaited = None  # who chooses goes nowhere by itself any more
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            kind = self.columns[index.column()].kind
            if kind == "check":
                self._toggle(index.row())
                return
            if kind == "star":
                self.starred.emit(self.rows_model.key_at(index.row()))
                return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        self._awaited = None
        row = self.currentIndex().row()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self.opened.emit(self.rows_model.key_at(row))
        elif event.key() == Qt.Key.Key_Space and row >= 0 and any(c.kind == "check" for c in self.columns):
            self._toggle(row)
        else:
            super().keyPressEvent(event)

    def _toggle(self, row: int) -> None:
        key = self.rows_model.key_at(row)
        self.rows_model.pick({key}, on=key not in self.rows_model.picked)

    # --- columns --------------------------------------------------------------------------------------------------

    def show_column(self, key: str, *, shown: bool) -> None:
        """Show or hide a column as the user wishes, and remember it."""
        self._hidden_by_user = self._hidden_by_user - {key} if shown else self._hidden_by_user | {key}
        self._fit()
        self._save.start()

    def open_columns(self, place: QPoint) -> None:
        """Let choose which columns are shown; the one that takes what is left, and the ticks, always are."""
        menu = QMenu(self)
        for column in self.columns:
            if column.width == 0 or column.kind == "check":
                continue
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(self.is_column_shown(column.key))
            action.toggled.connect(lambda on, key=column.key: self.show_column(key, shown=on))
        menu.exec(place)

    def set_column_useful(self, key: str, useful: bool) -> None:
        """A column that has nothing to say in any row takes no room."""
        useless = self._useless - {key} if useful else self._useless | {key}
        if useless != self._useless:
            self._useless = useless
            self._fit()

    def is_column_shown(self, key: str) -> bool:
        return key not in self._hidden_by_user

    def columns_in_order(self) -> list[Column[Any]]:
        """The columns as they stand from left to right."""
        return [self.columns[self._head.logicalIndex(place)] for place in range(len(self.columns))]

    def order_columns(self, keys: Sequence[str]) -> None:
        """Put columns into this order; those that are not named keep their places behind them."""
        numbers = {column.key: number for number, column in enumerate(self.columns)}
        for place, key in enumerate([key for key in keys if key in numbers]):
            self._head.moveSection(self._head.visualIndex(numbers[key]), place)

    def set_short_of_room(self, short: bool) -> None:
        """Hide the columns of second rank while the room is short."""
        self._short_of_room = short
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def _is_hidden(self, column: Column[Any]) -> bool:
        return column.key in self._hidden_by_user | self._useless or (self._short_of_room and column.rank > 1)

    def _fit(self) -> None:
        """Widths by the factor; the column of width 0 takes what is left."""
        now = tokens()
        blocked = self._head.blockSignals(True)
        shown: dict[int, Column[Any]] = {}
        for number, column in enumerate(self.columns):
            self.setColumnHidden(number, self._is_hidden(column))
            if not self._is_hidden(column):
                shown[number] = column
        room = self.viewport().width()
        widths = {n: now.px(self._kept_widths.get(c.key, c.width)) for n, c in shown.items() if c.width}
        # Only words may be shortened: a badge, a number or a date would be cut.
        least = {n: now.px(c.least if c.kind in ("text", "lines", "chips") else c.width) for n, c in shown.items()}
        stretched = [n for n, c in shown.items() if c.width == 0]
        narrowed(widths, least, sum(widths.values()) + sum(least[n] for n in stretched) - room)
        for number, width in widths.items():
            self._head.resizeSection(number, width)
        for number in stretched:
            self._head.resizeSection(number, max(least[number], room - sum(widths.values())))
        self._head.blockSignals(blocked)
        self._head.viewport().update()
        self.viewport().update()

    def _restore_columns(self) -> None:
        layout = self._preferences.columns(self._name) if self._preferences and self._name else ()
        known = {column.key: column for column in self.columns}
        self._kept_widths = {kept.key: kept.width for kept in layout if kept.key in known and kept.width >= 20}
        self._hidden_by_user = {kept.key for kept in layout if not kept.shown}
        self.order_columns([kept.key for kept in layout])
        self._fit()

    def _on_section_resized(self, section: int, _old: int, new: int) -> None:
        column = self.columns[section]
        if column.width and new:
            self._kept_widths[column.key] = max(column.least, round(new / tokens().factor))
            self._save.start()
        QTimer.singleShot(0, self, self._fit)

    def _remember_columns(self) -> None:
        if self._preferences and self._name:
            layout = tuple(
                ColumnLayout(
                    column.key, self._kept_widths.get(column.key, column.width), self.is_column_shown(column.key)
                )
                for column in self.columns_in_order()
            )
            self._preferences.remember_columns(self._name, layout)


def narrowed(widths: dict[int, int], least: Mapping[int, int], missing: int) -> None:
    """Take from the widths what is missing, from each by what it can give; none becomes less than its least."""
    can_give = {number: max(0, width - least[number]) for number, width in widths.items()}
    given = min(missing, sum(can_give.values()))
    for number, most in sorted(can_give.items(), key=lambda one: one[1]):
        if given <= 0:
            return
        share = -(-given * most // max(1, sum(can_give.values())))
        taken = min(most, share, given)
        widths[number] -= taken
        given -= taken
        del can_give[number]
