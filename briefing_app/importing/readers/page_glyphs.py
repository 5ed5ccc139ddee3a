"""This file gathers printed characters, each with its place on a page, into pieces of lines."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from statistics import median

from briefing_app.importing.readers.page_layout import Piece

_STRAIGHT = 0.05  # radians
_GAP = 1.0  # ems of white that end a piece
_BLANK = 0.3  # ems of white that are a blank between Latin words
_IDEOGRAPH = re.compile(r"[\u2e80-\u9fff\U00020000-\U0003ffff]")  # as wide as the type is high, in any font
_SLENDER = 0.8  # the type's size to the height of a character's box, which holds the line's white too
_THIN = 0.15  # ems of white that a typed blank leaves at the least
_WIDE = 0.6  # ems of white that are a blank beside a Chinese character


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character: its box from the page's top left corner, and the angle it is turned by.

    A blank that stands in the file is `typed`; the library puts others where it sees white.
    """

    char: str
    left: float
    top: float
    right: float
    bottom: float
    angle: float
    typed: bool = True


def upright(found: list[Glyph], width: float, height: float) -> tuple[list[Glyph], list[Glyph]]:
    """The glyphs of the page's main direction, turned upright, and those that stand askew (watermarks)."""
    quarters = Counter(round(glyph.angle / (math.pi / 2)) % 4 for glyph in found if not glyph.char.isspace())
    main = quarters.most_common(1)[0][0] if quarters else 0
    straight: list[Glyph] = []
    askew: list[Glyph] = []
    for glyph in found:
        off = abs((glyph.angle - main * math.pi / 2 + math.pi) % (2 * math.pi) - math.pi)
        (straight if off < _STRAIGHT or glyph.char.isspace() else askew).append(glyph)
    return [_turned(glyph, main, width, height) for glyph in straight], askew


def pieces(found: list[Glyph]) -> list[Piece]:
    """Neighbours in content that stand side by side, put together; justified type is spaced out and means nothing by it."""
    gathered: list[Piece] = []
    run: list[Glyph] = []
    text = ""
    blank: Glyph | None = None
    for glyph in found:
        if glyph.char.isspace():
            blank = blank if blank and blank.typed else glyph
            continue
        if run and not _follows(run[-1], glyph):
            gathered.append(_piece(run, text + _ending(blank)))
            run, text, blank = [], "", None
        text += (_white(run[-1], glyph, blank) if run else "") + glyph.char
        run.append(glyph)
        blank = None
    if run:
        gathered.append(_piece(run, text + _ending(blank)))
    return gathered


def _turned(glyph: Glyph, quarter: int, width: float, height: float) -> Glyph:
    left, top, right, bottom = glyph.left, glyph.top, glyph.right, glyph.bottom
    if quarter == 1:
        left, top, right, bottom = top, width - right, bottom, width - left
    elif quarter == 2:
        left, top, right, bottom = width - right, height - bottom, width - left, height - top
    elif quarter == 3:
        left, top, right, bottom = height - bottom, left, height - top, right
    return Glyph(glyph.char, left, top, right, bottom, 0.0, glyph.typed)


def _follows(before: Glyph, glyph: Glyph) -> bool:
    size = max(before.bottom - before.top, glyph.bottom - glyph.top, 0.1)
    middle = (before.top + before.bottom) / 2
    level = abs(middle - (glyph.top + glyph.bottom) / 2) < 0.4 * size
    return level and -0.5 * size < glyph.left - before.right < _GAP * size


def _white(before: Glyph, glyph: Glyph, blank: Glyph | None) -> str:
    """What stands between two characters of a piece: any blank parts Latin words, but only a typed one Chinese."""
    white = (glyph.left - before.right) / max(glyph.bottom - glyph.top, 0.1)
    if before.char.isascii() and glyph.char.isascii():
        return " " if blank or white > _BLANK else ""
    return "　" if white > _WIDE else " " if blank and blank.typed and white > _THIN else ""


def _ending(blank: Glyph | None) -> str:
    """A blank typed at the end of a line still parts it from the next one."""
    return " " if blank and blank.typed else ""


def _piece(run: list[Glyph], text: str) -> Piece:
    heights = [glyph.bottom - glyph.top for glyph in run]
    square = [glyph.right - glyph.left for glyph in run if _IDEOGRAPH.match(glyph.char)]
    size = median(square) if square else _SLENDER * median(heights)
    top, bottom = min(glyph.top for glyph in run), max(glyph.bottom for glyph in run)
    return Piece(run[0].left, top, run[-1].right, bottom, size, text)
