"""The figures of following up equal a count by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from briefing_app.domain.followups import EntryKind, FollowUp, FollowUpEntry, FollowUpStatus
from briefing_app.domain.statistics import Grouping, Origin, grouped, percent, tally

TODAY = date(2026, 9, 6)
WRITTEN = datetime(2026, 9, 6, 10, 0).astimezone()
_S = FollowUpStatus


def reply(day: date, *, moved_to: FollowUpStatus | None = _S.ANSWERED) -> FollowUpEntry:
    return FollowUpEntry(1, 1, EntryKind.REPLY, "已办", "周岚", WRITTEN, moved_to, day)


def item(
    number: int,
    status: FollowUpStatus,
    *,
    lead: str = "市工信局",
    due: date | None = date(2026, 9, 1),
    replied: date | None = None,
    satisfaction: str | None = None,
    assigned: date | None = date(2026, 6, 1),
) -> FollowUp:
    entries = (reply(replied),) if replied else ()
    return FollowUp(
        number, f"事项{number}", lead, (), assigned, due, status, satisfaction=satisfaction, entries=entries
    )


ITEMS = [
    item(1, _S.DRAFTED, assigned=None),  # nobody has it: counted in no rate
    item(2, _S.IN_PROGRESS),  # overdue since 1 September
    item(3, _S.ASSIGNED, due=date(2026, 12, 1), lead="市教育局"),  # neither on time nor late yet
    item(4, _S.ANSWERED, replied=date(2026, 9, 1)),  # on the last day: on time
    item(5, _S.EVALUATED, replied=date(2026, 9, 2), satisfaction="不满意"),  # a day late
    item(6, _S.CLOSED, replied=date(2026, 8, 1), satisfaction="满意", lead="市教育局", assigned=date(2026, 7, 9)),
    item(7, _S.SUSPENDED),  # put off: in nobody's hands
    item(8, _S.ANSWERED, replied=date(2026, 8, 1), due=None),  # without a deadline it cannot be late
]


def test_every_figure_equals_the_count_by_hand():
    whole = tally("", ITEMS, TODAY)
    assert len(whole.ids) == 8
    assert (whole.handed_out, whole.replied, whole.overdue) == (6, 4, 1)
    assert whole.reply_rate == pytest.approx(4 / 6)
    assert (whole.on_time, whole.judged_on_time) == (2, 4)  # 4 and 6 of 2, 4, 5, 6
    assert whole.on_time_rate == 0.5
    assert (whole.satisfied, whole.evaluated, whole.satisfaction_rate) == (1, 2, 0.5)


ORIGINS = {
    1: Origin(("算力",), ("张明",)),
    2: Origin(("算力", "人才"), ("李华",)),
    3: Origin(("人才",), ("张明",)),
    4: Origin(("算力", "人才"), ("张明", "李华")),
    5: Origin(("人才",), ("张明",)),
    7: Origin(("算力",), ("李华",)),
    8: Origin((), ("张明",)),
}
# items, handed out, replied, on time, judged on time, overdue, satisfied, evaluated: counted by hand from the list above
BY_HAND = {
    Grouping.UNIT: {"市工信局": (6, 4, 3, 1, 3, 1, 0, 1), "市教育局": (2, 2, 1, 1, 1, 0, 1, 1)},
    Grouping.THEME: {
        "人才": (4, 4, 2, 1, 3, 1, 0, 1),
        "算力": (4, 2, 1, 1, 2, 1, 0, 0),
        "未归主题": (2, 2, 2, 1, 1, 0, 1, 1),
    },
    Grouping.SPEAKER: {
        "张明": (5, 4, 3, 1, 2, 0, 0, 1),
        "李华": (3, 2, 1, 1, 2, 1, 0, 0),
        "未关联建议": (1, 1, 1, 1, 1, 0, 1, 1),
    },
    Grouping.PERIOD: {
        "2026-06": (6, 5, 3, 1, 3, 1, 0, 1),
        "2026-07": (1, 1, 1, 1, 1, 0, 1, 1),
        "未交办": (1, 0, 0, 0, 0, 0, 0, 0),
    },
}


@pytest.mark.parametrize("grouping", list(Grouping))
def test_every_figure_of_every_group_equals_the_count_by_hand(grouping):
    counted = {
        one.name: (
            len(one.ids),
            one.handed_out,
            one.replied,
            one.on_time,
            one.judged_on_time,
            one.overdue,
            one.satisfied,
            one.evaluated,
        )
        for one in grouped(ITEMS, grouping, ORIGINS, TODAY)
    }
    assert counted == BY_HAND[grouping]
    for one in grouped(ITEMS, grouping, ORIGINS, TODAY):
        _, out, replied, on_time, judged, _, satisfied, evaluated = BY_HAND[grouping][one.name]
        shares = ((replied, out), (on_time, judged), (satisfied, evaluated))
        rates = (one.reply_rate, one.on_time_rate, one.satisfaction_rate)
        assert rates == tuple(part / whole if whole else None for part, whole in shares)


def test_nothing_to_divide_by_is_no_rate():
    none = tally("", [ITEMS[0]], TODAY)
    assert (none.reply_rate, none.on_time_rate, none.satisfaction_rate) == (None, None, None)
    assert percent(none.reply_rate) == "—"


def test_groups_are_units_and_months_and_each_theme_and_speaker_of_an_item():
    units = grouped(ITEMS, Grouping.UNIT, {}, TODAY)
    assert [(one.name, len(one.ids), one.replied) for one in units] == [("市工信局", 6, 3), ("市教育局", 2, 1)]
    months = grouped(ITEMS, Grouping.PERIOD, {}, TODAY)
    assert [one.name for one in months] == ["2026-06", "2026-07", "未交办"]
    origins = {4: Origin(("算力", "人才"), ("张明", "李华")), 5: Origin(("人才",), ("张明",))}
    themes = {one.name: one.ids for one in grouped(ITEMS, Grouping.THEME, origins, TODAY)}
    assert themes["人才"] == (4, 5)
    assert themes["算力"] == (4,)
    assert themes["未归主题"] == (1, 2, 3, 6, 7, 8)
    speakers = {one.name: one.on_time_rate for one in grouped(ITEMS, Grouping.SPEAKER, origins, TODAY)}
    assert (speakers["张明"], speakers["李华"]) == (0.5, 1.0)


def test_the_word_for_full_satisfaction_is_the_librarys_own():
    own = [item(1, _S.EVALUATED, replied=TODAY, satisfaction="很满意")]
    assert tally("", own, TODAY, satisfied="很满意").satisfaction_rate == 1
    assert tally("", own, TODAY).satisfaction_rate == 0


@pytest.mark.parametrize(
    ("share", "words"), [(0, "0%"), (1, "100%"), (2 / 3, "66.7%"), (0.9999, "99.9%"), (0.5, "50%"), (0.155, "15.5%")]
)
def test_a_rate_is_never_rounded_up_to_all(share, words):
    assert percent(share) == words


def test_the_day_of_the_reply_is_that_of_the_present_round():
    early, late = reply(date(2026, 7, 1), moved_to=None), reply(date(2026, 8, 1))
    again = FollowUpEntry(2, 1, EntryKind.NOTE, "再办", "周岚", WRITTEN, _S.REOPENED, TODAY)
    one = item(1, _S.ANSWERED)
    assert replace(one, entries=(early, late)).replied_on == date(2026, 8, 1)
    assert replace(one, entries=(early,)).replied_on == date(2026, 7, 1)
    assert replace(one, entries=(late, again)).replied_on is None
