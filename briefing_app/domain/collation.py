"""This file lays two texts side by side (对勘): sentence by sentence, then character by character."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from functools import cached_property
from itertools import pairwise

from briefing_app.domain.text import Span, bare

# A sentence ends with its mark and whatever closes after it, or with its line.
_SENTENCE = re.compile(r"[^。！？；!?;\n]*(?:[。！？；!?;]+[”’」』）)》】]*|\n|$)")
_SOLID = re.compile(r"[^\s\ufeff\u200b]")
_ALIKE = 0.34  # sentences that share less are no two forms of one sentence
_BAND = 60  # sentences that a sentence may have wandered among very many others
_CONTEXT = 4  # solid characters that must have stayed together with a span for it to follow them
_TELLING = 12  # solid characters that, standing once in either text, are the same words wherever they stand


class Sign(str, Enum):
    """What became of a sentence or of some characters, seen from the first text."""

    SAME = "相同"
    CHANGED = "改动"
    DROPPED = "删去"
    ADDED = "增加"


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a pair that are the same, or stand in each other's place; one side may be empty."""

    sign: Sign
    one: Span
    other: Span


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence (or two) of one text and its form in the other; without a counterpart one side is empty."""

    sign: Sign
    one: Span
    other: Span
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Collation:
    """Two texts laid side by side; the pairs, in reading order, hold every solid character of both."""

    one: str
    other: str
    pairs: tuple[Pair, ...]

    @property
    def differences(self) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.pairs if pair.sign is not Sign.SAME)

    def follow(self, span: Span) -> Span | None:
        """Where the words under a span of the first text stand in the other; None when they were changed.

        The words are the same, white space aside, and what stood around them came along, or they are long enough to
        be told by themselves: a mark is never moved to other words that happen to look alike.
        """
        first, last = self._solid_range(span)
        if first == last:
            return None
        kept = self._kept_together(first, last)
        if kept is not None:
            return Span(self._places_other[kept], self._places_other[kept + last - first - 1] + 1)
        return self._only_place(span)

    def near(self, span: Span) -> Span:
        """The sentences of the other text that stand where a span of the first stood: where to look for its words."""
        touched = [pair for pair in self.pairs if len(pair.one) and pair.one.overlaps(span)]
        found = [pair.other for pair in touched if len(pair.other)]
        if found:
            return Span(found[0].start, found[-1].end)
        before = max(
            (pair.other.end for pair in self.pairs if len(pair.other) and pair.one.end <= span.start), default=0
        )
        return Span(before, before)

    def find(self, words: str, *, within: Span | None = None) -> Span | None:
        """Where words stand in the other text, or in a part of it, if they stand there exactly once."""
        if within is None:
            return _only(words, self.other, self._places_other)
        part = within.of(self.other)
        found = _only(words, part, _solid(part))
        return None if found is None else found.shifted(within.start)

    @cached_property
    def _places_one(self) -> list[int]:
        return _solid(self.one)

    @cached_property
    def _places_other(self) -> list[int]:
        return _solid(self.other)

    @cached_property
    def _blocks(self) -> list[tuple[int, int, int]]:
        """Runs of solid characters that are the same: (first in one, first in other, how many)."""
        runs: list[tuple[int, int, int]] = []
        for piece in (piece for pair in self.pairs for piece in pair.pieces if piece.sign is Sign.SAME):
            first = bisect_left(self._places_one, piece.one.start)
            first_other = bisect_left(self._places_other, piece.other.start)
            length = bisect_left(self._places_one, piece.one.end) - first
            if runs and (runs[-1][0] + runs[-1][2], runs[-1][1] + runs[-1][2]) == (first, first_other):
                first, first_other, length = runs[-1][0], runs[-1][1], runs[-1][2] + length
                runs.pop()
            runs.append((first, first_other, length))
        return runs

    def _solid_range(self, span: Span) -> tuple[int, int]:
        return bisect_left(self._places_one, span.start), bisect_left(self._places_one, span.end)

    def _kept_together(self, first: int, last: int) -> int | None:
        """The solid place in the other text to which a run of solid characters came as a whole."""
        at = bisect_left(self._blocks, (first + 1,)) - 1
        if at < 0:
            return None
        begin, begin_other, length = self._blocks[at]
        whole = length == len(self._places_one) == len(self._places_other)
        if last > begin + length or (length < _CONTEXT and not whole):
            return None
        return begin_other + first - begin

    def _only_place(self, span: Span) -> Span | None:
        words = span.of(self.one)
        if len(bare(words)) < _TELLING or _only(words, self.one, self._places_one) is None:
            return None
        return self.find(words)


def collate(one: str, other: str) -> Collation:
    """Lay two texts side by side."""
    left, right = _sentences(one), _sentences(other)
    pairs: list[Pair] = []
    words = [bare(span.of(one)) for span in left], [bare(span.of(other)) for span in right]
    for sign, a, b, c, d in SequenceMatcher(None, *words, autojunk=False).get_opcodes():
        if sign == "equal":
            pairs.extend(_same(x, y) for x, y in zip(left[a:b], right[c:d], strict=True))
        else:
            pairs.extend(_paired(one, other, left[a:b], right[c:d], pairs[-1] if pairs else None))
    return Collation(one, other, tuple(pairs))


def _same(one: Span, other: Span) -> Pair:
    return Pair(Sign.SAME, one, other, (Piece(Sign.SAME, one, other),))


def _sentences(text: str) -> list[Span]:
    """The sentences of a text without the white space around them."""
    found = []
    for match in _SENTENCE.finditer(text):
        solid = _solid(match.group())
        if solid:
            found.append(Span(match.start() + solid[0], match.start() + solid[-1] + 1))
    return found


def _solid(text: str) -> list[int]:
    """The positions of the characters that print."""
    return [found.start() for found in _SOLID.finditer(text)]


# --- sentences that differ -------------------------------------------------------------------------------------------

_STEPS = ((1, 1), (1, 2), (2, 1), (1, 0), (0, 1))  # sentences taken from either side at once


def _paired(one: str, other: str, left: Sequence[Span], right: Sequence[Span], after: Pair | None) -> list[Pair]:
    """The best way to pair sentences in their order; a sentence may have been cut in two, or two made one."""
    pairs: list[Pair] = []
    for a, b, c, d in _best_path([_pairs_of(span.of(one)) for span in left], [_pairs_of(s.of(other)) for s in right]):
        before = pairs[-1] if pairs else after
        from_one = _joined(left[a:b], before.one.end if before else 0)
        from_other = _joined(right[c:d], before.other.end if before else 0)
        pairs.append(_pair(one, other, from_one, from_other))
    return pairs


def _joined(spans: Sequence[Span], otherwise: int) -> Span:
    return Span(spans[0].start, spans[-1].end) if spans else Span(otherwise, otherwise)


def _best_path(left: Sequence[frozenset[str]], right: Sequence[frozenset[str]]) -> list[tuple[int, int, int, int]]:
    """Steps (from, to, from, to) through both rows of sentences with the highest likeness all in all."""
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(left) + 1):
        for j in _within_reach(i, len(left), len(right)):
            reached = [
                (best[i - a, j - b][0] + _gain(left[i - a : i], right[j - b : j]), (a, b))
                for a, b in _STEPS
                if (i - a, j - b) in best
            ]
            if reached:
                best[i, j] = max(reached, key=lambda way: way[0])
    path: list[tuple[int, int, int, int]] = []
    i, j = len(left), len(right)
    while (i, j) != (0, 0):
        a, b = best[i, j][1]
        path.append((i - a, i, j - b, j))
        i, j = i - a, j - b
    return path[::-1]


def _within_reach(i: int, rows: int, columns: int) -> range:
    """The columns worth looking at beside row i: all of few, a band round the diagonal of very many."""
    if columns <= _BAND or not rows:
        return range(columns + 1)
    middle = i * columns // rows
    reach = _BAND + columns // rows
    return range(max(0, middle - reach), min(columns, middle + reach) + 1)


def _gain(left: Sequence[frozenset[str]], right: Sequence[frozenset[str]]) -> float:
    """How alike these sentences are; nothing where they are not two forms of the same."""
    if not left or not right:
        return 0.0
    one, other = frozenset().union(*left), frozenset().union(*right)
    alike = 2 * len(one & other) / max(1, len(one) + len(other))
    return alike - _ALIKE if alike > _ALIKE else -1.0


def _pairs_of(sentence: str) -> frozenset[str]:
    """Neighbouring characters; a sentence of one character is that character."""
    solid = bare(sentence)
    return frozenset(a + b for a, b in pairwise(solid)) or frozenset((solid,))


# --- characters that differ ------------------------------------------------------------------------------------------


def _pair(one: str, other: str, left: Span, right: Span) -> Pair:
    pieces = tuple(_pieces(one, other, left, right))
    signs = {piece.sign for piece in pieces}
    sign = signs.pop() if len(signs) == 1 else Sign.CHANGED
    return Pair(sign, left, right, pieces)


def _pieces(one: str, other: str, left: Span, right: Span) -> Iterable[Piece]:
    """What is the same and what is not, in characters; white space does not count."""
    here = [left.start + place for place in _solid(left.of(one))]
    there = [right.start + place for place in _solid(right.of(other))]
    matcher = SequenceMatcher(None, [one[p] for p in here], [other[p] for p in there], autojunk=False)
    signs = {"equal": Sign.SAME, "replace": Sign.CHANGED, "delete": Sign.DROPPED, "insert": Sign.ADDED}
    for sign, a, b, c, d in matcher.get_opcodes():
        yield Piece(signs[sign], _span(here, a, b, left), _span(there, c, d, right))


def _span(places: Sequence[int], start: int, end: int, within: Span) -> Span:
    if start < end:
        return Span(places[start], places[end - 1] + 1)
    at = places[start] if start < len(places) else within.end
    return Span(at, at)


def _only(words: str, text: str, places: Sequence[int]) -> Span | None:
    """The one place where words stand in a text, white space aside."""
    wanted, solid = bare(words), bare(text)
    at = solid.find(wanted) if wanted else -1
    if at < 0 or solid.find(wanted, at + 1) >= 0:
        return None
    return Span(places[at], places[at + len(wanted) - 1] + 1)
