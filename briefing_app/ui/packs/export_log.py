"""This file shows the 导出记录: what left the library, when, by whom, as which bytes; and finds a file in it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from briefing_app.domain.packs import ExportRecord
from briefing_app.store import packs
from briefing_app.ui import messages
from briefing_app.ui.context import Context
from briefing_app.ui.tasks import Job, Tasks
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.dialogs import Dialog
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.panes import EmptyState
from briefing_app.ui.widgets.rows import Column, RowsModel
from briefing_app.ui.widgets.tables import Table

_CHUNK = 1 << 20
_SHOWN = 12  # characters of a checksum: enough to tell two files apart by eye


def show_export_log(context: Context, parent: QWidget | None = None) -> None:
    """Show the export log of the open library."""
    ExportLogDialog(context.read(packs.exports), tasks=context.tasks, parent=parent).exec()


class ExportLogDialog(Dialog):
    """A line an export, the newest first. A file that turned up somewhere can be looked for by its bytes."""

    def __init__(self, records: Sequence[ExportRecord], *, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("导出记录"),
            self.tr("离开资料库的每一个文件都记在这里，不能删改。校验码一样，就是同一个文件，一个字节也不差。"),
            parent=parent,
            width=780,
        )
        self._records, self._tasks = records, tasks
        self.table = Table(
            RowsModel(self._columns(), lambda record: record.id, self),
            self,
            row_height=36,
            accessible_name=self.tr("导出记录"),
        )
        self.table.rows_model.set_rows(records)
        self.table.setMinimumHeight(tokens().px(360))
        self.answer_line = PlainLabel("", self, tone="t2", wrap=True, selectable=True)
        if records:
            self.body.addWidget(self.table)
            self.table.selectRow(0)
        else:
            words = self.tr("导出材料册、统计、交换文件等之后，时间、署名和校验码会记在这里。")
            self.body.addWidget(EmptyState("clipboard-list", self.tr("还没有导出过"), words))
        self.body.addWidget(self.answer_line)
        if records:
            self.add_verb("copy", self.tr("复制校验码"), run=self.copy)
            self.add_verb("find", self.tr("核对一个文件…"), run=self._on_find)
        self.add_verb("", self.tr("关闭"), main=True, run=self.reject)

    def _columns(self) -> list[Column[ExportRecord]]:
        return [
            Column("at", self.tr("时间"), 140, text=_when),
            Column("what", self.tr("内容"), 0, text=lambda record: record.what),
            Column("file", self.tr("文件"), 220, text=lambda record: record.file_name),
            Column("author", self.tr("导出人"), 90, text=lambda record: record.author or self.tr("没有署名")),
            Column("sha256", self.tr("校验码"), 130, text=lambda record: record.sha256[:_SHOWN]),
        ]

    def copy(self) -> None:
        """Put the whole checksum of the current line on the clipboard."""
        row = self.table.currentIndex().row()
        if row >= 0:
            QGuiApplication.clipboard().setText(self._records[row].sha256)
            self.answer_line.setText(self.tr("已复制“{0}”的校验码。").format(self._records[row].file_name))

    def look_for(self, path: Path) -> None:
        """Say which export a file is, or that it is none."""

        def work(_job: Job) -> str:
            try:
                return _digest(path)
            except OSError:
                return ""

        self._tasks.run(work, owner=self, done=lambda digest: self._show(path, digest), latest="look")

    def _on_find(self) -> None:
        path = messages.ask_open_file(self, self.tr("核对一个文件"), self.tr("所有文件 (*)"))
        if path is not None:
            self.look_for(path)

    def _show(self, path: Path, digest: str) -> None:
        found = next((record for record in self._records if record.sha256 == digest), None)
        if not digest:
            words = self.tr("“{0}”读不出来，没有核对。").format(path.name)
        elif found is None:
            words = self.tr("“{0}”不是这个资料库导出的，或导出之后改动过。").format(path.name)
        else:
            self.table.select_key(found.id)
            by = found.author or self.tr("没有署名")
            words = self.tr("“{0}”就是 {1} 由 {2} 导出的“{3}”，一个字节也没有改动。").format(
                path.name, _when(found), by, found.what
            )
        self.answer_line.setText(words)


def _when(record: ExportRecord) -> str:
    return f"{record.exported_at.astimezone():%Y-%m-%d %H:%M}"


def _digest(path: Path) -> str:
    sha = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            sha.update(chunk)
    return sha.hexdigest()
