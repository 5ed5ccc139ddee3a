"""This file reads the marks that number things: 一、 （一） 1. 一是 一要 第一，"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

_CHINESE = "一二三四五六七八九十"


class Level(IntEnum):
    """How deep a mark usually stands; the order of depth is what counts."""

    SECTION = 1  # 一、
    BRACKETED = 2  # （一）
    ARABIC = 3  # 1. 1、
    CIRCLED = 4  # ① （1）
    RUNNING = 5  # 一是 一要 第一，


@dataclass(frozen=True, slots=True)
class Mark:
    """A number in front of something: its place, depth and value; `demands` when it is itself a modal (一要)."""

    start: int
    end: int
    level: Level
    value: int
    demands: bool = False


_MARK = re.compile(
    r"(?P<section>(?:(?<=^)|(?<=[。！？；：\s])|(?<=[议出]，))[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十]))"
    r"|(?P<bracketed>(?:(?<=^)|(?<=[。！？；：，\s])|(?<=建议))（[一二三四五六七八九十]{1,3}）)"
    r"|(?P<arabic>(?:(?<=^)|(?<=[。！？；：\s]))\d{1,2}(?:[.．](?!\d)|、(?!\d)))"
    r"|(?P<circled>[①②③④⑤⑥⑦⑧⑨⑩⑪⑫]|(?:(?<=^)|(?<=[。！？；：，\s]))（\d{1,2}）)"
    r"|(?P<running>(?:(?<=^)|(?<=[。！？；：，、\s“])|(?<=建议))(?:(?:第?[一二三四五六七八九十]|其[一二三四五六])(?:[是则]|来)[，,要]?(?!否)|(?:第[一二三四五六七八九十](?:句话|点|个方面|方面|步|条)?|其[一二三四五六])(?:[，、：]|是(?!否))))"
    r"|(?P<demand>(?:(?<=^)|(?<=[。！？；：，\s“]))[一二三四五六七八九十](?=(?:要|应|须|需)))"
)
_LEVELS = {
    "section": Level.SECTION,
    "bracketed": Level.BRACKETED,
    "arabic": Level.ARABIC,
    "circled": Level.CIRCLED,
    "running": Level.RUNNING,
    "demand": Level.RUNNING,
}


def marks(text: str) -> list[Mark]:
    """All marks in a (folded) text, in order."""
    found = []
    for match in _MARK.finditer(text):
        kind = match.lastgroup or "running"
        end = match.end() - (1 if match[0].endswith("要") else 0)
        found.append(
            Mark(match.start(), end, _LEVELS[kind], _value(match[0]), kind == "demand" or match[0].endswith("要"))
        )
    return found


def opens_item(text: str) -> bool:
    """Whether a text begins with a mark."""
    match = _MARK.match(text)
    return bool(match)


def _value(mark: str) -> int:
    digits = re.search(r"\d+", mark)
    if digits:
        return int(digits[0])
    if "①" <= mark[0] <= "⑳":
        return ord(mark[0]) - ord("①") + 1
    numeral = "".join(character for character in mark if character in _CHINESE)
    if numeral.startswith("十"):
        return 10 + (_CHINESE.index(numeral[1]) + 1 if len(numeral) > 1 else 0)
    if "十" in numeral:
        tens, _, ones = numeral.partition("十")
        return (_CHINESE.index(tens) + 1) * 10 + (_CHINESE.index(ones) + 1 if ones else 0)
    return _CHINESE.index(numeral[0]) + 1 if numeral else 0
