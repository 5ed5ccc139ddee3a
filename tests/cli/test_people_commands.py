"""`people …` says what is to be decided about who is who, writes the decision, and can take it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Briefing = Callable[..., Any]

ARTICLE = """{year}年{month}月6日，临江市政协召开专题协商会。

{unit}{post}解明：

加快湖岸治理

{said}建议加快湖岸治理，{said}。

市教育局局长曾小单：

办好学校

建议多办学校，{said}。
"""


@pytest.fixture
def twice(briefing: Briefing, tmp_path: Path) -> list[dict[str, Any]]:
    """解明 of two organisations, 曾小单 of one, at two meetings; the rows of their speeches."""
    for number, (unit, post, said) in enumerate([("湖岸大学", "教授", "先试点"), ("临江农商行", "行长", "再推开")], 3):
        file = tmp_path / f"{number}.txt"
        file.write_text(ARTICLE.format(year=2026, month=number, unit=unit, post=post, said=said), encoding="utf-8")
        assert briefing("import", file, "--json").status == 0
    rows: list[dict[str, Any]] = briefing("list", "speeches", "--json").json["rows"]
    assert [row["speaker"] for row in rows] == ["解明", "曾小单"] * 2
    return rows


def people(briefing: Briefing, name: str) -> list[int]:
    return [row["id"] for row in briefing("list", "people", "--speaker", name, "--json").json["rows"]]


@pytest.mark.usefixtures("twice")
def test_homonyms_are_two_rows_and_proposed_and_a_known_speaker_is_a_guess(briefing: Briefing) -> None:
    one, other = people(briefing, "解明")
    (teacher,) = people(briefing, "曾小单")
    same, taken = briefing("people", "proposals", "--json").json["rows"]
    assert (same["kind"], [person["id"] for person in same["people"]]) == ("same_person", [one, other])
    assert "湖岸大学、临江农商行" in same["reason"]
    assert (taken["kind"], taken["people"][0]["id"]) == ("speaker", teacher)
    assert "单位相同：市教育局" in taken["reason"]
    shown = briefing("people", "proposals").out
    assert "可能是同一人" in shown
    assert "归属待确认" in shown


@pytest.mark.usefixtures("twice")
def test_a_merging_moves_speeches_and_is_taken_back_whole(briefing: Briefing) -> None:
    one, other = people(briefing, "解明")
    before = briefing("people", "show", one, "--json").json
    merged = briefing("people", "merge", other, "--into", one, "--json").json
    assert (merged["id"], merged["speeches"], [gone["id"] for gone in merged["merged"]]) == (one, 2, [other])
    assert [spell["posts"] for spell in merged["posts"]] == ["临江农商行行长", "湖岸大学教授"]
    assert people(briefing, "解明") == [one]
    back = briefing("people", "unmerge", other, "--json").json
    assert (back["id"], back["speeches"]) == (other, 1)
    assert briefing("people", "show", one, "--json").json == before


@pytest.mark.usefixtures("twice")
def test_kept_apart_is_remembered_and_can_be_reconsidered(briefing: Briefing) -> None:
    one, other = people(briefing, "解明")
    assert [person["id"] for person in briefing("people", "apart", one, other, "--json").json["apart"]] == [other]
    kinds = [row["kind"] for row in briefing("people", "proposals", "--json").json["rows"]]
    assert kinds == ["speaker"]
    assert briefing("people", "apart", one, other, "--undo", "--json").json["maybe_same"][0]["person"]["id"] == other


def test_a_guess_is_confirmed_or_split_off(briefing: Briefing, twice: list[dict[str, Any]]) -> None:
    (teacher,) = people(briefing, "曾小单")
    split = briefing("people", "split", teacher, "--speech", twice[3]["id"], "--json").json
    assert (split["id"] == teacher, split["speeches"], split["name"]) == (False, 1, "曾小单")
    assert briefing("people", "merge", split["id"], "--into", teacher).status == 0
    assert briefing("people", "confirm", teacher).status == 0
    assert "归属待确认" not in briefing("people", "show", teacher).out


@pytest.mark.usefixtures("twice")
def test_a_renamed_person_keeps_the_old_name_as_an_alias(briefing: Briefing) -> None:
    (teacher,) = people(briefing, "曾小单")
    renamed = briefing("people", "rename", teacher, "曾晓单", "--json").json
    assert (renamed["name"], renamed["aliases"]) == ("曾晓单", ["曾小单"])
    assert briefing("people", "alias", teacher, "老曾", "--json").json["aliases"] == ["曾小单", "老曾"]
    assert briefing("people", "alias", teacher, "老曾", "--remove", "--json").json["aliases"] == ["曾小单"]


@pytest.mark.usefixtures("twice")
def test_people_stand_by_the_reading_or_the_strokes_of_their_surnames(briefing: Briefing) -> None:
    def names(order: str) -> list[str]:
        return [row["name"] for row in briefing("list", "people", "--order", order, "--json").json["rows"]]

    assert names("拼音") == ["解明", "解明", "曾小单"]  # xie before zeng
    assert names("姓氏笔画") == ["曾小单", "解明", "解明"]  # 12 before 13
    assert briefing("list", "themes", "--order", "拼音").status == 1


def test_a_title_that_does_not_fit_its_date_is_listed(briefing: Briefing, tmp_path: Path) -> None:
    for month, post in ((3, "教授"), (4, "校长"), (5, "教授")):
        file = tmp_path / f"{month}.txt"
        said = f"第{month}次"
        file.write_text(ARTICLE.format(year=2026, month=month, unit="湖岸大学", post=post, said=said), "utf-8")
        made = briefing("import", file, "--json").json["imported"][0]["meeting"]
        assert made == month - 2
    (row,) = briefing("people", "titles", "--json").json["rows"]
    assert (row["name"], row["printed"], row["expected"]) == ("解明", "湖岸大学校长", "湖岸大学教授")
    assert "湖岸大学校长  湖岸大学教授" in briefing("people", "titles", "--meeting", 2).out
    assert briefing("people", "titles", "--meeting", 1).out == "没有与会议日期不符的职务。\n"


@pytest.mark.usefixtures("twice")
def test_an_entered_post_is_what_print_is_checked_against(briefing: Briefing) -> None:
    (teacher,) = people(briefing, "曾小单")
    words = ("--organisation", "市教育局", "--post", "副局长", "--since", "2026-04-01")
    sheet = briefing("people", "post", teacher, *words, "--json").json
    (held,) = sheet["held_posts"]
    assert (held["post"], held["since"], held["until"]) == ("副局长", "2026-04-01", None)
    (doubt,) = sheet["titles_to_check"]
    assert (doubt["when"], doubt["printed"], doubt["expected"]) == ("2026-04-06", "市教育局局长", "市教育局副局长")
    assert "核定职务" in briefing("people", "show", teacher).out
    gone = briefing("people", "post", teacher, "--remove", held["id"], "--json").json
    assert (gone["held_posts"], gone["titles_to_check"]) == ([], [])
    for wrong in ((), ("--remove", held["id"]), ("--post", "局长", "--since", "2026-05-01", "--until", "2026-04-01")):
        refused = briefing("people", "post", teacher, *wrong)
        assert refused.status == 1
        assert refused.complaint


@pytest.mark.usefixtures("twice")
def test_what_cannot_be_is_refused_in_one_line(briefing: Briefing) -> None:
    one, _other = people(briefing, "解明")
    for words in (
        ("merge", one, "--into", one),
        ("merge", 99, "--into", one),
        ("unmerge", one),
        ("split", one, "--speech", 1),
        ("rename", one, " "),
        ("show", 99),
    ):
        result = briefing("people", *words)
        assert result.status == 1
        assert result.complaint
    assert briefing("people").status == 2
