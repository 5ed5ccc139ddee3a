"""This file sets 目　录: entries with their true page numbers, leaders and links (packs.md, section 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing_app.export.document import Align, Contents, Face, Run
from briefing_app.export.typesetting.page import Anchor, Box, Link, Rule, baseline, blank
from briefing_app.export.typesetting.profile import SI, XIAO_WU, Profile
from briefing_app.export.typesetting.setting import Look, SetLine, Typesetter

MANY = 25  # from so many entries on they are set smaller
FREE_BEFORE_NUMBER = 6.0  # ems that a long title leaves free
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
    """What a 目　录 lists: titles; where there are none, headings of the first two levels."""
    titles = [entry for entry in entries if entry.anchor.level == 0]
    if titles:
        return titles
    return [entry for entry in entries if entry.anchor.level <= 2]


class ContentsPages:
    """The contents on their way to boxes."""

    def __init__(self, block: Contents, typesetter: Typesetter, profile: Profile, width: float) -> None:
        self.block, self.typesetter, self.profile, self.width = block, typesetter, profile, width

    def boxes(self, entries: Sequence[Entry], anchor: Anchor | None = None) -> list[Box]:
        shown = listed(entries)
        pitch = self.profile.pitch
        boxes = [*self._head(anchor), blank(pitch, keep=True), blank(pitch, keep=True)]
        size = SI if len(shown) >= MANY else self.profile.body_size
        for entry in shown:
            boxes += self._entry(entry, size)
        return boxes + self._notes()

    def _head(self, anchor: Anchor | None) -> list[Box]:
        look = self.profile.title()
        height = self.profile.pitch
        line = self.typesetter.lines((Run(self.block.title),), look, self.width)[0]
        over = blank(height, keep=True, falls_away=False)
        return [over, Box(height, [(line.x, baseline(height, look.size), line)], anchor=anchor, keep=True)]

    def _entry(self, entry: Entry, size: float) -> list[Box]:
        """The title with its number hanging, leader and page on its last line, the note under it."""
        pitch = self.profile.pitch
        level = max(0, entry.anchor.level - 1)
        face = Face.HEI if entry.anchor.level == 1 else Face.FANGSONG
        number, text = _numbered(entry.text)
        look = Look(face, size, pitch, loosest=60.0, latin_space=self.profile.latin_space)
        mark = self.typesetter.line(number, look) if number else None
        left = level * size + (max(mark.width + 0.3 * size, 1.5 * size) if mark else 0.0)
        lines = self.typesetter.lines((Run(text),), look, self.width - left - FREE_BEFORE_NUMBER * size)
        boxes = []
        for place, line in enumerate(lines):
            box = Box(pitch, [(left + line.x, baseline(pitch, size), line)], keep=True)
            if mark and not place:
                box.lines.insert(0, (left - max(mark.width + 0.3 * size, 1.5 * size), baseline(pitch, size), mark))
            box.links.append(Link(0.0, 0.0, self.width, pitch, entry.anchor.key))
            boxes.append(box)
        if not boxes:
            return []
        self._lead(
            boxes[-1],
            left + lines[-1].x + lines[-1].width,
            entry.page,
            replace(look, face=Face.SONG, size=min(SI, size)),
        )
        if entry.anchor.note:
            boxes.append(self._note(entry, left))
        boxes[-1].keep = False
        return boxes

    def _lead(self, box: Box, x: float, page: str, look: Look) -> None:
        down = baseline(box.height, look.size)
        number = self.typesetter.line(page, look)
        box.lines.append((self.width - number.width, down, number))
        end = self.width - number.width - 0.5 * look.size
        first = (int((x + 0.5 * look.size) / DOT_PITCH) + 1) * DOT_PITCH
        last = int(end / DOT_PITCH) * DOT_PITCH
        if last > first:
            box.rules.append(Rule(first, down - 0.3 * look.size, last, down - 0.3 * look.size, DOT, DOT_PITCH))

    def _note(self, entry: Entry, left: float) -> Box:
        """Who and where, on one line: cut to what fits at a stop of the enumeration."""
        look = Look(Face.KAI, SI, self.profile.pitch, latin_space=self.profile.latin_space)
        room = self.width - left - 2 * SI
        line = self.typesetter.line(entry.anchor.note, look)
        text = entry.anchor.note
        while line.width > room and len(text) > 1:
            cut = max(text.rfind(mark, 0, len(text) - 1) for mark in "，、；")
            text = text[:cut] if cut > 0 else text[: max(1, int(len(text) * room / line.width) - 1)]
            line = self.typesetter.line(text, look)
        box = Box(look.pitch, [(left, baseline(look.pitch, look.size), line)])
        box.links.append(Link(0.0, 0.0, self.width, look.pitch, entry.anchor.key))
        return box

    def _notes(self) -> list[Box]:
        look = Look(Face.FANGSONG, XIAO_WU, 14.0, align=Align.LEFT)
        lines: list[SetLine] = []
        for note in self.block.notes:
            lines += self.typesetter.lines((Run(note),), look, self.width)
        boxes = [blank(self.profile.pitch)] if lines else []
        down = baseline(look.pitch, look.size)
        return boxes + [Box(look.pitch, [(line.x, down, line)], on_grid=False) for line in lines]


def _numbered(text: str) -> tuple[str, str]:
    """A running number that stands before an entry (1. …), apart, so that the title hangs beside it."""
    head, dot, rest = text.partition(".")
    return (head + dot, rest.lstrip()) if dot and head.isdigit() and rest.strip() else ("", text)
