"""This file declares what comes in: sources with their text and bytes, and the meetings they tell of."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from briefing_app.domain.meetings import PartRole, RemovalReason
from briefing_app.domain.text import Spans
from briefing_app.store.schema.record import Numbered, Record, Removable, Word, numbered


class MeetingRow(Numbered, Removable, Record):
    """A meeting; every fact may be unknown."""

    __tablename__ = "meeting"
    __table_args__ = (
        Index(None, "date"),
        Index("ix_meeting_removed", "removed_at", sqlite_where=text("removed_at IS NOT NULL")),
        numbered("meeting"),
    )

    name: Mapped[str | None] = mapped_column(default=None)
    session: Mapped[str | None] = mapped_column(default=None)
    body: Mapped[str | None] = mapped_column(default=None)
    kind: Mapped[str | None] = mapped_column(default=None)
    topic: Mapped[str | None] = mapped_column(default=None)
    date: Mapped[dt.date | None] = mapped_column(default=None)
    date_text: Mapped[str | None] = mapped_column(default=None)
    place: Mapped[str | None] = mapped_column(default=None)
    reviewed: Mapped[bool] = mapped_column(default=False)


class SourceRow(Numbered, Removable, Record):
    """An imported file; what is large stands in `source_content`."""

    __tablename__ = "source"
    __table_args__ = (
        Index("uq_source_sha256", "sha256", unique=True, sqlite_where=text("removed_at IS NULL")),
        Index(None, "meeting_id"),
        numbered("source"),
    )

    name: Mapped[str]
    sha256: Mapped[str]
    reader: Mapped[str]
    characters: Mapped[int]
    imported_at: Mapped[dt.datetime]
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), default=None)


class SourceContentRow(Record):
    """The bytes of a source as imported, and the text in which all of its spans count."""

    __tablename__ = "source_content"

    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), primary_key=True, autoincrement=False)
    text: Mapped[str]
    content: Mapped[bytes]


class SourcePartRow(Numbered, Record):
    """A piece of a source outside all speeches: front matter, or a removal that can be put back."""

    __tablename__ = "source_part"
    __table_args__ = (
        CheckConstraint("(role IS NULL) <> (reason IS NULL)", name="front_matter_or_removed"),
        Index(None, "source_id", "position"),
        numbered(),
    )

    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    position: Mapped[int]
    text: Mapped[str]
    spans: Mapped[Spans]
    role: Mapped[PartRole | None] = mapped_column(Word(PartRole), default=None)
    reason: Mapped[RemovalReason | None] = mapped_column(Word(RemovalReason), default=None)
