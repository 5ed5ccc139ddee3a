"""This file reckons deadlines by rule: so many months from a day, and reads days as people write them."""

from __future__ import annotations

import calendar
import re
from datetime import date

_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(?:\s+\d{1,2}:\d{2})?")


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    count = day.month - 1 + months
    year, month = day.year + count // 12, count % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def read_date(text: str) -> date | None:
    """A date such as 2026-09-30, 2026.9.30, 2026年9月30日; None when it is none, 31 February included."""
    found = _DATE.fullmatch(text.strip())
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None
