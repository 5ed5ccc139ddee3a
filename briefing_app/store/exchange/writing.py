"""This file writes what a plan decided, in one unit of work, and proves afterwards that every quotation is verbatim."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from briefing_app.domain.text import is_verbatim
from briefing_app.store.exchange.collecting import text_name
from briefing_app.store.exchange.kinds import BY_NAME
from briefing_app.store.exchange.merging import Plan, Step
from briefing_app.store.exchange.snapshot import Row, Snapshot
from briefing_app.store.history import Key, RowChange
from briefing_app.store.recording import write_rows
from briefing_app.store.schema import (
    AttachmentContentRow,
    ExchangedRow,
    ProposalRow,
    SourceContentRow,
    SpeechRow,
    metadata,
)

Read = Callable[[str], bytes]  # the bytes that travel under a name


class Unsound(Exception):
    """What came in does not hold together; `what` is a Chinese phrase, never article text."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def apply(session: Session, made: Plan, read: Read) -> None:
    """Write the steps of a plan. Raises Unsound, and the transaction must then be given up."""
    writer = _Writer(session, made.snapshot)
    changed = [step for step in made.steps if step.content is not None]
    for step in changed:
        writer.put(step)
    write_rows(session, [*_contents(session, changed, made, read), *writer.rows])
    _remember(session, made)
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
        after = {"id": key, **content.fields}
        if before != after:
            self.rows.append(RowChange(kind, (key,), before, after))
        stored = self._snapshot.stored_parts(kind, key) if before is not None else {}
        for part, owner in BY_NAME[kind].parts:
            self._put_parts(part, owner, key, stored.get(part, []), content.parts.get(part, []))

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
    return list(rows.values())


def _sound(content: bytes, digest: str) -> bytes:
    if hashlib.sha256(content).hexdigest() != digest:
        raise Unsound("附带的原文件与登记的校验码不符")
    return content


def _remember(session: Session, made: Plan) -> None:
    """Note under which names records are known, and in which version."""
    after = Snapshot(session)
    rows = {row.uid: row for row in session.scalars(sa.select(ExchangedRow))}
    for step in made.steps:
        kind = step.record.kind
        known = made.snapshot.shared.get((kind, step.key))
        digest = "" if step.edited else after.content(kind, step.key).digest
        for uid in {*step.record.uids, *(known.uids if known else ())}:
            row = rows.get(uid)
            if row is None:
                versions = list(step.versions)
                session.add(ExchangedRow(uid=uid, kind=kind, record_id=step.key, versions=versions, digest=digest))
            elif (row.versions, row.digest) != (list(step.versions), digest):
                row.versions, row.digest = list(step.versions), digest
    session.flush()


def _prove(session: Session, changed: Sequence[Step]) -> None:
    """Every recommendation that came in is what its speech says, and what its source says."""
    speeches = {step.key for step in changed if step.record.kind == "speech"}
    proposals = {step.key for step in changed if step.record.kind == "proposal"}
    rows = session.execute(
        sa.select(ProposalRow, SpeechRow.text, SpeechRow.original, SpeechRow.source_id).join(
            SpeechRow, SpeechRow.id == ProposalRow.speech_id
        )
    )
    texts: dict[Any, str] = {}
    for row, speech, original, source_id in rows:
        if row.id not in proposals and row.speech_id not in speeches:
            continue
        if original is not None:
            continue  # a corrected speech may carry recommendations that are flagged as no longer matching
        if speech[row.start : row.end] != row.text:
            raise Unsound("有的建议与发言原文不符")
        if source_id is not None:
            if source_id not in texts:
                query = sa.select(SourceContentRow.text).where(SourceContentRow.source_id == source_id)
                texts[source_id] = session.scalars(query).one()
            if not is_verbatim(row.text, texts[source_id], row.spans):
                raise Unsound("有的建议与来源材料的原文不符")
