"""This file tests how two texts are laid side by side, and how marks follow their words from one to the other."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_app.domain.collation import Sign, collate
from briefing_app.domain.text import Span, bare

PRINTED = (
    "我市算力规模居全省前列。建议加快建设算力枢纽，建立统一调度平台。人才仍是短板。\n建议设立专项基金，支持中小企业。"
)
WRITTEN = "我市算力规模居全省前列。建议尽快建设算力枢纽，建立统一的调度平台。\n建议设立专项基金，支持中小企业。以上发言，请批评指正。"


def under(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


def test_sentences_are_paired_before_characters_are_compared():
    pairs = collate(PRINTED, WRITTEN).pairs
    assert [(pair.sign, pair.one.of(PRINTED), pair.other.of(WRITTEN)) for pair in pairs] == [
        (Sign.SAME, "我市算力规模居全省前列。", "我市算力规模居全省前列。"),
        (Sign.CHANGED, "建议加快建设算力枢纽，建立统一调度平台。", "建议尽快建设算力枢纽，建立统一的调度平台。"),
        (Sign.DROPPED, "人才仍是短板。", ""),
        (Sign.SAME, "建议设立专项基金，支持中小企业。", "建议设立专项基金，支持中小企业。"),
        (Sign.ADDED, "", "以上发言，请批评指正。"),
    ]


def test_a_changed_sentence_says_which_characters_differ():
    changed = collate(PRINTED, WRITTEN).pairs[1]
    assert [
        (piece.sign, piece.one.of(PRINTED), piece.other.of(WRITTEN))
        for piece in changed.pieces
        if piece.sign is not Sign.SAME
    ] == [(Sign.CHANGED, "加", "尽"), (Sign.ADDED, "", "的")]


def test_a_sentence_cut_in_two_stays_one_pair():
    pairs = collate("一是加强领导，二是压实责任，三是严格考核。", "一是加强领导，二是压实责任。三是严格考核。").pairs
    assert [pair.sign for pair in pairs] == [Sign.CHANGED]


def test_line_breaks_are_no_difference():
    assert collate("先说成绩。\n再说不足。", "先说成绩。再说\n不足。").differences == ()


def test_a_mark_follows_its_words():
    collation = collate(PRINTED, WRITTEN)
    found = collation.follow(under(PRINTED, "设立专项基金"))
    assert found is not None
    assert found.of(WRITTEN) == "设立专项基金"


def test_a_mark_whose_words_were_changed_goes_nowhere():
    collation = collate(PRINTED, WRITTEN)
    assert collation.follow(under(PRINTED, "加快建设算力枢纽")) is None
    assert collation.near(under(PRINTED, "加快建设")).of(WRITTEN).startswith("建议尽快建设算力枢纽")


def test_a_mark_on_a_dropped_sentence_goes_nowhere():
    collation = collate(PRINTED, WRITTEN)
    assert collation.follow(under(PRINTED, "人才仍是短板。")) is None


def test_words_that_only_look_alike_are_not_taken_for_the_marked_ones():
    one = "甲乙人才丙丁发展产业。"
    collation = collate(one, "戊己人才庚辛发展产业。")
    assert collation.follow(under(one, "人才")) is None


def test_a_long_passage_is_followed_when_its_paragraph_was_moved():
    moved = "建议建立跨部门的数据共享机制。"
    one = f"{moved}第一，基础在扎实推进。第二，应用在不断拓展。"
    collation = collate(one, f"第一，基础在扎实推进。第二，应用在不断拓展。{moved}")
    found = collation.follow(Span(0, len(moved)))
    assert found is not None
    assert found.of(collation.other) == moved


def test_a_short_passage_that_was_moved_is_left_to_a_person():
    one = "请审议。第一，基础在扎实推进。第二，应用在不断拓展。"
    collation = collate(one, "第一，基础在扎实推进。第二，应用在不断拓展。请审议。")
    assert collation.follow(Span(0, 3)) is None


def test_against_nothing_everything_was_dropped():
    collation = collate(PRINTED, "")
    assert {pair.sign for pair in collation.pairs} == {Sign.DROPPED}
    assert collation.near(Span(0, 5)) == Span(0, 0)


CHARACTERS = "政协委员建议加快算力𬱖基础设施。，；\n\u3000"
texts = st.text(CHARACTERS, max_size=160)


@given(texts, texts)
def test_the_pairs_hold_every_solid_character_of_both_texts_once(one: str, other: str):
    collation = collate(one, other)
    assert "".join(bare(pair.one.of(one)) for pair in collation.pairs) == bare(one)
    assert "".join(bare(pair.other.of(other)) for pair in collation.pairs) == bare(other)
    for pair in collation.pairs:
        assert "".join(bare(piece.one.of(one)) for piece in pair.pieces) == bare(pair.one.of(one))
        assert "".join(bare(piece.other.of(other)) for piece in pair.pieces) == bare(pair.other.of(other))
        for piece in pair.pieces:
            same = bare(piece.one.of(one)) == bare(piece.other.of(other))
            assert same == (piece.sign is Sign.SAME)


edits = st.lists(
    st.tuples(st.integers(0, 10**6), st.integers(0, 12), st.text(CHARACTERS, max_size=8)), min_size=1, max_size=30
)
places = st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 30)), min_size=200, max_size=200)


@settings(max_examples=60, deadline=None)
@given(st.text(CHARACTERS, min_size=60, max_size=900), edits, places)
def test_after_random_edits_the_words_under_a_span_are_the_same_or_it_is_flagged(text, changes, spans):
    other = text
    for at, length, words in changes:
        start = at % (len(other) + 1)
        other = other[:start] + words + other[start + length :]
    collation = collate(text, other)
    for at, length in spans:
        start = at % len(text)
        span = Span(start, min(len(text), start + length))
        found = collation.follow(span)
        if found is not None:
            assert bare(found.of(other)) == bare(span.of(text)) != ""


@settings(max_examples=60, deadline=None)
@given(st.integers(20, 60), st.lists(st.tuples(st.integers(0, 10**6), st.booleans()), min_size=1, max_size=20))
def test_a_span_that_no_edit_touched_is_found_at_its_own_place(sentences, changes):
    """Every sentence has characters of its own, so that there is only one right place."""
    written = [_own_sentence(number) for number in range(sentences)]
    kept = list(written)
    for at, dropped in changes:
        place = at % len(written)
        kept[place] = "" if dropped else kept[place][:3] + "改过了" + kept[place][5:]
    one, other = "".join(written), "".join(kept)
    collation = collate(one, other)
    start = begin = 0
    for before, after in zip(written, kept, strict=True):
        if before == after:
            assert collation.follow(Span(start + 2, start + 6)) == Span(begin + 2, begin + 6)
        start, begin = start + len(before), begin + len(after)


def _own_sentence(number: int) -> str:
    return "".join(chr(0x4E00 + number * 12 + k) for k in range(11)) + "。"
