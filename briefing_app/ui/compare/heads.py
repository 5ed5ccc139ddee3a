"""This file has the head of the table: who stands in each column; columns are moved by dragging their heads."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QTableView

from briefing_app.domain.compared import Column, ComparedBy
from briefing_app.ui.compare.cells import paint_head
from briefing_app.ui.compare.model import ComparisonModel
from briefing_app.ui.theme import tokens


class ColumnHead(QHeaderView):
    """Name with identity, unit and count; the first column says what rows and columns are."""

    dragged = Signal(int, int)  # the column's place among the compared, and how many places it was taken on

    def __init__(self, model: ComparisonModel, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._model = model
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(20)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.sectionMoved.connect(self._on_section_moved)

    def allow_dragging(self) -> None:
        """Columns may be taken elsewhere; the theme column stays where it is."""
        self.setSectionsMovable(True)
        self.setFirstSectionMovable(False)

    def _on_section_moved(self, section: int, former: int, now: int) -> None:
        # The order is the library's, not the header's: it comes back with the next reading.
        self.blockSignals(True)
        self.moveSection(now, former)
        self.blockSignals(False)
        self.dragged.emit(section - 1, now - former)

    def sizeHint(self) -> QSize:  # noqa: N802
        now = tokens()
        return QSize(super().sizeHint().width(), now.row_height(52, 14, 12, padding=14))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802
        if section == 0:
            by = self._model.columns[0].by if self._model.columns else ComparedBy.SPEAKER
            paint_head(painter, rect, "", "", self.tr("主题 ＼ {0}").format(by.value))
            return
        column = self._model.columns[section - 1]
        paint_head(
            painter,
            rect,
            column.name,
            _identity(column),
            self._second_line(column),
            icon="pin" if column.key in self._model.pinned_columns else "",
        )

    def _second_line(self, column: Column) -> str:
        if column.by is ComparedBy.SPEAKER:
            speech = column.speeches[0]
            return self.tr("{0} 条　{1}").format(column.proposals, speech.organisation or speech.posts)
        return self.tr("{0} 条　{1}").format(column.proposals, "、".join(column.speakers))


def _identity(column: Column) -> str:
    return next(iter(column.speeches[0].identities), "") if column.by is ComparedBy.SPEAKER else ""
