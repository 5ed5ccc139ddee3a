"""This file reads files that are to be kept with an item of follow-up, and writes them out again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from briefing_app.domain.followups import EntryKind, FollowUpEntry
from briefing_app.export.files import deliver
from briefing_app.importing.readers import content_of
from briefing_app.store import attachments, followups
from briefing_app.store.attachments import LARGEST


def read_file(path: Path) -> tuple[str, bytes]:
    """The name and the bytes of a file; raises UnreadableFile."""
    return path.name, content_of(path, largest=LARGEST)


def log_with_files(
    session: Session,
    followup_id: int,
    kind: EntryKind,
    text: str,
    *,
    author: str = "",
    dated: date | None = None,
    files: list[Path],
) -> FollowUpEntry:
    """Add a line to the log with the files that belong to it: all of it, or nothing."""
    read = [read_file(path) for path in files]
    entry = followups.log(session, followup_id, kind, text, author=author, dated=dated)
    for name, content in read:
        attachments.add(session, followup_id, name, content, entry_id=entry.id)
    return entry


def save_attachment(session: Session, attachment_id: int, target: Path, *, force: bool = False) -> None:
    """Write a kept file somewhere; raises UnwritableFile."""
    deliver(attachments.content(session, attachment_id), target, force=force)
