"""This file sets the cover (封面; packs.md, section 3)."""

from __future__ import annotations

from dataclasses import replace

from briefing_app.export.document import Align, Cover, Face, Run
from briefing_app.export.typesetting.page import Anchor, Area, Page, Text, baseline
from briefing_app.export.typesetting.profile import ER, MM, SAN, Profile
from briefing_app.export.typesetting.setting import Look, SetLine, Typesetter
from briefing_app.export.typesetting.structure import Element, Structure

MEETING_AT = 92.0  # mm from the sheet's top to the meeting's first line
EDITOR_AT = 55.0  # mm from the sheet's foot to the editor's line
SMALLEST_NAME = 22.0
TALLEST = 38.0  # mm: more of a meeting's name, a title or a topic is set smaller


class CoverPage:
    """One cover on its way to a page."""

    def __init__(
        self, cover: Cover, typesetter: Typesetter, profile: Profile, structure: Structure, anchor: Anchor | None
    ) -> None:
        self.cover, self.typesetter, self.structure = cover, typesetter, structure
        self.area = Area.of(profile, turned=False)
        self.profile = profile
        self.page = Page(anchors=[(anchor, self.area.sheet[1] - self.area.top)] if anchor else [])

    def set(self) -> Page:
        self._marks()
        y = self._centred(self.cover.meeting_lines or (self.cover.meeting,), self._title(ER, 38.0), MEETING_AT * MM)
        y = self._name(y + 1.4 * self.profile.pitch)
        if self.cover.topic:
            topic = Look(Face.KAI, SAN, 28.0, align=Align.CENTRE, balance=True)
            self._centred((self.cover.topic,), topic, y + self.profile.pitch)
        self._foot()
        return self.page

    def _title(self, size: float, pitch: float) -> Look:
        return Look(Face.TITLE, size, pitch, align=Align.CENTRE, balance=True)

    def _marks(self) -> None:
        """份号 and mark at the left, the number of the material at the right."""
        y = self.area.top
        mark = Look(Face.HEI, SAN, self.profile.pitch)
        number = Look(Face.FANGSONG, SAN, self.profile.pitch)
        if self.cover.material_number:
            line = self.typesetter.fitted(self.cover.material_number, mark, self.area.width / 2)
            at = y + baseline(mark.pitch, mark.size)
            self._put(line, self.area.width - line.width, at, self.structure.paragraph())
        for text, look in ((self.cover.copy_number, number), (self.cover.mark, mark), (self.cover.urgency, mark)):
            if text:
                line = self.typesetter.fitted(text, look, self.area.width / 2)
                self._put(line, 0.0, y + baseline(look.pitch, look.size), self.structure.paragraph())
                y += look.pitch

    def _name(self, y: float) -> float:
        """The pack's name, as large as it may be and still on one line, if a smaller size will do that."""
        size = self.profile.cover_title
        while (
            size > SMALLEST_NAME
            and self.typesetter.line(self.cover.name, self._title(size, size)).width > self.area.width
        ):
            size -= 2.0
        return self._centred((self.cover.name,), self._title(size, size * 1.4), y)

    def _centred(self, texts: tuple[str, ...], look: Look, y: float) -> float:
        text = "\n".join(part for part in texts if part)
        if not text:
            return y
        element = self.structure.paragraph()
        look, lines = self.typesetter.sized((Run(text),), look, self.area.width, TALLEST * MM)
        for line in lines:
            self._put(line, line.x, y + baseline(look.pitch, look.size), element)
            y += look.pitch
        return y

    def _foot(self) -> None:
        look = Look(Face.FANGSONG, SAN, 30.0, align=Align.CENTRE, balance=True)
        y = self.area.sheet[1] - EDITOR_AT * MM
        if self.cover.editor:
            sized, lines = self.typesetter.sized((Run(self.cover.editor),), look, self.area.width, TALLEST * MM)
            self._centred((self.cover.editor,), look, y - (len(lines) - 1) * sized.pitch)
        self._centred((self.cover.date,), replace(look, balance=False), y + look.pitch)

    def _put(self, line: SetLine, x: float, down: float, element: Element) -> None:
        self.page.texts.append(Text(self.area.left + x, self.area.sheet[1] - down, line, element))
