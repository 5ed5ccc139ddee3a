"""This file shows a bug: what to do now, and a report that can be copied."""

from __future__ import annotations

import platform
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from briefing_app import __version__
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.dialogs import Dialog
from briefing_app.ui.widgets.labels import PlainLabel


class CrashDialog(Dialog):
    """What happened, what is safe, what to do next; the technical report is under it, for whoever mends it."""

    def __init__(self, report: str, log: Path, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("程序出了一个错"),
            self.tr("这是程序的问题，不是您操作有误。已经存进资料库的内容都在；刚才那一步没有完成，可以再试一次。"),
            parent=parent,
            width=640,
        )
        self._report = report
        view = QPlainTextEdit(self)
        view.setProperty("field", True)
        view.setReadOnly(True)
        view.setPlainText(report)
        view.setAccessibleName(self.tr("错误报告"))
        view.setMinimumHeight(tokens().px(220))
        self.body.addWidget(
            PlainLabel(self.tr("请把下面的报告交给维护人员，里面没有材料的内容。"), self, tone="t2", wrap=True)
        )
        self.body.addWidget(view)
        where = self.tr("日志：{0}").format(str(log))
        self.body.addWidget(PlainLabel(where, self, size=12, tone="t3", wrap=True, selectable=True))
        self.add_verb("quit", self.tr("退出程序"))
        self._copy = self.add_verb("copy", self.tr("复制报告"), run=self.copy)
        self.add_verb("go_on", self.tr("继续使用"), main=True)

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self._report)
        self._copy.setText(self.tr("已复制"))


def report_of(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Versions and the way through our code. The error's own words may quote material, so only its kind is named."""
    frames = traceback.format_list(traceback.extract_tb(trace))
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    head = f"言策 {__version__}\nPython {sys.version.split()[0]}　Qt {qVersion()}\n{system}\n"
    inner = error.__cause__ or error.__context__
    cause = f"\n起因：{type(inner).__name__}" if inner is not None else ""
    return f"{head}\n{kind.__module__}.{kind.__qualname__}{cause}\n\n{''.join(frames)}"
