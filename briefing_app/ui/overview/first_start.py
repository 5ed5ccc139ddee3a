"""This file is what an empty library shows: what to do, and what will happen then."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from briefing_app.ui import icons
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.painting import paint_box, paint_text
from briefing_app.ui.widgets.panes import Pane, ScrollPane


class FirstStart(ScrollPane):
    """Two ways to begin, three steps that follow, three other libraries."""

    import_asked = Signal()
    sample_asked = Signal()
    example_asked = Signal()
    open_asked = Signal()
    restore_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=24)
        self._middle = QWidget(self)
        self._build()
        theme().changed.connect(self._measure)
        self._measure()

    def _build(self) -> None:
        column = QVBoxLayout(self._middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(PlainLabel(self.tr("从一份会议材料开始"), self, size=24, bold=True))
        column.addWidget(
            PlainLabel(
                self.tr("把报纸版面、发言稿或网页放进来，先得到一份可核对的草稿；你点头以后才存进资料库。"),
                self,
                size=14,
                tone="t2",
                wrap=True,
            )
        )
        column.addSpacing(12)
        column.addWidget(self._build_drop())
        column.addSpacing(24)
        column.addWidget(self._build_steps())
        column.addSpacing(12)
        column.addLayout(self._build_foot())
        self.column.addStretch(2)
        self.column.addWidget(self._middle, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addStretch(3)

    def _build_drop(self) -> QWidget:
        place = _DropPlace(self)
        column = QVBoxLayout(place)
        column.setContentsMargins(24, 32, 24, 32)
        column.setSpacing(6)
        self._icon = QLabel(self)
        words = PlainLabel(self.tr("把文件拖到这里"), self, size=16, bold=True)
        kinds = PlainLabel(self.tr("Word、PDF、文本、网页，可以一次放多份"), self, tone="t3")
        for label in (self._icon, words, kinds):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
            column.addSpacing(6 if label is self._icon else 0)
        column.addSpacing(12)
        self._import = Button(
            self.tr("导入材料"), self, icon_name="folder-open", kind="main", size="large", keys="Ctrl+I"
        )
        sample = Button(self.tr("打开示例"), self, icon_name="book-open", size="large")
        self._import.clicked.connect(self.import_asked)
        sample.clicked.connect(self.sample_asked)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch(1)
        row.addWidget(self._import)
        row.addWidget(sample)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(10)
        note = PlainLabel(self.tr("示例是一场虚构的会议，看完可以整份删除。"), self, size=12, tone="t3")
        note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(note)
        return place

    def _build_steps(self) -> QWidget:
        steps = (
            (self.tr("导入"), self.tr("自动分出会议、发言人、题目、正文和建议，原文一字不丢。")),
            (self.tr("审核"), self.tr("拿不准的地方逐条列出，写明理由，由你决定。")),
            (self.tr("使用"), self.tr("检索、对照、跟进，再按公文格式印成材料册。")),
        )
        pane = Pane(self, surface="", line="above")
        row = QHBoxLayout(pane)
        row.setContentsMargins(0, 16, 0, 16)
        row.setSpacing(20)
        for number, (title, text) in enumerate(steps, start=1):
            column = QVBoxLayout()
            column.setSpacing(6)
            head = QHBoxLayout()
            head.setSpacing(8)
            head.addWidget(_Number(number, self))
            head.addWidget(PlainLabel(title, self, bold=True), 1)
            column.addLayout(head)
            column.addWidget(PlainLabel(text, self, tone="t2", wrap=True))
            column.addStretch(1)
            row.addLayout(column, 1)
        return pane

    def _build_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._drive = QLabel(self)
        row.addWidget(self._drive)
        row.addWidget(PlainLabel(self.tr("资料只存在这台电脑上，不联网。"), self, tone="t2"), 1)
        for words, icon, signal in (
            (self.tr("看示例资料库"), "book-open-text", self.example_asked),
            (self.tr("打开已有资料库"), "library", self.open_asked),
            (self.tr("从备份恢复"), "archive", self.restore_asked),
        ):
            button = Button(words, self, kind="link", icon_name=icon)
            button.clicked.connect(signal)
            row.addWidget(button)
        return row

    def _measure(self) -> None:
        now = tokens()
        self._icon.setPixmap(icons.pixmap("file-down", now.icon_px(32), now.t2))
        self._drive.setPixmap(icons.pixmap("hard-drive", now.icon_px(16), now.t2))
        width = min(now.px(720), max(self.width() - 48, 320))
        self._middle.setFixedWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._measure()


class _DropPlace(QWidget):
    """A dashed frame; the window itself takes the drop."""

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        now = tokens()
        paint_box(QPainter(self), self.rect(), fill=now.sub, frame=now.ctl, radius=6, dashed=True)


class _Number(QWidget):
    """A number in a ring."""

    def __init__(self, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._number = number

    def sizeHint(self) -> QSize:  # noqa: N802
        side = tokens().px(20)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, now = QPainter(self), tokens()
        side = min(now.px(20), self.height())
        ring = QRectF(0, (self.height() - side) / 2, side, side)
        paint_box(painter, ring, fill=None, frame=now.ctl, radius=side / 2)
        align = Qt.AlignmentFlag.AlignCenter
        paint_text(painter, ring.toRect(), str(self._number), now.font(12, bold=True), now.t2, align=align)
