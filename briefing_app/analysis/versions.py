"""This file tells how much two texts have in common: whether one is a version of the other."""

from __future__ import annotations

LENGTH = 4  # characters of a shingle: official phrases repeat, four characters in a row of them rarely
LEAST = 0.4  # shared by less, two texts are two texts; a manuscript and its abridged print share more


def shingles(text: str) -> frozenset[str]:
    """Every run of characters of a text, punctuation and blanks aside."""
    plain = "".join(filter(str.isalnum, text))
    return frozenset(plain[at : at + LENGTH] for at in range(max(1, len(plain) - LENGTH + 1)) if plain)


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the shorter text stands in the longer one, from 0 to 1."""
    return len(one & other) / max(1, min(len(one), len(other)))
