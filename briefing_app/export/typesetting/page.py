"""This file fills pages: boxes of fixed height flow down the type area, and what belongs together stays together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from typing import NamedTuple, Protocol

from briefing_app.export.typesetting.profile import MM, Profile
from briefing_app.export.typesetting.setting import Look, SetLine
from briefing_app.export.typesetting.structure import Element

ROUNDING = 0.05
ABOVE_ANCHOR = 12.0  # pt that are shown over a place to which somebody jumped


Mark = tuple[str, int]  # ("speech" or "proposal", its id)
Strip = tuple[Mark, float, float]  # what stands there, its upper and its lower edge


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that bookmarks and contents point to; `level` 0 is a title, 1 to 4 are headings."""

    key: str
    title: str
    level: int
    listed: str = ""  # the contents entry; empty: the title
    note: str = ""
    bookmark: bool = True


class Text(NamedTuple):
    """A line in its place; without an element it is furniture of the page (a repeated head, a mark of continuation)."""

    x: float
    y: float  # its baseline
    line: SetLine
    element: Element | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight black line; dotted ones are leaders."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    dots: float = 0.0  # pitch of the dots, 0 for a solid line
    red: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A rectangle that leads to an anchor."""

    x0: float
    y0: float
    x1: float
    y1: float
    key: str
    element: Element | None = None


@dataclass(slots=True)
class Box:
    """A strip over the type area that no page end cuts. Places count from its top left, downwards."""

    height: float
    lines: list[Text] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    anchor: Anchor | None = None
    keep: bool = False  # on one page with the next box
    on_grid: bool = True
    blank: bool = False  # falls away at the head of a page
    marks: tuple[Mark, ...] = ()  # what begins here, for an index
    strips: tuple[Strip, ...] = ()  # where it stands, for who looks for it
    unnumbered: bool = False  # its page bears no number


@dataclass(slots=True)
class Page:
    """A page in view coordinates: origin at the lower left of the sheet as it is read."""

    turned: bool = False
    number: str = ""
    texts: list[Text] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    anchors: list[tuple[Anchor, float]] = field(default_factory=list)
    marks: set[Mark] = field(default_factory=set)
    strips: list[Strip] = field(default_factory=list)  # edges from the sheet's upper edge down
    unnumbered: bool = False


class Splittable(Protocol):
    """Something tall that hands itself out in boxes (a table)."""

    def least(self) -> float:
        """The height that its first part needs at least."""

    def take(self, room: float, *, fresh: bool) -> Box | None:
        """The next part, at most `room` high; None if not even a useful part fits. `fresh`: a page is empty."""

    @property
    def done(self) -> bool:
        """Whether everything was taken."""


@dataclass(frozen=True, slots=True)
class Area:
    """The type area of a page as it is read."""

    left: float
    top: float  # from the sheet's upper edge
    width: float
    height: float
    sheet: tuple[float, float]

    @staticmethod
    def of(profile: Profile, *, turned: bool) -> Area:
        """Turned pages have their head at the left edge of the upright sheet (GB/T 9704, clause 11)."""
        width, height = profile.sheet
        across, down = profile.area[0] * MM, profile.area[1] * MM
        if not turned:
            return Area(profile.left * MM, profile.top * MM, across, down, (width, height))
        foot = (profile.paper[1] - profile.top - profile.area[1]) * MM
        return Area(foot, profile.left * MM, down, across - profile.turned_spare * MM, (height, width))


class Composer:
    """Takes boxes in reading order and fills pages with them."""

    def __init__(
        self,
        profile: Profile,
        *,
        watch: Callable[[], None] | None = None,
        spare: Mapping[int, float] | None = None,
    ) -> None:
        """`spare`: for pages, counted from 0, what stays free at their foot, so that the next one has more to hold."""
        self.profile = profile
        self._spare = spare or {}
        self.pages: list[Page] = []
        self._areas = {turned: Area.of(profile, turned=turned) for turned in (False, True)}
        self._watch = watch or (lambda: None)
        self._chain: list[Box] = []
        self._turned = False
        self._y = 0.0
        self._open = False

    @property
    def area(self) -> Area:
        return self._areas[self._turned]

    def turn(self, *, turned: bool) -> None:
        """What follows stands on turned (or upright) pages."""
        if turned != self._turned:
            self.end_page()
            self._turned = turned

    def end_page(self) -> None:
        """What follows begins a new page, unless this one is empty."""
        self._place_chain()
        if self._open and self._y > ROUNDING:
            self._open = False

    def add(self, boxes: Sequence[Box]) -> None:
        for box in boxes:
            self._chain.append(box)
            if not box.keep:
                self._place_chain()

    def add_splittable(self, block: Splittable) -> None:
        """Place a table, with the headings that were waiting for it."""
        chain, self._chain = self._chain, []
        self._begin()
        if self._y > ROUNDING and self._height_of([*chain, blank(block.least())]) > self._room():
            self._next_page()
        for box in chain:
            self._place(box)
        self._y = self._snapped(self._y)
        while not block.done:
            part = block.take(self._room(), fresh=self._y < ROUNDING)
            if part is None:
                self._next_page()
            else:
                self._place(part)
                if not block.done:
                    self._next_page()

    def add_at_foot(self, box: Box) -> None:
        """Place a box at the foot of the page (of a new one where this one is too full); nothing comes under it."""
        self._place_chain()
        self._begin()
        if self._y > ROUNDING and box.height > self._room():
            self._next_page()
        self._y = max(self._y, self.area.height - box.height)
        self._place(replace(box, on_grid=False))

    def finish(self) -> list[Page]:
        self._place_chain()
        return self.pages

    def _begin(self) -> None:
        if not self._open:
            self.pages.append(Page(turned=self._turned))
            self._y, self._open = 0.0, True
            self._watch()

    def _next_page(self) -> None:
        self._open = False
        self._begin()

    @property
    def _height(self) -> float:
        """The height of the page at hand that may be filled."""
        return self.area.height - self._spare.get(len(self.pages) - 1, 0.0)

    def _room(self) -> float:
        return self._height - self._y + ROUNDING

    def _top(self, box: Box, y: float) -> float:
        return self._snapped(y) if box.on_grid else y

    def _snapped(self, y: float) -> float:
        """The next line of the grid; turned pages have none."""
        if self._turned:
            return y
        return ceil((y - ROUNDING) / self.profile.pitch) * self.profile.pitch

    def _height_of(self, chain: Sequence[Box]) -> float:
        y = self._y
        for box in chain:
            y = self._top(box, y) + box.height
        return y - self._y

    def _place_chain(self) -> None:
        chain, self._chain = self._chain, []
        if not chain:
            return
        self._begin()
        if self._y > ROUNDING and self._height_of(chain) > self._room():
            self._next_page()
            while chain and chain[0].blank:
                chain = chain[1:]
        for box in chain:
            if self._y > ROUNDING and self._top(box, self._y) + box.height > self._height + ROUNDING:
                self._next_page()
            self._place(box)

    def _place(self, box: Box) -> None:
        page, area = self.pages[-1], self.area
        top = self._top(box, self._y)
        head = area.sheet[1] - area.top - top
        left = area.left
        page.texts += [Text(left + x, head - y, line, element) for x, y, line, element in box.lines]
        page.rules += [
            Rule(left + rule.x0, head - rule.y0, left + rule.x1, head - rule.y1, rule.width, rule.dots, rule.red)
            for rule in box.rules
        ]
        page.links += [
            Link(left + link.x0, head - link.y0, left + link.x1, head - link.y1, link.key, link.element)
            for link in box.links
        ]
        page.marks.update(box.marks)
        page.strips += [(mark, area.top + top + upper, area.top + top + lower) for mark, upper, lower in box.strips]
        page.unnumbered = page.unnumbered or box.unnumbered
        if box.anchor:
            page.anchors.append((box.anchor, head))
        self._y = top + box.height


def baseline(height: float, size: float) -> float:
    """Where a line's baseline stands below the top of its strip: the em box in the middle, 0.88 em above the line."""
    return (height - size) / 2 + 0.88 * size


def stacked(
    lines: Sequence[SetLine], look: Look, *, element: Element | None, grid: bool, keep_all: bool = False
) -> list[Box]:
    """One box a line; the first two and the last two lines of a paragraph stay together."""
    count = len(lines)
    down = baseline(look.pitch, look.size)
    return [
        Box(
            look.pitch,
            [Text(line.x, down, line, element)],
            on_grid=grid,
            keep=keep_all or (count > 1 and number in {0, count - 2}),
        )
        for number, line in enumerate(lines)
    ]


def blank(height: float, *, keep: bool = False, falls_away: bool = True) -> Box:
    """An empty strip."""
    return Box(height, blank=falls_away, keep=keep)
