"""This file reads the dictionaries that theme suggestions rest on: subjects with synonyms, and generic words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

_COMMENT = re.compile(r"#.*")


@dataclass(frozen=True)
class Vocabulary:
    """Subjects that staff already work with: each name with the other words for it."""

    subjects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def name_of(self) -> Mapping[str, str]:
        """Each word, name or synonym, with the subject it stands for; a name wins over a synonym."""
        synonyms = {word: name for name, words in self.subjects.items() for word in words}
        return {**synonyms, **{name: name for name in self.subjects}}


@dataclass(frozen=True)
class Background:
    """What official prose uses everywhere: alone it is never a theme."""

    actions: frozenset[str] = frozenset()  # 推动, 进一步: never part of a theme's name
    things: frozenset[str] = frozenset()  # 国家, 产业: part of one at most
    particles: frozenset[str] = frozenset()  # 的, 和: single characters, never part of one


class WordKind(Enum):
    """What a piece of a sentence is to the search for themes."""

    SUBJECT = "subject"
    GENERIC = "generic"
    CUT = "cut"


@dataclass(frozen=True)
class Lexicon:
    """Both dictionaries together, as the analysis asks for them."""

    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    background: Background = field(default_factory=Background)

    @cached_property
    def _kinds(self) -> Mapping[str, WordKind]:
        # A word that stands in two dictionaries is taken as what the later line says: subjects win.
        return {
            **dict.fromkeys(self.background.things, WordKind.GENERIC),
            **dict.fromkeys(self.background.actions | self.background.particles, WordKind.CUT),
            **dict.fromkeys(self.vocabulary.name_of, WordKind.SUBJECT),
        }

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._kinds), default=1)

    def word_at(self, text: str, start: int) -> tuple[str, WordKind] | None:
        """The longest dictionary word that begins at `start`, with its kind."""
        for length in range(min(self._longest, len(text) - start), 0, -1):
            word = text[start : start + length]
            if kind := self._kinds.get(word):
                return word, kind
        return None

    def is_generic(self, word: str) -> bool:
        """True for a word that is never a theme by itself."""
        return self._kinds.get(word) in {WordKind.GENERIC, WordKind.CUT}


def parse_vocabulary(text: str) -> Vocabulary:
    """Subjects from lines `name：synonym synonym`; `#` begins a remark."""
    subjects = {}
    for line in _lines(text):
        name, _, synonyms = line.replace(":", "：").partition("：")
        subjects[name.strip()] = tuple(synonyms.split())
    return Vocabulary(subjects)


def parse_background(*, actions: str, things: str, particles: str) -> Background:
    """Generic words parted by blanks, and generic characters that need no parting."""
    return Background(frozenset(_words(actions)), frozenset(_words(things)), frozenset("".join(_words(particles))))


def _lines(text: str) -> Iterator[str]:
    lines: Iterable[str] = (_COMMENT.sub("", line).strip() for line in text.splitlines())
    return (line for line in lines if line)


def _words(text: str) -> Iterator[str]:
    return (word for line in _lines(text) for word in line.split())
