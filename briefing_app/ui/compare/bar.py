"""This file has the bar over the comparison: which view, which kind of judgement, what cells show."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QCheckBox, QMenu, QWidget

from briefing_app.domain.comparison import Judgement
from briefing_app.ui.compare.cells import ALL_LINES
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.chips import FilterChip
from briefing_app.ui.widgets.fields import SegmentedControl
from briefing_app.ui.widgets.painting import judgement_icon
from briefing_app.ui.widgets.panes import Bar

TABLE, COVERAGE, MERGED = "table", "coverage", "merged"


class CompareBar(Bar):
    """What a view does not need is not there."""

    mode_chosen = Signal(object)  # TABLE, COVERAGE or MERGED
    kind_chosen = Signal(object)  # Judgement, or None for all
    lines_chosen = Signal(int)
    summaries_shown = Signal(bool)
    filter_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mode = SegmentedControl(
            [
                (TABLE, self.tr("对照表"), "table"),
                (COVERAGE, self.tr("覆盖图"), "grid-3x3"),
                (MERGED, self.tr("归并"), "merge"),
            ],
            self,
            name=self.tr("看法"),
        )
        self.mode.chosen.connect(self.mode_chosen)
        self.add(self.mode)
        self._chips: dict[Judgement | None, FilterChip] = {}
        for kind in (None, *Judgement):
            icon = judgement_icon(kind) if kind else ""
            chip = FilterChip(kind.value if kind else self.tr("全部"), self, icon=icon, count=True)
            chip.clicked.connect(partial(self._choose, kind))
            self._chips[kind] = chip
            self.add(chip)
        self.add_stretch()
        self._filter = Button(self.tr("筛选"), self, icon_name="list-filter", kind="ghost", size="bar")
        self._filter.clicked.connect(self.filter_asked)
        self.summaries = QCheckBox(self.tr("显示概括"), self)
        self.summaries.setChecked(True)
        self.summaries.toggled.connect(self.summaries_shown)
        self._lines = Button(self.tr("行距"), self, icon_name="rows-3", size="bar", menu_mark=True)
        self._lines.clicked.connect(self._open_lines)
        self.add(self._filter, self.summaries, self._lines)

    def show_mode(self, mode: str) -> None:
        """Say which view is shown."""
        self.mode.set_value(mode)
        for chip in self._chips.values():
            chip.setVisible(mode != MERGED)
        self._filter.setVisible(mode != MERGED)
        for tool in (self.summaries, self._lines):
            tool.setVisible(mode == TABLE)

    def show_counts(self, judgements: list[Judgement | None], only: Judgement | None) -> None:
        """Say how many themes there are of each kind, and which kind is shown alone."""
        for kind, chip in self._chips.items():
            chip.set_active(kind is only)
            count = sum(kind in (None, one) for one in judgements)
            chip.set_name(f"{kind.value if kind else self.tr('全部')} {count}")

    def show_filter(self, count: int) -> None:
        """Say how many conditions are in force."""
        self._filter.setText(self.tr("筛选 {0}").format(count) if count else self.tr("筛选"))

    def show_groups(self, count: int) -> None:
        """Say how many groups there are."""
        self.mode.set_words(MERGED, self.tr("归并 {0}").format(count) if count else self.tr("归并"))

    def _choose(self, kind: Judgement | None, _checked: bool = False) -> None:
        self.kind_chosen.emit(kind)

    def _open_lines(self) -> None:
        menu = QMenu(self)
        for words, most in ((self.tr("每条一行"), 1), (self.tr("每条三行"), 3), (self.tr("全文"), ALL_LINES)):
            menu.addAction(words, partial(self.lines_chosen.emit, most))
        menu.exec(self._lines.mapToGlobal(QPoint(0, self._lines.height())))
