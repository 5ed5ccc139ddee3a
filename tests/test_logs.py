"""The log is one quiet file."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing_app import logs


@pytest.fixture(autouse=True)
def _closed_log() -> Iterator[None]:
    yield
    logs.stop()


def test_a_line_says_when_how_grave_and_where(tmp_path: Path) -> None:
    path = logs.start(tmp_path / "logs")
    logging.getLogger("briefing_app.workflows").info("imported meeting=%d speeches=%d", 3, 12)
    assert path.read_text("utf-8").endswith("briefing_app.workflows: imported meeting=3 speeches=12\n")


def test_starting_again_moves_the_log(tmp_path: Path) -> None:
    first = logs.start(tmp_path / "one")
    second = logs.start(tmp_path / "two")
    logging.getLogger("briefing_app").info("here")
    assert not first.exists()
    assert len(second.read_text("utf-8").splitlines()) == 1


@pytest.mark.expects_log
def test_a_place_that_cannot_be_written_disturbs_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    (tmp_path / "folder" / logs.FILE_NAME).mkdir(parents=True)
    for place in (tmp_path / "file", tmp_path / "folder"):
        logs.start(place)
        logging.getLogger("briefing_app").error("lost")
    assert capsys.readouterr().err == ""


def test_the_log_never_grows_without_end(tmp_path: Path) -> None:
    logs.start(tmp_path)
    for _ in range(60):
        logging.getLogger("briefing_app").info("x" * 100_000)
    assert len(list(tmp_path.iterdir())) == logs.KEPT_FILES + 1
