"""This file declares following up: units, items, what they answer to, and their log with attached files."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from briefing_app.domain.followups import EntryKind, FollowUpStatus
from briefing_app.store.schema.record import Numbered, Record, Removable, Word, linking, numbered


class UnitRow(Numbered, Record):
    """An office that handles recommendations (办理单位)."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("name"), numbered("unit"))

    name: Mapped[str]


class UnitAliasRow(Numbered, Record):
    """A short or former name of a unit."""

    __tablename__ = "unit_alias"
    __table_args__ = (UniqueConstraint("name"), Index(None, "unit_id"), numbered("unit", "unit_id"))

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str]


class FollowUpRow(Numbered, Removable, Record):
    """An item of follow-up; without `lead_id` nobody has been asked yet."""

    __tablename__ = "followup"
    __table_args__ = (Index(None, "lead_id"), Index(None, "status", "due"), Index(None, "due"), numbered("followup"))

    title: Mapped[str]
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    created_at: Mapped[datetime]
    assigned_on: Mapped[date | None] = mapped_column(default=None)
    due: Mapped[date | None] = mapped_column(default=None)
    joint_due: Mapped[date | None] = mapped_column(default=None)
    status: Mapped[FollowUpStatus] = mapped_column(Word(FollowUpStatus), default=FollowUpStatus.DRAFTED)
    reply_class: Mapped[str | None] = mapped_column(default=None)
    satisfaction: Mapped[str | None] = mapped_column(default=None)


class FollowUpUnitRow(Record):
    """A joint unit (会办) of an item."""

    __tablename__ = "followup_unit"
    __table_args__ = (Index(None, "unit_id"), linking("followup", "followup_id"))

    followup_id: Mapped[int] = mapped_column(ForeignKey("followup.id"), primary_key=True, autoincrement=False)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True, autoincrement=False)
    position: Mapped[int]


class FollowUpProposalRow(Record):
    """A recommendation that an item follows up."""

    __tablename__ = "followup_proposal"
    __table_args__ = (Index(None, "proposal_id"), linking("followup", "followup_id"))

    followup_id: Mapped[int] = mapped_column(ForeignKey("followup.id"), primary_key=True, autoincrement=False)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True, autoincrement=False)
    position: Mapped[int]


class FollowUpEntryRow(Numbered, Removable, Record):
    """A line of the log (办理记录): the day it happened, when it was written down, the state that it came with."""

    __tablename__ = "followup_entry"
    __table_args__ = (Index(None, "followup_id", "id"), numbered("followup", "followup_id"))

    followup_id: Mapped[int] = mapped_column(ForeignKey("followup.id"))
    kind: Mapped[EntryKind] = mapped_column(Word(EntryKind))
    text: Mapped[str]
    author: Mapped[str]
    written_at: Mapped[datetime]
    dated: Mapped[date]
    moved_to: Mapped[FollowUpStatus | None] = mapped_column(Word(FollowUpStatus), default=None)


class AttachmentContentRow(Record):
    """The bytes of an attached file, once for all items that it is attached to."""

    __tablename__ = "attachment_content"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(deferred=True)


class AttachmentRow(Numbered, Removable, Record):
    """A file kept with an item, possibly with one line of its log."""

    __tablename__ = "attachment"
    __table_args__ = (
        Index(None, "followup_id"),
        Index(None, "entry_id"),
        Index(None, "sha256"),
        numbered("followup", "followup_id"),
    )

    followup_id: Mapped[int] = mapped_column(ForeignKey("followup.id"))
    name: Mapped[str]
    sha256: Mapped[str] = mapped_column(ForeignKey("attachment_content.sha256"))
    size: Mapped[int]
    added_at: Mapped[datetime]
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("followup_entry.id"), default=None)
