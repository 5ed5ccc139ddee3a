"""This file finds the words of a filter in a text, to show them marked."""

from __future__ import annotations

from functools import lru_cache

from briefing_app.domain.text import Spans
from briefing_app.store.search import fold, matches_in

_MOST_PARTS = 40  # of a pasted page nobody sees each word


def words_found(text: str, typed: str) -> Spans:
    """Where the words of the text condition stand; nothing while it is empty."""
    return _found(text, typed) if typed.strip() else ()


@lru_cache(maxsize=512)
def _found(text: str, typed: str) -> Spans:
    return matches_in(text, tuple(dict.fromkeys(fold(typed).split()))[:_MOST_PARTS])
