"""This file says how a person has laid out a comparison: what is chosen, hidden, moved and pinned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from briefing_app.domain.compared import ComparedBy

Key = TypeVar("Key", int, str)
FIRST_SHOWN = 4  # columns side by side until a person chooses
MOST_SHOWN = 12
MOST_PINNED = 2  # columns, and rows: more would leave no room for what moves
_FIELDS = (("columns", str), ("pinned_columns", str), ("rows", int), ("hidden_rows", int), ("pinned_rows", int))


@dataclass(frozen=True, slots=True)
class Layout:
    """A table as a person arranged it. Columns by their keys, rows by the ids of their themes (0: 未归主题)."""

    columns: tuple[str, ...] = ()  # those shown, in order; empty: the first few
    pinned_columns: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()  # the order set by hand; what it does not name follows
    hidden_rows: tuple[int, ...] = ()
    pinned_rows: tuple[int, ...] = ()

    def arranged_columns(self, there: Sequence[str]) -> list[str]:
        """The keys shown, pinned ones first; what is no longer there is passed over."""
        known = set(there)
        chosen = [key for key in self.columns if key in known][:MOST_SHOWN] or list(there[:FIRST_SHOWN])
        return _pinned_first(chosen, self.pinned_columns)

    def arranged_rows(self, there: Sequence[int]) -> list[int]:
        """The themes shown, pinned ones first; a theme that came later stands after those in order."""
        known = set(there)
        ordered = [key for key in self.rows if key in known]
        ordered += [key for key in there if key not in self.rows]
        return _pinned_first([key for key in ordered if key not in self.hidden_rows], self.pinned_rows)

    def with_columns(self, columns: Sequence[str], there: Sequence[str]) -> Layout:
        """Show these of all the columns that there are; one chosen before that a filter takes away is kept for later."""
        kept = [key for key in self.columns if key not in there]
        return replace(self, columns=tuple(dict.fromkeys((*columns, *kept)))[:MOST_SHOWN])

    def with_rows(self, shown: Sequence[int], there: Sequence[int]) -> Layout:
        """Show these of all the rows that there are, in the order they have; what is not there stays hidden."""
        kept = [key for key in self.hidden_rows if key not in there]
        return replace(self, hidden_rows=(*(key for key in there if key not in shown), *kept))

    def with_order(self, rows: Sequence[int]) -> Layout:
        """Put these rows into this order; those placed before that are not among them keep their place after them."""
        return replace(self, rows=(*rows, *(key for key in self.rows if key not in rows)))

    def pin_column(self, key: str, pinned: bool) -> Layout:
        return replace(self, pinned_columns=_with_pin(self.pinned_columns, key, pinned))

    def pin_row(self, key: int, pinned: bool) -> Layout:
        return replace(self, pinned_rows=_with_pin(self.pinned_rows, key, pinned))


def moved(order: Sequence[Key], key: Key, steps: int) -> list[Key]:
    """The order after `key` went so many places on (or back), as far as there are places."""
    order = list(order)
    place = min(max(order.index(key) + steps, 0), len(order) - 1)
    order.remove(key)
    order.insert(place, key)
    return order


@dataclass(frozen=True, slots=True)
class Layouts:
    """What the columns of a meeting's table are at present, and the arrangement of each kind of table."""

    by: ComparedBy = ComparedBy.SPEAKER
    tables: tuple[tuple[ComparedBy, Layout], ...] = ()

    @property
    def current(self) -> Layout:
        return dict(self.tables).get(self.by, Layout())

    def with_current(self, layout: Layout) -> Layouts:
        return replace(self, tables=tuple((dict(self.tables) | {self.by: layout}).items()))


def layouts_from(stored: Mapping[str, Any]) -> Layouts:
    """Read what `plain` wrote; what cannot be understood is passed over."""
    words = {one.value: one for one in ComparedBy}
    tables = {words[key]: _layout_from(value) for key, value in stored.items() if key in words}
    return Layouts(words.get(str(stored.get("by")), ComparedBy.SPEAKER), tuple(tables.items()))


def plain(layouts: Layouts) -> dict[str, Any]:
    """For storing: lists and words only, without what nobody has set."""
    tables = {by.value: {name: list(getattr(one, name)) for name, _ in _FIELDS} for by, one in layouts.tables}
    return {"by": layouts.by.value, **tables}


def _layout_from(value: Any) -> Layout:
    if not isinstance(value, Mapping):
        return Layout()
    read: dict[str, Any] = {}
    for name, kind in _FIELDS:
        found = value.get(name)
        read[name] = tuple(one for one in found if isinstance(one, kind)) if isinstance(found, list) else ()
    return Layout(**read)


def _pinned_first(order: list[Key], pinned: tuple[Key, ...]) -> list[Key]:
    return sorted(order, key=lambda key: key not in pinned)


def _with_pin(pins: tuple[Key, ...], key: Key, pinned: bool) -> tuple[Key, ...]:
    kept = [one for one in pins if one != key]
    if pinned:
        kept.append(key)
    return tuple(kept[-MOST_PINNED:])
