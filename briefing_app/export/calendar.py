"""This file writes deadlines as an iCalendar file (RFC 5545), which the calendars of offices and telephones read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from briefing_app.domain.followups import DONE, SOON_DAYS, FollowUp
from briefing_app.export.plain_text import allowed

_LONGEST_LINE = 75  # octets, RFC 5545 section 3.1


def calendar(followups: Sequence[FollowUp], *, today: date) -> bytes:
    """All-day events for the deadlines of what is not done, with a reminder a week before."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//briefing//followups//ZH", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", "X-WR-CALNAME:跟进期限"]
    for one in followups:
        if one.status not in DONE:
            lines += [line for day, what in _days(one) for line in _event(one, day, what, today)]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def count(followups: Sequence[FollowUp]) -> int:
    """How many events that makes."""
    return sum(len(_days(one)) for one in followups if one.status not in DONE)


def _days(one: FollowUp) -> list[tuple[date, str]]:
    days = [(one.due, "办理期限"), (one.joint_due, "会办期限")]
    return [(day, what) for day, what in days if day is not None]


def _event(one: FollowUp, day: date, what: str, today: date) -> Iterator[str]:
    kind = "due" if what == "办理期限" else "joint-due"
    units = f"主办：{one.lead or '待明确'}" + (f"；会办：{'、'.join(one.with_units)}" if one.with_units else "")
    yield "BEGIN:VEVENT"
    yield f"UID:followup-{one.id}-{kind}@briefing.local"
    yield f"DTSTAMP:{today:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(f'{what}：{one.title}')}"
    yield f"DESCRIPTION:{_text(f'{units}；状态：{one.status.value}')}"
    yield "TRANSP:TRANSPARENT"
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-P{SOON_DAYS}D")
    yield f"DESCRIPTION:{_text(f'{what}还有 {SOON_DAYS} 天：{one.title}')}"
    yield from ("END:VALARM", "END:VEVENT")


def _text(text: str) -> str:
    """A text value: what parts values is escaped (section 3.3.11)."""
    for sign, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        text = text.replace(sign, escaped)
    return allowed(text)


def _folded(line: str) -> str:
    """Lines of at most 75 octets; a character is never cut in two."""
    parts, size = [""], 0
    for sign in line:
        width = len(sign.encode())
        if size + width > _LONGEST_LINE:
            parts.append("")
            size = 1  # the blank that a continuation begins with
        parts[-1] += sign
        size += width
    return "\r\n ".join(parts)
