"""This file shows the 历史 of a record: who did what and when, the newest first."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.store import history
from briefing_app.store.history import HistoryEntry
from briefing_app.ui.context import Context
from briefing_app.ui.history.words import change_in_words
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.dialogs import Dialog
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.panes import EmptyState, Pane, ScrollPane

_MOST = 200  # actions; older ones are in the library, but nobody reads so far


def show_history(context: Context, kind: str, record_id: int, title: str, parent: QWidget | None = None) -> None:
    """Show the life of a record; `kind` is the name of its table."""
    dialog = HistoryDialog(context.read(lambda s: history.told(s, kind, record_id)), title, parent)
    dialog.exec()


class HistoryDialog(Dialog):
    """One block an action: when, who, what; below it what changed from what to what."""

    def __init__(self, entries: list[HistoryEntry], title: str, parent: QWidget | None = None) -> None:
        super().__init__(_tr("历史"), title if len(title) <= 80 else f"{title[:80]}…", parent=parent, width=600)
        self.lines: list[str] = []
        pane = ScrollPane(self, margin=0, spacing=0)
        # What one action did stands in one block: all its lines have one moment.
        blocks = [list(together) for _, together in groupby(entries, key=lambda entry: (entry.at, entry.action))]
        for together in blocks[:_MOST]:
            pane.column.addWidget(self._block(together))
        if not entries:
            pane.column.addWidget(EmptyState("history", _tr("还没有历史"), _tr("从现在起，每次改动都会记在这里。")))
        pane.column.addStretch(1)
        pane.setMinimumHeight(tokens().px(340))
        self.body.addWidget(pane)
        self.add_verb("", _tr("关闭"), main=True)

    def _block(self, together: list[HistoryEntry]) -> Pane:
        first = together[0]
        block = Pane(self, line="below")
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 10, 8, 10)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(PlainLabel(first.action, block, bold=True), 1)
        when = f"{first.at.astimezone():%Y-%m-%d %H:%M}"
        row.addWidget(PlainLabel(f"{first.author or _tr('没有署名')}　{when}", block, size=12, tone="t3"))
        column.addLayout(row)
        for words in dict.fromkeys(filter(None, map(change_in_words, together))):
            column.addWidget(PlainLabel(words, block, size=12, tone="t2", wrap=True))
            self.lines.append(words)
        return block


def _tr(text: str) -> str:
    return QCoreApplication.translate("History", text)
