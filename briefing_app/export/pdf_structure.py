"""This file writes the structure tree of a tagged PDF (ISO 32000-1, 14.7): what is a heading, a cell, a link."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportlab.pdfbase import pdfdoc

from briefing_app.export.pdf_objects import Raw
from briefing_app.export.typesetting.layout import LaidOut
from briefing_app.export.typesetting.page import Link
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

    def write(self, document: Any) -> None:
        """Add the tree and the links to a ReportLab document whose pages are all drawn."""
        _Tree(document, self).write()


class _Tree:
    """The objects of the tree: numbers are given first, then each is written with the numbers of the others."""

    def __init__(self, document: Any, tags: Tags) -> None:
        self.document, self.tags = document, tags
        self.pages = [_number(document, f"Page{place}") for place in range(1, len(tags.parents) + 1)]
        self.numbers: dict[int, int] = {}
        self.first: dict[int, int] = {}  # element -> index of its page
        self.annotations: list[tuple[int, Element]] = []  # object number, its link

    def write(self) -> None:
        root, tree, parents = self._object(), self.tags.laid_out.structure, self._object()
        elements = list(_walk(tree))
        objects = {}
        for element, _ in elements:
            objects[id(element)] = self._object()
            self.numbers[id(element)] = objects[id(element)][1]
        self._write_links()
        self._find_pages(elements)
        for element, parent in elements:
            above = self.numbers[id(parent)] if parent else root[1]
            objects[id(element)][0].content = self._element(element, above)
        kids = self.numbers[id(tree)]
        root[0].content = (
            f"<< /Type /StructTreeRoot /K [{kids} 0 R] /ParentTree {parents[1]} 0 R"
            f" /ParentTreeNextKey {len(self.pages) + len(self.annotations)} >>"
        ).encode("ascii")
        parents[0].content = self._parent_tree()
        self._mark_document(root[0])

    def _object(self) -> tuple[Raw, int]:
        raw = Raw()
        reference = self.document.Reference(raw)
        return raw, _number(self.document, reference.name)

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
            if found:
                sheet = self.document.Pages.pages[index]
                sheet.Annots = Raw(f"[{' '.join(f'{number} 0 R' for number in found)}]".encode("ascii"))

    def _link(self, index: int, link: Link, place: tuple[int, float, bool], title: str) -> int:
        raw, number = self._object()
        target, y, turned = place
        to = "/Fit" if turned else f"/XYZ 0 {y + 12:.1f} 0"
        key = len(self.pages) + len(self.annotations)
        box = f"{link.x0:.2f} {min(link.y0, link.y1):.2f} {link.x1:.2f} {max(link.y0, link.y1):.2f}"
        words = (b"\xfe\xff" + f"{LINK_WORDS}：{title}".encode("utf-16-be")).hex().upper()
        raw.content = (
            f"<< /Type /Annot /Subtype /Link /Rect [{box}] /Border [0 0 0] /F 4 /StructParent {key}"
            f" /Contents <{words}> /Dest [{self.pages[target]} 0 R {to}] >>"
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

    def _mark_document(self, root: Raw) -> None:
        catalog = self.document.Catalog
        catalog.StructTreeRoot = root
        catalog.MarkInfo = Raw(b"<< /Marked true >>")
        for index, page in enumerate(self.document.Pages.pages):
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents = index
            page.Tabs = pdfdoc.PDFName("S")


def _walk(element: Element, parent: Element | None = None) -> Iterator[tuple[Element, Element | None]]:
    yield element, parent
    for child in element.children:
        yield from _walk(child, element)


def _number(document: Any, name: str) -> int:
    number: int = document.idToObjectNumberAndVersion[name][0]
    return number


def _attributes(element: Element) -> str:
    table = f" /Scope /{element.scope}" if element.scope else ""
    table += f" /ColSpan {element.columns}" if element.columns > 1 else ""
    table += f" /RowSpan {element.rows}" if element.rows > 1 else ""
    return f" /A << /O /Table{table} >>" if table else ""
