"""This file shows one cell in full: its quotations with how they stand to the row, where they are from, what is alike."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from briefing_app.domain.comparison import UNSORTED_THEME, Cell, Stance, ThemeRow
from briefing_app.domain.proposals import Proposal
from briefing_app.ui.compare.deciding import Deciding
from briefing_app.ui.widgets.buttons import Button, IconButton
from briefing_app.ui.widgets.chips import Chip
from briefing_app.ui.widgets.labels import ElidedLabel, PlainLabel
from briefing_app.ui.widgets.panes import empty_layout


class CellPane(QWidget):
    """The cell at hand."""

    origin_asked = Signal(int)  # a recommendation, in its speech
    alike_asked = Signal(int)  # a recommendation whose like is looked for

    def __init__(self, deciding: Deciding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deciding = deciding
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def show_cell(self, row: ThemeRow, cell: Cell | None, name: str) -> None:
        """Show what stands in a cell; None: the theme column."""
        empty_layout(self._column)
        if cell is None:
            return
        head = QHBoxLayout()
        words = self.tr("{0}　{1} 条").format(name, len(cell.proposals)) if cell.proposals else name
        head.addWidget(ElidedLabel(words, self, size=12, tone="t3"), 1)
        if cell.proposals:
            word = Button(
                self.tr("改概括") if cell.summary else self.tr("写概括"), self, icon_name="pencil-line", kind="link"
            )
            word.clicked.connect(lambda: self._deciding.write_summary(row.theme, cell))
            head.addWidget(word)
        self._column.addLayout(head)
        if not cell.proposals:
            self._column.addWidget(PlainLabel(self.tr("没有谈到“{0}”。").format(row.theme), self, tone="t3", wrap=True))
        for number, proposal in enumerate(cell.proposals, start=1):
            self._add_quotation(row.theme, number, proposal, cell.stance_of(proposal.id))
        if cell.summary:
            line = QHBoxLayout()
            line.addWidget(Chip(self.tr("概括"), self), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(PlainLabel(cell.summary, self, wrap=True), 1)
            self._column.addLayout(line)

    def _add_quotation(self, theme: str, number: int, proposal: Proposal, stance: Stance | None) -> None:
        if self._deciding.several_speak:
            self._column.addWidget(ElidedLabel(proposal.speaker, self, size=12, tone="t3"))
        self._column.addWidget(PlainLabel(f"{number}. {proposal.text}", self, wrap=True, selectable=True))
        line = QHBoxLayout()
        line.setSpacing(4)
        if theme != UNSORTED_THEME:
            words = stance.value if stance else self.tr("标态度")
            mark = Button(words, self, size="bar", menu_mark=True)
            mark.clicked.connect(lambda: self._open_stances(mark, theme, proposal.id, stance))
            line.addWidget(mark)
        line.addStretch(1)
        alike = IconButton("git-compare", self.tr("找相近的建议"), self, bar=True)
        alike.clicked.connect(partial(self._ask_alike, proposal.id))
        find = IconButton("locate", self.tr("看出处"), self, bar=True)
        find.clicked.connect(partial(self._ask_origin, proposal.id))
        line.addWidget(alike)
        line.addWidget(find)
        self._column.addLayout(line)

    def _open_stances(self, button: Button, theme: str, proposal_id: int, stance: Stance | None) -> None:
        menu = QMenu(self)
        self._deciding.add_stance_actions(menu, theme, proposal_id, stance)
        menu.exec(button.mapToGlobal(QPoint(0, button.height())))

    def _ask_alike(self, proposal_id: int, _checked: bool = False) -> None:
        self.alike_asked.emit(proposal_id)

    def _ask_origin(self, proposal_id: int, _checked: bool = False) -> None:
        self.origin_asked.emit(proposal_id)
