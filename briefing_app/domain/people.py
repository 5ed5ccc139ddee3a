"""This file says who speaks: people, what they are, and whom they speak for."""

from __future__ import annotations

from dataclasses import dataclass


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


def spaced_name(name: str) -> str:
    """A two-character name with one em inside, so that lists of names align (张　三)."""
    return f"{name[0]}\u3000{name[1]}" if len(name) == 2 else name
