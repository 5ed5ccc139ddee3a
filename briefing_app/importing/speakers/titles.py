"""This file finds the title of a speech: under its header, or over it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefing_app.importing.page import furniture
from briefing_app.importing.page.joining import Measure, is_complete, is_title_like
from briefing_app.importing.page.lines import Line
from briefing_app.importing.page.numbering import opens_item

# Lines about the occasion that stand between a title and a name.
_OCCASION = re.compile(
    r"^[（(]?(?:[—–-]{1,3}\s*)?(?:在.{4,60}(?:会议?|大会|座谈会)上的(?:大会|书面)?发言"
    r"|(?:\d{4}|[二〇○零一三四五六七八九]{4})年(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})日)?"
    r"|(?:社情民意(?:信息)?|政协信息|建言专报)\s*[（(〔]?\d{4}年.{2,12}"
    r"|.{0,20}第[一二三四五六七八九十百\d]+号(?:提案)?|大会(?:书面|口头)?发言(?:材料)?(?:之[一二三四五六七八九十\d]+)?"
    r"|[\u4e00-\u9fff]{0,14}政协[\u4e00-\u9fff]{0,10}第?[一二三四五六七八九十\d]{1,3}届(?:委员会)?[\u4e00-\u9fff]{0,8}第?[一二三四五六七八九十\d]{1,3}次[\u4e00-\u9fff]{0,6}会议(?:大会(?:书面|口头)?发言(?:材料)?(?:之?[一二三四五六七八九十\d]{1,3})?)?"
    r"|[\u4e00-\u9fff]{2,16}\d{4}年?(?:第)?\d{1,3}期(?:.{0,10}))[）)]?$"
)
# Headlines of whole collections, not of one speech.
_COLLECTION = re.compile(
    r"(?:(?:摘编|摘登|摘要|选登|汇编|汇总|实录|纪要|集萃|集锦|专辑|侧记|综述)|大会(?:书面|口头)?发言(?:材料)?)(?:\s*（[^（）]{1,12}）)?$"
)
# Names of the sheets in which opinions are sent up.
_MASTHEAD = re.compile(
    r"^[\u4e00-\u9fff]{0,10}(?:社情民意(?:信息)?|政协信息|信息专报|情况反映|建言专报|参政议政信息|政协提案|委员提案|集体提案)(?:\s*[（第〔].{1,16})?$|^(?:\d{4}年)?第\d{1,3}期$"
)
# Facts of the meeting on lines of their own.
_LABELLED = re.compile(
    r"^(?:会议|活动|协商)?(?:时\s*间|地\s*点|主\s*题|议\s*题|主\s*持\s*人?|参会人员|出席人员|记\s*录)\s*："
)
_SALUTATION = re.compile(r"^(?:各位|尊敬的|主席|同志们|大家).{0,30}[：，！:!]$")
_OPENS_TEXT = re.compile(r"^(?:建议|当前|近年|各位|我们?|首先|目前)")
_MOST_LINES_ABOVE = 5
_LONGEST_COLUMN_NAME = 5  # characters: the name of a newspaper's column over a title
_LONGEST = 60  # characters of a title line


@dataclass(slots=True)
class Above:
    """What stands over a header: the lines of the title, lines about the occasion, and where they begin."""

    start: int
    title: list[Line] = field(default_factory=list)
    occasion: list[Line] = field(default_factory=list)


def is_masthead(text: str) -> bool:
    return bool(_MASTHEAD.match(text))


def is_occasion(line: Line) -> bool:
    return bool(_OCCASION.match(line.text))


def below(body: Sequence[Line], setting: Measure) -> int:
    """How many lines under a header are its title: none, one, or two."""
    if len(body) < 2 or not reads_as_title(body[0], body[1], setting):
        return 0
    goes_on = (
        len(body) > 2
        and not body[1].gap
        and body[1].indent == body[0].indent
        and reads_as_title(body[1], body[2], setting)
        and not _OPENS_TEXT.match(body[1].text)
    )
    return 2 if goes_on else 1


def reads_as_title(line: Line, following: Line, setting: Measure) -> bool:
    """Whether a line is a title over what follows, and no cut sentence."""
    if is_complete(line.text) and not re.search(r"[？！”》）]$", line.text):
        return False
    if not is_title_like(line) or opens_item(line.text) or _SALUTATION.match(line.text):
        return False
    if setting.full is not None and setting.is_full(line) and following.indent <= line.indent and not following.gap:
        return False
    return not re.match(r"^[，。、；）”]", following.text)


def above(lines: Sequence[Line], index: int, start: int, taken: frozenset[int], setting: Measure) -> Above:
    """The title over the header at `index`; lines before `start` and `taken` ones belong to others."""
    found = Above(index)
    while found.start > max(start, index - _MOST_LINES_ABOVE) and found.start - 1 not in taken:
        line = lines[found.start - 1]
        if is_occasion(line):
            found.occasion.insert(0, line)
        elif _ends_paragraph(lines, found.start - 1, setting):
            break
        elif _is_title_above(line, found.title, lines[found.start]):
            found.title.insert(0, line)
        else:
            break
        found.start -= 1
    if not found.title:
        return Above(index)
    return found


def _ends_paragraph(lines: Sequence[Line], index: int, setting: Measure) -> bool:
    """Whether a line is the last of a paragraph that goes on from a full line above it."""
    above, line = lines[index - 1] if index else None, lines[index]
    return (
        above is not None
        and not line.gap
        and line.indent <= above.indent
        and setting.is_full(above)
        and not is_complete(above.text)
        and not is_title_like(above)
    )


def _is_title_above(line: Line, title: list[Line], following: Line) -> bool:
    if furniture.is_byline(line.text) or furniture.is_column_name(line.text) or furniture.is_section(line.text):
        return False
    if (
        _COLLECTION.search(line.text)
        or _LABELLED.match(line.text)
        or _MASTHEAD.match(line.text)
        or (title and len(line.text) <= _LONGEST_COLUMN_NAME)
    ):
        return False
    if is_complete(line.text):
        return not title and bool(re.search(r"[？！”》]$", line.text)) and is_title_like(line, longest=40)
    if not is_title_like(line, longest=_LONGEST):
        return False
    return not title or (len(title) < 2 and following.gap <= 1 and not opens_item(line.text))
