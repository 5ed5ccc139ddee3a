"""A layout remembers what a person arranged, and never loses what came later."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from briefing_app.domain.compared import ComparedBy
from briefing_app.domain.table_layout import MOST_PINNED, MOST_SHOWN, Layout, Layouts, layouts_from, moved, plain

KEYS = st.lists(st.integers(1, 30), unique=True, max_size=20)


def test_four_columns_stand_side_by_side_until_others_are_chosen() -> None:
    there = [str(number) for number in range(9)]
    assert Layout().arranged_columns(there) == ["0", "1", "2", "3"]
    assert Layout().with_columns(["7", "2"], there).arranged_columns(there) == ["7", "2"]
    assert Layout(columns=("gone",)).arranged_columns(there) == ["0", "1", "2", "3"]


def test_no_more_than_twelve_columns_are_shown() -> None:
    there = [str(number) for number in range(20)]
    assert len(Layout().with_columns(there, there).arranged_columns(there)) == MOST_SHOWN == 12


def test_what_a_filter_takes_away_keeps_its_place_in_the_layout() -> None:
    chosen = Layout().with_columns(["1", "2", "3"], "12345").with_rows([7, 9], [7, 8, 9]).with_order([9, 7])
    filtered = chosen.with_columns(["3", "1"], ["1", "3"]).with_rows([], [7]).with_order([7])
    assert filtered.arranged_columns(["1", "3"]) == ["3", "1"]
    assert filtered.arranged_columns("12345") == ["3", "1", "2"]
    assert filtered.arranged_rows([7, 8, 9]) == [9]  # 7 was hidden now, 8 before
    assert replace(filtered, hidden_rows=()).arranged_rows([7, 8, 9]) == [7, 9, 8]


def test_pinned_ones_stand_first_and_the_oldest_pin_gives_way() -> None:
    layout = Layout().with_columns(["1", "2", "3", "4"], "1234")
    for key in ("4", "3", "2"):
        layout = layout.pin_column(key, pinned=True)
    assert layout.arranged_columns(["1", "2", "3", "4"]) == ["2", "3", "1", "4"]
    assert len(layout.pinned_columns) == MOST_PINNED
    assert layout.pin_column("3", pinned=False).arranged_columns(["1", "2", "3", "4"]) == ["2", "1", "3", "4"]


@given(order=KEYS, there=KEYS, hidden=KEYS, pinned=KEYS)
def test_every_row_is_shown_once_unless_it_is_hidden(
    order: list[int], there: list[int], hidden: list[int], pinned: list[int]
) -> None:
    layout = Layout(rows=tuple(order), hidden_rows=tuple(hidden), pinned_rows=tuple(pinned))
    shown = layout.arranged_rows(there)
    assert sorted(shown) == sorted(set(there) - set(hidden))


@given(order=KEYS.filter(bool), data=st.data(), steps=st.integers(-40, 40))
def test_moving_one_keeps_the_others_in_order(order: list[int], data: st.DataObject, steps: int) -> None:
    key = data.draw(st.sampled_from(order))
    after = moved(order, key, steps)
    assert [one for one in after if one != key] == [one for one in order if one != key]
    assert after.index(key) == min(max(order.index(key) + steps, 0), len(order) - 1)


def test_each_kind_of_table_keeps_its_own_arrangement_through_storing() -> None:
    speakers = Layouts().with_current(Layout(columns=("3", "1"), hidden_rows=(7,)))
    both = Layouts(ComparedBy.MEETING, speakers.tables).with_current(Layout(pinned_rows=(2, 0)))
    again = layouts_from(plain(both))
    assert again == both
    assert again.current == Layout(pinned_rows=(2, 0))
    assert Layouts(ComparedBy.SPEAKER, again.tables).current == Layout(columns=("3", "1"), hidden_rows=(7,))


def test_a_layout_that_cannot_be_understood_is_no_layout() -> None:
    strange = {"by": "星座", "发言人": {"columns": [1, "2", None], "rows": "no"}, "单位": 5, "new": []}
    read = layouts_from(strange)
    assert read.by is ComparedBy.SPEAKER
    assert read.current == Layout(columns=("2",))
    assert layouts_from({}) == Layouts()
