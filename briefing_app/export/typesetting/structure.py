"""This file says what each piece of text is (heading, paragraph, table cell …), for readers that do not look at pages."""

from __future__ import annotations

from dataclasses import dataclass, field

DEEPEST_HEADING = 6


@dataclass(eq=False, slots=True)
class Element:
    """A structure element of a tagged PDF (ISO 32000-1, 14.8); drawing fills `marks` and `annotations`."""

    kind: str
    scope: str = ""  # of a TH: Column or Row
    columns: int = 1  # that a cell spans
    rows: int = 1
    children: list[Element] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)  # index of the page, number of the marked content
    annotations: list[tuple[int, int]] = field(default_factory=list)  # index of the page, key of the link

    def add(self, kind: str, *, scope: str = "", columns: int = 1, rows: int = 1) -> Element:
        """A new last child."""
        child = Element(kind, scope, columns, rows)
        self.children.append(child)
        return child


class Structure:
    """The elements of a run of blocks in reading order."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self._level = 0

    def paragraph(self) -> Element:
        return self.root.add("P")

    def heading(self, level: int) -> Element:
        """A heading, never more than one level under the one before (PDF/UA-1, 7.4)."""
        self._level = min(level, self._level + 1, DEEPEST_HEADING)
        return self.root.add(f"H{self._level}")

    def table(self) -> Element:
        return self.root.add("Table")
