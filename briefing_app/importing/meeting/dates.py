"""This file reads when a meeting was: the date as printed, and the full date where the text gives it."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DAY = r"\d{1,2}\s*日"
_DATE = re.compile(
    rf"(?:(?:今天|今日|昨天|昨日|前天)\s*)?[（]?(?:(?P<year>\d{{4}})\s*年)?(?:(?P<month>\d{{1,2}})\s*月)?(?P<day>\d{{1,2}})\s*日(?:(?:至|到|[-—~～])(?:\d{{1,2}}月)?{_DAY})?[）]?(?:上午|下午|晚上|晚|中午|清晨|傍晚)?"
)
_MONTH_ONLY = re.compile(
    r"(?:\d{4}|[二〇○零一三四五六七八九]{4})年(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:[一二三四五六七八九十]{1,3}日)?"
)
_PART_OF_MONTH = re.compile(r"(?:\d{4}年)?\d{1,2}月(?:初|底|末|[上中下]旬)")
_RELATIVE = re.compile(r"(?:今天|今日|昨天|昨日)(?:上午|下午|晚上|晚)?")
_MEETS = re.compile(
    r"询问|监督|走进|慰问|走访|考察|召开|举行|举办|开幕|闭幕|开启|会议|座谈|协商|议政|通道|活动|调研|视察|讨论|会上|做客|直播间?|访谈"
)
_PUBLISHED = re.compile(r"(?P<year>(?:19|20)\d{2})\s*[-年/.]\s*(?P<month>\d{1,2})\s*[-月/.]\s*(?P<day>\d{1,2})")
_LONGEST_DATE_LINE = 40  # characters: a date without a day counts only in a line about the occasion
_LARGEST_GAP = 45  # days between a meeting and the page that reports it
_HEADINGS = 5  # lines at the head
_NO_MEETING = re.compile(r"(?:讯|电|截至|自|于)$")
_NO_OCCASION = re.compile(r"注|数据|截至|来源")
_MONTH_OF_YEAR = re.compile(r"\d{4}年\d{1,2}月(?!\d)")


def date_text(texts: tuple[str, ...]) -> str | None:
    """The printed date of the meeting: in a sentence about it, else in a line about the occasion, else by month or today."""
    return _in_sentences(texts) or _in_lines(texts) or _near(texts)


def _in_sentences(texts: tuple[str, ...]) -> str | None:
    """The most complete date in sentences that speak of a meeting; the date of a dispatch only where there is no other."""
    best: tuple[bool, int] | None = None
    printed = None
    for text in texts:
        for sentence in filter(_MEETS.search, re.split(r"[。！]", text)):
            for match in _DATE.finditer(sentence):
                if match["year"] and _NO_MEETING.search(sentence[: match.start()][-2:]):
                    continue
                of_meeting = sentence[match.end() : match.end() + 1] not in {"电", "讯", "消"}
                rank = of_meeting, sum(match[part] is not None for part in ("year", "month", "day"))
                if best is None or rank > best:
                    best, printed = rank, _tidy(match[0])
    return printed


def _in_lines(texts: tuple[str, ...]) -> str | None:
    """A full date in a line at the head, or a month in a line about the occasion."""
    lines = [text for text in texts if len(text) <= _LONGEST_DATE_LINE]
    for text in lines[:_HEADINGS]:
        match = _DATE.search(text)
        if match and match["year"] and match["month"]:
            return _tidy(match[0])
    months = (_MONTH_ONLY.search(text) for text in lines if not _NO_OCCASION.search(text))
    return next((match[0] for match in months if match), None)


def _near(texts: tuple[str, ...]) -> str | None:
    """今天上午, 4月初, where the text speaks of a meeting."""
    for text in filter(_MEETS.search, texts):
        match = _RELATIVE.search(text) or _PART_OF_MONTH.search(text) or _MONTH_OF_YEAR.search(text)
        if match:
            return match[0]
    return None


def _tidy(printed: str) -> str:
    printed = printed.strip()
    if printed.startswith("（"):
        printed = printed.strip("（）") if printed.endswith("）") else printed.replace("（", "", 1).replace("）", "", 1)
    return printed if "（" in printed or "）" not in printed else printed.replace("）", "")


def full_date(printed: str, stamps: tuple[str, ...]) -> date | None:
    match = _DATE.search(printed)
    if match is None:
        return _day_of_relative(printed, stamps)
    day = int(match["day"])
    if match["year"] and match["month"]:
        return _date(int(match["year"]), int(match["month"]), day)
    published = _published(stamps)
    if published is None:
        return None
    for back in range(_LARGEST_GAP):
        candidate = published - timedelta(days=back)
        if candidate.day == day and (not match["month"] or candidate.month == int(match["month"])):
            return candidate
    return None


def _day_of_relative(printed: str, stamps: tuple[str, ...]) -> date | None:
    """昨日, 今天, counted from the day of publication."""
    published = _published(stamps)
    if published is None or not _RELATIVE.match(printed):
        return None
    return published - timedelta(days=1) if printed.startswith("昨") else published


def _published(stamps: tuple[str, ...]) -> date | None:
    for stamp in stamps:
        match = _PUBLISHED.search(stamp)
        found = _date(int(match["year"]), int(match["month"]), int(match["day"])) if match else None
        if found:
            return found
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
