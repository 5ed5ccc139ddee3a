"""The clock's day can be set from outside; its moment cannot."""

from __future__ import annotations

from datetime import date

import pytest

from briefing_app import clock
from briefing_app.errors import InvalidValue


def test_the_day_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(clock.VARIABLE, "2026-07-16")
    assert clock.today() == date(2026, 7, 16)


def test_without_a_setting_it_is_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(clock.VARIABLE, raising=False)
    assert clock.today() == clock.now().date()
    assert clock.now().tzinfo is not None


@pytest.mark.parametrize("text", ["2026/07/16", "七月十六", "2026-02-30"])
def test_a_day_that_is_none_is_refused_with_an_example(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(clock.VARIABLE, text)
    with pytest.raises(InvalidValue, match="2026-09-30"):
        clock.today()
