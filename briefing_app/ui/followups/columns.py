"""This file says which columns the table of items of follow-up has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from briefing_app.domain.followups import FollowUp
from briefing_app.ui.widgets.due import due_of
from briefing_app.ui.widgets.rows import Column


def followup_columns(say: Callable[[str], str], today: Callable[[], date]) -> list[Column[FollowUp]]:
    """The columns in their first order; `say` translates."""
    return [
        Column("check", say("选择"), 36, kind="check", least=36),
        Column("due", say("时限"), 116, value=lambda f: due_of(f, today()), kind="due"),
        Column("title", say("事项"), 0, lambda f: f.title, kind="lines", least=180),
        Column(
            "lead", say("主办"), 176, lambda f: f.lead or say("待明确"), least=128,
            second=lambda f: say("会办 {0}").format("、".join(f.with_units)) if f.with_units else None,
        ),
        Column(
            "assigned", say("交办日"), 76, lambda f: f.assigned_on.strftime("%m-%d") if f.assigned_on else "",
            kind="number", rank=2,
        ),
        Column(
            "deadline", say("期限"), 96, lambda f: f.due.isoformat() if f.due else "", kind="number", rank=2,
        ),
        Column("status", say("状态"), 96, lambda f: f.status.value, kind="status"),
        Column("class", say("类别"), 56, lambda f: f.reply_class or "", rank=2),
    ]  # fmt: skip
