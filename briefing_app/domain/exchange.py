"""This file says what an exchange between two offices comes to: what is new, what is newer, and what both have changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

SCHEMA = "briefing.exchange/1"


class Unsound(Exception):
    """What came in does not hold together; `what` is a Chinese phrase, never article text."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Choice(str, Enum):
    """What a person decides about a conflict; the values are the words of the command line."""

    KEEP = "keep"  # 留本库的
    TAKE = "take"  # 用来件的


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that differs, as people read it."""

    field: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A record that was changed on both sides since it was last shared; nothing is overwritten until a person decides."""

    uid: str
    kind: str  # identifier of the table
    term: str  # its word in the window
    record_id: int
    title: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What importing changes, or would change: records by their word in the window."""

    added: dict[str, int] = field(default_factory=dict)
    updated: dict[str, int] = field(default_factory=dict)
    unchanged: int = 0
    ours_newer: int = 0
    conflicts: tuple[Conflict, ...] = ()
    notes: tuple[str, ...] = ()

    def changes_nothing(self) -> bool:
        return not (self.added or self.updated)


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it travels: values as they stand in a library file, references by the names of other records.

    `versions` names every state that was ever sent of it, up to this one: whoever knows all of them has seen what this
    one rests on. `parts`: rows that belong to it, by table; `id` is its number in the library that sent it, kept where it is free.
    """

    kind: str
    uids: tuple[str, ...]
    id: int
    versions: tuple[str, ...]
    fields: dict[str, object]
    parts: dict[str, list[dict[str, object]]]

    @property
    def uid(self) -> str:
        return self.uids[0]
