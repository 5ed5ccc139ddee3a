"""This file has the form of an item of follow-up: title, units, deadline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCompleter, QWidget

from briefing_app.domain.followups import FollowUp
from briefing_app.domain.proposals import Proposal
from briefing_app.ui.followups.due_dates import read_date
from briefing_app.ui.widgets.dialogs import FormDialog
from briefing_app.ui.widgets.fields import TextField

_TITLE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Written:
    """What was written into the form."""

    title: str
    lead: str
    with_units: tuple[str, ...]
    due: date | None


def ask_new(
    proposals: Sequence[Proposal], units: Sequence[str], offered: date, parent: QWidget | None = None
) -> Written | None:
    """A new item for some recommendations; the deadline by the rule is offered, not set silently."""
    count = len(proposals)
    text = _tr("针对 {0} 条建议，原文会一起带上。").format(count) if count else _tr("还没有选建议，可以以后再关联。")
    title = _title_from(proposals[0].text) if count else ""
    return _ask(_tr("新建跟进事项"), text, Written(title, "", (), offered), units, _tr("新建"), parent)


def ask_changes(followup: FollowUp, units: Sequence[str], parent: QWidget | None = None) -> Written | None:
    """Change an item."""
    now = Written(followup.title, followup.lead, followup.with_units, followup.due)
    return _ask(_tr("编辑跟进事项"), "", now, units, _tr("改好了"), parent)


def _ask(
    title: str, text: str, now: Written, units: Sequence[str], verb: str, parent: QWidget | None
) -> Written | None:
    name, lead = _field(now.title), _field(now.lead, _tr("一个单位"))
    joint = _field("、".join(now.with_units), _tr("几个单位用、隔开，可留空"))
    due = _field(now.due.isoformat() if now.due else "", _tr("如 2026-09-30，可留空"))
    completer = QCompleter(list(units), lead)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    lead.setCompleter(completer)

    def check() -> str:
        if not name.text().strip():
            return _tr("请写事项名称。")
        if due.text().strip() and read_date(due.text()) is None:
            return _tr("期限请写成 2026-09-30 这样，并且是日历上有的日子。")
        if lead.text().strip() and lead.text().strip() in _units(joint.text()):
            return _tr("主办单位不能同时是会办单位。")
        return ""

    form = FormDialog(title, text, verb=verb, check=check, parent=parent, width=520)
    form.add_field(_tr("事项"), name)
    form.add_field(_tr("主办单位"), lead)
    form.add_field(_tr("会办单位"), joint)
    form.add_field(_tr("期限"), due)
    if not form.ask():
        return None
    return Written(name.text().strip(), lead.text().strip(), _units(joint.text()), read_date(due.text()))


def _units(text: str) -> tuple[str, ...]:
    parts = text.replace("，", "、").replace(",", "、").replace("；", "、").split("、")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _title_from(text: str) -> str:
    """The first clause of a quotation: an offer for the title, which a person rewrites."""
    clause = text.removeprefix("建议")
    for mark in "，；。":
        clause = clause.split(mark)[0]
    return clause[:_TITLE_LENGTH]


def _field(value: str, hint: str = "") -> TextField:
    field = TextField(hint)
    field.setText(value)
    field.setCursorPosition(0)
    return field


def _tr(text: str) -> str:
    return QCoreApplication.translate("FollowUpForm", text)
