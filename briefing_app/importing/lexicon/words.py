"""This file lets lists of words be written as running text."""

from __future__ import annotations


def words(text: str) -> tuple[str, ...]:
    """The words of a text, parted by blanks."""
    return tuple(text.split())
