"""This file says what a piece of a text is: spans in code points, and what is left when white space does not count."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# A byte order mark and a zero-width space print nothing: they count as white space everywhere.
_BLANK = re.compile(r"[\s\ufeff\u200b]+")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The characters `[start, end)` of a text, counted in Python code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            message = f"not a span: [{self.start}, {self.end})"
            raise ValueError(message)

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)


Spans = tuple[Span, ...]


def spans_of(pairs: Iterable[Iterable[int]]) -> Spans:
    """Spans from pairs of numbers, as they stand in JSON."""
    return tuple(Span(*pair) for pair in pairs)


def pairs_of(spans: Iterable[Span]) -> list[list[int]]:
    """Pairs of numbers for JSON: the inverse of `spans_of`."""
    return [[span.start, span.end] for span in spans]


def bare(text: str) -> str:
    """The text without any white space: the form in which quotations are compared."""
    return _BLANK.sub("", text)


def read(text: str, spans: Iterable[Span]) -> str:
    """The characters under the spans, in order."""
    return "".join(span.of(text) for span in spans)


def is_verbatim(quotation: str, source: str, spans: Iterable[Span]) -> bool:
    """A quotation is verbatim when the source's characters under its spans are the quotation, white space aside."""
    return bare(read(source, spans)) == bare(quotation)
