"""This file ranks recommendations by likeness: edit distance picks candidates, shared rare characters rank them."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz import fuzz, process

# Comparing one text with 100,000 others by edit distance takes about 30 ms; pairs of characters are dearer.
CANDIDATES = 1_000
LEAST = 0.1  # below this, two texts share only how officials write
PAIRS_SHARE = 0.7  # of the score; the rest is the edit distance


def similar(
    text: str, others: Sequence[tuple[int, str]], *, limit: int = 10, least: float = LEAST
) -> list[tuple[int, float]]:
    """The most similar of `others` (id, text) as (id, score from 0 to 1), the best first."""
    near = _nearest(text, others)
    own, pairs = _pairs(text), {number: _pairs(other) for number, other, _ in near}
    weights = _weights(list(pairs.values()))
    scored = [
        (number, round(PAIRS_SHARE * _overlap(own, pairs[number], weights) + (1 - PAIRS_SHARE) * ratio, 4))
        for number, _, ratio in near
    ]
    scored.sort(key=lambda item: -item[1])
    return [(number, score) for number, score in scored[:limit] if score >= least]


def _nearest(text: str, others: Sequence[tuple[int, str]]) -> list[tuple[int, str, float]]:
    found = process.extract(text, [other for _, other in others], scorer=fuzz.ratio, limit=CANDIDATES)
    return [(others[place][0], other, score / 100) for other, score, place in found]


def _pairs(text: str) -> frozenset[str]:
    """Neighbouring characters, in one form and without punctuation, which says nothing about likeness."""
    plain = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))
    return frozenset(a + b for a, b in pairwise(plain))


def _weights(texts: Sequence[frozenset[str]]) -> dict[str, float]:
    """How telling a pair of characters is: rare ones are, those of every official sentence are not."""
    seen = Counter(pair for pairs in texts for pair in pairs)
    return {pair: math.log(1 + len(texts) / count) for pair, count in seen.items()}


def _overlap(one: frozenset[str], other: frozenset[str], weights: dict[str, float]) -> float:
    rarest = max(weights.values(), default=1.0)
    total = math.sqrt(_sum(one, weights, rarest) * _sum(other, weights, rarest))
    return _sum(one & other, weights, rarest) / total if total else 0.0


def _sum(pairs: frozenset[str], weights: dict[str, float], rarest: float) -> float:
    return sum(weights.get(pair, rarest) for pair in pairs)
