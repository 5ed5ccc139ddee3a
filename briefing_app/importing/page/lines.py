"""This file cuts a source into lines: solid extent, indent, blank lines before, and marks set aside."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing_app.domain.text import Span, Spans
from briefing_app.importing.page.passages import Passage, passage

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_SOLID = re.compile(r"[^\s\ufeff\u200b](?:.*[^\s\ufeff\u200b])?", re.DOTALL)
_MARKDOWN_LINE = re.compile(r"^(?:#{1,6}\s|>\s|[-*+]\s+\*\*|\*\*[^*\n]+\*\*|\|.*\|$|!\[)", re.MULTILINE)
_LEADING_MARK = re.compile(r"(?:#{1,6}\s+|>\s*)+")
_HAN_OR_MARK = r"[\u3400-\u9fff，。、；：！？“”《》（）]"
_STRAY_BLANK = re.compile(rf"(?<={_HAN_OR_MARK}) (?={_HAN_OR_MARK})")
_LEAST_SPRINKLED, _LEAST_BLANKS = 60, 4  # characters of a line, blanks in it
_INLINE_MARK = re.compile(r"\*\*|__|~~|`")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank; `marks` are pieces of markup that are no part of its words."""

    words: Passage
    indent: int
    gap: int  # blank lines before it
    marks: Spans = ()
    width: float = 0.0  # length in Chinese characters: half-width characters count half
    length: int = 0  # in characters, of the whole line as it is set, even where `words` are only its rest

    @property
    def text(self) -> str:
        return self.words.folded


def cut(source: str) -> list[Line]:
    """The lines of the source that hold anything; together with their marks they cover every solid character."""
    marked = bool(_MARKDOWN_LINE.search(source))
    lines: list[Line] = []
    last_end = 0
    for match in _LINE.finditer(source):
        solid = _SOLID.search(match[0])
        if solid is None:
            continue
        start, end = match.start() + solid.start(), match.start() + solid.end()
        gap = max(source.count("\n", last_end, start) - 1, 0) if lines else 0
        last_end = end
        marks = _marks(source, start, end) if marked else ()
        words = passage(source, _without(Span(start, end), marks or _stray_blanks(source, start, end)))
        lines.append(Line(words, solid.start(), gap, marks, _width(words.text), len(words.text)))
    return lines


def _stray_blanks(source: str, start: int, end: int) -> Spans:
    """Blanks that a machine has sprinkled over a line of running text: a few there are, between Chinese characters."""
    if end - start < _LEAST_SPRINKLED or source.count(" ", start, end) < _LEAST_BLANKS:
        return ()
    found = [Span(*match.span()) for match in _STRAY_BLANK.finditer(source, start, end)]
    return tuple(found) if len(found) >= _LEAST_BLANKS and "。" in source[start:end] else ()


def _width(text: str) -> float:
    return len(text) - len(text.encode("ascii", "ignore")) / 2


def _marks(source: str, start: int, end: int) -> Spans:
    """Markup in a line of a Markdown text."""
    found: list[Span] = []
    leading = _LEADING_MARK.match(source, start, end)
    if leading:
        found.append(Span(leading.start(), leading.end()))
        start = leading.end()
    found.extend(Span(*match.span()) for match in _INLINE_MARK.finditer(source, start, end))
    return tuple(found)


def _without(whole: Span, holes: Spans) -> list[Span]:
    pieces, at = [], whole.start
    for hole in holes:
        pieces.append(Span(at, hole.start))
        at = hole.end
    return [*pieces, Span(at, whole.end)]
