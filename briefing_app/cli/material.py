"""This file reads the material that `briefing import` was given, file by file, with a bar where a person waits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefing_app.cli import terminal
from briefing_app.errors import UnreadableFile
from briefing_app.explanations import in_one_line
from briefing_app.importing.draft import Draft
from briefing_app.importing.readers.sheet import NO_CHOICES, Choices
from briefing_app.workflows.reading import read_draft


def each(files: list[Path]) -> Iterator[Path]:
    """The files one after the other, with a bar over all of them where a person waits."""
    if len(files) == 1:
        yield from files
        return
    with terminal.progress("导入") as progress:
        for number, file in enumerate(files):
            if progress is not None:
                progress(number, len(files))
            yield file


def read(path: Path, *, alone: bool, choices: Choices = NO_CHOICES) -> Draft:
    """Read one file; with a bar of its own where it is the only one."""
    if not alone:
        return read_draft(path, choices=choices)
    with terminal.progress(path.name) as progress:
        return read_draft(path, progress=progress, choices=choices)


def why(path: Path, error: UnreadableFile) -> str:
    """Why a file could not be read, in a line that names it."""
    line = in_one_line(error)
    return line if path.name in line else f"{path.name}：{line}"
