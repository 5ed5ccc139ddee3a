"""This file collects what is sent to another office: records complete with all that they refer to, and their bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from briefing_app.domain.exchange import Record
from briefing_app.errors import NotFound
from briefing_app.store.exchange.kinds import BY_NAME, KINDS, references
from briefing_app.store.exchange.snapshot import Content, Row, Shared, Snapshot
from briefing_app.store.schema import AttachmentContentRow, ExchangedRow, SourceContentRow

Blob = tuple[str, Callable[[], bytes]]  # the name under which they travel, and how to get the bytes


def collect(session: Session, meeting_ids: Sequence[int] = ()) -> list[Record]:
    """The records of the library, or of some meetings with all that hangs on them, in the order of their kinds.

    Each is given its name among all libraries, and what was changed since it was last shared a new version: this
    writes, and belongs into the transaction in which the file is written.
    """
    state = uuid4().hex  # of everything that this export sends out changed
    snapshot = Snapshot(session)
    chosen = _chosen(snapshot, meeting_ids)
    contents = {key: snapshot.content(*key) for key in chosen}
    shared = {key: _share(session, snapshot, key, contents[key], state) for key in chosen}

    def uid(kind: str, key: int) -> str:
        return shared[kind, key].uids[0]

    return [_record(key, contents[key], shared[key], uid) for key in chosen]


def blobs(session: Session, records: Sequence[Record]) -> Iterator[Blob]:
    """The bytes that the records need, each once."""
    seen: set[str] = set()
    for record in records:
        for digest, read in _blobs_of(session, record):
            if digest not in seen:
                seen.add(digest)
                yield digest, read


def _blobs_of(session: Session, record: Record) -> Iterator[Blob]:
    """The text of a source travels beside its bytes."""
    if record.kind == "source":
        yield text_name(str(record.fields["sha256"])), partial(_text_of_source, session, record.id)
        yield str(record.fields["sha256"]), partial(_bytes_of_source, session, record.id)
    elif record.kind == "attachment":
        digest = str(record.fields["sha256"])
        yield digest, partial(_bytes_of_attachment, session, digest)


def text_name(digest: str) -> str:
    """Under which name the text of a source travels: it was read from the bytes with this hash."""
    return f"{digest}.txt"


def _text_of_source(session: Session, source_id: int) -> bytes:
    query = select(SourceContentRow.text).where(SourceContentRow.source_id == source_id)
    return session.scalars(query).one().encode("utf-8", "surrogatepass")


def _bytes_of_source(session: Session, source_id: int) -> bytes:
    return session.scalars(select(SourceContentRow.content).where(SourceContentRow.source_id == source_id)).one()


def _bytes_of_attachment(session: Session, digest: str) -> bytes:
    query = select(AttachmentContentRow.content).where(AttachmentContentRow.sha256 == digest)
    return session.scalars(query).one()


def _chosen(snapshot: Snapshot, meeting_ids: Sequence[int]) -> list[tuple[str, int]]:
    there = {kind.table: set(snapshot.rows[kind.table]) - snapshot.hidden[kind.table] for kind in KINDS}
    found = there if not meeting_ids else _of_meetings(snapshot, there, meeting_ids)
    _complete(snapshot, found, there)
    return [(kind.table, key) for kind in KINDS for key in sorted(found[kind.table])]


def _of_meetings(snapshot: Snapshot, there: dict[str, set[int]], meeting_ids: Sequence[int]) -> dict[str, set[int]]:
    """Some meetings and all that hangs on them; what they refer to is added afterwards."""
    for key in meeting_ids:
        if key not in there["meeting"]:
            raise NotFound("会议", key)
    found: dict[str, set[int]] = {kind.table: set() for kind in KINDS}
    found["meeting"] = set(meeting_ids)

    def below(kind: str, column: str, above: str) -> None:
        rows = snapshot.rows[kind]
        found[kind] |= {key for key in there[kind] if rows[key][column] in found[above]}

    below("source", "meeting_id", "meeting")
    below("speech", "meeting_id", "meeting")
    below("proposal", "speech_id", "speech")
    below("annotation", "speech_id", "speech")
    for kind, part in (("followup", "followup_proposal"), ("alike", "alike_member")):
        for key in there[kind]:
            rows = snapshot.stored_parts(kind, key)[part]
            if any(row["proposal_id"] in found["proposal"] for row in rows):
                found[kind].add(key)
    below("followup_entry", "followup_id", "followup")
    below("attachment", "followup_id", "followup")
    return found


def _complete(snapshot: Snapshot, found: dict[str, set[int]], there: dict[str, set[int]]) -> None:
    """Add what records refer to, until nothing is missing: a record travels whole or not at all."""
    waiting = [(kind, key) for kind, keys in found.items() for key in keys]
    while waiting:
        kind, key = waiting.pop()
        content = snapshot.content(kind, key)
        for table, rows in ((kind, [content.fields]), *content.parts.items()):
            for column, target in references(table).items():
                for row in rows:
                    other = row.get(column)
                    if other is not None and other not in found[target]:
                        found[target].add(other)
                        there[target].add(other)
                        waiting.append((target, other))


def _share(session: Session, snapshot: Snapshot, key: tuple[str, int], content: Content, state: str) -> Shared:
    """The record's name and version; a new version where it was changed since it was last shared."""
    known, digest = snapshot.shared.get(key), content.digest
    if known is not None and known.digest == digest:
        return known
    versions = tuple(sorted((*(known.versions if known is not None else ()), state)))
    uids = known.uids if known is not None else (uuid4().hex,)
    for uid in uids:
        row = session.get(ExchangedRow, uid) if known is not None else None
        if row is None:
            session.add(ExchangedRow(uid=uid, kind=key[0], record_id=key[1], versions=list(versions), digest=digest))
        else:
            row.versions, row.digest = list(versions), digest
    return Shared(uids, versions, digest)


def _record(key: tuple[str, int], content: Content, shared: Shared, uid: Callable[[str, int], str]) -> Record:
    kind, number = key

    def named(table: str, row: Row) -> dict[str, object]:
        targets = references(table)
        return {
            name: uid(targets[name], value) if name in targets and value is not None else value
            for name, value in row.items()
        }

    parts = {
        part: [named(part, {k: v for k, v in row.items() if k != BY_NAME[kind].owner_of(part)}) for row in rows]
        for part, rows in content.parts.items()
    }
    return Record(kind, shared.uids, number, shared.versions, named(kind, content.fields), parts)
