"""This file writes a pack as PDF: laid out first, drawn once, put in place whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from briefing_app.errors import Cancelled, UnprintableCharacters
from briefing_app.export.document import Face, PackDocument
from briefing_app.export.files import replacing
from briefing_app.export.pdf_drawing import draw
from briefing_app.export.typesetting.fonts import MISSING, Fonts, Substitution, bundled
from briefing_app.export.typesetting.layout import LaidOut, lay_out
from briefing_app.export.typesetting.page import Mark
from briefing_app.export.typesetting.profile import GBT9704, PROFILES, Profile
from briefing_app.export.typesetting.setting import Typesetter

NEAR = 14.0  # pt: parts of one thing that stand no further apart are one
ABOVE_LINE, BELOW_LINE = 18.0, 6.0  # pt round a baseline
Progress = Callable[[int, int], None]  # pages done, pages in all (0 while that is not known)
IsCancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Outline:
    """A bookmark: its title, depth, and the number printed on its page (empty on cover and contents)."""

    title: str
    level: int
    page: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A strip across a page: the index of the page, its edges in points from the upper edge of the sheet as it is read."""

    page: int
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Written:
    """What an export made."""

    pages: int
    substitutions: tuple[Substitution, ...]
    outline: tuple[Outline, ...]
    numbers: tuple[str, ...]  # printed on the pages; empty where none is
    items: Mapping[Mark, tuple[Spot, ...]]  # where speeches begin and recommendations stand
    stand_ins: Mapping[str, tuple[Spot, ...]]  # where each character stands that its own face does not have


def write(
    document: PackDocument,
    target: Path | BinaryIO,
    *,
    profile: Profile | str = GBT9704,
    fonts: Fonts | None = None,
    created: datetime | None = None,
    force: bool = False,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
    draft: bool = False,
) -> Written:
    """Write `document` to a path (wholly or not at all; `force` replaces a file) or to a stream.

    The same document, profile, fonts and `created` give the same bytes. A `draft` is for looking at: it is made faster
    after an edit, and its bytes depend on the drafts before. Raises UnprintableCharacters, UnwritableFile
    and Cancelled.
    """
    if isinstance(target, Path):
        with replacing(target, force=force) as stream:
            return _write(document, stream, profile, fonts, created, progress, cancelled, draft)
    return _write(document, target, profile, fonts, created, progress, cancelled, draft)


def render(
    document: PackDocument,
    *,
    profile: Profile | str = GBT9704,
    fonts: Fonts | None = None,
    created: datetime | None = None,
    cancelled: IsCancelled | None = None,
) -> bytes:
    """The PDF as bytes, for a preview."""
    stream = io.BytesIO()
    write(document, stream, profile=profile, fonts=fonts, created=created, cancelled=cancelled)
    return stream.getvalue()


def _write(
    document: PackDocument,
    stream: BinaryIO,
    profile: Profile | str,
    fonts: Fonts | None,
    created: datetime | None,
    progress: Progress | None,
    cancelled: IsCancelled | None,
    draft: bool,
) -> Written:
    paper = PROFILES.get(profile, GBT9704) if isinstance(profile, str) else profile
    typesetter = _typesetter(fonts or bundled())
    watch = _Watch(progress, cancelled)
    laid_out = lay_out(document, typesetter, paper, watch=watch.page_laid_out)
    drawn = _parts(laid_out)
    watch.total = len(laid_out.pages)
    draw(document, laid_out, typesetter, paper, drawn, stream, created=created, watch=watch.page_drawn, draft=draft)
    outline = tuple(
        Outline(anchor.title, anchor.level, laid_out.pages[index].number) for anchor, index, _ in laid_out.outline
    )
    substitutions = typesetter.fonts.substitutions(drawn)
    return Written(
        len(laid_out.pages),
        substitutions,
        outline,
        tuple(page.number for page in laid_out.pages),
        _items(laid_out),
        _stand_ins(laid_out, typesetter.fonts, paper) if substitutions else {},
    )


@lru_cache(maxsize=2)
def _typesetter(fonts: Fonts) -> Typesetter:
    """One typesetter for one set of fonts, so that what was set once is not set again."""
    return Typesetter(fonts)


def _items(laid_out: LaidOut) -> dict[Mark, tuple[Spot, ...]]:
    """The lines of one thing on one page are one spot."""
    found: dict[Mark, list[Spot]] = {}
    for index, page in enumerate(laid_out.pages):
        for mark, top, bottom in page.strips:
            spots = found.setdefault(mark, [])
            if spots and spots[-1].page == index and top - spots[-1].bottom < NEAR:
                spots[-1] = replace(spots[-1], bottom=bottom)
            else:
                spots.append(Spot(index, top, bottom))
    return {mark: tuple(spots) for mark, spots in found.items()}


def _stand_ins(laid_out: LaidOut, fonts: Fonts, paper: Profile) -> dict[str, tuple[Spot, ...]]:
    """The lines in which each of the characters stands that another font than its face's drew."""
    found: dict[str, dict[Spot, None]] = {}
    for index, page in enumerate(laid_out.pages):
        height = paper.sheet[0 if page.turned else 1]
        for text in page.texts:
            foreign = [shown for face, font, shown in text.line.parts if font != fonts.font(face)]
            for character in "".join(foreign):
                spot = Spot(index, height - text.y - ABOVE_LINE, height - text.y + BELOW_LINE)
                found.setdefault(character, {})[spot] = None
    return {character: tuple(spots) for character, spots in found.items()}


def _parts(laid_out: LaidOut) -> set[tuple[Face, int, str]]:
    parts = {part for page in laid_out.pages for _, _, line, _ in page.texts for part in line.parts}
    missing = {character for _, font, text in parts if font == MISSING for character in text}
    if missing:
        raise UnprintableCharacters(tuple(sorted(missing)))
    return parts


class _Watch:
    """Tells how far we are and stops when asked."""

    def __init__(self, progress: Progress | None, cancelled: IsCancelled | None) -> None:
        self._progress, self._cancelled = progress, cancelled
        self._done = 0
        self.total = 0

    def page_laid_out(self) -> None:
        self._look_up()

    def page_drawn(self) -> None:
        self._look_up()
        self._done += 1
        if self._progress:
            self._progress(self._done, self.total)

    def _look_up(self) -> None:
        if self._cancelled and self._cancelled():
            raise Cancelled
