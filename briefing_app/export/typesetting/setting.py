"""This file sets broken lines: from characters to the text operators of a PDF page, kept for texts that come again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from briefing_app.export.document import Align, Face, Run
from briefing_app.export.typesetting.breaking import Line, break_lines, shift_after
from briefing_app.export.typesetting.characters import EM, printable
from briefing_app.export.typesetting.codes import by_plane, coded, font_name
from briefing_app.export.typesetting.fonts import MISSING, Fonts, Stretch
from briefing_app.export.typesetting.measuring import Ink, Measured, measure
from briefing_app.export.typesetting.titles import balanced

KEPT_TEXTS = 12_000
BOLD = {Face.TITLE, Face.HEI}  # a stand-in among their characters gets an outline, so as not to look pale
STROKE = 0.03  # ems
SMALLER, SMALLEST = 0.9, 3.0  # a step, and points: only what nobody would read is set so small


@dataclass(frozen=True, slots=True)
class Look:
    """How a text is set; measures in points, indents in ems."""

    face: Face
    size: float
    pitch: float
    align: Align = Align.LEFT  # justified where a line runs over
    indent: float = 0.0  # of the first line
    hanging: float = 0.0  # of the others
    loosest: float = 1e9  # widest gap, thousandths of an em; a looser line stays ragged
    balance: bool = False  # title lines of like length
    latin_space: int = 125


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line ready to be drawn: `operators` from its start, `x` from the left of its measure."""

    operators: str
    x: float
    width: float
    text: str
    parts: tuple[tuple[Face, int, str], ...]  # (face wanted, font that draws, characters)


@dataclass(slots=True)
class Typesetter:
    """Breaks and sets texts with one set of fonts, and keeps what it has set."""

    fonts: Fonts
    seen: dict[int, set[str]] = field(default_factory=dict)  # font -> what drafts have drawn with it
    _kept: dict[tuple[tuple[Run, ...], Look, float], tuple[SetLine, ...]] = field(default_factory=dict)

    def lines(self, runs: Sequence[Run], look: Look, width: float) -> tuple[SetLine, ...]:
        """The lines of a text in a measure of `width` points; a line feed in it begins a new paragraph."""
        key = (tuple(runs), look, width)
        kept = self._kept.get(key)
        if kept is None:
            if len(self._kept) >= KEPT_TEXTS:
                self._kept.clear()
            kept = self._kept[key] = tuple(self._set(key[0], look, width))
        return kept

    def line(self, text: str, look: Look) -> SetLine:
        """A text on one line, however long it is."""
        lines = self.lines((Run(text.replace("\n", " ")),), look, 1e6)
        return lines[0] if lines else SetLine("", 0.0, 0.0, "", ())

    def fitted(self, text: str, look: Look, width: float) -> SetLine:
        """A text on one line of at most `width` points, in smaller type where it must be."""
        line = self.line(text, look)
        if line.width <= width:
            return line
        return self.line(text, replace(look, size=look.size * width / line.width))

    def sized(self, runs: Sequence[Run], look: Look, width: float, tallest: float) -> tuple[Look, tuple[SetLine, ...]]:
        """The lines of a text that may not grow beyond `tallest` points, in smaller type where it must be."""
        lines = self.lines(runs, look, width)
        while len(lines) * look.pitch > tallest and look.size > SMALLEST:
            look = replace(look, size=look.size * SMALLER, pitch=look.pitch * SMALLER)
            lines = self.lines(runs, look, width)
        return look, lines

    def _set(self, runs: tuple[Run, ...], look: Look, width: float) -> list[SetLine]:
        lines: list[SetLine] = []
        for paragraph in _paragraphs(runs, look.face):
            text = _Text(paragraph, self.fonts, look)
            lines += text.lines(width)
        return lines


def _paragraphs(runs: tuple[Run, ...], face: Face) -> list[list[tuple[str, Face]]]:
    paragraphs: list[list[tuple[str, Face]]] = [[]]
    for run in runs:
        for number, part in enumerate(printable(run.text).split("\n")):
            if number:
                paragraphs.append([])
            if part:
                paragraphs[-1].append((part, run.face or face))
    return [paragraph for paragraph in paragraphs if paragraph]


class _Text:
    """One paragraph on its way to lines."""

    def __init__(self, parts: list[tuple[str, Face]], fonts: Fonts, look: Look) -> None:
        self.fonts, self.look = fonts, look
        self.text = "".join(text for text, _ in parts)
        self.stretches: list[tuple[Stretch, Face]] = []
        advances: list[int] = []
        start = 0
        for text, face in parts:
            for stretch in fonts.stretches(text, face, start):
                self.stretches.append((stretch, face))
                advances += fonts.advances(self.text[stretch.start : stretch.end], stretch.font)
            start += len(text)
        self.measured: Measured = measure(self.text, advances, self._ink(), latin_space=look.latin_space)

    def _ink(self) -> Ink:
        """Tells the real blank beside the ink of the character at a place."""
        text, fonts = self.text, self.fonts
        if len(self.stretches) == 1:
            blanks = fonts.blanks(self.stretches[0][0].font)
            return lambda place: blanks[text[place]]

        def blank(place: int) -> tuple[int, int]:
            font = next(stretch.font for stretch, _ in self.stretches if stretch.start <= place < stretch.end)
            return fonts.blanks(font)[text[place]]

        return blank

    def lines(self, width: float) -> list[SetLine]:
        look = self.look
        scale = EM / look.size
        first, rest = width - look.indent * look.size, width - look.hanging * look.size
        if look.balance:
            broken = balanced(self.measured, rest * scale)
        else:
            justify = look.align is Align.LEFT
            broken = break_lines(self.measured, first * scale, rest * scale, justify=justify, loosest=look.loosest)
        indents = [look.indent if number == 0 else look.hanging for number in range(len(broken))]
        return [self._set(line, width, indent * look.size) for line, indent in zip(broken, indents, strict=True)]

    def _set(self, line: Line, width: float, indent: float) -> SetLine:
        end = line.end
        while end > line.start + 1 and self.text[end - 1] == " ":
            end -= 1
        points = line.taken * self.look.size / EM
        align = self.look.align
        x = indent if align is Align.LEFT else width - points if align is Align.RIGHT else (width - points) / 2
        operators, parts = self._operators(line, end, shift_after(self.measured, line))
        return SetLine(operators, x, points, self.text[line.start : end], parts)

    def _operators(
        self, line: Line, end: int, shifts: dict[int, float]
    ) -> tuple[str, tuple[tuple[Face, int, str], ...]]:
        """The operators of one line: a font change where the font changes, no letter-spacing inside words."""
        start, size = line.start, self.look.size
        spacing = f"{line.stretch * size / EM:.4f}".rstrip("0").rstrip(".") if line.stretch else ""
        still = _within(self.measured.rigid, start, end) if spacing else []
        written: list[str] = []
        parts: list[tuple[Face, int, str]] = []
        for stretch, face in self.stretches:
            low, high = max(start, stretch.start), min(end, stretch.end)
            if low >= high:
                continue
            shown = self.text[low:high]
            parts.append((face, stretch.font, shown))
            if stretch.font == MISSING:
                continue
            thin = face in BOLD and stretch.font != self.fonts.font(face)
            written += [f"2 Tr {STROKE * size:.2f} w"] if thin else []
            for plane, before, after in by_plane(shown):
                lead = line.lead if low + before == start else 0
                written.append(f"/{font_name(stretch.font, plane)} {size:g} Tf")
                written += _shown(self.text, low + before, low + after, shifts, still, spacing, lead)
            written += ["0 Tr"] if thin else []
        return " ".join(written), tuple(parts)


def _within(rigid: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The gaps of a line in which nothing moves: those inside words and dashes, but not the one after each."""
    parts = [(max(start, low), min(high, end) - 1) for low, high in rigid if low < end and high > start]
    return [(low, high) for low, high in parts if high > low]


def _shown(
    text: str,
    low: int,
    high: int,
    shifts: dict[int, float],
    still: list[tuple[int, int]],
    spacing: str,
    lead: int,
) -> list[str]:
    """The operators that show [low, high), all in one font."""
    if not still:
        return [f"{spacing or 0} Tc {_array(text, low, high, shifts, lead)}"]
    written: list[str] = []
    place = low
    zones = [(max(low, a), min(high, b)) for a, b in still if a < high and b > low]
    for a, b in [*zones, (high, high)]:
        if place < a:
            written.append(f"{spacing or 0} Tc {_array(text, place, a, shifts, lead)}")
            lead = 0
        if a < b:
            written.append(f"0 Tc {_array(text, a, b, shifts, lead)}")
            lead = 0
        place = b
    return written


def _array(text: str, low: int, high: int, shifts: dict[int, float], lead: int) -> str:
    places = sorted(place for place in shifts if low <= place < high) if shifts else []
    if not places and not lead:
        return f"<{coded(text[low:high])}>Tj"
    pieces = [f"[{lead}" if lead else "["]
    start = low
    for place in places:
        pieces.append(f"<{coded(text[start : place + 1])}>{-shifts[place]:.2f}")
        start = place + 1
    if start < high:
        pieces.append(f"<{coded(text[start:high])}>")
    return "".join(pieces) + "]TJ"
