"""Deadlines as a calendar file: what is open, all-day, in lines that every calendar reads."""

from __future__ import annotations

from datetime import date

from briefing_app.domain.followups import FollowUp, FollowUpStatus
from briefing_app.export import calendar

TODAY = date(2026, 9, 6)
_S = FollowUpStatus


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_open_deadlines_become_all_day_events_and_done_ones_none():
    items = [
        FollowUp(1, "建中心；分两步, 先算力", "市工信局", ("市财政局",), TODAY, date(2026, 12, 31), _S.IN_PROGRESS),
        FollowUp(2, "办完了", "市财政局", (), TODAY, date(2026, 10, 1), _S.ANSWERED),
        FollowUp(3, "没有期限", "市财政局", (), TODAY, None, _S.ASSIGNED),
        FollowUp(4, "会办", "市水务局", ("市林业局",), TODAY, None, _S.ASSIGNED, joint_due=date(2026, 10, 6)),
    ]
    lines = unfolded(calendar.calendar(items, today=TODAY))
    assert [line for line in lines if line.startswith("SUMMARY")] == [
        "SUMMARY:办理期限：建中心；分两步\\, 先算力",
        "SUMMARY:会办期限：会办",
    ]
    assert "DTSTART;VALUE=DATE:20261231" in lines
    assert "DTEND;VALUE=DATE:20270101" in lines
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == calendar.count(items) == 2
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])


def test_no_line_is_longer_than_75_octets_and_no_character_is_cut():
    one = FollowUp(1, "𠮷" * 90 + "\n第二行", "局", (), TODAY, TODAY, _S.ASSIGNED)
    content = calendar.calendar([one], today=TODAY)
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert f"SUMMARY:办理期限：{'𠮷' * 90}\\n第二行" in unfolded(content)
