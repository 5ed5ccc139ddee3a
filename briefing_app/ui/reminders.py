"""This file reminds at the start of what is overdue and due soon, when the page that opens does not show it anyway."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from briefing_app.domain.followups import SOON_DAYS, DueState
from briefing_app.ui.context import Context
from briefing_app.ui.pages import late

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session


def remind(context: Context) -> None:
    """Tell how many follow-ups are overdue or due within a week; silent when there are none."""
    today = context.today()
    context.load(
        lambda session: _waiting(session, today), owner=context, done=lambda n: _tell(context, *n), latest="remind"
    )


def _waiting(session: Session, today: date) -> tuple[int, int]:
    """How many are overdue, and how many fall due within a week."""
    soon = today + timedelta(days=SOON_DAYS + 1)
    states = [
        one.due_state(today) for one in late("briefing_app.store.followup_lists", "find")(session, due_before=soon)
    ]
    return states.count(DueState.OVERDUE), states.count(DueState.SOON)


def _tell(context: Context, overdue: int, soon: int) -> None:
    if overdue and soon:
        words = _tr("有 {0} 项跟进事项已经逾期，{1} 项 7 天内到期，见“跟进”").format(overdue, soon)
    elif overdue:
        words = _tr("有 {0} 项跟进事项已经逾期，见“跟进”").format(overdue)
    else:
        words = _tr("有 {0} 项跟进事项 7 天内到期，见“跟进”").format(soon)
    if overdue or soon:
        context.toast(words)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Reminders", text)
