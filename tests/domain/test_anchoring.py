"""Spans stay on their words when a text is reworded, or say that they could not."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_app.domain.anchoring import Carried, carry
from briefing_app.domain.text import Span

LETTERS = "发展算力人才建设，。\n𬱖䶮𠮷aB 1"
TEXTS = st.text(st.sampled_from(LETTERS), min_size=40, max_size=300)
EDITS = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 6), st.text(st.sampled_from(LETTERS), max_size=6)),
    min_size=1,
    max_size=12,
)


def one(old: str, new: str, words: str) -> tuple[str | None, bool]:
    at = old.index(words)
    (found,) = carry([Span(at, at + len(words))], old, new)
    return (None if found.span is None else found.span.of(new)), found.intact


def test_a_typo_before_a_mark_moves_it_with_its_words() -> None:
    assert one("加块建设𬱖算力，培养人才。", "加快了建设𬱖算力，培养人才。", "培养人才") == ("培养人才", True)


def test_a_typo_inside_a_mark_leaves_the_mark_on_the_corrected_words_and_says_so() -> None:
    assert one("要加快算力建没，再说。", "要加快算力建设，再说。", "加快算力建没") == ("加快算力建设", False)


def test_a_mark_whose_words_are_gone_has_no_place() -> None:
    assert one("先说成绩。培养人才。最后。", "先说成绩。最后。", "培养人才。") == (None, False)


def test_what_is_put_beside_a_mark_stays_outside_of_it() -> None:
    assert one("建设算力", "大力建设算力网", "建设算力") == ("建设算力", True)


def test_a_repeated_character_beside_a_mark_does_not_get_into_it() -> None:
    assert one("加快发展", "加快发发展", "发展") == ("发展", True)


def test_an_unchanged_text_changes_nothing() -> None:
    assert carry([Span(1, 3), Span(2, 2)], "建设算力", "建设算力") == [
        Carried(Span(1, 3), True),
        Carried(Span(2, 2), True),
    ]


def test_sentences_of_a_long_text_are_found_when_others_come_between() -> None:
    sentences = [f"第{number}条，要办好这一件事情，注意第{number}点。" for number in range(200)]
    old, new = "".join(sentences), "".join(["新的开头。", *sentences[:90], "中间加了一句。", *sentences[95:]])
    assert one(old, new, sentences[150]) == (sentences[150], True)
    assert not one(old, new, sentences[92])[1]


@settings(max_examples=60)
@given(TEXTS, EDITS, st.randoms(use_true_random=False))
def test_words_under_two_hundred_spans_stay_or_are_flagged(text: str, edits, random) -> None:
    spans = []
    for _ in range(200):
        start = random.randrange(len(text))
        spans.append(Span(start, random.randrange(start, min(len(text), start + 20)) + 1))
    edited = text
    for place, length, words in edits:
        at = place % (len(edited) + 1)
        edited = edited[:at] + words + edited[at + length :]
    for span, found in zip(spans, carry(spans, text, edited), strict=True):
        if found.span is not None:
            assert found.span.end <= len(edited)
        assert found.intact == (found.span is not None and found.span.of(edited) == span.of(text))


@given(TEXTS, st.integers(0, 300), st.integers(0, 8), st.text(st.sampled_from(LETTERS), max_size=8), st.data())
def test_one_edit_never_loses_the_words_outside_of_it(text: str, place: int, length: int, words: str, data) -> None:
    at = place % (len(text) + 1)
    end = min(len(text), at + length)
    edited = text[:at] + words + text[end:]
    before = data.draw(st.integers(0, at))
    after = data.draw(st.integers(end, len(text)))
    spans = [Span(before, at)] * (before < at) + [Span(end, after)] * (end < after)
    for span, found in zip(spans, carry(spans, text, edited), strict=True):
        assert found.intact, (span.of(text), found)
