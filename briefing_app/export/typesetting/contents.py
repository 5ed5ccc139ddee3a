"""This file sets 目　录: entries with their true page numbers, leaders and links (packs.md, section 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from briefing_app.export.document import Align, Contents, Face, Run
from briefing_app.export.typesetting.page import Anchor, Box, Link, Rule, Text, baseline, blank
from briefing_app.export.typesetting.profile import SI, XIAO_WU, Profile
from briefing_app.export.typesetting.setting import Look, SetLine, Typesetter
from briefing_app.export.typesetting.structure import Element, Structure

MANY = 25  # from so many entries on they are set smaller
FREE_BEFORE_NUMBER = 6.0  # ems that a long title leaves free
BLANK_LINES = ((1, 2), (1, 1), (0, 1))  # over and under the heading
CLOSEST = 0.8  # of the grid's pitch
DOT_PITCH = 5.0
DOT = 1.1


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: where it leads, and the number printed on that page."""

    anchor: Anchor
    page: str

    @property
    def text(self) -> str:
        return self.anchor.listed or self.anchor.title


def listed(entries: Sequence[Entry]) -> list[Entry]:
    """What a 目　录 lists: titles; where a pack begins with headings, those of the first two levels too."""
    if entries and entries[0].anchor.level == 0:
        return [entry for entry in entries if entry.anchor.level == 0]
    return [entry for entry in entries if entry.anchor.level <= 2]


class ContentsPages:
    """The contents on their way to boxes."""

    def __init__(
        self, block: Contents, typesetter: Typesetter, profile: Profile, width: float, structure: Structure
    ) -> None:
        self.block, self.typesetter, self.profile, self.width = block, typesetter, profile, width
        self.structure = structure

    def boxes(self, entries: Sequence[Entry], anchor: Anchor | None = None) -> list[Box]:
        shown = listed(entries)
        head = [self._head(anchor)]
        table = self.structure.root.add("TOC") if shown else None
        size = SI if len(shown) >= MANY else self.profile.body_size
        rows = [box for entry in shown for box in self._entry(entry, size, table)]
        notes = self._notes()
        over, under, pitch = self._room(len(rows), sum(box.height for box in notes) / self.profile.pitch)
        head[:0] = [blank(self.profile.pitch, keep=True, falls_away=False) for _ in range(over)]
        if pitch < self.profile.pitch:
            rows = [_lowered(box, pitch) for box in rows]
        return [*head, *(blank(self.profile.pitch, keep=True) for _ in range(under)), *rows, *notes]

    def _room(self, rows: int, notes: float) -> tuple[int, int, float]:
        """Blank lines over and under the heading, and the pitch: as ever, or closer where that saves a short last page."""
        grid, pitch = self.profile.rows, self.profile.pitch
        pages = [ceil((over + 1 + under + rows + notes) / grid) for over, under in BLANK_LINES]
        fewest = min(pages)
        closer = pitch * ((fewest - 1) * (grid - 1) - 1 - notes) / max(1, rows)
        if fewest > 1 and closer >= CLOSEST * pitch:
            return (*BLANK_LINES[-1], closer)
        return (*BLANK_LINES[pages.index(fewest)], pitch)

    def _head(self, anchor: Anchor | None) -> Box:
        look, height = self.profile.title(), self.profile.pitch
        line = self.typesetter.fitted(self.block.title, look, self.width)
        x = (self.width - line.width) / 2
        text = Text(x, baseline(height, look.size), line, self.structure.heading(1))
        return Box(height, [text], anchor=anchor, keep=True)

    def _entry(self, entry: Entry, size: float, table: Element | None) -> list[Box]:
        """The title with its number hanging, leader and page on its last line, the note under it."""
        pitch = self.profile.pitch
        level = max(0, entry.anchor.level - 1)
        face = Face.HEI if entry.anchor.level == 1 else Face.FANGSONG
        number, text = _numbered(entry.text)
        look = Look(face, size, pitch, balance=True, latin_space=self.profile.latin_space)
        mark = self.typesetter.line(number, look) if number else None
        left = level * size + (max(mark.width + 0.3 * size, 1.5 * size) if mark else 0.0)
        lines = self.typesetter.lines((Run(text),), look, self.width - left - FREE_BEFORE_NUMBER * size)
        if not lines or table is None:
            return []
        boxes, link = [], table.add("TOCI").add("Link")
        for place, line in enumerate(lines):
            box = Box(pitch, [Text(left + line.x, baseline(pitch, size), line, link)], keep=True)
            if mark and not place:
                x = left - max(mark.width + 0.3 * size, 1.5 * size)
                box.lines.insert(0, Text(x, baseline(pitch, size), mark, link))
            box.links.append(Link(0.0, 0.0, self.width, pitch, entry.anchor.key, link))
            boxes.append(box)
        self._lead(boxes[-1], left + lines[-1].x + lines[-1].width, entry.page, look)
        if entry.anchor.note:
            boxes.append(self._note(entry, left, link))
        boxes[-1].keep = False
        return boxes

    def _lead(self, box: Box, x: float, page: str, look: Look) -> None:
        """Dots at one pitch on every line, and the number in the type of the page numbers, flush right."""
        down = baseline(box.height, look.size)
        number = self.typesetter.line(page, replace(look, face=Face.SONG, size=min(SI, look.size)))
        box.lines.append(Text(self.width - number.width, down, number, box.lines[-1].element))
        end = self.width - number.width - 0.5 * look.size
        first = (int((x + 0.5 * look.size) / DOT_PITCH) + 1) * DOT_PITCH
        last = int(end / DOT_PITCH) * DOT_PITCH
        if last > first:
            box.rules.append(Rule(first, down - 0.3 * look.size, last, down - 0.3 * look.size, DOT, DOT_PITCH))

    def _note(self, entry: Entry, left: float, link: Element) -> Box:
        """Who and where, on one line: cut to what fits at a stop of the enumeration."""
        look = Look(Face.KAI, SI, self.profile.pitch, latin_space=self.profile.latin_space)
        room = self.width - left - 2 * SI
        line = self.typesetter.line(entry.anchor.note, look)
        text = entry.anchor.note
        while line.width > room and len(text) > 1:
            cut = max(text.rfind(mark, 0, len(text) - 1) for mark in "，、；")
            text = text[:cut] if cut > 0 else text[: max(1, int(len(text) * room / line.width) - 1)]
            line = self.typesetter.line(text, look)
        box = Box(look.pitch, [Text(left, baseline(look.pitch, look.size), line, link)])
        box.links.append(Link(0.0, 0.0, self.width, look.pitch, entry.anchor.key, link))
        return box

    def _notes(self) -> list[Box]:
        look = Look(Face.FANGSONG, XIAO_WU, 14.0, align=Align.LEFT)
        lines: list[tuple[SetLine, Element]] = []
        for note in self.block.notes:
            element = self.structure.paragraph()
            lines += [(line, element) for line in self.typesetter.lines((Run(note),), look, self.width)]
        boxes = [Box(self.profile.pitch, blank=True, on_grid=False)] if lines else []
        down = baseline(look.pitch, look.size)
        return boxes + [Box(look.pitch, [Text(line.x, down, line, element)], on_grid=False) for line, element in lines]


def _lowered(box: Box, pitch: float) -> Box:
    """The same line of contents in a lower strip."""
    up = (box.height - pitch) / 2
    lines = [text._replace(y=text.y - up) for text in box.lines]
    rules = [replace(rule, y0=rule.y0 - up, y1=rule.y1 - up) for rule in box.rules]
    links = [replace(link, y1=pitch) for link in box.links]
    return replace(box, height=pitch, lines=lines, rules=rules, links=links, on_grid=False)


def _numbered(text: str) -> tuple[str, str]:
    """A running number that stands before an entry (1. …), apart, so that the title hangs beside it."""
    head, dot, rest = text.partition(".")
    return (head + dot, rest.lstrip()) if dot and head.isdigit() and rest.strip() else ("", text)
