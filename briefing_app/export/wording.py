"""This file holds the words that every pack prints, and how dates, numbers and names are written in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from briefing_app.domain.comparison import Judgement
from briefing_app.domain.meetings import MeetingFacts
from briefing_app.domain.packs import PackKind
from briefing_app.domain.proposals import RewordingKind

KIND_TITLES: Mapping[PackKind, str] = {
    PackKind.COMPILATION: "发言材料汇编",
    PackKind.DIGEST: "意见建议摘编",
    PackKind.COMPARISON: "主要观点对照表",
    PackKind.ASSIGNMENT: "意见建议任务分解表",
    PackKind.LEDGER: "意见建议跟进台账",
    PackKind.SPEAKER: "发言情况",
    PackKind.LETTER: "意见建议研究办理函",
    PackKind.OPINION: "意见建议办理情况征询意见表",
    PackKind.REMINDER: "意见建议催办单",
    PackKind.BULLETIN: "协商专报",
    PackKind.OUTLINE: "参阅材料",
}

FOREWORD, MEETING_FACTS, SPEAKERS, RECOMMENDATIONS, FOLLOW_UP_LOG, FULL_QUOTES, STATISTICS = (
    "编印说明",
    "会议概况",
    "附：发言人名单",
    "附：意见建议一览",
    "办理记录",
    "附：原文",
    "办理情况统计",
)
NOTES = "批注"

# Empty values, each with one meaning (packs.md, section 2).
NOT_APPLICABLE = "—"
UNIT_OPEN = "待明确"
DUE_OPEN = "待定"
NONE = "无"  # in forms, which carry no legend
TO_WRITE = ""  # a person will write it by hand

IMPORTANT = "（重点）"
SEPARATE = "（分办）"
CUT = "〔略〕"
OTHER_THEMES = "其他意见建议"
SUGGESTED = "系统提示，待核"
TOTAL = "合计"

NO_YEAR = "来源未载年份。"
DASH_NO_JOINT = "“—”表示无{joint}单位。"
DASH_NOT_APPLICABLE = "“—”表示不涉及。"
DASH_SILENT = "“—”表示未涉及。"
LEGEND_MARKS = "标{marks}的为工作人员{words}，其余为发言原文。"
LEGEND_CUT = "标〔略〕处为节录，全文见附：原文。"
LEGEND_CODE = "编码为“发言序号-建议序号”，同一会议各册通用。"
LEGEND_CODE_MEETINGS = "编码为“会议序号-发言序号-建议序号”。"
LEGEND_IMPORTANT = "标（重点）的为重点意见建议。"
LEGEND_STROKES = "（按姓氏笔画为序）"
LEGEND_PINYIN = "（按姓氏拼音为序）"
ROUNDING = "部分数据因四舍五入，分项之和与合计可能不等。"
LEGEND_INSTRUCTIONS = "领导批示为工作秘密，不得擅自扩散。"
COUNTED_ONCE = "同时归入两个以上主题的意见建议，按首个主题计一次。"

_DIGITS = "〇一二三四五六七八九"
_CIRCLED_FIRST, _CIRCLED_LAST = 0x2460, 50


def chinese_number(number: int) -> str:
    """A counting number below 10,000 in Chinese: 12 → 十二, 103 → 一百零三."""
    if number == 0:
        return "零"
    text, gap = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + unit
            gap = False
        else:
            gap = True
    return text[1:] if text.startswith("一十") else text


def circled(number: int) -> str:
    """①, and in brackets past ㊿."""
    if not 1 <= number <= _CIRCLED_LAST:
        return f"（{number}）"
    if number <= 20:
        return chr(_CIRCLED_FIRST + number - 1)
    return chr((0x3251 if number <= 35 else 0x32B1) + number - (21 if number <= 35 else 36))


def day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"


def month(value: date) -> str:
    return f"{value.year}年{value.month}月"


def short_day(value: date) -> str:
    return f"{value.month}月{value.day}日"


def narrow_day(value: date) -> str:
    """A date in two lines for narrow columns; it breaks only after 年."""
    return f"{value.year}年\n{value.month}月{value.day}日"


def meeting_day(facts: MeetingFacts) -> str:
    """The meeting's day: with the year where it is known, else as the source prints it."""
    return day(facts.date) if facts.date else (facts.date_text or "")


def lacks_year(facts: MeetingFacts) -> bool:
    return facts.date is None and bool(facts.date_text) and re.search(r"\d{4}\s*年", facts.date_text or "") is None


def percent(part: int, whole: int) -> str:
    """One decimal, rounded half up; — where there is no base."""
    if whole == 0:
        return NOT_APPLICABLE
    tenths = (part * 2000 + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%"


def joined(parts: Iterable[str]) -> str:
    return "、".join(part for part in parts if part)


def file_title(name: str) -> str:
    """A file's name as a title: without its suffix and without the brackets that will stand round it."""
    stem = name.rsplit(".", 1)[0] if "." in name[1:] else name
    return stem.replace("《", "〈").replace("》", "〉")


def sentence(text: str) -> str:
    """The text with a full stop, if it has no closing mark of its own."""
    return text if text.endswith(("。", "！", "？", "”", "…")) else f"{text}。"


def staff_wording(text: str, kind: RewordingKind | None) -> str:
    """Words of the staff, always marked as such."""
    return f"{text.rstrip('。')}〔{(kind or RewordingKind.SUMMARY).value}〕"


def marks_legend(kinds: Sequence[RewordingKind]) -> str:
    """The sentence that explains 〔概括〕 and 〔改写〕, naming only those in use."""
    words = [kind.value for kind in RewordingKind if kind in kinds]
    return LEGEND_MARKS.format(marks="".join(f"〔{word}〕" for word in words), words="或".join(words))


def numbered_notes(notes: Sequence[str]) -> tuple[str, ...]:
    """The lines of a 注：, numbered where there are several."""
    if not notes:
        return ()
    if len(notes) == 1:
        return (f"注：{notes[0]}",)
    return tuple(f"{'注：' if number == 1 else '　　'}{number}.{note}" for number, note in enumerate(notes, start=1))


def full_title(facts: MeetingFacts) -> str:
    """The meeting as a cover prints it: the session's full name, else its name, else body and kind."""
    if facts.session:
        return _with_body(facts.body, facts.session)
    if facts.name:
        return facts.name
    if facts.kind:
        return _with_body(facts.body, facts.kind)
    return facts.body or facts.topic or "会议"


def _with_body(body: str | None, meeting: str) -> str:
    """The body stands before a session's name that does not say whose it is."""
    named = body is None or "政协" in meeting or meeting.startswith(body)
    return meeting if named else f"{body}{meeting}"


# Where the long name of a body or a meeting breaks by sense: after …届委员会, else before 第…次.
_SENSE = (
    re.compile(r"(?<=届委员会)"),
    re.compile(r"(?<=届全国委员会)"),
    re.compile(r"(?=第[一二三四五六七八九十百]+次)"),
)
_LINE = 20  # characters of 二号 in a line of 156 mm


def broken_by_sense(title: str) -> tuple[str, ...]:
    """A long title in two lines that end where its sense does; a short or unknown one in one line."""
    if len(title) <= _LINE:
        return (title,)
    for place in _SENSE:
        lines = tuple(place.split(title, maxsplit=1))
        if len(lines) == 2 and all(4 <= len(line) <= _LINE for line in lines):
            return lines
    return (title,)


def broken_at_blanks(title: str) -> tuple[str, ...]:
    """A long title of several phrases in lines that hold whole phrases; () where its phrases do not fit."""
    phrases = title.split()
    if len(title) <= _LINE or len(phrases) < 2:
        return ()
    lines = [phrases[0]]
    for phrase in phrases[1:]:
        if len(lines[-1]) + 1 + len(phrase) <= _LINE:
            lines[-1] += f" {phrase}"
        else:
            lines.append(phrase)
    return tuple(lines) if all(len(line) <= _LINE for line in lines) else ()


def title_lines(meeting: str, name: str) -> tuple[str, ...]:
    """The lines of a title that joins a meeting and what the pack is."""
    *first, last = broken_by_sense(meeting)
    if len(last) + len(name) <= _LINE:
        return (*first, last + name)
    return (*first, last, name)


def judgement_text(judgement: Judgement | None, count: int, *, only: str, suggested: bool, measure: str = "人") -> str:
    """The 判断 of a row: 共识（7人）, 独有（张三）; what the machine guesses never stands there as a finding."""
    if judgement is None:
        return f"{count}{measure}涉及" if count else NOT_APPLICABLE
    about = only if judgement is Judgement.UNIQUE and only else f"{count}{measure}"
    text = f"{judgement.value}（{about}）"
    return f"{text}\n{SUGGESTED}" if suggested else text
