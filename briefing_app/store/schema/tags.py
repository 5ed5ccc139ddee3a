"""This file declares tags: free labels on anything."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from briefing_app.store.schema.record import Numbered, Record, linking, numbered


class TagRow(Numbered, Record):
    """A label."""

    __tablename__ = "tag"
    __table_args__ = (UniqueConstraint("name"), numbered())

    name: Mapped[str]


class ProposalTagRow(Record):
    """A label on a recommendation."""

    __tablename__ = "proposal_tag"
    __table_args__ = (Index(None, "tag_id"), linking("proposal", "proposal_id"))

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True, autoincrement=False)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id"), primary_key=True, autoincrement=False)


class SpeechTagRow(Record):
    """A label on a speech."""

    __tablename__ = "speech_tag"
    __table_args__ = (Index(None, "tag_id"), linking("speech", "speech_id"))

    speech_id: Mapped[int] = mapped_column(ForeignKey("speech.id"), primary_key=True, autoincrement=False)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id"), primary_key=True, autoincrement=False)


class MeetingTagRow(Record):
    """A label on a meeting."""

    __tablename__ = "meeting_tag"
    __table_args__ = (Index(None, "tag_id"), linking("meeting", "meeting_id"))

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True, autoincrement=False)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id"), primary_key=True, autoincrement=False)


class FollowUpTagRow(Record):
    """A label on an item of follow-up."""

    __tablename__ = "followup_tag"
    __table_args__ = (Index(None, "tag_id"), linking("followup", "followup_id"))

    followup_id: Mapped[int] = mapped_column(ForeignKey("followup.id"), primary_key=True, autoincrement=False)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id"), primary_key=True, autoincrement=False)
