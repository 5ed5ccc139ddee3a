"""This file is the report of a batch: every file, what became of it, and what needs a person."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from briefing_app.ui.context import Context
from briefing_app.ui.review.batch import Batch
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.fields import SegmentedControl
from briefing_app.ui.widgets.labels import ElidedLabel
from briefing_app.ui.widgets.panes import Bar, EmptyState, PageHead, Pane
from briefing_app.ui.widgets.rows import Column, RowsModel
from briefing_app.ui.widgets.tables import Table

if TYPE_CHECKING:
    from briefing_app.workflows.batches import Taken

_EVERYTHING = ""
_STORED, _REVIEW, _KNOWN, _UNREADABLE = "已存入", "待审核", "以前导入过", "没有读入"


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    taken: Taken


class BatchReport(Pane):
    """导入报告. `closed` gives the page back, `review_asked` opens the drafts that wait, `opened` a meeting."""

    closed = Signal()
    review_asked = Signal()
    opened = Signal(int)
    ready = Signal()  # a batch has ended, and what became of its files is shown here

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._rows: list[_Row] = []
        self._batch = Batch(context, self)
        self._batch.ended.connect(self._on_ended)
        self._head = PageHead(self.tr("导入报告"), self)
        back = Button(self.tr("返回材料"), self, icon_name="arrow-left")
        back.clicked.connect(self.closed)
        self._review = Button(self.tr("逐份审核"), self, kind="main", icon_name="check-check")
        self._review.clicked.connect(self.review_asked)
        self._head.add(back, self._review)
        bar = Bar(self)
        options = [(_EVERYTHING, self.tr("全部"), ""), *((word, word, "") for word in _OUTCOMES)]
        self._shown = SegmentedControl(options, bar, name=self.tr("看哪些文件"))
        self._shown.chosen.connect(lambda _value: self._show_rows())
        self._note = ElidedLabel("", bar, tone="t2")
        bar.add(self._shown)
        bar.row.addWidget(self._note, 1)
        self._table = Table(
            RowsModel(self._columns(), lambda row: row.number),
            self,
            name="batch_report",
            preferences=context.preferences,
            accessible_name=self.tr("导入的文件"),
        )
        self._table.opened.connect(self._on_opened)
        self._empty = EmptyState("files", self.tr("没有这样的文件"), self.tr("点上面的“全部”看整份报告。"), self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._head, bar):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)

    def _columns(self) -> list[Column[_Row]]:
        return [
            Column("outcome", self.tr("结果"), 104, lambda row: row.taken.outcome.value),
            Column("file", self.tr("文件"), 220, lambda row: row.taken.path.name, least=140),
            Column("why", self.tr("说明"), 0, lambda row: row.taken.why, kind="lines", least=200),
        ]

    def start(self, files: list[Path]) -> None:
        """Take files and folders in; the report follows."""
        if self._batch.is_running:
            self._context.toast(self.tr("上一批还在导入，等它做完再导入下一批"))
            return
        self._batch.start(files)
        self._context.toast(self.tr("正在导入，做完给出报告；可以先做别的"))

    def _on_ended(self, taken: list[Taken], total: int) -> None:
        if not total:
            self._context.toast(self.tr("没有找到可以导入的文件"))
            return
        self.show_report(taken, total)
        self._context.toast(self.tr("导入完毕：{0} 份").format(len(taken)))
        self.ready.emit()

    def show_report(self, taken: list[Taken], total: int) -> None:
        """Show what became of the files; what needs a person comes first."""
        order = (_UNREADABLE, _REVIEW, _STORED, _KNOWN)
        ordered = sorted(taken, key=lambda found: order.index(found.outcome.value))
        self._rows = [_Row(number, found) for number, found in enumerate(ordered, start=1)]
        counts = Counter(found.outcome.value for found in taken)
        for word in _OUTCOMES:
            self._shown.set_words(word, self.tr("{0} {1}").format(word, f"{counts[word]:,}"))
        self._shown.set_value(_EVERYTHING)
        stopped = total - len(taken)
        words = self.tr("共 {0} 份").format(f"{total:,}")
        if stopped:
            words += self.tr("，停下时还有 {0} 份没有读").format(f"{stopped:,}")
        self._head.set_note(words)
        self._review.setVisible(counts[_REVIEW] > 0)
        self._note.setText(self._said_of(counts))
        self._show_rows()

    @property
    def shown(self) -> list[Taken]:
        """The files in the table, in order."""
        return [row.taken for row in self._table.rows_model.rows]

    def _said_of(self, counts: Counter[str]) -> str:
        said = []
        if counts[_REVIEW]:
            said.append(self.tr("{0} 份要人看").format(f"{counts[_REVIEW]:,}"))
        if counts[_UNREADABLE]:
            said.append(self.tr("{0} 份读不了，原因写在说明里").format(f"{counts[_UNREADABLE]:,}"))
        return "，".join(said) or self.tr("没有需要处理的")

    def _show_rows(self) -> None:
        wanted = self._shown.value()
        rows = [row for row in self._rows if wanted in (_EVERYTHING, row.taken.outcome.value)]
        self._table.set_rows(rows)
        self._stack.setCurrentWidget(self._table if rows else self._empty)

    def _on_opened(self, number: int) -> None:
        row = next((row for row in self._rows if row.number == number), None)
        if row is not None and row.taken.meeting_id is not None:
            self.opened.emit(row.taken.meeting_id)
        elif row is not None and row.taken.outcome.value == _REVIEW:
            self.review_asked.emit()


_OUTCOMES = (_STORED, _REVIEW, _KNOWN, _UNREADABLE)
