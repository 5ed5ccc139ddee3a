"""The words that two recommendations share are whole words about something, with their places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.analysis.shared_words import places, shared_words
from briefing_app.analysis.vocabulary import Background, Lexicon, Vocabulary

LEXICON = Lexicon(
    Vocabulary({"大模型": (), "算力": ()}),
    Background(frozenset({"建议", "推动", "支持"}), frozenset({"行业", "产业", "发展"}), frozenset("的和在")),
)


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("建议在山区小学建数字教室", "为山区小学配齐数字教室", ("山区小学", "数字教室")),
        ("推动行业大模型", "支持产业大模型", ("大模型",)),  # never 业大模型
        ("支持产业发展", "推动产业发展", ()),  # what all official prose says
        ("建设AI平台", "用ai看病", ("AI",)),
        ("修码头", "种树", ()),
        ("", "算力", ()),
    ],
)
def test_shared_words_are_whole_and_say_something(one: str, other: str, words: tuple[str, ...]) -> None:
    assert shared_words(one, other, LEXICON) == words


def test_places_are_joined_where_they_meet() -> None:
    text = "山区小学数字教室与山区小学"
    assert [span.of(text) for span in places(("山区小学", "数字教室"), text)] == ["山区小学数字教室", "山区小学"]


@given(one=st.text("算力大模型建议AI，0𬱖", max_size=30), other=st.text("算力大模型建议AI，0𬱖", max_size=30))
def test_every_shared_word_stands_in_both(one: str, other: str) -> None:
    for word in shared_words(one, other, LEXICON):
        assert word.casefold() in one.casefold()
        assert word.casefold() in other.casefold()
        assert all(span.of(other).strip() for span in places((word,), other))
