"""This file cuts running text into sentences and clauses; what stands in quotation marks is not cut."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A final mark, with what closes behind it.
_CLAUSE_MARK = re.compile(r"[“（《”）》，：…]")
_END = re.compile(r"[。！？；][。！？”’）…]*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence or a ；-clause of a text: `[start, end)` without its final mark, which is `mark`."""

    start: int
    end: int
    mark: str

    def of(self, text: str) -> str:
        return text[self.start : self.end]


def stretches(text: str, start: int = 0, end: int | None = None) -> list[Stretch]:
    """The sentences and ；-clauses of `[start, end)`.

    A mark inside quotation marks ends nothing, unless the quotation ends with it and stands as its own sentence,
    or the quotation is so long that it is a speech rather than a phrase.
    """
    end = len(text) if end is None else end
    found: list[Stretch] = []
    quotes = _Quotations(text, start, end)
    at = start
    for match in _END.finditer(text, start, end):
        if match.start() >= at and not quotes.shields(match.start()):
            found.append(Stretch(at, match.start(), match[0][0]))
            at = match.end()
    if at < end:
        found.append(Stretch(at, end, ""))
    return [stretch for stretch in (_trimmed(text, item) for item in found) if stretch.start < stretch.end]


def _trimmed(text: str, stretch: Stretch) -> Stretch:
    start, end = stretch.start, stretch.end
    while start < end and (text[start].isspace() or text[start] in "，、"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Stretch(start, end, stretch.mark)


class _Quotations:
    """The quotations and brackets of a text whose inner marks do not end sentences: short ones."""

    LONGEST = 40

    def __init__(self, text: str, start: int, end: int) -> None:
        self._shields: list[tuple[int, int]] = []
        opened: list[int] = []
        for match in re.finditer(r"[“”（）]", text[start:end]):
            at = start + match.start()
            if match[0] in "“（":
                opened.append(at)
            elif opened:
                first = opened.pop()
                inner = text[first + 1 : at]
                if at - first <= self.LONGEST and not (match[0] == "”" and _is_sentence(inner)):
                    self._shields.append((first, at))
        self._shields.sort()
        self._next = 0

    def shields(self, index: int) -> bool:
        """Positions must be asked about in order."""
        while self._next < len(self._shields) and self._shields[self._next][1] < index:
            self._next += 1
        return self._next < len(self._shields) and self._shields[self._next][0] < index


def _is_sentence(inner: str) -> bool:
    return inner.endswith(("。", "！", "？")) and len(inner) >= 8


def clauses(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """The comma clauses of a stretch, as (start, end, mark after); commas in quotation marks and brackets do not cut."""
    found: list[tuple[int, int, str]] = []
    depth, at = 0, start
    for match in _CLAUSE_MARK.finditer(text, start, end):
        mark = match[0]
        if mark in "“（《":
            depth += 1
        elif mark in "”）》":
            depth = max(depth - 1, 0)
        elif depth == 0:
            if at < match.start():
                found.append((at, match.start(), mark))
            at = match.end()
    if at < end:
        found.append((at, end, text[end : end + 1]))
    return found
