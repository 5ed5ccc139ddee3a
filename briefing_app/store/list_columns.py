"""This file remembers what a person said of the columns of a list (.xlsx, .csv), by the names of its columns."""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from briefing_app.store.schema import LibraryInfoRow

_KEY = "list_columns:"


def remember(session: Session, signature: str, columns: dict[int, str]) -> None:
    """Keep what the columns of lists with this signature hold; the same signature again replaces it."""
    key, value = _KEY + signature, json.dumps({str(at): kind for at, kind in sorted(columns.items())})
    row = session.get(LibraryInfoRow, key)
    if row is None:
        session.add(LibraryInfoRow(key=key, value=value))
    else:
        row.value = value
    session.flush()


def known(session: Session) -> dict[str, dict[int, str]]:
    """What is known of the columns of lists, by their signatures."""
    rows = session.execute(
        select(LibraryInfoRow.key, LibraryInfoRow.value).where(LibraryInfoRow.key.startswith(_KEY, autoescape=True))
    )
    return {
        key.removeprefix(_KEY): {int(at): str(kind) for at, kind in json.loads(value).items()} for key, value in rows
    }
