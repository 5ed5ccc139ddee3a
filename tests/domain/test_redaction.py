"""脱敏 hides what would tell who somebody is or where they live, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.domain.redaction import ADDRESS, MAIL, MARKS, NAME, NUMBER, PHONE, redact


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("请拨打13812345678或0551-62345678。", f"请拨打{PHONE}或{PHONE}。"),
        ("热线（010）62345678，手机+86 138 1234 5678", f"热线{PHONE}，手机{PHONE}"),
        ("身份证号110101199003071234、11010119900307123x", f"身份证号{NUMBER}、{NUMBER}"),
        ("卡号6222 0212 3456 7890 123，护照E12345678", f"卡号{NUMBER}，护照{NUMBER}"),
        ("家住湖岸市东城区建设路12号3栋2单元501室的居民", f"家住{ADDRESS}的居民"),
        ("金桂小区3栋2单元501室漏水", f"{ADDRESS}漏水"),
        ("来信请寄lan.zhou@huan.example", f"来信请寄{MAIL}"),
        ("１３８１２３４５６７８", PHONE),
    ],
)
def test_what_tells_of_a_person_is_hidden(text: str, expected: str) -> None:
    assert redact(text).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "会场设在人民路100号，版本 3，校验码 13812345",
        "投入13000000000元，惠及15012345678人次",
        "2026年9月6日，GDP增长5.2%，编号07-02",
        "sha256 a1381234567890ab13812345678c",
        "建议在5号楼前的道路两侧设置20处休息座椅",
        "网格员覆盖社区12个，建成花园3座",
    ],
)
def test_numbers_and_places_that_belong_to_nobody_stay(text: str) -> None:
    assert redact(text).text == text


def test_chosen_names_go_also_where_print_spreads_them() -> None:
    found = redact("（赵　禾，湖岸大学教授）赵禾认为，赵禾苗另有看法。欧阳静补充。", ["赵禾", "欧阳静", "欧阳"])
    assert found.text == f"（{NAME}，湖岸大学教授）{NAME}认为，{NAME}苗另有看法。{NAME}补充。"
    assert found.hidden == 4


@given(st.text(), st.lists(st.text(min_size=1, max_size=4), max_size=3))
def test_any_text_can_be_redacted(text: str, names: list[str]) -> None:
    found = redact(text, names)
    assert (found.hidden == 0) == (found.text == text)
    assert sum(found.text.count(mark) for mark in MARKS) >= found.hidden


def test_a_name_made_of_the_marks_characters_breaks_no_mark() -> None:
    assert redact("电话13812345678，隐者", ["隐", "电话"]).text == f"{NAME}{PHONE}，{NAME}者"


@given(st.lists(st.sampled_from(["13812345678", "住在青石巷7号", "，", "建议", "a@b.example", " "]), max_size=8))
def test_redacting_twice_changes_nothing_more(parts: list[str]) -> None:
    once = redact("".join(parts)).text
    assert redact(once).text == once
