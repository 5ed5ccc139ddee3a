"""This file keeps the editable dictionaries (会议形式, 界别, 去向, 办复类别 …): places differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from briefing_app.domain.followups import REPLY_CLASSES, SATISFACTIONS
from briefing_app.domain.meetings import MEETING_KINDS
from briefing_app.domain.proposals import DESTINATIONS
from briefing_app.errors import InvalidValue
from briefing_app.store.schema import DictionaryEntryRow


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a dictionary; `legend` explains it where that is printed (办复类别)."""

    term: str
    legend: str = ""


# What a dictionary holds until somebody edits it.
DEFAULTS: dict[str, tuple[Term, ...]] = {
    "meeting_kind": tuple(Term(kind) for kind in MEETING_KINDS),
    "destination": tuple(Term(destination) for destination in DESTINATIONS),
    "reply_class": tuple(Term(name, legend) for name, legend in REPLY_CLASSES.items()),
    "satisfaction": tuple(Term(word) for word in SATISFACTIONS),
}


def terms(session: Session, dictionary: str) -> tuple[Term, ...]:
    """The terms of a dictionary, in their order: those of the library, else the defaults."""
    edited = session.scalar(
        select(func.count()).select_from(DictionaryEntryRow).where(DictionaryEntryRow.dictionary == dictionary)
    )
    if not edited:
        return DEFAULTS.get(dictionary, ())
    rows = session.scalars(
        select(DictionaryEntryRow)
        .where(DictionaryEntryRow.dictionary == dictionary, DictionaryEntryRow.hidden.is_(False))
        .order_by(DictionaryEntryRow.position)
    )
    return tuple(Term(row.term, row.legend) for row in rows)


def set_terms(session: Session, dictionary: str, wanted: Sequence[Term]) -> None:
    """Write a whole dictionary; a term that is left out stays known for records that use it, but is offered no more."""
    if len({term.term for term in wanted}) != len(wanted):
        raise InvalidValue("词典", dictionary, "每个词只出现一次")
    rows = {
        row.term: row
        for row in session.scalars(select(DictionaryEntryRow).where(DictionaryEntryRow.dictionary == dictionary))
    }
    for row in rows.values():
        row.hidden = True
    for position, term in enumerate(wanted, start=1):
        if not term.term.strip():
            raise InvalidValue("词典", term.term, "至少一个字")
        if term.term in rows:
            row = rows[term.term]
            row.position, row.legend, row.hidden = position, term.legend, False
        else:
            session.add(
                DictionaryEntryRow(dictionary=dictionary, term=term.term, legend=term.legend, position=position)
            )
    session.flush()
