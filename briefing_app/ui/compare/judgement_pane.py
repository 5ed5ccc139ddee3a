"""This file has the pane beside the table: coverage, and the judgement of the current theme with its reason."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from briefing_app.domain.comparison import UNSORTED_THEME, Cell, Comparison, Judgement, ThemeRow
from briefing_app.ui.compare.coverage import CoveragePicture
from briefing_app.ui.widgets.buttons import Button, IconButton
from briefing_app.ui.widgets.chips import Chip, JudgementBadge
from briefing_app.ui.widgets.labels import ElidedLabel, PlainLabel
from briefing_app.ui.widgets.panes import Pane, PaneHead, ScrollPane, empty_layout


class JudgementPane(Pane):
    """What the picture shows, and what can be decided about the theme at hand."""

    cell_chosen = Signal(str, int)
    decided = Signal(str, object)  # theme, Judgement
    withdrawn = Signal(str)
    summary_asked = Signal(str, int)  # theme, speech
    proposal_opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: ThemeRow | None = None
        head = PaneHead(self.tr("覆盖图"), self, note=self.tr("主题 × 发言人"))
        self.picture = CoveragePicture(self)
        self.picture.chosen.connect(self.cell_chosen)
        scroll = ScrollPane(self, margin=12, spacing=8)
        scroll.column.addWidget(self.picture)
        legend = self.tr("● 1 条　② 多条　– 未涉及　□ 正在对照")
        scroll.column.addWidget(PlainLabel(legend, self, size=12, tone="t3"))
        self._seen = PlainLabel("", self, wrap=True)
        scroll.column.addWidget(PlainLabel(self.tr("从图上看"), self, size=12, tone="t3"))
        scroll.column.addWidget(self._seen)
        self._judgement = QVBoxLayout()
        self._judgement.setSpacing(6)
        self._cell = QVBoxLayout()
        self._cell.setSpacing(6)
        for layout in (self._judgement, self._cell):
            line = Pane(self, line="above")
            line.setFixedHeight(1)
            scroll.column.addWidget(line)
            scroll.column.addLayout(layout)
        scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(scroll, 1)

    def show_whole(self, whole: Comparison, compared: frozenset[int]) -> None:
        """Show the coverage of everybody, and say what stands out."""
        self.picture.show_comparison(whole, compared)
        self._seen.setText(self._observation(whole))

    def _observation(self, whole: Comparison) -> str:
        rows = [row for row in whole.rows if row.theme != UNSORTED_THEME]
        if not rows:
            return self.tr("建议还没有归入主题。到“建议”页确认主题后，这里就有对照。")
        broadest = rows[0]
        words = [self.tr("“{0}”谈到的人最多，有 {1} 人。").format(broadest.theme, broadest.speakers)]
        alone = [row for row in rows if row.speakers == 1]
        if alone:
            names = {speech.id: speech.speaker_name for speech in whole.speeches}
            who = next(names[cell.speech_id] for cell in alone[0].cells if cell.proposals)
            words.append(self.tr("“{0}”只有{1}谈到。").format(alone[0].theme, who))
        return "".join(words)

    def show_row(self, row: ThemeRow, cell: Cell | None, speaker: str) -> None:
        """Show the judgement of a theme, and the cell at hand."""
        self._row = row
        empty_layout(self._judgement)
        head = QHBoxLayout()
        head.addWidget(ElidedLabel(row.theme, self, size=14, bold=True), 1)
        if row.judgement is not None:
            head.addWidget(JudgementBadge(row.judgement, self, suggested=row.suggested))
        self._judgement.addLayout(head)
        self._judgement.addWidget(PlainLabel(self.tr("理由：{0}").format(row.reason), self, tone="t2", wrap=True))
        if row.theme != UNSORTED_THEME:
            self._judgement.addLayout(self._buttons(row))
        self._show_cell(row, cell, speaker)

    def _buttons(self, row: ThemeRow) -> QHBoxLayout:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        if row.judgement is not None and row.suggested:
            confirm = Button(self.tr("确认{0}").format(row.judgement.value), self, kind="main", size="bar")
            confirm.clicked.connect(partial(self._decide, row.judgement))
            buttons.addWidget(confirm)
        change = Button(self.tr("改为") if row.judgement else self.tr("判断为"), self, size="bar", menu_mark=True)
        change.clicked.connect(lambda: self._open_menu(change, row))
        buttons.addWidget(change)
        if not row.suggested:
            back = Button(self.tr("撤回判断"), self, kind="ghost", size="bar")
            back.clicked.connect(lambda: self.withdrawn.emit(row.theme))
            buttons.addWidget(back)
        buttons.addStretch(1)
        return buttons

    def _open_menu(self, button: Button, row: ThemeRow) -> None:
        menu = QMenu(self)
        for judgement in Judgement:
            if judgement is not row.judgement or row.suggested:
                menu.addAction(judgement.value, partial(self._decide, judgement))
        menu.exec(button.mapToGlobal(QPoint(0, button.height())))

    def _decide(self, judgement: Judgement, _checked: bool = False) -> None:
        if self._row is not None:
            self.decided.emit(self._row.theme, judgement)

    def _show_cell(self, row: ThemeRow, cell: Cell | None, speaker: str) -> None:
        empty_layout(self._cell)
        if cell is None:
            return
        head = QHBoxLayout()
        head.addWidget(
            PlainLabel(self.tr("{0}　{1} 条").format(speaker, len(cell.proposals)), self, size=12, tone="t3"), 1
        )
        word = Button(
            self.tr("改概括") if cell.summary else self.tr("写概括"), self, icon_name="pencil-line", kind="link"
        )
        word.clicked.connect(lambda: self.summary_asked.emit(row.theme, cell.speech_id))
        head.addWidget(word)
        self._cell.addLayout(head)
        for number, proposal in enumerate(cell.proposals, start=1):
            line = QHBoxLayout()
            line.addWidget(PlainLabel(f"{number}. {proposal.text}", self, wrap=True, selectable=True), 1)
            find = IconButton("locate", self.tr("看出处"), self, bar=True)
            find.clicked.connect(partial(self._open, proposal.id))
            line.addWidget(find)
            self._cell.addLayout(line)
        if cell.summary:
            line = QHBoxLayout()
            line.addWidget(Chip(self.tr("概括"), self))
            line.addWidget(PlainLabel(cell.summary, self, wrap=True), 1)
            self._cell.addLayout(line)

    def _open(self, proposal_id: int, _checked: bool = False) -> None:
        self.proposal_opened.emit(proposal_id)
