"""This file sees a library as records that could travel: their rows as they stand in the file, and their shared names."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from briefing_app.store.exchange import embedded
from briefing_app.store.exchange.kinds import BY_NAME, KINDS, columns, references
from briefing_app.store.history import RowChange
from briefing_app.store.schema import metadata

Row = dict[str, Any]
Parts = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Shared:
    """What is known of a record that other offices know too."""

    uids: tuple[str, ...]
    versions: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Content:
    """A record in the terms of one library: references are numbers of that library."""

    fields: Row
    parts: Parts

    @property
    def digest(self) -> str:
        return hashlib.sha256(plain(self.fields, self.parts).encode()).hexdigest()


def plain(*values: object) -> str:
    """Values in one form, whatever order they came in."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def in_order(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=plain)


class Snapshot:
    """All records of a library at one moment."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.rows: dict[str, dict[int, Row]] = {
            kind.table: {row["id"]: row for row in self._read(kind.table)} for kind in KINDS
        }
        self._parts: dict[str, dict[str, dict[int, list[Row]]]] = {}
        for kind in KINDS:
            for part, owner in kind.parts:
                grouped: dict[int, list[Row]] = defaultdict(list)
                for row in self._read(part):
                    grouped[row[owner]].append(row)
                self._parts.setdefault(kind.table, {})[part] = grouped

    def _read(self, name: str) -> list[Row]:
        declared = metadata.tables[name]
        table = sa.table(name, *(sa.column(column.name) for column in declared.columns))
        return [dict(row) for row in self._session.connection().execute(sa.select(table)).mappings()]

    @cached_property
    def exchanged(self) -> dict[str, Row]:
        """The rows that say what is shared, by name."""
        return {row["uid"]: row for row in self._read("exchanged")}

    @cached_property
    def shared(self) -> dict[tuple[str, int], Shared]:
        """What is shared of each record that has ever travelled."""
        found: dict[tuple[str, int], list[Row]] = defaultdict(list)
        for uid in sorted(self.exchanged):
            row = self.exchanged[uid]
            found[row["kind"], row["record_id"]].append(row)
        read: dict[str, tuple[str, ...]] = {}  # most records were sent in the same few exports
        return {
            key: Shared(tuple(row["uid"] for row in rows), _versions(rows[0]["versions"], read), rows[0]["digest"])
            for key, rows in found.items()
        }

    def shared_row(self, uid: str, key: tuple[str, int], versions: tuple[str, ...], digest: str) -> RowChange | None:
        """The change that notes what is shared of a record under one of its names; None where that is known."""
        after = {"uid": uid, "kind": key[0], "record_id": key[1], "versions": json.dumps(versions), "digest": digest}
        before = self.exchanged.get(uid)
        return None if before == after else RowChange("exchanged", (uid,), before, after)

    @cached_property
    def by_uid(self) -> dict[str, tuple[str, int]]:
        return {uid: key for key, shared in self.shared.items() for uid in shared.uids}

    @cached_property
    def hidden(self) -> dict[str, set[int]]:
        """What lies in the 回收站 and was never sent anywhere, with all that hangs on it: it stays at home."""
        found: dict[str, set[int]] = {}
        for kind in KINDS:
            above = found[references(kind.table)[kind.owner]] if kind.owner else set()
            found[kind.table] = {
                key
                for key, row in self.rows[kind.table].items()
                if (kind.table, key) not in self.shared
                and (row.get("removed_at") is not None or (kind.owner and row[kind.owner] in above))
            }
        return found

    def stored_parts(self, kind: str, key: int) -> Parts:
        """The rows that belong to a record, whole."""
        return {part: groups.get(key, []) for part, groups in self._parts.get(kind, {}).items()}

    def content(self, kind: str, key: int) -> Content:
        """What a record says; rows that name something hidden are no part of it."""
        row = embedded.renamed(kind, self.rows[kind][key], self._shown_key)
        fields = {name: row[name] for name in columns(kind)}
        parts = {}
        for part, rows in self.stored_parts(kind, key).items():
            names = columns(part, without=BY_NAME[kind].owner_of(part))
            shown = [{name: one[name] for name in names} for one in rows if not self.is_hidden(kind, part, one)]
            if shown:
                parts[part] = in_order(shown)
        return Content(fields, parts)

    def is_hidden(self, kind: str, part: str, row: Row) -> bool:
        """Whether a row of a part names something that stays at home."""
        owner = BY_NAME[kind].owner_of(part)
        return any(row[name] in self.hidden[target] for name, target in references(part).items() if name != owner)

    def _shown_key(self, kind: str, key: Any) -> int | None:
        number = int(key) if isinstance(key, int) or str(key).isdecimal() else None
        return number if number in self.rows[kind] and number not in self.hidden[kind] else None


def _versions(stored: str, read: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    if stored not in read:
        read[stored] = tuple(json.loads(stored))
    return read[stored]
