"""What is read of a meeting is a fact of the text: a body is an organisation's name, a topic is what was talked about."""

from __future__ import annotations

import pytest

from briefing_app.domain.meetings import MeetingFacts
from briefing_app.importing.draft import SourceText
from briefing_app.importing.parser import parse


def facts(text: str) -> MeetingFacts:
    return parse(SourceText("任意.txt", "0" * 64, "text_file", text)).meeting


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("在16日举行的市政协专题协商会上，委员们建言资政。", "市政协"),
        ("近日江口市政协召开座谈会。", "江口市政协"),
        ("昨日上午，市政协召开民主评议会。", "市政协"),
        ("为精心筹备好市政协全会，各界别认真撰写发言。", "市政协"),
        ("十四届全国政协第三次双周协商座谈会在京召开。", "全国政协"),
        ("十三届省政协第三十一次常委会会议在江口召开。", "省政协"),
        ("全国政协十三届常委会第二十次会议25日举行。", "全国政协"),
        ("政协江口县十届二次会议大会发言摘登", "政协江口县"),
        ("政协江口市委员会召开专题协商会，市政协副主席出席。", "政协江口市委员会"),
        (
            "参加市政协座谈会。\n政协江口市第十二届委员会常务委员会第三次会议召开。",
            "政协江口市第十二届委员会常务委员会",
        ),
    ],
)
def test_a_body_is_the_name_of_an_organisation(text: str, body: str) -> None:
    assert facts(text).body == body


@pytest.mark.parametrize(
    "text",
    [
        "全国政协委员江流建议，疏浚河道。",
        "市政协副主席江流到社区走访。",
        "市政协常委　江流\n疏浚河道。",
        "市政协提案委的同志走访社区。",
    ],
)
def test_a_person_of_a_body_is_no_meeting_of_it(text: str) -> None:
    assert facts(text).body is None


def test_a_title_that_goes_on_over_lines_still_names_the_topic() -> None:
    text = "让河流回到身边\n——市政协“城市河道治理”\n专题协商会发言摘要\n市政协委员 江流\n建议疏浚河道，恢复岸线生态。\n"

    assert facts(text).topic == "城市河道治理"


def test_the_kind_of_a_meeting_is_no_part_of_its_topic() -> None:
    assert facts("昨日上午，市政协召开优化营商环境民主评议会。").topic == "优化营商环境"


@pytest.mark.parametrize(
    "head", ["社情民意信息\n第31期", "社情民意信息（2024年第3期）", "A3 议政周刊", "站内搜索", "2024年第5期"]
)
def test_what_a_page_or_a_sheet_prints_on_top_is_no_headline(head: str) -> None:
    text = f"{head}\n让河流回到身边\n\n近日，市政协委员江流建议，疏浚河道，恢复岸线。市政协委员何苗认为，要加强巡查。\n"

    assert facts(text).name == "让河流回到身边"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("市政协举办的城市河道治理界别协商活动在江口举行。", "城市河道治理"),
        ("在市政协召开的“城市河道治理”远程协商会上，委员们踊跃发言。", "城市河道治理"),
        ("“有事好商量”协商会上，委员们踊跃发言。", None),
    ],
)
def test_a_topic_is_what_a_meeting_is_about(text: str, topic: str | None) -> None:
    assert facts(text).topic == topic


def test_a_labelled_place_is_the_place() -> None:
    assert facts("区政协讨论记录\n时间：2024年7月9日\n地点：区政协三楼会议室\n").place == "区政协三楼会议室"
