"""This file lists what a pack was exported as, and offers to give a version out again or to show what differs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from briefing_app.domain.packs import PackVersion
from briefing_app.ui.labels import pack_format
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.painted_list import PaintedList
from briefing_app.ui.widgets.painting import RowState, paint_row, paint_text
from briefing_app.ui.widgets.panes import Bar, EmptyState, ScrollPane


class VersionsPane(QWidget):
    """`again` and `compared` give the version that is meant; compared with the one before it, or with now."""

    again = Signal(object)
    compared = Signal(object, bool)  # version, whether with what the pack says now

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = _Versions(self)
        self._empty = EmptyState(
            "history",
            self.tr("还没有导出过"),
            self.tr("每次导出都记一版：内容、日期和校验码，以后可以原样再导出。"),
            self,
        )
        scroll = ScrollPane(self, margin=0, spacing=0)
        scroll.column.addWidget(self._list)
        scroll.column.addStretch(1)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(scroll)
        self._bar = Bar(self, line="above", margin=12, spacing=6)
        self._again = Button(self.tr("再导出"), self._bar, size="bar", icon_name="file-up")
        self._before = Button(self.tr("比上版"), self._bar, size="bar", icon_name="diff")
        self._now = Button(self.tr("比现在"), self._bar, size="bar", icon_name="git-compare")
        self._again.setToolTip(self.tr("把这一版原样写成文件，逐字节相同"))
        self._before.setToolTip(self.tr("这一版与它的上一版有什么不同"))
        self._now.setToolTip(self.tr("这一版与现在的内容有什么不同"))
        self._bar.add(self._again, self._before, self._now)
        self._bar.add_stretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self._bar)
        self._list.chosen.connect(self._pick)
        self._again.clicked.connect(lambda: self.again.emit(self._list.picked_version()))
        self._before.clicked.connect(lambda: self.compared.emit(self._list.picked_version(), False))
        self._now.clicked.connect(lambda: self.compared.emit(self._list.picked_version(), True))

    def show_versions(self, versions: Sequence[PackVersion]) -> None:
        """The versions, the newest first and picked."""
        self._list.show_versions(versions)
        self._stack.setCurrentIndex(1 if versions else 0)
        self._bar.setVisible(bool(versions))
        self._pick(0)

    def _pick(self, row: int) -> None:
        self._list.pick(row)
        self._before.setEnabled(row + 1 < self._list.count())


class _Versions(PaintedList):
    """Two lines a version: number and date; format, pages, checksum and file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(self.tr("版本"))
        self._versions: tuple[PackVersion, ...] = ()
        self._picked = 0

    def show_versions(self, versions: Sequence[PackVersion]) -> None:
        self._versions, self._picked = tuple(versions), 0
        self.refresh()

    def pick(self, row: int) -> None:
        self._picked = row
        self.update()

    def picked_version(self) -> PackVersion:
        return self._versions[self._picked]

    def count(self) -> int:
        return len(self._versions)

    def words(self, row: int) -> str:
        version = self._versions[row]
        return self.tr("第 {0} 版，{1}，{2}，校验码 {3}").format(
            version.number, _moment(version), version.file_name, version.sha256
        )

    def row_height(self) -> int:
        now = tokens()
        return now.line_height(13) + now.line_height(12) + now.px(16)

    def paint_row(self, painter: QPainter, rect: QRect, row: int, *, lit: bool) -> None:
        now, version = tokens(), self._versions[row]
        picked = row == self._picked
        state = RowState(picked=picked, current=picked, hovered=lit, focused=True)
        paint_row(painter, rect, state, now)
        inner = rect.adjusted(now.px(16), now.px(8), -now.px(12), 0)
        upper = QRect(inner.x(), inner.y(), inner.width(), now.line_height(13))
        lower = QRect(inner.x(), upper.bottom() + 1, inner.width(), now.line_height(12))
        paint_text(painter, upper, self.tr("第 {0} 版").format(version.number), now.font(bold=picked), now.t1)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        paint_text(painter, upper, _moment(version), now.font(12), now.t3, align=right)
        pages = self.tr("{0} 页　").format(version.pages) if version.pages else ""
        words = f"{pack_format(version.format)}　{pages}{version.file_name}"
        paint_text(painter, lower, words, now.font(12), now.t3)


def _moment(version: PackVersion) -> str:
    return version.exported_at.astimezone().strftime("%Y-%m-%d %H:%M")
