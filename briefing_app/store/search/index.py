"""This file keeps the full-text index equal to the records, within the transaction that changes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from briefing_app.store import records
from briefing_app.store.history import ChangeSet, RowChange
from briefing_app.store.schema import AnnotationRow, LibraryInfoRow, ProposalRow, SpeechRow, metadata
from briefing_app.store.search.documents import KINDS, Document, all_ids, documents, first_id
from briefing_app.store.search.folding import fold
from briefing_app.store.search.grams import grams_of

# Changes with what is searchable, how it is folded and how it is cut: an index of another form is made anew.
FORM = "1"
_FORM_KEY = "search_index"
_DOCUMENTS = metadata.tables["search_document"]
_INFO = metadata.tables["library_info"]
_ADD = sa.text("INSERT INTO search_index (rowid, grams) VALUES (:id, :grams)")
# A contentless index has to be told what it forgets.
_FORGET = sa.text("INSERT INTO search_index (search_index, rowid, grams) VALUES ('delete', :id, :grams)")
_FORGET_ALL = sa.text("INSERT INTO search_index (search_index) VALUES ('delete-all')")

# Which record's text a row of a table is part of: (kind, column with the record's id).
_TEXT_OF = {
    "person": ("person", "id"),
    "person_alias": ("person", "person_id"),
    "meeting": ("meeting", "id"),
    "speech": ("speech", "id"),
    "proposal": ("proposal", "id"),
    "annotation": ("annotation", "id"),
    "followup": ("followup", "id"),
    "followup_entry": ("followup", "followup_id"),
    "source": ("source", "id"),
    "source_part": ("source", "source_id"),
}


def follow(session: Session, changes: ChangeSet) -> None:
    """Bring the index up to date with an action, before its transaction ends."""
    touched: dict[str, set[int]] = defaultdict(set)
    for row in changes.rows:
        if row.table in _TEXT_OF:
            kind, column = _TEXT_OF[row.table]
            touched[kind].update(image[column] for image in (row.before, row.after) if image is not None)
    _touch_what_hangs_on(session, changes.rows, touched)
    for kind, ids in touched.items():
        _bring_up_to_date(session, kind, sorted(ids))


def rebuild(session: Session) -> None:
    """Make the index anew from the records."""
    session.connection().execute(_FORGET_ALL)
    session.connection().execute(delete(_DOCUMENTS))
    for kind in KINDS:
        for chunk in records.chunks(all_ids(session, kind)):
            _add(session, documents(session, kind, chunk))
    session.connection().execute(delete(_INFO).where(_INFO.c.key == _FORM_KEY))
    session.connection().execute(insert(_INFO), {"key": _FORM_KEY, "value": FORM})


def is_of_this_form(session: Session) -> bool:
    """Whether the index was made as this version makes it."""
    return session.scalar(select(LibraryInfoRow.value).where(LibraryInfoRow.key == _FORM_KEY)) == FORM


def _touch_what_hangs_on(session: Session, rows: Iterable[RowChange], touched: dict[str, set[int]]) -> None:
    """What hangs on a meeting or speech comes and goes with it."""
    moved = {"removed_at", "meeting_id"}
    meetings = [row.key[0] for row in rows if row.table == "meeting" and moved.intersection(row.changed())]
    speeches = [row.key[0] for row in rows if row.table == "speech" and moved.intersection(row.changed())]
    speeches += session.scalars(select(SpeechRow.id).where(SpeechRow.meeting_id.in_(meetings))) if meetings else []
    for chunk in records.chunks(speeches):
        touched["speech"].update(chunk)
        touched["proposal"].update(session.scalars(select(ProposalRow.id).where(ProposalRow.speech_id.in_(chunk))))
        touched["annotation"].update(
            session.scalars(select(AnnotationRow.id).where(AnnotationRow.speech_id.in_(chunk)))
        )


def _bring_up_to_date(session: Session, kind: str, ids: Sequence[int]) -> None:
    for chunk in records.chunks(ids):
        present = {
            row.id: row.folded
            for row in session.execute(
                select(_DOCUMENTS).where(_DOCUMENTS.c.id.in_([first_id(kind) + record_id for record_id in chunk]))
            )
        }
        wanted = {document.id: document for document in documents(session, kind, chunk)}
        changed = {
            document_id: document
            for document_id, document in wanted.items()
            if present.get(document_id) != fold(document.text)
        }
        gone = {document_id for document_id in present if document_id not in wanted or document_id in changed}
        _forget(session, {document_id: present[document_id] for document_id in gone})
        _add(session, list(changed.values()))


def _forget(session: Session, folded: dict[int, str]) -> None:
    if folded:
        connection = session.connection()
        connection.execute(_FORGET, [{"id": key, "grams": grams_of(text)} for key, text in folded.items()])
        connection.execute(
            delete(_DOCUMENTS).where(_DOCUMENTS.c.id == sa.bindparam("gone")),
            [{"gone": key} for key in folded],
        )


def _add(session: Session, found: Sequence[Document]) -> None:
    if found:
        lines = [{"id": one.id, "folded": fold(one.text)} for one in found]
        connection = session.connection()
        connection.execute(insert(_DOCUMENTS), lines)
        connection.execute(_ADD, [{"id": line["id"], "grams": grams_of(str(line["folded"]))} for line in lines])
