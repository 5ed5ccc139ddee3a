"""This file says how page contents name characters: by their Unicode number, each plane of Unicode in a font of its own.

So a text is coded without looking anything up, no two characters share a code, and text copies out as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

FIRST_BEYOND = "\U00010000"
NEVER_A_CHARACTER = 0xFFFF  # stands for the first of a plane, whose number would be that of no glyph


def code(character: str) -> int:
    """The number (CID) under which a font shows a character."""
    return ord(character) & 0xFFFF or NEVER_A_CHARACTER


def plane(character: str) -> int:
    return ord(character) >> 16


def coded(text: str) -> str:
    """The characters of one plane as the hexadecimal digits of a PDF string."""
    if text < FIRST_BEYOND:
        return text.encode("utf-16-be").hex()
    return "".join(f"{code(character):04x}" for character in text)


def by_plane(text: str) -> Iterator[tuple[int, int, int]]:
    """(plane, start, end) for each run of characters of one plane."""
    if not text or max(text) < FIRST_BEYOND:
        yield 0, 0, len(text)
        return
    start = 0
    for number, run in groupby(text, plane):
        end = start + sum(1 for _ in run)
        yield number, start, end
        start = end


def font_name(font: int, plane_: int) -> str:
    """What page contents call a plane of a font."""
    return f"F{font}" if not plane_ else f"F{font}p{plane_}"
