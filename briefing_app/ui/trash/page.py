"""This file is the page 回收站: everything that was removed, and the way back."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from briefing_app.store import trash
from briefing_app.store.trash import Removed
from briefing_app.ui import labels
from briefing_app.ui.aside import MANY
from briefing_app.ui.context import Context
from briefing_app.ui.page import Page
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.panes import EmptyState, PageHead, Pane
from briefing_app.ui.widgets.rows import Column, RowsModel
from briefing_app.ui.widgets.tables import Table


@dataclass(frozen=True, slots=True)
class _Row:
    """A removed record with a number of its own, since ids of different kinds may be the same."""

    number: int
    removed: Removed


class TrashPage(Page):
    """Nothing is ever deleted for good here: what was removed waits until it is put back."""

    title = "回收站"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._head = PageHead(self.tr("回收站"), self)
        self._restore = Button(self.tr("放回原处"), self, icon_name="undo-2", kind="main")
        self._head.add(self._restore)
        self._table = Table(
            RowsModel(self._columns(), lambda row: row.number),
            self,
            name="trash",
            preferences=context.preferences,
            accessible_name=self.tr("回收站"),
        )
        self._empty = EmptyState(
            "trash-2",
            self.tr("回收站是空的"),
            self.tr("从资料库移走的会议、发言、建议、批注、跟进事项和材料册会放在这里，随时可以放回。"),
        )
        self._stack = QStackedWidget(self)
        for widget in (Pane(self), self._table, self._empty):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._stack, 1)
        self._restore.clicked.connect(self.restore)
        self._table.opened.connect(lambda _number: self.restore())
        self._table.rows_model.picked_changed.connect(self._name_button)
        self._command = self.add_command(self.tr("放回原处"), self.restore, keys="Ctrl+R", icon_name="undo-2")

    def _columns(self) -> list[Column[_Row]]:
        return [
            Column("check", "", 44, kind="check", least=20),
            Column("title", self.tr("内容"), 0, lambda row: row.removed.title, kind="lines", least=240),
            Column("kind", self.tr("类别"), 112, lambda row: labels.record_kind(row.removed.kind)),
            Column("at", self.tr("移走时间"), 152, lambda row: f"{row.removed.removed_at:%Y-%m-%d %H:%M}"),
        ]

    def reload(self) -> None:
        self.context.load(trash.removed, owner=self, done=self._show)

    def _show(self, removed: list[Removed]) -> None:
        self._table.rows_model.picked.clear()
        self._table.set_rows([_Row(number, one) for number, one in enumerate(removed)])
        self._stack.setCurrentWidget(self._table if removed else self._empty)
        self._restore.setVisible(bool(removed))
        self._command.setEnabled(bool(removed))
        self._head.set_note(self.tr("{0} 项").format(len(removed)) if removed else "")
        self.set_status(self.tr("回收站 {0} 项").format(len(removed)))
        self._name_button()

    def _name_button(self) -> None:
        count = len(self._table.rows_model.picked)
        words = self.tr("放回勾选的 {0} 项").format(count) if count else self.tr("放回原处")
        self._restore.setText(words)
        self._restore.updateGeometry()

    def restore(self) -> None:
        """Put the ticked records back, or the current one."""
        rows = [row.removed for row in self._table.rows_model.rows if row.number in set(self._table.selected_keys())]
        if not rows:
            return
        words = rows[0].title if len(rows) == 1 else self.tr("{0} 项").format(len(rows))
        done = self.context.perform(
            self.tr("放回{0}").format(labels.record_kind(rows[0].kind)),
            lambda session: _put_back(session, rows),
            rows=max(len(rows), MANY if any(row.kind == "meeting" for row in rows) else 0),
        )
        if done is not None:
            self.context.toast(self.tr("已放回：{0}").format(words[:24]), undo=True)


def _put_back(session: Session, rows: list[Removed]) -> None:
    for row in rows:
        trash.restore(session, row.kind, row.id)
