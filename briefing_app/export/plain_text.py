"""This file keeps characters that no file format allows out of the twins, visibly."""

from __future__ import annotations

import re

# What XML 1.0 does not know as a character: control codes, surrogates, the two non-characters of the first plane.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def allowed(text: str) -> str:
    """The text with � for each character that a file could not hold."""
    return _FORBIDDEN.sub("\ufffd", text)
