"""This file opens the library that a command works on, and closes it again."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing_app import paths, settings
from briefing_app.cli import terminal
from briefing_app.cli.unlocking import key_to
from briefing_app.domain.loans import Sent
from briefing_app.errors import LibraryProblem, LibraryUnusable
from briefing_app.settings import Settings
from briefing_app.store import holding
from briefing_app.store.database import Library
from briefing_app.store.keys import Key
from briefing_app.store.places import file_of
from briefing_app.workflows.opening import Opened, open_at


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
    key = key_to(file_of(path))
    with (
        holding.take(path, author=author, program=holding.COMMAND),
        _closing(open_at(path, author=author, program=holding.COMMAND, key=key)) as library,
    ):
        yield library


@contextmanager
def opened_to_read(arguments: Namespace) -> Iterator[Library]:
    """The library for a command that can do without writing: where the file cannot be written, it is read only."""
    path, author = library_path(arguments), chosen_settings().author
    if arguments.library is not None and not file_of(path).exists():
        raise LibraryUnusable(path, LibraryProblem.MISSING)  # a slip of the pen must not make an empty library
    key = key_to(file_of(path))
    try:
        hold = holding.take(path, author=author, program=holding.COMMAND)
    except LibraryUnusable:
        with _closing(open_at(path, author=author, program=holding.COMMAND, read_only=True, key=key)) as library:
            yield library
        return
    with hold, _closing(_writable_or_not(path, author, key)) as library:
        yield library


def _writable_or_not(path: Path, author: str, key: Key | None) -> Opened:
    try:
        return open_at(path, author=author, program=holding.COMMAND, key=key)
    except LibraryUnusable as error:
        if error.problem not in {LibraryProblem.READ_ONLY, LibraryProblem.FOLDER} or not path.exists():
            raise
        return open_at(path, author=author, program=holding.COMMAND, read_only=True, key=key)


@contextmanager
def _closing(opened: Opened) -> Iterator[Library]:
    if opened.kept is not None:
        terminal.complain(f"资料库在别处也改过，两份都留着；上次没有写回的改动另存在：{opened.kept}")
    try:
        yield opened.library
    finally:
        sent, beside = opened.close()
        if sent is Sent.AWAY:
            terminal.complain("共享文件夹现在连不上或不能写，改动存在本机，下次打开这个资料库时写回。")
        elif sent is Sent.KEPT_BOTH:
            terminal.complain(f"资料库在别处也改过，没有覆盖，两份都留着；这里的改动另存在：{beside}")
