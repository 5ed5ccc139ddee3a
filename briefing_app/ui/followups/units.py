"""This file has the directory of units (办理单位名录): rename, other names, merging of spellings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QWidget

from briefing_app.domain.units import Unit
from briefing_app.store import units
from briefing_app.ui import messages
from briefing_app.ui.context import Context
from briefing_app.ui.history.dialog import show_history
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.dialogs import Dialog, FormDialog
from briefing_app.ui.widgets.fields import Choice, TextField
from briefing_app.ui.widgets.panes import EmptyState
from briefing_app.ui.widgets.side_list import SECOND, SideList

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_ID = int(Qt.ItemDataRole.UserRole)


def edit_units(context: Context, parent: QWidget) -> None:
    """Show the directory; each change in it is an action of its own that can be undone."""
    UnitsDialog(context, parent).exec()


class UnitsDialog(Dialog):
    """The units with their other names and how many items they have, and what can be done with one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            context.tr("办理单位名录"),
            context.tr("同一单位的简称、旧称写成别名，查找和录入时都认得。改名和合并不影响已有的跟进事项，可以撤销。"),
            parent=parent,
            width=560,
        )
        self._context = context
        self._units: list[Unit] = []
        self.list = SideList(self)
        self.list.setAccessibleName(self.tr("办理单位"))
        self.list.setMinimumHeight(tokens().px(300))
        self._empty = EmptyState(
            "building-2",
            self.tr("还没有办理单位"),
            self.tr("新建跟进事项时写下的单位会出现在这里，也可以先加上。"),
            self,
        )
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._empty, 1)
        self._add_buttons()
        self.add_verb("", self.tr("关闭"), main=True)
        self.list.itemDoubleClicked.connect(lambda _item: self.edit())
        self.show_units()

    def _add_buttons(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._for_one: list[Button] = []
        for words, icon_name, run in (
            (self.tr("新增"), "plus", self.add),
            (self.tr("改名和别名"), "pencil", self.edit),
            (self.tr("合并到…"), "merge", self.merge),
            (self.tr("删除"), "trash-2", self.remove),
            (self.tr("历史"), "history", self.show_history),
        ):
            button = Button(words, self, icon_name=icon_name, size="bar")
            button.clicked.connect(lambda _checked=False, run=run: run())
            button.setEnabled(run == self.show_history or not self._context.read_only)
            row.addWidget(button)
            if icon_name != "plus":
                self._for_one.append(button)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_units(self, current: str = "") -> None:
        """Show the directory as it stands now."""
        self._units = self._context.read(units.directory)
        self.list.clear()
        for unit in self._units:
            item = QListWidgetItem(unit.name, self.list)
            item.setData(_ID, unit.id)
            item.setData(SECOND, self._facts(unit))
            if unit.name == current or self.list.currentRow() < 0:
                self.list.setCurrentItem(item)
        self.list.setVisible(bool(self._units))
        self._empty.setVisible(not self._units)
        for button in self._for_one:
            button.setEnabled(bool(self._units) and not self._context.read_only)

    def _facts(self, unit: Unit) -> str:
        parts = [
            self.tr("主办 {0} 项").format(unit.leads) if unit.leads else "",
            self.tr("会办 {0} 项").format(unit.joins) if unit.joins else "",
            "" if unit.is_used else self.tr("还没有跟进事项"),
            self.tr("别名：{0}").format("、".join(unit.aliases)) if unit.aliases else "",
        ]
        return "　".join(part for part in parts if part)

    def current(self) -> Unit | None:
        row = self.list.currentRow()
        return self._units[row] if 0 <= row < len(self._units) else None

    def add(self) -> None:
        name = messages.ask_text(self, self.tr("新增办理单位"), field=self.tr("单位名称"), verb=self.tr("新增"))
        if name:
            self._change(self.tr("新增办理单位"), lambda s: units.named(s, name), name)

    def edit(self) -> None:
        """Another name for it, and its other names."""
        unit = self.current()
        if unit is None:
            return
        name, others = TextField(), TextField(self.tr("几个别名用、隔开，可留空"))
        name.setText(unit.name)
        others.setText("、".join(unit.aliases))
        form = FormDialog(
            self.tr("改名和别名"),
            self.tr("改名后，原来的名称自动成为别名。"),
            verb=self.tr("存下"),
            check=lambda: "" if name.text().strip() else self.tr("请写单位名称。"),
            parent=self,
        )
        form.add_field(self.tr("单位名称"), name)
        form.add_field(self.tr("别名"), others)
        if not form.ask():
            return
        wanted, aliases = name.text().strip(), _parts(others.text())
        if wanted != unit.name:
            aliases.append(unit.name)

        def change(session: Session) -> None:
            units.rename(session, unit.name, wanted)
            units.set_aliases(session, wanted, [one for one in aliases if one != wanted])

        self._change(self.tr("改办理单位“{0}”").format(unit.name), change, wanted)

    def merge(self) -> None:
        """Two spellings of one unit become one."""
        unit = self.current()
        others = [one.name for one in self._units if unit is not None and one.id != unit.id]
        if unit is None or not others:
            self._context.toast(self.tr("只有一个单位，没有可以合并的"))
            return
        into = Choice([(name, name) for name in others])
        form = FormDialog(
            self.tr("把“{0}”合并到另一个单位").format(unit.name),
            self.tr("它的跟进事项都归到那个单位，它的名称成为别名。可以撤销。"),
            verb=self.tr("合并"),
            parent=self,
        )
        form.add_field(self.tr("合并到"), into)
        if form.ask():
            target = str(into.value())
            words = self.tr("把“{0}”合并到“{1}”").format(unit.name, target)
            self._change(words, lambda s: units.merge(s, unit.name, target), target)

    def remove(self) -> None:
        unit = self.current()
        if unit is not None:
            self._change(self.tr("删除办理单位“{0}”").format(unit.name), lambda s: units.remove(s, unit.name))

    def show_history(self) -> None:
        """What became of the unit's name, and when."""
        unit = self.current()
        if unit is not None:
            show_history(self._context, "unit", unit.id, unit.name, self)

    def _change(self, name: str, work: Callable[[Session], object], current: str = "") -> None:
        if self._context.perform(name, work) is not None:
            self.show_units(current)


def _parts(text: str) -> list[str]:
    for sign in "，,；;":
        text = text.replace(sign, "、")
    return [part.strip() for part in text.split("、") if part.strip()]
