"""This file knows where records are named inside a JSON column (filters, options, layouts), and names them otherwise there."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from briefing_app.domain.compared import ComparedBy

Rename = Callable[[str, Any], Any]  # kind and key of a record -> its other key, or None where nobody knows it
Json = dict[str, Any]
NOBODY = 0  # stands for a meeting that is not there: a condition that lost its meeting must not let all others through
_DEEPEST = 40  # conditions in conditions; nobody builds that by hand
_COLUMNS = {ComparedBy.SPEAKER.value: "speech", ComparedBy.MEETING.value: "meeting"}


class TooDeep(ValueError):
    """Conditions nested further than anybody builds them."""


def renamed(table: str, row: Mapping[str, Any], rename: Rename) -> dict[str, Any]:
    """The row with the records in its JSON columns named otherwise; in a layout or an order, unknown ones go.

    Text that is no JSON object stays as it is: it is not for us to judge here.
    """
    found = dict(row)
    for column, walk in _WALKS.get(table, {}).items():
        stored = _object(found[column])
        if stored is not None:
            found[column] = json.dumps(walk(stored, rename))  # the form in which SQLAlchemy writes JSON
    return found


def named(table: str, row: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The records that a row names in its JSON columns."""
    found: list[tuple[str, Any]] = []

    def note(kind: str, key: Any) -> Any:
        found.append((kind, key))
        return key

    renamed(table, row, note)
    return found


def _object(text: Any) -> Json | None:
    try:
        read = json.loads(text)
    except (ValueError, TypeError):
        return None
    return read if isinstance(read, dict) else None


def _filter(stored: Json, rename: Rename, depth: int = 0) -> Json:
    """A filter or a group of them, as store/as_json.py writes them."""
    if depth > _DEEPEST:
        raise TooDeep
    found = dict(stored)
    if isinstance(stored.get("meetings"), list):
        found["meetings"] = [rename("meeting", key) or NOBODY for key in stored["meetings"]]
    if isinstance(stored.get("nested"), dict):
        found["nested"] = _filter(stored["nested"], rename, depth + 1)
    if isinstance(stored.get("parts"), list):
        found["parts"] = [
            _filter(part, rename, depth + 1) if isinstance(part, dict) else part for part in stored["parts"]
        ]
    return found


def _options(stored: Json, rename: Rename) -> Json:
    found = dict(stored)
    _put(found, "hand_order", lambda keys: _each("speech", keys, rename))
    _put(found, "compared_themes", lambda keys: _rows(keys, rename))
    by = str(stored.get("compared_by", ComparedBy.SPEAKER.value))
    _put(found, "compared_columns", lambda keys: _columns(by, keys, rename))
    return found


def _layouts(stored: Json, rename: Rename) -> Json:
    """The arrangement of each kind of table, as domain/table_layout.py writes it."""
    found = dict(stored)
    for by, table in stored.items():
        if isinstance(table, dict):
            found[by] = arranged = dict(table)
            for name in ("columns", "pinned_columns"):
                _put(arranged, name, lambda keys, by=by: _columns(by, keys, rename))  # type: ignore[misc]
            for name in ("rows", "hidden_rows", "pinned_rows"):
                _put(arranged, name, lambda keys: _rows(keys, rename))
    return found


def _put(found: Json, name: str, change: Callable[[list[Any]], list[Any]]) -> None:
    if isinstance(found.get(name), list):
        found[name] = change(found[name])


def _each(kind: str, keys: list[Any], rename: Rename) -> list[Any]:
    return [other for other in (rename(kind, key) for key in keys) if other is not None]


def _rows(keys: list[Any], rename: Rename) -> list[Any]:
    """Themes; 0 is 未归主题, and the same everywhere."""
    return [other for other in (key if key == 0 else rename("theme", key) for key in keys) if other is not None]


def _columns(by: str, keys: list[Any], rename: Rename) -> list[Any]:
    """Columns are kept as text: the number of a speech or a meeting, or a word that says the same everywhere."""
    return [str(key) for key in _each(_COLUMNS[by], keys, rename)] if by in _COLUMNS else keys


_WALKS: dict[str, dict[str, Callable[[Json, Rename], Json]]] = {
    "saved_filter": {"conditions": _filter},
    "pack": {"conditions": _filter, "options": _options},
    "comparison": {"layout": _layouts},
}
