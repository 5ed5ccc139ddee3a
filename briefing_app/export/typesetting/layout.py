"""This file lays a whole pack out: the body first, then what stands before it and names its pages, then the numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil

from briefing_app.domain.packs import PackKind
from briefing_app.export.document import (
    BlankLine,
    Block,
    Contents,
    Cover,
    Heading,
    Imprint,
    Index,
    PackDocument,
    PageBreak,
    Paragraph,
    Table,
    TextStyle,
    TitleBlock,
)
from briefing_app.export.typesetting.blocks import Blocks, anchors
from briefing_app.export.typesetting.contents import ContentsPages, Entry
from briefing_app.export.typesetting.cover import CoverPage
from briefing_app.export.typesetting.heads import imprint
from briefing_app.export.typesetting.indexes import index_boxes
from briefing_app.export.typesetting.page import Anchor, Area, Box, Composer, Mark, Page
from briefing_app.export.typesetting.profile import Profile
from briefing_app.export.typesetting.setting import Typesetter
from briefing_app.export.typesetting.structure import Element, Structure
from briefing_app.export.typesetting.table_heads import note_boxes
from briefing_app.export.typesetting.tables import TableFlow

ONE_PAGE = {PackKind.SPEAKER, PackKind.OPINION, PackKind.REMINDER}  # one page for each person or item, where it can be
SHEETS = {PackKind.OPINION, PackKind.REMINDER}  # forms of one sheet each: their pages are not counted
ROMAN_FROM = 3  # pages of contents that get roman numbers
FEW_LINES, LEAST_LINES = 3.4, 5.0  # a last page that holds less than the one is given as much as the other
UNDER_A_TABLE = {TextStyle.NOTE, TextStyle.LEGEND, TextStyle.SOURCE_LINE}

Placed = tuple[Block, Anchor | None]


@dataclass(slots=True)
class LaidOut:
    """A pack on pages, not yet drawn."""

    pages: list[Page] = field(default_factory=list)
    front: int = 0  # uncounted pages before the body
    outline: list[tuple[Anchor, int, float]] = field(default_factory=list)  # with the index of the page and the height
    structure: Element = field(default_factory=lambda: Element("Document"))


def lay_out(
    document: PackDocument, typesetter: Typesetter, profile: Profile, *, watch: Callable[[], None] | None = None
) -> LaidOut:
    """All pages of a pack with their true numbers. `watch` is called once a page and may raise to stop."""
    placed = list(zip(document.blocks, anchors(document.blocks), strict=True))
    start = _body_start(document.blocks)
    body, spoken = _body(document.kind, placed[start:], typesetter, profile, watch)
    for number, page in enumerate(body, 1):
        page.number = "" if page.unnumbered or _bears_no_number(document.kind, number) else str(number)
    entries = [Entry(anchor, page.number) for page in body for anchor, _ in page.anchors]
    before = _Section(typesetter, profile, watch)
    front = before.pages(placed[:start], entries)
    _number_long_contents(front)
    pages = front + body or [Page()]
    marks = ((anchor, index, y) for index, page in enumerate(pages) for anchor, y in page.anchors)
    outline = [mark for mark in marks if mark[0].bookmark]
    structure = Element("Document", children=before.structure.root.children + spoken)
    return LaidOut(pages, len(front), outline, structure)


def _bears_no_number(kind: PackKind, number: int) -> bool:
    return kind in SHEETS or (kind is PackKind.LETTER and number == 1)


def _body(
    kind: PackKind,
    placed: Sequence[Placed],
    typesetter: Typesetter,
    profile: Profile,
    watch: Callable[[], None] | None,
) -> tuple[list[Page], list[Element]]:
    """The counted pages, with what their texts are."""
    pages: list[Page] = []
    elements: list[Element] = []
    for sheet in _sheets(placed):
        section, found = _well_ended(kind, sheet, typesetter, profile, watch=watch, before=pages)
        pages += found
        elements += section.structure.root.children
    return pages, elements


def _well_ended(
    kind: PackKind,
    sheet: Sequence[Placed],
    typesetter: Typesetter,
    profile: Profile,
    *,
    watch: Callable[[], None] | None,
    before: Sequence[Page],
) -> tuple[_Section, list[Page]]:
    """The pages of a sheet. Forms and letters that run over are set closer where that saves a page.

    In everything else the standard's 22 lines stand: a last page with few of them is given some of the page before.
    """
    section = _Section(typesetter, profile, watch)
    found = section.pages(sheet, [], before=before)
    if len(found) < 2:
        return section, found
    attempts: list[tuple[Profile, Mapping[int, float]]] = []
    if kind in ONE_PAGE:
        attempts = [(profile.closer(), {})]
    elif _lines_on(found[-1], profile) <= FEW_LINES:
        lacking = ceil(LEAST_LINES - _lines_on(found[-1], profile)) * profile.pitch
        attempts = [(profile.denser(), {})] if kind.is_letter else [(profile, {len(found) - 2: lacking})]
    for paper, spare in attempts:
        other = _Section(typesetter, paper, watch, spare)
        pages = other.pages(sheet, [], before=before)
        filled = bool(spare) and len(pages) == len(found) and _lines_on(pages[-1], profile) > FEW_LINES
        if len(pages) < len(found) or filled:
            return other, pages
    return section, found


def _lines_on(page: Page, profile: Profile) -> float:
    """How far down an upright page is filled, in lines; a turned one counts as full."""
    if page.turned:
        return float(profile.rows)
    area = Area.of(profile, turned=False)
    feet = [text.y for text in page.texts] + [min(rule.y0, rule.y1) for rule in page.rules]
    return (area.sheet[1] - area.top - min(feet, default=0.0)) / profile.pitch


def _sheets(placed: Sequence[Placed]) -> Iterator[Sequence[Placed]]:
    """The blocks of each sheet: from a title on a new page, or an index, to before the next."""
    starts = [
        number
        for number, (block, _) in enumerate(placed)
        if number == 0 or isinstance(block, Index) or (isinstance(block, TitleBlock) and block.new_page)
    ]
    for start, end in zip(starts, [*starts[1:], len(placed)], strict=False):
        yield placed[start:end]


def _body_start(blocks: Sequence[Block]) -> int:
    """Where counted pages begin: after cover, contents and whatever stands before a page break that says so."""
    starts = [0]
    for number, block in enumerate(blocks):
        if isinstance(block, (Cover, Contents)) or (isinstance(block, PageBreak) and block.body):
            starts.append(number + 1)
    return max(starts)


def _number_long_contents(front: list[Page]) -> None:
    listed = [page for page in front if any(anchor.key == "contents" for anchor, _ in page.anchors)]
    if not listed:
        return
    pages = front[front.index(listed[0]) :]
    if len(pages) >= ROMAN_FROM:
        for number, page in enumerate(pages, 1):
            page.number = _roman(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        text += letters * (number // value)
        number %= value
    return text


class _Section:
    """Blocks in order onto pages; covers and contents have pages of their own."""

    def __init__(
        self,
        typesetter: Typesetter,
        profile: Profile,
        watch: Callable[[], None] | None,
        spare: Mapping[int, float] | None = None,
    ) -> None:
        self.typesetter, self.profile, self.watch, self.spare = typesetter, profile, watch, spare
        self.structure = Structure()
        self.blocks = Blocks(typesetter, profile, self.structure)

    def pages(self, placed: Sequence[Placed], entries: Sequence[Entry], *, before: Sequence[Page] = ()) -> list[Page]:
        """The pages of these blocks; an index among them names pages `before` them, too."""
        pages: list[Page] = []
        composer = Composer(self.profile, watch=self.watch, spare=self.spare)
        turned = _turned(placed)
        for number, (block, anchor) in enumerate(placed):
            if isinstance(block, Cover):
                pages += [*composer.finish(), self._cover(block, anchor)]
                composer = Composer(self.profile, watch=self.watch)
            elif isinstance(block, Contents):
                self._contents(composer, block, entries)
            elif isinstance(block, Index):
                composer.turn(turned=False)
                composer.end_page()
                composer.add(self._index(block, composer, [*before, *pages, *composer.pages], anchor))
            elif isinstance(block, Imprint):
                composer.turn(turned=False)
                composer.add_at_foot(imprint(block, self.typesetter, self.profile, self.structure))
            else:
                composer.turn(turned=turned[number])
                self._add(
                    composer, block, anchor, after_title=number > 0 and isinstance(placed[number - 1][0], TitleBlock)
                )
        return pages + composer.finish()

    def _cover(self, block: Cover, anchor: Anchor | None) -> Page:
        return CoverPage(block, self.typesetter, self.profile, self.structure, anchor).set()

    def _contents(self, composer: Composer, block: Contents, entries: Sequence[Entry]) -> None:
        composer.turn(turned=False)
        composer.end_page()
        contents = ContentsPages(block, self.typesetter, self.profile, composer.area.width, self.structure)
        composer.add(contents.boxes(entries, Anchor("contents", "目录", 0)))
        composer.end_page()

    def _index(self, block: Index, composer: Composer, pages: Sequence[Page], anchor: Anchor | None) -> list[Box]:
        places: dict[Mark, list[int]] = {}
        for number, page in enumerate(pages, 1):
            for mark in page.marks:
                places.setdefault(mark, []).append(number)
        return index_boxes(block, places, self.blocks, composer.area.width, anchor)

    def _add(self, composer: Composer, block: Block, anchor: Anchor | None, *, after_title: bool) -> None:
        if isinstance(block, PageBreak) or (isinstance(block, TitleBlock) and block.new_page):
            composer.end_page()
        if isinstance(block, Table):
            if block.headline and not after_title:
                composer.end_page()
            composer.add_splittable(TableFlow(block, self.typesetter, self.profile, self.structure, anchor))
            composer.add(note_boxes(block, self.typesetter, self.profile, self.structure))
            return
        if isinstance(block, BlankLine) and after_title:
            block = replace(block, lines=block.lines - 1)  # a title brings one of its own
        composer.add(self.blocks.boxes(block, composer.area.width, anchor=anchor))


def _turned(placed: Sequence[Placed]) -> list[bool]:
    """Which blocks stand on turned pages: turned tables, the titles over them, the notes under them."""
    turned = [isinstance(block, Table) and block.turned for block, _ in placed]
    for number in _indices(turned):
        before = number - 1
        while before >= 0 and isinstance(placed[before][0], (TitleBlock, Heading, BlankLine)) and not turned[before]:
            turned[before] = True
            before -= 1
        after = number + 1
        while after < len(placed) and _belongs_under(placed[after][0]) and not turned[after]:
            turned[after] = True
            after += 1
    return turned


def _indices(flags: Sequence[bool]) -> Iterator[int]:
    yield from [number for number, flag in enumerate(flags) if flag]


def _belongs_under(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.style in UNDER_A_TABLE
