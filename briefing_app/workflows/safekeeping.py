"""This file keeps libraries safe: backups, restoring, and the check of everything that must hold."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

from briefing_app.store import backup
from briefing_app.store.backup import CheckReport, Finding
from briefing_app.store.database import Library
from briefing_app.workflows.dictionaries import dictionary_faults

_log = logging.getLogger(__name__)


def back_up(library: Library, destination: Path) -> Path:
    """Copy the library while it is in use; `destination` is a file or a folder. Raises UnwritableFile."""
    path = backup.back_up(library, destination)
    _log.info("backed up: %d bytes", path.stat().st_size)
    return path


def restore(source: Path, library_path: Path) -> Path | None:
    """Put a backup in the place of a library that is closed; returns where the former one is kept, if there was one."""
    aside = backup.restore(source, library_path)
    _log.info("restored a backup")
    return aside


def check(library: Library, *, repair: bool = False) -> CheckReport:
    """Check the library (file, references, index, quotations) and the dictionaries; mend what can be mended."""
    report = backup.check(library, repair=repair)
    faults = tuple(Finding("dictionary", None, fault) for fault in dictionary_faults())
    _log.info("checked: %d findings, %d repaired", len(report.findings) + len(faults), len(report.repaired))
    return replace(report, findings=(*report.findings, *faults))
