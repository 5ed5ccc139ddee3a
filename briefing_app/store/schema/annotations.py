"""This file declares annotations: marks with notes on the words of a speech."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from briefing_app.domain.annotations import MarkColour
from briefing_app.store.schema.record import Numbered, Record, Removable, Word, numbered


class AnnotationRow(Numbered, Removable, Record):
    """A mark on `[start, end)` of a speech; `quote` is what stood there when it was made."""

    __tablename__ = "annotation"
    __table_args__ = (
        CheckConstraint('0 <= start AND start < "end"', name="span"),
        Index(None, "speech_id", "start"),
        numbered("annotation"),
    )

    speech_id: Mapped[int] = mapped_column(ForeignKey("speech.id"))
    start: Mapped[int]
    end: Mapped[int]
    quote: Mapped[str]
    colour: Mapped[MarkColour] = mapped_column(Word(MarkColour))
    note: Mapped[str]
    author: Mapped[str]
    created_at: Mapped[datetime]
