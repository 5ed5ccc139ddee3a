"""This file keeps libraries safe: backups, restoring, and the check of everything that must hold."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from briefing_app import paths
from briefing_app.domain.backups import Backup, Occasion
from briefing_app.errors import BriefingError
from briefing_app.store import backup, backups
from briefing_app.store.backup import CheckReport, Finding
from briefing_app.store.borrowing import loan_for
from briefing_app.store.contents import Contents, contents_of
from briefing_app.store.converting import convert
from briefing_app.store.database import Library
from briefing_app.store.keys import Key, is_encrypted
from briefing_app.workflows.dictionaries import dictionary_faults

__all__ = ["Contents", "KeptBackup", "back_up", "check", "contents_of", "keep_backup", "known_backups", "restore"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """What came of a backup by itself: none when nothing had changed; `elsewhere` when the chosen folder is away."""

    backup: Backup | None
    folder: Path
    elsewhere: bool


def back_up(library: Library, destination: Path) -> Path:
    """Copy the library while it is in use; `destination` is a file or a folder. Raises UnwritableFile."""
    path = backup.back_up(library, destination)
    _log.info("backed up: %d bytes", path.stat().st_size)
    return path


def keep_backup(library: Library, occasion: Occasion, *, folder: Path | None = None) -> KeptBackup:
    """Make a backup of the kind nobody has to think of, in the chosen folder or, while that is away (a stick), at home.

    Raises UnwritableFile.
    """
    place = _place(folder)
    if library.key is not None:  # a stick that was away when the password was set may hold readable ones
        backups_follow(library.path, library.key, folder=folder)
    made = backups.make(library, place, occasion)
    _log.info("backup kept: occasion=%s made=%s", occasion.name, made is not None)
    return KeptBackup(made, place, elsewhere=folder is not None and place != folder)


def known_backups(library_path: Path, *, folder: Path | None = None) -> list[Backup]:
    """The backups of a library, in the chosen folder and at home, the newest first."""
    places = dict.fromkeys((*([folder] if folder is not None else []), paths.backups()))
    found = [kept for place in places for kept in backups.find(library_path, place)]
    return sorted(found, key=lambda kept: kept.made_at, reverse=True)


def restore(source: Path, library_path: Path, key: Key | None = None) -> Path | None:
    """Put a backup in the place of a library that is closed; returns where the former one is kept, if there was one.

    An encrypted backup needs its key.
    """
    aside = backup.restore(source, library_path, key)
    _log.info("restored a backup")
    return aside


def check(library: Library, *, repair: bool = False, folder: Path | None = None) -> CheckReport:
    """Check the library (file, references, index, quotations) and the dictionaries; mend what can be mended.

    Before anything is mended, there is a backup of how it was.
    """
    report = backup.check(library)
    if repair and report.findings:
        keep_backup(library, Occasion.REPAIRED, folder=folder)
        report = backup.check(library, repair=True)
    faults = tuple(Finding("dictionary", None, fault) for fault in dictionary_faults())
    _log.info("checked: %d findings, %d repaired", len(report.findings) + len(faults), len(report.repaired))
    return replace(report, findings=(*report.findings, *faults))


def backups_follow(
    path: Path, key: Key, *, former: Key | None = None, folder: Path | None = None
) -> tuple[int, tuple[Path, ...]]:
    """Encrypt the copies of a library that can be read without a password, or that open with its former key.

    Returns how many were, and those that could not be. What has the key already is left alone.
    """
    followed, left = 0, []
    for copy in copies_at_hand(path, folder):
        encrypted = is_encrypted(copy)
        if encrypted and (former is None or not former.fits(copy)):
            continue
        try:
            convert(copy, former if encrypted else None, key)
            followed += 1
        except BriefingError as error:
            _log.info("a backup could not follow: %s", type(error).__name__)
            if not encrypted:
                left.append(copy)
    return followed, tuple(left)


def copies_at_hand(path: Path, folder: Path | None) -> Iterator[Path]:
    """Backups, and what restores and migrations have kept, of a library."""
    loan = loan_for(path)
    known = (kept.path for kept in known_backups(path, folder=folder))
    yield from dict.fromkeys(
        (*known, *backup.kept_copies(path), *(backup.kept_copies(loan.copy) if loan is not None else ()))
    )


def _place(folder: Path | None) -> Path:
    return folder if folder is not None and folder.is_dir() else paths.backups()
