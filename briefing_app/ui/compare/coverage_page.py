"""This file has the coverage picture as a page: the dots at the left, what the chosen one stands for at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from briefing_app.domain.comparison import Comparison
from briefing_app.ui.compare.cell_pane import CellPane
from briefing_app.ui.compare.coverage import CoveragePicture
from briefing_app.ui.compare.deciding import Deciding
from briefing_app.ui.preferences import Preferences
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.panes import MemorySplitter, Pane, PaneHead, ScrollPane


class CoveragePage(QWidget):
    """Who speaks of what; a click on a dot opens its quotations."""

    table_asked = Signal(str, str)  # theme, key of the column: show it in the table

    def __init__(self, deciding: Deciding, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparison: Comparison | None = None
        self._place = ("", "")
        self.picture = CoveragePicture(self, roomy=True)
        self.picture.chosen.connect(self.open)
        self.cell = CellPane(deciding, self)
        left = ScrollPane(self)
        left.column.addWidget(self.picture)
        legend = self.tr("● 1 条　② 多条　– 未涉及　□ 正在对照　　方向键移动，Enter 看原话")
        left.column.addWidget(PlainLabel(legend, self, size=12, tone="t3"))
        left.column.addStretch(1)
        splitter = MemorySplitter("coverage", preferences, widths=[0, 288], least=[360, 240], parent=self)
        splitter.addWidget(left)
        splitter.addWidget(self._build_detail())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(splitter)

    def _build_detail(self) -> Pane:
        detail = Pane(self)
        self._head = PaneHead(self.tr("点一个圆"), detail)
        scroll = ScrollPane(detail, margin=12, spacing=8)
        scroll.column.addWidget(self.cell)
        self._in_table = Button(self.tr("在对照表里看"), detail, icon_name="table", size="bar")
        self._in_table.clicked.connect(lambda: self.table_asked.emit(*self._place))
        self._in_table.hide()
        scroll.column.addWidget(self._in_table)
        self._hint = PlainLabel(self.tr("点左边的圆，或用方向键和 Enter，这里就有原话。"), detail, tone="t3", wrap=True)
        scroll.column.addWidget(self._hint)
        scroll.column.addStretch(1)
        column = QVBoxLayout(detail)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(scroll, 1)
        return detail

    def show_comparison(self, comparison: Comparison, compared: frozenset[str]) -> None:
        """Show everybody; what is open stays open where it still is."""
        self._comparison = comparison
        self.picture.show_comparison(comparison, compared)
        self.open(*self._place)

    def open(self, theme: str, key: str) -> None:
        """Show the quotations behind a dot."""
        comparison = self._comparison
        row = next((row for row in comparison.rows if row.theme == theme), None) if comparison else None
        place = next((n for n, one in enumerate(comparison.columns) if one.key == key), None) if comparison else None
        known = comparison is not None and row is not None and place is not None
        self._in_table.setVisible(known)
        self._hint.setVisible(not known)
        self.cell.setVisible(known)
        if comparison is None or row is None or place is None:
            self._place = ("", "")
            self._head.set_title(self.tr("点一个圆"))
            return
        self._place = (theme, key)
        name = comparison.columns[place].name
        self._head.set_title(f"{theme} × {name}")
        self.cell.show_cell(row, row.cells[place], name)
