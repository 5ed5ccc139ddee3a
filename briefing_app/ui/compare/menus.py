"""This file has the menu of a cell or a theme in the table of the page 对照."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from briefing_app.domain.comparison import UNSORTED_THEME, Cell, ThemeRow
from briefing_app.domain.proposals import Proposal
from briefing_app.ui.alike.finding import Finding
from briefing_app.ui.compare.arranging import Arranging
from briefing_app.ui.compare.deciding import Deciding

_SHOWN = 18  # characters of a quotation


class CellMenus(QObject):
    """What can be done with a theme's row, or with the quotations of a cell."""

    origin_asked = Signal(int)

    def __init__(self, arranging: Arranging, deciding: Deciding, finding: Finding, page: QWidget) -> None:
        super().__init__(page)
        self._arranging, self._deciding, self._finding, self._page = arranging, deciding, finding, page

    def open_for(self, row: ThemeRow, cell: Cell | None, place: QPoint) -> None:
        """Let choose; without a cell the whole row is meant."""
        menu = QMenu(self._page)
        if cell is None:
            self._arranging.add_row_actions(menu, row)
        else:
            for number, proposal in enumerate(cell.proposals, start=1):
                self._add_quotation(menu, number, proposal, row, cell)
            if cell.proposals:
                menu.addAction(self.tr("写概括"), partial(self._deciding.write_summary, row.theme, cell))
        menu.addSeparator()
        self._deciding.add_row_actions(menu, row)
        menu.exec(place)

    def _add_quotation(self, menu: QMenu, number: int, proposal: Proposal, row: ThemeRow, cell: Cell) -> None:
        words = proposal.text if len(proposal.text) <= _SHOWN else f"{proposal.text[: _SHOWN - 1]}…"
        inner = menu.addMenu(f"{number}. {words}".replace("&", "&&"))
        inner.addAction(self.tr("看出处"), partial(self.origin_asked.emit, proposal.id))
        inner.addAction(self.tr("找相近的建议"), partial(self._finding.find, proposal.id))
        if row.theme != UNSORTED_THEME:
            inner.addSeparator()
            self._deciding.add_stance_actions(inner, row.theme, proposal.id, cell.stance_of(proposal.id))
