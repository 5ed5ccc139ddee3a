"""This file declares what the library keeps about itself: facts, dictionaries, filters, drafts, history, index."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from briefing_app.store.schema.record import Numbered, Record, numbered


class LibraryInfoRow(Record):
    """A fact about the library: when it was made, which form its search index has."""

    __tablename__ = "library_info"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class DictionaryEntryRow(Numbered, Record):
    """A term of an editable dictionary (会议形式, 界别, 去向 …); places differ."""

    __tablename__ = "dictionary_entry"
    __table_args__ = (UniqueConstraint("dictionary", "term"), numbered("dictionary_entry"))

    dictionary: Mapped[str]
    term: Mapped[str]
    position: Mapped[int]
    legend: Mapped[str] = mapped_column(default="")
    hidden: Mapped[bool] = mapped_column(default=False)


class SavedFilterRow(Numbered, Record):
    """A filter kept by name (常用筛选)."""

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("name"), numbered("saved_filter"))

    name: Mapped[str]
    conditions: Mapped[dict[str, Any]] = mapped_column(JSON)
    position: Mapped[int]
    pinned: Mapped[bool] = mapped_column(default=False)


class ReviewDraftRow(Record):
    """A draft under review, kept until it is stored or dropped; closing the window loses nothing."""

    __tablename__ = "review_draft"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    content: Mapped[bytes] = mapped_column(deferred=True)
    draft: Mapped[dict[str, Any]] = mapped_column(JSON)
    updated_at: Mapped[datetime]


class ExportLogRow(Numbered, Record):
    """What left the library: what, when, who, hash."""

    __tablename__ = "export_log"
    __table_args__ = numbered()

    exported_at: Mapped[datetime]
    author: Mapped[str]
    what: Mapped[str]
    format: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str]


class ExchangedRow(Record):
    """A record that other offices know too: its name among all offices, and the version last known to be shared.

    `versions` names the states that were sent out, by anybody, up to the one that is known here; names and not numbers,
    so that a library brought back from a backup, or copied, never passes for a newer one. `digest` is that of the last
    shared state. One record may have several names, when two offices had made it independently.
    """

    __tablename__ = "exchanged"
    __table_args__ = (Index(None, "kind", "record_id"),)

    uid: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    record_id: Mapped[int]
    versions: Mapped[list[str]] = mapped_column(JSON)
    digest: Mapped[str]


class HistoryRow(Numbered, Record):
    """One changed row of one action: who, when, what, before and after."""

    __tablename__ = "history"
    __table_args__ = (Index(None, "kind", "record_id", "id"), numbered())

    at: Mapped[datetime]
    author: Mapped[str]
    action: Mapped[str]
    kind: Mapped[str]
    record_id: Mapped[int]
    changed_table: Mapped[str]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class SearchDocumentRow(Record):
    """The searchable text of one record that is there, folded; the index (`search_index`, FTS5) has the same row ids.

    The id says which record it is (see `search.documents`): each kind has its own range, the newest record last.
    """

    __tablename__ = "search_document"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    folded: Mapped[str]
