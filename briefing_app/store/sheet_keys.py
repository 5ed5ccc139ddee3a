"""This file gives items the numbers that stand on sheets for units, and finds the item of a number again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from briefing_app.store import records
from briefing_app.store.schema import FollowUpRow


def keys(session: Session, followup_ids: Sequence[int]) -> dict[int, str]:
    """The numbers of items: the id, and four signs that tell a slip of the pen or another library's number."""
    return {row.id: _key(row) for row in records.all_required(session, FollowUpRow, followup_ids)}


def followup_of(session: Session, key: str) -> int | None:
    """The item with this number that is there; None for a number that this library has not given out."""
    number, _, _signs = key.strip().upper().partition("-")
    if not (number.isascii() and number.isdigit()) or len(number) > 15:
        return None
    row = session.scalars(
        select(FollowUpRow).where(FollowUpRow.id == int(number), FollowUpRow.removed_at.is_(None))
    ).one_or_none()
    return row.id if row is not None and _key(row) == key.strip().upper() else None


def _key(row: FollowUpRow) -> str:
    # The moment of its making differs between libraries, even for items with the same id.
    digest = hashlib.sha256(f"{row.id} {row.created_at.timestamp():.6f}".encode()).hexdigest()
    return f"{row.id}-{digest[:4].upper()}"
