"""This file says what a benchmark measures: figures, what they are held against, how often and how large."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

# At full size only when a folder for the figures is named: the ordinary test run proves that every benchmark still runs.
RUNS = 7 if "BRIEFING_BENCH" in os.environ else 1
ROWS = int(os.environ.get("BRIEFING_BENCH_ROWS", "600"))
FILE_NAME = "bench.json"


@dataclass(frozen=True)
class Figure:
    """The median of some runs in milliseconds, their spread, and where there is a target the ratio to its reference."""

    median_ms: float
    lowest_ms: float
    highest_ms: float
    rows: int | None = None
    reference: str | None = None
    reference_ms: float | None = None
    ratio: float | None = None
    target: float | None = None  # the ratio should be at most this (design figures)


@dataclass(frozen=True)
class Against:
    """What a measure is held against, in the same run: its name, the work, and the ratio that should be reached."""

    name: str
    work: Callable[[], object]
    target: float
    share: float = 1.0  # how much of the reference's work the measured work is: pages of ours for one of theirs
