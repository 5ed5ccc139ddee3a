"""This file asks for a range of dates."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from briefing_app.ui.widgets.dialogs import FormDialog
from briefing_app.ui.widgets.fields import TextField

Range = tuple[date | None, date | None]
_DATE = re.compile(r"(\d{4})\s*[-./年]?\s*(\d{1,2})\s*[-./月]?\s*(\d{1,2})\s*日?")


def ask_range(since: date | None, until: date | None, parent: QWidget | None = None) -> Range | None:
    """From and to, both included, either may be empty; None when left as it is."""
    first, last = _field(since), _field(until)

    def check() -> str:
        for field in (first, last):
            if field.text().strip() and read_date(field.text()) is None:
                return _tr("日期请写成 2026-07-16 这样。")
        begin, end = read_date(first.text()), read_date(last.text())
        return _tr("开始日期晚于结束日期。") if begin and end and begin > end else ""

    form = FormDialog(_tr("会议日期"), _tr("两头都可以空着。"), verb=_tr("筛选"), check=check, parent=parent, width=380)
    form.add_field(_tr("从"), first)
    form.add_field(_tr("到"), last)
    return (read_date(first.text()), read_date(last.text())) if form.ask() else None


def read_date(text: str) -> date | None:
    """A date as people write it: 2026-07-16, 2026.7.16, 2026年7月16日, 20260716."""
    found = _DATE.fullmatch(text.strip())
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def _field(value: date | None) -> TextField:
    field = TextField("2026-07-16")
    field.setText(value.isoformat() if value else "")
    return field


def _tr(text: str) -> str:
    return QCoreApplication.translate("DateRange", text)
