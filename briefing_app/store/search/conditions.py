"""This file turns parts of a query into SQL conditions on the searchable text."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from briefing_app.store.schema import SearchDocumentRow
from briefing_app.store.search.folding import fold


def contains_all(kind: str, record_id: InstrumentedAttribute[int], text: str) -> ColumnElement[bool]:
    """Of a record: its searchable text holds every part of `text`, which is split at blanks."""
    parts = [func.instr(SearchDocumentRow.folded, part) > 0 for part in fold(text).split()]
    return record_id.in_(select(SearchDocumentRow.record_id).where(SearchDocumentRow.kind == kind, *parts))
