"""Where a recommendation starts and ends, and what is none."""

from __future__ import annotations

import pytest

from briefing_app.importing.draft import SourceText
from briefing_app.importing.parser import parse


def found(words: str) -> list[str]:
    text = f"市政协委员　林若溪：\n\n{words}\n"
    draft = parse(SourceText("发言.txt", "0" * 64, "text_file", text))
    return [proposal.text for speech in draft.speeches for proposal in speech.proposals]


CASES = {
    "each sentence and each ；-clause is one": (
        "建议完善充电网络，简化报装手续；鼓励小区统建统营。推广有序充电。",
        ["建议完善充电网络，简化报装手续", "鼓励小区统建统营", "推广有序充电"],
    ),
    "connectives are left out": (
        "建议疏浚河道。同时，加强巡查。此外，应公开水质数据。",
        ["建议疏浚河道", "加强巡查", "应公开水质数据"],
    ),
    "background before the cue is left out": (
        "目前，河道淤积严重，行洪能力下降，建议尽快疏浚。",
        ["建议尽快疏浚"],
    ),
    "an aim before the cue is left out": (
        "为提升产业竞争力，建议设立引导基金。围绕人才引育，建议建设公寓。",
        ["建议设立引导基金", "建议建设公寓"],
    ),
    "what it is about is kept": (
        "针对校门口拥堵，建议开设接送专线。在老城区改造中，要保留历史街巷。",
        ["针对校门口拥堵，建议开设接送专线", "在老城区改造中，要保留历史街巷"],
    ),
    "a subject is kept": ("各有关部门应定期公布水质数据。", ["各有关部门应定期公布水质数据"]),
    "我建议 starts at the cue": ("我们建议加快立法进程。", ["建议加快立法进程"]),
    "numbered items keep their explanations": (
        "为此，建议：\n一是建立巡查制度。由村组轮流值守，发现险情立即上报。\n二是完善补偿机制；设立专项基金。",
        ["建立巡查制度。由村组轮流值守，发现险情立即上报", "完善补偿机制", "设立专项基金"],
    ),
    "the lowest number counts": (
        "建议：\n一、强化平台支撑。一是建设中试基地。二是开放共享设备。\n二、强化要素保障。一是设立引导基金。",
        ["建设中试基地", "开放共享设备", "设立引导基金"],
    ),
    "what explains 一要 is left out": (
        "建议如下：一要坚持市场主导。品牌是市场认可的结果。二要加强商标保护，健全维权机制。",
        ["要坚持市场主导", "要加强商标保护，健全维权机制"],
    ),
    "sections of problems hold none": (
        "一、存在的主要问题\n（一）推动力度不够。部门各自为战。\n（二）宣传引导不足。\n二、对策建议\n（一）建立联席会议制度。\n（二）开展典型宣传。",
        ["建立联席会议制度", "开展典型宣传"],
    ),
    "facts, praise and questions are none": (
        "我市获批国家试点，取得了明显成效。如何破题？加快发展，才能赢得主动。市民纷纷点赞。",
        [],
    ),
    "one's own plans are none": ("下一步，我们将扩大产能，推出新产品。", []),
    "advice to a reporter is none": ("我建议你们去江边走一走。", []),
    "words that merely contain a modal are none": (
        "主要原因是供应不足，应用场景有限，可能影响需求。这一要求十分重要。",
        [],
    ),
    "a saying is none": ("安全和效率要两手抓。", []),
    "a quotation inside stays": (
        "建议推行“一窗受理、集成服务”模式，让企业“只进一扇门”。",
        ["建议推行“一窗受理、集成服务”模式，让企业“只进一扇门”"],
    ),
}


@pytest.mark.parametrize(("words", "expected"), CASES.values(), ids=CASES.keys())
def test_recommendations_start_and_end_by_rule(words: str, expected: list[str]) -> None:
    assert found(words) == expected
