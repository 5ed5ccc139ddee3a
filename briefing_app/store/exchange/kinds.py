"""This file lists what travels between libraries: records with the rows that belong to them; all else is the office's own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from briefing_app.store.schema import metadata


@dataclass(frozen=True, slots=True)
class Kind:
    """A table whose rows travel, the tables of their parts with the column that says whose, and what it hangs on."""

    table: str
    parts: tuple[tuple[str, str], ...] = ()
    owner: str | None = None  # without the record there, this one is not there either
    named: bool = False  # two records of one name are one thing, however often it was written down

    def owner_of(self, part: str) -> str:
        """The column of a part that says whose it is; "" for the record's own table."""
        return dict(self.parts).get(part, "")


# In an order in which each record comes after those that it must refer to.
KINDS: tuple[Kind, ...] = (
    Kind("person", (("person_alias", "person_id"), ("person_post", "person_id")), named=True),
    Kind("unit", (("unit_alias", "unit_id"),), named=True),
    Kind("tag", named=True),
    Kind("theme", named=True),
    Kind(
        "meeting",
        (
            ("meeting_tag", "meeting_id"),
            ("comparison_judgement", "meeting_id"),
            ("comparison_summary", "meeting_id"),
        ),
    ),
    Kind("source", (("source_part", "source_id"),), named=True),  # its name is what is in it
    Kind(
        "speech",
        (
            ("speech_paragraph", "speech_id"),
            ("co_speaker", "speech_id"),
            ("affiliation", "speech_id"),
            ("identity", "speech_id"),
            ("speech_tag", "speech_id"),
            ("speech_version", "speech_id"),
        ),
        owner="meeting_id",
    ),
    Kind(
        "proposal",
        (
            ("proposal_theme", "proposal_id"),
            ("proposal_tag", "proposal_id"),
            ("comparison_stance", "proposal_id"),
        ),
        owner="speech_id",
    ),
    Kind("annotation", owner="speech_id"),
    Kind("alike", (("alike_member", "alike_id"),), owner="lead_id"),
    Kind(
        "followup",
        (("followup_unit", "followup_id"), ("followup_proposal", "followup_id"), ("followup_tag", "followup_id")),
    ),
    Kind("followup_entry", owner="followup_id"),
    Kind("attachment", owner="followup_id"),
)
BY_NAME = {kind.table: kind for kind in KINDS}

# Bytes travel beside the records, by their hash.
CONTENT_TABLES = frozenset({"source_content", "attachment_content"})
# How an office works with its library, and what the library keeps about itself.
OWN_TABLES = frozenset(
    {
        *("comparison", "pack", "pack_item", "pack_meeting", "pack_version", "pack_version_content"),
        *("saved_filter", "dictionary_entry", "review_draft", "export_log", "history", "person_apart"),
        *("library_info", "search_document", "exchanged"),
    }
)


@cache
def references(table: str) -> dict[str, str]:
    """The columns of a table that name a record which travels, and the kind of that record."""
    found = {}
    for column in metadata.tables[table].columns:
        for key in column.foreign_keys:
            if key.column.table.name in BY_NAME:
                found[str(column.name)] = str(key.column.table.name)
    return found


@cache
def columns(table: str, *, without: str = "") -> tuple[str, ...]:
    """The columns that carry something: all but the number, and the one that says whose part a row is."""
    names = (str(column.name) for column in metadata.tables[table].columns)
    return tuple(name for name in names if name not in ("id", without))
