"""This file takes many files in at once, in a worker, and keeps the report of what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from briefing_app.errors import BriefingError
from briefing_app.ui.context import Context
from briefing_app.ui.pages import late
from briefing_app.ui.tasks import Job

if TYPE_CHECKING:
    from briefing_app.workflows.batches import Taken


class Batch(QObject):
    """One job at a time. `ended` brings what was taken, also when the person stopped it or the library failed."""

    started = Signal()
    ended = Signal(object, int)  # list[Taken], how many files there were

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._job: Job | None = None
        self._taken: list[Taken] = []
        self._total = 0
        context.tasks.ended.connect(self._on_ended)

    @property
    def is_running(self) -> bool:
        return self._job is not None

    def start(self, paths: Sequence[Path]) -> None:
        """Take files and folders in; while a batch runs, another has to wait for its end."""
        library = self._context.library
        taken: list[Taken] = []
        self._taken = taken
        take_in = late("briefing_app.workflows.batches", "take_in")

        def work(job: Job) -> None:
            def note(found: Taken, done: int, total: int) -> None:
                taken.append(found)
                self._total = total
                job.report(done, total)

            take_in(library, paths, taken=note, cancelled=job.is_cancelled)

        self._total = 0
        self._job = self._context.tasks.run(work, owner=self, failed=self._on_failed, name=self.tr("正在导入材料"))
        self.started.emit()

    def _on_failed(self, error: BriefingError) -> None:
        self._context.failed.emit(error)

    def _on_ended(self, job: Job) -> None:
        """Also a stopped job ends: what it had done is in the library, and is told."""
        if job is not self._job:
            return
        self._job = None
        self._context.record_all([found.done for found in self._taken if found.done is not None])
        self.ended.emit(list(self._taken), max(self._total, len(self._taken)))
