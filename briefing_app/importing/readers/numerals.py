"""This file writes numbers the way a word processor prints them in front of a paragraph."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_LETTERS = 26
_FULL_WIDTH = ord("０") - ord("0")


def printed(number: int, kind: str) -> str:
    """A number in one of the formats of OOXML (ST_NumberFormat); an unknown one counts in Arabic numerals."""
    if kind in ("none", "bullet") or number < 0:
        return ""
    return _FORMATS.get(kind, str)(number)


def counting(number: int, *, digits: str = _DIGITS, units: str = "十百千") -> str:
    """A number below ten thousand as it is spoken: 12 → 十二, 105 → 一百零五."""
    if not 0 < number < 10_000:
        return "〇" if number == 0 else str(number)
    spoken, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit == 0:
            gap = bool(spoken)
            continue
        spoken += ("零" if gap else "") + digits[digit] + (units[place - 1] if place else "")
        gap = False
    return spoken[1:] if 10 <= number < 20 and digits is _DIGITS else spoken


def circled(number: int) -> str:
    """①, as far as Unicode has such characters."""
    for first, last, code in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(code + number - first)
    return f"({number})"


def _spelled(number: int, digits: str) -> str:
    return "".join(digits[int(digit)] for digit in str(number))


def _one_of(number: int, names: str) -> str:
    return names[number - 1] if 0 < number <= len(names) else str(number)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def _letters(number: int) -> str:
    """A … z, aa, bb …: the letter is repeated, as word processors do."""
    return chr(ord("a") + (number - 1) % _LETTERS) * ((number - 1) // _LETTERS + 1) if number else ""


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + _FULL_WIDTH) for digit in str(number))


_FORMATS: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"), counting),
    "taiwaneseCountingThousand": counting,
    **dict.fromkeys(("ideographDigital", "taiwaneseDigital"), lambda number: _spelled(number, _DIGITS)),
    "chineseLegalSimplified": lambda number: counting(number, digits=_FORMAL, units="拾佰仟"),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese", "ideographEnclosedCircle"), circled),
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "ideographTraditional": lambda number: _one_of(number, _STEMS),
    "ideographZodiac": lambda number: _one_of(number, _BRANCHES),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalZero": lambda number: f"{number:02d}",
}
