"""This file has the model of the table: themes as rows, the theme column and one column a speaker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from briefing_app.domain.comparison import Cell, ThemeRow
from briefing_app.domain.speeches import Speech

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
VALUE = Qt.ItemDataRole.UserRole + 1  # a ThemeRow in column 0, else a Cell


class ComparisonModel(QAbstractTableModel):
    """Shows rows of a comparison; what is filtered out is not among them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.speeches: Sequence[Speech] = ()
        self.rows: Sequence[ThemeRow] = ()

    def show(self, speeches: Sequence[Speech], rows: Sequence[ThemeRow]) -> None:
        self.beginResetModel()
        self.speeches, self.rows = speeches, rows
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self.speeches) + 1

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell of a speaker; None in the theme column."""
        return self.rows[row].cells[column - 1] if column > 0 else None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.tr("主题") if section == 0 else self.speeches[section - 1].speaker_name

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        cell = self.cell(index.row(), index.column())
        if role == VALUE:
            return cell if cell is not None else row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.theme if cell is None else self._words(cell)
        if role == Qt.ItemDataRole.ToolTipRole and cell is not None and cell.proposals:
            return "\n".join(f"{number}. {p.text}" for number, p in enumerate(cell.proposals, start=1))
        return None

    def _words(self, cell: Cell) -> str:
        return "；".join(proposal.text for proposal in cell.proposals) or self.tr("未涉及")
