"""This file writes filters and pack options as JSON, and reads them back as far as they are still understood."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from briefing_app.domain.filters import FilterGroup, ProposalFilter
from briefing_app.domain.packs import PackOptions

Json = dict[str, Any]
_NOT_UNDERSTOOD = object()


def to_json(value: ProposalFilter | FilterGroup | PackOptions) -> Json:
    """Only what differs from the default."""
    return {
        field.name: _plain(getattr(value, field.name))
        for field in dataclasses.fields(value)
        if getattr(value, field.name) != field.default
    }


def filter_from_json(stored: Mapping[str, Any]) -> ProposalFilter:
    """The filter; what this version does not know (a state from elsewhere) is passed over."""
    return ProposalFilter(**_understood(stored, ProposalFilter))


def options_from_json(stored: Mapping[str, Any]) -> PackOptions:
    """The options of a pack, with the defaults for what this version does not know."""
    return PackOptions(**_understood(stored, PackOptions))


def _plain(value: object) -> object:
    if isinstance(value, FilterGroup):
        # What stands in a group is told apart by its key: a filter has no parts.
        return {"parts": [_plain(part) for part in value.parts], "any_of": value.any_of, "negated": value.negated}
    if isinstance(value, ProposalFilter):
        return to_json(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _understood(stored: Mapping[str, Any], kind: type) -> Json:
    hints = get_type_hints(kind)
    read = {name: _typed(value, hints[name]) for name, value in stored.items() if name in hints}
    return {name: value for name, value in read.items() if value is not _NOT_UNDERSTOOD}


def _group(stored: Any) -> Any:
    """A group of nested conditions, without the parts that are not understood."""
    if not (isinstance(stored, Mapping) and isinstance(stored.get("parts"), list)):
        return _NOT_UNDERSTOOD
    parts = [
        _group(part) if "parts" in part else filter_from_json(part)
        for part in stored["parts"]
        if isinstance(part, Mapping)
    ]
    kept = tuple(part for part in parts if part is not _NOT_UNDERSTOOD)
    return FilterGroup(kept, any_of=stored.get("any_of") is True, negated=stored.get("negated") is True)


def _typed(value: Any, hint: Any) -> Any:
    """The value as its field wants it, or _NOT_UNDERSTOOD."""
    if get_origin(hint) in (Union, UnionType):
        choices = [choice for choice in get_args(hint) if choice is not type(None)]
        return None if value is None else _typed(value, choices[0])
    if get_origin(hint) is tuple:
        items = [_typed(item, get_args(hint)[0]) for item in value] if isinstance(value, list) else []
        return tuple(item for item in items if item is not _NOT_UNDERSTOOD)
    if hint is FilterGroup:
        return _group(value)
    try:
        if issubclass(hint, Enum):
            return hint(value)
        if hint is date:
            return date.fromisoformat(value)
    except (ValueError, TypeError):
        return _NOT_UNDERSTOOD
    return value if isinstance(value, hint) else _NOT_UNDERSTOOD
