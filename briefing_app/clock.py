"""This file tells the date and the time, so that a check or a test can set the day."""

from __future__ import annotations

import os
from datetime import date, datetime

from briefing_app.errors import InvalidValue

VARIABLE = "BRIEFING_TODAY"


def today() -> date:
    """Today's date, or the one that BRIEFING_TODAY sets (for deadlines and printed dates)."""
    chosen = os.environ.get(VARIABLE, "").strip()
    return parse_date(chosen, field=VARIABLE) if chosen else now().date()


def now() -> datetime:
    """This moment with its zone; never set from outside, so that the order of events stays true."""
    return datetime.now().astimezone()


def parse_date(text: str, *, field: str) -> date:
    """A date written YYYY-MM-DD; `field` is the UI term to name when it is not one."""
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise InvalidValue(field, text, "年-月-日，例如 2026-09-30") from None
