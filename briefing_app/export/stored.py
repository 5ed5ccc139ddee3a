"""This file keeps a document as packed JSON and makes it whole again: what an export said, for later comparison."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from functools import lru_cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from briefing_app.export.document import Block, PackDocument

_BLOCKS: Mapping[str, type] = {kind.__name__: kind for kind in get_args(Block)}


def packed(document: PackDocument) -> bytes:
    """Everything that the document says; what has its default value is left out."""
    content = _written(document) | {"blocks": [[type(b).__name__, _written(b)] for b in document.blocks]}
    return zlib.compress(json.dumps(content, ensure_ascii=False, sort_keys=True).encode("utf-8"), 9)


def unpacked(content: bytes) -> PackDocument:
    """The document as it was; a kind of block or a field that this version does not know is passed over."""
    read = json.loads(zlib.decompress(content))
    blocks = tuple(_read(fields_, _BLOCKS[name]) for name, fields_ in read.pop("blocks") if name in _BLOCKS)
    whole: PackDocument = _read({**read, "blocks": []}, PackDocument)
    return replace(whole, blocks=blocks)


def _written(value: Any) -> dict[str, Any]:
    return {
        field.name: _plain(getattr(value, field.name))
        for field in fields(value)
        if getattr(value, field.name) != _default(field)
    }


def _default(field: Field[Any]) -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return _written(value) if is_dataclass(value) else value


@lru_cache(maxsize=64)
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(written: Mapping[str, Any], kind: Any) -> Any:
    hints = _hints(kind)
    return kind(**{name: _typed(value, hints[name]) for name, value in written.items() if name in hints})


def _typed(value: Any, hint: Any) -> Any:
    """The value as its field has it; of several types the one that fits."""
    if get_origin(hint) in (Union, UnionType):
        return _one_of(value, get_args(hint))
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else inner
        return tuple(_typed(item, one) for item, one in zip(value, kinds, strict=True))
    if is_dataclass(hint):
        return _read(value, hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    return date.fromisoformat(value) if hint is date else value


def _one_of(value: Any, kinds: tuple[Any, ...]) -> Any:
    if value is None:
        return None
    if isinstance(value, str) and str not in kinds:
        return _typed(value, next(kind for kind in kinds if kind is date or issubclass(kind, Enum)))
    wanted = [kind for kind in kinds if kind is not type(None)]
    return _typed(value, wanted[0]) if len(wanted) == 1 else value
