"""This file sets the red head of a letter or bulletin, and the 版记 at the foot of the last page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefing_app.export.document import Align, Face, HeadForm, Imprint, Letterhead, Run
from briefing_app.export.typesetting.page import Box, Rule, Text, baseline
from briefing_app.export.typesetting.profile import CHU, MM, SAN, SI, Profile
from briefing_app.export.typesetting.setting import Look, SetLine, Typesetter
from briefing_app.export.typesetting.structure import Structure

INK = "0.902 0 0.071 rg"
NAME_AT = 30.0  # mm from the sheet's upper edge to the name of a letter
RULE_UNDER = 4.0  # mm from the name to the rule
RULE_WIDTH = 170.0  # mm
FOOT_RULE = 20.0  # mm from the sheet's lower edge
THICK, THIN, APART = 1.8, 0.6, 2.2  # points of a double rule
BULLETIN_RULE = 2.0
OUTER, INNER = 1.0, 0.7  # points: 0.35 mm and 0.25 mm


def letterhead(block: Letterhead, typesetter: Typesetter, profile: Profile, structure: Structure) -> list[Box]:
    """The head as one box at the top of its page; in a letter with the double rule at the sheet's foot."""
    setter = _Head(block, typesetter, profile, structure)
    return [setter.letter() if block.form is HeadForm.LETTER else setter.bulletin()]


class _Head:
    def __init__(self, block: Letterhead, typesetter: Typesetter, profile: Profile, structure: Structure) -> None:
        self.block, self.typesetter, self.profile, self.structure = block, typesetter, profile, structure
        self.width = profile.area[0] * MM
        self.box = Box(0.0)

    def letter(self) -> Box:
        profile, box = self.profile, self.box
        top = (NAME_AT - profile.top) * MM
        height = self._name(top, CHU)
        y = top + height + RULE_UNDER * MM
        self._double_rule(y, upper=THICK, lower=THIN)
        self._double_rule((profile.paper[1] - FOOT_RULE - profile.top) * MM, upper=THIN, lower=THICK)
        y += 0.35 * profile.pitch
        self._pair(y, "", self.block.right)
        for mark in self.block.marks:
            self._at(y, mark, Face.HEI, SAN)
            y += profile.pitch
        box.height = max(y, self._lines_to(y + profile.pitch))
        box.unnumbered = True
        return box

    def bulletin(self) -> Box:
        profile, y = self.profile, 0.0
        for mark in self.block.marks:
            self._at(y, mark, Face.HEI, SAN)
            y += profile.pitch
        y = max(y, profile.pitch) + 0.3 * profile.pitch
        y += self._name(y, 52.0) + 0.5 * profile.pitch
        issue = self.typesetter.line(self.block.issue, Look(Face.FANGSONG, SAN, profile.pitch))
        self._put((self.width - issue.width) / 2, y, issue, SAN)
        y += 1.3 * profile.pitch
        self._pair(y, self.block.left, self.block.right)
        y += profile.pitch + 3
        self.box.rules.append(Rule(0.0, y, self.width, y, BULLETIN_RULE, red=True))
        self.box.height = self._lines_to(y)
        return self.box

    def _lines_to(self, y: float) -> float:
        """A height of whole lines."""
        pitch = self.profile.pitch
        return -(-y // pitch) * pitch

    def _name(self, y: float, size: float) -> float:
        """The name in red, as large as fits; returns its height."""
        look = Look(Face.TITLE, size, size, align=Align.CENTRE)
        line = self.typesetter.line(self.block.name, look)
        if line.width > self.width:
            look = replace(look, size=size * self.width / line.width)
            line = self.typesetter.line(self.block.name, look)
        inked = replace(line, operators=f"{INK} {line.operators} 0 g") if line.operators else line
        down = y + baseline(look.size, look.size)
        self.box.lines.append(Text((self.width - line.width) / 2, down, inked, self.structure.paragraph()))
        return look.size

    def _double_rule(self, y: float, *, upper: float, lower: float) -> None:
        left = (self.profile.paper[0] - RULE_WIDTH) / 2 - self.profile.left
        x0, x1 = left * MM, (left + RULE_WIDTH) * MM
        self.box.rules += [
            Rule(x0, y, x1, y, upper, red=True),
            Rule(x0, y + APART + lower / 2, x1, y + APART + lower / 2, lower, red=True),
        ]

    def _pair(self, y: float, left: str, right: str) -> None:
        self._at(y, left, Face.FANGSONG, SAN)
        line = self.typesetter.fitted(right, Look(Face.FANGSONG, SAN, self.profile.pitch), self.width / 2)
        self._put(self.width - line.width, y, line, SAN)

    def _at(self, y: float, text: str, face: Face, size: float) -> None:
        line = self.typesetter.fitted(text, Look(face, size, self.profile.pitch), self.width / 2)
        self._put(0.0, y, line, size)

    def _put(self, x: float, y: float, line: SetLine, size: float) -> None:
        if line.text:
            down = y + baseline(self.profile.pitch, size)
            self.box.lines.append(Text(x, down, line, self.structure.paragraph()))


def imprint(block: Imprint, typesetter: Typesetter, profile: Profile, structure: Structure) -> Box:
    """四号 仿宋, one character in on both sides; the last rule is the area's bottom edge."""
    width, pitch = profile.area[0] * MM, 1.6 * SI
    box, y = Box(0.0), 3.0
    for text in block.lines:
        element = structure.paragraph()
        look = Look(Face.FANGSONG, SI, pitch, hanging=_label(text), latin_space=profile.latin_space)
        for line in typesetter.lines((Run(text),), look, width - 2 * SI):
            box.lines.append(Text(SI + line.x, y + baseline(pitch, SI), line, element))
            y += pitch
    if block.ruled and block.lines:
        box.rules.append(Rule(0.0, y + 1.5, width, y + 1.5, INNER))
        y += 3.0
    for x, line in _last(block, typesetter, pitch, width):
        box.lines.append(Text(x, y + baseline(pitch, SI), line, structure.paragraph()))
    box.height = y + pitch + 1.5
    if block.ruled:
        box.rules += [Rule(0.0, at, width, at, OUTER) for at in (0.0, box.height)]
    return box


def _label(text: str) -> float:
    """How far the second line of 抄送：… hangs, in ems."""
    head, colon, _ = text.partition("：")
    return float(len(head) + 1) if colon and len(head) <= 4 else 0.0


def _last(block: Imprint, typesetter: Typesetter, pitch: float, width: float) -> Iterator[tuple[float, SetLine]]:
    look = Look(Face.FANGSONG, SI, pitch)
    if block.left:
        yield SI, typesetter.fitted(block.left, look, 0.6 * width)
    if block.right:
        line = typesetter.fitted(block.right, look, 0.4 * width - SI)
        yield width - SI - line.width, line
