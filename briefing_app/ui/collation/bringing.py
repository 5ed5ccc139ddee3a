"""This file brings another version of a meeting's speeches in: read in a worker, kept beside the texts in one step."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from briefing_app import workflows
from briefing_app.ui import messages
from briefing_app.ui.context import Context
from briefing_app.ui.pages import late
from briefing_app.ui.tasks import Job

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from briefing_app.importing.draft import Draft
    from briefing_app.workflows.collating import SavedVersions


class VersionIntake(QObject):
    """Asks for a file and keeps its speeches as versions of those of a meeting. `brought` says that some came."""

    brought = Signal(object)  # SavedVersions

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window

    def ask(self, meeting_id: int) -> None:
        """Ask for the file of another version."""
        kinds = self.tr("会议材料 (*{0});;所有文件 (*)").format(
            " *".join(late("briefing_app.importing.readers", "suffixes")())
        )
        files = messages.ask_open_files(self._window, self.tr("导入另一版本"), kinds)
        if files:
            self.read(files[0], meeting_id)

    def read(self, path: Path, meeting_id: int) -> None:
        """Read a file into a draft, then keep it."""

        def work(job: Job) -> Draft:
            draft: Draft = workflows.read_draft(path, progress=job.report, cancelled=job.is_cancelled)
            return draft

        name = self.tr("正在读入 {0}").format(path.name)
        self._context.tasks.run(work, owner=self, done=lambda draft: self.keep(draft, meeting_id), name=name)

    def keep(self, draft: Draft, meeting_id: int) -> None:
        """Keep a draft's speeches as versions; what it is a version of is found by likeness, else by speaker."""
        match_with = late("briefing_app.workflows.collating", "match_with")
        store_versions = late("briefing_app.workflows.collating", "store_versions")

        def work(session: Session, _job: Job) -> SavedVersions:
            saved: SavedVersions = store_versions(session, draft, match_with(session, draft, meeting_id))
            return saved

        action = self.tr("存为另一版本：{0}").format(draft.source.name)
        self._context.perform_later(action, work, owner=self, done=self._on_kept)

    def _on_kept(self, saved: SavedVersions) -> None:
        words: str = late("briefing_app.ui.review.former_band", "said_of")(saved)
        self._context.toast(words, undo=True)
        self.brought.emit(saved)
