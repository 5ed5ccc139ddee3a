"""This file answers a query: how many records of each kind hold it, and the newest of them with their matches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from briefing_app.domain.text import Span, Spans
from briefing_app.store import speeches
from briefing_app.store.schema import PersonRow, SpeechRow
from briefing_app.store.search import conditions
from briefing_app.store.search.conditions import DOCUMENT, INDEX
from briefing_app.store.search.documents import KINDS, Document, documents, first_id, record_of
from briefing_app.store.search.folding import fold_with_origin
from briefing_app.store.search.narrowing import known_by_sound, narrowed
from briefing_app.store.search.query import Query, read_query

_MOST_PARTS_OF_A_NAME = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that holds the query; `matches` are spans of `text`.

    The text of a speech is its text, and then its title: spans before the end of Speech.text count in it.
    """

    kind: str
    id: int
    speaker: str
    text: str
    matches: Spans
    meeting_id: int | None = None
    speech_id: int | None = None


@dataclass(frozen=True, slots=True)
class SearchResult:
    """All that was found, counted by kind, and the hits that were asked for, grouped by kind."""

    total: int
    hits: tuple[Hit, ...]
    counts: Mapping[str, int]


def search(session: Session, query: str, *, limit: int = 50, kinds: Sequence[str] = KINDS) -> SearchResult:
    """Find every record whose text holds each part of the query, exactly; never raises for what was typed.

    The newest records come first; when there are more than `limit`, each kind gets a fair share of it.
    """
    counts = count(session, query, kinds=kinds)
    hits = [
        hit for kind, share in _fair_shares(counts, limit).items() for hit in newest(session, query, kind, limit=share)
    ]
    return SearchResult(sum(counts.values()), tuple(hits), counts)


def count(session: Session, query: str, *, kinds: Sequence[str] = KINDS) -> dict[str, int]:
    """How many records of each kind hold the query; a kind that cannot answer it is not named."""
    read = read_query(query)
    if read.is_empty():
        return {}
    matching = {kind: found for kind in kinds if (found := _matching(read, kind)) is not None}
    return {kind: _count(session, found) for kind, found in matching.items()}


def newest(session: Session, query: str, kind: str, *, limit: int) -> list[Hit]:
    """The newest records of a kind that hold the query."""
    read = read_query(query)
    found = None if read.is_empty() else _matching(read, kind)
    return [] if found is None else _hits(session, read, kind, _newest(session, found, limit))


def _matching(query: Query, kind: str) -> Select[int] | None:
    """The ids of the documents of a kind that answer the query; None: the kind cannot.

    The index gives candidates, which it finds newest first without a sort; the texts prove them, except where
    having the terms is holding the parts.
    """
    narrow = narrowed(kind, query.fields)
    if narrow is None:
        return None
    if kind == "person":
        return _people(query, narrow)
    grams = conditions.grams_in(query.parts)
    holding = conditions.holds(query.parts)
    if not grams:
        return select(DOCUMENT.id).where(conditions.in_range(DOCUMENT.id.expression, kind), holding, *narrow)
    found = conditions.candidates(conditions.spread(grams)).where(conditions.in_range(INDEX.c.rowid, kind))
    if not narrow and conditions.proves(grams, query.parts):
        return found
    return found.join(DOCUMENT, DOCUMENT.id == INDEX.c.rowid).where(holding, *narrow)


def _people(query: Query, narrow: list[ColumnElement[bool]]) -> Select[int]:
    """People are few: every one is looked at, and known by sound as well."""
    known = [or_(conditions.holds([part]), known_by_sound(part)) for part in query.parts]
    if len(known) > _MOST_PARTS_OF_A_NAME:
        known = [conditions.holds(query.parts)]
    person = DOCUMENT.id == PersonRow.id + first_id("person")
    return select(DOCUMENT.id).join(PersonRow, person).where(*known, *narrow)


def _count(session: Session, found: Select[int]) -> int:
    return session.scalar(select(func.count()).select_from(found.subquery())) or 0


def _newest(session: Session, found: Select[int], limit: int) -> list[int]:
    (document_id,) = found.selected_columns
    return list(session.scalars(found.order_by(document_id.desc()).limit(limit)))


def _fair_shares(counts: Mapping[str, int], limit: int) -> dict[str, int]:
    """How many hits of each kind to show: what the few leave over goes to the many."""
    shares: dict[str, int] = {}
    waiting = sorted((kind for kind, count in counts.items() if count), key=lambda kind: counts[kind])
    left = max(0, limit)
    while waiting:
        kind = waiting.pop(0)
        shares[kind] = min(counts[kind], -(-left // (len(waiting) + 1)))
        left -= shares[kind]
    return {kind: shares[kind] for kind in counts if shares.get(kind)}


def _hits(session: Session, query: Query, kind: str, document_ids: Sequence[int]) -> list[Hit]:
    found = {one.id: one for one in documents(session, kind, [record_of(key)[1] for key in document_ids])}
    speakers = _speakers(session, [one.speech_id for one in found.values() if one.speech_id is not None])
    return [_hit(found[document_id], query.parts, speakers) for document_id in document_ids if document_id in found]


def _hit(document: Document, parts: Sequence[str], speakers: Mapping[int, str]) -> Hit:
    matches = matches_in(document.text, parts)
    if document.kind == "person" and parts and not matches:
        matches = (Span(0, len(document.text.split("\n", 1)[0])),)  # known by sound
    return Hit(
        document.kind,
        document.record_id,
        speakers.get(document.speech_id or 0, ""),
        document.text,
        matches,
        document.meeting_id,
        document.speech_id,
    )


def matches_in(text: str, parts: Sequence[str]) -> Spans:
    """Where folded parts stand in a text, as spans of the text as it is."""
    folded = fold_with_origin(text)
    found: set[Span] = set()
    for part in parts:
        at = folded.folded.find(part)
        while at >= 0:
            found.add(folded.original(at, at + len(part)))
            at = folded.folded.find(part, at + len(part))
    return tuple(sorted(found))


def _speakers(session: Session, speech_ids: Sequence[int]) -> dict[int, str]:
    rows = session.execute(
        select(SpeechRow.id, SpeechRow.speaker, SpeechRow.label).where(SpeechRow.id.in_(set(speech_ids)))
    ).all()
    co_speakers = speeches.co_speakers_of(session, speech_ids)
    return {key: speeches.shown_speaker(name, co_speakers.get(key, ()), label) for key, name, label in rows}
