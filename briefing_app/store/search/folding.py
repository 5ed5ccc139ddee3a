"""This file folds text to what searching compares, and finds the way back to the characters of the original."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from briefing_app.domain.text import Span

# Characters of which each folds to exactly one and joins with nothing before it: nearly all of a Chinese text.
_EVEN = re.compile("[\n\x20-\x7e\u2014\u2018-\u201d\u3001\u3002\u3008-\u3011\u4e00-\u9fff\uff01-\uff5e]+")


def fold(text: str) -> str:
    """Full and half width, compatibility forms and case become one (NFKC, case folding); never raises."""
    return unicodedata.normalize("NFKC", storable(text)).casefold()


def storable(text: str) -> str:
    """The text without lone surrogates, which no file can hold, and without NUL, at which SQLite's functions stop."""
    return text.encode("utf-8", "replace").decode().replace("\0", "?")


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text and its folded form, piece by piece, so that a find in the one is a span of the other."""

    folded: str
    _starts: tuple[int, ...]  # of the pieces, in the folded text
    _pieces: tuple[tuple[Span, bool], ...]  # in the original; whether it is even: one character for each

    def original(self, start: int, end: int) -> Span:
        """The span of the original under `[start, end)` of the folded text."""
        return Span(self._place(start).start, self._place(end - 1).end)

    def _place(self, position: int) -> Span:
        number = bisect_right(self._starts, position) - 1
        span, even = self._pieces[number]
        if not even:
            return span
        character = span.start + position - self._starts[number]
        return Span(character, character + 1)


def fold_with_origin(text: str) -> FoldedText:
    """Fold a text and remember where each piece of the result came from."""
    text = storable(text)
    forms: list[str] = []
    starts: list[int] = []
    pieces: list[tuple[Span, bool]] = []
    position = length = 0
    while position < len(text):
        end, even = _end_of_piece(text, position)
        form = fold(text[position:end])
        forms.append(form)
        starts.append(length)
        pieces.append((Span(position, end), even))
        length += len(form)
        position = end
    return FoldedText("".join(forms), tuple(starts), tuple(pieces))


def _end_of_piece(text: str, position: int) -> tuple[int, bool]:
    """Where the even run that begins here ends, or else one character with all that joins it."""
    run = _EVEN.match(text, position)
    end = run.end() if run else position
    if end < len(text) and _joins(text[end]):
        end -= 1
    if end > position:
        return end, True
    end = position + 1
    while end < len(text) and _joins(text[end]):
        end += 1
    return end, False


@lru_cache(maxsize=4_096)
def _joins(character: str) -> bool:
    """Whether normalising may join the character with the one before it: marks, Hangul jamo, half-width voice marks."""
    first = unicodedata.normalize("NFKD", character)[0]
    return unicodedata.category(first).startswith("M") or "\u1160" <= first <= "\u11ff"
