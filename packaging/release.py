"""This file goes through the release checklist: what a program can check is checked, the rest is listed for a person.

    python3 packaging/release.py           everything; a quarter of an hour and more
    python3 packaging/release.py --quick   what needs no build and no tests

Nothing is tagged or sent anywhere. Standard library only, like dev.py.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

import build
import environment
from environment import PROJECT, SetupFailed

SCALES = ("1.25", "1.5", "2", "3")
BY_HAND = (
    "packaging/prepare_pictures.py, then look at what changed",
    "open a library of the last release, and look at a pack page by page",
    "install the .deb and the offline bundle in an empty system with the network off",
    "packaging/windows/: Setup.exe on a Windows machine",
    "tag",
)


@dataclass(frozen=True)
class Check:
    """One point of the list: its words, and what raises SetupFailed or returns what is wrong."""

    words: str
    run: Callable[[], str]
    quick: bool = False


def main(arguments: list[str]) -> int:
    """Go through the list and say what holds; 0 when all of it does."""
    parser = argparse.ArgumentParser(prog="release.py", description="Go through the release checklist.")
    parser.add_argument("--quick", action="store_true", help="only what needs no build and no tests")
    quick = parser.parse_args(arguments).quick
    failed = 0
    for check in CHECKS:
        if quick and not check.quick:
            print(f"–  {check.words}: left out")
            continue
        try:
            wrong = check.run()
        except (SetupFailed, OSError, subprocess.SubprocessError) as failure:
            wrong = str(failure) or type(failure).__name__
        failed += bool(wrong)
        print(f"{'✗' if wrong else '✓'}  {check.words}{f': {wrong}' if wrong else ''}", flush=True)
    print("By hand: " + "; ".join(BY_HAND))
    return 1 if failed else 0


def one_version() -> str:
    """The version stands in the package alone, and the changelog has a section of it."""
    version = build.version()
    changelog = (PROJECT / "CHANGELOG.md").read_text("utf-8")
    if not re.search(rf"^## .*\b{re.escape(version)}\b", changelog, re.MULTILINE):
        return f"CHANGELOG.md has no section {version}"
    spoken = re.search(r'^version = "', (PROJECT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    return "pyproject.toml names a version of its own" if spoken else ""


def clean() -> str:
    """Nothing is changed or unknown in the checkout."""
    found = _output("git", "status", "--porcelain")
    return f"{len(found.splitlines())} files not committed" if found else ""


def nothing_left_open() -> str:
    """No line that says that something is still to be done."""
    marks = "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX"))
    found = _output("git", "grep", "-lE", rf"\b({marks})\b", "--", "briefing_app", "packaging", "db", "tests")
    return found.replace("\n", ", ").rstrip(", ")


def tests() -> str:
    """Everything that CI runs."""
    return _runs(sys.executable, "packaging/dev.py", "test")


def scales() -> str:
    """No page cuts a word at the usual scales of a display."""
    command = [str(environment.python()), "-m", "pytest", "-q", "tests/ui/test_every_page.py"]
    shown = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    wrong = [scale for scale in SCALES if _status(command, {**shown, "QT_SCALE_FACTOR": scale})]
    return f"at {', '.join(wrong)}" if wrong else ""


def builds() -> str:
    """Each build; all of them prove what they made."""
    kinds = ("wheel", "folder", "portable", *(("deb",) if sys.platform == "linux" else ()), "bundle", "manual")
    wrong = [kind for kind in kinds if _runs(sys.executable, "packaging/build.py", kind)]
    return f"did not build: {', '.join(wrong)}" if wrong else ""


def typing() -> str:
    """Chinese arrives from the input methods that are installed here."""
    return _runs(str(environment.python()), "packaging/check_typing.py")


def screen_reader() -> str:
    """Every control and row is told to a screen reader."""
    return _runs(str(environment.python()), "packaging/check_screen_reader.py")


def _runs(*command: str) -> str:
    return f"{' '.join(command[1:])} failed" if _status(list(command), dict(os.environ)) else ""


def _status(command: list[str], setting: dict[str, str]) -> int:
    return subprocess.run(command, cwd=PROJECT, env=setting, check=False).returncode


def _output(*command: str) -> str:
    return subprocess.run(command, cwd=PROJECT, capture_output=True, encoding="utf-8", check=False).stdout.strip()


CHECKS = (
    Check("one version, with its section in the changelog", one_version, quick=True),
    Check("nothing changed and not committed", clean, quick=True),
    Check("nothing marked as still to be done", nothing_left_open, quick=True),
    Check("tests, types, style", tests),
    Check("no word cut at display scales", scales),
    Check("builds, each of them run", builds),
    Check("typing Chinese", typing),
    Check("what a screen reader hears", screen_reader),
)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
