"""This file finds what is printed on every page of a book: running heads, page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from briefing_app.domain.text import bare
from briefing_app.importing.readers.page_layout import Piece

_ZONE = 0.13  # the part of a page's height in which heads and feet stand
_NUMBER = re.compile(
    r"[—–\-－─·•.~～\s]*(第?\s*[0-9０-９〇一二三四五六七八九十]{1,4}\s*页?)[—–\-－─·•.~～\s]*"
    r"([/／,，、]?\s*共?\s*[0-9０-９]{1,4}\s*页?)?[—–\-－─\s]*"
)
_DIGITS = re.compile(r"[0-9０-９]+")
_LONGEST = 60
_FEWEST = 2
_SHARE = 0.25
_LEVEL = 0.5  # ems between the tops of what stands in one row


Page = tuple[float, Sequence[Piece]]  # the page's height, and what is printed on it
Row = tuple[Piece, ...]


def furniture(pages: Sequence[Page]) -> list[frozenset[Piece]]:
    """For each page the pieces that are page numbers, or repeat in the heads and feet of other pages."""
    rows = [_rows_in_the_margins(page) for page in pages]
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for number, found in enumerate(rows):
        for row in found:
            seen[_key(row)].add(number)
    needed = max(_FEWEST, _SHARE * len(pages)) if len(pages) > 2 else _FEWEST
    return [
        frozenset(
            piece
            for row in found
            if _is_a_number(row, page) or (len(_words(row)) <= _LONGEST and len(seen[_key(row)]) >= needed)
            for piece in row
        )
        for page, found in zip(pages, rows, strict=True)
    ]


def _rows_in_the_margins(page: Page) -> list[Row]:
    height, pieces = page
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.top, piece.left)):
        if _ZONE * height <= piece.bottom and piece.top <= (1 - _ZONE) * height:
            continue
        if rows and piece.top - rows[-1][0].top < _LEVEL * piece.size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [tuple(sorted(row, key=lambda piece: piece.left)) for row in rows]


def _is_a_number(row: Row, page: Page) -> bool:
    """A page number stands alone: nothing else is printed beside it, and nothing beyond it but other numbers."""
    if not _NUMBER.fullmatch(_words(row)):
        return False
    height, pieces = page
    in_foot = row[0].top > height / 2
    return all(
        other in row or (other.bottom < row[0].bottom if in_foot else other.top > row[0].top)
        for other in pieces
        if not _NUMBER.fullmatch(other.text)
    )


def _words(row: Row) -> str:
    return "".join(piece.text for piece in row)


def _key(row: Row) -> tuple[str, int]:
    """What a head says without its numbers, and its place to the nearest few points."""
    return _DIGITS.sub("#", bare(_words(row))), round(row[0].top / 6)
