"""This file makes libraries of any size: invented meetings, speakers and recommendations, the same for the same seed.

Words come with frequencies like those of a language (Zipf's law), so that common and rare words are both there. A few
phrases are planted at known counts, and one recommendation in twenty is a near copy of an earlier one.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import insert

from briefing_app.domain.proposals import ProposalStatus
from briefing_app.store.database import Library
from briefing_app.store.schema import metadata
from briefing_app.store.search import index

# phrase -> how many recommendations in a hundred thousand hold it
PLANTED = {"候鸟观测": 40, "盲道": 400, "社区": 8000, "鹮": 3}
EACH_SPEECH, EACH_MEETING = 5, 12  # recommendations, speeches
_CHUNK = 20_000
_OPENINGS = ("建议", "要", "应当", "可以", "希望", "有必要")
_ACTORS = "市政府 发展改革部门 教育部门 交通部门 街道 园区 行业协会 卫生健康部门 文旅部门 财政部门 高校 企业".split()
_VERBS = "建立 完善 推进 加快 扩大 优化 制定 规范 探索 支持 引导 整合 公开 压减 试行 评估 延伸 改造".split()
_HEADS = "老旧 普惠 数字 绿色 公共 基层 产业 应急 夜间 乡村 青年 银发 智慧 骑行 沿江 山区".split()
_TAILS = (
    "停车 托育 养老 公交 算力 人才 场景 标准 水源 图书馆 步道 菜场 诊室 课堂 工坊 驿站 冷链 雨洪 古树 口袋公园".split()
)
_THEMES = "停车 托育 养老 公交 算力 人才 标准 乡村 文旅 生态 教育 医疗".split()
_MANNERS = (
    "明确责任单位和完成时限",
    "按季度公布进展",
    "先在两个片区试点再推开",
    "把使用者的评价写进考核",
    "经费列入年度预算",
    "由第三方每年评估一次",
    "避免重复建设",
)
_FAMILY, _GIVEN = (
    "甘 娄 鄢 卜 苗 柏 庾 解 曾 仇 单 覃 隗 桑 麻 宿 白 怀 蒲 台".split(),
    "砚 岚 穗 舟 衡 瑾 棠 屿 樵 淙 苒 磬".split(),
)


@dataclass(frozen=True)
class _Line:
    text: str
    theme: int


def fill(library: Library, recommendations: int, *, seed: int = 1) -> None:
    """Put so many recommendations into an empty library, by the thousand and past the history, then make the index."""
    lines = _lines(recommendations, random.Random(seed))
    with library._writing() as session:
        connection = session.connection()
        connection.execute(insert(metadata.tables["theme"]), [{"name": one, "pinyin": ""} for one in _THEMES])
        people = [a + b + c for a, b, c in itertools.product(_FAMILY, _GIVEN, _GIVEN)]
        connection.execute(
            insert(metadata.tables["person"]), [{"name": one, "pinyin": "", "initials": ""} for one in people]
        )
        for first in range(0, recommendations, _CHUNK):
            _insert(connection, list(itertools.islice(lines, min(_CHUNK, recommendations - first))), first, people)
        index.rebuild(session)
        session.commit()


def article(number: int) -> str:
    """A report of a meeting as an importer is given it: four speakers with three recommendations each."""
    chance = random.Random(number)
    lines = [line.text for line in _lines(40, chance)]
    said = [
        f"第{number}次专题协商会发言摘编",
        f"2026年3月{number % 28 + 1}日，市政协召开专题协商会。现将发言摘登如下。",
    ]
    for speaker in range(4):
        name = chance.choice(_FAMILY) + chance.choice(_GIVEN) + chance.choice(_GIVEN)
        wanted = "；".join(lines[speaker * 10 : speaker * 10 + 3])
        told = "。".join(line[2:] for line in lines[speaker * 10 + 3 : speaker * 10 + 9])
        said += [f"{name}（市政协委员）：", f"{told}。", f"{wanted}。"]
    return "\n".join(said) + "\n"


def _lines(count: int, chance: random.Random) -> Iterator[_Line]:
    things = [head + tail for head, tail in itertools.product(_HEADS, _TAILS)]
    chance.shuffle(things)
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(things) + 1)))
    planted = {phrase: max(1, count * each // 100_000) for phrase, each in PLANTED.items()}
    places = {place: phrase for phrase, many in planted.items() for place in chance.sample(range(count), many)}
    earlier = ""
    for place in range(count):
        if place % 20 == 19:
            text = earlier.replace("建议", "应当", 1) if "建议" in earlier else f"建议{earlier}"
        else:
            first, second = chance.choices(things, cum_weights=weights, k=2)
            text = (
                f"{chance.choice(_OPENINGS)}由{chance.choice(_ACTORS)}{chance.choice(_VERBS)}{first}，"
                f"{chance.choice(_VERBS)}{second}，{chance.choice(_MANNERS)}，"
                f"到{2026 + chance.randrange(5)}年覆盖{chance.randrange(2, 99)}处"
            )
        if place in places:
            text += f"，兼顾{places[place]}"
        earlier = text
        yield _Line(text, chance.randrange(len(_THEMES)))


def _insert(connection, lines: list[_Line], first: int, people: list[str]) -> None:
    """One chunk: a new meeting for every dozen speeches, a speech for every five recommendations."""
    meetings, speeches, proposals, links = [], [], [], []
    statuses = [ProposalStatus.UNSORTED] * 6 + [ProposalStatus.EDITED] * 2 + [ProposalStatus.REPORTED]
    for start in range(0, len(lines), EACH_SPEECH):
        number = (first + start) // EACH_SPEECH
        said, order = lines[start : start + EACH_SPEECH], number % EACH_MEETING
        meeting = number // EACH_MEETING + 1
        if order == 0:
            day = date(2016, 1, 5) + timedelta(days=meeting % 3650)
            meetings.append(
                {"id": meeting, "name": f"第{meeting}次协商会", "kind": "专题协商会", "date": day, "reviewed": True}
            )
        person = (number * 7919) % len(people)
        speeches.append(
            {
                "id": number + 1, "meeting_id": meeting, "position": order + 1, "person_id": person + 1,
                "speaker": people[person], "header": f"{people[person]}：", "header_spans": (), "title_spans": (),
                "text": "。".join(line.text for line in said) + "。",
            }
        )  # fmt: skip
        place = 0
        for position, line in enumerate(said, start=1):
            key = first + start + position
            proposals.append(
                {
                    "id": key, "speech_id": number + 1, "position": position, "text": line.text, "start": place,
                    "end": place + len(line.text), "spans": (), "cue": "建议", "reason": "", "confidence": 0.9,
                    "status": statuses[key % len(statuses)], "status_reason": "", "important": key % 40 == 0,
                }
            )  # fmt: skip
            links.append(
                {"proposal_id": key, "theme_id": line.theme + 1, "position": 1, "confirmed": True, "reason": ""}
            )
            place += len(line.text) + 1
    for table, rows in (
        ("meeting", meetings),
        ("speech", speeches),
        ("proposal", proposals),
        ("proposal_theme", links),
    ):
        if rows:
            connection.execute(insert(metadata.tables[table]), rows)
