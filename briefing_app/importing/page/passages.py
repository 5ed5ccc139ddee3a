"""This file says what a passage is: running text put together from pieces of the source, every character traceable."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from briefing_app.domain.text import Span, Spans
from briefing_app.importing.lexicon.script import fold


@dataclass(frozen=True, slots=True)
class Passage:
    """Text with its place in the source.

    `text` is the source's characters under `pieces`, in order; line breaks inside show as blanks.
    `folded` is `text` made fit for matching, character for character.
    """

    text: str
    folded: str
    pieces: Spans

    @property
    def start(self) -> int:
        return self.pieces[0].start if self.pieces else 0

    @property
    def end(self) -> int:
        return self.pieces[-1].end if self.pieces else 0

    def spans(self, start: int = 0, end: int | None = None) -> Spans:
        """Where the characters `[start, end)` of the passage stand in the source."""
        end = len(self.text) if end is None else end
        starts = _starts(self.pieces)
        found: list[Span] = []
        for index in range(max(bisect_right(starts, start) - 1, 0), len(self.pieces)):
            offset, piece = starts[index], self.pieces[index]
            if offset >= end:
                break
            first, last = max(start - offset, 0), min(end - offset, len(piece))
            if first < last:
                found.append(Span(piece.start + first, piece.start + last))
        return tuple(found)

    def part(self, start: int = 0, end: int | None = None) -> Passage:
        """The passage `[start, end)` without blanks at its ends."""
        end = len(self.text) if end is None else end
        while start < end and self.text[start] in _BLANKS:
            start += 1
        while end > start and self.text[end - 1] in _BLANKS:
            end -= 1
        return Passage(self.text[start:end], self.folded[start:end], self.spans(start, end))


_BLANKS = " \u3000\t\n\r\ufeff\u200b\xa0\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"


def passage(source: str, pieces: Iterable[Span]) -> Passage:
    """The passage of these pieces of the source."""
    kept = tuple(piece for piece in pieces if len(piece))
    text = "".join(piece.of(source) for piece in kept).replace("\n", " ").replace("\r", " ")
    return Passage(text, fold(text), kept)


def join(source: str, parts: Iterable[Passage]) -> Passage:
    """The parts as one passage; where two Latin words meet, a blank of the source stays between them."""
    pieces: list[Span] = []
    for part in parts:
        if not part.pieces:
            continue
        if pieces and _latin(source[pieces[-1].end - 1]) and _latin(source[part.start]) and pieces[-1].end < part.start:
            pieces[-1] = Span(pieces[-1].start, pieces[-1].end + 1)
        pieces.extend(part.pieces)
    return passage(source, pieces)


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _starts(pieces: Spans) -> list[int]:
    starts, offset = [], 0
    for piece in pieces:
        starts.append(offset)
        offset += len(piece)
    return starts
