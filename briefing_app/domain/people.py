"""This file says who speaks: people, what they are, whom they speak for, and their turns over the meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Affiliation:
    """One post at one organisation, as printed; either may be missing in print."""

    organisation: str | None
    post: str | None

    def __str__(self) -> str:
        return f"{self.organisation or ''}{self.post or ''}"


@dataclass(frozen=True, slots=True)
class Person:
    """A human across meetings."""

    id: int
    name: str
    aliases: tuple[str, ...] = ()
    pinyin: str = ""
    initials: str = ""
    speeches: int = 0
    proposals: int = 0
    unit: str = ""  # the organisation that was printed last
    merged_into: int | None = None  # another record of the same human, which holds the speeches


@dataclass(frozen=True, slots=True)
class Turn:
    """An appearance of a person: the speech, and the name and posts as they were printed then."""

    speech_id: int
    person_id: int
    meeting_id: int
    meeting: str
    day: date | None
    when: str  # the day for lists, or as printed where the year is not known
    name: str
    title: str | None = None
    affiliations: tuple[Affiliation, ...] = ()
    identities: tuple[str, ...] = ()
    jointly: bool = False  # as a co-speaker: the posts printed are another's
    proposals: int = 0
    guess: str | None = None  # why the program took the speaker for this person; None once a person has said so
    came_with: int | None = None  # the record that was merged into this person, and holds the speech by rights

    @property
    def organisations(self) -> tuple[str, ...]:
        return tuple(a.organisation for a in self.affiliations if a.organisation)

    @property
    def posts(self) -> str:
        """All posts in a line."""
        return posts_in_a_line(self.affiliations)


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post that a person of the office has entered as valid, from and until a day (None: open)."""

    id: int
    person_id: int
    affiliation: Affiliation
    since: date | None = None
    until: date | None = None

    def is_valid_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def posts_in_a_line(affiliations: tuple[Affiliation, ...]) -> str:
    """Affiliations joined by 、, a shared organisation printed once."""
    shown: list[str] = []
    previous: str | None = None
    for affiliation in affiliations:
        repeated = affiliation.organisation is not None and affiliation.organisation == previous
        shown.append((affiliation.post or "") if repeated else str(affiliation))
        previous = affiliation.organisation
    return "、".join(part for part in shown if part)


def spaced_name(name: str) -> str:
    """A two-character name with one em inside, so that lists of names align (张　三)."""
    return f"{name[0]}\u3000{name[1]}" if len(name) == 2 else name
