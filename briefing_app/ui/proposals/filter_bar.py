"""This file has the filter bar: chips that combine, each with its values and their counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from briefing_app.domain.filters import Choices, ProposalFilter
from briefing_app.ui.context import Context
from briefing_app.ui.pages import late
from briefing_app.ui.proposals.date_range import ask_range
from briefing_app.ui.proposals.filter_words import CONDITIONS, TRUTHS, Condition, FilterWords
from briefing_app.ui.theme import theme
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.chips import FilterChip
from briefing_app.ui.widgets.fields import TextField
from briefing_app.ui.widgets.panes import Bar
from briefing_app.ui.widgets.popups import ChoicePopup, Option
from briefing_app.ui.widgets.tab_order import in_tab_order

_WAIT = 200  # ms after the last key


class FilterBar(Bar):
    """Text and chips over one ProposalFilter. `changed` after every change, `keep_asked` to keep it by name."""

    changed = Signal(object)
    keep_asked = Signal()

    def __init__(
        self,
        context: Context,
        parent: QWidget | None = None,
        *,
        without: Sequence[str] = (),
        within: Callable[[], tuple[int, ...]] = tuple,
    ) -> None:
        """`without`: conditions that the page sets otherwise; `within`: the meetings that choices are counted in."""
        super().__init__(parent, height=44)
        self._context = context
        self._within = within
        self._conditions = [condition for condition in CONDITIONS if condition.field not in without]
        self._filter = ProposalFilter()
        self._say = FilterWords(context, self)
        self._chips: dict[str, FilterChip] = {}
        self._text = TextField(self.tr("在结果中筛文字"), self, icon_name="list-filter", bar=True)
        self._more = FilterChip(self.tr("更多"), self)
        self._clear = Button(self.tr("清除"), self, kind="ghost", size="bar")
        self._keep = Button(self.tr("存为常用"), self, kind="ghost", size="bar")
        self._timer = QTimer(self, singleShot=True, interval=_WAIT)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.row.addWidget(self._text, 1)
        for condition in self._conditions:
            self._chips[condition.field] = FilterChip(condition.name, self)
        for condition in TRUTHS:
            self._chips[condition.field] = FilterChip(
                condition.name, self, icon="star" if condition.field == "important" else "", toggle=True
            )
        self._chips["since"] = FilterChip(self.tr("日期"), self)
        self._chips["nested"] = FilterChip(self.tr("高级"), self)
        for chip in self._chips.values():
            self.row.addWidget(chip)
        self.row.addWidget(self._more)
        self.add_stretch()
        self._fixed: list[QWidget] = []
        self.add_fixed(self._clear, self._keep)
        in_tab_order(self._text, *self._chips.values(), self._more, self._clear, self._keep)
        self._show()

    def add_fixed(self, *widgets: QWidget) -> None:
        """Put something behind the chips that always has its room."""
        self._fixed += widgets
        self.add(*widgets)

    def _on_theme_changed(self) -> None:
        self._text.setMaximumWidth(self._text.sizeHint().width())
        self._fold()

    def _connect(self) -> None:
        self._text.textEdited.connect(lambda _text: self._timer.start())
        self._timer.timeout.connect(lambda: self.set_filter(replace(self._filter, text=self._text.text())))
        theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        for condition in self._conditions:
            chip = self._chips[condition.field]
            chip.clicked.connect(partial(self._choose, condition))
            chip.cleared.connect(partial(self._set, condition.field, ()))
        for condition in TRUTHS:
            self._chips[condition.field].clicked.connect(partial(self._toggle, condition.field))
        self._chips["since"].clicked.connect(self._choose_dates)
        self._chips["since"].cleared.connect(lambda: self.set_filter(replace(self._filter, since=None, until=None)))
        self._chips["nested"].clicked.connect(self.edit_nested)
        self._chips["nested"].cleared.connect(partial(self._set, "nested", None))
        self._more.clicked.connect(self._open_more)
        self._clear.clicked.connect(lambda: self.set_filter(ProposalFilter()))
        self._keep.clicked.connect(self.keep_asked)

    # --- the filter -----------------------------------------------------------------------------------------------

    @property
    def filter(self) -> ProposalFilter:
        return self._filter

    def set_filter(self, conditions: ProposalFilter) -> None:
        """Set all conditions at once."""
        if conditions == self._filter:
            return
        self._filter = conditions
        if self._text.text() != conditions.text:
            self._text.setText(conditions.text)
        self._show()
        self.changed.emit(conditions)

    def set_choices(self, choices: Choices) -> None:
        """Learn what values are called."""
        self._say.learn(choices)
        self._show()

    def words(self) -> str:
        """The active conditions in words, for the bottom bar."""
        return self._say.say(self._filter)

    def count(self) -> int:
        """How many conditions are in force."""
        return self._say.count(self._filter)

    def focus_text(self) -> None:
        self._text.setFocus()
        self._text.selectAll()

    # --- choosing -------------------------------------------------------------------------------------------------

    def _choose(self, condition: Condition, _checked: bool = False) -> None:
        from briefing_app.store import proposals  # noqa: PLC0415 - read with the library, not with the window

        choices = self._context.read(lambda session: proposals.choices(session, self._counted()))
        self.set_choices(choices)
        chosen = getattr(self._filter, condition.field)
        offered = [Option(c.value, c.label, c.count) for c in getattr(choices, condition.field)]
        known = {option.value for option in offered}
        offered += [Option(value, self._say.label(condition.field, value), 0) for value in chosen if value not in known]
        popup = ChoicePopup(condition.name, offered, chosen, self)
        popup.chosen.connect(lambda values: self._set(condition.field, tuple(values)))
        chip = self._chips[condition.field]
        popup.open_at((chip if chip.isVisible() else self._more).popup_place())

    def _counted(self) -> ProposalFilter:
        meetings = self._within()
        return self._filter.within(meetings) if meetings else self._filter

    def _set(self, field: str, value: Any) -> None:
        self.set_filter(replace(self._filter, **{field: value}))

    def _toggle(self, field: str, _checked: bool = False) -> None:
        self._set(field, None if getattr(self._filter, field) else True)

    def _choose_dates(self) -> None:
        found = ask_range(self._filter.since, self._filter.until, self)
        if found is not None:
            self.set_filter(replace(self._filter, since=found[0], until=found[1]))

    def edit_nested(self, _checked: bool = False) -> None:
        """Conditions in groups, in a dialog of their own."""
        edit = late("briefing_app.ui.proposals.advanced", "edit_nested")
        found = edit(self._context, self._filter, self._say, self)
        if found is not None:
            self.set_filter(found)

    def _open_more(self) -> None:
        menu = QMenu(self)
        for condition in (*self._conditions, *TRUTHS):
            if not self._chips[condition.field].isHidden():
                continue
            if condition in TRUTHS:
                action = menu.addAction(condition.name, partial(self._toggle, condition.field))
                action.setCheckable(True)
                action.setChecked(bool(getattr(self._filter, condition.field)))
            else:
                menu.addAction(condition.name, partial(self._choose, condition))
        if self._chips["since"].isHidden():
            menu.addAction(self.tr("日期"), self._choose_dates)
        if self._chips["nested"].isHidden():
            menu.addAction(self.tr("高级筛选"), self.edit_nested)
        menu.exec(self._more.popup_place())

    # --- showing --------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        for condition in self._conditions:
            self._chips[condition.field].set_value(self._say.value(self._filter, condition.field))
        for condition in TRUTHS:
            chip = self._chips[condition.field]
            active = bool(getattr(self._filter, condition.field))
            chip.setChecked(active)
            chip.set_active(active)
        self._chips["since"].set_value(self._say.dates(self._filter))
        nested = self._filter.nested
        self._chips["nested"].set_value(self._say.group(nested) if nested is not None else "")
        self._clear.setEnabled(not self._filter.is_empty())
        self._keep.setEnabled(not self._filter.is_empty())
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Chips that do not fit go into 更多; those in use stay longest."""
        spacing = self.row.spacing()
        margins = self.row.contentsMargins()
        free = self.width() - margins.left() - margins.right() - self._text.minimumSizeHint().width()
        free -= sum(widget.sizeHint().width() + spacing for widget in self._fixed) + spacing
        order = list(self._chips.values())
        order.sort(key=lambda chip: not (chip.value or chip.isChecked()))  # stable: the bar's own order otherwise
        need = {chip: chip.sizeHint().width() + spacing for chip in order}
        if sum(need.values()) <= free:
            shown = set(order)
        else:
            free -= self._more.sizeHint().width() + spacing + 24
            shown = set()
            for chip in order:
                if need[chip] > free:
                    break
                free -= need[chip]
                shown.add(chip)
        for chip in order:
            chip.setVisible(chip in shown)
        hidden = len(order) - len(shown)
        self._more.setVisible(bool(hidden))
        self._more.set_name(self.tr("更多 {0}").format(hidden))
