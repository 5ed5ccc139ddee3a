"""This file turns Python's code points into Qt's UTF-16 units and back: nothing else in the window may."""

from __future__ import annotations

from bisect import bisect_left

from briefing_app.domain.text import Span

_LAST_OF_BMP = 0xFFFF


class TextPositions:
    """The map of one text. Cheap for texts without rare characters, which are nearly all."""

    def __init__(self, text: str) -> None:
        # Where the characters stand that take two units in Qt.
        self._wide = [place for place, character in enumerate(text) if ord(character) > _LAST_OF_BMP]
        self._wide_in_qt = [place + before for before, place in enumerate(self._wide)]

    def to_qt(self, position: int) -> int:
        """Code points → UTF-16 units."""
        return position + bisect_left(self._wide, position)

    def from_qt(self, position: int) -> int:
        """UTF-16 units → code points; a position inside a pair counts as before it."""
        return position - bisect_left(self._wide_in_qt, position)

    def span_to_qt(self, span: Span) -> tuple[int, int]:
        """A span as (start, end) in UTF-16 units."""
        return self.to_qt(span.start), self.to_qt(span.end)

    def span_from_qt(self, start: int, end: int) -> Span:
        """A selection of Qt as a span."""
        return Span(self.from_qt(start), self.from_qt(end))
