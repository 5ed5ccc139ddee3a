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
