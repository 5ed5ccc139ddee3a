"""This file shows what an exchange file brings, and each conflict with both sides next to each other, to be decided."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from briefing_app.domain import exchange
from briefing_app.domain.exchange import Conflict, Outcome
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.dialogs import Dialog
from briefing_app.ui.widgets.fields import SegmentedControl
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.panes import Pane, ScrollPane, empty_layout
from briefing_app.ui.widgets.side_list import SECOND, SideList

Decisions = dict[str, exchange.Choice]


def ask_to_take_in(name: str, outcome: Outcome, parent: QWidget | None = None) -> Decisions | None:
    """What a person decides about each conflict; None when nothing is to be taken in."""
    dialog = IncomingDialog(name, outcome, parent)
    dialog.exec()
    return dialog.decisions() if dialog.answer == "take" else None


class IncomingDialog(Dialog):
    """What a file brings, and its conflicts; what is left open stays as it is here."""

    def __init__(self, name: str, outcome: Outcome, parent: QWidget | None = None) -> None:
        nothing = outcome.changes_nothing() and not outcome.conflicts
        title = _tr("“{0}”里没有新内容").format(name) if nothing else _tr("读入“{0}”").format(name)
        super().__init__(title, _summary(outcome), parent=parent, width=860 if outcome.conflicts else 560)
        if outcome.notes:
            self.body.addWidget(_notes(outcome.notes, self))
        self.conflicts = ConflictList(outcome.conflicts, self) if outcome.conflicts else None
        if self.conflicts is not None:
            self.body.addWidget(self.conflicts, 1)
            # Texts that wrap take more than their hint says: without room of its own the list would be overlapped.
            self.resize(tokens().px(860), min(tokens().px(640), self.screen().availableSize().height() - 60))
        self.add_verb("", _tr("知道了") if nothing else _tr("不读入"), main=nothing)
        if not nothing:
            self.add_verb("take", _tr("读入"), main=True)

    def decisions(self) -> Decisions:
        """The conflicts that were decided."""
        return self.conflicts.decisions() if self.conflicts is not None else {}


class ConflictList(Pane):
    """All conflicts at the left, at the right both sides of the one that is looked at, and the choice."""

    def __init__(self, conflicts: tuple[Conflict, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent, line="card")
        self._conflicts = conflicts
        self._decided: Decisions = {}
        self.list = SideList(self)
        self.list.setAccessibleName(_tr("两边都改过的记录"))
        self.list.setFixedWidth(tokens().px(250))
        self._sides = ScrollPane(self, margin=16, spacing=8)
        self.choice = SegmentedControl(
            [
                (None, _tr("先不动"), ""),
                (exchange.Choice.KEEP, _tr("留本库的"), ""),
                (exchange.Choice.TAKE, _tr("用来件的"), ""),
            ],
            self,
            name=_tr("怎样处理这一处"),
        )
        self._left = PlainLabel("", self, size=12, tone="t3")
        self._build()
        self._fill()
        self.list.currentRowChanged.connect(self._show)
        self.choice.chosen.connect(self._on_chosen)
        self.list.setCurrentRow(0)

    def decisions(self) -> Decisions:
        return dict(self._decided)

    def decide_rest(self, choice: exchange.Choice) -> None:
        """Decide all that are still open the same way."""
        for row, conflict in enumerate(self._conflicts):
            if conflict.uid not in self._decided:
                self._decided[conflict.uid] = choice
                self._paint(row)
        self._show(self.list.currentRow())

    def _build(self) -> None:
        self.setMinimumHeight(tokens().px(300))
        keep = Button(_tr("其余都留本库的"), self, kind="link")
        take = Button(_tr("其余都用来件的"), self, kind="link")
        keep.clicked.connect(lambda: self.decide_rest(exchange.Choice.KEEP))
        take.clicked.connect(lambda: self.decide_rest(exchange.Choice.TAKE))
        rest = QHBoxLayout()
        rest.setContentsMargins(16, 0, 16, 12)
        rest.setSpacing(16)
        rest.addWidget(self._left, 1)
        rest.addWidget(keep)
        rest.addWidget(take)
        choosing = QHBoxLayout()
        choosing.setContentsMargins(16, 8, 16, 8)
        choosing.addWidget(self.choice)
        choosing.addStretch(1)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._sides, 1)
        right.addLayout(choosing)
        right.addLayout(rest)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addLayout(right, 1)

    def _fill(self) -> None:
        for row, conflict in enumerate(self._conflicts):
            item = QListWidgetItem(conflict.title or conflict.term, self.list)
            item.setToolTip(conflict.title)
            self._paint(row)

    def _paint(self, row: int) -> None:
        conflict = self._conflicts[row]
        words = {exchange.Choice.KEEP: _tr("留本库的"), exchange.Choice.TAKE: _tr("用来件的")}
        chosen = self._decided.get(conflict.uid)
        state = words[chosen] if chosen is not None else _tr("先不动")
        self.list.item(row).setData(SECOND, f"{conflict.term}　{state}")

    def _show(self, row: int) -> None:
        left = len(self._conflicts) - len(self._decided)
        self._left.setText(_tr("还有 {0} 处没有决定").format(left) if left else _tr("都已决定"))
        if row < 0:
            return
        conflict = self._conflicts[row]
        self.choice.set_value(self._decided.get(conflict.uid))
        empty_layout(self._sides.column)
        words = _tr("{0}“{1}”两边都改过").format(conflict.term, conflict.title)
        self._sides.column.addWidget(PlainLabel(words, self, bold=True, wrap=True))
        self._sides.column.addWidget(_side_by_side(conflict, self))
        self._sides.column.addStretch(1)

    def _on_chosen(self, value: object) -> None:
        row = self.list.currentRow()
        uid = self._conflicts[row].uid
        if isinstance(value, exchange.Choice):
            self._decided[uid] = value
        else:
            self._decided.pop(uid, None)
        self._paint(row)
        self._show(row)


def _side_by_side(conflict: Conflict, parent: QWidget) -> QWidget:
    """One line a field: its name above, the value here at the left, the one that comes at the right."""
    widget = QWidget(parent)
    grid = QGridLayout(widget)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    for column, words in enumerate((_tr("本库"), _tr("来件"))):
        grid.setColumnStretch(column, 1)
        grid.addWidget(PlainLabel(words, widget, size=12, bold=True, tone="t2"), 0, column)
    for number, one in enumerate(conflict.differences):
        grid.addWidget(PlainLabel(one.field, widget, size=12, tone="t3"), 2 * number + 1, 0, 1, 2)
        for column, value in enumerate((one.ours, one.theirs)):
            grid.addWidget(_value(value, widget), 2 * number + 2, column)
    return widget


def _value(value: str, parent: QWidget) -> QWidget:
    pane = Pane(parent, surface="sub", line="card")
    column = QVBoxLayout(pane)
    column.setContentsMargins(8, 6, 8, 6)
    label = PlainLabel(value, pane, wrap=True, selectable=True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    column.addWidget(label)
    column.addStretch(1)
    return pane


def _notes(notes: tuple[str, ...], parent: QWidget) -> QWidget:
    scroll = ScrollPane(parent, margin=0, spacing=4)
    for note in notes:
        scroll.column.addWidget(PlainLabel(note, scroll, tone="warn", wrap=True))
    scroll.column.addStretch(1)
    scroll.setMinimumHeight(tokens().px(44))
    scroll.setMaximumHeight(tokens().px(120))
    return scroll


def _summary(outcome: Outcome) -> str:
    nothing = outcome.changes_nothing() and not outcome.conflicts
    parts = [_tr("资料库没有改动。") if nothing else _tr("资料库还没有改动。读入之前先备份，读入之后可以一步撤销。")]
    for words, counts in ((_tr("新增：{0}。"), outcome.added), (_tr("更新：{0}。"), outcome.updated)):
        if counts:
            parts.append(words.format("、".join(f"{kind} {count}" for kind, count in counts.items())))
    if outcome.unchanged:
        parts.append(_tr("{0} 条两边一样。").format(outcome.unchanged))
    if outcome.ours_newer:
        parts.append(_tr("{0} 条本库的较新，保留。").format(outcome.ours_newer))
    if outcome.conflicts:
        parts.append(_tr("{0} 处两边都改过，请逐条决定；不决定的保持本库现状。").format(len(outcome.conflicts)))
    return "".join(parts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Exchange", text)
