"""This file gives a library a password, another one, or none, and has its backups follow."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from briefing_app.domain.backups import Occasion
from briefing_app.store.borrowing import loan_for
from briefing_app.store.converting import convert
from briefing_app.store.database import open_library
from briefing_app.store.keys import LEAST_CHARACTERS, Key, is_encrypted, key_of, new_key
from briefing_app.store.migrate import stored_revision
from briefing_app.workflows.safekeeping import backups_follow, copies_at_hand, keep_backup

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recoded:
    """What came of it: the key that the library has now, and how its backups stand.

    `followed` opens with it as well; `left` are files that anybody can still read, because they are damaged or cannot
    be written; `under_former` open with an earlier password.
    """

    key: Key | None
    followed: int
    left: tuple[Path, ...]
    under_former: int


def unlock(path: Path, password: str) -> Key:
    """The key of an encrypted library or backup; raises LibraryUnusable (WRONG_KEY), NeedsExtra."""
    key = key_of(path, password)
    stored_revision(path, key)
    return key


def complaint_about(password: str, again: str) -> str:
    """Why a new password cannot be taken, as a sentence; "" when it can."""
    if len(password) < LEAST_CHARACTERS:
        return f"密码至少 {LEAST_CHARACTERS} 个字符。"
    if password.strip() != password:
        return "密码的开头和末尾不要用空格。"
    return "" if password == again else "两次输入的密码不一样。"


def change_password(
    path: Path, password: str | None, *, key: Key | None, author: str = "", folder: Path | None = None
) -> Recoded:
    """Put a closed library under a new password, or without one (None); there is a backup of how it was.

    The backups that are at hand follow, except when the password is taken away: those stay under the former one.
    Raises LibraryUnusable, UnwritableFile, NeedsExtra; then the library is as it was.
    """
    library = open_library(path, author=author, key=key)
    try:
        keep_backup(library, Occasion.RECODED, folder=folder)
    finally:
        library.close()
    new = new_key(password) if password is not None else None
    convert(path, key, new)
    loan = loan_for(path)
    if loan is not None:
        loan.drop()
    followed, left = backups_follow(path, new, former=key, folder=folder) if new is not None else (0, ())
    encrypted = sum(1 for file in copies_at_hand(path, folder) if is_encrypted(file))
    _log.info("password changed: encrypted=%s followed=%d left=%d", new is not None, followed, len(left))
    return Recoded(new, followed, left, encrypted - followed)
