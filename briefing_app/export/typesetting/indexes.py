"""This file sets an index: names with the pages on which they stand, once those are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing_app.export.document import Face, Index, IndexEntry, Run, TitleBlock
from briefing_app.export.typesetting.blocks import Blocks
from briefing_app.export.typesetting.contents import DOT, DOT_PITCH
from briefing_app.export.typesetting.page import Anchor, Box, Mark, Rule, Text, baseline
from briefing_app.export.typesetting.profile import SI, XIAO_SI
from briefing_app.export.typesetting.setting import Look

PITCH = 22.0
MOST_NAME = 0.6  # of the width


def index_boxes(
    index: Index, places: Mapping[Mark, Sequence[int]], blocks: Blocks, width: float, anchor: Anchor | None
) -> list[Box]:
    """The title, then a line a name; a name that stands on no page is left out."""
    boxes = blocks.title(TitleBlock(index.title), width, anchor)
    for entry in index.entries:
        if numbers := pages_of(entry, places):
            boxes += _entry(entry, numbers, blocks, width)
    return boxes


def pages_of(entry: IndexEntry, places: Mapping[Mark, Sequence[int]]) -> list[int]:
    """The pages on which a name stands, each once, in order."""
    marks: list[Mark] = [("speech", one) for one in entry.speeches] + [("proposal", one) for one in entry.proposals]
    return sorted({number for mark in marks for number in places.get(mark, ())})


def shown(numbers: Sequence[int]) -> str:
    """2，5—7，12: pages that follow each other are given as a range."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "，".join(str(run[0]) if len(run) == 1 else f"{run[0]}—{run[-1]}" for run in runs)


def _entry(entry: IndexEntry, numbers: Sequence[int], blocks: Blocks, width: float) -> list[Box]:
    setter, element = blocks.typesetter, blocks.structure.paragraph()
    look = Look(Face.FANGSONG, SI, PITCH, latin_space=blocks.profile.latin_space)
    name = setter.lines((Run(entry.name),), look, MOST_NAME * width)
    found = setter.lines((Run(shown(numbers)),), Look(Face.SONG, XIAO_SI, PITCH), (1 - MOST_NAME) * width - 3 * SI)
    down = baseline(PITCH, SI)
    boxes = [Box(PITCH, [Text(line.x, down, line, element)], on_grid=False, keep=True) for line in name]
    left = name[-1].x + name[-1].width if name else 0.0
    if entry.note and len(name) == 1:
        note = setter.line(entry.note, Look(Face.KAI, XIAO_SI, PITCH))
        if left + SI + note.width < MOST_NAME * width:
            boxes[-1].lines.append(Text(left + SI, down, note, element))
            left += SI + note.width
    boxes += [Box(PITCH, on_grid=False, keep=True) for _ in found[len(boxes) :]]
    for box, line in zip(boxes[-len(found) :], found, strict=True):
        box.lines.append(Text(width - line.width, down, line, element))
        box.keep = True
    start = (int((left + 0.5 * SI) / DOT_PITCH) + 1) * DOT_PITCH
    end = int((width - found[0].width - 0.5 * SI) / DOT_PITCH) * DOT_PITCH
    if len(found) == 1 and end > start:
        boxes[-1].rules.append(Rule(start, down - 0.3 * SI, end, down - 0.3 * SI, DOT, DOT_PITCH))
    boxes[-1].keep = False
    return boxes
