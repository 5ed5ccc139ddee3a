"""This file turns the blocks of a pack into boxes: titles, headings, paragraphs, quotations, forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil
from typing import TypeVar

from briefing_app.export.document import (
    Align,
    BlankLine,
    Block,
    Cover,
    CutLine,
    Face,
    Grid,
    Heading,
    Index,
    Letterhead,
    Paragraph,
    Quote,
    Run,
    Table,
    TextStyle,
    TitleBlock,
)
from briefing_app.export.typesetting.heads import letterhead
from briefing_app.export.typesetting.page import Anchor, Box, Rule, Text, baseline, blank, stacked
from briefing_app.export.typesetting.profile import MM, WU, XIAO_SI, Profile
from briefing_app.export.typesetting.setting import Look, SetLine, Typesetter
from briefing_app.export.typesetting.structure import Element, Structure

T = TypeVar("T")
SIGNED_IN = 4  # ems from the right: office and date under a letter
TALLEST_ROW = 0.9  # of a page: a form's row does not break
BREATH = 3.0  # mm over and under the text of a form's cell, together


class Blocks:
    """Makes boxes for the flow; `width` is the measure of the pages that the blocks stand on."""

    def __init__(self, typesetter: Typesetter, profile: Profile, structure: Structure) -> None:
        self.typesetter, self.profile, self.structure = typesetter, profile, structure

    def boxes(self, block: Block, width: float, *, anchor: Anchor | None = None) -> list[Box]:
        found: list[Box] = []
        if isinstance(block, TitleBlock):
            found = self.title(block, width, anchor)
        elif isinstance(block, Heading):
            found = self.heading(block, width, anchor)
        elif isinstance(block, Paragraph):
            found = self.paragraph(block.runs, block.style, width, keep=block.keep_with_next)
        elif isinstance(block, Quote):
            found = self.paragraph(quote_runs(block), TextStyle.BODY, width, keep=block.keep_with_next)
            mark = ("proposal", block.proposal_id)
            for box in found[:1]:
                box.marks = (mark,)
            for box in found:
                box.strips = ((mark, 0.0, box.height),)
        elif isinstance(block, CutLine):
            found = [self.cut_line(block, width)]
        elif isinstance(block, Letterhead):
            found = letterhead(block, self.typesetter, self.profile, self.structure)
        elif isinstance(block, Grid):
            found = self.form(block, width)
        elif isinstance(block, BlankLine):
            found = [blank(self.profile.pitch, keep=block.keep_with_next) for _ in range(block.lines)]
        return found

    def title(self, block: TitleBlock, width: float, anchor: Anchor | None) -> list[Box]:
        """A blank line, the title as whole lines of the grid, its 楷体 lines, a blank line; all with what follows."""
        pitch, look = self.profile.pitch, self.profile.title()
        lines = self.typesetter.lines((Run("\n".join(block.lines) or block.text),), look, width)
        boxes = [blank(pitch, keep=True, falls_away=False), *self._title_lines(lines, look, anchor)]
        under = self.profile.look(TextStyle.BYLINE)
        for text in block.subtitle:
            set_lines = self.typesetter.lines((Run(text),), replace(under, balance=True), width)
            boxes += stacked(set_lines, under, element=self.structure.paragraph(), grid=True, keep_all=True)
        if block.speech_id is not None:
            mark = ("speech", block.speech_id)
            boxes[1].marks, boxes[1].strips = (mark,), ((mark, 0.0, boxes[1].height),)
        return [*boxes, blank(pitch, keep=True)]

    def _title_lines(self, lines: Sequence[SetLine], look: Look, anchor: Anchor | None) -> list[Box]:
        """The title as one box of whole grid lines; one that fills half a page may break like a paragraph."""
        pitch, element = self.profile.pitch, self.structure.heading(1) if lines else None
        if len(lines) * look.pitch > self.profile.area[1] * MM / 2:
            boxes = stacked(lines, look, element=element, grid=False)
            boxes[0].anchor = anchor
            return boxes
        height = ceil((len(lines) * look.pitch + 7) / pitch) * pitch
        down = (height - len(lines) * look.pitch) / 2
        head = Box(height, anchor=anchor, keep=True)
        for number, line in enumerate(lines):
            y = down + number * look.pitch + baseline(look.pitch, look.size)
            head.lines.append(Text(line.x, y, line, element))
        return [head]

    def heading(self, block: Heading, width: float, anchor: Anchor | None) -> list[Box]:
        look = self.profile.heading(block.level)
        lines = self.typesetter.lines((Run(block.text),), look, width)
        if not lines:
            return []
        boxes = stacked(lines, look, element=self.structure.heading(block.level + 1), grid=True, keep_all=True)
        boxes[0].anchor = anchor
        return boxes

    def paragraph(self, runs: Sequence[Run], style: TextStyle, width: float, *, keep: bool = False) -> list[Box]:
        look = self.profile.look(style)
        inset = SIGNED_IN * look.size if style is TextStyle.SIGNATURE else 0.0
        lines = self.typesetter.lines(tuple(runs), look, width - inset)
        if not lines:
            return []
        on_grid = look.pitch == self.profile.pitch
        boxes = stacked(lines, look, element=self.structure.paragraph(), grid=on_grid)
        if keep or style is TextStyle.HEADING_LINE:
            boxes[-1].keep = True
        return boxes

    def cut_line(self, block: CutLine, width: float) -> Box:
        """A dotted line over the whole width, and under it what the lower part is."""
        look = replace(self.profile.look(TextStyle.BODY), align=Align.CENTRE, indent=0.0, face=Face.HEI)
        height = 1.5 * self.profile.pitch
        line = self.typesetter.fitted(block.text, look, width)
        text = Text((width - line.width) / 2, height - look.pitch + baseline(look.pitch, look.size), line)
        rule = Rule(0.0, 0.25 * height, width, 0.25 * height, 1.0, 4.0)
        return Box(height, [text._replace(element=self.structure.paragraph())], [rule], keep=True)

    def form(self, block: Grid, width: float) -> list[Box]:
        """A ruled form, its rows together on one page where they fit."""
        table = self.structure.table() if block.rows else Element("Table")
        most = max((2 * len(row) for row in block.rows), default=0)
        rows = [
            self._form_row(row, block.label_width * MM, width, table.add("TR"), most, least=height * MM, foot=foot)
            for row, height, foot in zip(
                block.rows, _filled(block, block.heights, 0.0), _filled(block, block.feet, ""), strict=True
            )
        ]
        for number, box in enumerate(rows):
            box.on_grid, box.keep = number == 0, number < len(rows) - 1
            _rule_form_row(box, width, self.profile, first=number == 0, last=number == len(rows) - 1)
        return rows

    def _form_row(
        self,
        row: Sequence[tuple[str, str]],
        label: float,
        width: float,
        element: Element,
        columns: int,
        *,
        least: float,
        foot: str,
    ) -> Box:
        rules = self.profile.table
        value = (width - len(row) * label) / max(1, len(row))
        faces = ((label, Face.HEI, WU, Align.CENTRE), (value, Face.FANGSONG, XIAO_SI, Align.LEFT))
        cells, x, tallest = [], 0.0, TALLEST_ROW * self.profile.area[1] * MM
        for texts in row:
            for text, (across, face, size, align) in zip(texts, faces, strict=True):
                look = Look(
                    face, size, size + 6, align=align, loosest=rules.loosest, latin_space=self.profile.latin_space
                )
                inner = across - 2 * rules.padding * MM
                cell = element.add("TH", scope="Row") if face is Face.HEI else element.add("TD")
                look, lines = self.typesetter.sized((Run(text),), look, inner, tallest)
                cells.append((x, look, cell, lines))
                x += across
        if cells:
            cells[-1][2].columns += columns - 2 * len(row)  # the last value fills the row
        filled = all(value for _, value in row)
        least = least or (rules.grid_row if filled else rules.blank_row) * MM
        box = Box(max([least, *(len(lines) * look.pitch + BREATH * MM for _, look, _, lines in cells)]))
        for x, look, cell, lines in cells:
            top = (box.height - len(lines) * look.pitch) / 2
            for number, line in enumerate(lines):
                down = top + number * look.pitch + baseline(look.pitch, look.size)
                box.lines.append(Text(x + rules.padding * MM + line.x, down, line, cell))
            if x:
                box.rules.append(Rule(x, 0.0, x, box.height, rules.inner_rule))
        if foot and cells:
            _, look, cell, _ = cells[-1]
            line = self.typesetter.fitted(foot, look, width - label - 4 * look.size)
            x = width - look.size - line.width
            box.lines.append(Text(x, box.height - look.pitch + baseline(look.pitch, look.size), line, cell))
        return box


def _filled(block: Grid, given: tuple[T, ...], default: T) -> list[T]:
    """One value for each row of a form."""
    return [*given, *[default] * len(block.rows)][: len(block.rows)]


def _rule_form_row(box: Box, width: float, profile: Profile, *, first: bool, last: bool) -> None:
    inner, outer = profile.table.inner_rule, profile.table.outer_rule
    half = outer / 2
    box.rules += [Rule(x, 0.0, x, box.height, outer) for x in (0.0, width)]
    box.rules.append(Rule(-half, 0.0, width + half, 0.0, outer if first else inner))
    if last:
        box.rules.append(Rule(-half, box.height, width + half, box.height, outer))


def quote_runs(quote: Quote) -> tuple[Run, ...]:
    """Number, run-in heading, the words themselves, who said them, code."""
    parts = (
        Run(quote.number),
        Run(quote.heading, Face.KAI),
        Run(quote.text),
        Run(quote.attribution),
        Run(quote.code),
    )
    return tuple(run for run in parts if run.text)


def anchors(blocks: Sequence[Block]) -> Iterator[Anchor | None]:
    """For each block the place it marks, if any."""
    for number, block in enumerate(blocks):
        key = f"b{number}"
        if isinstance(block, TitleBlock) and block.bookmark:
            yield Anchor(key, _one_line(block.text), 0, _one_line(block.contents_text), _one_line(block.contents_note))
        elif isinstance(block, Heading) and block.bookmark:
            yield Anchor(key, _one_line(block.text), block.level)
        elif isinstance(block, Table) and block.bookmark and block.title:
            yield Anchor(key, _one_line(block.title), 0)
        elif isinstance(block, Cover):
            yield Anchor(key, "封面", 0)
        elif isinstance(block, Index):
            yield Anchor(key, block.title, 0)
        else:
            yield None


def _one_line(text: str) -> str:
    return " ".join(text.split("\n")).strip()
