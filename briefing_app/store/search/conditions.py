"""This file turns the parts of a query into SQL conditions on the index and on the searchable text."""

from __future__ import annotations

import json
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from briefing_app.store.schema import SearchDocumentRow
from briefing_app.store.search.documents import after_last_id, first_id
from briefing_app.store.search.folding import fold
from briefing_app.store.search.grams import is_one_gram, needed_grams

# The index and its vocabulary are virtual tables, made by the first migration and not declared.
INDEX = sa.table("search_index", sa.column("rowid", sa.Integer), sa.column("search_index", sa.Text))
VOCABULARY = sa.table("search_vocabulary", sa.column("term", sa.Text), sa.column("doc", sa.Integer))
DOCUMENT = SearchDocumentRow

# A query of more parts than this is still answered, with the rest in one condition: SQLite limits the depth of SQL.
_SINGLE_CONDITIONS = 20
_MOST_GRAMS = 8


def contains_all(kind: str, record_id: InstrumentedAttribute[int], text: str) -> ColumnElement[bool]:
    """Of a record: its searchable text holds every part of `text`, which is split at blanks."""
    parts = fold(text).split()
    grams = spread(grams_in(parts))
    query = select(DOCUMENT.id - first_id(kind)).where(in_range(DOCUMENT.id.expression, kind), holds(parts))
    if grams:
        query = query.where(DOCUMENT.id.in_(candidates(grams)))
    return record_id.in_(query)


def grams_in(parts: Sequence[str]) -> list[str]:
    """All terms of the index that a text with these parts has."""
    return list(dict.fromkeys(gram for part in parts for gram in needed_grams(part)))


def spread(grams: Sequence[str]) -> list[str]:
    """Some of the terms, from all over: a few narrow nearly as well as all."""
    step = max(1, -(-len(grams) // _MOST_GRAMS))
    return list(grams[::step])


def candidates(grams: Sequence[str]) -> Select[int]:
    """The documents that have all of these terms."""
    return select(INDEX.c.rowid).where(INDEX.c.search_index.match(" AND ".join(grams)))


def holds(parts: Sequence[str]) -> ColumnElement[bool]:
    """Of a document: every part stands in its text."""
    single = [func.instr(DOCUMENT.folded, part) > 0 for part in parts[:_SINGLE_CONDITIONS]]
    rest = json.dumps(parts[_SINGLE_CONDITIONS:])
    if len(parts) <= _SINGLE_CONDITIONS:
        return sa.and_(sa.true(), *single)
    part = func.json_each(rest).table_valued("value")
    missing = sa.exists().select_from(part).where(func.instr(DOCUMENT.folded, part.c.value) == 0)
    return sa.and_(*single, ~missing)


def proves(grams: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether having these terms is holding the parts, so that no text has to be looked at."""
    return len(grams) <= _MOST_GRAMS and all(map(is_one_gram, parts))


def in_range(document_id: ColumnElement[int], kind: str) -> ColumnElement[bool]:
    """Of a document: it is of this kind."""
    return sa.and_(document_id >= first_id(kind), document_id < after_last_id(kind))
