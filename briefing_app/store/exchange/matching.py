"""This file finds for each record that comes in the one that a library has already, or gives it a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from briefing_app.domain.exchange import Record
from briefing_app.store.exchange.kinds import BY_NAME, references
from briefing_app.store.exchange.snapshot import Content, Row, Snapshot, in_order

Key = tuple[str, int]


@dataclass(slots=True)
class Matches:
    """Which record of this library each incoming name stands for; `new` ones are to be made under that number."""

    ids: dict[str, Key] = field(default_factory=dict)  # every uid
    new: set[str] = field(default_factory=set)  # the first uid of records that are not here yet
    alike: set[str] = field(default_factory=set)  # taken for one that is here, though they had no common name

    def local(self, record: Record) -> Content:
        """The record in this library's terms."""
        parts = {}
        for part, rows in record.parts.items():
            parts[part] = in_order([self._numbered(part, row) for row in rows])
        return Content(self._numbered(record.kind, record.fields), parts)

    def _numbered(self, table: str, row: Mapping[str, object]) -> Row:
        targets = references(table)
        return {
            name: self.ids[str(value)][1] if name in targets and value is not None else value
            for name, value in row.items()
        }


def match(session: Session, snapshot: Snapshot, records: Sequence[Record]) -> Matches:
    """Find or number every record; they come in the order of their kinds."""
    matches = Matches()
    finder = _Finder(snapshot, records)
    numbers = _Numbers(session)
    taken = {snapshot.by_uid[uid] for record in records for uid in record.uids if uid in snapshot.by_uid}
    for record in records:
        known = next((snapshot.by_uid[uid] for uid in record.uids if uid in snapshot.by_uid), None)
        if known is None:
            found = finder.find(record, matches)
            known = (record.kind, found) if found is not None and (record.kind, found) not in taken else None
            if known is not None:
                matches.alike.add(record.uid)
                taken.add(known)
        if known is None:
            known = (record.kind, numbers.take(record.kind, record.id))
            matches.new.add(record.uid)
        for uid in record.uids:
            matches.ids[uid] = known
    return matches


class _Numbers:
    """Numbers for new records: the sender's own where it is still free, so that both speak of the same one."""

    def __init__(self, session: Session) -> None:
        rows = session.execute(sa.text("SELECT name, seq FROM sqlite_sequence"))
        self._last = {name: int(last) for name, last in rows}

    def take(self, table: str, wanted: int) -> int:
        last = self._last.get(table, 0)
        self._last[table] = wanted if wanted > last else last + 1
        return self._last[table]


class _Finder:
    """Records that two offices have made independently: names, the same file imported twice, the same passage."""

    def __init__(self, snapshot: Snapshot, records: Sequence[Record]) -> None:
        self._snapshot = snapshot
        self._names = {kind: self._by_name(kind) for kind in ("person", "unit", "tag", "theme")}
        self._incoming = _counted(records)
        rows = snapshot.rows
        self._sources = {row["sha256"]: key for key, row in rows["source"].items() if row["removed_at"] is None}
        self._speeches = _unique({key: _speech_place(row) for key, row in rows["speech"].items()})
        self._proposals = _unique({key: _passage(row, row["speech_id"]) for key, row in rows["proposal"].items()})
        self._of_source: dict[str, list[Record]] = defaultdict(list)
        for record in records:
            if record.kind == "source" and record.fields.get("meeting_id"):
                self._of_source[str(record.fields["meeting_id"])].append(record)

    def find(self, record: Record, matches: Matches) -> int | None:
        """The record that this one is taken for, though they have no common name."""
        kind, values = record.kind, record.fields
        if kind in self._names:
            return self._named(record)
        if kind == "source":
            return self._sources.get(str(values["sha256"])) if values.get("removed_at") is None else None
        if kind == "meeting":
            return self._meeting(record)
        if kind == "speech":
            source = matches.ids.get(str(values.get("source_id")))
            if source is None:
                return None
            return self._speeches.get(_speech_place({**values, "source_id": source[1]}))
        if kind == "proposal":
            speech = matches.ids[str(values["speech_id"])]
            return self._proposals.get(_passage(values, speech[1]))
        return None

    def _named(self, record: Record) -> int | None:
        name = str(record.fields["name"])
        if record.kind in ("person", "theme") and record.fields.get("removed_at") is not None:
            return None
        if record.kind == "person" and self._incoming[name] > 1:
            return None  # homonyms: nobody but a person can tell who is who
        found = self._names[record.kind].get(name, [])
        if not found and record.kind == "unit":
            aliases = [str(row["name"]) for row in record.parts.get("unit_alias", [])]
            found = [key for alias in aliases for key in self._names["unit"].get(alias, [])]
        return found[0] if len(set(found)) == 1 else None

    def _by_name(self, kind: str) -> dict[str, list[int]]:
        names: dict[str, list[int]] = defaultdict(list)
        for key, row in self._snapshot.rows[kind].items():
            if row.get("removed_at") is None and row.get("merged_into_id") is None:
                names[row["name"]].append(key)
                if kind == "unit":
                    for alias in self._snapshot.stored_parts("unit", key)["unit_alias"]:
                        names[alias["name"]].append(key)
        return names

    def _meeting(self, record: Record) -> int | None:
        """The meeting under which the same file was imported here."""
        found = set()
        for uid in record.uids:
            for source in self._of_source[uid]:
                here = self._sources.get(str(source.fields["sha256"]))
                if here is not None:
                    found.add(self._snapshot.rows["source"][here]["meeting_id"])
        found.discard(None)
        return found.pop() if len(found) == 1 else None


def _counted(records: Sequence[Record]) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for record in records:
        if record.kind == "person":
            counts[str(record.fields["name"])] += 1
    return counts


def _speech_place(row: Mapping[str, object]) -> tuple[object, ...] | None:
    return (row["source_id"], row["header_spans"], row["position"]) if row.get("source_id") is not None else None


def _passage(row: Mapping[str, object], speech_id: int) -> tuple[object, ...]:
    return (speech_id, row["start"], row["end"], row["text"])


def _unique(places: Mapping[int, tuple[object, ...] | None]) -> dict[tuple[object, ...] | None, int]:
    """Places at which exactly one record stands."""
    found: dict[tuple[object, ...] | None, list[int]] = defaultdict(list)
    for key, place in places.items():
        if place is not None:
            found[place].append(key)
    return {place: keys[0] for place, keys in found.items() if len(keys) == 1}


def unknown_references(records: Sequence[Record]) -> list[str]:
    """Names that records refer to but that are not among them: a whole file has none."""
    known = {uid: record.kind for record in records for uid in record.uids}
    missing = []
    for record in records:
        for table, rows in ((record.kind, [record.fields]), *record.parts.items()):
            owner = BY_NAME[record.kind].owner_of(table)
            targets = {column: target for column, target in references(table).items() if column != owner}
            missing += [
                str(row[column])
                for row in rows
                for column, target in targets.items()
                if row.get(column) is not None and known.get(str(row[column])) != target
            ]
    return missing
