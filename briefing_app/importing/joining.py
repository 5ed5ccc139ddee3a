"""This file puts paragraphs together again that columns, pages or hard line ends have cut."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from briefing_app.importing.lines import Line
from briefing_app.importing.numbering import opens_item
from briefing_app.importing.passages import Passage, join

_COMPLETE = re.compile(r"[。！？；：…!?.;][”’\"'）)】》]*$")
_OPEN_END = re.compile(r"[，、（“《—]$")
_CONTINUES = re.compile(r"^[，、。；：！？”）》%]")
_TITLE_BREAK = re.compile(r"[。；]|[！？](?!$)")
_LEAST_CUT = 14  # characters: a shorter line without an end is a heading of its own
_LEAST_WRAPPED_LINES = 6
_LONGEST_TITLE = 44  # characters: a longer line without an end is a cut paragraph
_LEAST_COLUMN_CUTS = 3


@dataclass(frozen=True, slots=True)
class Measure:
    """How the lines of a source are set: their full width where they are wrapped hard, and whether paragraphs indent."""

    full: float | None
    indented: bool
    cut: bool = False  # columns cut paragraphs at any place

    def is_full(self, line: Line) -> bool:
        return self.full is not None and line.width >= self.full - 2.5


def measure(lines: list[Line]) -> Measure:
    """Lines are wrapped hard when many of them end at the same width in the middle of a sentence."""
    widths = Counter(round(line.width) for line in lines if line.width >= 12)
    cut_lines = [line for line in lines if line.width >= 12 and not is_complete(line.text)]
    indented = sum(line.indent > 0 for line in lines) >= 2 and any(line.indent == 0 for line in lines)
    cut = sum(line.width > _LONGEST_TITLE and not opens_item(line.text) for line in cut_lines) >= _LEAST_COLUMN_CUTS
    if len(cut_lines) < _LEAST_WRAPPED_LINES:
        return Measure(None, indented, cut)
    ends = Counter(round(line.width) for line in cut_lines)
    full = max(ends, key=lambda width: sum(ends[width - back] for back in range(4)))
    near = sum(ends[full - back] for back in range(4))
    longer = sum(count for width, count in widths.items() if width > full + 1.5)
    if near >= max(_LEAST_WRAPPED_LINES, 0.5 * len(cut_lines)) and longer <= 0.1 * len(lines) and full <= 80:
        return Measure(float(full), indented)
    return Measure(None, indented, cut)


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


def rejoin(source: str, lines: list[Line], setting: Measure) -> list[Passage]:
    """The paragraphs of consecutive text lines."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _continues(groups[-1][-1], line, setting, alone=len(groups[-1]) == 1):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [join(source, (line.words for line in group)) for group in groups]


def _continues(line: Line, following: Line, setting: Measure, *, alone: bool) -> bool:
    """Whether a paragraph goes on from one line to the next; `alone`: the line is all of the paragraph so far."""
    if _CONTINUES.match(following.text):
        return True
    new_paragraph = setting.indented and following.indent > 0
    if is_complete(line.text):
        if setting.full is None or new_paragraph or following.gap or opens_item(following.text):
            return False
        return setting.is_full(line) and not line.text.endswith("：")
    if _OPEN_END.search(line.text):
        return True
    if new_paragraph and setting.full is not None:
        return False
    if opens_item(following.text) or (
        alone and opens_item(line.text) and len(line.text) <= 30 and not setting.is_full(line)
    ):
        return False
    if setting.full is not None:
        return setting.is_full(line)
    if len(line.text) < _LEAST_CUT:
        return False
    return setting.cut or not alone or not is_title_like(line, longest=36)
