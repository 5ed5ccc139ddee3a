"""This file finds the files of a batch: those that were named, and those inside the folders that were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from briefing_app.importing import readers

_PASSED_OVER = ("~$", ".")  # what office programs and systems leave beside the files


def files_in(folder: Path) -> list[Path]:
    """The files under a folder that a reader may know, in the order of their names."""
    known = set(readers.suffixes())
    return [path for path in sorted(_walk(folder)) if path.suffix.lower() in known]


def named(paths: Iterable[Path]) -> list[Path]:
    """The files that were named, and for a folder those in it that can be read, each once."""
    return list(dict.fromkeys(file for path in paths for file in (files_in(path) if path.is_dir() else [path])))


def _walk(folder: Path) -> Iterator[Path]:
    """Every file below a folder; links are not followed out of it, and what cannot be opened is passed over."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(_PASSED_OVER):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry)
        elif entry.is_file():
            yield entry
