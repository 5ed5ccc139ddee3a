"""This file sets what stands round a table: label, title and line over its first part, （续表） over the others, notes."""

from __future__ import annotations

from dataclasses import replace

from briefing_app.export.document import Align, Face, Run, Table
from briefing_app.export.typesetting.page import Anchor, Box, Text, baseline
from briefing_app.export.typesetting.profile import MM, SI, XIAO_SI, Profile
from briefing_app.export.typesetting.setting import Look, Typesetter
from briefing_app.export.typesetting.structure import Element, Structure

CONTINUED_TABLE = "（续表）"
AIR = 4.0  # pt between a table and the text over it
TURNED_AIR = 12.0
CLEAR_OF_BINDING = 6.0  # pt over the first line of a turned page
STRIP, TURNED_STRIP = 24.0, 32.0  # pt: the line over a continued table
STRIP_FOOT = 6.5  # its baseline over the table
TITLE_ABOVE, TITLE_BELOW = 6.0, 8.0
NOTE_PITCH = 15.0
NOTE_AIR = 3.0


class TableHeads:
    """The strips over the parts of one table."""

    def __init__(self, table: Table, typesetter: Typesetter, profile: Profile) -> None:
        self.table, self.typesetter, self.profile = table, typesetter, profile
        self.width, self.tallest = (side * MM for side in (reversed(profile.area) if table.turned else profile.area))

    def first(self, structure: Structure, element: Element, anchor: Anchor | None) -> Box:
        """Label, title and line over the first part; a small title is the table's caption."""
        table = self.table
        box = Box(0.0, on_grid=not table.headline, anchor=anchor)
        if table.label:
            box.height += CLEAR_OF_BINDING if table.turned else 0.0
            look = Look(Face.HEI, self.profile.body_size, self.profile.pitch)
            self._stack(box, table.label, look, structure.paragraph())
        if table.title and table.headline:
            box.height += TITLE_ABOVE
            self._stack(box, table.title, self.profile.title(), structure.heading(1))
            box.height += TITLE_BELOW
        elif table.title:
            look = replace(self._title_look(), pitch=self.profile.pitch)
            self._stack(box, table.title, look, element.add("Caption"))
        if not box.height:
            box.height = TURNED_AIR if table.turned else AIR
        self._line(box, structure)
        return box

    def again(self) -> Box:
        """The title with （续表） over a later part, on one line however long it is."""
        strip = TURNED_STRIP if self.table.turned else STRIP
        if not self.table.title:
            return Box(strip if self.table.turned else AIR)
        text, look = self.table.title + CONTINUED_TABLE, replace(self._title_look(), size=XIAO_SI, align=Align.LEFT)
        line = self.typesetter.fitted(text, replace(look, balance=False), self.width)
        return Box(strip, [Text((self.width - line.width) / 2, strip - STRIP_FOOT, line)])

    def _title_look(self) -> Look:
        return Look(Face.HEI, SI, STRIP, align=Align.CENTRE, balance=True)

    def _stack(self, box: Box, text: str, look: Look, element: Element) -> None:
        look, lines = self.typesetter.sized((Run(text),), look, self.width, self.tallest / 3)
        for line in lines:
            box.lines.append(Text(line.x, box.height + baseline(look.pitch, look.size), line, element))
            box.height += look.pitch

    def _line(self, box: Box, structure: Structure) -> None:
        """Who reports at the left, as of when at the right."""
        texts = [(self.table.line_left, False), (self.table.line_right, True)]
        look = Look(Face.FANGSONG, XIAO_SI, 20.0)
        natural = sum(self.typesetter.line(text, look).width for text, _ in texts) + look.size
        if not any(text for text, _ in texts):
            return
        look = replace(look, size=look.size * min(1.0, self.width / natural))
        down = box.height + baseline(look.pitch, look.size)
        for text, at_right in texts:
            if text:
                line = self.typesetter.line(text, look)
                x = self.width - line.width if at_right else 0.0
                box.lines.append(Text(x, down, line, structure.paragraph()))
        box.height += look.pitch


def note_boxes(table: Table, typesetter: Typesetter, profile: Profile, structure: Structure) -> list[Box]:
    """The notes under the last part of a table, kept together."""
    look = Look(Face.FANGSONG, profile.table.head_size, NOTE_PITCH, indent=1.0, latin_space=profile.latin_space)
    width = profile.area[1 if table.turned else 0] * MM
    boxes = [Box(NOTE_AIR, on_grid=False, keep=True)] if table.notes else []
    for note in table.notes:
        element = structure.paragraph()
        for line in typesetter.lines((Run(note),), look, width):
            text = Text(line.x, baseline(look.pitch, look.size), line, element)
            boxes.append(Box(look.pitch, [text], on_grid=False, keep=True))
    if boxes:
        boxes[-1].keep = False
    return boxes


def notes_height(table: Table, typesetter: Typesetter, profile: Profile) -> float:
    """The room that the notes will need."""
    return sum(box.height for box in note_boxes(table, typesetter, profile, Structure()))
