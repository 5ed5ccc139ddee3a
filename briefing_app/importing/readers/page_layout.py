"""This file puts the pieces of a printed page (words with their places) into reading order, and into paragraphs.

Coordinates count from the page's top left corner; a size is the height of the type. Shared by PDF and by recognised
images.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_GUTTER = 0.7  # ems of white between columns in most of their rows
_NARROWEST = 0.2  # ems that hanging signs may leave of it
_FEWEST_ROWS = 4  # columns hold running text: some rows of some length on either side
_SHORTEST = 6  # characters
_TAB = 3.0  # ems of white inside a line that stand for a tab
_INDENT = (1.4, 4.6)  # ems
_AT_MARGIN = 0.7  # ems
_FULL = 1.6  # ems that may be missing at the end of a full line
_FLUSH = 0.4  # ems that may be missing where type is justified, and two signs may hang
_JUSTIFIED = 0.5  # the part of a block's lines that end flush when it is
_CENTRED = 0.12  # the part of a column's width that is white on either side of a centred line
_WIDE_STEP = 1.45  # times the usual distance of lines: something else begins
_SAME_SIZE = 0.12
_LATIN = re.compile(r"[A-Za-z0-9,.;:%)]")
_SPAN = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words in a row, and the box they stand in."""

    left: float
    top: float
    right: float
    bottom: float
    size: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line of one column."""

    left: float
    top: float
    right: float
    bottom: float
    size: float
    text: str


def lines_in_order(pieces: Sequence[Piece]) -> list[list[Line]]:
    """The page's lines, block by block: a block is a column, or what stands above or below columns."""
    if not pieces:
        return []
    rows = _rows(pieces)
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    em = median(piece.size for piece in pieces)
    blocks: list[list[Line]] = []
    single: list[Line] = []
    at = 0
    while at < len(rows):
        end, gutters = _columns(rows[at:], (left, right), em)
        if not gutters:
            single.append(_line(rows[at]))
            at += 1
            continue
        if single:
            blocks.append(single)
            single = []
        for column in _split([piece for row in rows[at : at + end] for piece in row], gutters):
            blocks.extend(lines_in_order(column))
        at += end
    return [*blocks, single] if single else blocks


def paragraphs(block: Sequence[Line]) -> list[str]:
    """The block's text with full lines joined: a line break stays where the print means one, an indent is two blanks,
    an empty text a wide gap.
    """
    left, right = _margin([line.left for line in block]), -_margin([-line.right for line in block])
    full = _FULL if _is_ragged(block, right) else 2 * _FLUSH
    steps = [below.top - above.top for above, below in pairwise(block)]
    usual = median(steps) if steps else 0.0
    texts: list[str] = []
    above: Line | None = None
    for line in block:
        if above is not None and _goes_on(above, line, left, right - full * above.size, usual):
            texts[-1] = _joined(texts[-1], line.text)
        else:
            if above is not None and line.top - above.top > max(usual, above.size) * _WIDE_STEP:
                texts.append("")
            texts.append(("　　" if _is_indented(line, left, right) else "") + line.text)
        above = line
    return texts


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that stand side by side, from top to bottom, each row from left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.top + piece.bottom, piece.left)):
        if rows and _beside(rows[-1][0], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _beside(one: Piece, other: Piece) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > 0.5 * min(one.bottom - one.top, other.bottom - other.top)


def _columns(rows: Sequence[list[Piece]], width: _SPAN, em: float) -> tuple[int, list[_SPAN]]:
    """How many rows from the first share white gutters, and these; none when they are not columns of running text."""
    gap = _NARROWEST * em
    free, end = _white(rows[0], width, gap), 1
    best: tuple[int, list[_SPAN]] = (0, [])
    for row in rows[1:]:
        both = [
            (max(a, c), min(b, d)) for a, b in free for c, d in _white(row, width, gap) if min(b, d) - max(a, c) >= gap
        ]
        if not both:
            break
        free, end = both, end + 1
        gutters = [gutter for gutter in free if _parts_columns(gutter, rows[:end], em)]
        if gutters:
            best = (end, gutters)
    return best


def _white(row: Sequence[Piece], width: _SPAN, gap: float) -> list[_SPAN]:
    """The stretches of a row where nothing is printed."""
    white, printed = [], width[0] - gap
    for piece in row:
        white.append((printed, piece.left))
        printed = max(printed, piece.right)
    return [(a, b) for a, b in [*white, (printed, width[1] + gap)] if b - a >= gap]


def _parts_columns(gutter: _SPAN, rows: Sequence[Sequence[Piece]], em: float) -> bool:
    """Whether running text stands on either side of a gutter, and white enough between."""
    before = [[piece for piece in row if piece.right <= gutter[0] + 0.01] for row in rows]
    after = [[piece for piece in row if piece.left >= gutter[1] - 0.01] for row in rows]
    for side in (before, after):
        texts = [len(piece.text) for row in side for piece in row]
        if len(texts) < _FEWEST_ROWS or median(texts) < _SHORTEST:
            return False
    white = [
        min(piece.left for piece in right) - max(piece.right for piece in left)
        for left, right in zip(before, after, strict=True)
        if left and right
    ]
    return not white or median(white) >= _GUTTER * em


def _split(pieces: Sequence[Piece], gutters: Sequence[_SPAN]) -> list[list[Piece]]:
    bounds = sorted((a + b) / 2 for a, b in gutters)
    columns: list[list[Piece]] = [[] for _ in range(len(bounds) + 1)]
    for piece in pieces:
        columns[sum(bound < (piece.left + piece.right) / 2 for bound in bounds)].append(piece)
    return [column for column in columns if column]


def _line(row: Sequence[Piece]) -> Line:
    text = row[0].text
    for before, piece in pairwise(row):
        white = (piece.left - before.right) / max(piece.size, 0.1)
        text = text.rstrip() + ("\t" if white > _TAB else "　" if white > 0.5 else "") + piece.text
    return Line(
        row[0].left,
        min(piece.top for piece in row),
        max(piece.right for piece in row),
        max(piece.bottom for piece in row),
        median(piece.size for piece in row),
        text,
    )


def _margin(edges: Iterable[float]) -> float:
    """The outermost edge that is no outlier: where one line in eight stands, and two at least."""
    ordered = sorted(edges)
    return ordered[min(len(ordered) - 1, max(1, len(ordered) // 8))] if len(ordered) > 2 else ordered[0]


def _is_ragged(block: Sequence[Line], right: float) -> bool:
    flush = sum(line.right >= right - _FLUSH * line.size for line in block)
    return flush < _JUSTIFIED * len(block)


def _goes_on(above: Line, line: Line, left: float, right: float, usual: float) -> bool:
    """Whether a line continues the one above: that one is full, and this one starts at the margin."""
    em = max(above.size, 0.1)
    return (
        above.right >= right
        and abs(line.left - left) <= _AT_MARGIN * em
        and abs(line.size - above.size) <= _SAME_SIZE * em
        and line.top - above.top <= max(usual, above.size) * _WIDE_STEP
        and "\t" not in above.text
    )


def _is_indented(line: Line, left: float, right: float) -> bool:
    """Whether a paragraph starts here; a line with as much white on its right is centred."""
    em = max(line.size, 0.1)
    white, after = (line.left - left) / em, (right - line.right) / em
    return _INDENT[0] <= white <= _INDENT[1] and not (abs(white - after) < 1 and after * em > _CENTRED * (right - left))


def _joined(text: str, more: str) -> str:
    blank = " " if _LATIN.match(text[-1:]) and _LATIN.match(more[:1]) and not text[-1:].isdigit() else ""
    return text + blank + more
