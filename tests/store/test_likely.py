"""The index names the recommendations worth comparing: those that share a text's rarest pairs of characters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from briefing_app.store import search
from briefing_app.store.database import Library
from briefing_app.workflows import likeness, similar_proposals

QUOTES = ("建议修建风雨操场。", "建议修建长者食堂。", "建议修建公共码头。", "建议修订湿地条例。")


@pytest.fixture
def told(library: Library, tell: Callable[..., Any]) -> tuple[int, ...]:
    """Two meetings with the same four recommendations."""
    with library.transaction("存入") as session:
        text = "".join(QUOTES)
        first = tell(session, text, quotes=QUOTES, speaker="白露", sha256="a")
        second = tell(session, text, quotes=QUOTES, speaker="温泉", sha256="b")
    return (*first.proposal_ids, *second.proposal_ids)


def test_a_repeated_text_is_among_them_and_what_shares_only_phrases_is_not(
    library: Library, told: tuple[int, ...]
) -> None:
    with library.reading() as session:
        assert sorted(search.likely(session, "建造长者食堂", most=5)) == [told[1], told[5]]
        for place, quote in enumerate(QUOTES):
            assert {told[place], told[place + 4]} <= set(search.likely(session, quote, most=4))


@pytest.mark.usefixtures("told")
def test_a_text_of_nothing_known_has_none(library: Library) -> None:
    with library.reading() as session:
        assert search.likely(session, "", most=9) == []
        assert search.likely(session, "甲乙丙丁", most=9) == []
        assert search.likely(session, "“”，。*", most=9) == []


def test_a_large_library_answers_like_a_small_one(
    library: Library, told: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    with library.reading() as session:
        small = [similar_proposals(session, key, limit=1)[0].proposal.id for key in told]
        monkeypatch.setattr(likeness, "INDEXED_FROM", 3)
        assert [similar_proposals(session, key, limit=1)[0].proposal.id for key in told] == small
    assert small == [*told[4:], *told[:4]]
