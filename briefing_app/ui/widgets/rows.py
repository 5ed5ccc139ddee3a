"""This file says what a table shows: columns as data, and a model over rows that may be any sequence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from briefing_app.domain.text import Spans
from briefing_app.ui.widgets.tips import plain_tip

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()


class Role(IntEnum):
    """What a delegate asks a model for, beside the text (DisplayRole)."""

    SECOND = Qt.ItemDataRole.UserRole + 1  # the second line
    VALUE = Qt.ItemDataRole.UserRole + 2  # what a painted cell shows: a Due, a state, chips, a bool
    ROW = Qt.ItemDataRole.UserRole + 3  # the row's own value
    KEY = Qt.ItemDataRole.UserRole + 4  # its id
    FOUND = Qt.ItemDataRole.UserRole + 5  # spans of the text that are searched for


def _nothing(_row: Any) -> None:
    return None


def _no_spans(_row: Any) -> Spans:
    return ()


def _no_text(_row: Any) -> str:
    return ""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column as data: how it is called, how wide (px at 100 %; 0 takes what is left), what it shows of a row."""

    key: str
    title: str
    width: int
    text: Callable[[Row], str] = _no_text
    second: Callable[[Row], str | None] = _nothing
    value: Callable[[Row], object] = _nothing
    kind: str = "text"  # text, lines, status, due, chips, check, star, number
    sortable: bool = False
    align_right: bool = False
    icon: str = ""  # the head shows an icon; the title stays its tooltip
    least: int = 48
    rank: int = 1  # 2: hidden first when the room is short
    found: Callable[[Row], Spans] = _no_spans

    def words(self, row: Row) -> str:
        """All that the cell says, as plain text: for the clipboard and for who does not see it."""
        value = self.value(row)
        if self.kind == "chips" and isinstance(value, list):
            return "、".join(name for name, _ in value)
        if self.kind == "star":
            return self.title if value else ""
        if self.kind == "due":
            return str(getattr(value, "text", ""))
        return "　".join(part for part in (self.text(row), self.second(row)) if part)


class RowsModel(QAbstractTableModel, Generic[Row]):
    """A table over rows, which may be any sequence (a lazy one that fetches pages as well)."""

    picked_changed = Signal()

    def __init__(
        self, columns: Sequence[Column[Row]], key: Callable[[Row], int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = list(columns)
        self._key = key
        self._rows: Sequence[Row] = ()
        self.picked: set[int] = set()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; what was ticked and is gone is no longer ticked."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    @property
    def rows(self) -> Sequence[Row]:
        return self._rows

    def row(self, number: int) -> Row:
        return self._rows[number]

    def row_of(self, key: int) -> int:
        """Where a row with that id stands, or -1."""
        return next((n for n, row in enumerate(self._rows) if self._key(row) == key), -1)

    def key_at(self, number: int) -> int:
        return self._key(self._rows[number])

    def rowCount(self, parent: Index = NO_INDEX) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self.columns)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.columns[section].title
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self._rows[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._tip(column, row)) if column.kind in ("text", "lines", "chips") else None
        if role == Role.SECOND:
            return column.second(row)
        if role == Role.VALUE:
            return self._key(row) in self.picked if column.kind == "check" else column.value(row)
        if role == Role.ROW:
            return row
        if role == Role.FOUND:
            return column.found(row)
        return self._key(row) if role == Role.KEY else None

    def _spoken(self, row: Row, column: Column[Row]) -> str:
        """What a screen reader says: a mark has words too, and where the keyboard comes first one hears which row."""
        if column.kind != "check":
            return column.words(row) or self.tr("空")
        what = next((one.text(row) for one in self.columns if one.kind in ("text", "lines")), "")
        ticked = self._key(row) in self.picked
        return (self.tr("已勾选　{0}") if ticked else self.tr("未勾选　{0}")).format(what)

    def _tip(self, column: Column[Row], row: Row) -> str:
        """What may be cut in the cell: its lines, or all of its chips."""
        if column.kind == "chips":
            return column.words(row)
        return "\n".join(part for part in (column.text(row), column.second(row)) if part)

    # --- ticked rows ----------------------------------------------------------------------------------------------

    def pick(self, keys: Sequence[int] | set[int], *, on: bool = True) -> None:
        """Tick or untick rows by id."""
        self.picked = self.picked | set(keys) if on else self.picked - set(keys)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self.picked_changed.emit()

    def unpick_all(self) -> None:
        self.pick(set(self.picked), on=False)

    def all_picked(self) -> Qt.CheckState:
        """Whether every, some or no row is ticked, for the box in the head."""
        if not self.picked:
            return Qt.CheckState.Unchecked
        return Qt.CheckState.Checked if len(self.picked) >= len(self._rows) else Qt.CheckState.PartiallyChecked

    def every_key(self) -> list[int]:
        """The ids of all rows; override when rows are fetched page by page."""
        return [self._key(row) for row in self._rows]
