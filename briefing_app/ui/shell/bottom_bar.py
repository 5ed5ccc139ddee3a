"""This file has the bar at the bottom: what is shown, the jobs under way, and that everything is saved."""

from __future__ import annotations

import time
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QWidget

from briefing_app.ui import icons
from briefing_app.ui.tasks import Job, Tasks
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.buttons import IconButton
from briefing_app.ui.widgets.labels import ElidedLabel, PlainLabel
from briefing_app.ui.widgets.panes import PAGE_MARGIN, Pane

_SHOWN_AFTER = 1.0  # seconds: quicker work shows nothing


class JobStrip(QWidget):
    """The oldest job that takes longer than a second: its name, a bar, how far, and ×."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._name = ElidedLabel("", self, size=12, tone="t2")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._count = PlainLabel("", self, size=12, tone="t2")
        self._stop = IconButton("x", self.tr("停下这项工作"), self, bar=True)
        self._stop.clicked.connect(self._on_stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (self._name, self._bar, self._count, self._stop):
            row.addWidget(widget)
        self._look = QTimer(self, interval=200)
        self._look.timeout.connect(self._show_oldest)
        tasks.started.connect(lambda _job: self._look.start())
        tasks.ended.connect(lambda _job: self._show_oldest())
        theme().changed.connect(self._measure)
        self._measure()
        self.hide()

    def _measure(self) -> None:
        self._bar.setFixedWidth(tokens().px(96))
        self._name.setMaximumWidth(tokens().px(260))

    def _oldest(self) -> Job | None:
        now = time.monotonic()
        return next((job for job in self._tasks.jobs if now - job.started_at >= _SHOWN_AFTER), None)

    def _show_oldest(self) -> None:
        job = self._oldest()
        self.setVisible(job is not None)
        if not self._tasks.jobs:
            self._look.stop()
        if job is None:
            return
        more = len(self._tasks.jobs) - 1
        self._name.setText(self.tr("{0}（另有 {1} 项）").format(job.name, more) if more else job.name)
        self._bar.setRange(0, job.total)
        self._bar.setValue(job.done)
        self._count.setText(f"{job.done:,} / {job.total:,}" if job.total > 1 else "")

    def _on_stop(self) -> None:
        job = self._oldest()
        if job is not None:
            job.cancel()


class BottomBar(Pane):
    """Words at the left, jobs and 已保存 at the right."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent, surface="rail", line="shell-above")
        self._words = ElidedLabel("", self, size=12, tone="t2")
        self.jobs = JobStrip(tasks, self)
        self._drive, self._local = QLabel(self), PlainLabel(self.tr("仅在本机"), self, size=12, tone="t2")
        self._tick, self._saved = QLabel(self), PlainLabel(self.tr("已保存"), self, size=12, tone="t2")
        row = QHBoxLayout(self)
        row.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, 0)
        row.setSpacing(6)
        row.addWidget(self._words, 1)
        row.addWidget(self.jobs)
        row.addSpacing(12)
        for widget in (self._drive, self._local):
            row.addWidget(widget)
        row.addSpacing(12)
        for widget in (self._tick, self._saved):
            row.addWidget(widget)
        self._local.setToolTip(self.tr("资料只存在这台电脑上，不联网。"))
        theme().changed.connect(self._measure)
        self._measure()

    @property
    def words(self) -> str:
        return self._words.text()

    def say(self, text: str) -> None:
        """What the page shows."""
        self._words.setText(text)

    def show_saved(self, moment: datetime) -> None:
        """Everything is saved as of now."""
        self._saved.setText(self.tr("已保存 {0}").format(moment.strftime("%H:%M")))

    def show_read_only(self) -> None:
        self._saved.setText(self.tr("只读"))

    def _measure(self) -> None:
        now = tokens()
        self.setFixedHeight(now.row_height(28, 12, padding=8))
        side = now.icon_px(14)
        self._drive.setPixmap(icons.pixmap("hard-drive", side, now.t2))
        self._tick.setPixmap(icons.pixmap("check", side, now.t2))
