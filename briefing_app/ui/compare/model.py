"""This file has the model of the table: themes as rows, the theme column and one column for each that is compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from briefing_app.domain.compared import Column
from briefing_app.domain.comparison import THRESHOLDS, Cell, ThemeRow
from briefing_app.ui.widgets.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
VALUE = Qt.ItemDataRole.UserRole + 1  # a ThemeRow in column 0, else a Cell
PINNED = Qt.ItemDataRole.UserRole + 2  # whether the row is pinned


class ComparisonModel(QAbstractTableModel):
    """Shows rows of a comparison; what is filtered out is not among them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns: Sequence[Column] = ()
        self.rows: Sequence[ThemeRow] = ()
        self.pinned_columns: frozenset[str] = frozenset()
        self.pinned_rows: frozenset[int] = frozenset()

    def show(
        self,
        columns: Sequence[Column],
        rows: Sequence[ThemeRow],
        *,
        pinned_columns: frozenset[str] = frozenset(),
        pinned_rows: frozenset[int] = frozenset(),
    ) -> None:
        """Show these; pinned ones stand first in both."""
        self.beginResetModel()
        self.columns, self.rows = columns, rows
        self.pinned_columns, self.pinned_rows = pinned_columns, pinned_rows
        self.endResetModel()

    @property
    def frozen_columns(self) -> int:
        """How many columns stay put, the theme column among them."""
        return 1 + sum(column.key in self.pinned_columns for column in self.columns)

    @property
    def frozen_rows(self) -> int:
        return sum(row.key in self.pinned_rows for row in self.rows)

    def rowCount(self, parent: Index = NO_INDEX) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self.columns) + 1

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell of a speaker; None in the theme column."""
        return self.rows[row].cells[column - 1] if column > 0 else None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.tr("主题") if section == 0 else self.columns[section - 1].name
        if role == Qt.ItemDataRole.ToolTipRole and section > 0:
            column = self.columns[section - 1]
            return plain_tip("\n".join((column.name, "、".join(column.speakers))))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        cell = self.cell(index.row(), index.column())
        if role == VALUE:
            return cell if cell is not None else row
        if role == PINNED:
            return row.key in self.pinned_rows
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.theme if cell is None else self._words(cell)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._why(row) if cell is None else self._quotations(cell))
        return None

    def as_words(self) -> tuple[list[str], list[list[str]]]:
        """The table as it stands, for another program: head and rows; in a cell the quotations, then staff wording."""
        head = [self.tr("主题"), self.tr("判断"), *(column.name for column in self.columns)]
        return head, [[row.theme, self._judged(row), *map(self._everything, row.cells)] for row in self.rows]

    def _judged(self, row: ThemeRow) -> str:
        words = row.judgement.value if row.judgement else ""
        return self.tr("{0}（程序推测）").format(words) if words and row.suggested else words

    def _everything(self, cell: Cell) -> str:
        summary = [self.tr("【概括】{0}").format(cell.summary)] if cell.summary else []
        return "\n".join([self._quotations(cell), *summary] if cell.proposals else summary)

    def _quotations(self, cell: Cell) -> str:
        return "\n".join(f"{number}. {p.text}" for number, p in enumerate(cell.proposals, start=1))

    def _why(self, row: ThemeRow) -> str:
        """The judgement's reason and threshold, where the pane at the right has no room."""
        guess = self.tr("程序推测：{0}").format(row.counted)
        return "\n".join(part for part in (row.note, guess, THRESHOLDS) if part)

    def _words(self, cell: Cell) -> str:
        return "；".join(proposal.text for proposal in cell.proposals) or self.tr("未涉及")
