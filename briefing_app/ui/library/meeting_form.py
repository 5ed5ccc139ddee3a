"""This file has the form in which the facts of a meeting are corrected."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from briefing_app.domain.meetings import MEETING_KINDS, MeetingFacts
from briefing_app.ui.widgets.dialogs import FormDialog
from briefing_app.ui.widgets.fields import Choice, TextField


def edit_facts(facts: MeetingFacts, parent: QWidget | None = None) -> MeetingFacts | None:
    """Ask for the facts of a meeting; None when they are left as they are."""
    name, session, topic, place, day = (
        _field(value) for value in (facts.name, facts.session, facts.topic, facts.place, facts.when)
    )
    day.setPlaceholderText(_tr("如 2026-07-16；不知道年份就留着原文的写法"))
    known = [(kind, kind) for kind in dict.fromkeys([*MEETING_KINDS, *([facts.kind] if facts.kind else [])])]
    kind = Choice([(None, _tr("未定")), *known])
    kind.set_value(facts.kind)
    form = FormDialog(
        _tr("会议信息"), verb=_tr("保存会议信息"), check=lambda: _complaint(day.text(), facts), parent=parent, width=560
    )
    for words, field in (
        (_tr("会议名称"), name),
        (_tr("届次"), session),
        (_tr("会议形式"), kind),
        (_tr("议题"), topic),
        (_tr("日期"), day),
        (_tr("地点"), place),
    ):
        form.add_field(words, field)
    if not form.ask():
        return None
    chosen = kind.value()
    return replace(
        facts,
        name=name.text().strip() or None,
        session=session.text().strip() or None,
        kind=chosen if isinstance(chosen, str) else None,
        topic=topic.text().strip() or None,
        date=_date(day.text()) or (facts.date if day.text().strip() == facts.when else None),
        place=place.text().strip() or None,
    )


def _complaint(text: str, facts: MeetingFacts) -> str:
    given = text.strip()
    if not given or given == facts.date_text or _date(given):
        return ""
    return _tr("日期请写成 2026-07-16 这样。")


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _field(value: str | None) -> TextField:
    field = TextField()
    field.setText(value or "")
    field.setCursorPosition(0)
    return field


def _tr(text: str) -> str:
    return QCoreApplication.translate("MeetingForm", text)
