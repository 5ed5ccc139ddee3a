"""Whether two people of one name are one human: organisations decide, and what is not clear is only proposed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.domain.same_people import Appearance, Attribution, Known, UnitFit, attribution, fit_of, likeness


def known(person_id: int, *units: str, meeting: int = 1, day: date | None = None) -> Known:
    return Known(person_id, (Appearance(meeting, day, units),))


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [
        ("湖岸大学", "湖岸 大学", UnitFit.SAME),
        ("湖岸大学", "湖岸大学医学院", UnitFit.ALIKE),
        ("湖岸大学计算机学院", "湖岸大学医学院", UnitFit.ALIKE),
        ("市教育局", "临江市教育局", UnitFit.ALIKE),
        ("市发改委", "市发展和改革委员会", UnitFit.ALIKE),
        ("市疾控中心", "市疾病预防控制中心", UnitFit.ALIKE),
        ("市教育局", "市交通局", UnitFit.DIFFERENT),
        ("湖岸大学", "山前大学", UnitFit.DIFFERENT),
        ("大学", "山前大学", UnitFit.DIFFERENT),
        ("临江大学", "临江科技大学", UnitFit.DIFFERENT),
    ],
)
def test_organisations_are_the_same_alike_or_different(one: str, other: str, fit: UnitFit) -> None:
    assert fit_of([one], [other])[0] is fit
    assert fit_of([other], [one])[0] is fit


def test_one_common_organisation_of_several_is_enough() -> None:
    assert fit_of(["省数学会", "湖岸大学"], ["市政协", "湖岸大学"]) == (UnitFit.SAME, "湖岸大学", "湖岸大学")
    assert fit_of([], ["湖岸大学"])[0] is UnitFit.UNKNOWN


def test_a_known_name_of_the_same_organisation_is_taken_for_the_known_person_with_a_reason() -> None:
    assert attribution([known(7, "湖岸大学")], ["湖岸大学"], 2) == Attribution(7, "同名，单位相同：湖岸大学")


def test_in_the_same_meeting_there_is_nothing_to_doubt() -> None:
    assert attribution([known(7, "湖岸大学")], ["湖岸大学"], 1) == Attribution(7, None)
    assert attribution([known(7, "湖岸大学")], [], 1) == Attribution(7, None)


def test_a_clearly_different_organisation_makes_a_person_of_their_own() -> None:
    assert attribution([known(7, "湖岸大学")], ["临江农商行"], 2) is None
    assert attribution([known(7, "湖岸大学")], ["临江农商行"], 1) is None


def test_where_print_gives_no_organisation_the_only_one_of_that_name_is_meant_and_somebody_should_look() -> None:
    assert attribution([known(7, "湖岸大学")], [], 2) == Attribution(7, "同名，有一方没有写单位")
    assert attribution([known(7, "湖岸大学"), known(8, "市教育局")], [], 2) is None
    assert attribution([known(7, "湖岸大学"), known(8)], ["市教育局"], 2) is None


def test_two_people_of_one_name_at_one_organisation_are_not_chosen_between() -> None:
    assert attribution([known(7, "湖岸大学"), known(8, "湖岸大学")], ["湖岸大学"], 2) is None


def test_the_same_organisation_goes_before_an_alike_one() -> None:
    people = [known(7, "湖岸大学医学院"), known(8, "湖岸大学")]
    assert attribution(people, ["湖岸大学"], 2) == Attribution(8, "同名，单位相同：湖岸大学")


def test_nobody_known_is_nobody() -> None:
    assert attribution([], ["湖岸大学"], 1) is None


def test_likeness_gives_the_reason_that_a_person_can_judge_by() -> None:
    spring, autumn = date(2026, 3, 1), date(2026, 9, 1)
    moved = likeness(
        known(1, "湖岸大学", day=spring), known(2, "市教育局", meeting=2, day=autumn), name="解明", names_differ=False
    )
    together = likeness(known(1, "湖岸大学"), known(2, "市教育局"), name="解明", names_differ=False)
    assert moved[0] == "同名，单位不同：湖岸大学、市教育局；先后出现，可能是调动，也可能是重名"
    assert "同一场会议" in together[0]
    assert moved[1] > together[1] > 0


def test_another_name_that_sounds_the_same_counts_only_with_the_organisation() -> None:
    one, other = known(1, "湖岸大学"), known(2, "湖岸大学", meeting=2)
    reason, confidence = likeness(one, other, name="解明、谢明", names_differ=True)
    assert (reason, confidence > 0) == ("“解明、谢明”读音相同，单位相同：湖岸大学", True)
    assert likeness(one, known(2, "市教育局"), name="解明、谢明", names_differ=True) == ("", 0.0)


names = st.text(alphabet="湖岸大学医院市教育局发改委", min_size=1, max_size=9)


@given(ours=st.lists(names, max_size=3), theirs=st.lists(names, max_size=3))
def test_the_fit_is_the_same_from_both_sides(ours: list[str], theirs: list[str]) -> None:
    assert fit_of(ours, theirs)[0] is fit_of(theirs, ours)[0]


@given(known_units=st.lists(st.lists(names, max_size=2), max_size=4), units=st.lists(names, max_size=2))
def test_whoever_is_meant_is_one_of_those_known_and_never_of_a_different_organisation(known_units, units) -> None:
    people = [known(number, *theirs, meeting=9) for number, theirs in enumerate(known_units)]
    found = attribution(people, units, 1)
    if found is not None:
        assert fit_of(units, people[found.person_id].organisations)[0] is not UnitFit.DIFFERENT
        assert found.reason
