"""This file has the parts of the editor of nested conditions: a row for one condition, and a group of rows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from briefing_app.domain.filters import Choices, FilterGroup, ProposalFilter
from briefing_app.ui.proposals.date_range import ask_range
from briefing_app.ui.proposals.filter_words import CONDITIONS, TRUTHS, FilterWords
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.buttons import Button, IconButton
from briefing_app.ui.widgets.fields import Choice, TextField
from briefing_app.ui.widgets.panes import Pane
from briefing_app.ui.widgets.popups import ChoicePopup, Option

_TRUTH_FIELDS = {truth.field for truth in TRUTHS}


class ConditionRow(QWidget):
    """One condition: which, and its values."""

    changed = Signal()
    removed = Signal()

    def __init__(
        self, conditions: ProposalFilter, choices: Choices, words: FilterWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._choices, self._words = choices, words
        self.conditions = conditions
        named = [(c.field, c.name) for c in (*CONDITIONS, *TRUTHS)]
        self._kind = Choice([*named, ("since", self.tr("日期")), ("text", self.tr("文字"))], self)
        self._kind.setAccessibleName(self.tr("条件"))
        self._kind.set_value(_field_of(conditions))
        self._kind.setFixedWidth(tokens().px(120))
        self._kind.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._values = Button("", self, size="bar", menu_mark=True)
        self._values.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._truth = Choice([(True, self.tr("是")), (False, self.tr("否"))], self)
        self._text = TextField(self.tr("含这些文字，空格表示同时包含"), self, bar=True)
        remove = IconButton("x", self.tr("去掉这个条件"), self, bar=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._kind)
        for widget in (self._values, self._truth, self._text):
            row.addWidget(widget, 1)
        row.addWidget(remove)
        self._show()
        self._kind.currentIndexChanged.connect(lambda _index: self._start_anew())
        self._values.clicked.connect(self._choose)
        self._truth.currentIndexChanged.connect(lambda _index: self._set(self._truth.value()))
        self._text.textChanged.connect(self._set)
        remove.clicked.connect(self.removed)

    @property
    def field(self) -> str:
        return str(self._kind.value())

    def _start_anew(self) -> None:
        self.conditions = (
            replace(ProposalFilter(), **_single(self.field, True)) if self.field in _TRUTH_FIELDS else ProposalFilter()
        )
        self._show()
        self.changed.emit()

    def _set(self, values: Any) -> None:
        self.conditions = replace(ProposalFilter(), **_single(self.field, values))
        self._say()
        self.changed.emit()

    def _show(self) -> None:
        """The widget that the kind of condition takes."""
        truth, text = self.field in _TRUTH_FIELDS, self.field == "text"
        self._truth.setVisible(truth)
        self._text.setVisible(text)
        self._values.setVisible(not (truth or text))
        for widget in (self._truth, self._text):
            widget.blockSignals(True)
        if truth:
            self._truth.set_value(getattr(self.conditions, self.field))
        self._text.setText(self.conditions.text)
        for widget in (self._truth, self._text):
            widget.blockSignals(False)
        self._say()

    def _say(self) -> None:
        if self.field == "since":
            words = self._words.dates(self.conditions)
        elif self.field in _TRUTH_FIELDS or self.field == "text":
            return
        else:
            words = self._words.value(self.conditions, self.field)
        self._values.setText(words or self.tr("选一选"))

    def _choose(self) -> None:
        if self.field == "since":
            found = ask_range(self.conditions.since, self.conditions.until, self)
            if found is not None:
                self.conditions = ProposalFilter(since=found[0], until=found[1])
                self._say()
                self.changed.emit()
            return
        chosen = getattr(self.conditions, self.field)
        offered = [Option(c.value, c.label, c.count) for c in getattr(self._choices, self.field)]
        known = {option.value for option in offered}
        offered += [Option(v, self._words.label(self.field, v), 0) for v in chosen if v not in known]
        popup = ChoicePopup(self._kind.currentText(), offered, chosen, self)
        popup.chosen.connect(lambda values: self._set(tuple(values)))
        popup.open_at(self._values.mapToGlobal(self._values.rect().bottomLeft()))


class GroupRows(Pane):
    """A group: whether all or any must fit, its rows, and groups inside it."""

    changed = Signal()
    removed = Signal()

    def __init__(
        self,
        group: FilterGroup,
        choices: Choices,
        words: FilterWords,
        parent: QWidget | None = None,
        *,
        outermost: bool = False,
    ) -> None:
        super().__init__(parent, surface="" if outermost else "sub", line="" if outermost else "card")
        self._choices, self._words = choices, words
        self._parts: list[ConditionRow | GroupRows] = []
        self._joining = Choice(
            [
                ((False, False), self.tr("下面的条件要全部符合")),
                ((True, False), self.tr("下面的条件符合任意一个")),
                ((False, True), self.tr("排除：下面全部符合的")),
                ((True, True), self.tr("排除：下面符合任意一个的")),
            ],
            self,
        )
        self._joining.setAccessibleName(self.tr("怎样算符合"))
        self._joining.set_value((group.any_of, group.negated))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self._build(outermost)
        for part in group.parts:
            self._add(part)
        self._joining.currentIndexChanged.connect(lambda _index: self.changed.emit())

    def _build(self, outermost: bool) -> None:
        column = QVBoxLayout(self)
        margin = 0 if outermost else 10
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self._joining)
        head.addStretch(1)
        if not outermost:
            remove = IconButton("x", self.tr("去掉这一组"), self, bar=True)
            remove.clicked.connect(self.removed)
            head.addWidget(remove)
        column.addLayout(head)
        column.addLayout(self._rows)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        more = Button(self.tr("加条件"), self, icon_name="plus", kind="ghost", size="bar")
        more.clicked.connect(lambda: self.add_condition(ProposalFilter()))
        inner = Button(self.tr("加一组"), self, icon_name="list-tree", kind="ghost", size="bar")
        inner.clicked.connect(lambda: self.add_group(FilterGroup((ProposalFilter(),), any_of=True)))
        foot.addWidget(more)
        foot.addWidget(inner)
        foot.addStretch(1)
        column.addLayout(foot)

    @property
    def parts(self) -> list[ConditionRow | GroupRows]:
        return self._parts

    def group(self) -> FilterGroup:
        """What is asked for now."""
        chosen = self._joining.value()
        any_of, negated = chosen if isinstance(chosen, tuple) else (False, False)
        parts = tuple(part.conditions if isinstance(part, ConditionRow) else part.group() for part in self._parts)
        return FilterGroup(parts, any_of, negated)

    def set_joining(self, *, any_of: bool, negated: bool = False) -> None:
        self._joining.set_value((any_of, negated))

    def add_condition(self, conditions: ProposalFilter) -> ConditionRow:
        """A further row, ready to be filled."""
        row = ConditionRow(conditions, self._choices, self._words, self)
        self._take(row)
        return row

    def add_group(self, group: FilterGroup) -> GroupRows:
        """A group inside this one."""
        inner = GroupRows(group, self._choices, self._words, self)
        self._take(inner)
        return inner

    def _add(self, part: FilterGroup | ProposalFilter) -> None:
        if isinstance(part, FilterGroup):
            self.add_group(part)
            return
        # A filter of several conditions is a group in which all must fit.
        singles = _singles(part)
        if len(singles) > 1 and not (not self.group().any_of and not self.group().negated):
            self.add_group(FilterGroup(tuple(singles)))
            return
        for single in singles or [part]:
            if isinstance(single, FilterGroup):
                self.add_group(single)
            else:
                self.add_condition(single)

    def _take(self, part: ConditionRow | GroupRows) -> None:
        self._parts.append(part)
        self._rows.addWidget(part)
        part.changed.connect(self.changed)
        part.removed.connect(lambda: self._drop(part))
        self.changed.emit()

    def _drop(self, part: ConditionRow | GroupRows) -> None:
        self._parts.remove(part)
        self._rows.removeWidget(part)
        part.hide()
        part.deleteLater()
        self.changed.emit()


def _single(field: str, value: Any) -> dict[str, Any]:
    return {field: value}


def _field_of(conditions: ProposalFilter) -> str:
    for condition in (*CONDITIONS, *TRUTHS):
        if getattr(conditions, condition.field) not in ((), None):
            return condition.field
    if conditions.since or conditions.until:
        return "since"
    return "text" if conditions.text else "themes"


def _singles(conditions: ProposalFilter) -> list[ProposalFilter | FilterGroup]:
    """A filter as one filter a condition."""
    found: list[ProposalFilter | FilterGroup] = [
        replace(ProposalFilter(), **_single(c.field, getattr(conditions, c.field)))
        for c in (*CONDITIONS, *TRUTHS)
        if getattr(conditions, c.field) not in ((), None)
    ]
    if conditions.since or conditions.until:
        found.append(ProposalFilter(since=conditions.since, until=conditions.until))
    if conditions.text.strip():
        found.append(ProposalFilter(text=conditions.text))
    if conditions.nested is not None:
        found.append(conditions.nested)
    return found
