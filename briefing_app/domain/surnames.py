"""This file knows surnames: those of two characters, and those that are read otherwise than the common word."""

from __future__ import annotations

_COMPOUND = (
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 端木 南宫 长孙 宇文 轩辕 钟离 闻人 呼延 "
    "申屠 澹台 公冶 宗政 濮阳 淳于 单于 太叔 仲孙 公羊 赫连 鲜于 闾丘 司空 独孤 拓跋 百里 东郭 西门 欧冶 "
    "万俟 第五 梁丘 左丘 完颜 纳兰 叶赫 那拉"
)
COMPOUND_SURNAMES = frozenset(_COMPOUND.split())

# The reading as a surname, with the number of its tone, where the everyday reading is another one.
SURNAME_READINGS = {
    "曾": "zeng1",
    "解": "xie4",
    "单": "shan4",
    "仇": "qiu2",
    "查": "zha1",
    "盖": "ge3",
    "朴": "piao2",
    "区": "ou1",
    "任": "ren2",
    "华": "hua4",
    "纪": "ji3",
    "宁": "ning4",
    "应": "ying1",
    "洗": "xian3",
    "冼": "xian3",
    "尉": "wei4",
    "员": "yun4",
    "繁": "po2",
    "乐": "yue4",
    "翟": "zhai2",
    "折": "she2",
    "缪": "miao4",
    "秘": "bi4",
    "召": "shao4",
    "哈": "ha3",
    "黑": "he4",
    "那": "na1",
    "能": "nai4",
    "不": "fou1",
    "燕": "yan1",
    "晁": "chao2",
    "逄": "pang2",
    "訾": "zi1",
    "郇": "xun2",
    "佴": "nai4",
    "乜": "nie4",
    "幺": "yao1",
    "种": "chong2",
    "重": "chong2",
    "车": "che1",
    "长": "chang2",
    "贾": "jia3",
    "覃": "qin2",
    "谌": "chen2",
    "隗": "wei3",
    "祭": "zhai4",
    "句": "gou1",
    "过": "guo1",
    "卜": "bu3",
    "俞": "yu2",
    "柏": "bai3",
    "葛": "ge3",
    "令": "ling2",
    "都": "du1",
    "便": "pian2",
    "曲": "qu1",
    "於": "yu1",
    "万俟": "mo4 qi2",
    "尉迟": "yu4 chi2",
    "单于": "chan2 yu2",
    "澹台": "tan2 tai2",
    "长孙": "zhang3 sun1",
    "令狐": "ling2 hu2",
}


def surname(name: str) -> str:
    """The surname in a full name: two characters where the name begins with a compound one and goes on."""
    return name[:2] if len(name) > 2 and name[:2] in COMPOUND_SURNAMES else name[:1]


def surname_reading(name: str) -> str | None:
    """How the surname is read where a dictionary of words would read it otherwise, else None."""
    found = surname(name)
    return SURNAME_READINGS.get(found)
