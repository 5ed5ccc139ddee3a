"""This file declares packs: named selections with options, and the numbered versions that were exported."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from briefing_app.domain.packs import PackFormat, PackKind
from briefing_app.store.schema.record import Numbered, Record, Removable, Word, linking, numbered


class PackRow(Numbered, Removable, Record):
    """A selection; `options` and `conditions` are the domain's values as JSON."""

    __tablename__ = "pack"
    __table_args__ = numbered("pack")

    name: Mapped[str]
    kind: Mapped[PackKind] = mapped_column(Word(PackKind))
    options: Mapped[dict[str, Any]] = mapped_column(JSON)
    conditions: Mapped[dict[str, Any]] = mapped_column(JSON)
    updated_at: Mapped[datetime]


class PackMeetingRow(Record):
    """A meeting in a pack."""

    __tablename__ = "pack_meeting"
    __table_args__ = (Index(None, "meeting_id"), linking("pack", "pack_id"))

    pack_id: Mapped[int] = mapped_column(ForeignKey("pack.id"), primary_key=True, autoincrement=False)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True, autoincrement=False)
    position: Mapped[int]


class PackItemRow(Record):
    """What a person said about one recommendation in a pack: its place by hand, or that it is left out."""

    __tablename__ = "pack_item"
    __table_args__ = (Index(None, "proposal_id"), linking("pack", "pack_id"))

    pack_id: Mapped[int] = mapped_column(ForeignKey("pack.id"), primary_key=True, autoincrement=False)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True, autoincrement=False)
    position: Mapped[int | None] = mapped_column(default=None)
    left_out: Mapped[bool] = mapped_column(default=False)


class PackVersionRow(Numbered, Record):
    """One export of a pack."""

    __tablename__ = "pack_version"
    __table_args__ = (UniqueConstraint("pack_id", "number"), numbered("pack", "pack_id"))

    pack_id: Mapped[int] = mapped_column(ForeignKey("pack.id"))
    number: Mapped[int]
    sha256: Mapped[str]
    format: Mapped[PackFormat] = mapped_column(Word(PackFormat))
    file_name: Mapped[str]
    exported_at: Mapped[datetime]
    pages: Mapped[int | None]
    checksum: Mapped[str] = mapped_column(default="")


class PackVersionContentRow(Record):
    """What an export was: its words, and the file byte for byte, so that it can be compared and given out again."""

    __tablename__ = "pack_version_content"

    version_id: Mapped[int] = mapped_column(ForeignKey("pack_version.id"), primary_key=True, autoincrement=False)
    document: Mapped[bytes]
    content: Mapped[bytes]
