"""This file opens the library that a command works on, and closes it again."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing_app import paths, settings
from briefing_app.cli import terminal
from briefing_app.cli.unlocking import key_to
from briefing_app.errors import LibraryProblem, LibraryUnusable
from briefing_app.settings import Settings
from briefing_app.store import holding
from briefing_app.store.database import Library, open_library


def library_path(arguments: Namespace) -> Path:
    """The library that `--library` names, or the user's own."""
    chosen: Path | None = arguments.library
    return chosen.absolute() if chosen is not None else paths.library()


def chosen_settings() -> Settings:
    """What the person chose in the window."""
    loaded = settings.load(paths.settings() / settings.FILE_NAME)
    if loaded.note:
        terminal.complain(loaded.note)
    return loaded.settings


@contextmanager
def held(path: Path) -> Iterator[None]:
    """The right to write into a library; raises LibraryUnusable that names who has it."""
    with holding.take(path, author=chosen_settings().author, program=holding.COMMAND):
        yield


@contextmanager
def opened(arguments: Namespace) -> Iterator[Library]:
    """The library, made new where there is none; for commands that write."""
    path, author = library_path(arguments), chosen_settings().author
    with (
        holding.take(path, author=author, program=holding.COMMAND),
        _closing(open_library(path, author=author, key=key_to(path))) as library,
    ):
        yield library


@contextmanager
def opened_to_read(arguments: Namespace) -> Iterator[Library]:
    """The library for a command that can do without writing: where the file cannot be written, it is read only."""
    path, author = library_path(arguments), chosen_settings().author
    if arguments.library is not None and not path.exists():
        raise LibraryUnusable(path, LibraryProblem.MISSING)  # a slip of the pen must not make an empty library
    try:
        hold = holding.take(path, author=author, program=holding.COMMAND)
    except LibraryUnusable:
        with _closing(open_library(path, author=author, read_only=True, key=key_to(path))) as library:
            yield library
        return
    with hold, _closing(_writable_or_not(path, author)) as library:
        yield library


def _writable_or_not(path: Path, author: str) -> Library:
    key = key_to(path)
    try:
        return open_library(path, author=author, key=key)
    except LibraryUnusable as error:
        if error.problem not in {LibraryProblem.READ_ONLY, LibraryProblem.FOLDER} or not path.exists():
            raise
        return open_library(path, author=author, read_only=True, key=key)


@contextmanager
def _closing(library: Library) -> Iterator[Library]:
    try:
        yield library
    finally:
        library.close()
