"""Speakers whom a bracket beside a title names, and words in reports that only look like names."""

from __future__ import annotations

import pytest

from briefing_app.importing.draft import Draft, SourceText
from briefing_app.importing.parser import parse


def read(text: str) -> Draft:
    return parse(SourceText("发言.txt", "0" * 64, "text_file", text))


HEAD = "市政协十届四次会议大会发言摘登\n\n编者按：1月12日下午，10位委员登台建言。现将部分发言摘登如下。\n\n"
BODY = "本地茶叶产量不低，精深加工率却不足四成，农户收益有限。\n建议培育一批链主企业，带动农户标准化种植。\n\n"
OTHER = "老城区不可移动文物近三成年久失修，抢修的经费没有着落。\n建议设立文物保护专项资金，优先抢修濒危建筑。\n"

BRACKETS = {
    "the name first, on the title's line": (
        "（甘雨田，市政协委员、禾丰农业集团总经理）",
        "（闵秋实，市政协委员、市博物馆馆长）",
    ),
    "the posts first": ("（市政协委员、禾丰农业集团总经理　甘雨田）", "（市政协委员、市博物馆馆长　闵秋实）"),
    "on a line below the title": (
        "\n（甘雨田，市政协委员，禾丰农业集团总经理）",
        "\n（闵秋实，市政协委员，市博物馆馆长）",
    ),
    "half-width brackets": ("(甘雨田,市政协委员、禾丰农业集团总经理)", "(闵秋实,市政协委员、市博物馆馆长)"),
}


@pytest.mark.parametrize("brackets", BRACKETS.values(), ids=BRACKETS.keys())
def test_a_bracket_beside_a_title_names_the_speaker_of_the_text_below(brackets: tuple[str, str]) -> None:
    first, second = brackets
    text = f"{HEAD}做强特色农业产业链{first}\n{BODY}把文物保护融入城市更新{second}\n{OTHER}"

    speeches = read(text).speeches

    assert [(speech.speaker, speech.title) for speech in speeches] == [
        ("甘雨田", "做强特色农业产业链"),
        ("闵秋实", "把文物保护融入城市更新"),
    ]
    assert [(a.organisation, a.post) for a in speeches[0].affiliations] == [("禾丰农业集团", "总经理")]
    assert [len(speech.paragraphs) for speech in speeches] == [2, 2]
    assert [speech.identities for speech in speeches] == [("市政协委员",), ("市政协委员",)]


def test_a_party_committee_in_brackets_under_a_title_speaks_as_a_body() -> None:
    text = f"{HEAD}做强特色农业产业链（甘雨田，市政协委员、禾丰农业集团总经理）\n{BODY}把文物保护融入城市更新\n（民革市委会）\n{OTHER}"

    assert [(speech.speaker, speech.on_behalf_of) for speech in read(text).speeches] == [
        ("甘雨田", None),
        (None, "民革市委会"),
    ]


def test_a_bracket_that_credits_a_photograph_opens_no_speech() -> None:
    text = "做强特色农业产业链（本报记者 甘雨田 摄）\n本地茶叶产量不低，精深加工率却不足四成，农户收益有限。\n"

    assert [speech.speaker for speech in read(text).speeches] == []


@pytest.mark.parametrize("group", ["与会委员和专家", "部分委员与学者", "一些代表和专家"])
def test_two_groups_joined_by_a_character_that_is_a_surname_too_are_nobody_by_name(group: str) -> None:
    draft = read(f"县政协召开协商会。\n{group}建议，健全河道巡查制度，严查偷排行为。\n")

    assert [speech.speaker for speech in draft.speeches] == [None]


def test_a_member_whose_surname_is_such_a_character_is_a_person() -> None:
    draft = read("县政协召开协商会。\n县政协委员和秀英建议，健全河道巡查制度，严查偷排行为。\n")

    assert [speech.speaker for speech in draft.speeches] == ["和秀英"]


@pytest.mark.parametrize(
    "closing",
    [
        "冼志刚表示，县政府将认真研究采纳各位委员的意见建议。",
        "冼志刚对县政协的关心支持表示感谢，要求有关部门抓好落实。",
    ],
)
def test_words_of_a_leader_whom_the_report_introduced_end_the_last_speech(closing: str) -> None:
    draft = read(
        "县政协召开污水治理专题协商会。县政府副县长冼志刚应邀出席会议。\n"
        f"黎明辉委员：建议分类选择治理模式，不搞“一刀切”。\n蒙春燕委员：建议把污水治理与改厕一体谋划。\n{closing}\n"
    )

    assert [len(speech.paragraphs) for speech in draft.speeches] == [1, 1]
    assert closing in [part.text for part in draft.front_matter]


def test_the_sector_from_which_a_member_comes_is_no_part_of_the_identity() -> None:
    draft = read("来自法律界的省政协委员司徒峻建议，扩大法律援助的覆盖面。\n")

    assert draft.speeches[0].identities == ("省政协委员",)


def test_a_topic_is_given_as_the_text_quotes_it_where_the_headline_is_shorter() -> None:
    draft = read(
        "市政协召开协商会 围绕“提升数字素养”协商议政\n\n市政协召开协商会，围绕“提升数字素养与技能”协商议政。\n"
        "委员们建议，要健全培训体系，办好老年课堂。\n"
    )

    assert draft.meeting.topic == "提升数字素养与技能"


def test_recommendations_after_a_lead_in_leave_the_ordinal_out() -> None:
    draft = read("县政协委员和秀英：\n笔者建议，首先，各地应利用闲置房屋开办食堂。其次，食堂可面向全年龄段开放。\n")

    assert [p.text for p in draft.speeches[0].proposals] == ["各地应利用闲置房屋开办食堂", "食堂可面向全年龄段开放"]


@pytest.mark.parametrize("posts", ["临江一中教师", "北塔区市场监管局一级主任科员", "市第二小学语文教师"])
def test_posts_at_numbered_schools_and_of_officials_are_understood_before_a_spaced_name(posts: str) -> None:
    draft = read(f"市政协委员、{posts}毕 玥：\n建议规范课后托管服务，建立准入和退出机制。\n")

    assert draft.speeches[0].speaker == "毕玥"
    assert [(a.organisation or "") + (a.post or "") for a in draft.speeches[0].affiliations] == [posts]


def test_two_members_in_one_sentence_have_a_speech_each() -> None:
    draft = read(
        "区政协召开座谈会。\n会上，韩露委员建议改造前广泛征求居民意见，戚明委员建议加强施工质量监管，避免道路反复开挖。\n"
    )

    assert [(s.speaker, [p.text for p in s.proposals]) for s in draft.speeches] == [
        ("韩露", ["建议改造前广泛征求居民意见"]),
        ("戚明", ["建议加强施工质量监管，避免道路反复开挖"]),
    ]


@pytest.mark.parametrize("joint", ["施大双、滕小乐、郁金三位委员", "施大双常委、滕小乐委员", "施大双、滕小乐委员"])
def test_members_named_in_a_row_speak_together(joint: str) -> None:
    draft = read(f"区政协召开座谈会。\n{joint}建议，统筹改造计划，避免道路反复开挖。\n")

    assert [(s.speaker, s.co_speakers[:1]) for s in draft.speeches] == [("施大双", ("滕小乐",))]


def test_measures_in_a_row_before_the_first_cue_are_recommended_too() -> None:
    draft = read(
        "市政协委员、盛禾种业有限公司总经理　龚立夏：\n种业企业普遍规模小，育种周期长。\n"
        "完善种业保险制度，提高保费补贴比例。加大对育种创新的长期支持。\n希望建立种质资源共享平台，避免重复收集。\n"
    )

    assert [p.text for p in draft.speeches[0].proposals] == [
        "完善种业保险制度，提高保费补贴比例",
        "加大对育种创新的长期支持",
        "希望建立种质资源共享平台，避免重复收集",
    ]


def test_what_members_say_together_ends_the_words_of_the_one_before() -> None:
    draft = read(
        "区政协召开座谈会。\n区政协委员、区第一医院主任医师阎芳：建议增设无障碍坡道。\n"
        "有委员提出，引入专业化物业企业，建立长效管护机制。\n"
    )

    assert [s.speaker for s in draft.speeches] == ["阎芳", None]


def test_numbered_measures_after_a_closed_sentence_about_a_problem_are_recommended() -> None:
    draft = read(
        "市政协委员 顾北辰：\n社区商业普遍存在租金高的问题。一是盘活闲置用房，低价租给便民业态；二是减免三年租金。\n"
    )

    assert [p.text for p in draft.speeches[0].proposals] == ["盘活闲置用房，低价租给便民业态", "减免三年租金"]


def test_lines_with_the_facts_of_a_meeting_are_no_title() -> None:
    draft = read(
        "协商发言摘编\n\n主题：推进便民生活圈建设\n时间：2023年6月15日\n地点：市政协六楼会议室\n\n"
        "江若水（市政协委员、市规划院副院长）\n便民生活圈要“圈”得准。建议运用大数据分析居民活动规律，划定服务半径。\n"
    )

    assert draft.speeches[0].title is None
    assert (draft.meeting.topic, draft.meeting.date_text, draft.meeting.place) == (
        "推进便民生活圈建设",
        "2023年6月15日",
        "市政协六楼会议室",
    )


def test_a_measure_that_allows_something_goes_on_with_the_recommendations() -> None:
    draft = read("市政协委员 覃朗：\n应支持卫生院增设康复科。允许卫生院与民宿签约，提供巡诊服务。\n")

    assert [p.text for p in draft.speeches[0].proposals] == [
        "应支持卫生院增设康复科",
        "允许卫生院与民宿签约，提供巡诊服务",
    ]


def test_whole_sentences_quoted_after_what_a_member_did_are_that_members_words() -> None:
    draft = read("区政协召开座谈会。\n市政协委员康乃馨接过话筒，“绿道晚上照明不足。希望加装感应路灯。”\n")

    assert [(s.speaker, [p.text for p in s.proposals]) for s in draft.speeches] == [("康乃馨", ["希望加装感应路灯"])]


def test_the_time_of_day_is_no_place() -> None:
    draft = read("在昨天上午举行的市政协座谈会上，韩露委员建议，改造前广泛征求居民意见。\n")

    assert draft.meeting.place is None


def test_a_number_before_nothing_but_a_mark_recommends_nothing() -> None:
    assert [s.proposals for s in read("韩露委员：0、：").speeches] == [()]
