"""This file gives benchmarks their measures: medians in one JSON file. No benchmark passes or fails by a clock.

`python3 packaging/dev.py bench` runs them at full size and prints the table. `BRIEFING_BENCH` is the folder of the JSON
file (else the test's own), `BRIEFING_BENCH_ROWS` how many recommendations the library holds (else a few, so that the
ordinary test run proves that every benchmark still runs).
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import large_libraries
import pytest
from measuring import FILE_NAME, ROWS, RUNS, Against, Figure
from PySide6.QtCore import QEventLoop, QTimer

import briefing_app
from briefing_app.store.database import Library, open_library

PATIENCE = 1800 if RUNS > 1 else 250  # s; machines of a CI may be very busy
Measure = Callable[..., Figure]


def _times(work: Callable[[], object], other: Callable[[], object] | None, runs: int) -> tuple[list[float], ...]:
    """The times of both in milliseconds, in turn: whatever else the machine does meets them alike."""
    works = [work] if other is None else [work, other]
    for one in works:
        one()  # warms up
    times: tuple[list[float], ...] = ([], [])
    for _ in range(runs):
        for one, found in zip(works, times, strict=False):
            started = time.perf_counter()
            one()
            found.append((time.perf_counter() - started) * 1000)
    return times


@pytest.fixture
def keep_figure(tmp_path: Path) -> Callable[[str, Figure], None]:
    """Put a figure under its name into the file of this run."""
    folder = Path(os.environ.get("BRIEFING_BENCH") or tmp_path)
    return lambda name, figure: _keep(folder / FILE_NAME, name, figure)


@pytest.fixture
def measure(keep_figure: Callable[[str, Figure], None]) -> Measure:
    """Measure work, after a first run that warms up, and keep the figure under a name."""

    def run(
        name: str,
        work: Callable[[], object],
        *,
        against: Against | None = None,
        runs: int = RUNS,
        rows: int | None = None,
    ) -> Figure:
        runs = min(runs, RUNS) if RUNS == 1 else runs
        times, references = _times(work, against.work if against else None, runs)
        median = statistics.median(times)
        reference = statistics.median(references) * against.share if against else None
        figure = Figure(
            round(median, 2),
            round(min(times), 2),
            round(max(times), 2),
            rows,
            against.name if against else None,
            round(reference, 2) if reference is not None else None,
            round(median / reference, 3) if reference else None,
            against.target if against else None,
        )
        keep_figure(name, figure)
        return figure

    return run


def _keep(path: Path, name: str, figure: Figure) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    known = json.loads(path.read_text("utf-8")) if path.is_file() else {"machine": _machine(), "figures": {}}
    known["figures"][name] = {key: value for key, value in asdict(figure).items() if value is not None}
    path.write_text(json.dumps(known, ensure_ascii=False, indent=1), "utf-8")


def _machine() -> dict[str, object]:
    return {
        "cores": os.cpu_count(),
        "processor": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
        "program": briefing_app.__version__,
    }


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of ROWS recommendations, made once."""
    path = tmp_path_factory.mktemp("filled") / "library.sqlite3"
    library = open_library(path)
    large_libraries.fill(library, ROWS)
    library.close()
    return path


@pytest.fixture
def large(filled: Path) -> Iterator[Library]:
    """That library, open."""
    library = open_library(filled)
    yield library
    library.close()


@pytest.fixture
def wait() -> Callable[[Callable[[], bool]], None]:
    """Let the event loop turn until something holds."""

    def until(claim: Callable[[], bool]) -> None:
        loop, end = QEventLoop(), time.monotonic() + PATIENCE
        while not claim():
            assert time.monotonic() < end, "the window did not come so far"
            QTimer.singleShot(20, loop.quit)
            loop.exec()

    return until
