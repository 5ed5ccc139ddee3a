"""This file breaks Chinese text into lines (CLREQ, GB/T 15834): pure functions from measured text to lines.

All measures are thousandths of an em. Squeezing comes first, then pushing out, then stretching.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from re import Match

from briefing_app.export.typesetting.characters import (
    BETWEEN_HAN_AND_LATIN,
    CLOSING,
    DASHES,
    EM,
    LAST_RESORT,
    LETTERS_AND_MARKS,
    NO_END,
    NO_START,
    OPENING,
    SOFT,
    SPECIAL,
)

HALF = EM // 2
NEVER, ALWAYS, SOFTLY, AT_LAST = 0, 1, 2, 3
LOOSE = 95  # a gap wider than this makes us break a date or an address after all
TIGHT_COST = 1.0
LOOSE_COST = 60.0

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


@dataclass(frozen=True, slots=True)
class Line:
    """Characters [start, end) of a text, and how to set them."""

    start: int
    end: int
    width: int  # natural width, the mark at its end trimmed
    stretch: float = 0.0  # added to every elastic gap
    latin_stretch: float = 0.0  # the same for the gaps between Han and Latin, which stay under ¼ em
    squeeze: float = 0.0  # share of every gap's give that is taken, 0 to 1
    lead: int = 0  # taken from the blank half of an opening mark at the start


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


def break_lines(found: Measured, first: float, rest: float, *, justify: bool = True, loosest: float = 1e9) -> list[Line]:
    """The lines of a text: `first` and `rest` are the measures of the first line and of the others.

    A line that would need gaps over `loosest` keeps its natural width (narrow table cells). The last line is natural.
    """
    lines: list[Line] = []
    start, count = 0, len(found.text)
    while start < count:
        room = rest if lines else first
        end = _line_end(found, start, room, gape=LOOSE if justify else 1e9)
        lines.append(_fitted(found, start, end, room, justify=justify and end < count, loosest=loosest))
        start = end
    if len(lines) > 1:
        _keep_last_character_company(found, lines, first, rest, justify=justify, loosest=loosest)
    return lines


def _visible_end(found: Measured, start: int, end: int) -> int:
    text = found.text
    while end > start + 1 and text[end - 1] == " ":
        end -= 1
    return end


def natural_width(found: Measured, start: int, end: int) -> int:
    """Width of [start, end) as a line: nothing after its last character, whose blank half is trimmed."""
    last = _visible_end(found, start, end) - 1
    width = found.starts[last + 1] - found.starts[start] - found.after.get(last, 0)
    return width - found.trims.get(last, 0)


def _give(found: Measured, start: int, end: int) -> int:
    """What the gaps of a line can lose together, and the opening mark at its start."""
    last = _visible_end(found, start, end) - 1
    loose = found.starts[last] - found.starts[start]
    return loose - (found.tight[last] - found.tight[start]) + found.leads.get(start, 0)


def _gaps(found: Measured, start: int, end: int) -> int:
    return found.elastic.count(1, start, _visible_end(found, start, end) - 1)


def _line_end(found: Measured, start: int, room: float, *, gape: float) -> int:
    """Where the line from `start` ends: a legal break, a soft one where the line would gape, any if nothing else fits."""
    count = len(found.text)
    limit = room + 0.5
    furthest = min(count, bisect_right(found.tight, found.tight[start] + limit + 2 * HALF))
    if furthest == count and natural_width(found, start, count) <= limit:
        return count
    end = _chosen(found, start, furthest, room, ALWAYS)
    if end is None or _looseness(found, start, end, room) > gape:
        soft = _chosen(found, start, furthest, room, SOFTLY)
        if soft is not None and soft > (end or 0):
            end = soft
    if end is None:
        end = _chosen(found, start, furthest, room, AT_LAST)
    return end if end is not None else _forced(found, start, limit)


def _chosen(found: Measured, start: int, furthest: int, room: float, kind: int) -> int | None:
    squeezed, whole = _candidates(found, start, furthest, room + 0.5, kind)
    return _better(found, start, squeezed, whole, room)


def _candidates(
    found: Measured, start: int, furthest: int, limit: float, kind: int
) -> tuple[int | None, int | None]:
    """The last break of a kind that fits when squeezed, and the last that fits as it is."""
    squeezed, end = None, found.breaks.rfind(kind, start + 1, furthest + 1)
    while end > start:
        over = natural_width(found, start, end) - limit
        if over <= 0:
            return squeezed, end
        if over <= _give(found, start, end):
            squeezed = end
        end = found.breaks.rfind(kind, start + 1, end)
    return squeezed, None


def _better(found: Measured, start: int, squeezed: int | None, whole: int | None, room: float) -> int | None:
    """Squeeze first where a mark would have to be pushed out; else whichever disturbs the line less."""
    if squeezed is None or whole is None:
        return whole if squeezed is None else squeezed
    slack = room - natural_width(found, start, whole)
    if slack >= EM - 1:
        return squeezed
    loosened = slack / max(1, _gaps(found, start, whole)) / LOOSE_COST
    taken = (natural_width(found, start, squeezed) - room) / max(1, _give(found, start, squeezed)) * TIGHT_COST
    return squeezed if taken < loosened else whole


def _looseness(found: Measured, start: int, end: int, room: float) -> float:
    slack = room - natural_width(found, start, end)
    return slack / max(1, _gaps(found, start, end))


def _forced(found: Measured, start: int, limit: float) -> int:
    """A break inside something that is longer than the line; still no forbidden start or end where that is possible."""
    count, text = len(found.text), found.text
    last = min(count, max(start + 1, bisect_right(found.starts, found.starts[start] + limit + HALF) - 1))
    while last > start + 1 and natural_width(found, start, last) > limit:
        last -= 1
    end = last
    while end > start + 1 and end < count and not _bearable(text, end):
        end -= 1
    return end if end > start + 1 or _bearable(text, end) else last


def _bearable(text: str, end: int) -> bool:
    if end >= len(text):
        return True
    before, after = text[end - 1], text[end]
    return not (after in NO_START or before in NO_END or (after in DASHES and before == after) or after == " ")


def _fitted(found: Measured, start: int, end: int, room: float, *, justify: bool, loosest: float) -> Line:
    width = natural_width(found, start, end)
    slack = room - width
    if slack < -0.5:
        return _squeezed(found, start, end, width, slack)
    gaps = _gaps(found, start, end) if justify else 0
    if not gaps or slack / gaps > loosest:
        return Line(start, end, width)
    each = slack / gaps
    most = EM / 4 - found.latin_space
    if each <= most or not found.latin_gaps:
        return Line(start, end, width, stretch=each, latin_stretch=each)
    latin = sum(1 for place in found.latin_gaps if start <= place < end - 1 and found.elastic[place])
    if latin >= gaps:
        return Line(start, end, width, stretch=each, latin_stretch=each)
    return Line(start, end, width, stretch=(slack - most * latin) / (gaps - latin), latin_stretch=most)


def _squeezed(found: Measured, start: int, end: int, width: int, slack: float) -> Line:
    lead = found.leads.get(start, 0)
    inner = _give(found, start, end) - lead
    if inner >= -slack:
        return Line(start, end, width, squeeze=-slack / inner)
    return Line(start, end, width, squeeze=1.0 if inner else 0.0, lead=min(lead, round(-slack - inner)))


def _keep_last_character_company(
    found: Measured, lines: list[Line], first: float, rest: float, *, justify: bool, loosest: float
) -> None:
    """A last line of one character goes up, if the line before can be squeezed, or gets a neighbour from it."""
    before, last = lines[-2:]
    if len(LETTERS_AND_MARKS.findall(found.text, last.start, last.end)) > 1:
        return
    room = first if len(lines) == 2 else rest
    over = natural_width(found, before.start, last.end) - room
    if over <= _give(found, before.start, last.end):
        lines[-2:] = [_fitted(found, before.start, last.end, room, justify=False, loosest=loosest)]
        return
    cut = found.breaks.rfind(ALWAYS, before.start + 1, before.end)
    if cut <= before.start or _looseness(found, before.start, cut, room) > LOOSE:
        return
    if natural_width(found, cut, last.end) > rest:
        return
    lines[-2] = _fitted(found, before.start, cut, room, justify=justify, loosest=loosest)
    lines[-1] = _fitted(found, cut, last.end, rest, justify=False, loosest=loosest)


def shift_after(found: Measured, line: Line) -> dict[int, float]:
    """Character position -> what to add after it in this line, beyond `line.stretch`."""
    last = _visible_end(found, line.start, line.end) - 1
    shifts: dict[int, float] = {}
    if found.after:
        shifts = {place: float(extra) for place, extra in found.after.items() if line.start <= place < last}
    if line.squeeze:
        low, high = bisect_left(found.give_places, line.start), bisect_left(found.give_places, last)
        for place in found.give_places[low:high]:
            shifts[place] = shifts.get(place, 0.0) - line.squeeze * found.give[place]
    if line.latin_stretch != line.stretch:
        for place in found.latin_gaps:
            if line.start <= place < last:
                shifts[place] = shifts.get(place, 0.0) + line.latin_stretch - line.stretch
    return shifts


def set_width(found: Measured, line: Line) -> float:
    """The width that a line takes when it is set, the mark at its end trimmed."""
    end = _visible_end(found, line.start, line.end)
    steps = (found.starts[place + 1] - found.starts[place] - found.after.get(place, 0) for place in range(line.start, end))
    stretched = line.stretch * found.elastic.count(1, line.start, end - 1)
    width = sum(steps) + sum(shift_after(found, line).values()) + stretched
    return width - found.trims.get(end - 1, 0) - line.lead


__all__ = ["EM", "Line", "Measured", "break_lines", "measure", "natural_width", "set_width", "shift_after"]
