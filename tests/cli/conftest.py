"""This file lets tests call the command as a user does, in this process."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from briefing_app import paths
from briefing_app.cli import main
from briefing_app.store.database import open_library
from briefing_app.workflows import read_draft, save_draft

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "samples" / "sample_article.txt"


@dataclass(frozen=True)
class Result:
    """What a call of the command left behind."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def complaint(self) -> str:
        """The one line on stderr; anything else is a fault."""
        (line,) = self.err.splitlines()
        assert "Traceback" not in line
        return line


Briefing = Callable[..., Result]


@pytest.fixture
def briefing(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Briefing:
    """Call the command with words; paths and numbers may be given as they are."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # main sets its own: put Python's back afterwards

    def call(*words: object) -> Result:
        capsys.readouterr()
        try:
            status = main([str(word) for word in words])
        except SystemExit as stopped:  # argparse: help and usage
            status = int(stopped.code or 0)
        captured = capsys.readouterr()
        return Result(status, captured.out, captured.err)

    return call


@pytest.fixture(scope="session")
def _sample_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the sample in it, made once: every test works on a copy."""
    path = tmp_path_factory.mktemp("sample") / "library.sqlite3"
    library = open_library(path)
    save_draft(library, read_draft(SAMPLE))
    library.close()
    return path


@pytest.fixture
def imported(_sample_library: Path) -> int:
    """The sample in the user's library; the id of its meeting."""
    place = paths.library()
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(_sample_library, place)
    return 1
