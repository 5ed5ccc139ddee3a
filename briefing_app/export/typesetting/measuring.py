"""This file measures a text for the breaker: where it may break, what its marks can give, what must stay together.

All measures are thousandths of an em.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from re import Match

from briefing_app.export.typesetting.characters import (
    BETWEEN_HAN_AND_LATIN,
    CLOSING,
    EM,
    LAST_RESORT,
    NO_END,
    NO_START,
    OPENING,
    SOFT,
    SPECIAL,
)

HALF = EM // 2
NEVER, ALWAYS, SOFTLY, AT_LAST = 0, 1, 2, 3

Kinds = dict[int, str]  # position -> the kind of mark there
Ink = Callable[[int], tuple[int, int]]  # position -> blank left and right of the ink in its box


@dataclass(slots=True)
class Measured:
    """A text with everything that breaking it needs, found once."""

    text: str
    starts: list[int]  # natural position of each character, and of the end
    after: dict[int, int]  # fixed extra after a character: squeezed pairs, Han–Latin space
    give: dict[int, int]  # what the gap after a character can lose
    give_places: list[int]
    trims: dict[int, int]  # what a mark loses at a line's end
    leads: dict[int, int]  # what an opening mark can lose at a line's start
    breaks: bytearray  # may a line begin with this character
    elastic: bytearray  # may the gap after this character grow
    rigid: list[tuple[int, int]]  # words and dashes, in which nothing moves
    latin_space: int
    latin_gaps: list[int] = field(default_factory=list)
    tight: list[int] = field(default_factory=list)


def measure(text: str, advances: Sequence[int], ink: Ink | None = None, *, latin_space: int = 125) -> Measured:
    """Find the breaks, the pairs and the give of `text`; `ink` tells the real blank beside a mark's ink."""
    count = len(text)
    blank = ink or (lambda place: _conventional_ink(text[place], advances[place]))
    breaks, elastic = bytearray(b"\1") * (count + 1), bytearray(b"\1") * count
    found = Measured(text, [], {}, {}, [], {}, {}, breaks, elastic, [], latin_space)
    kinds: Kinds = {}
    for match in SPECIAL.finditer(text):
        _MARK[match.lastgroup or "other"](found, match, kinds)
    breaks[0] = breaks[count] = ALWAYS
    _blank_marks(found, kinds, blank)
    if found.rigid:
        _separate_latin(found, blank)
        for kind, pattern in ((SOFTLY, SOFT), (AT_LAST, LAST_RESORT)):
            for match in pattern.finditer(text):
                if breaks[match.start()] == NEVER:
                    breaks[match.start()] = kind
    _add_up(found, advances)
    return found


def _conventional_ink(character: str, advance: int) -> tuple[int, int]:
    if character in CLOSING:
        return 100, max(0, advance - HALF)
    if character in OPENING:
        return max(0, advance - HALF), 100
    return advance // 4, advance // 4


def _word(found: Measured, match: Match[str], _kinds: Kinds) -> None:
    start, end = match.span("word")
    for place in range(start + 1, match.end()):  # with the unit of a number
        found.breaks[place] = NEVER
    found.elastic[start : end - 1] = bytes(end - 1 - start)
    found.rigid.append((start, end))


def _dash(found: Measured, match: Match[str], _kinds: Kinds) -> None:
    start, end = match.span()
    found.breaks[start:end] = bytes(end - start)
    found.elastic[start : end - 1] = bytes(end - 1 - start)
    if end - start > 1:
        found.rigid.append((start, end))


def _range(found: Measured, match: Match[str], _kinds: Kinds) -> None:
    found.breaks[match.start()] = found.breaks[match.end()] = NEVER


def _closing(found: Measured, match: Match[str], kinds: Kinds) -> None:
    found.breaks[match.start()] = NEVER
    kinds[match.start()] = match.lastgroup or ""


def _opening(found: Measured, match: Match[str], kinds: Kinds) -> None:
    found.breaks[match.end()] = NEVER
    kinds[match.start()] = "open"


def _space(found: Measured, match: Match[str], _kinds: Kinds) -> None:
    found.breaks[match.start() : match.end()] = bytes(match.end() - match.start())


def _glue(found: Measured, match: Match[str], _kinds: Kinds) -> None:
    found.breaks[match.start() : match.end() + 1] = bytes(match.end() + 1 - match.start())


def _ordinal(found: Measured, match: Match[str], _kinds: Kinds) -> None:
    found.breaks[match.end()] = NEVER


def _other(found: Measured, match: Match[str], _kinds: Kinds) -> None:
    if match[0] in NO_START:
        found.breaks[match.start()] = NEVER
    if match[0] in NO_END:
        found.breaks[match.end()] = NEVER


_MARK: dict[str, Callable[[Measured, Match[str], Kinds], None]] = {
    "word": _word,
    "unit": _word,
    "range": _range,
    "dash": _dash,
    "close": _closing,
    "middle": _closing,
    "open": _opening,
    "space": _space,
    "glue": _glue,
    "ordinal": _ordinal,
    "other": _other,
}


def _blank_marks(found: Measured, kinds: Kinds, blank: Ink) -> None:
    """Squeeze neighbouring marks from two ems to one and a half, and note what each could give."""
    after, give = found.after, found.give
    for place, kind in kinds.items():
        left, right = blank(place)
        if kind == "close":
            room = max(0, min(HALF, right))
            found.trims[place] = room
            follower = kinds.get(place + 1)
            if follower == "open":
                after[place] = -min(HALF, room + max(0, min(HALF, blank(place + 1)[0])))
            elif follower == "close":
                after[place] = -room
            else:
                give[place] = give.get(place, 0) + room
        elif kind == "open":
            room = max(0, min(HALF, left))
            found.leads[place] = room
            before = kinds.get(place - 1)
            if before == "open":
                after[place - 1] = -room
            elif before != "close" and place:
                give[place - 1] = give.get(place - 1, 0) + room
        else:
            side = max(0, min(HALF // 2, left, right))
            give[place] = give.get(place, 0) + side
            if place:
                give[place - 1] = give.get(place - 1, 0) + side


def _separate_latin(found: Measured, blank: Ink) -> None:
    space = found.latin_space
    for match in BETWEEN_HAN_AND_LATIN.finditer(found.text):
        place = match.start() - 1
        found.latin_gaps.append(place)
        found.after[place] = found.after.get(place, 0) + space
        found.give[place] = found.give.get(place, 0) + space // 2
    for start, end in found.rigid:
        for place in range(start + 1, end - 1):
            if found.text[place] == "’":  # an apostrophe, not a full-width quotation mark
                left, right = blank(place)
                found.after[place - 1] = found.after.get(place - 1, 0) - max(0, left - 60)
                found.after[place] = -max(0, right - 60)


def _add_up(found: Measured, advances: Sequence[int]) -> None:
    steps = list(advances)
    for place, extra in found.after.items():
        steps[place] += extra
    found.starts = list(accumulate(steps, initial=0))
    found.give_places = sorted(found.give)
    if not found.give:
        found.tight = found.starts
        return
    for place, room in found.give.items():
        steps[place] -= room
    found.tight = list(accumulate(steps, initial=0))
