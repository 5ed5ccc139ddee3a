"""This file keeps files with items of follow-up: the bytes once by their hash, the names as often as needed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from briefing_app import clock
from briefing_app.domain.followups import Attachment
from briefing_app.errors import InvalidValue
from briefing_app.store import records
from briefing_app.store.schema import AttachmentContentRow, AttachmentRow, FollowUpEntryRow, FollowUpRow

LARGEST = 64 * 2**20  # bytes: what is larger would make every backup slow


def add(session: Session, followup_id: int, name: str, content: bytes, *, entry_id: int | None = None) -> Attachment:
    """Keep a file with an item, or with one line of its log."""
    records.required(session, FollowUpRow, followup_id)
    if entry_id is not None and records.required(session, FollowUpEntryRow, entry_id).followup_id != followup_id:
        raise records.not_found(FollowUpEntryRow, entry_id)
    if not content or len(content) > LARGEST:
        raise InvalidValue("附件", name, f"不是空文件，并且不超过 {LARGEST // 2**20} MB")
    digest = hashlib.sha256(content).hexdigest()
    if session.get(AttachmentContentRow, digest) is None:
        session.add(AttachmentContentRow(sha256=digest, content=content))
        session.flush()
    row = AttachmentRow(
        followup_id=followup_id,
        name=plain_name(name),
        sha256=digest,
        size=len(content),
        added_at=clock.now(),
        entry_id=entry_id,
    )
    session.add(row)
    session.flush()
    return _attachment(row)


def content(session: Session, attachment_id: int) -> bytes:
    """The bytes of a file, for whoever writes it somewhere."""
    row = records.required(session, AttachmentRow, attachment_id)
    return session.scalars(select(AttachmentContentRow.content).where(AttachmentContentRow.sha256 == row.sha256)).one()


def of_followups(session: Session, followup_ids: Sequence[int]) -> list[Attachment]:
    """The files of items, in the order in which they came; those in the 回收站 are not shown."""
    rows = session.scalars(
        select(AttachmentRow)
        .where(AttachmentRow.followup_id.in_(followup_ids), AttachmentRow.removed_at.is_(None))
        .order_by(AttachmentRow.id)
    )
    return [_attachment(row) for row in rows]


def remove(session: Session, attachment_id: int) -> None:
    """Take a file away from its item; undo brings it back."""
    records.remove([records.required(session, AttachmentRow, attachment_id)])
    session.flush()


def plain_name(name: str) -> str:
    """A file name without folders and without what file systems refuse, whatever it was told to be."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*').strip(" .")
    return kept[-120:] or "附件"


def _attachment(row: AttachmentRow) -> Attachment:
    return Attachment(row.id, row.followup_id, row.entry_id, row.name, row.sha256, row.size)
