"""This file writes what a plan decided, in one unit of work, and proves afterwards that every quotation is verbatim."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from briefing_app.domain.exchange import Unsound
from briefing_app.domain.text import is_verbatim
from briefing_app.store.exchange.collecting import document_name, file_name, text_name
from briefing_app.store.exchange.kinds import BY_NAME
from briefing_app.store.exchange.planning import Plan, Step, Tick, nothing
from briefing_app.store.exchange.snapshot import Row, Snapshot
from briefing_app.store.history import Key, RowChange
from briefing_app.store.recording import write_rows
from briefing_app.store.schema import (
    AttachmentContentRow,
    ProposalRow,
    SourceContentRow,
    SpeechRow,
    metadata,
)

Read = Callable[[str], bytes]  # the bytes that travel under a name


def apply(session: Session, made: Plan, read: Read, tick: Tick = nothing) -> None:
    """Write the steps of a plan. Raises Unsound, and the transaction must then be given up."""
    writer = _Writer(session, made.snapshot)
    changed = [step for step in made.steps if step.content is not None]
    for step in changed:
        tick()
        writer.put(step)
    for table, row in made.own_rows:
        writer.add(table, row)
    write_rows(session, [*_contents(session, changed, made, read), *writer.rows, *_shared(made)])
    _prove(session, changed)


class _Writer:
    """Turns contents into changed rows; parts that stay as they are keep their numbers."""

    def __init__(self, session: Session, snapshot: Snapshot) -> None:
        self._session, self._snapshot = session, snapshot
        self.rows: list[RowChange] = []
        found = session.execute(sa.text("SELECT name, seq FROM sqlite_sequence"))
        self._last: dict[str, int] = defaultdict(int, {name: int(last) for name, last in found})

    def put(self, step: Step) -> None:
        kind, key, content = step.record.kind, step.key, step.content
        if content is None:
            return
        before = self._snapshot.rows[kind].get(key)
        self._last[kind] = max(self._last[kind], key)
        after = {"id": key, **content.fields}
        if before != after:
            self.rows.append(RowChange(kind, (key,), before, after))
        stored = self._snapshot.stored_parts(kind, key) if before is not None else {}
        for part, owner in BY_NAME[kind].parts:
            # What names something in the 回收站 was no part of what was compared: it stays.
            shown = [row for row in stored.get(part, []) if not self._snapshot.is_hidden(kind, part, row)]
            self._put_parts(part, owner, key, shown, content.parts.get(part, []))

    def add(self, table: str, row: Row) -> None:
        """A row of our own, under the next number."""
        self._last[table] += 1
        self.rows.append(RowChange(table, (self._last[table],), None, {"id": self._last[table], **row}))

    def _put_parts(self, part: str, owner: str, key: int, stored: list[Row], wanted: list[Row]) -> None:
        left = [{**row, owner: key} for row in wanted]
        for row in stored:
            same = next((one for one in left if all(row[name] == value for name, value in one.items())), None)
            if same is not None:
                left.remove(same)
            else:
                self.rows.append(RowChange(part, _key(part, row), row, None))
        for row in left:
            if "id" in metadata.tables[part].columns:
                self._last[part] += 1
                row["id"] = self._last[part]
            self.rows.append(RowChange(part, _key(part, row), None, row))


def _key(table: str, row: Row) -> Key:
    return tuple(row[column.name] for column in metadata.tables[table].primary_key.columns)


def _contents(session: Session, changed: Sequence[Step], made: Plan, read: Read) -> list[RowChange]:
    """The bytes that new sources and attachments need."""
    rows: dict[tuple[str, Key], RowChange] = {}
    for step in changed:
        digest = str(step.record.fields.get("sha256"))
        if step.record.kind == "source" and step.record.uid in made.matches.new:
            text = read(text_name(digest)).decode("utf-8", "surrogatepass")
            image: Row = {"source_id": step.key, "text": text, "content": _sound(read(digest), digest)}
            rows["source_content", (step.key,)] = RowChange("source_content", (step.key,), None, image)
        elif step.record.kind == "attachment" and session.get(AttachmentContentRow, digest) is None:
            image = {"sha256": digest, "content": _sound(read(digest), digest)}
            rows["attachment_content", (digest,)] = RowChange("attachment_content", (digest,), None, image)
        elif step.record.kind == "pack_version" and step.record.uid in made.matches.new:
            content = read(file_name(step.record))
            image = {"version_id": step.key, "document": read(document_name(step.record))}
            image["content"] = _sound(content, digest) if content else content  # it was not always kept
            rows["pack_version_content", (step.key,)] = RowChange("pack_version_content", (step.key,), None, image)
    return list(rows.values())


def _sound(content: bytes, digest: str) -> bytes:
    if hashlib.sha256(content).hexdigest() != digest:
        raise Unsound("附带的原文件与登记的校验码不符")
    return content


def _shared(made: Plan) -> Iterator[RowChange]:
    """Under which names records are known, and in which version."""
    for step in made.steps:
        key = (step.record.kind, step.key)
        known = made.snapshot.shared.get(key)
        content = step.content or made.snapshot.content(*key)
        digest = "" if step.edited else content.digest
        for uid in {*step.record.uids, *(known.uids if known else ())}:
            change = made.snapshot.shared_row(uid, key, step.versions, digest)
            if change is not None:
                yield change


def _prove(session: Session, changed: Sequence[Step]) -> None:
    """Every recommendation that came in is what its speech says, and what its source says."""
    speeches = {step.key for step in changed if step.record.kind == "speech"}
    proposals = {step.key for step in changed if step.record.kind == "proposal"}
    if not (speeches or proposals):
        return
    said = {
        row.id: row
        for row in session.execute(sa.select(SpeechRow.id, SpeechRow.text, SpeechRow.original, SpeechRow.source_id))
    }
    one = ProposalRow
    texts: dict[Any, str] = {}
    for row in session.execute(sa.select(one.id, one.speech_id, one.text, one.start, one.end, one.spans)):
        speech = said[row.speech_id]
        if row.id not in proposals and row.speech_id not in speeches:
            continue
        if speech.original is not None:
            continue  # a corrected speech may carry recommendations that are flagged as no longer matching
        if speech.text[row.start : row.end] != row.text:
            raise Unsound("有的建议与发言原文不符")
        if speech.source_id is not None:
            if speech.source_id not in texts:
                query = sa.select(SourceContentRow.text).where(SourceContentRow.source_id == speech.source_id)
                texts[speech.source_id] = session.scalars(query).one()
            if not is_verbatim(row.text, texts[speech.source_id], row.spans):
                raise Unsound("有的建议与来源材料的原文不符")
