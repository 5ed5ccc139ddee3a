"""This file has the form for the facts of the meeting under review; a missing year is asked for, never guessed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QWidget

from briefing_app.domain.meetings import MEETING_KINDS, MeetingFacts
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.fields import Choice, FieldNote, TextField
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.typing_pause import TypingPause

_MONTH_AND_DAY = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_WAIT = 300  # ms: with the wait of the intake, what is typed is kept within a second


class FactsForm(QWidget):
    """Name, kind, topic, date and place. `changed` a moment after typing."""

    changed = Signal(object)  # MeetingFacts

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = MeetingFacts()
        self._name, self._topic = TextField(), TextField()
        self._place = TextField(self.tr("原文没有，可留空"))
        self._kind = Choice()
        self._date = TextField(self.tr("如 2026-06-25"))
        self._printed = PlainLabel("")
        self._note = FieldNote(self)
        self._timer = TypingPause(self, rest=_WAIT, longest=_WAIT)
        self._build()
        self._timer.over.connect(self.take)
        for field in (self._name, self._topic, self._place, self._date):
            field.textEdited.connect(self._on_edited)
        self._kind.activated.connect(lambda _index: self.take())

    def _build(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(16, 12, 16, 12)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(4)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._date_row = QWidget(self)
        row = QHBoxLayout(self._date_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._date)
        row.addWidget(self._printed)
        row.addWidget(self._note, 1)
        for words, field in (
            (self.tr("会议名称"), self._name),
            (self.tr("会议形式"), self._kind),
            (self.tr("议题"), self._topic),
            (self.tr("日期"), self._date_row),
            (self.tr("地点"), self._place),
        ):
            label = PlainLabel(words, self, tone="t2")
            (self._date if field is self._date_row else field).setAccessibleName(words)
            label.setBuddy(field)
            form.addRow(label, field)

    def show_facts(self, facts: MeetingFacts) -> None:
        """Show facts; a field that is being typed in is left alone."""
        self._facts = facts
        kinds = dict.fromkeys([*MEETING_KINDS, *([facts.kind] if facts.kind else [])])
        self._kind.set_options([(None, self.tr("未定")), *((kind, kind) for kind in kinds)])
        self._kind.set_value(facts.kind)
        for field, value in (
            (self._name, facts.session or facts.name),
            (self._topic, facts.topic),
            (self._place, facts.place),
        ):
            if not field.hasFocus():
                field.setText(value or "")
                field.setCursorPosition(0)
        self._show_date()

    def focus_date(self) -> None:
        """Where the missing year is typed."""
        self._date.setFocus()

    def take(self) -> None:
        """Give what stands in the fields, if it can be taken."""
        self._timer.stop()
        facts = self._read()
        self._show_wrong(facts is None)
        if facts is not None and facts != self._facts:
            self._facts = facts
            self.changed.emit(facts)

    def _on_edited(self) -> None:
        self._timer.start()

    def _read(self) -> MeetingFacts | None:
        given = self._date.text().strip()
        day = _date_from(given, self._facts.date_text) if given else None
        if given and day is None:
            return None
        kind = self._kind.value()
        name = self._name.text().strip() or None
        named = {"session": name} if self._facts.session or not self._facts.name else {"name": name}
        return replace(
            self._facts,
            **named,
            kind=kind if isinstance(kind, str) else None,
            topic=self._topic.text().strip() or None,
            date=day,
            place=self._place.text().strip() or None,
        )

    def _asks_year(self) -> bool:
        return self._facts.date is None and bool(_MONTH_AND_DAY.search(self._facts.date_text or ""))

    def _show_date(self) -> None:
        facts = self._facts
        asks = self._asks_year()
        self._date.setPlaceholderText(self.tr("年份") if asks else self.tr("如 2026-06-25"))
        self._date.setMaximumWidth(tokens().px(96) if asks else 16777215)
        self._printed.setText((facts.date_text or "") if asks else "")
        self._printed.setVisible(asks)
        if not self._date.hasFocus():
            self._date.setText(facts.date.isoformat() if facts.date else "")
        self._show_wrong(wrong=False)

    def _show_wrong(self, wrong: bool) -> None:
        asks = self._asks_year()
        self._date.set_wrong(wrong or asks)
        if wrong:
            self._note.say(self.tr("年份写四位数字") if asks else self.tr("请写成 2026-06-25 这样"))
        else:
            self._note.say(self.tr("请补年份") if asks else "")


def _date_from(given: str, printed: str | None) -> date | None:
    """A whole date, or a year for the month and day that are printed."""
    try:
        if re.fullmatch(r"\d{4}年?", given):
            found = _MONTH_AND_DAY.search(printed or "")
            return date(int(given[:4]), int(found[1]), int(found[2])) if found else None
        parts = re.fullmatch(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})日?", given)
        return date(*(int(part) for part in parts.groups())) if parts else None
    except ValueError:
        return None
