"""This file sets aside what the page printed round the text: furniture, menus, repeated lines, related links."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from briefing_app.domain.meetings import PartRole, RemovalReason, SourcePart
from briefing_app.domain.text import Span
from briefing_app.importing.draft import SourceText
from briefing_app.importing.page import furniture
from briefing_app.importing.page.lines import Line
from briefing_app.importing.page.passages import passage
from briefing_app.importing.speakers.headers import read_header

_MENU_LINE = 10  # characters: a menu entry after a breadcrumb is not longer
_MENU_LINES = 4  # before a breadcrumb
_MENU = re.compile(r"^[^\s，。：]{2,8}(?:(?:\s+|\s*[|｜]\s*)[^\s，。：]{2,8}){2,}$")
_HEAD = 12  # lines in which a page may print its title twice
_LEAST_ENTRIES, _WIDEST_ENTRY, _LONGEST_ENTRY = 3, 3, 90  # of a table of contents: entries, lines, characters
_REPEATED = 3  # a line printed this often heads pages
_TITLE_LABEL = re.compile(
    r"^(?:发\s*言\s*题\s*目|提\s*案\s*[名题标][称目题]|案\s*由|题\s*目|标\s*题|建\s*议\s*题\s*目)\s*：\s*"
)
# 01 before a title, where a page counts its texts so; NO.2, Part 3
_COUNT = re.compile(r"^(?:0\d|(?:NO|No|PART|Part)[.．]?\s*\d{1,2})[\s.．、]*(?=[\u3400-\u9fff“])")
_LEAST_COUNTED = 2
_TERMINAL = re.compile(r"[。！？；：][”’）】]*$")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The lines of the text, and what was set aside: furniture with its reason, bylines as front matter."""

    lines: list[Line]
    removed: list[SourcePart]
    bylines: list[SourcePart]
    stamps: list[str]  # folded furniture lines, where dates of publication stand


def clean(source: SourceText, lines: list[Line]) -> Cleaned:
    """Part the lines of the text from those of the page."""
    result = Cleaned([], [], [], [])
    known = _Known(source)
    repeated = _page_heads(lines)
    menu = _menu(lines)
    related = _related(lines)
    contents = _contents(lines)
    appendix = _appendix(lines, contents.stop or len(lines) // 2)
    counted = sum(bool(_COUNT.match(line.text)) for line in lines) >= _LEAST_COUNTED
    seen: set[str] = set()
    for index, line in enumerate(lines):
        result.removed.extend(_marks(source.text, line))
        if not line.text:
            continue
        if index >= appendix:
            result.bylines.append(part(line, role=PartRole.OTHER))
        elif (
            index in contents
            or index in menu
            or index in related
            or known.covers(line)
            or furniture.is_furniture(line.text)
        ):
            result.stamps.append(line.text)
            result.removed.append(part(line, reason=RemovalReason.PAGE_FURNITURE))
        elif line.text in repeated and line.text in seen:
            result.removed.append(part(line, reason=RemovalReason.PAGE_FURNITURE))
        elif index < _HEAD and line.text in seen and len(line.text) >= 8 and not _TERMINAL.search(line.text):
            result.removed.append(part(line, reason=RemovalReason.DUPLICATE))
        elif furniture.is_byline(line.text):
            result.bylines.append(part(line, role=PartRole.BYLINE))
        else:
            _keep(line, result, counted=counted)
        seen.add(line.text)
    return result


def _keep(line: Line, result: Cleaned, *, counted: bool) -> None:
    """A line of the text; a label before a title (发言题目：), or the number of a text (01), is set aside."""
    label = _TITLE_LABEL.match(line.text) or (_COUNT.match(line.text) if counted else None)
    if furniture.is_column_name(line.text) and read_header(line.text) is None:
        result.bylines.append(part(line, role=PartRole.SECTION))
    elif label:
        head, rest = line.words.part(0, label.end()), line.words.part(label.end())
        result.bylines.append(SourcePart(head.text, head.pieces, PartRole.OTHER))
        if rest.text:
            result.lines.append(replace(line, words=rest, marks=()))
    else:
        result.lines.append(line)


def part(line: Line, *, role: PartRole | None = None, reason: RemovalReason | None = None) -> SourcePart:
    """A line as a part of the source outside all speeches."""
    return SourcePart(line.words.text, line.words.pieces, role, reason)


class _Known:
    """Furniture that the reader already knew (navigation of a web page, heads of PDF pages)."""

    def __init__(self, source: SourceText) -> None:
        self._spans = sorted(source.furniture)
        self._next = 0

    def covers(self, line: Line) -> bool:
        """Lines must be asked about in order."""
        while self._next < len(self._spans) and self._spans[self._next].end <= line.words.start:
            self._next += 1
        if self._next == len(self._spans):
            return False
        return self._spans[self._next].contains(Span(line.words.start, line.words.end))


def _marks(source: str, line: Line) -> list[SourcePart]:
    return [
        SourcePart(passage(source, [mark]).text, (mark,), reason=RemovalReason.PAGE_FURNITURE) for mark in line.marks
    ]


def _page_heads(lines: list[Line]) -> set[str]:
    counts = Counter(line.text for line in lines if 5 <= len(line.text) <= 40 and not _TERMINAL.search(line.text))
    beside = {
        lines[near].text
        for index, line in enumerate(lines)
        if furniture.is_page_number(line.text)
        for near in (index - 1, index + 1)
        if 0 <= near < len(lines)
    }
    return {text for text, count in counts.items() if count >= (2 if text in beside else _REPEATED)}


def _menu(lines: list[Line]) -> set[int]:
    """Short lines that follow a breadcrumb at the head of a page, up to the first longer one, and the menu before it."""
    found: set[int] = set()
    for index, line in enumerate(lines[:15]):
        if not furniture.is_breadcrumb(line.text):
            continue
        if index <= _MENU_LINES and all(_MENU.match(before.text) for before in lines[:index]):
            found.update(range(index))
        for following in range(index + 1, len(lines)):
            text = lines[following].text
            if len(text) > _MENU_LINE or re.search(r"[，。：！？]", text):
                break
            found.add(following)
    return found


def _contents(lines: list[Line]) -> range:
    """The table of contents of a booklet: from 目录 to the last line that ends in the number of a page."""
    start = next((i for i, line in enumerate(lines) if re.fullmatch(r"目\s*[录次]", line.text)), None)
    if start is None:
        return range(0)
    end, numbered = start + 1, 0
    for index in range(start + 1, len(lines)):
        if furniture.is_in_contents(lines[index].text):
            end, numbered = index + 1, numbered + 1
        elif index - end >= _WIDEST_ENTRY or len(lines[index].text) > _LONGEST_ENTRY:
            break
    return range(start, end) if numbered >= _LEAST_ENTRIES else range(0)


def _appendix(lines: list[Line], first: int) -> int:
    """Where the lists at the end of a booklet begin, `first` at the earliest; the number of lines where there are none."""
    return next((i for i in range(first, len(lines)) if furniture.opens_appendix(lines[i].text)), len(lines))


def _related(lines: list[Line]) -> range:
    """The lines from 相关阅读 on, where nothing that reads as a paragraph follows."""
    for index in range(len(lines) - 1, max(len(lines) - 60, 0), -1):
        text = lines[index].text
        if furniture.opens_related(text):
            return range(index, len(lines))
        if len(text) > 40 and text.endswith("。"):
            break
    return range(0)
