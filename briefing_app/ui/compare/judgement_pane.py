"""This file has the pane beside the table: coverage, the judgement of the current theme, and the cell at hand."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from briefing_app.domain.comparison import THRESHOLDS, UNSORTED_THEME, Cell, Comparison, Judgement, ThemeRow
from briefing_app.ui.compare.cell_pane import CellPane
from briefing_app.ui.compare.coverage import CoveragePicture
from briefing_app.ui.compare.deciding import Deciding
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.chips import JudgementBadge
from briefing_app.ui.widgets.labels import ElidedLabel, PlainLabel
from briefing_app.ui.widgets.panes import Pane, PaneHead, ScrollPane, empty_layout


class JudgementPane(Pane):
    """What the picture shows, and what can be decided about the theme at hand."""

    cell_chosen = Signal(str, str)  # theme, key of the column

    def __init__(self, deciding: Deciding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deciding = deciding
        head = PaneHead(self.tr("覆盖图"), self, note=self.tr("主题 × 各列"))
        self.picture = CoveragePicture(self)
        self.picture.chosen.connect(self.cell_chosen)
        self.cell = CellPane(deciding, self)
        scroll = ScrollPane(self, margin=12, spacing=8)
        scroll.column.addWidget(self.picture)
        legend = self.tr("● 1 条　② 多条　– 未涉及　□ 正在对照")
        scroll.column.addWidget(PlainLabel(legend, self, size=12, tone="t3"))
        self._seen = PlainLabel("", self, wrap=True)
        scroll.column.addWidget(PlainLabel(self.tr("从图上看"), self, size=12, tone="t3"))
        scroll.column.addWidget(self._seen)
        self._judgement = QVBoxLayout()
        self._judgement.setSpacing(6)
        scroll.column.addWidget(self._line())
        scroll.column.addLayout(self._judgement)
        scroll.column.addWidget(self._line())
        scroll.column.addWidget(self.cell)
        scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(scroll, 1)

    def _line(self) -> Pane:
        line = Pane(self, line="above")
        line.setFixedHeight(1)
        return line

    def show_whole(self, whole: Comparison, compared: frozenset[str]) -> None:
        """Show the coverage of everybody, and say what stands out."""
        self.picture.show_comparison(whole, compared)
        self._seen.setText(self._observation(whole))

    def _observation(self, whole: Comparison) -> str:
        rows = [row for row in whole.rows if row.theme != UNSORTED_THEME]
        if not rows:
            return self.tr("建议还没有归入主题。到“建议”页确认主题后，这里就有对照。")
        broadest = max(rows, key=lambda row: row.speakers)
        measure = whole.by.measure
        words = [self.tr("“{0}”谈到的最多，有 {1} {2}。").format(broadest.theme, broadest.speakers, measure)]
        alone = [row for row in rows if row.speakers == 1]
        if alone:
            who = next(
                column.name for column, cell in zip(whole.columns, alone[0].cells, strict=True) if cell.proposals
            )
            words.append(self.tr("“{0}”只有{1}谈到。").format(alone[0].theme, who))
        return "".join(words)

    def show_row(self, row: ThemeRow, cell: Cell | None, name: str) -> None:
        """Show the judgement of a theme, and the cell at hand."""
        empty_layout(self._judgement)
        head = QHBoxLayout()
        head.addWidget(ElidedLabel(row.theme, self, size=14, bold=True), 1)
        if row.judgement is not None:
            head.addWidget(JudgementBadge(row.judgement, self, suggested=row.suggested))
        self._judgement.addLayout(head)
        for words in self._reasons(row):
            self._judgement.addWidget(PlainLabel(words, self, tone="t2", wrap=True))
        if row.theme != UNSORTED_THEME:
            self._judgement.addWidget(PlainLabel(THRESHOLDS, self, size=12, tone="t3", wrap=True))
            self._judgement.addLayout(self._buttons(row))
        self.cell.show_cell(row, cell, name)

    def _reasons(self, row: ThemeRow) -> list[str]:
        """What a person decided, and apart from it what the machine suggested."""
        if row.suggested:
            return [self.tr("理由：{0}").format(row.counted)]
        decided = self.tr("人工判断：{0}").format(row.judgement.value if row.judgement else "")
        guessed = row.suggestion.value if row.suggestion else self.tr("无")
        return [
            f"{decided}　{row.note}" if row.note else decided,
            self.tr("程序推测：{0}（{1}）").format(guessed, row.counted),
        ]

    def _buttons(self, row: ThemeRow) -> QHBoxLayout:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        if row.judgement is not None and row.suggested:
            confirm = Button(self.tr("确认{0}").format(row.judgement.value), self, kind="main", size="bar")
            confirm.clicked.connect(lambda: self._deciding.confirm(row))
            buttons.addWidget(confirm)
        change = Button(self.tr("改为") if row.judgement else self.tr("判断为"), self, size="bar", menu_mark=True)
        change.clicked.connect(lambda: self._open_menu(change, row))
        buttons.addWidget(change)
        if not row.suggested:
            note = Button(self.tr("改说明") if row.note else self.tr("写说明"), self, kind="ghost", size="bar")
            note.clicked.connect(lambda: self._deciding.write_note(row))
            back = Button(self.tr("撤回"), self, kind="ghost", size="bar")
            back.clicked.connect(lambda: self._deciding.withdraw(row))
            buttons.addWidget(note)
            buttons.addWidget(back)
        buttons.addStretch(1)
        return buttons

    def _open_menu(self, button: Button, row: ThemeRow) -> None:
        menu = QMenu(self)
        for judgement in Judgement:
            if judgement is not row.judgement or row.suggested:
                menu.addAction(judgement.value, partial(self._deciding.judge, row, judgement))
        menu.exec(button.mapToGlobal(QPoint(0, button.height())))
