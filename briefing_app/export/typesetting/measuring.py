"""This file measures a text for the breaker: where it may break, what its marks can give, what must stay together.

All measures are thousandths of an em.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import sub
from re import Match

from briefing_app.export.typesetting.characters import (
    BEFORE_WORDS,
    CLOSING,
    EM,
    IDEOGRAPH,
    LAST_RESORT,
    NO_END,
    NO_GAP_AFTER,
    NO_START,
    OPENING,
    SOFT,
    SPACES,
    SPECIAL,
)

HALF = EM // 2
APOSTROPHE = "’"
NEVER, ALWAYS, SOFTLY, AT_LAST = 0, 1, 2, 3

Kinds = dict[int, str]  # position -> the kind of mark there
Ink = Callable[[int], tuple[int, int]]  # position -> blank left and right of the ink in its box


@dataclass(slots=True)
class Measured:
    """A text with everything that breaking it needs, found once."""

    text: str
    after: dict[int, int]  # fixed extra after a character: squeezed pairs, Han–Latin space
    give: dict[int, int]  # what the gap after a character can lose
    trims: dict[int, int]  # what a mark loses at a line's end
    leads: dict[int, int]  # what an opening mark can lose at a line's start
    breaks: bytearray  # may a line begin with this character
    elastic: bytearray  # may the gap after this character grow
    latin_space: int
    starts: list[int] = field(default_factory=list)  # natural position of each character, and of the end
    ends: list[int] = field(default_factory=list)  # where a line that ends before a character has its end
    given: list[int] = field(default_factory=list)  # what all gaps before a character can lose together
    tight: list[int] = field(default_factory=list)  # positions when they have lost it
    give_places: list[int] = field(default_factory=list)
    rigid: list[tuple[int, int]] = field(default_factory=list)  # words and dashes, in which nothing moves
    words: list[tuple[int, int]] = field(default_factory=list)
    latin_gaps: list[int] = field(default_factory=list)
    softened: bool = False

    def soften(self) -> None:
        """Find where dates, ranges and addresses may break after all: few texts need to know."""
        if self.softened:
            return
        self.softened = True
        if self.rigid:
            for kind, pattern in ((SOFTLY, SOFT), (AT_LAST, LAST_RESORT)):
                for match in pattern.finditer(self.text):
                    if self.breaks[match.start()] == NEVER:
                        self.breaks[match.start()] = kind


def measure(text: str, advances: Sequence[int], ink: Ink | None = None, *, latin_space: int = 125) -> Measured:
    """Find the breaks, the pairs and the give of `text`; `ink` tells the real blank beside a mark's ink."""
    count = len(text)
    blank = ink or (lambda place: _conventional_ink(text[place], advances[place]))
    breaks, elastic = bytearray(b"\1") * (count + 1), bytearray(b"\1") * count
    found = Measured(text, {}, {}, {}, {}, breaks, elastic, latin_space)
    kinds: Kinds = {}
    for match in SPECIAL.finditer(text):
        kind = match.lastgroup
        if kind == "close":  # four of five
            place = match.start()
            breaks[place] = NEVER
            kinds[place] = kind
        else:
            _MARK[kind or "other"](found, match, kinds)
    breaks[0] = breaks[count] = ALWAYS
    _blank_marks(found, kinds, blank)
    if found.words:
        _separate_latin(found, blank)
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
    found.words.append((start, end))


def _dash(found: Measured, match: Match[str], _kinds: Kinds) -> None:
    start, end = match.span()
    found.breaks[start:end] = bytes(end - start)
    found.elastic[start : end - 1] = bytes(end - 1 - start)
    if end - start > 1:
        found.rigid.append((start, end))


def _range(found: Measured, match: Match[str], _kinds: Kinds) -> None:
    found.breaks[match.start()] = found.breaks[match.end()] = NEVER


def _middle(found: Measured, match: Match[str], kinds: Kinds) -> None:
    found.breaks[match.start()] = NEVER
    kinds[match.start()] = "middle"


def _item(found: Measured, match: Match[str], kinds: Kinds) -> None:
    """The stop after the number of an item (2．) belongs to what the item says: no line ends with it."""
    place = match.start()
    found.breaks[place] = found.breaks[place + 1] = NEVER
    if match[0] in CLOSING:
        kinds[place] = "close"


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
    "middle": _middle,
    "item": _item,
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
            room = found.trims[place] = HALF if right > HALF else max(0, right)
            follower = kinds.get(place + 1)
            if follower is None or follower == "middle":
                give[place] = give.get(place, 0) + room
            elif follower == "open":
                after[place] = -min(HALF, room + max(0, min(HALF, blank(place + 1)[0])))
            else:
                after[place] = -room
        elif kind == "open":
            room = found.leads[place] = HALF if left > HALF else max(0, left)
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
    """A space between Han and Latin, half of which may be taken away; none round the apostrophe of a word."""
    text, count = found.text, len(found.text)
    for start, end in found.words:
        while start and text[start - 1] in BEFORE_WORDS:
            start -= 1  # noqa: PLW2901
        if start and IDEOGRAPH.match(text, start - 1):
            found.latin_gaps.append(start - 1)
        if end < count and text[end - 1] not in NO_GAP_AFTER and IDEOGRAPH.match(text, end):
            found.latin_gaps.append(end - 1)
    for place in found.latin_gaps:
        found.after[place] = found.after.get(place, 0) + found.latin_space
        found.give[place] = found.give.get(place, 0) + found.latin_space // 2
    if APOSTROPHE not in text:
        return
    for start, end in found.words:
        for place in range(start + 1, end - 1):
            if text[place] == APOSTROPHE:  # not a full-width quotation mark
                left, right = blank(place)
                found.after[place - 1] = found.after.get(place - 1, 0) - max(0, left - 60)
                found.after[place] = -max(0, right - 60)


def _add_up(found: Measured, advances: Sequence[int]) -> None:
    steps = list(advances)
    for place, extra in found.after.items():
        steps[place] += extra
    found.starts = list(accumulate(steps, initial=0))
    found.ends = ends = found.starts.copy()
    for place, extra in found.after.items():
        ends[place + 1] -= extra
    for place, room in found.trims.items():
        ends[place + 1] -= room
    for match in SPACES.finditer(found.text):
        low, high = match.span()
        ends[low + 1 : high + 1] = [ends[low]] * (high - low)
    if not found.give:
        found.tight, found.given = found.starts, [0] * len(found.starts)
        return
    found.give_places = sorted(found.give)
    gives = [0] * len(steps)
    for place, room in found.give.items():
        gives[place] = room
    found.given = list(accumulate(gives, initial=0))
    found.tight = list(map(sub, found.starts, found.given))
