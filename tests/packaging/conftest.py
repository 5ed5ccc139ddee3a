"""This file lets tests import the scripts of packaging/, which is a folder and never a package."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    """A script by its name, the way it is imported when dev.py runs."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    return importlib.import_module
