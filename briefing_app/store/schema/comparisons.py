"""This file declares what people decide in a comparison; what the machine suggests is computed, never stored."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from briefing_app.domain.comparison import Judgement
from briefing_app.store.schema.record import Numbered, Record, Word, numbered


class ComparisonRow(Record):
    """How a meeting's table is laid out: columns (speeches), rows (themes), what is hidden or pinned."""

    __tablename__ = "comparison"
    __table_args__ = {"info": {"history": ("meeting", "meeting_id")}}  # noqa: RUF012, SQLAlchemy's own form

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True, autoincrement=False)
    layout: Mapped[dict[str, Any]] = mapped_column(JSON)


class JudgementRow(Numbered, Record):
    """A person's judgement of a theme."""

    __tablename__ = "comparison_judgement"
    __table_args__ = (
        UniqueConstraint("meeting_id", "theme_id"),
        Index(None, "theme_id"),
        numbered("meeting", "meeting_id"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"))
    judgement: Mapped[Judgement] = mapped_column(Word(Judgement))
    note: Mapped[str]


class CellSummaryRow(Numbered, Record):
    """Staff wording for one cell; without a theme it is the row 未归主题."""

    __tablename__ = "comparison_summary"
    __table_args__ = (
        UniqueConstraint("meeting_id", "theme_id", "speech_id"),
        Index(None, "theme_id"),
        Index(None, "speech_id"),
        numbered("meeting", "meeting_id"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    speech_id: Mapped[int] = mapped_column(ForeignKey("speech.id"))
    text: Mapped[str]


class StanceRow(Numbered, Record):
    """How a quotation stands to its row (同向, 补充, 相左), set by a person."""

    __tablename__ = "comparison_stance"
    __table_args__ = (
        UniqueConstraint("theme_id", "proposal_id"),
        Index(None, "proposal_id"),
        numbered("proposal", "proposal_id"),
    )

    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"))
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    stance: Mapped[str]
