"""This file finds the words that two recommendations share, so that a person sees why they are called similar."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from briefing_app.analysis.vocabulary import Lexicon, WordKind
from briefing_app.domain.text import Span, Spans

SHORTEST = 2  # characters
_RUN = re.compile(r"[A-Za-z0-9.+#-]*[A-Za-z0-9+#]|[^\W_A-Za-z0-9]+")

Units = tuple[str, ...]  # known words, Latin words and single characters


def shared_words(one: str, other: str, lexicon: Lexicon) -> tuple[str, ...]:
    """What both texts say, the longest first: at least two characters, and not only phrases of all official prose."""
    others = list(_pieces(other, lexicon))
    found = {word: None for piece in _pieces(one, lexicon) for word in _common(piece, others)}
    kept: list[str] = []
    for word in sorted(found, key=len, reverse=True):
        if not any(word in longer for longer in kept) and not _is_empty_phrase(word, lexicon):
            kept.append(word)
    return tuple(kept)


def places(words: Iterable[str], text: str) -> Spans:
    """Where the words stand in a text, joined where they meet, in order."""
    marked = sorted(
        (match.start(), match.end()) for word in words for match in re.finditer(re.escape(word), text, re.IGNORECASE)
    )
    joined: list[tuple[int, int]] = []
    for start, end in marked:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(Span(start, end) for start, end in joined)


def _pieces(text: str, lexicon: Lexicon) -> Iterator[Units]:
    """What stands between the words that are never part of a subject (建议, 的, 进一步)."""
    for match in _RUN.finditer(text):
        run, position, piece = match.group(), 0, []
        if run[0].isascii():
            yield (run,)
            continue
        while position < len(run):
            word, kind = lexicon.word_at(run, position) or (run[position], None)
            position += len(word)
            if kind is not WordKind.CUT:
                piece.append(word)
            else:
                yield tuple(piece)
                piece = []
        yield tuple(piece)


def _common(piece: Units, others: Sequence[Units]) -> Iterator[str]:
    """The longest part from each place of a piece that some other piece holds too."""
    start = 0
    while start < len(piece):
        length = max((_same_from(piece, start, other) for other in others), default=0)
        word = "".join(piece[start : start + length])
        if len(word) >= SHORTEST:
            yield word
        start += max(length, 1)


def _same_from(piece: Units, start: int, other: Units) -> int:
    """How many units from `start` on stand in `other` too, one after the other."""
    best = 0
    for place in range(len(other)):
        length = 0
        while (
            start + length < len(piece)
            and place + length < len(other)
            and piece[start + length].casefold() == other[place + length].casefold()
        ):
            length += 1
        best = max(best, length)
    return best


def _is_empty_phrase(word: str, lexicon: Lexicon) -> bool:
    """True when every word of it stands in all official prose."""
    position = 0
    while position < len(word):
        known = lexicon.word_at(word, position)
        if known is None or known[1] is WordKind.SUBJECT:
            return False
        position += len(known[0])
    return True
