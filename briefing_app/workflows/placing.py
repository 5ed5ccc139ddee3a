"""This file finds where a passage of the source stands in a speech's text, whatever white space lies between."""

from __future__ import annotations

from collections.abc import Sequence

from briefing_app.domain.text import Span, Spans, bare
from briefing_app.importing.draft import DraftParagraph


class SpeechText:
    """A speech's text (its paragraphs joined by a line feed) with the place in the source of every solid character."""

    def __init__(self, source: str, paragraphs: Sequence[DraftParagraph]) -> None:
        self.text = "\n".join(paragraph.text for paragraph in paragraphs)
        self._source = source
        in_source = [place for paragraph in paragraphs for place in _solid(source, paragraph.spans)]
        in_text = list(_solid(self.text, (Span(0, len(self.text)),)))
        # A paragraph is verbatim: the same solid characters in the same order, only the white space may differ.
        self._place = dict(zip(in_source, in_text, strict=True))

    def place(self, spans: Spans) -> Span:
        """The passage of the speech's text that the spans of the source name; raises ValueError outside of it."""
        places = [self._place[place] for place in _solid(self._source, spans) if place in self._place]
        if not places:
            message = "the passage lies outside the speech"
            raise ValueError(message)
        return Span(places[0], places[-1] + 1)


def _solid(text: str, spans: Spans) -> list[int]:
    """The positions under the spans that hold something other than white space."""
    return [place for span in spans for place in range(span.start, span.end) if bare(text[place])]
