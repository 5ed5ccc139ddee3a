"""This file shows imported words in tooltips as they are: Qt would take a title that looks like HTML for HTML."""

from __future__ import annotations

import html

_LONGEST = 2_000  # characters: a tooltip of more would cover the screen


def plain_tip(words: str) -> str:
    """The words for a tooltip, none of them interpreted; what Qt cannot take for markup stays as it is."""
    words = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    if "<" not in words:
        return words
    return f"<p style='white-space:pre-wrap'>{html.escape(words)}</p>"
