"""This file reads the numbered structure of a speech: sections, items, and which of them recommend."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from briefing_app.importing.page.numbering import Level, Mark, marks
from briefing_app.importing.recommending.wording import is_statement, opens_as_measure

_SETS_OUT = re.compile(r"(?:建议|对策|举措|措施|发力|入手|着手|做起|下功夫|突破|做好文章|用劲)[：，。]?$")
_LEAST_VOTES = 2
_AFTERTHOUGHT = re.compile(r"。(?=(?:此外|另外|当然|最后|除此之外|与此同时)[，,])")
_LONGEST_LEAD = 45  # characters: a longer clause before an item is no lead-in to a list
_LEADS = re.compile(r"：$|如下|以下|主要|存在|表现|体现|方面|[几两三四五六\d]点|问题$")

_MEASURES = re.compile(
    r"建议|对策|举措|措施|路径|思路|着力|下功夫|入手|着手|发力|怎么办|应对|做好以下|要从|应从|重点做好|解决办法|办法"
)
_PROBLEMS = re.compile(
    r"问题|差距|欠缺|不足|短板|困难|挑战|瓶颈|表现|原因|现状|成效|做法|优势|亮点|经验|难点|堵点|痛点|特点|背景|意义|必要性|成绩|情况|基本|风险|隐患|制约|薄弱|主要体现|启示|误区|弊端|分析"
)


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item inside a paragraph: its number at `mark_start`, its words at `[start, end)`."""

    mark_start: int
    start: int
    end: int
    level: Level
    is_group: bool  # deeper items stand under it
    demands: bool
    recommending: bool | None  # what the words that lead to it say: measures, problems, or nothing
    heading: bool = False  # a line of its own without an end
    value: int = 0


@dataclass(slots=True)
class Outline:
    """The items of each paragraph."""

    _items: list[list[Item]] = field(default_factory=list)

    def items(self, paragraph: int) -> list[Item]:
        return self._items[paragraph]


def outline(paragraphs: list[str], *, prompt: str = "") -> Outline:
    """The items of a speech's (folded) paragraphs; `prompt` is the question that it answers."""
    found = [_true_marks(text) for text in paragraphs]
    flat = [(number, mark) for number, marked in enumerate(found) for mark in marked]
    result = Outline([[] for _ in paragraphs])
    state = _State(_verdict_of_question(prompt))
    for position, (number, mark) in enumerate(flat):
        text = paragraphs[number]
        following = flat[position + 1] if position + 1 < len(flat) else None
        end = following[1].start if following and following[0] == number else len(text)
        end = _before_afterthought(text, mark, end)
        words = text[mark.end : end]
        deeper = following is not None and following[1].level > mark.level
        lead = _lead_in(paragraphs, number, mark, found[number])
        recommending = state.judge(mark, lead, words)
        heading = not re.search(r"[。！？；：]", words) and end == len(text)
        is_group = deeper or bool(recommending and heading and _section_name(words))
        result.items(number).append(
            Item(mark.start, mark.end, end, mark.level, is_group, mark.demands, recommending, heading, mark.value)
        )
    return _voted(result, paragraphs)


def _before_afterthought(text: str, mark: Mark, end: int) -> int:
    """A sentence with 此外 or 另外 after the last of a running list is no part of its last item."""
    if mark.level is not Level.RUNNING:
        return end
    match = _AFTERTHOUGHT.search(text, mark.end, end)
    return match.start() + 1 if match else end


def _voted(plan: Outline, paragraphs: list[str]) -> Outline:
    """Items that nothing introduces go with their neighbours: measures when most of them open as one."""
    runs: dict[tuple[int, Level], list[tuple[int, int]]] = {}
    run = 0
    for number in range(len(paragraphs)):
        for position, item in enumerate(plan.items(number)):
            run += item.value == 1
            runs.setdefault((run, item.level), []).append((number, position))
    for places in runs.values():
        items = [plan.items(number)[position] for number, position in places]
        measures = sum(
            opens_as_measure(paragraphs[number], item.start, item.end)
            for (number, _), item in zip(places, items, strict=True)
        )
        told = any(item.recommending is not None for item in items)
        if len(items) < _LEAST_VOTES or measures * 2 <= len(items):
            continue
        if told and not (measures == len(items) and _answers_a_problem(paragraphs, plan, places)):
            continue
        for number, position in places:
            plan.items(number)[position] = replace(plan.items(number)[position], recommending=True)
    return plan


def _answers_a_problem(paragraphs: list[str], plan: Outline, places: list[tuple[int, int]]) -> bool:
    """……是突出问题。一是盘活……: the sentence before is closed, and no item tells of a lack."""
    number, position = places[0]
    if not paragraphs[number][: plan.items(number)[position].mark_start].rstrip().endswith("。"):
        return False
    items = ((paragraphs[number], plan.items(number)[position]) for number, position in places)
    return not any(is_statement(text, item.start, item.end) for text, item in items)


def _true_marks(text: str) -> list[Mark]:
    """Marks that number something: a running mark alone is an ordinary word unless it opens the paragraph."""
    return marks(text)


def _section_name(words: str) -> bool:
    """现状, 存在的问题, 对策建议: names of sections, not items."""
    return len(words) <= 14 and bool(
        re.search(r"建议$|对策|措施$|举措$|问题$|现状$|情况$|成效$|意义$|原因$", words.strip("。："))
    )


def _lead_in(paragraphs: list[str], number: int, mark: Mark, marked: list[Mark]) -> str:
    """The words right before an item: in its paragraph, or the end of the one above."""
    if mark.start > 0:
        earlier = [m for m in marked if m.start < mark.start]
        start = earlier[-1].end if earlier else 0
        text = paragraphs[number][start : mark.start].rstrip()
        return re.split(r"[。！？；]", text.rstrip("。！？；"))[-1]
    if number == 0:
        return ""
    above = paragraphs[number - 1].rstrip()
    return re.split(r"[。！？；]", above.rstrip("。！？；"))[-1]


class _State:
    """What the open sections say about the items below them."""

    def __init__(self, asked: bool | None) -> None:
        self._asked = asked
        self._open: dict[Level, bool | None] = {}

    def judge(self, mark: Mark, lead: str, words: str) -> bool | None:
        """Whether an item stands among measures (True), among problems (False), or is not told (None)."""
        for level in [level for level in self._open if level > mark.level]:
            del self._open[level]
        if mark.value == 1 or mark.level not in self._open:
            above = [self._open[level] for level in sorted(self._open) if level < mark.level]
            inherited = next((verdict for verdict in reversed(above) if verdict is not None), self._asked)
            self._open[mark.level] = _verdict(lead, inherited)
        verdict = self._open[mark.level]
        named = _verdict_of_name(words)
        if named is not None:
            # a section that names itself (三、对策建议) speaks for what stands below it
            self._open[mark.level] = named if mark.level is Level.SECTION else verdict
            result = named
            if mark.level is not Level.SECTION:
                return verdict if verdict is not None else named
            self._open[Level.SECTION] = named
            return result
        if mark.level is Level.SECTION and verdict is False and mark.value > 1:
            return verdict
        return verdict


def _verdict_of_question(question: str) -> bool | None:
    """What a question asks for: measures, problems, or neither."""
    if re.search(r"建议|对策|怎么办|如何(?:解决|破解|推进|改进|应对)|措施|举措", question):
        return True
    return False if _PROBLEMS.search(question) or re.search(r"难在|卡在|堵在|为什么|为何", question) else None


def _verdict(lead: str, inherited: bool | None) -> bool | None:
    if not lead:
        return inherited
    if _SETS_OUT.search(lead):
        return True
    if _MEASURES.search(lead) and not re.search(r"问题|不足|短板|困难|原因", lead):
        return True
    if "建议" in lead:
        return True
    if len(lead) <= _LONGEST_LEAD and _PROBLEMS.search(lead) and _LEADS.search(lead):
        return False
    return inherited


def _verdict_of_name(words: str) -> bool | None:
    """What a section's own name says: 存在的主要问题 against 对策建议."""
    name = re.split(r"[。：]", words)[0]
    if len(name) > 18:
        return None
    if re.search(r"(?:建议|对策|措施|举措|路径)$", name):
        return True
    if re.search(r"(?:问题|不足|短板|困难|现状|原因|成效|情况|意义|优势|瓶颈|分析|背景|必要性|挑战)$", name):
        return False
    return None
