"""This file names the recommendations worth comparing with a text: those that share its rarest pairs of characters."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from briefing_app.store.search.conditions import INDEX, VOCABULARY, in_range
from briefing_app.store.search.documents import first_id
from briefing_app.store.search.folding import fold
from briefing_app.store.search.grams import grams_of

KIND = "proposal"
_MOST_TERMS = 24  # the rarest: common ones say how officials write, not what they want


def likely(session: Session, text: str, *, most: int) -> list[int]:
    """Ids of recommendations that have some of the rarest terms of a text; about `most` at the most.

    Terms are taken from the rarest on until so many are found, so a text that repeats another is always among them.
    """
    terms = [gram for gram in grams_of(fold(text)).split() if len(gram) > 1]
    counts = session.execute(
        select(VOCABULARY.c.term, VOCABULARY.c.doc).where(VOCABULARY.c.term.in_(terms)).order_by(VOCABULARY.c.doc)
    )
    wanted: list[str] = []
    expected = 0
    for term, count in counts:
        if wanted and (expected + count > most or len(wanted) == _MOST_TERMS):
            break
        wanted.append(f'"{term}"')
        expected += count
    if not wanted:
        return []
    found = select(INDEX.c.rowid - first_id(KIND)).where(
        INDEX.c.search_index.match(" OR ".join(wanted)), in_range(INDEX.c.rowid, KIND)
    )
    return list(session.scalars(found.limit(most)))
