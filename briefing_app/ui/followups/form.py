"""This file has the forms of an item of follow-up: title, units, deadlines, and what handing out asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCompleter, QWidget

from briefing_app.domain.deadlines import read_date
from briefing_app.domain.followups import FollowUp
from briefing_app.domain.proposals import Proposal
from briefing_app.store.followups import Changes
from briefing_app.ui.widgets.dialogs import FormDialog
from briefing_app.ui.widgets.fields import TextField

_TITLE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Offered:
    """Deadlines by rule, counted from today: for the lead, and for joint units."""

    due: date
    joint_due: date


@dataclass(frozen=True, slots=True)
class Written:
    """What was written into the form."""

    title: str
    lead: str
    with_units: tuple[str, ...]
    due: date | None
    joint_due: date | None = None

    @classmethod
    def of(cls, followup: FollowUp) -> Written:
        return cls(followup.title, followup.lead, followup.with_units, followup.due, followup.joint_due)

    def fields(self) -> Changes:
        """As the store takes it."""
        return {
            "title": self.title,
            "lead": self.lead,
            "with_units": self.with_units,
            "due": self.due,
            "joint_due": self.joint_due,
        }


@dataclass(frozen=True, slots=True)
class Handing:
    """What was said when items were handed out; it fills what an item lacks, and changes nothing else."""

    lead: str = ""
    due: date | None = None
    joint_due: date | None = None
    note: str = ""

    def changes(self, followup: FollowUp) -> Changes:
        found: Changes = {}
        if not followup.lead:
            found["lead"] = self.lead
        if followup.due is None and self.due is not None:
            found["due"] = self.due
        if followup.with_units and followup.joint_due is None and self.joint_due is not None:
            found["joint_due"] = self.joint_due
        return found


def ask_new(
    proposals: Sequence[Proposal], units: Sequence[str], offered: Offered, parent: QWidget | None = None
) -> Written | None:
    """A new item for some recommendations; the deadline by the rule is offered, not set silently."""
    count = len(proposals)
    text = _tr("针对 {0} 条建议，原文会一起带上。").format(count) if count else _tr("还没有选建议，可以以后再关联。")
    title = _title_from(proposals[0].text) if count else ""
    return _ask(_tr("新建跟进事项"), text, Written(title, "", (), offered.due), units, _tr("新建"), parent)


def ask_changes(followup: FollowUp, units: Sequence[str], parent: QWidget | None = None) -> Written | None:
    """Change an item."""
    return _ask(_tr("编辑跟进事项"), "", Written.of(followup), units, _tr("改好了"), parent)


def ask_handing_out(
    chosen: Sequence[FollowUp], units: Sequence[str], offered: Offered, parent: QWidget | None = None
) -> Handing | None:
    """What items lack before they can be handed out, and a word that goes with them."""
    lacking = sum(not one.lead for one in chosen)
    undated = sum(one.due is None for one in chosen)
    joint = sum(bool(one.with_units) and one.joint_due is None for one in chosen)
    lead, note = _field(""), _field("", _tr("可留空，会记在办理记录里"))
    due, joint_due = _field(offered.due.isoformat()), _field(offered.joint_due.isoformat())
    _complete(lead, units)
    form = FormDialog(
        _tr("交办 {0} 项").format(len(chosen)),
        _tr("已经写明的主办单位和期限不变。"),
        verb=_tr("交办"),
        check=lambda: _handing_complaint(lead, due, joint_due, needs_lead=bool(lacking)),
        parent=parent,
        width=520,
    )
    if lacking:
        form.add_field(_tr("主办单位（{0} 项还没有）").format(lacking), lead)
    if undated:
        form.add_field(_tr("期限（{0} 项还没有）").format(undated), due)
    if joint:
        form.add_field(_tr("会办期限（{0} 项还没有）").format(joint), joint_due)
    form.add_field(_tr("交办说明"), note)
    if not form.ask():
        return None
    return Handing(lead.text().strip(), read_date(due.text()), read_date(joint_due.text()), note.text().strip())


def _handing_complaint(lead: TextField, due: TextField, joint_due: TextField, *, needs_lead: bool) -> str:
    if needs_lead and not lead.text().strip():
        return _tr("请写主办单位，交办前必须明确。")
    if any(field.text().strip() and read_date(field.text()) is None for field in (due, joint_due)):
        return _tr("期限请写成 2026-09-30 这样，并且是日历上有的日子。")
    return ""


def _ask(
    title: str, text: str, now: Written, units: Sequence[str], verb: str, parent: QWidget | None
) -> Written | None:
    name, lead = _field(now.title), _field(now.lead, _tr("一个单位"))
    joint = _field("、".join(now.with_units), _tr("几个单位用、隔开，可留空"))
    due = _field(now.due.isoformat() if now.due else "", _tr("如 2026-09-30，可留空"))
    joint_due = _field(now.joint_due.isoformat() if now.joint_due else "", _tr("会办单位反馈意见的期限，可留空"))
    _complete(lead, units)

    def check() -> str:
        if not name.text().strip():
            return _tr("请写事项名称。")
        if any(field.text().strip() and read_date(field.text()) is None for field in (due, joint_due)):
            return _tr("期限请写成 2026-09-30 这样，并且是日历上有的日子。")
        if lead.text().strip() and lead.text().strip() in _units(joint.text()):
            return _tr("主办单位不能同时是会办单位。")
        return ""

    form = FormDialog(title, text, verb=verb, check=check, parent=parent, width=520)
    form.add_field(_tr("事项"), name)
    form.add_field(_tr("主办单位"), lead)
    form.add_field(_tr("会办单位"), joint)
    form.add_field(_tr("期限"), due)
    form.add_field(_tr("会办期限"), joint_due)
    if not form.ask():
        return None
    days = (read_date(due.text()), read_date(joint_due.text()))
    return Written(name.text().strip(), lead.text().strip(), _units(joint.text()), *days)


def _complete(field: TextField, units: Sequence[str]) -> None:
    completer = QCompleter(list(units), field)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    field.setCompleter(completer)


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
