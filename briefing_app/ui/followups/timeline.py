"""This file shows the log of an item as a timeline: date, kind, author, words, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.domain.followups import Attachment, EntryKind, FollowUpEntry
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.buttons import IconButton
from briefing_app.ui.widgets.chips import Chip
from briefing_app.ui.widgets.labels import ElidedLabel, PlainLabel
from briefing_app.ui.widgets.long_text import LongText
from briefing_app.ui.widgets.painting import ChipKind, paint_icon
from briefing_app.ui.widgets.panes import empty_layout
from briefing_app.ui.widgets.spoken import Role

_ICONS = {
    EntryKind.ASSIGNED: "send",
    EntryKind.URGED: "bell-ring",
    EntryKind.REPLY: "reply",
    EntryKind.EVALUATION: "thumbs-up",
    EntryKind.INSTRUCTION: "signature",
    EntryKind.NOTE: "pencil-line",
}
_KINDS = {EntryKind.REPLY: ChipKind.OK, EntryKind.EVALUATION: ChipKind.OK, EntryKind.URGED: ChipKind.WARN}


_SPOKEN = 200  # characters of a line's name


class Timeline(QWidget):
    """The lines of a log under each other, joined by a line at the left; files stand under their line."""

    attachment_asked = Signal(object)  # Attachment, to be written somewhere
    attachment_removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_entries(self, entries: Sequence[FollowUpEntry], attachments: Sequence[Attachment] = ()) -> None:
        """Show a log, the newest day first."""
        empty_layout(self._column)
        newest_first = sorted(entries, key=lambda entry: (entry.day, entry.written_at, entry.id), reverse=True)
        for place, entry in enumerate(newest_first):
            line = _Entry(entry, self, last=place == len(newest_first) - 1)
            for attachment in attachments:
                if attachment.entry_id == entry.id:
                    line.add(self._file(attachment))
            self._column.addWidget(line)
        for attachment in attachments:
            if attachment.entry_id is None:
                self._column.addWidget(self._file(attachment))
        if not newest_first:
            self._column.addWidget(
                PlainLabel(self.tr("还没有办理记录。交办、催办、答复都会记在这里。"), self, tone="t3", wrap=True)
            )

    def _file(self, attachment: Attachment) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        words = self.tr("{0}　{1}").format(attachment.name, _size(attachment.size))
        row.addWidget(ElidedLabel(words, holder, size=12, tone="t2"), 1)
        save = IconButton("download", self.tr("另存“{0}”").format(attachment.name), holder, bar=True)
        save.clicked.connect(partial(self._ask_for, attachment))
        drop = IconButton("x", self.tr("移走“{0}”").format(attachment.name), holder, bar=True)
        drop.clicked.connect(partial(self._remove, attachment))
        row.addWidget(save)
        row.addWidget(drop)
        return holder

    def _ask_for(self, attachment: Attachment, _checked: bool = False) -> None:
        self.attachment_asked.emit(attachment)

    def _remove(self, attachment: Attachment, _checked: bool = False) -> None:
        self.attachment_removed.emit(attachment)


def _size(size: int) -> str:
    if size < 1024:
        return f"{size} B"
    return f"{size / 1024:.0f} KB" if size < 1024**2 else f"{size / 1024**2:.1f} MB"


class _Entry(QWidget):
    spoken_as = Role.ListItem

    def __init__(self, entry: FollowUpEntry, parent: QWidget, *, last: bool) -> None:
        super().__init__(parent)
        self._entry, self._last = entry, last
        now = tokens()
        self._lines = column = QVBoxLayout(self)
        column.setContentsMargins(now.px(28), 4, 0, 8)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Chip(entry.kind.value, self, kind=_KINDS.get(entry.kind, ChipKind.PLAIN)))
        dated = entry.day
        day = self.tr("{0}年{1}月{2}日").format(dated.year, dated.month, dated.day)
        head.addWidget(PlainLabel("　".join(part for part in (day, entry.author) if part), self, size=12, tone="t3"), 1)
        column.addLayout(head)
        if entry.text:
            column.addWidget(LongText(entry.text, entry.kind.value, self))
        moved = getattr(entry, "moved_to", None)
        if moved is not None:
            column.addWidget(PlainLabel(self.tr("状态改为“{0}”").format(moved.value), self, size=12, tone="t3"))
        self.setAccessibleName(f"{entry.kind.value} {day} {entry.text[:_SPOKEN]}")

    def add(self, widget: QWidget) -> None:
        """Put something under the words."""
        self._lines.addWidget(widget)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, now = QPainter(self), tokens()
        side = now.icon_px(14)
        middle = now.px(8)
        if not self._last:
            painter.fillRect(middle, now.px(26), 1, self.height() - now.px(24), now.line2)
        place = self.rect().adjusted(middle - side // 2, 6, 0, 0)
        place.setWidth(side)
        place.setHeight(now.line_height(12))
        paint_icon(painter, place, _ICONS[self._entry.kind], now.t2, side)
