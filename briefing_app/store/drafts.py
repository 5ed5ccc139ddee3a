"""This file keeps drafts under review, so that closing the window or a crash loses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from briefing_app import clock
from briefing_app.store.schema import ReviewDraftRow


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft as it was left: the file's bytes, and the draft as `importing.draft_json` writes it."""

    sha256: str
    name: str
    content: bytes
    json: dict[str, Any]
    updated_at: datetime


def keep(session: Session, *, sha256: str, name: str, content: bytes, json: dict[str, Any]) -> None:
    """Keep a draft; the same bytes again replace it."""
    row = session.get(ReviewDraftRow, sha256)
    if row is None:
        session.add(ReviewDraftRow(sha256=sha256, name=name, content=content, draft=json, updated_at=clock.now()))
    else:
        row.name, row.draft, row.updated_at = name, json, clock.now()
    session.flush()


def waiting(session: Session) -> list[KeptDraft]:
    """Drafts that wait for a person, the one last worked on first."""
    rows = session.scalars(
        select(ReviewDraftRow)
        .options(undefer(ReviewDraftRow.content))
        .order_by(ReviewDraftRow.updated_at.desc(), ReviewDraftRow.sha256)
    )
    return [KeptDraft(row.sha256, row.name, row.content, row.draft, row.updated_at) for row in rows]


def names(session: Session) -> list[tuple[str, str]]:
    """Key and name of every draft that waits, in the same order; their contents stay in the file."""
    rows = session.execute(
        select(ReviewDraftRow.sha256, ReviewDraftRow.name).order_by(
            ReviewDraftRow.updated_at.desc(), ReviewDraftRow.sha256
        )
    )
    return [(sha256, name) for sha256, name in rows]


def one(session: Session, sha256: str) -> KeptDraft | None:
    """A draft that waits, if it still does."""
    row = session.scalar(
        select(ReviewDraftRow).options(undefer(ReviewDraftRow.content)).where(ReviewDraftRow.sha256 == sha256)
    )
    return None if row is None else KeptDraft(row.sha256, row.name, row.content, row.draft, row.updated_at)


def count(session: Session) -> int:
    """How many drafts wait."""
    return session.scalar(select(func.count()).select_from(ReviewDraftRow)) or 0


def drop(session: Session, sha256: str) -> None:
    """Forget a draft: it was stored, or is not wanted."""
    row = session.get(ReviewDraftRow, sha256)
    if row is not None:
        session.delete(row)
    session.flush()
