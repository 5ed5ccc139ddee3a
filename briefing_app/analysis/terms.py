"""This file finds the terms that several people use, without a dictionary of all words: repeats with free edges."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from briefing_app.analysis.vocabulary import Lexicon, WordKind

SHORTEST, LONGEST = 2, 6  # Han characters in a term
# Entropy in nats of what stands beside a term: two different neighbours in two places give 0.69.
FREE_EDGE = 0.6
# A longer term that carries this share of a shorter one's places explains it (实验室 inside 国家实验室).
ABSORBING = 0.7
# A longer term survives beside a shorter, more shared one only if it carries this share of its places.
SPECIALISED = 0.3
# Characters that end words and begin none: a term that starts with one was cut in two.
ENDINGS = frozenset("性型级化式者度们")

_RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[A-Za-z][A-Za-z0-9+.#-]*[A-Za-z0-9+#]|[A-Za-z]")
_LATIN = re.compile(r"[A-Za-z]")

Speaker = Hashable


@dataclass(slots=True)
class Term:
    """A candidate with the people who use it and what stands at its two edges."""

    units: tuple[str, ...]
    places: int = 0
    speakers: set[Speaker] = field(default_factory=set)
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)

    @property
    def text(self) -> str:
        return "".join(self.units)

    @property
    def freedom(self) -> float:
        """The smaller of both edges' entropies: low where a word was cut in two."""
        return min(_entropy(self.before), _entropy(self.after))


def shared_terms(texts: Iterable[tuple[Speaker, str]], lexicon: Lexicon, *, speakers: int = 2) -> list[Term]:
    """Terms that at least so many speakers use and that are whole words as far as their edges tell."""
    pieces = [(speaker, piece) for speaker, text in texts for piece in _pieces(text, lexicon)]
    found = _repeated(pieces, speakers)
    return _without_fragments([term for term in found if _is_a_word(term, lexicon)])


def _is_a_word(term: Term, lexicon: Lexicon) -> bool:
    if _LATIN.match(term.text):
        return True
    solid = not all(map(lexicon.is_generic, term.units))
    return solid and term.text[0] not in ENDINGS and term.freedom >= FREE_EDGE


def _pieces(text: str, lexicon: Lexicon) -> Iterator[list[str]]:
    """What stands between cutting words: runs of units, a unit being a known word, a Latin word or a character."""
    for match in _RUN.finditer(text):
        run = match.group()
        if _LATIN.match(run):
            yield [run.casefold()]
        else:
            yield from _cut(run, lexicon)


def _cut(run: str, lexicon: Lexicon) -> Iterator[list[str]]:
    piece: list[str] = []
    position = 0
    while position < len(run):
        word, kind = lexicon.word_at(run, position) or (run[position], None)
        position += len(word)
        if kind is not WordKind.CUT:
            piece.append(word)
        elif piece:
            yield piece
            piece = []
    if piece:
        yield piece


def _repeated(pieces: Sequence[tuple[Speaker, list[str]]], speakers: int) -> list[Term]:
    """Sequences of units that enough speakers use. A longer one can only be shared where its beginning is."""
    shared: list[Term] = []
    kept: set[tuple[str, ...]] | None = None
    for length in range(1, LONGEST + 1):
        counted = _count(pieces, length, kept)
        enough = {units: term for units, term in counted.items() if len(term.speakers) >= speakers}
        if not enough:
            break
        kept = set(enough)
        shared += [term for term in enough.values() if _is_long_enough(term.text)]
    return shared


def _is_long_enough(text: str) -> bool:
    return len(text) >= SHORTEST and (len(text) <= LONGEST or bool(_LATIN.match(text)))


def _count(
    pieces: Sequence[tuple[Speaker, list[str]]], length: int, beginnings: set[tuple[str, ...]] | None
) -> dict[tuple[str, ...], Term]:
    counted: dict[tuple[str, ...], Term] = {}
    for number, (speaker, piece) in enumerate(pieces):
        for start in range(len(piece) - length + 1):
            units = tuple(piece[start : start + length])
            if beginnings is not None and units[:-1] not in beginnings:
                continue
            term = counted.get(units) or counted.setdefault(units, Term(units))
            term.places += 1
            term.speakers.add(speaker)
            # A piece's own edge is free by definition: it counts as a neighbour that nothing else has.
            term.before[piece[start - 1] if start else f"^{number}"] += 1
            term.after[piece[start + length] if start + length < len(piece) else f"${number}"] += 1
    return counted


def _without_fragments(terms: Sequence[Term]) -> list[Term]:
    """Drop what a longer term explains, and longer terms that are but one use among many of a shorter one."""
    longer: dict[str, list[Term]] = defaultdict(list)
    by_text = {term.text: term for term in terms}
    for term in terms:
        for part in _parts(term.text):
            if part in by_text:
                longer[part].append(term)
    explained = {
        text
        for text, holders in longer.items()
        if any(holder.places >= ABSORBING * by_text[text].places for holder in holders)
    }
    stray = {
        holder.text
        for text, holders in longer.items()
        if text not in explained
        for holder in holders
        if holder.places < SPECIALISED * by_text[text].places
    }
    return [term for term in terms if term.text not in explained | stray]


def _parts(text: str) -> Iterator[str]:
    for length in range(SHORTEST, len(text)):
        for start in range(len(text) - length + 1):
            yield text[start : start + length]


def _entropy(neighbours: Counter[str]) -> float:
    total = neighbours.total() if hasattr(neighbours, "total") else sum(neighbours.values())
    return -sum(count / total * math.log(count / total) for count in neighbours.values())
