"""Likeness follows the subject, not the way officials write."""

from __future__ import annotations

import time

from briefing_app.analysis.similarity import similar

QUERY = "建议进一步加大财政投入力度，支持山区小学建设数字教室"
OTHERS = [
    (1, "建议进一步加大财政投入力度，支持沿海渔港建设避风锚地"),
    (2, "为山区小学配齐数字教室，财政给予专项补助"),
    (3, "修订湿地保护条例，明确执法主体"),
    (4, QUERY),
]


def test_the_same_words_come_first_with_a_full_score() -> None:
    assert similar(QUERY, OTHERS)[0] == (4, 1.0)


def test_the_same_subject_in_other_words_is_found() -> None:
    assert {2, 4} <= {number for number, _ in similar(QUERY, OTHERS)}
    assert 3 not in dict(similar(QUERY, OTHERS))


def test_punctuation_width_and_case_make_no_difference() -> None:
    assert similar("推广ＡＩ问诊！", [(9, "推广ai问诊")])[0][0] == 9


def test_empty_texts_and_no_others_give_nothing() -> None:
    assert similar("", OTHERS) == []
    assert similar(QUERY, []) == []
    assert similar(QUERY, [(1, "")]) == []


def test_the_limit_and_the_floor_hold() -> None:
    assert len(similar(QUERY, OTHERS, limit=1)) == 1
    assert similar(QUERY, OTHERS, least=0.99) == [(4, 1.0)]


def test_a_hundred_thousand_others_are_ranked_in_a_moment() -> None:
    others = [(number, f"{OTHERS[number % 3][1]}第{number}项") for number in range(100_000)]
    started = time.monotonic()
    best = similar(QUERY, others, limit=3)
    assert time.monotonic() - started < 10  # a guard against a mistake of order, not a measurement
    assert len(best) == 3
