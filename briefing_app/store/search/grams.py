"""This file cuts folded text into what the index holds: pairs of neighbouring characters, and the last one of a run."""

from __future__ import annotations

import re
from collections.abc import Iterator

# What ends a run. It is a fixed list and not `str.isalnum`, whose answer for a rare character changes with Python's
# version: an index made on one machine must serve another. ASCII signs end a run for the tokenizer, too.
_RUNS = re.compile("[^\0-\x2f\x3a-\x40\x5b-\x60\x7b-\xa0\u2000-\u206f\u3000-\u3004\u3008-\u3020]+")


def grams_of(folded: str) -> str:
    """The words of the index for a text: 发展新 → 发展 展新 新. Each stands once; the index keeps no places."""
    return " ".join(dict.fromkeys(_grams(folded)))


def needed_grams(part: str) -> list[str]:
    """FTS5 terms that each text with this part has: pairs, or what begins with a character that stands alone."""
    needed: dict[str, None] = {}
    for run in _RUNS.findall(part):
        if len(run) == 1:
            needed[f'"{run}"*'] = None
        needed.update((f'"{run[at : at + 2]}"', None) for at in range(len(run) - 1))
    return list(needed)


def is_one_gram(part: str) -> bool:
    """Whether the index alone proves the part, without a look at the text."""
    return len(part) <= 2 and _RUNS.fullmatch(part) is not None


def _grams(folded: str) -> Iterator[str]:
    for run in _RUNS.findall(folded):
        for at in range(len(run) - 1):
            yield run[at : at + 2]
        # So that a single character is found as the beginning of a word, wherever it stands.
        yield run[-1]
