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


Page = tuple[float, Sequence[Piece]]  # the page's height, and what is printed on it


def furniture(pages: Sequence[Page]) -> list[frozenset[Piece]]:
    """For each page the pieces that are page numbers, or repeat in the heads and feet of other pages."""
    heads: dict[tuple[str, int], set[int]] = defaultdict(set)
    for number, page in enumerate(pages):
        for piece in _in_the_margins(page):
            heads[_key(piece)].add(number)
    needed = max(_FEWEST, _SHARE * len(pages)) if len(pages) > 2 else _FEWEST
    return [
        frozenset(
            piece for piece in _in_the_margins(page) if _is_a_number(piece, page) or len(heads[_key(piece)]) >= needed
        )
        for page in pages
    ]


def _in_the_margins(page: Page) -> list[Piece]:
    height, pieces = page
    return [
        piece
        for piece in pieces
        if len(piece.text) <= _LONGEST and (piece.bottom < _ZONE * height or piece.top > (1 - _ZONE) * height)
    ]


def _is_a_number(piece: Piece, page: Page) -> bool:
    """A page number stands alone: nothing else is printed beside it, and nothing beyond it but other furniture."""
    if not _NUMBER.fullmatch(piece.text):
        return False
    height, pieces = page
    in_foot = piece.top > height / 2
    return all(
        other is piece or (other.bottom < piece.bottom if in_foot else other.top > piece.top)
        for other in pieces
        if not _NUMBER.fullmatch(other.text)
    )


def _key(piece: Piece) -> tuple[str, int]:
    """What a head says without its numbers, and its place to the nearest few points."""
    return _DIGITS.sub("#", bare(piece.text)), round(piece.top / 6)
