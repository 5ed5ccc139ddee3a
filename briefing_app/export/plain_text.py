"""This file keeps out of the twins what would spoil them: forbidden characters (visibly), and the clock."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timezone

from briefing_app.export.document import PackDocument

# What XML 1.0 does not know as a character: control codes, surrogates, the two non-characters of the first plane.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def allowed(text: str) -> str:
    """The text with � for each character that a file could not hold."""
    return _FORBIDDEN.sub("\ufffd", text)


def moment(document: PackDocument) -> datetime:
    """The moment that a file's properties bear: the pack's day, so that the same pack gives the same bytes."""
    return datetime.combine(document.printed_on or date(2000, 1, 1), time(), timezone.utc)
