"""This file declares recommendations and the themes that they share."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Double, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from briefing_app.domain.proposals import ProposalStatus, RewordingKind
from briefing_app.domain.text import Spans
from briefing_app.store.schema.record import Numbered, Record, Removable, Word, linking, numbered


class ProposalRow(Numbered, Removable, Record):
    """A recommendation: `text` is the speech's text in `[start, end)`, always; rewording stands beside it."""

    __tablename__ = "proposal"
    __table_args__ = (
        CheckConstraint('0 <= start AND start < "end"', name="span"),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
        CheckConstraint("(summary IS NULL) = (summary_kind IS NULL)", name="rewording_is_marked"),
        Index(None, "speech_id"),
        # Covers counting and the order of the meeting, which every list begins with.
        Index("ix_proposal_place", "speech_id", "position", "id", sqlite_where=text("removed_at IS NULL")),
        Index(None, "status"),
        Index("ix_proposal_destination", "destination", sqlite_where=text("destination IS NOT NULL")),
        Index("ix_proposal_important", "important", sqlite_where=text("important")),
        Index("ix_proposal_removed", "removed_at", sqlite_where=text("removed_at IS NOT NULL")),
        numbered("proposal"),
    )

    speech_id: Mapped[int] = mapped_column(ForeignKey("speech.id"))
    position: Mapped[int]
    text: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    spans: Mapped[Spans]
    cue: Mapped[str | None]
    reason: Mapped[str]
    confidence: Mapped[float] = mapped_column(Double)  # SQLAlchemy 2.0 would take Float, 2.1 takes Double
    status: Mapped[ProposalStatus] = mapped_column(Word(ProposalStatus), default=ProposalStatus.UNSORTED)
    status_reason: Mapped[str] = mapped_column(default="")
    important: Mapped[bool] = mapped_column(default=False)
    summary: Mapped[str | None] = mapped_column(default=None)
    summary_kind: Mapped[RewordingKind | None] = mapped_column(Word(RewordingKind), default=None)
    destination: Mapped[str | None] = mapped_column(default=None)


class ThemeRow(Numbered, Removable, Record):
    """A subject, possibly below another; two themes in use never have the same name."""

    __tablename__ = "theme"
    __table_args__ = (
        CheckConstraint("parent_id <> id", name="not_its_own_parent"),
        Index("uq_theme_name", "name", unique=True, sqlite_where=text("removed_at IS NULL")),
        Index(None, "parent_id"),
        numbered("theme"),
    )

    name: Mapped[str]
    pinyin: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"), default=None)


class ProposalThemeRow(Record):
    """A theme on a recommendation: a suggestion with its reason until a person confirms it."""

    __tablename__ = "proposal_theme"
    __table_args__ = (
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
        Index(None, "theme_id"),
        linking("proposal", "proposal_id"),
    )

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True, autoincrement=False)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), primary_key=True, autoincrement=False)
    position: Mapped[int]
    confirmed: Mapped[bool]
    confidence: Mapped[float | None] = mapped_column(Double, default=None)
    reason: Mapped[str] = mapped_column(default="")
