"""This file makes every test a guest in an empty house: own folders, no screen, and no warning goes unnoticed."""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is loaded; a real screen can still be asked for

settings.register_profile("house", deadline=None)  # no test passes or fails by a clock
settings.load_profile("house")

PROJECT = Path(__file__).resolve().parent.parent
CORPUS = PROJECT.parent / "shared" / "data" / "corpus"
TODAY = date(2026, 9, 6)


def pytest_configure(config: pytest.Config) -> None:
    """Name our markers here, where their fixtures are."""
    config.addinivalue_line("markers", "expects_log: the test makes the program log warnings on purpose")
    config.addinivalue_line("markers", "slow: takes more than a few seconds, or needs the package registries")


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def briefing_home(_homes: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An own BRIEFING_HOME for each test, not yet created, and the real day unless the test sets one."""
    home = _homes / f"{request.node.name[:40]}-{id(request.node):x}"
    monkeypatch.setenv("BRIEFING_HOME", str(home))
    monkeypatch.delenv("BRIEFING_TODAY", raising=False)
    return home


@pytest.fixture(autouse=True)
def _unexpected_log_records(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test that logs a warning or worse; one that takes `caplog`, or is marked expects_log, looks for itself."""
    seen: list[logging.LogRecord] = []
    deliver = logging.Logger.callHandlers

    def note(logger: logging.Logger, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING:
            seen.append(record)
        deliver(logger, record)

    # Here, not as a handler: the program's own logger does not propagate once its file is open.
    monkeypatch.setattr(logging.Logger, "callHandlers", note)
    yield
    expected = "caplog" in request.fixturenames or request.node.get_closest_marker("expects_log")
    if seen and not expected:
        lines = "\n".join(f"{one.levelname} {one.name}: {one.getMessage()}" for one in seen)
        pytest.fail(f"unexpected log records:\n{lines}", pytrace=False)


@pytest.fixture(autouse=True)
def _qt_objects_go_in_this_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """As in the program: garbage that may hold windows is never collected by a worker of the next test."""
    if not {"qapp", "qtbot"} & set(request.fixturenames):
        yield
        return
    gc.disable()
    yield
    from briefing_app.ui.garbage import collect_due

    collect_due()
    gc.enable()


@pytest.fixture(autouse=True)
def _no_screen_reader_stays() -> Iterator[None]:
    """What one test told Qt of our widgets' roles must not answer for the windows of the next."""
    yield
    spoken = sys.modules.get("briefing_app.ui.widgets.spoken")
    if spoken is not None:
        spoken.forget_roles()


@pytest.fixture
def set_today(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Set the program's day: set_today("2026-12-31")."""
    return lambda day: monkeypatch.setenv("BRIEFING_TODAY", day)


@pytest.fixture
def today(set_today: Callable[[str], None]) -> date:
    """A fixed day for deadlines and printed dates."""
    set_today(TODAY.isoformat())
    return TODAY


@pytest.fixture
def sample_article() -> Path:
    """The article that we wrote ourselves and ship."""
    return PROJECT / "resources" / "samples" / "sample_article.txt"


@pytest.fixture
def corpus() -> Path:
    """The folder of real material beside the checkout; the test is skipped where there is none."""
    if not CORPUS.is_dir():
        pytest.skip("the shared corpus is not beside this checkout")
    return CORPUS
