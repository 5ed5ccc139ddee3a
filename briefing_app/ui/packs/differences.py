"""This file shows what differs between two versions of a pack, item by item, with both wordings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.export.differences import Change, Difference
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.chips import Chip
from briefing_app.ui.widgets.dialogs import Dialog
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.painting import ChipKind
from briefing_app.ui.widgets.panes import Pane, ScrollPane

_MOST = 300  # items shown; more are counted
_AROUND = 18  # characters kept around what was reworded
_KINDS = {
    Change.ADDED: ChipKind.OK,
    Change.REMOVED: ChipKind.REMOVED,
    Change.REWORDED: ChipKind.WARN,
    Change.MOVED: ChipKind.PLAIN,
}


def show_differences(title: str, found: Sequence[Difference], parent: QWidget | None = None) -> None:
    """A dialog with the list; its head counts each kind of change."""
    dialog_of(title, found, parent).exec()


def dialog_of(title: str, found: Sequence[Difference], parent: QWidget | None = None) -> Dialog:
    """The dialog, not yet shown."""
    dialog = Dialog(title, summed_up(found), parent=parent, width=680)
    if found:
        scroll = ScrollPane(dialog, margin=0, spacing=0)
        for difference in found[:_MOST]:
            scroll.column.addWidget(_Row(difference, dialog))
        scroll.column.addStretch(1)
        scroll.setMinimumHeight(tokens().px(min(420, 72 * len(found))))
        dialog.body.addWidget(scroll)
    dialog.add_verb("", _tr("关闭"), main=True, run=dialog.reject)
    return dialog


def summed_up(found: Sequence[Difference]) -> str:
    """修改 2 处，新增 1 处。"""
    if not found:
        return _tr("两者一字不差。版本号和日期不算差异。")
    counts = Counter(difference.change for difference in found)
    words = "，".join(_tr("{0} {1} 处").format(kind.value, counts[kind]) for kind in Change if counts[kind])
    more = _tr("这里列出前 {0} 处。").format(_MOST) if len(found) > _MOST else ""
    return f"{words}。{more}"


class _Row(Pane):
    """One change: its kind and place, then what it was and what it is."""

    def __init__(self, difference: Difference, parent: QWidget | None = None) -> None:
        super().__init__(parent, surface="", line="below")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 8, 10)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Chip(difference.change.value, self, kind=_KINDS[difference.change]))
        head.addWidget(PlainLabel(difference.place, self, bold=True, wrap=True), 1)
        column.addLayout(head)
        for words, tone in wordings(difference):
            column.addWidget(PlainLabel(words, self, size=12, tone=tone, wrap=True, selectable=True))


def wordings(difference: Difference) -> list[tuple[str, str]]:
    """The lines under a change, with their tones; of a rewording only what is around the change."""
    before, after = difference.before, difference.after
    if difference.change is Change.REWORDED:
        before, after = around(before, after)
        return [(_tr("原：{0}").format(before), "t3"), (_tr("现：{0}").format(after), "")]
    return [(before or after, "t3" if difference.change is Change.REMOVED else "")]


def around(before: str, after: str) -> tuple[str, str]:
    """Both texts without long stretches that they share at their ends."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    blocks = matcher.get_matching_blocks()
    head = blocks[0].size if blocks[0].a == blocks[0].b == 0 else 0
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return _cut(before, head, tail), _cut(after, head, tail)


def _cut(text: str, head: int, tail: int) -> str:
    start, end = max(0, head - _AROUND), min(len(text), len(text) - tail + _AROUND)
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("PackDifferences", text)
