"""This file collects what is sent to another office: records complete with all that they refer to, and their bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from briefing_app.domain.exchange import Record
from briefing_app.errors import NotFound
from briefing_app.store import packs
from briefing_app.store.exchange import embedded
from briefing_app.store.exchange.kinds import BY_NAME, KINDS, references
from briefing_app.store.exchange.planning import Tick, nothing
from briefing_app.store.exchange.snapshot import Content, Row, Shared, Snapshot
from briefing_app.store.history import RowChange
from briefing_app.store.recording import write_rows
from briefing_app.store.schema import AttachmentContentRow, SourceContentRow

Blob = tuple[str, Callable[[], bytes]]  # the name under which they travel, and how to get the bytes


def collect(session: Session, meeting_ids: Sequence[int] = (), tick: Tick = nothing) -> list[Record]:
    """The records of the library, or of some meetings with all that hangs on them, in the order of their kinds.

    Each is given its name among all libraries, and what was changed since it was last shared a new version: this
    writes, and belongs into the transaction in which the file is written. `tick` is called for each record.
    """
    state = uuid4().hex  # of everything that this export sends out changed
    snapshot = Snapshot(session)
    contents = {key: snapshot.content(*key) for key in _chosen(snapshot, meeting_ids)}
    shared: dict[tuple[str, int], Shared] = {}
    news: list[RowChange] = []
    for key, content in contents.items():
        tick()
        shared[key] = _share(snapshot, key, content, state, news)
    write_rows(session, news)

    def uid(kind: str, key: int) -> str | None:
        known = shared.get((kind, key))
        return None if known is None else known.uids[0]

    return [_record(key, content, shared[key], uid) for key, content in contents.items()]


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
    elif record.kind == "pack_version":
        yield document_name(record), partial(packs.version_document, session, record.id)
        yield file_name(record), partial(packs.version_content, session, record.id)


def text_name(digest: str) -> str:
    """Under which name the text of a source travels: it was read from the bytes with this hash."""
    return f"{digest}.txt"


def document_name(record: Record) -> str:
    """Under which name travels what an export of a pack says."""
    return f"{record.uid}.doc"


def file_name(record: Record) -> str:
    """Under which name travels the file that a pack became."""
    return f"{record.uid}.file"


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
    if meeting_ids:
        _take_along(snapshot, found, there)
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


def _take_along(snapshot: Snapshot, found: dict[str, set[int]], there: dict[str, set[int]]) -> None:
    """Add what says something of the chosen records alone."""
    for kind in KINDS:
        if kind.along:
            for key in there[kind.table] - found[kind.table]:
                if all(other in found[target] for target, other in _named(snapshot, kind.table, key)):
                    found[kind.table].add(key)


def _named(snapshot: Snapshot, kind: str, key: int) -> list[tuple[str, int]]:
    """The records that one names, those in its layout too."""
    fields = snapshot.content(kind, key).fields
    direct = [(target, fields[column]) for column, target in references(kind).items() if fields[column] is not None]
    return [*direct, *((target, int(other)) for target, other in embedded.named(kind, fields) if other)]


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


def _share(snapshot: Snapshot, key: tuple[str, int], content: Content, state: str, news: list[RowChange]) -> Shared:
    """The record's name and version; a new version where it was changed since it was last shared."""
    known, digest = snapshot.shared.get(key), content.digest
    if known is not None and known.digest == digest:
        return known
    versions = tuple(sorted((*(known.versions if known is not None else ()), state)))
    uids = known.uids if known is not None else (uuid4().hex,)
    changes = (snapshot.shared_row(uid, key, versions, digest) for uid in uids)
    news.extend(change for change in changes if change is not None)
    return Shared(uids, versions, digest)


def _record(key: tuple[str, int], content: Content, shared: Shared, uid: Callable[[str, int], str | None]) -> Record:
    kind, number = key

    def named(table: str, row: Row) -> dict[str, object]:
        targets = references(table)
        direct = {
            name: uid(targets[name], value) if name in targets and value is not None else value
            for name, value in row.items()
        }
        return embedded.renamed(table, direct, lambda target, other: uid(target, int(other)))

    parts = {
        part: [named(part, {k: v for k, v in row.items() if k != BY_NAME[kind].owner_of(part)}) for row in rows]
        for part, rows in content.parts.items()
    }
    return Record(kind, shared.uids, number, shared.versions, named(kind, content.fields), parts)
