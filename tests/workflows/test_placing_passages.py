"""A passage of the source is found in its speech, wherever columns, pages and blanks cut it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing_app.domain.text import Span, Spans, bare, read
from briefing_app.importing.draft import DraftParagraph
from briefing_app.workflows.placing import SpeechText

BLANKS = st.text(" \n\r\u3000\ufeff\u200b", max_size=3)
PIECES = st.lists(st.text("甲乙丙丁，。𠮷A1", min_size=1, max_size=8), min_size=1, max_size=3)
SPEECHES = st.lists(PIECES, min_size=1, max_size=4)


def _print(speech: list[list[str]], blanks: st.DataObject) -> tuple[str, list[DraftParagraph]]:
    """A source in which blanks cut every paragraph between its pieces, and the paragraphs re-joined."""
    source, paragraphs = "", []
    for pieces in speech:
        spans = []
        for piece in pieces:
            source += blanks.draw(BLANKS)
            spans.append(Span(len(source), len(source) + len(piece)))
            source += piece
        paragraphs.append(DraftParagraph("".join(pieces), tuple(spans)))
    return source + blanks.draw(BLANKS), paragraphs


def _part(spans: Spans, start: int, end: int) -> Spans:
    """The characters [start, end) of what the spans cover, as spans of the source."""
    places = [place for span in spans for place in range(span.start, span.end)][start:end]
    return tuple(Span(place, place + 1) for place in places)


@given(SPEECHES, st.data())
def test_what_is_placed_is_what_the_source_says(speech: list[list[str]], data: st.DataObject) -> None:
    source, paragraphs = _print(speech, data)
    whole = tuple(span for paragraph in paragraphs for span in paragraph.spans)
    length = sum(map(len, whole))
    start = data.draw(st.integers(0, length - 1))
    spans = _part(whole, start, data.draw(st.integers(start + 1, length)))
    text = SpeechText(source, paragraphs)
    placed = text.place(spans)
    assert bare(placed.of(text.text)) == bare(read(source, spans))
    assert placed.of(text.text).strip() == placed.of(text.text)
