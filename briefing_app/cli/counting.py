"""This file does `briefing statistics`: the figures of following up."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from briefing_app import clock
from briefing_app.cli import terminal
from briefing_app.cli.opening import opened_to_read
from briefing_app.domain.followups import FollowUp
from briefing_app.domain.statistics import Grouping, Tally, grouped, percent, tally
from briefing_app.store import dictionaries, followups
from briefing_app.store.followup_origins import origins

_GROUPINGS = dict(zip(("unit", "theme", "speaker", "period"), Grouping, strict=True))


def run(arguments: Namespace) -> int:
    """Print the figures of all items that match, and of each group."""
    today, grouping = clock.today(), _GROUPINGS[arguments.by]
    with opened_to_read(arguments) as library, library.reading() as session:
        found = followups.find(session, meeting_id=arguments.meeting, unit=arguments.unit)
        chosen = [one for one in found if _is_within(one, arguments.since, arguments.until)]
        terms = dictionaries.terms(session, "satisfaction")
        satisfied = terms[0].term if terms else ""
        groups = grouped(chosen, grouping, origins(session, [one.id for one in chosen]), today, satisfied=satisfied)
    whole = tally("合计", chosen, today, satisfied=satisfied)
    if arguments.json:
        terminal.print_json({"by": arguments.by, "total": _row(whole), "groups": [_row(group) for group in groups]})
    else:
        head = (grouping.value, "事项", "交办", "办复", "逾期", "办复率", "按时率", "满意率")
        terminal.print_table(head, [_cells(group) for group in (*groups, whole)])
    return 0


def _is_within(one: FollowUp, since: date | None, until: date | None) -> bool:
    if since is None and until is None:
        return True
    day = one.assigned_on
    return day is not None and (since is None or day >= since) and (until is None or day <= until)


def _row(group: Tally) -> dict[str, object]:
    return {
        "name": group.name,
        "followups": list(group.ids),
        "handed_out": group.handed_out,
        "replied": group.replied,
        "on_time": group.on_time,
        "judged_on_time": group.judged_on_time,
        "overdue": group.overdue,
        "satisfied": group.satisfied,
        "evaluated": group.evaluated,
        "reply_rate": group.reply_rate,
        "on_time_rate": group.on_time_rate,
        "satisfaction_rate": group.satisfaction_rate,
    }


def _cells(group: Tally) -> tuple[object, ...]:
    rates = (group.reply_rate, group.on_time_rate, group.satisfaction_rate)
    return (
        group.name,
        len(group.ids),
        group.handed_out,
        group.replied,
        group.overdue,
        *(percent(rate) for rate in rates),
    )
