"""This file writes filters and pack options as JSON, and reads them back as far as they are still understood."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.packs import PackOptions

Json = dict[str, Any]
_NOT_UNDERSTOOD = object()


def to_json(value: ProposalFilter | PackOptions) -> Json:
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
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _understood(stored: Mapping[str, Any], kind: type) -> Json:
    hints = get_type_hints(kind)
    read = {name: _typed(value, hints[name]) for name, value in stored.items() if name in hints}
    return {name: value for name, value in read.items() if value is not _NOT_UNDERSTOOD}


def _typed(value: Any, hint: Any) -> Any:
    """The value as its field wants it, or _NOT_UNDERSTOOD."""
    if get_origin(hint) in (Union, UnionType):
        choices = [choice for choice in get_args(hint) if choice is not type(None)]
        return None if value is None else _typed(value, choices[0])
    if get_origin(hint) is tuple:
        items = [_typed(item, get_args(hint)[0]) for item in value] if isinstance(value, list) else []
        return tuple(item for item in items if item is not _NOT_UNDERSTOOD)
    try:
        if issubclass(hint, Enum):
            return hint(value)
        if hint is date:
            return date.fromisoformat(value)
    except (ValueError, TypeError):
        return _NOT_UNDERSTOOD
    return value if isinstance(value, hint) else _NOT_UNDERSTOOD
