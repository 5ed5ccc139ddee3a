"""This file checks on arbitrary texts that readers lose no character and mark only what stands in their text."""

from __future__ import annotations

import html
import io
from collections.abc import Sequence

import docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing_app.domain.text import bare
from briefing_app.importing.readers import web_page, word
from briefing_app.importing.readers.page_layout import Piece, lines_in_order, paragraphs
from briefing_app.importing.readers.transcript import Extract, Transcript, Trouble

# What a word processor lets people type: no control characters, no halves of surrogate pairs.
typed = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co"), exclude_characters="\ufffe\uffff\u2028\u2029")
)
lines = st.lists(typed, min_size=1, max_size=8).filter(lambda some: any(map(bare, some)))
unhurried = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def furniture_fits(extract: Extract) -> bool:
    return all(span.end <= len(extract.text) and "\n" not in span.of(extract.text) for span in extract.furniture)


@unhurried
@given(lines)
def test_a_manuscript_keeps_every_character(some: Sequence[str]) -> None:
    document = docx.Document()
    for line in some:
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    assert bare(word.extract(stream.getvalue()).text) == bare("".join(some))


@unhurried
@given(lines)
def test_a_web_page_keeps_every_character(some: Sequence[str]) -> None:
    page = "".join(f"<p>{html.escape(line)}</p>" for line in some)
    extract = web_page.extract(f"<html><body>{page}</body></html>".encode())
    assert bare(extract.text) == bare("".join(some))
    assert furniture_fits(extract)


@unhurried
@given(st.binary(max_size=400))
def test_a_web_page_of_any_bytes_is_text_or_trouble(content: bytes) -> None:
    try:
        extract = web_page.extract(b"<html>" + content)
    except Trouble:
        return
    assert furniture_fits(extract)


@unhurried
@given(st.lists(st.tuples(st.text(max_size=20), st.booleans()), max_size=12))
def test_a_transcript_marks_what_it_was_told(some: Sequence[tuple[str, bool]]) -> None:
    transcript = Transcript()
    for text, furniture in some:
        transcript.line(text, furniture=furniture)
    try:
        extract = transcript.finish()
    except Trouble:
        return
    assert furniture_fits(extract)
    assert "\n\n\n" not in extract.text


boxes = st.tuples(st.floats(0, 500), st.floats(0, 800), st.floats(1, 400), st.floats(4, 30))


@unhurried
@given(st.lists(boxes, max_size=30))
def test_no_piece_of_a_page_is_lost_or_doubled(some: Sequence[tuple[float, float, float, float]]) -> None:
    pieces = [
        Piece(left, top, left + width, top + size, size, f"〔{number}〕")
        for number, (left, top, width, size) in enumerate(some)
    ]
    read = "".join(text for block in lines_in_order(pieces) for text in paragraphs(block))
    assert all(read.count(piece.text) == 1 for piece in pieces)
    assert len(bare(read)) == sum(len(piece.text) for piece in pieces)
