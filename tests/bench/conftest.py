"""This file gives benchmarks their measures: medians in one JSON file. No benchmark passes or fails by a clock.

`BRIEFING_BENCH=folder pytest tests/bench` keeps the file there; without it, it goes to the test's own folder.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest

RUNS = 7

Measure = Callable[[str, Callable[[], object]], float]


@pytest.fixture
def measure(tmp_path: Path) -> Measure:
    """Measure work: the median of some runs in milliseconds, kept under a name after a first run that warms up."""
    folder = Path(os.environ.get("BRIEFING_BENCH") or tmp_path)

    def run(name: str, work: Callable[[], object]) -> float:
        work()
        times = []
        for _ in range(RUNS):
            started = time.perf_counter()
            work()
            times.append((time.perf_counter() - started) * 1000)
        median = round(statistics.median(times), 2)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "bench.json"
        known = json.loads(path.read_text("utf-8")) if path.is_file() else {}
        known[name] = {"median_ms": median, "runs_ms": [round(one, 2) for one in times]}
        path.write_text(json.dumps(known, ensure_ascii=False, indent=1), "utf-8")
        return median

    return run
