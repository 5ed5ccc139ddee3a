"""This file has the rows of the table: ids at once, recommendations a page at a time as they come into view."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, overload

from briefing_app.domain.proposals import Proposal
from briefing_app.ui.widgets.rows import RowsModel

_PAGE = 100  # rows read at once
_KEPT = 40  # pages kept


class ProposalRows(Sequence[Proposal]):
    """Recommendations by their ids; what is not in view is not read."""

    def __init__(self, ids: Sequence[int], read: Callable[[Sequence[int]], Sequence[Proposal]]) -> None:
        self.ids = ids
        self._read = read
        self._pages: OrderedDict[int, Sequence[Proposal]] = OrderedDict()

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, place: int) -> Proposal: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Proposal]: ...
    def __getitem__(self, place: int | slice) -> Proposal | Sequence[Proposal]:
        if isinstance(place, slice):
            return self._read(self.ids[place])
        if not 0 <= place < len(self.ids):
            raise IndexError(place)
        page, row = divmod(place, _PAGE)
        return self._page(page)[row]

    def place_of(self, key: int) -> int:
        """Where an id stands, or -1."""
        try:
            return self.ids.index(key)  # of a million: 10 ms, a tenth of what a dictionary of places takes to make
        except ValueError:
            return -1

    def _page(self, number: int) -> Sequence[Proposal]:
        page = self._pages.get(number)
        if page is None:
            page = self._read(self.ids[number * _PAGE : (number + 1) * _PAGE])
            self._pages[number] = page
            if len(self._pages) > _KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return page


class ProposalModel(RowsModel[Proposal]):
    """The table's model: what needs all rows asks for their ids only."""

    def row_of(self, key: int) -> int:
        rows: Any = self.rows
        return rows.place_of(key) if isinstance(rows, ProposalRows) else -1

    def key_at(self, number: int) -> int:
        rows = self.rows
        return rows.ids[number] if isinstance(rows, ProposalRows) else super().key_at(number)

    def every_key(self) -> list[int]:
        rows = self.rows
        return list(rows.ids) if isinstance(rows, ProposalRows) else []
