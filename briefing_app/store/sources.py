"""This file keeps sources: what was imported, byte for byte, and the text in which every span counts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from briefing_app import clock
from briefing_app.domain.meetings import Source, SourcePart
from briefing_app.store import records
from briefing_app.store.schema import SourceContentRow, SourcePartRow, SourceRow


def add(
    session: Session,
    *,
    name: str,
    sha256: str,
    reader: str,
    text: str,
    content: bytes,
    parts: Sequence[SourcePart],
    meeting_id: int | None = None,
) -> int:
    """Keep a source with what lies outside its speeches: front matter, and what was removed."""
    source = SourceRow(
        name=name,
        sha256=sha256,
        reader=reader,
        characters=len(text),
        imported_at=clock.now(),
        meeting_id=meeting_id,
    )
    session.add(source)
    session.flush()
    session.add(SourceContentRow(source_id=source.id, text=text, content=content))
    session.add_all(
        SourcePartRow(
            source_id=source.id, position=position, text=part.text, spans=part.spans, role=part.role, reason=part.reason
        )
        for position, part in enumerate(parts, start=1)
    )
    session.flush()
    return source.id


def find(session: Session) -> list[Source]:
    """All sources, the newest first."""
    rows = session.scalars(select(SourceRow).where(_is_there()).order_by(SourceRow.id.desc()))
    return [_source(row) for row in rows]


def by_sha256(session: Session, sha256: str) -> Source | None:
    """The source with these bytes, if they were imported before."""
    row = session.scalar(select(SourceRow).where(SourceRow.sha256 == sha256, _is_there()))
    return None if row is None else _source(row)


def one(session: Session, source_id: int) -> Source:
    return _source(records.required(session, SourceRow, source_id))


def text(session: Session, source_id: int) -> str:
    """The extracted text."""
    return _from_content(session, source_id)[0]


def content(session: Session, source_id: int) -> bytes:
    """The bytes as imported."""
    return _from_content(session, source_id)[1]


def parts(session: Session, source_id: int) -> tuple[SourcePart, ...]:
    """What lies outside the speeches, in the order of the source."""
    rows = session.scalars(
        select(SourcePartRow).where(SourcePartRow.source_id == source_id).order_by(SourcePartRow.position)
    )
    return tuple(SourcePart(row.text, row.spans, row.role, row.reason) for row in rows)


def _from_content(session: Session, source_id: int) -> tuple[str, bytes]:
    row = session.get(SourceContentRow, source_id)
    if row is None:
        raise records.not_found(SourceRow, source_id)
    return row.text, row.content


def _is_there() -> ColumnElement[bool]:
    return SourceRow.removed_at.is_(None)


def _source(row: SourceRow) -> Source:
    return Source(row.id, row.name, row.sha256, row.reader, row.characters, row.imported_at, row.meeting_id)
