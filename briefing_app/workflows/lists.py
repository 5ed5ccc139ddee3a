"""This file knows what the columns of a list hold: as a person said before, else as their names suggest."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy.orm import Session

from briefing_app.importing import readers
from briefing_app.importing.readers.sheet import Choices, Column, Table
from briefing_app.store import list_columns

_KINDS = {kind.value: kind for kind in Column}


def choices(session: Session) -> Choices:
    """What people have said of the columns of lists; what another version said and this one does not know is left."""
    return {
        signature: {at: _KINDS[kind] for at, kind in columns.items() if kind in _KINDS}
        for signature, columns in list_columns.known(session).items()
    }


def remember(session: Session, table: Table, columns: Mapping[int, Column]) -> None:
    """Keep what the columns of a table hold, for this list and every one of the same make."""
    list_columns.remember(session, table.signature, {at: kind.value for at, kind in columns.items()})


def tables_to_sort(path: Path, known: Choices) -> list[Table]:
    """The tables of a file whose columns nobody has sorted yet, one of each make; raises UnreadableFile."""
    new: dict[str, Table] = {}
    for table in readers.lists_in(path):
        if table.signature not in known:
            new.setdefault(table.signature, table)
    return list(new.values())
