"""This file carries spans from one wording of a text to another: words that stay keep their span, others are flagged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from briefing_app.domain.text import Span

# Long texts are compared sentence by sentence first: characters alone would take far too long.
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]?")
_LONG = 400  # characters


@dataclass(frozen=True, slots=True)
class Carried:
    """Where a span is in the new wording: `intact` with the same words, else with what came in their place.

    None: its words are gone and nothing came in their place.
    """

    span: Span | None
    intact: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of the old wording and what it became; `kept` when the characters are the same, one by one."""

    old: Span
    new: Span
    kept: bool


def carry(spans: Iterable[Span], old: str, new: str) -> list[Carried]:
    """Find spans of the old wording in the new one, each in its place."""
    if old == new:
        return [Carried(span, intact=True) for span in spans]
    pieces = list(_pieces(old, new))
    return [_carry_one(span, pieces, old, new) for span in spans]


def differences(old: str, new: str) -> list[tuple[Span, Span]]:
    """Where two wordings differ: the span in the old one, and the span that came in its place."""
    return [(piece.old, piece.new) for piece in _pieces(old, new) if not piece.kept] if old != new else []


def _carry_one(span: Span, pieces: Sequence[_Piece], old: str, new: str) -> Carried:
    words = span.of(old)
    start = _first(span.start, pieces)
    end = _last(span.end, pieces) if len(span) else start
    if start < end and new[start:end] == words:
        return Carried(Span(start, end), intact=True)
    beside = _beside(words, start, max(start, end), new)
    if beside is not None:
        return Carried(beside, intact=True)
    return Carried(Span(start, end) if start < end else None, intact=not words)


def _beside(words: str, start: int, end: int, new: str) -> Span | None:
    """The same words right beside: a repeated character can be matched with its neighbour."""
    if not words:
        return None
    low, high = max(0, start - len(words)), min(len(new), end + len(words))
    found, at = [], new.find(words, low, high)
    while at >= 0:
        found.append(at)
        at = new.find(words, at + 1, high)
    nearest = min(found, key=lambda place: abs(place - start), default=None)
    return None if nearest is None else Span(nearest, nearest + len(words))


def _first(position: int, pieces: Sequence[_Piece]) -> int:
    """Where the character at a position went; to the end of what is before it when it is gone."""
    for piece in pieces:
        if piece.old.start <= position < piece.old.end:
            if piece.kept or len(piece.old) == len(piece.new):
                return piece.new.start + position - piece.old.start
            return piece.new.start
    return pieces[-1].new.end if pieces else 0


def _last(end: int, pieces: Sequence[_Piece]) -> int:
    """One behind where the character before an end went."""
    for piece in pieces:
        if piece.old.start < end <= piece.old.end:
            if piece.kept or len(piece.old) == len(piece.new):
                return piece.new.start + end - piece.old.start
            return piece.new.end
    return 0


def _pieces(old: str, new: str) -> Iterator[_Piece]:
    """The old wording from its beginning to its end, piece by piece."""
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    if head:
        yield _Piece(Span(0, head), Span(0, head), kept=True)
    yield from _compared(old[head : len(old) - tail], new[head : len(new) - tail], head)
    if tail:
        yield _Piece(Span(len(old) - tail, len(old)), Span(len(new) - tail, len(new)), kept=True)


def _shared(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    for place, (first, second) in enumerate(zip(one, other, strict=False)):
        if first != second:
            return place
    return min(len(one), len(other))


def _compared(old: str, new: str, shift: int) -> Iterator[_Piece]:
    """The pieces of the part that differs, which begins at `shift` in both wordings."""
    if max(len(old), len(new)) > _LONG:
        yield from _by_sentence(old, new, shift)
        return
    yield from _by_character(old, new, shift, shift)


def _by_sentence(old: str, new: str, shift: int) -> Iterator[_Piece]:
    ours, theirs = _SENTENCE.findall(old), _SENTENCE.findall(new)
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    place, other = shift, shift
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        before, after = "".join(ours[old_start:old_end]), "".join(theirs[new_start:new_end])
        here, there = Span(place, place + len(before)), Span(other, other + len(after))
        if kind != "equal" and 0 < len(before) <= 10 * _LONG and 0 < len(after) <= 10 * _LONG:
            yield from _by_character(before, after, place, other)
        else:
            yield _Piece(here, there, kept=kind == "equal")
        place, other = here.end, there.end


def _by_character(before: str, after: str, here: int, there: int) -> Iterator[_Piece]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        old, new = Span(old_start, old_end).shifted(here), Span(new_start, new_end).shifted(there)
        yield _Piece(old, new, kept=kind == "equal")
