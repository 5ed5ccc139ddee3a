"""This file finds for each record that comes in the one that a library has already, or gives it a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from briefing_app.domain.exchange import Record, Unsound
from briefing_app.store.exchange import embedded
from briefing_app.store.exchange.finding import Finder, Key
from briefing_app.store.exchange.kinds import BY_NAME, key_columns, references
from briefing_app.store.exchange.snapshot import Content, Row, Snapshot, in_order


@dataclass(slots=True)
class Matches:
    """Which record of this library each incoming name stands for; `new` ones are to be made under that number."""

    ids: dict[str, Key] = field(default_factory=dict)  # every uid
    new: set[str] = field(default_factory=set)  # the first uid of records that are not here yet
    alike: set[str] = field(default_factory=set)  # taken for one that is here, though they had no common name
    gone: set[str] = field(default_factory=set)  # known, taken away here, and not changed there since
    doubts: list[str] = field(default_factory=list)  # people who have a namesake here: one human or two, nobody knows

    def local(self, record: Record) -> Content:
        """The record in this library's terms."""
        parts = {}
        for part, rows in record.parts.items():
            numbered = [self._numbered(part, row) for row in rows]
            keys = key_columns(part, BY_NAME[record.kind].owner_of(part))
            if keys:  # two records there may be one here: then their rows are one, too
                numbered = list({tuple(row[key] for key in keys): row for row in reversed(numbered)}.values())
            parts[part] = in_order(numbered)
        fields = self._numbered(record.kind, record.fields)
        if record.kind == "person_apart":  # a pair has no direction, but an order in the file
            fields["first_id"], fields["second_id"] = sorted((fields["first_id"], fields["second_id"]))
        return Content(fields, parts)

    def _numbered(self, table: str, row: Mapping[str, object]) -> Row:
        targets = references(table)
        numbered = {
            name: self.ids[str(value)][1] if name in targets and value is not None else value
            for name, value in row.items()
        }
        return embedded.renamed(table, numbered, self._number_of)

    def _number_of(self, kind: str, uid: object) -> int | None:
        known = self.ids.get(uid) if isinstance(uid, str) else None
        return known[1] if known is not None and known[0] == kind else None


def match(session: Session, snapshot: Snapshot, records: Sequence[Record]) -> Matches:
    """Find or number every record; they come in the order of their kinds."""
    matches = Matches()
    finder = Finder(snapshot, records)
    numbers = _Numbers(session)
    taken = {snapshot.by_uid[uid] for record in records for uid in record.uids if uid in snapshot.by_uid}
    for record in records:
        known = _known(snapshot, record)
        if known is not None and known[1] not in snapshot.rows[record.kind]:
            last = BY_NAME[record.kind].last
            merged = None if last else finder.find(record, matches.ids)  # into one that is here, may be
            if merged is not None or _is_settled(snapshot, record, known):
                matches.gone.add(record.uid)
                matches.ids.update({uid: (record.kind, merged) for uid in record.uids if merged is not None})
                continue
            known = None
        if known is None:
            found = finder.find(record, matches.ids)
            known = (record.kind, found) if found is not None and (record.kind, found) not in taken else None
            if known is not None:
                matches.alike.add(record.uid)
                taken.add(known)
        if known is None:
            known = (record.kind, numbers.take(record.kind, record.id))
            matches.new.add(record.uid)
            if finder.has_namesake(record):
                matches.doubts.append(str(record.fields["name"]))
        for uid in record.uids:
            matches.ids[uid] = known
    return matches


def _known(snapshot: Snapshot, record: Record) -> Key | None:
    known = [snapshot.by_uid[uid] for uid in record.uids if uid in snapshot.by_uid]
    if any(kind != record.kind for kind, _ in known):
        raise Unsound("有的记录与本库已有的同一记录种类不同")
    return known[0] if known else None


def _is_settled(snapshot: Snapshot, record: Record, known: Key) -> bool:
    """Whether what was taken away here stays away: nothing names it, and over there it is as it was."""
    return BY_NAME[record.kind].last and set(record.versions) <= set(snapshot.shared[known].versions)


class _Numbers:
    """Numbers for new records: the sender's own where it is still free, so that both speak of the same one."""

    def __init__(self, session: Session) -> None:
        rows = session.execute(sa.text("SELECT name, seq FROM sqlite_sequence"))
        self._last = {name: int(last) for name, last in rows}

    def take(self, table: str, wanted: int) -> int:
        last = self._last.get(table, 0)
        self._last[table] = wanted if wanted > last else last + 1
        return self._last[table]


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
