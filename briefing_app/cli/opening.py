"""This file opens the library that a command works on, and closes it again."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing_app import paths, settings
from briefing_app.cli import terminal
from briefing_app.errors import LibraryProblem, LibraryUnusable
from briefing_app.store.database import Library, open_library


def library_path(arguments: Namespace) -> Path:
    """The library that `--library` names, or the user's own."""
    chosen: Path | None = arguments.library
    return chosen.absolute() if chosen is not None else paths.library()


@contextmanager
def opened(arguments: Namespace) -> Iterator[Library]:
    """The library, made new where there is none; for commands that write."""
    with _closing(open_library(library_path(arguments), author=_author())) as library:
        yield library


@contextmanager
def opened_to_read(arguments: Namespace) -> Iterator[Library]:
    """The library for a command that can do without writing: where the file cannot be written, it is read only."""
    path = library_path(arguments)
    if arguments.library is not None and not path.exists():
        raise LibraryUnusable(path, LibraryProblem.MISSING)  # a slip of the pen must not make an empty library
    try:
        library = open_library(path, author=_author())
    except LibraryUnusable as error:
        if error.problem not in {LibraryProblem.READ_ONLY, LibraryProblem.FOLDER} or not path.exists():
            raise
        library = open_library(path, read_only=True)
    with _closing(library):
        yield library


@contextmanager
def _closing(library: Library) -> Iterator[Library]:
    try:
        yield library
    finally:
        library.close()


def _author() -> str:
    loaded = settings.load(paths.settings() / settings.FILE_NAME)
    if loaded.note:
        terminal.complain(loaded.note)
    return loaded.settings.author
