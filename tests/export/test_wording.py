"""This file checks how dates, numbers, names of meetings and legends are written."""

from __future__ import annotations

from datetime import date

import pytest

from briefing_app.domain.comparison import Judgement
from briefing_app.domain.meetings import MeetingFacts
from briefing_app.domain.proposals import RewordingKind
from briefing_app.export import wording


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (103, "一百零三"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (9999, "九千九百九十九"),
    ],
)
def test_numbers_are_counted_in_chinese(number: int, text: str) -> None:
    assert wording.chinese_number(number) == text


def test_circled_numbers_go_up_to_fifty_and_then_into_brackets() -> None:
    assert [wording.circled(n) for n in (1, 20, 21, 35, 36, 50, 51)] == ["①", "⑳", "㉑", "㉟", "㊱", "㊿", "（51）"]


def test_dates_carry_no_leading_zeros_and_break_only_after_the_year() -> None:
    day = date(2026, 9, 3)
    assert (wording.day(day), wording.month(day), wording.short_day(day)) == ("2026年9月3日", "2026年9月", "9月3日")
    assert wording.narrow_day(day) == "2026年\n9月3日"


def test_a_missing_year_is_left_out_and_noticed_never_guessed() -> None:
    facts = MeetingFacts(date_text="7月16日")
    assert wording.meeting_day(facts) == "7月16日"
    assert wording.lacks_year(facts)
    assert not wording.lacks_year(MeetingFacts(date=date(2026, 7, 16), date_text="7月16日"))
    assert not wording.lacks_year(MeetingFacts(date_text="2026年7月16日"))
    assert not wording.lacks_year(MeetingFacts())


@pytest.mark.parametrize(
    ("part", "whole", "text"), [(28, 35, "80.0%"), (1, 3, "33.3%"), (2, 3, "66.7%"), (1, 1, "100.0%"), (0, 0, "—")]
)
def test_percentages_have_one_decimal_and_none_without_a_base(part: int, whole: int, text: str) -> None:
    assert wording.percent(part, whole) == text


@pytest.mark.parametrize(
    ("facts", "title"),
    [
        (
            MeetingFacts(session="政协潼湾市第九届委员会第四次会议", body="政协潼湾市第九届委员会", name="年会"),
            "政协潼湾市第九届委员会第四次会议",
        ),
        (MeetingFacts(session="第45次双周协商座谈会", body="全国政协"), "全国政协第45次双周协商座谈会"),
        (MeetingFacts(name="营商环境座谈会", kind="座谈会"), "营商环境座谈会"),
        (MeetingFacts(kind="民主监督座谈会", body="市政协"), "市政协民主监督座谈会"),
        (MeetingFacts(topic="传承中医药"), "传承中医药"),
        (MeetingFacts(), "会议"),
    ],
)
def test_a_meeting_is_called_by_the_fullest_name_there_is(facts: MeetingFacts, title: str) -> None:
    assert wording.full_title(facts) == title


def test_long_titles_break_where_their_sense_does() -> None:
    meeting = "政协潼湾市第九届委员会常务委员会第十一次会议"
    assert wording.broken_by_sense(meeting) == ("政协潼湾市第九届委员会", "常务委员会第十一次会议")
    assert wording.title_lines(meeting, "意见建议摘编")[-1] == "常务委员会第十一次会议意见建议摘编"
    assert (
        wording.title_lines(meeting, "意见建议跟进台账（按办理期限排列）")[-1] == "意见建议跟进台账（按办理期限排列）"
    )
    assert wording.broken_by_sense("座谈会") == ("座谈会",)
    assert "".join(wording.broken_by_sense("某" * 50)) == "某" * 50


def test_long_titles_of_several_phrases_break_between_them() -> None:
    title = "提升老城出行服务水平 塑造潼湾宜居宜业新优势"
    assert wording.broken_at_blanks(title) == ("提升老城出行服务水平", "塑造潼湾宜居宜业新优势")
    assert wording.broken_at_blanks("短题 两句") == ()
    assert wording.broken_at_blanks("没有空格的题目" * 4) == ()
    assert wording.broken_at_blanks("甲乙丙丁 " * 6) == ("甲乙丙丁 甲乙丙丁 甲乙丙丁 甲乙丙丁", "甲乙丙丁 甲乙丙丁")


def test_staff_wording_is_always_marked() -> None:
    assert wording.staff_wording("加快建设。", None) == "加快建设〔概括〕"
    assert wording.staff_wording("加快建设", RewordingKind.REWORDED) == "加快建设〔改写〕"


def test_a_legend_names_only_the_marks_in_use() -> None:
    assert wording.marks_legend([RewordingKind.SUMMARY]) == "标〔概括〕的为工作人员概括，其余为发言原文。"
    both = wording.marks_legend([RewordingKind.REWORDED, RewordingKind.SUMMARY, RewordingKind.REWORDED])
    assert both == "标〔概括〕〔改写〕的为工作人员概括或改写，其余为发言原文。"


def test_notes_are_numbered_only_where_there_are_several() -> None:
    assert wording.numbered_notes([]) == ()
    assert wording.numbered_notes(["甲。"]) == ("注：甲。",)
    assert wording.numbered_notes(["甲。", "乙。"]) == ("注：1.甲。", "\u3000\u30002.乙。")


def test_what_the_machine_guesses_never_stands_as_a_finding() -> None:
    guess = wording.judgement_text(Judgement.MAJORITY, 5, only="", suggested=True)
    assert guess == "多数（5人）\n系统提示，待核"
    assert wording.judgement_text(Judgement.UNIQUE, 1, only="张三", suggested=False) == "独有（张三）"
    assert wording.judgement_text(None, 3, only="", suggested=True) == "3人涉及"


def test_a_file_name_becomes_a_title_without_its_suffix() -> None:
    assert wording.file_title("发言《稿》.docx") == "发言〈稿〉"
    assert wording.file_title("README") == "README"
