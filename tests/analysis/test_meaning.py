"""With the extra `semantic`, the same wish is found in other words; without it, that is said."""

from __future__ import annotations

import pytest

from briefing_app.analysis import meaning
from briefing_app.errors import Cancelled, NeedsExtra
from briefing_app.explanations import explain
from briefing_app.store.database import open_library
from briefing_app.workflows import similar_by_meaning

needs_extra = pytest.mark.skipif(not meaning.is_available(), reason="the extra `semantic` is not installed")
WISH = "让老人在家门口吃上热饭"
OTHERS = [(1, "建设智算中心"), (2, "在每个街道建设长者食堂"), (3, "保护候鸟栖息地")]


@needs_extra
def test_the_same_wish_in_other_words_comes_first() -> None:
    found = meaning.nearest(WISH, OTHERS, least=0)
    assert found[0][0] == 2
    assert found[0][1] > 2 * found[1][1]
    assert meaning.nearest(WISH, [(9, WISH)])[0][1] > 0.99


@needs_extra
def test_what_is_far_is_left_out_and_every_text_can_stop_the_work() -> None:
    assert [key for key, _ in meaning.nearest(WISH, OTHERS)] == [2]
    seen: list[int] = []

    def step() -> None:
        seen.append(1)
        if len(seen) == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        meaning.nearest(WISH, OTHERS, step=step)
    assert len(seen) == 2


def test_without_the_extra_it_is_said_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setattr(meaning, "is_available", lambda: False)
    library = open_library(tmp_path / "library.sqlite3")
    with library.reading() as session, pytest.raises(NeedsExtra) as caught:
        similar_by_meaning(session, 1)
    library.close()
    told = explain(caught.value)
    assert "semantic" in told.happened
    assert told.next_step
