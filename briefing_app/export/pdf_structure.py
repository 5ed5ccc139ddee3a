"""This file writes the structure tree of a tagged PDF (ISO 32000-1, 14.7): what is a heading, a cell, a link."""

from __future__ import annotations

from collections.abc import Iterator

from briefing_app.export.pdf_objects import text_string
from briefing_app.export.pdf_sheets import Sheets
from briefing_app.export.typesetting.layout import LaidOut
from briefing_app.export.typesetting.page import ABOVE_ANCHOR, Link
from briefing_app.export.typesetting.structure import Element

LINK_WORDS = "转到"  # what a reader hears of a link


class Tags:
    """Numbers the marked content of each page while it is drawn, and writes the tree afterwards."""

    def __init__(self, laid_out: LaidOut) -> None:
        self.laid_out = laid_out
        self.parents: list[list[Element]] = [[] for _ in laid_out.pages]

    def mark(self, element: Element, page: int) -> int:
        """The number of a new piece of marked content."""
        parents = self.parents[page]
        parents.append(element)
        element.marks.append((page, len(parents) - 1))
        return len(parents) - 1

    def write(self, sheets: Sheets) -> None:
        """Add the tree and the links to a file whose pages are all drawn."""
        _Tree(sheets, self).write()


class _Tree:
    """The objects of the tree: numbers are given first, then each is written with the numbers of the others."""

    def __init__(self, sheets: Sheets, tags: Tags) -> None:
        self.sheets, self.tags = sheets, tags
        self.pages = [sheet.number for sheet in sheets.sheets]
        self.numbers: dict[int, int] = {}
        self.first: dict[int, int] = {}  # element -> index of its page
        self.annotations: list[tuple[int, Element]] = []  # object number, its link

    def write(self) -> None:
        add, tree = self.sheets.objects.add, self.tags.laid_out.structure
        (root, root_number), (parents, parents_number) = add(), add()
        elements = list(_walk(tree))
        raws = []
        for element, _ in elements:
            raw, self.numbers[id(element)] = add()
            raws.append(raw)
        self._write_links()
        self._find_pages(elements)
        for raw, (element, parent) in zip(raws, elements, strict=True):
            raw.content = self._element(element, self.numbers[id(parent)] if parent else root_number)
        root.content = (
            f"<< /Type /StructTreeRoot /K [{self.numbers[id(tree)]} 0 R] /ParentTree {parents_number} 0 R"
            f" /ParentTreeNextKey {len(self.pages) + len(self.annotations)} >>"
        ).encode("ascii")
        parents.content = self._parent_tree()
        self.sheets.structure = root_number

    def _find_pages(self, elements: list[tuple[Element, Element | None]]) -> None:
        """The page of an element is that of its first marked content, or of the first below it."""
        for element, parent in reversed(elements):
            if element.marks:
                self.first[id(element)] = min(page for page, _ in element.marks)
            if parent and id(element) in self.first:
                self.first[id(parent)] = self.first[id(element)]

    def _element(self, element: Element, parent: int) -> bytes:
        own = self.first.get(id(element))
        kids = [f"{self.numbers[id(child)]} 0 R" for child in element.children]
        for page, mark in element.marks:
            apart = f"<</Type /MCR /Pg {self.pages[page]} 0 R /MCID {mark}>>"
            kids.append(str(mark) if page == own else apart)
        for page, number in element.annotations:
            kids.append(f"<</Type /OBJR /Obj {number} 0 R /Pg {self.pages[page]} 0 R>>")
        where = f" /Pg {self.pages[own]} 0 R" if own is not None else ""
        text = f"<< /Type /StructElem /S /{element.kind} /P {parent} 0 R{where}{_attributes(element)} /K [{' '.join(kids)}] >>"
        return text.encode("ascii")

    def _write_links(self) -> None:
        """Links to anchors, each with its place in the tree and words for those who hear it."""
        places = {
            anchor.key: (index, y, page.turned)
            for index, page in enumerate(self.tags.laid_out.pages)
            for anchor, y in page.anchors
        }
        titles = {anchor.key: anchor.title for page in self.tags.laid_out.pages for anchor, _ in page.anchors}
        for index, page in enumerate(self.tags.laid_out.pages):
            found = [
                self._link(index, link, places[link.key], titles[link.key]) for link in page.links if link.key in places
            ]
            self.sheets.sheets[index].links += found

    def _link(self, index: int, link: Link, place: tuple[int, float, bool], title: str) -> int:
        raw, number = self.sheets.objects.add()
        target, y, turned = place
        to = "/Fit" if turned else f"/XYZ 0 {y + ABOVE_ANCHOR:.1f} 0"
        key = len(self.pages) + len(self.annotations)
        box = f"{link.x0:.2f} {min(link.y0, link.y1):.2f} {link.x1:.2f} {max(link.y0, link.y1):.2f}"
        raw.content = (
            f"<< /Type /Annot /Subtype /Link /Rect [{box}] /Border [0 0 0] /F 4 /StructParent {key}"
            f" /Contents {text_string(f'{LINK_WORDS}：{title}')} /Dest [{self.pages[target]} 0 R {to}] >>"
        ).encode("ascii")
        if link.element is not None:
            link.element.annotations.append((index, number))
            self.annotations.append((number, link.element))
        return number

    def _parent_tree(self) -> bytes:
        entries = [
            f"{index} [{' '.join(f'{self.numbers[id(element)]} 0 R' for element in elements)}]"
            for index, elements in enumerate(self.tags.parents)
        ]
        first = len(self.pages)
        entries += [
            f"{first + place} {self.numbers[id(element)]} 0 R" for place, (_, element) in enumerate(self.annotations)
        ]
        return f"<< /Nums [{' '.join(entries)}] >>".encode("ascii")


def _walk(root: Element) -> Iterator[tuple[Element, Element | None]]:
    """Every element with the one above it, in reading order."""
    waiting: list[tuple[Element, Element | None]] = [(root, None)]
    while waiting:
        element, parent = waiting.pop()
        yield element, parent
        waiting += [(child, element) for child in reversed(element.children)]


def _attributes(element: Element) -> str:
    table = f" /Scope /{element.scope}" if element.scope else ""
    table += f" /ColSpan {element.columns}" if element.columns > 1 else ""
    table += f" /RowSpan {element.rows}" if element.rows > 1 else ""
    return f" /A << /O /Table{table} >>" if table else ""
