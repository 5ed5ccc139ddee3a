"""This file declares the further texts of a speech: a manuscript beside the printed page, a revision."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from briefing_app.domain.text import Spans
from briefing_app.store.schema.record import Numbered, Record, numbered


class SpeechVersionRow(Numbered, Record):
    """A text of a speech that is not the authoritative one, with all that it needs to become it.

    `paragraphs`: [start, end, spans in the source] each.
    """

    __tablename__ = "speech_version"
    __table_args__ = (
        Index(None, "speech_id"),
        Index(None, "source_id"),
        numbered("speech", "speech_id"),
    )

    speech_id: Mapped[int] = mapped_column(ForeignKey("speech.id"))
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
    header: Mapped[str]
    header_spans: Mapped[Spans]
    title: Mapped[str | None]
    title_spans: Mapped[Spans]
    text: Mapped[str]
    original: Mapped[str | None]
    paragraphs: Mapped[list[Any]] = mapped_column(JSON)
    added_at: Mapped[datetime]
