"""This file reminds at the start of what is overdue, when the page that opens does not show it anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from briefing_app.ui.context import Context
from briefing_app.ui.pages import late

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session


def remind(context: Context) -> None:
    """Tell how many follow-ups are overdue; silent when there are none."""
    today = context.today()
    context.load(
        lambda session: _overdue(session, today), owner=context, done=lambda n: _tell(context, n), latest="remind"
    )


def _overdue(session: Session, today: date) -> int:
    return len(late("briefing_app.store.followup_lists", "find")(session, overdue_on=today))


def _tell(context: Context, count: int) -> None:
    if count:
        context.toast(QCoreApplication.translate("Reminders", "有 {0} 项跟进事项已经逾期，见“跟进”").format(count))
