"""This file breaks Chinese text into lines (CLREQ, GB/T 15834): pure functions from measured text to lines.

All measures are thousandths of an em. Squeezing comes first, then pushing out, then stretching.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from briefing_app.export.typesetting.characters import DASHES, EM, LETTERS_AND_MARKS, NO_END, NO_START
from briefing_app.export.typesetting.measuring import ALWAYS, AT_LAST, HALF, SOFTLY, Measured

LOOSE = 95  # a gap wider than this makes us break a date or an address after all
LOOSE_COST = 60.0  # a gap as wide as this disturbs like marks that are squeezed to their limit


@dataclass(frozen=True, slots=True)
class Line:
    """Characters [start, end) of a text, and how to set them."""

    start: int
    end: int
    width: int  # natural width, the mark at its end trimmed
    taken: float = 0.0  # the width that it takes when it is set
    stretch: float = 0.0  # added to every elastic gap
    latin_stretch: float = 0.0  # the same for the gaps between Han and Latin, which stay under ¼ em
    squeeze: float = 0.0  # share of every gap's give that is taken, 0 to 1
    lead: int = 0  # taken from the blank half of an opening mark at the start


def break_lines(
    found: Measured, first: float, rest: float, *, justify: bool = True, loosest: float = 1e9
) -> list[Line]:
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
    return found.ends[end] - found.starts[start]


def _give(found: Measured, start: int, end: int) -> int:
    """What the gaps of a line can lose together, and the opening mark at its start."""
    return found.given[_visible_end(found, start, end) - 1] - found.given[start] + found.leads.get(start, 0)


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
        found.soften()
        soft = _chosen(found, start, furthest, room, SOFTLY)
        if soft is not None and soft > (end or 0):
            end = soft
    if end is None:
        end = _chosen(found, start, furthest, room, AT_LAST)
    return end if end is not None else _forced(found, start, limit)


def _chosen(found: Measured, start: int, furthest: int, room: float, kind: int) -> int | None:
    squeezed, whole = _candidates(found, start, furthest, room + 0.5, kind)
    return _better(found, start, squeezed, whole, room)


def _candidates(found: Measured, start: int, furthest: int, limit: float, kind: int) -> tuple[int | None, int | None]:
    """The last break of a kind that fits when squeezed, and the last that fits as it is."""
    breaks, ends = found.breaks, found.ends
    furthest_end = found.starts[start] + limit
    squeezed, end = None, breaks.rfind(kind, start + 1, furthest + 1)
    while end > start:
        over = ends[end] - furthest_end
        if over <= 0:
            return squeezed, end
        if over <= _give(found, start, end):
            squeezed = end
        end = breaks.rfind(kind, start + 1, end)
    return squeezed, None


def _better(found: Measured, start: int, squeezed: int | None, whole: int | None, room: float) -> int | None:
    """Squeeze first where a mark would have to be pushed out; else whichever disturbs the line less."""
    if squeezed is None or whole is None:
        return whole if squeezed is None else squeezed
    slack = room - natural_width(found, start, whole)
    if slack >= EM - 1:
        return squeezed
    loosened = slack / max(1, _gaps(found, start, whole)) / LOOSE_COST
    taken = (natural_width(found, start, squeezed) - room) / max(1, _give(found, start, squeezed))
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
        return Line(start, end, width, width)
    each = slack / gaps
    most = EM / 4 - found.latin_space
    if each <= most or not found.latin_gaps:
        return Line(start, end, width, room, stretch=each, latin_stretch=each)
    latin = sum(1 for place in found.latin_gaps if start <= place < end - 1 and found.elastic[place])
    if latin >= gaps:
        return Line(start, end, width, room, stretch=each, latin_stretch=each)
    return Line(start, end, width, room, stretch=(slack - most * latin) / (gaps - latin), latin_stretch=most)


def _squeezed(found: Measured, start: int, end: int, width: int, slack: float) -> Line:
    lead = found.leads.get(start, 0)
    inner = _give(found, start, end) - lead
    if inner >= -slack:
        return Line(start, end, width, width + slack, squeeze=-slack / inner)
    lead = min(lead, round(-slack - inner))
    return Line(start, end, width, width - inner - lead, squeeze=1.0 if inner else 0.0, lead=lead)


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
