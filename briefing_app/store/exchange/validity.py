"""This file takes records from a file that anybody may have written: each value must be one that its column can hold."""

from __future__ import annotations

import math
import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import dialect

from briefing_app.domain.exchange import Record
from briefing_app.store.exchange import embedded
from briefing_app.store.exchange.kinds import BY_NAME, KINDS, columns, key_columns, references
from briefing_app.store.exchange.matching import unknown_references
from briefing_app.store.schema import metadata

_NAME = re.compile(r"[0-9a-f]{32}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_LARGEST = 2**53
_SQLITE = dialect()


class Malformed(ValueError):
    """A line that is no record of this kind of file."""


def records_of(lines: Iterable[object]) -> list[Record]:
    """The records of a file, in the order of their kinds; raises Malformed."""
    found = [_record(line) for line in lines]
    names = [uid for record in found for uid in record.uids]
    if len(set(names)) != len(names) or unknown_references(found):
        raise Malformed
    order = {kind.table: place for place, kind in enumerate(KINDS)}
    return sorted(found, key=lambda record: (order[record.kind], record.id))


def document_of(record: Record) -> dict[str, object]:
    """A record as a line of a file."""
    return {
        "kind": record.kind,
        "uids": list(record.uids),
        "id": record.id,
        "versions": list(record.versions),
        "fields": record.fields,
        "parts": record.parts,
    }


def _record(line: object) -> Record:
    if not isinstance(line, dict) or set(line) != {"kind", "uids", "id", "versions", "fields", "parts"}:
        raise Malformed
    kind = line["kind"]
    if not isinstance(kind, str) or kind not in BY_NAME:
        raise Malformed
    uids = tuple(_each(line["uids"], _uid))
    number = _integer(line["id"])
    if not uids or number < 1:
        raise Malformed
    versions = tuple(sorted(set(_each(line["versions"], _uid))))
    if not versions:
        raise Malformed
    fields = _row(kind, line["fields"])
    parts = _mapping(line["parts"])
    if not set(parts) <= set(dict(BY_NAME[kind].parts)):
        raise Malformed
    read = {part: list(_each(rows, _reader(part, BY_NAME[kind].owner_of(part)))) for part, rows in parts.items()}
    if any(_has_doubles(part, BY_NAME[kind].owner_of(part), rows) for part, rows in read.items()):
        raise Malformed
    return Record(kind, uids, number, versions, fields, {part: rows for part, rows in read.items() if rows})


def _has_doubles(part: str, owner: str, rows: list[dict[str, object]]) -> bool:
    keys = key_columns(part, owner)
    return bool(keys) and len({tuple(row[key] for key in keys) for row in rows}) < len(rows)


def _reader(part: str, owner: str) -> Callable[[object], dict[str, object]]:
    return lambda row: _row(part, row, without=owner)


def _row(table: str, row: object, *, without: str = "") -> dict[str, object]:
    values, wanted = _mapping(row), _columns(table, without)
    if values.keys() != wanted.keys():
        raise Malformed
    for name, value in values.items():
        wanted[name].check(value)
    try:
        embedded.named(table, values)
    except embedded.TooDeep as error:
        raise Malformed from error
    return dict(values)


@dataclass(frozen=True, slots=True)
class _Column:
    """What stands in the file for a column, and how it is read from there."""

    nullable: bool
    names_a_record: bool
    is_digest: bool
    wanted: type | tuple[type, ...]
    read: Callable[[Any], Any] | None

    def check(self, value: object) -> None:
        """Raises Malformed for what the column cannot hold."""
        if value is None:
            if not self.nullable:
                raise Malformed
        elif self.names_a_record:
            _uid(value)
        else:
            self._check_value(value)

    def _check_value(self, value: object) -> None:
        if not isinstance(value, self.wanted) or isinstance(value, bool):
            raise Malformed
        if isinstance(value, int | float) and not (math.isfinite(value) and abs(value) < _LARGEST):
            raise Malformed
        if self.is_digest and not _DIGEST.fullmatch(str(value)):
            raise Malformed
        if self.read is not None:
            try:
                self.read(value)
            except (ValueError, TypeError, KeyError, IndexError, AttributeError, sqlite3.DatabaseError) as error:
                raise Malformed from error


@cache
def _columns(table: str, without: str) -> dict[str, _Column]:
    targets = references(table)
    return {name: _column(table, name, names_a_record=name in targets) for name in columns(table, without=without)}


def _column(table: str, name: str, *, names_a_record: bool) -> _Column:
    declared = metadata.tables[table].columns[name]
    read = declared.type.dialect_impl(_SQLITE).result_processor(_SQLITE, None)
    return _Column(bool(declared.nullable), names_a_record, name == "sha256", _wanted(declared.type), read)


def _wanted(kind: sa.types.TypeEngine[Any]) -> type | tuple[type, ...]:
    """What stands in the file for a type: booleans as numbers, days, moments, choices and lists as text."""
    plain = kind.impl_instance if isinstance(kind, sa.types.TypeDecorator) else kind
    if isinstance(plain, sa.Boolean | sa.Integer):
        return int
    if isinstance(plain, sa.Float | sa.Numeric):  # SQLAlchemy 2.1 parts them
        return (int, float)
    return str


def _mapping(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Malformed
    return value


def _each(value: object, read: Callable[[object], Any]) -> Iterable[Any]:
    if not isinstance(value, list):
        raise Malformed
    return [read(one) for one in value]


def _uid(value: object) -> str:
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise Malformed
    return value


def _integer(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= _LARGEST:
        raise Malformed
    return value
