"""This file knows the characters of Chinese text: which may begin or end a line, what stays together, what is unsafe."""

from __future__ import annotations

import re

EM = 1000  # all measures of the breaker are thousandths of an em

# GB/T 15834-2011, 5.1, and CLREQ 3.1.3: what a line never begins with, and never ends with.
CLOSING = "，。、；：！？）》〉】〕］｝」』〗”’．"
MIDDLE = "·・‧•"
NO_START = frozenset(CLOSING + MIDDLE + "～〜―/／％‰℃°,.;:?!)]}%々〻ーぁぃぅぇぉっゃゅょァィゥェォッャュョ′″»›–-~")
OPENING = "（《〈【〔［｛「『〖“‘"
NO_END = frozenset(OPENING + "([{￥＄$№€£¥«‹#＃@＠")
DASHES = "—…⸺"  # two of them are one two-em unit, which begins no line (strict level)

_HAN = (
    "\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3040-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U000323af"
)
_WORD = "A-Za-z0-9\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u0370-\u03ff\u0400-\u052f\u1e00-\u1fff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_UNITS = (
    "平方公里|立方米|平方米|个百分点|百分点|千瓦时|人民币|美元|公里|千米|厘米|毫米|公斤|公顷|小时|分钟|季度|周年|世纪|年代|兆瓦|"
    "[年月日号时分秒周天岁届次条件项个家名位人户座处所台套辆艘架只批期版份篇页章节款点级层楼栋间类种场部门支亩吨克斤升度倍成折元角瓦米]"
)

# Ideographs of which nothing is to be said; 第 and the sign of repetition are not among them.
_PLAIN = "\u3400-\u4dbf\u4e00-\u7b2b\u7b2d-\u9fff\uf900-\ufaff\U00020000-\U000323af"

# One alternation finds everything that is not an ordinary ideograph; `lastgroup` says what it is. Those are passed over
# at its head, which makes it four times as fast.
# In a word, punctuation between two letters or figures belongs to it (3,456.78  5G-A  R&D  http://…).
SPECIAL = re.compile(
    rf"(?![{_PLAIN}])(?:"
    rf"(?P<word>[{_WORD}](?:[{_WORD}]|[-.,:/+@&#=?~_'’%·](?=[{_WORD}])|(?<=[:/])/(?=[{_WORD}]))*[+#%‰％℃°]*)"
    rf"(?:(?<=\d)(?P<unit>[余多几]?[十百千万亿兆]*(?:{_UNITS})?))?"
    r"|(?P<range>(?<=[\d%％年月日时点号条页元])[—～~–](?=[\d第]))"
    r"|(?P<dash>[—⸺]{2,}|…{2,}|[—…⸺])"
    r"|(?P<item>(?<=\d)[.．](?!\d))"
    rf"|(?P<close>[{re.escape(CLOSING)}])"
    rf"|(?P<open>[{re.escape(OPENING)}])"
    rf"|(?P<middle>[{re.escape(MIDDLE)}])"
    r"|(?P<space> +)"
    r"|(?P<glue>[\u00a0\u3000]+)"
    rf"|(?P<ordinal>第(?=\d))"
    rf"|(?P<other>[{re.escape(''.join(sorted(NO_START | NO_END)))}]|[^{_HAN}])"
    r")"
)

# Where a long date, range or address may break after all, rather than leave a gaping line.
SOFT = re.compile(
    r"(?<=\d年)(?=\d{1,2}月)|(?<=\d月)(?=\d{1,2}日)|(?<=[～~—–])(?=[\d第])|(?<=[/?&=])(?=\w)|(?<=[._-])(?=[A-Za-z])"
)
LAST_RESORT = re.compile(r"(?<=[-.,:+/@_])(?=\w)|(?<=\d)(?=[亿万千百十])|(?<=[\d余多亿万千百十])(?=[年月日个家条项元])")
IDEOGRAPH = re.compile(f"[{_HAN}]")
BEFORE_WORDS, NO_GAP_AFTER = "@#$€£¥", "％°"  # signs that belong to the word after them; ends of words that stand close
SPACES = re.compile(" +")
LETTERS_AND_MARKS = re.compile(rf"[^{re.escape(CLOSING + OPENING)}\s]")

_CONTROLS: dict[int, str | None] = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)))
_CONTROLS |= {ord("\t"): " ", ord("\n"): "\n"}
_CONTROLS |= {0x85: "\n", 0x2028: "\n", 0x2029: "\n", 0x0B: "\n", 0x0C: "\n"}
_CONTROLS |= dict.fromkeys((0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F), " ")
_INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u1680\u2000-\u200f\u2028-\u202f\u205f\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)


def printable(text: str) -> str:
    """`text` without what paper cannot show: controls, marks of direction, variation selectors, lone surrogates."""
    if _INVISIBLE.search(text) is None:
        return text
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS))
