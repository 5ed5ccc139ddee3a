"""This file has the filter of the page 对照: the same chips and kept filters as on 建议, in a band that opens when asked for."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from briefing_app.domain.filters import EVERYTHING, ProposalFilter
from briefing_app.ui.context import Context
from briefing_app.ui.proposals.filter_bar import FilterBar
from briefing_app.ui.proposals.kept_filters import KeptFilters
from briefing_app.ui.widgets.buttons import Button


class FilterBand(QWidget):
    """`changed` with the conditions; the page says which meeting they are about."""

    changed = Signal(object)
    meeting_asked = Signal(int)  # a kept filter is about another meeting

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._meeting_ids: tuple[int, ...] = ()
        self._is_open = False
        self._bar = FilterBar(context, self, without=("meetings",), within=lambda: self._meeting_ids)
        self._kept = KeptFilters(context, self)
        self._saved = Button(self.tr("常用"), self, icon_name="bookmark", kind="ghost", size="bar")
        self._bar.add_fixed(self._saved)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._bar)
        self._bar.changed.connect(self.changed)
        self._bar.keep_asked.connect(lambda: self._kept.keep(self._bar.filter, self._bar.words()))
        self._kept.chosen.connect(self.take)
        self._saved.clicked.connect(self._open_kept)
        self.hide()

    @property
    def conditions(self) -> ProposalFilter:
        return self._bar.filter

    def words(self) -> str:
        """The conditions in words; nothing where there are none."""
        return self._bar.words()

    def count(self) -> int:
        """How many conditions there are."""
        return self._bar.count()

    def take(self, conditions: ProposalFilter) -> None:
        """Use these conditions; meetings among them choose what is compared and are none of the conditions."""
        if conditions.meetings and not set(conditions.meetings) & set(self._meeting_ids):
            self.meeting_asked.emit(conditions.meetings[0])
        self._bar.set_filter(replace(conditions, meetings=()))

    def clear(self) -> None:
        self._bar.set_filter(EVERYTHING)

    def compare(self, meeting_ids: tuple[int, ...]) -> None:
        """Count what there is to choose in these meetings."""
        self._meeting_ids = meeting_ids

    def turn(self) -> None:
        """Open the band for choosing, or close it; conditions in force keep it open, so that nobody overlooks them."""
        self._is_open = not (self._is_open or self.count())
        self.show_for(wanted=True)
        if self.isVisible():
            self._bar.focus_text()

    def show_for(self, *, wanted: bool) -> None:
        """Be there when the view uses a filter, and it is open or in force."""
        self.setVisible(wanted and (self._is_open or self.count() > 0))

    def _open_kept(self) -> None:
        place = self._saved.mapToGlobal(QPoint(0, self._saved.height()))
        self._kept.open_menu(place, self._bar.filter, self._bar.words())
