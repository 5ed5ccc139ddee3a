"""This file keeps libraries safe: backups, restoring, and the check of everything that must hold."""

from __future__ import annotations

import logging
from pathlib import Path

from briefing_app.store import backup
from briefing_app.store.backup import CheckReport
from briefing_app.store.database import Library

_log = logging.getLogger(__name__)


def back_up(library: Library, destination: Path) -> Path:
    """Copy the library while it is in use; `destination` is a file or a folder. Raises UnwritableFile."""
    path = backup.back_up(library, destination)
    _log.info("backed up: %d bytes", path.stat().st_size)
    return path


def restore(source: Path, library_path: Path) -> Path | None:
    """Put a backup in the library's place; returns where the former library, if there was one, is kept aside."""
    aside = backup.restore(source, library_path)
    _log.info("restored a backup")
    return aside


def check(library: Library, *, repair: bool = False) -> CheckReport:
    """Check the file, its references, its index and every quotation; mend what can be mended if asked to."""
    report = backup.check(library, repair=repair)
    _log.info("checked: %d findings, %d repaired", len(report.findings), len(report.repaired))
    return report
