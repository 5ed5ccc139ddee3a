from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel unpacked far from the checkout, as an installer would do it."""
    folder = tmp_path_factory.mktemp("site-packages")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def _python(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    setting = {**os.environ, "PYTHONPATH": str(installed), "PYTHONUTF8": "1"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=folder, env=setting, capture_output=True, encoding="utf-8", check=False)


def test_the_wheel_carries_what_the_program_reads(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    here = (path for folder in ("resources", "db") for path in (PROJECT / folder).rglob("*") if path.is_file())
    wanted = {f"briefing_app/_data/{path.relative_to(PROJECT).as_posix()}" for path in here}
    assert {name for name in wanted - names if "__pycache__" not in name} == set()
    assert "briefing_app/_data/resources/fonts/fonts.json" in names
    assert "briefing_app/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_wheel_carries_nothing_else(wheel):
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"briefing_app"}
    assert not [name for name in zipfile.ZipFile(wheel).namelist() if "__pycache__" in name or name.endswith(".pyc")]


def test_the_installed_program_finds_its_own_data(installed, tmp_path):
    code = "from briefing_app import paths; print(paths.resources()); print(paths.migrations())"
    done = _python(installed, tmp_path, "-c", code)
    assert done.returncode == 0, done.stderr
    assert [Path(line).is_relative_to(installed) for line in done.stdout.splitlines()] == [True, True]


def test_the_installed_program_explains_itself(installed, tmp_path):
    done = _python(installed, tmp_path, "-m", "briefing_app", "--help")
    assert done.returncode == 0, done.stderr
    assert "import" in done.stdout


def test_the_installed_program_does_its_main_job(installed, tmp_path):
    """From the sample to a printed pack, outside the checkout."""
    for arguments in (
        ("sample", "sample.txt"),
        ("import", "sample.txt"),
        ("export", "--meeting", "1", "--kind", "compilation", "-o", "pack.pdf"),
    ):
        done = _python(installed, tmp_path, "-m", "briefing_app", *arguments)
        assert done.returncode == 0, f"{arguments}: {done.stderr}"
    assert (tmp_path / "pack.pdf").read_bytes().startswith(b"%PDF-")
