"""This file breaks titles: lines of like length that end where the sense does (GB/T 9704, 7.3.1)."""

from __future__ import annotations

from math import ceil

from briefing_app.export.typesetting.breaking import Line, Measured, break_lines, natural_width
from briefing_app.export.typesetting.characters import EM

# A line may well end after these, and had better not after or before those.
GOOD_END = set("，、；：。！？）》”— 　的与和及暨")
BAD_START = set("的之了等性化们会议区市省县部署年月日")
BAD_END = set("第在于对向从为把被让将新不")
GOOD_START = set("（《“关推加促以打构建实")
MOST_LINES = 12


def balanced(found: Measured, room: float) -> list[Line]:
    """The lines of a title in as few lines as it needs, of like length, none longer than `room`."""
    count = len(found.text)
    fewest = break_lines(found, room, room, justify=False)
    if len(fewest) == 1 or len(fewest) > MOST_LINES:
        return fewest
    places = [place for place in range(1, count) if found.breaks[place]] + [count]
    cuts = _best_cuts(found, places, room, len(fewest))
    if cuts is None:  # it only fits squeezed
        return fewest
    starts = [0, *cuts[:-1]]
    return [Line(start, end, natural_width(found, start, end)) for start, end in zip(starts, cuts)]


def _best_cuts(found: Measured, places: list[int], room: float, lines: int) -> list[int] | None:
    """Dynamic programme over the breaks: unevenness plus what each break costs in sense."""
    ideal = natural_width(found, 0, len(found.text)) / lines
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for number in range(lines):
        following: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, cuts) in best.items():
            for end in places:
                if end <= start or (number == lines - 1) != (end == places[-1]):
                    continue
                width = natural_width(found, start, end)
                if width > room + 0.5:
                    break
                total = cost + ((width - ideal) / EM) ** 2 + _sense(found.text, end)
                if end not in following or total < following[end][0]:
                    following[end] = (total, [*cuts, end])
        best = following
    return best[places[-1]][1] if places[-1] in best else None


def _sense(text: str, end: int) -> float:
    if end >= len(text):
        return 0.0
    cost = 4.0
    if text[end - 1] in GOOD_END:
        cost -= 4.0
    if text[end] in GOOD_START:
        cost -= 1.5
    if text[end] in BAD_START or text[end - 1] in BAD_END:
        cost += 6.0
    return cost
