"""This file declares what people decide in a comparison; what the machine suggests is computed, never stored."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from briefing_app.domain.compared import ComparedBy
from briefing_app.domain.comparison import Judgement, Stance
from briefing_app.domain.proposals import ProposalStatus
from briefing_app.store.schema.record import Numbered, Record, Word, linking, numbered


class ComparisonRow(Numbered, Record):
    """How a meeting's table is laid out: columns (speeches), rows (themes), what is hidden or pinned."""

    __tablename__ = "comparison"
    __table_args__ = (UniqueConstraint("meeting_id"), numbered("meeting", "meeting_id"))

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    layout: Mapped[dict[str, Any]] = mapped_column(JSON)


class JudgementRow(Numbered, Record):
    """A person's judgement of a theme: what holds of speakers need not hold of their organisations."""

    __tablename__ = "comparison_judgement"
    __table_args__ = (
        UniqueConstraint("meeting_id", "theme_id", "compared_by"),
        Index(None, "theme_id"),
        numbered("meeting", "meeting_id"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"))
    judgement: Mapped[Judgement] = mapped_column(Word(Judgement))
    note: Mapped[str]
    compared_by: Mapped[ComparedBy] = mapped_column(Word(ComparedBy), default=ComparedBy.SPEAKER)


class CellSummaryRow(Numbered, Record):
    """Staff wording for one cell; without a theme it is the row 未归主题.

    A speaker's column is the speech; that of an organisation or identity is its word, in this meeting's table; that of
    a meeting is the meeting itself, and its wording stands in every table.
    """

    __tablename__ = "comparison_summary"
    __table_args__ = (
        CheckConstraint("(compared_by = '发言人') = (speech_id IS NOT NULL)", name="speech_of_a_speaker"),
        UniqueConstraint(
            "meeting_id", "theme_id", "speech_id", "compared_by", "column_word", name="uq_comparison_summary_cell"
        ),
        Index(None, "theme_id"),
        Index(None, "speech_id"),
        numbered("meeting", "meeting_id"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    speech_id: Mapped[int | None] = mapped_column(ForeignKey("speech.id"))
    text: Mapped[str]
    compared_by: Mapped[ComparedBy] = mapped_column(Word(ComparedBy), default=ComparedBy.SPEAKER)
    column_word: Mapped[str] = mapped_column(default="")


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
    stance: Mapped[Stance] = mapped_column(Word(Stance))


class AlikeRow(Numbered, Record):
    """Recommendations that a person linked as 同类; merged (归并) they are counted as one, and all origins stay."""

    __tablename__ = "alike"
    __table_args__ = (Index(None, "lead_id"), numbered("proposal", "lead_id"))

    lead_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    merged: Mapped[bool] = mapped_column(default=False)
    wording: Mapped[str] = mapped_column(default="")


class AlikeMemberRow(Record):
    """A recommendation among its like, and the state it had before it was merged."""

    __tablename__ = "alike_member"
    __table_args__ = (Index(None, "alike_id"), linking("proposal", "proposal_id"))

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True, autoincrement=False)
    alike_id: Mapped[int] = mapped_column(ForeignKey("alike.id"))
    former_status: Mapped[ProposalStatus | None] = mapped_column(Word(ProposalStatus), default=None)
