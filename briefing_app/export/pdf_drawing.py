"""This file draws laid-out pages through ReportLab: text, rules, page numbers, links, bookmarks, page labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import groupby
from typing import BinaryIO

from briefing_app.export.document import Face, PackDocument
from briefing_app.export.pdf_archive import Facts
from briefing_app.export.pdf_fonts import embed
from briefing_app.export.pdf_sheets import Bookmark, Sheets
from briefing_app.export.pdf_structure import Tags
from briefing_app.export.typesetting.codes import font_name
from briefing_app.export.typesetting.codes import plane as plane_of
from briefing_app.export.typesetting.layout import LaidOut
from briefing_app.export.typesetting.outlines import path
from briefing_app.export.typesetting.page import ABOVE_ANCHOR, Area, Page, Rule, Text
from briefing_app.export.typesetting.profile import MM, Profile
from briefing_app.export.typesetting.setting import Look, SetLine, Typesetter
from briefing_app.export.typesetting.structure import Element

PRODUCER = "言策"
UNCOUNTED = "FEFF524D"  # 前: how a viewer names pages without a number
RED = "0.902 0 0.071"  # about #E60012 (typography.md)
WATERMARK_SIZE, WATERMARK_GREY = 90.0, "0.9"
DASH_AT = 0.38  # ems: the height of a dash above the baseline

Part = tuple[Face, int, str]


def draw(
    document: PackDocument,
    laid_out: LaidOut,
    typesetter: Typesetter,
    profile: Profile,
    drawn: set[Part],
    stream: BinaryIO,
    *,
    created: datetime | None,
    watch: Callable[[], None],
    draft: bool = False,
) -> None:
    """Write the pages in one pass, then what leads through them.

    A draft is for the eye: it looks the same, but says nothing of what its texts are and is not packed; and it embeds
    every character that earlier drafts have drawn too, so that after an edit the fonts need not be cut anew.
    """
    sheets = Sheets(profile.sheet, packed=not draft)
    numbers = _NumberSetter(typesetter, profile)
    tags = None if draft else Tags(laid_out)
    watermark = _watermark(document.watermark, typesetter, profile)
    for index, page in enumerate(laid_out.pages):
        operators = [*watermark, *_operators(page, index, tags, profile), *numbers.operators(page)]
        sheets.add(operators, turned=page.turned)
        watch()
    if tags is not None:
        tags.write(sheets)
    parts = drawn | {part for line in numbers.used.values() for part in line.parts}
    for font, characters in _by_font(parts).items():
        if draft:
            characters |= typesetter.seen.get(font, set())  # noqa: PLW2901
            typesetter.seen[font] = characters
        for plane, ones in groupby(sorted(characters), plane_of):
            sheets.fonts[font_name(font, plane)] = embed(sheets.objects, typesetter.fonts.files[font], ones)
    sheets.labels = _labels(laid_out)
    sheets.write(stream, _facts(document, created), _bookmarks(laid_out, profile))


def _facts(document: PackDocument, created: datetime | None) -> Facts:
    return Facts(
        title=document.title,
        author=document.author,
        subject=document.subject or document.title,
        keywords="，".join(document.keywords),
        tool=PRODUCER,
        created=created,
    )


def _by_font(parts: Iterable[Part]) -> dict[int, set[str]]:
    fonts: dict[int, list[str]] = {}
    for _, font, text in parts:
        fonts.setdefault(font, []).append(text)
    return {font: set("".join(texts)) for font, texts in sorted(fonts.items())}


def _operators(page: Page, index: int, tags: Tags | None, profile: Profile) -> list[str]:
    """The content of a page. A turned one is written in its reader's coordinates and rotated as a whole."""
    written = ["q", f"0 1 -1 0 {profile.sheet[0]:.3f} 0 cm"] if page.turned else []
    rules = _rules(page.rules)
    written += ["/Artifact BMC", *rules, "EMC"] if rules else []
    written += _texts(page.texts) if tags is None else _tagged(page.texts, index, tags)
    if page.turned:
        written.append("Q")
    return written


def _tagged(texts: Iterable[Text], index: int, tags: Tags) -> list[str]:
    """The texts of a page, each run of one element marked as its content."""
    written: list[str] = []
    for element, run in groupby(texts, key=_element):
        shown = _texts(run)
        if not shown:
            continue
        if element is None:
            written += ["/Artifact BMC", *shown, "EMC"]
        else:
            written += [f"/{element.kind} <</MCID {tags.mark(element, index)}>> BDC", *shown, "EMC"]
    return written


def _watermark(text: str, typesetter: Typesetter, profile: Profile) -> list[str]:
    """Pale words across the sheet, as shapes: nobody who copies the text gets them into it."""
    fonts = typesetter.fonts
    file = fonts.files[fonts.font(Face.HEI)]
    drawn = "".join(character for character in text if file.draws(character))
    if not drawn:
        return []
    width, height = profile.sheet
    reach = 0.75 * (width**2 + height**2) ** 0.5
    size = min(WATERMARK_SIZE, 1000 * reach / sum(file.advances[character] for character in drawn))
    x = -sum(file.advances[character] for character in drawn) * size / 2000
    turned = f"{WATERMARK_GREY} g 0.6 0.8 -0.8 0.6 {width / 2:.1f} {height / 2:.1f} cm"
    return ["/Artifact BMC", f"q {turned}", path(file, drawn, size=size, x=x, y=-0.4 * size), "Q", "EMC"]


def _element(text: Text) -> Element | None:
    return text.element


def _texts(texts: Iterable[Text]) -> list[str]:
    shown = [f"1 0 0 1 {x:.3f} {y:.3f} Tm {line.operators}" for x, y, line, _ in texts if line.operators]
    return ["BT", *shown, "ET"] if shown else []


def _rules(rules: Iterable[Rule]) -> list[str]:
    written: list[str] = []
    style: tuple[float, float, bool] = (0.0, 0.0, False)
    for rule in sorted(rules, key=lambda one: (one.red, one.dots, one.width)):
        if (rule.width, rule.dots, rule.red) != style:
            style = (rule.width, rule.dots, rule.red)
            dash = f"1 J [0 {rule.dots:g}] 0 d" if rule.dots else "0 J [] 0 d"
            written.append(f"{f'{RED} RG ' if rule.red else ''}{dash} {rule.width:g} w")
        written.append(f"{rule.x0:.2f} {rule.y0:.2f} m {rule.x1:.2f} {rule.y1:.2f} l S")
    if style[2]:
        written.append("0 G")
    return written


class _NumberSetter:
    """Sets — 1 — at the standard's place: odd pages right, even pages left, one character in."""

    def __init__(self, typesetter: Typesetter, profile: Profile) -> None:
        self.typesetter, self.profile = typesetter, profile
        self.area = Area.of(profile, turned=False)
        self.look = Look(Face.SONG, profile.number_size, profile.number_size, latin_space=0)
        self.used: dict[str, SetLine] = {}

    def operators(self, page: Page) -> list[str]:
        """On a turned page the number stands across the reading direction, where extractors would scatter it into the
        table's text: it is drawn there as shapes.
        """
        if not page.number:
            return []
        text, size = f"— {page.number} —", self.profile.number_size
        line = self.typesetter.line(text, self.look)
        even = page.number.isdigit() and int(page.number) % 2 == 0
        x = self.area.left + (size if even else self.area.width - size - line.width)
        y = self.area.sheet[1] - self.area.top - self.area.height - self.profile.number_drop * MM - DASH_AT * size
        if page.turned:
            fonts = self.typesetter.fonts
            shown = [path(fonts.files[fonts.font(Face.SONG)], text, size=size, x=x, y=y)]
        else:
            self.used.setdefault(page.number, line)
            shown = _texts([Text(x, y, line)])
        return ["/Artifact <</Type /Pagination /Subtype /Footer>> BDC", *shown, "EMC"]


def _bookmarks(laid_out: LaidOut, profile: Profile) -> list[Bookmark]:
    """Bookmarks as deep as the text, without skipped levels."""
    found: list[Bookmark] = []
    open_levels: list[int] = []
    for anchor, index, y in laid_out.outline:
        while open_levels and open_levels[-1] >= anchor.level:
            open_levels.pop()
        top = None if laid_out.pages[index].turned else min(y + ABOVE_ANCHOR, profile.sheet[1])
        title = anchor.title or "　"
        found.append(Bookmark(title, len(open_levels), index, top, closed=anchor.level > 0))
        open_levels.append(anchor.level)
    return found


def _labels(laid_out: LaidOut) -> str:
    """What a viewer calls the pages: the printed numbers, roman or not; those without one are counted apart."""
    front = laid_out.pages[: laid_out.front]
    plain = next((index for index, page in enumerate(front) if page.number), len(front))
    labels = [f"0 <</S /D /P <{UNCOUNTED}>>>"] if plain else []
    labels += [f"{plain} <</S /r>>"] if plain < len(front) else []
    labels += [f"{len(front)} <</S /D>>"] if len(laid_out.pages) > len(front) else []
    return " ".join(labels)
