"""This file says what 脱敏 hides in a printed text, and leaves a mark in the place of each thing that it hides."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

PHONE, NUMBER, MAIL, ADDRESS, NAME = (
    "〔电话已隐去〕",
    "〔证件号已隐去〕",
    "〔邮箱已隐去〕",
    "〔住址已隐去〕",
    "〔姓名已隐去〕",
)
MARKS = (PHONE, NUMBER, MAIL, ADDRESS, NAME)
NOTICE = "本册已脱敏：标有〔…已隐去〕处不是原文，其余文字与原文一致。"

_ALONE = r"(?<![0-9A-Za-z.])", r"(?![0-9A-Za-z])"  # no part of a longer number, a hash or a decimal
_NO_SUM = r"(?![ ]?[元人万亿个件户吨米])"  # 13000000000元 is money
_DIGIT = "0-9０-９"
_IDENTITY = rf"[1-9１-９][{_DIGIT}]{{5}}[ -]?(?:19|20|１９|２０)[{_DIGIT}]{{6}}[ -]?[{_DIGIT}]{{3}}[{_DIGIT}XxＸｘ]"
_PASSPORT = r"[EGDSP][A-Z]?[0-9]{7,8}"
_BANK_CARD = r"(?:62|4\d|5[1-5])\d{2}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?"
_MOBILE = r"(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}|１[３-９][０-９]{9}"
_LANDLINE = r"[（(]0\d{2,3}[)）][ -]?\d{7,8}|0\d{2,3}[ -－—]\d{7,8}(?:[ -]\d{1,5})?|400[ -]?\d{3}[ -]?\d{4}"
_MAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
_COUNT = r"[0-9０-９一二三四五六七八九十百零〇甲乙丙丁A-Za-z-]{1,8}"
# The district stays: it does not say where somebody lives. A road and its number alone may be an office.
_ROAD = r"[^\W\d_省市区县镇乡村在住于往到]{1,6}?(?:大道|大街|路|街|巷|弄|胡同|里)"
_HOUSE = rf"{_COUNT}(?:号院|号楼|号|栋|幢|座)"
_ROOM = rf"(?:{_COUNT}(?:号楼|号|栋|幢|座|单元|层|楼|室|户|门))"
_PLACE = r"[^\W\d_省市区县镇乡在住于往到]{1,10}?(?:小区|花园|新村|家园|公寓|社区|村|苑|庄)"
_ADDRESS = rf"{_ROAD}{_HOUSE}{_ROOM}+|{_PLACE}{_ROOM}{{2,}}|(?:{_PLACE}){_COUNT}(?:栋|幢|单元|室|户)"
_HOME = rf"(?<=住在|家住|现住|住址)[:：为在]?[^，。；！？\s]{{0,20}}?(?:{_ROAD}|{_PLACE}){_HOUSE}{_ROOM}*"
_GAP = r"[ 　]*"  # print sets 张　三


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text with marks in the places of what was hidden, and how many there are."""

    text: str
    hidden: int


def redact(text: str, names: Sequence[str] = ()) -> Redacted:
    """Hide phone, identity and card numbers, mail addresses, homes, and the names that a person chose.

    A text that was redacted before stays as it is: the marks hold nothing that would be hidden.
    """
    hidden = 0

    def mark(words: str) -> Callable[[re.Match[str]], str]:
        def put(found: re.Match[str]) -> str:
            nonlocal hidden
            if found.group() in MARKS:  # a name may be made of the marks' own characters
                return found.group()
            hidden += 1
            return words

        return put

    for pattern, words in (*_patterns(), *_names(tuple(names))):
        text = pattern.sub(mark(words), text)
    return Redacted(text, hidden)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    before, after = _ALONE
    return (
        (re.compile(_MAIL), MAIL),
        (re.compile(f"{before}(?:{_IDENTITY}|{_PASSPORT}|{_BANK_CARD}){after}", re.ASCII), NUMBER),
        (re.compile(f"(?<![0-9A-Za-z.-])(?:{_MOBILE}|{_LANDLINE}){after}{_NO_SUM}", re.ASCII), PHONE),
        (re.compile(f"{_HOME}|{_ADDRESS}"), ADDRESS),
    )


@lru_cache(maxsize=8)
def _names(names: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The longest first: 欧阳静 before 欧阳."""
    bare = sorted({"".join(name.split()) for name in names} - {""}, key=len, reverse=True)
    marks = "|".join(map(re.escape, MARKS))
    return tuple((re.compile(f"{marks}|{_GAP.join(map(re.escape, name))}"), NAME) for name in bare)
