"""This file writes the deadlines of items as a calendar, and notes that they left the library."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from briefing_app.export import calendar
from briefing_app.export.files import deliver
from briefing_app.store import followups
from briefing_app.store.database import Library
from briefing_app.workflows.leaving import note


def write_calendar(library: Library, target: Path, *, today: date, unit: str | None = None, force: bool = False) -> int:
    """Write the open deadlines, of all units or of one; returns how many. Raises UnwritableFile."""
    with library.reading() as session:
        found = followups.find(session, unit=unit)
    content = calendar.calendar(found, today=today)
    deliver(content, target, force=force)
    note(library, "期限日历", {target: content})
    return calendar.count(found)
