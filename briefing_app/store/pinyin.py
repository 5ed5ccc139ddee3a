"""This file reads Chinese names aloud: pinyin to sort by, initials to search by, with the readings of surnames."""

from __future__ import annotations

# Characters that are read otherwise when they are a surname; as a first name's character they keep their usual reading.
_SURNAMES = {
    "曾": "zeng",
    "解": "xie",
    "单": "shan",
    "仇": "qiu",
    "查": "zha",
    "区": "ou",
    "任": "ren",
    "华": "hua",
    "朴": "piao",
    "盖": "ge",
    "翟": "zhai",
    "员": "yun",
    "缪": "miao",
    "纪": "ji",
    "宁": "ning",
    "冼": "xian",
    "洗": "xian",
    "覃": "qin",
    "乐": "yue",
    "车": "che",
    "隗": "wei",
    "秘": "bi",
    "召": "shao",
    "燕": "yan",
    "应": "ying",
    "都": "du",
    "种": "chong",
    "折": "she",
    "能": "nai",
    "祭": "zhai",
    "繁": "po",
    "褚": "chu",
    "石": "shi",
    "重": "chong",
    "晁": "chao",
    "柏": "bai",
    "宿": "su",
    "瞿": "qu",
    "郗": "xi",
    "曲": "qu",
    "尉": "wei",
    "哈": "ha",
    "那": "na",
    "幺": "yao",
    "便": "pian",
    "相": "xiang",
    "沈": "shen",
    "句": "gou",
    "牟": "mou",
    "贾": "jia",
    "卜": "bu",
    "尹": "yin",
    "於": "yu",
    "过": "guo",
    "强": "qiang",
    "盛": "sheng",
    "谌": "chen",
    "黑": "he",
    "万俟": "mo qi",
    "尉迟": "yu chi",
    "长孙": "zhang sun",
    "单于": "chan yu",
    "澹台": "tan tai",
    "宰父": "zai fu",
    "令狐": "ling hu",
    "皇甫": "huang fu",
    "夏侯": "xia hou",
}


def read_name(name: str) -> tuple[str, str]:
    """The pinyin of a person's name, a blank between syllables, and its initials (王耀南: wang yao nan, wyn)."""
    surname = next((name[:length] for length in (2, 1) if name[:length] in _SURNAMES and len(name) > length), "")
    syllables = [*_SURNAMES.get(surname, "").split(), *_syllables(name[len(surname) :])]
    return " ".join(syllables), "".join(syllable[0] for syllable in syllables)


def read_words(words: str) -> str:
    """The pinyin of other words, to sort by."""
    return " ".join(_syllables(words))


def _syllables(text: str) -> list[str]:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its dictionary is slow to load, and reading names is rare

    return [syllable.strip().lower() for syllable in lazy_pinyin(text) if syllable.strip()]
