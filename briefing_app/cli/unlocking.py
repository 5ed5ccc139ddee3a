"""This file asks for the passwords that a command needs: from the environment, or at the terminal, never as arguments."""

from __future__ import annotations

import os
import sys
from getpass import getpass
from pathlib import Path

from briefing_app.cli import terminal
from briefing_app.cli.parsing import FILE_VARIABLE
from briefing_app.errors import InvalidValue, LibraryProblem, LibraryUnusable
from briefing_app.store import drivers
from briefing_app.store.keys import Key, is_encrypted
from briefing_app.workflows.passwords import complaint_about, unlock

PASSWORD, NEW_PASSWORD = "BRIEFING_PASSWORD", "BRIEFING_NEW_PASSWORD"
_TRIES = 3


def key_to(path: Path) -> Key | None:
    """The key of an encrypted library or backup, None for one without a password; raises LibraryUnusable, NeedsExtra."""
    if not is_encrypted(path):
        return None
    drivers.cipher()  # without it no password helps
    given = os.environ.get(PASSWORD)
    if given is not None:
        return unlock(path, given)
    if not sys.stdin.isatty():
        raise LibraryUnusable(path, LibraryProblem.NEEDS_KEY)
    return _ask(path)


def new_password() -> str:
    """A password that was thought of just now; raises InvalidValue, which never shows it."""
    given = os.environ.get(NEW_PASSWORD)
    if given is not None:
        complaint = complaint_about(given, given)
    elif sys.stdin.isatty():
        given = getpass("新密码：")
        complaint = complaint_about(given, getpass("再输一次："))
    else:
        raise InvalidValue("新密码", "", f"写在环境变量 {NEW_PASSWORD} 里，或在终端里按提示输入")
    if complaint:
        raise InvalidValue("新密码", "…", complaint.rstrip("。"))
    return given


def file_password(wanted: bool, *, new: bool = False) -> str:
    """The password of a pack or an exchange file, "" where none is wanted; raises InvalidValue, which never shows it."""
    if not wanted:
        return ""
    given = os.environ.get(FILE_VARIABLE, "")
    if not given and sys.stdin.isatty():
        given = getpass("文件的密码：")
        if new and given != getpass("再输一次："):
            raise InvalidValue("文件的密码", "…", "两次输入一样的密码")
    if not given:
        raise InvalidValue("文件的密码", "", f"写在环境变量 {FILE_VARIABLE} 里，或在终端里按提示输入")
    return given


def _ask(path: Path) -> Key:
    for left in range(_TRIES - 1, -1, -1):
        try:
            return unlock(path, getpass(f"资料库“{path.name}”的密码："))
        except LibraryUnusable as error:
            if error.problem is not LibraryProblem.WRONG_KEY or not left:
                raise
            terminal.complain("密码不对，请再试。")
    raise AssertionError  # pragma: no cover - the last try returns or raises
