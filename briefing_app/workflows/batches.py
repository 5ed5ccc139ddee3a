"""This file takes many files into the library: each on its own, so that one that fails keeps no other back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefing_app.importing import readers

_PASSED_OVER = ("~$", ".")  # what office programs and systems leave beside the files


def files_in(folder: Path) -> list[Path]:
    """The files under a folder that a reader may know, in the order of their names."""
    known = set(readers.suffixes())
    return [path for path in sorted(_walk(folder)) if path.suffix.lower() in known]


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
