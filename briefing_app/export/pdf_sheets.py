"""This file puts pages, bookmarks and what a file says about itself together: the frame of a PDF round its contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from briefing_app.export.pdf_archive import Facts, colour_profile, information, metadata, output_intent
from briefing_app.export.pdf_objects import Objects, Raw, stream, text_string

LANGUAGE = "zh-CN"


@dataclass(slots=True)
class Sheet:
    """A page on its way into the file."""

    raw: Raw
    number: int
    contents: int
    turned: bool
    links: list[int] = field(default_factory=list)  # numbers of its annotations


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline; `depth` is never more than one below the entry before."""

    title: str
    depth: int
    page: int  # index of the sheet
    top: float | None  # None: the whole page is shown
    closed: bool


class Sheets:
    """Takes pages whose operators are written by us, and what leads through them."""

    def __init__(self, size: tuple[float, float], *, packed: bool = True) -> None:
        self.objects = Objects()
        self.fonts: dict[str, int] = {}  # name in page contents -> number of the font
        self.structure: int | None = None  # number of the root of the structure tree
        self.labels = ""  # names of the pages, as the entries of a number tree
        self.sheets: list[Sheet] = []
        self._size, self._packed = size, packed
        self._tree, self._tree_number = self.objects.add()
        self._resources, self._resources_number = self.objects.add()

    def add(self, operators: Sequence[str], *, turned: bool) -> None:
        """Add a page; a turned one lies on its side for its reader, its head at the left edge of the upright sheet."""
        contents = stream("\n".join(operators).encode("ascii"), compress=self._packed)
        self.objects.sign(contents.content)
        raw, number = self.objects.add()
        self.sheets.append(Sheet(raw, number, self.objects.number(contents), turned))

    def write(self, target: BinaryIO, facts: Facts, bookmarks: Sequence[Bookmark]) -> None:
        """Write the whole file."""
        for place, sheet in enumerate(self.sheets):
            sheet.raw.content = self._page(sheet, place)
        kids = " ".join(f"{sheet.number} 0 R" for sheet in self.sheets)
        self._tree.content = f"<< /Type /Pages /Count {len(self.sheets)} /Kids [{kids}] >>".encode("ascii")
        named = " ".join(f"/{name} {number} 0 R" for name, number in self.fonts.items())
        self._resources.content = f"<< /Font << {named} >> /ProcSet [/PDF /Text] >>".encode("ascii")
        self.objects.write(target, catalog=self._catalog(facts, bookmarks), information=information(facts))

    def _page(self, sheet: Sheet, place: int) -> bytes:
        width, height = self._size
        links = f" /Annots [{' '.join(f'{number} 0 R' for number in sheet.links)}]" if sheet.links else ""
        turn = " /Rotate 90" if sheet.turned else ""
        return (
            f"<< /Type /Page /Parent {self._tree_number} 0 R /MediaBox [0 0 {width:.4f} {height:.4f}]{turn}"
            f" /Resources {self._resources_number} 0 R /Contents {sheet.contents} 0 R"
            f" /StructParents {place} /Tabs /S{links} >>"
        ).encode("ascii")

    def _catalog(self, facts: Facts, bookmarks: Sequence[Bookmark]) -> str:
        words = metadata(facts).encode("utf-8")
        described = self.objects.number(stream(words, compress=False, Type="/Metadata", Subtype="/XML"))
        colours = self.objects.number(stream(colour_profile(), N=3))
        outline = f" /Outlines {_outline(self.objects, self.sheets, bookmarks)} 0 R" if bookmarks else ""
        tagged = f" /MarkInfo << /Marked true >> /StructTreeRoot {self.structure} 0 R" if self.structure else ""
        return (
            f"<< /Type /Catalog /Pages {self._tree_number} 0 R /Lang ({LANGUAGE}) /PageMode /UseOutlines"
            f" /ViewerPreferences << /DisplayDocTitle true >> /PageLabels << /Nums [{self.labels}] >>"
            f" /Metadata {described} 0 R /OutputIntents [{output_intent(colours)}]{outline}{tagged} >>"
        )


def _outline(objects: Objects, sheets: Sequence[Sheet], bookmarks: Sequence[Bookmark]) -> int:
    """The number of the outline's root; each entry names its neighbours, its parent and its children."""
    root, root_number = objects.add()
    entries = [objects.add() for _ in bookmarks]
    parents = _parents(bookmarks)
    children: dict[int, list[int]] = {}
    for place, parent in enumerate(parents):
        children.setdefault(parent, []).append(place)
    neighbours = {}
    for siblings in children.values():
        for before, place, after in zip([-1, *siblings], siblings, [*siblings[1:], -1], strict=False):
            neighbours[place] = before, after
    shown = _shown(bookmarks, parents)
    for place, (bookmark, (raw, _)) in enumerate(zip(bookmarks, entries, strict=True)):
        above = root_number if parents[place] < 0 else entries[parents[place]][1]
        links = [f"/Parent {above} 0 R"]
        links += [
            f"/{name} {entries[at][1]} 0 R"
            for name, at in zip(("Prev", "Next"), neighbours[place], strict=True)
            if at >= 0
        ]
        if own := children.get(place):
            count = -len(own) if bookmark.closed else shown[place]
            links.append(f"/First {entries[own[0]][1]} 0 R /Last {entries[own[-1]][1]} 0 R /Count {count}")
        to = "/Fit" if bookmark.top is None else f"/XYZ 0 {bookmark.top:.2f} 0"
        links.append(f"/Dest [{sheets[bookmark.page].number} 0 R {to}]")
        raw.content = f"<< /Title {text_string(bookmark.title)} {' '.join(links)} >>".encode("ascii")
    top = children[-1]
    root.content = (
        f"<< /Type /Outlines /First {entries[top[0]][1]} 0 R /Last {entries[top[-1]][1]} 0 R /Count {shown[-1]} >>"
    ).encode("ascii")
    return root_number


def _parents(bookmarks: Sequence[Bookmark]) -> list[int]:
    """For each entry the one that it stands under, -1 for the root."""
    found: list[int] = []
    path: list[int] = []
    for place, bookmark in enumerate(bookmarks):
        del path[bookmark.depth :]
        found.append(path[-1] if path else -1)
        path.append(place)
    return found


def _shown(bookmarks: Sequence[Bookmark], parents: Sequence[int]) -> dict[int, int]:
    """How many entries are to be seen under each, and under the root (-1), when the file is opened."""
    shown = dict.fromkeys(range(-1, len(bookmarks)), 0)
    for place in reversed(range(len(bookmarks))):
        shown[parents[place]] += 1 + (0 if bookmarks[place].closed else shown[place])
    return shown
