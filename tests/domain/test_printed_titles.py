"""Posts by date, and the check of printed titles against the posts valid on the day."""

from __future__ import annotations

from datetime import date

import pytest

from briefing_app.domain.people import Affiliation, HeldPost, Turn
from briefing_app.domain.printed_titles import PostSpell, agree, doubts, spells


def turn(number: int, day: date | None, organisation: str | None, post: str | None, *more: Affiliation) -> Turn:
    posts = (Affiliation(organisation, post), *more) if organisation or post else ()
    when = day.isoformat() if day else "7月16日"
    return Turn(number, 1, number, f"会{number}", day, when, "解明", affiliations=posts)


SPRING, SUMMER, AUTUMN = date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("湖岸大学", "教授"), ("湖岸大学", "教授、博士生导师"), True),
        (("湖岸大学", "教授"), ("湖岸大学医学院", "教授"), True),
        (("湖岸大学", "教授"), (None, "教授"), True),
        (("市教育局", "局长"), ("市教育局", "副局长"), False),
        (("市教育局", "局长"), ("市教育局", "原局长"), False),
        (("市教育局", "局长"), ("市交通局", "局长"), False),
        (("市教育局", "局长"), ("市教育局", "党组书记、局长"), True),
    ],
)
def test_print_may_leave_a_part_out_but_not_say_another_post(one, other, same) -> None:
    assert agree([Affiliation(*one)], [Affiliation(*other)]) is same
    assert agree([Affiliation(*other)], [Affiliation(*one)]) is same


def test_the_posts_by_date_join_meetings_that_print_the_same() -> None:
    turns = [
        turn(1, SPRING, "湖岸大学", "教授"),
        turn(2, SUMMER, "湖岸大学", "教授"),
        turn(3, AUTUMN, "市教育局", "局长"),
    ]
    assert spells(turns[::-1]) == (
        PostSpell("市教育局局长", "2026-09-01", "2026-09-01", 1),
        PostSpell("湖岸大学教授", "2026-03-01", "2026-06-01", 2),
    )


def test_a_turn_without_posts_interrupts_nothing() -> None:
    turns = [turn(1, SPRING, "湖岸大学", "教授"), turn(2, SUMMER, None, None), turn(3, AUTUMN, "湖岸大学", "教授")]
    assert [spell.turns for spell in spells(turns)] == [2]


def test_a_title_that_differs_from_those_printed_before_and_after_is_doubted() -> None:
    turns = [
        turn(1, SPRING, "市教育局", "副局长"),
        turn(2, SUMMER, "市教育局", "局长"),
        turn(3, AUTUMN, "市教育局", "副局长"),
    ]
    (doubt,) = doubts(turns)
    assert (doubt.speech_id, doubt.printed, doubt.expected) == (2, "市教育局局长", "市教育局副局长")
    assert doubt.reason == "前一次（2026-03-01）和后一次（2026-09-01）都印作“市教育局副局长”"


def test_a_post_that_changed_for_good_is_not_doubted() -> None:
    turns = [
        turn(1, SPRING, "湖岸大学", "教授"),
        turn(2, SUMMER, "市教育局", "副局长"),
        turn(3, AUTUMN, "市教育局", "局长"),
    ]
    assert doubts(turns) == ()


def test_two_titles_within_days_are_doubted_once() -> None:
    turns = [turn(1, date(2026, 6, 1), "市教育局", "局长"), turn(2, date(2026, 6, 20), "市教育局", "副局长")]
    (doubt,) = doubts(turns)
    assert (doubt.speech_id, doubt.reason) == (2, "相隔 19 天的另一场会议（2026-06-01）印作“市教育局局长”")
    assert doubts([turns[0], turn(2, date(2026, 8, 20), "市教育局", "副局长")]) == ()


def test_what_follows_a_doubted_title_is_compared_with_what_came_before_it() -> None:
    turns = [
        turn(1, date(2026, 6, 1), "市教育局", "副局长"),
        turn(2, date(2026, 6, 10), "市教育局", "局长"),
        turn(3, date(2026, 6, 20), "市教育局", "副局长"),
    ]
    assert [doubt.speech_id for doubt in doubts(turns)] == [2]


def test_posts_that_were_entered_decide_whatever_other_meetings_printed() -> None:
    held = [HeldPost(1, 1, Affiliation("市教育局", "局长"), since=date(2026, 5, 1))]
    turns = [
        turn(1, SPRING, "市教育局", "副局长"),
        turn(2, SUMMER, "市教育局", "副局长"),
        turn(3, AUTUMN, "市教育局", "局长"),
    ]
    (doubt,) = doubts(turns, held)
    assert (doubt.speech_id, doubt.expected) == (2, "市教育局局长")
    assert doubt.reason == "按核定的职务，2026-06-01 应为“市教育局局长”"


def test_without_a_date_nothing_is_judged() -> None:
    assert doubts([]) == doubts([turn(1, None, "市教育局", "局长")]) == ()
    assert doubts([turn(1, None, "市教育局", "局长"), turn(2, SUMMER, "市教育局", "副局长")]) == ()
