"""This file shows imported words in tooltips as they are: Qt would take a title that looks like HTML for HTML."""

from __future__ import annotations

import html


def plain_tip(words: str) -> str:
    """The words for a tooltip, none of them interpreted; what Qt cannot take for markup stays as it is."""
    if "<" not in words:
        return words
    return f"<p style='white-space:pre-wrap'>{html.escape(words)}</p>"
