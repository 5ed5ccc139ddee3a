"""This file says what a corrected speech still knows of its source: the words before, and where they stood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from briefing_app.domain.anchoring import carry, differences
from briefing_app.domain.text import Span


@dataclass(frozen=True, slots=True)
class Correction:
    """A place of a speech where a person mended the words: what stands there now, and what the source says."""

    span: Span  # in the speech's text; empty where words were struck out
    before: str
    now: str


def corrections(text: str, original: str) -> list[Correction]:
    """Every place where a text differs from its original wording."""
    return [
        Correction(now, old.of(original), now.of(text))
        for (line, old_line) in zip(_lines(text), _lines(original), strict=True)
        for old, now in _between(old_line, line, original, text)
    ]


def original_span(span: Span, text: str, original: str) -> Span:
    """Where the words under a span of a corrected text stand in the original wording.

    A correction never joins or parts paragraphs, so line is compared with line.
    """
    pairs = [
        (line, old_line)
        for line, old_line in zip(_lines(text), _lines(original), strict=True)
        if line.start <= span.end and span.start <= line.end
    ]
    (first, first_old), (last, last_old) = pairs[0], pairs[-1]
    start = _back(Span(max(span.start, first.start), min(span.end, first.end)), first, first_old, text, original)
    end = _back(Span(max(span.start, last.start), min(span.end, last.end)), last, last_old, text, original)
    return Span(start.start, max(start.start, end.end))


def _back(span: Span, line: Span, old_line: Span, text: str, original: str) -> Span:
    (found,) = carry([span.shifted(-line.start)], line.of(text), old_line.of(original))
    back = Span(old_line.start, old_line.start) if found.span is None else found.span.shifted(old_line.start)
    # What was struck out at the edge of a paragraph belongs to the paragraph.
    return Span(
        old_line.start if span.start == line.start else back.start, old_line.end if span.end == line.end else back.end
    )


def _between(old_line: Span, line: Span, original: str, text: str) -> Iterator[tuple[Span, Span]]:
    for old, now in differences(old_line.of(original), line.of(text)):
        yield old.shifted(old_line.start), now.shifted(line.start)


def _lines(text: str) -> list[Span]:
    lengths = [len(line) for line in text.split("\n")]
    starts = accumulate((length + 1 for length in lengths[:-1]), initial=0)
    return [Span(start, start + length) for start, length in zip(starts, lengths, strict=True)]
