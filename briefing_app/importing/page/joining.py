"""This file puts paragraphs together again that columns, pages or hard line ends have cut."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from briefing_app.importing.page.lines import Line
from briefing_app.importing.page.numbering import Level, marks, opens_item
from briefing_app.importing.page.passages import Passage, join

_COMPLETE = re.compile(r"[。！？；：…!?.;][”’\"'）)】》]*$")
_OPEN_END = re.compile(r"[，、（“《—]$")
_CONTINUES = re.compile(r"^[，、。；：！？”）》%]")
_OPENS_SENTENCE = re.compile(r"^(?:同时|此外|另外|因此|为此|其次|与此同时|除此之外|总之|例如|比如)，.")
_TITLE_BREAK = re.compile(r"[。；]|[！？](?!$)")
_LEAST_CUT = 14  # characters: a shorter line without an end is a heading of its own
_LEAST_SPACED, _SHARE_SPACED = 3, 0.7  # of the lines that end a sentence
_MANY_WRAPPED_LINES = 5
_LEAST_WRAPPED_LINES = 3
_LEAST_SURE_WIDTH = 20  # characters: titles of like length are shorter
_LEAST_WRAPPED_WIDTH = 12  # characters: no page is narrower
_WIDEST = 80  # characters: no page is wider
_LONGEST_ITEM_HEADING = 30  # characters
_SLACK = 2.5  # characters that a full line may lack, since a mark must not open the next
_LONGEST_TITLE = 44  # characters: a longer line without an end is a cut paragraph
_LEAST_COLUMN_CUT = 6  # characters: columns cut short pieces off, too
_LEAST_COLUMN_CUTS = 3


@dataclass(frozen=True, slots=True)
class Measure:
    """How the lines of a source are set: their full width where they are wrapped hard, and whether paragraphs indent."""

    full: float | None
    indented: bool
    cut: bool = False  # columns cut paragraphs at any place
    spaced: bool = False  # blank lines part the paragraphs
    by_characters: bool = False  # half-width characters were counted whole when the lines were wrapped

    def width(self, line: Line) -> float:
        return line.indent + (line.length if self.by_characters else line.width)

    def is_full(self, line: Line) -> bool:
        return self.full is not None and self.width(line) >= self.full - _SLACK


def measure(lines: list[Line]) -> Measure:
    """Lines are wrapped hard when many of them end at the same width in the middle of a sentence."""
    indented = sum(line.indent > 0 for line in lines) >= 2 and any(line.indent == 0 for line in lines)
    open_lines = [line for line in lines if line.width >= _LEAST_WRAPPED_WIDTH and not is_complete(line.text)]
    column_cuts = sum(line.width > _LONGEST_TITLE and not opens_item(line.text) for line in open_lines)
    spaced = _is_spaced(lines)
    plain = Measure(None, indented, column_cuts >= _LEAST_COLUMN_CUTS, spaced)
    if len(open_lines) < _LEAST_WRAPPED_LINES:
        return plain
    settings = (Measure(0.0, indented, spaced=spaced), Measure(0.0, indented, spaced=spaced, by_characters=True))
    return max((_wrapping(lines, open_lines, setting) for setting in settings), key=lambda found: found[0])[1] or plain


def _wrapping(lines: list[Line], open_lines: list[Line], setting: Measure) -> tuple[int, Measure | None]:
    """The width at which most lines end in the middle of a sentence, if enough do, with the number of those lines."""
    found: tuple[int, Measure | None] = (0, None)
    ends = Counter(round(setting.width(line)) for line in open_lines)
    widths = sorted(setting.width(line) for line in lines)
    for full in sorted(ends, reverse=True):
        near = sum(ends[full - back] for back in range(3))
        longer = len(widths) - bisect_right(widths, full + 1.5)
        few_longer = longer <= max(0.1 * len(lines), 0.4 * near)  # headlines and headers
        enough = near >= max(_MANY_WRAPPED_LINES, 0.5 * len(open_lines)) and few_longer
        few_but_sure = near >= 0.4 * len(open_lines) and longer == 0 and full >= _LEAST_SURE_WIDTH
        if near > found[0] and near >= _LEAST_WRAPPED_LINES and full <= _WIDEST and (enough or few_but_sure):
            found = near, replace(setting, full=float(full))
    return found


def _is_spaced(lines: list[Line]) -> bool:
    """Whether blank lines follow the paragraphs."""
    gaps = [bool(below.gap) for line, below in pairwise(lines) if line.text.endswith("。")]
    return len(gaps) >= _LEAST_SPACED and sum(gaps) >= _SHARE_SPACED * len(gaps)


def is_complete(text: str) -> bool:
    """Whether a line ends where a sentence may."""
    return bool(_COMPLETE.search(text))


def is_title_like(line: Line, *, longest: int = 48) -> bool:
    """Whether a line can be a title or a heading: short, and no sentence."""
    text = line.text
    return (
        len(text) <= longest
        and not _TITLE_BREAK.search(text)
        and not re.search(r"[，、：；]$", text)
        and text.count("，") <= 3
    )


def is_item_heading(text: str) -> bool:
    """Whether a numbered line without an end is a heading: a short one, and not one of a running 一是, 二是."""
    found = marks(text[:12])
    if not found or found[0].start > 0 or found[0].level is Level.RUNNING:
        return False
    return len(text) <= _LONGEST_ITEM_HEADING and "，" not in text[: len(text) - 1]


def rejoin(source: str, lines: list[Line], setting: Measure) -> list[Passage]:
    """The paragraphs of consecutive text lines."""
    groups: list[list[Line]] = []
    for line in lines:
        stray = line is lines[-1] and not is_complete(line.text) and bool(groups) and is_complete(groups[-1][-1].text)
        if groups and not stray and _continues(groups[-1][-1], line, setting, alone=len(groups[-1]) == 1):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [join(source, (line.words for line in group)) for group in groups]


def _runs_on(line: Line, following: Line, setting: Measure) -> bool:
    """Whether 二是…… goes on with a paragraph: full lines, and a text that indents its paragraphs, but not this line."""
    indents = setting.indented and following.indent == 0 and setting.is_full(line)
    return indents and marks(following.text[:12])[0].level is Level.RUNNING


def _continues(line: Line, following: Line, setting: Measure, *, alone: bool) -> bool:
    """Whether a paragraph goes on from one line to the next; `alone`: the line is all of the paragraph so far."""
    if _CONTINUES.match(following.text):
        return True
    new_paragraph = setting.indented and following.indent > 0
    if is_complete(line.text):
        if setting.full is None or new_paragraph or following.gap:
            return False
        if opens_item(following.text) and not setting.spaced and not _runs_on(line, following, setting):
            return False
        return setting.is_full(line) and not line.text.endswith("：")
    if _OPEN_END.search(line.text):
        return True
    if new_paragraph and setting.full is not None:
        return False
    if opens_item(following.text) or (alone and is_item_heading(line.text) and not setting.is_full(line)):
        return False
    if setting.full is not None:
        return setting.is_full(line)
    if setting.spaced and not following.gap and "，" in line.text:
        return True
    if _OPENS_SENTENCE.match(line.text):
        return True
    if len(line.text) < (_LEAST_COLUMN_CUT if setting.cut else _LEAST_CUT):
        return False
    return setting.cut or not alone or not is_title_like(line, longest=36)
