"""A corrected text knows what stood in its source."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing_app.domain.corrections import corrections, original_span
from briefing_app.domain.text import Span

ORIGINAL = "先说成绩，算力建没很快。\n建议培养人材，早做打算。"
TEXT = "先说成绩，算力建设很快。\n建议培养人才，尽早打算。"


def test_every_corrected_place_says_what_stood_there() -> None:
    found = corrections(TEXT, ORIGINAL)
    assert [(one.before, one.now) for one in found][:2] == [("没", "设"), ("材", "才")]
    assert all(one.span.of(TEXT) == one.now for one in found)
    assert corrections(TEXT, TEXT) == []


def test_a_span_of_the_corrected_text_finds_the_original_words() -> None:
    at = TEXT.index("培养人才")
    assert original_span(Span(at, at + 4), TEXT, ORIGINAL).of(ORIGINAL) == "培养人材"
    assert original_span(Span(5, 9), TEXT, ORIGINAL).of(ORIGINAL) == "算力建没"


def test_a_span_over_two_paragraphs_finds_both() -> None:
    assert original_span(Span(9, 17), TEXT, ORIGINAL).of(ORIGINAL) == "很快。\n建议培养"


WORDS = st.text(st.sampled_from("发展算力人才，。𬱖"), min_size=1, max_size=12)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=4))
def test_a_whole_paragraph_is_the_whole_paragraph_before(pairs) -> None:
    text, original = ("\n".join(words) for words in zip(*pairs, strict=True))
    start = 0
    for now, before in pairs:
        assert original_span(Span(start, start + len(now)), text, original).of(original) == before
        start += len(now) + 1
