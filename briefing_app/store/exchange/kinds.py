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
    yields: tuple[str, ...] = ()  # columns in which each office has its own way: a difference there is none
    whole: bool = False  # how an office works: goes along with the whole library, not with some meetings
    along: bool = False  # goes along where all that it names does
    last: bool = False  # no other record names it: where it was taken away, it need not come back

    def owner_of(self, part: str) -> str:
        """The column of a part that says whose it is; "" for the record's own table."""
        return dict(self.parts).get(part, "")


# In an order in which each record comes after those that it must refer to.
KINDS: tuple[Kind, ...] = (
    Kind("dictionary_entry", yields=("position",), whole=True, last=True),
    Kind("person", (("person_alias", "person_id"), ("person_post", "person_id")), named=True),
    Kind("person_apart", owner="first_id", along=True, last=True),
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
    Kind("alike", (("alike_member", "alike_id"),), owner="lead_id", last=True),
    Kind(
        "followup",
        (("followup_unit", "followup_id"), ("followup_proposal", "followup_id"), ("followup_tag", "followup_id")),
    ),
    Kind("followup_entry", owner="followup_id"),
    Kind("attachment", owner="followup_id"),
    Kind("comparison", owner="meeting_id", along=True, last=True),
    Kind("saved_filter", yields=("position",), whole=True, last=True),
    Kind("pack", (("pack_meeting", "pack_id"), ("pack_item", "pack_id")), whole=True),
    Kind("pack_version", owner="pack_id", whole=True, last=True),
)
BY_NAME = {kind.table: kind for kind in KINDS}

# Bytes travel beside the records, by their hash.
CONTENT_TABLES = frozenset({"source_content", "attachment_content", "pack_version_content"})
# What does not travel, and why.
NOT_CARRIED = {
    "review_draft": "material under review is one desk's unfinished work; it travels once it is stored",
    "export_log": "says what left this very library; another office's log would be a false one",
    "history": "who did what in this library, in its own numbers; over there the history says that it was read in",
    "exchanged": "what this library knows of the others: that is made anew by each exchange",
    "search_document": "made from the records",
    "library_info": "when and in which form this very file was made",
}


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


@cache
def key_columns(part: str, owner: str) -> tuple[str, ...]:
    """What tells the rows of a part apart within one record; nothing where they have numbers of their own."""
    names = tuple(str(column.name) for column in metadata.tables[part].primary_key.columns)
    return () if names == ("id",) else tuple(name for name in names if name != owner)
