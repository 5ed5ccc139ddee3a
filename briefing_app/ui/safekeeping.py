"""This file keeps the open library safe: backups by themselves and on wish, restoring, and 体检 with its repair."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from briefing_app import clock, paths
from briefing_app.domain.backups import Backup, Occasion
from briefing_app.errors import BriefingError
from briefing_app.ui import messages
from briefing_app.ui.context import Context
from briefing_app.ui.pages import late

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from briefing_app.store.backup import CheckReport
    from briefing_app.ui.restoring import Picked
    from briefing_app.workflows.safekeeping import KeptBackup

_log = logging.getLogger(__name__)
_WORKFLOWS = "briefing_app.workflows"
_FINDINGS_SHOWN = 12
_HOUR = 3_600_000  # ms


class Safekeeping(QObject):
    """Works on the library that is open; the desk opens and closes it."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._clock = QTimer(self)
        self._clock.timeout.connect(lambda: self.keep(Occasion.SCHEDULED))
        context.changes.library_opened.connect(self._on_opened)
        context.changes.library_closing.connect(self._clock.stop)
        context.preferences.changed.connect(self._set_clock)

    # --- backups by themselves ------------------------------------------------------------------------------------

    def _on_opened(self) -> None:
        self._set_clock()
        if self._context.settings.backup_plan.backs_up_on_opening and not self._context.read_only:
            self.keep(Occasion.OPENED)

    def _set_clock(self) -> None:
        hours = self._context.settings.backup_plan.hours
        if hours is None or not self._context.has_library or self._context.read_only:
            self._clock.stop()
        elif self._clock.interval() != hours * _HOUR or not self._clock.isActive():
            self._clock.start(hours * _HOUR)

    def keep(self, occasion: Occasion) -> None:
        """Make a backup if anything has changed since the last one; only trouble is worth a word."""
        library, folder = self._context.library, self._context.settings.backup_folder

        def failed(error: BriefingError) -> None:
            _log.warning("backup not made: %s", type(error).__name__)
            explanation = late("briefing_app.explanations", "explain")(error)
            self._context.toast(self.tr("没有备份成：{0}").format(explanation.happened))

        self._context.tasks.run(
            lambda _job: late(_WORKFLOWS, "keep_backup")(library, occasion, folder=folder),
            owner=self,
            done=self._on_kept,
            failed=failed,  # no name: nobody is asked about it when the window closes, it is finished then
        )

    def _on_kept(self, kept: KeptBackup) -> None:
        if kept.backup is None:
            return
        self._context.preferences.remember("backed_up", f"{clock.now():%Y-%m-%d %H:%M}")
        if kept.elsewhere:
            self._context.toast(self.tr("备份文件夹现在不在，这次备份在本机；插上移动硬盘后会照常备份"))

    # --- on wish --------------------------------------------------------------------------------------------------

    def back_up(self) -> None:
        """Copy the library while it is in use."""
        if not self._context.has_library:
            return
        library = self._context.library
        folder = self._context.settings.backup_folder or paths.backups()
        name = f"{library.path.stem}-{clock.now():%Y%m%d-%H%M}{paths.LIBRARY_SUFFIX}"
        target = messages.ask_save_file(self._window, self.tr("备份资料库"), folder / name, self.kinds())
        if target is None:
            return
        self._context.tasks.run(
            lambda _job: late(_WORKFLOWS, "back_up")(library, target),
            owner=self,
            done=self._on_backed_up,
            name=self.tr("正在备份资料库"),
        )

    def _on_backed_up(self, path: Path) -> None:
        self._context.preferences.remember("backed_up", f"{clock.now():%Y-%m-%d %H:%M}")
        self._context.toast(self.tr("已备份到 {0}").format(path.name))

    def ask_backup(self, place: Path, name: str) -> Picked | None:
        """Which backup to put in a library's place; None when left as it is."""
        folder = self._context.settings.backup_folder
        known: list[Backup] = late(_WORKFLOWS, "known_backups")(place, folder=folder)
        chosen: Picked | None = late("briefing_app.ui.restoring", "ask_backup")(
            name,
            known,
            key=self._context.library.key if self._context.has_library else None,
            tasks=self._context.tasks,
            kinds=self.kinds(),
            folder=folder or paths.backups(),
            parent=self._window,
        )
        return chosen

    def has_backups(self, place: Path) -> bool:
        """Whether there are backups of the library that lay here."""
        return bool(late(_WORKFLOWS, "known_backups")(place, folder=self._context.settings.backup_folder))

    # --- 体检 -----------------------------------------------------------------------------------------------------

    def check(self) -> None:
        """Check everything that must hold in the library."""
        if self._context.has_library:
            self._run_check(repair=False, done=self._on_checked)

    def _run_check(self, *, repair: bool, done: Callable[[CheckReport], None]) -> None:
        library, folder = self._context.library, self._context.settings.backup_folder
        self._context.tasks.run(
            lambda _job: late(_WORKFLOWS, "check")(library, repair=repair, folder=folder),
            owner=self,
            done=done,
            name=self.tr("正在修复资料库") if repair else self.tr("正在检查资料库"),
        )

    def _on_checked(self, report: CheckReport) -> None:
        if report.is_sound():
            self._context.toast(self.tr("资料库完好，没有发现问题"))
            return
        verbs = [("", self.tr("知道了")), ("restore", self.tr("从备份恢复…"))]
        if not self._context.read_only:
            verbs.append(("repair", self.tr("修复能修复的")))
        answer = messages.choose(
            self._window,
            self.tr("发现 {0} 处问题").format(len(report.findings)),
            _listed(report.findings) + "\n\n" + self.tr("修复之前会先备份一次，修了什么会列出来。"),
            verbs,
        )
        if answer == "repair":
            self._run_check(repair=True, done=self._on_repaired)
        elif answer == "restore":
            self._context.command_asked.emit("restore")

    def _on_repaired(self, report: CheckReport) -> None:
        self._context.changes.library_changed.emit(frozenset(("proposal", "annotation", "search_document")))
        parts = []
        if report.repaired:
            parts.append(self.tr("已修复：") + "\n" + _listed(report.repaired))
        if report.findings:
            parts.append(self.tr("修不了，请人看一看，或从备份恢复：") + "\n" + _listed(report.findings))
        title = self.tr("修复了 {0} 处，资料库完好").format(len(report.repaired))
        if report.findings:
            title = self.tr("修复了 {0} 处，还有 {1} 处").format(len(report.repaired), len(report.findings))
        messages.tell(self._window, title, "\n\n".join(parts))

    def kinds(self) -> str:
        return self.tr("言策资料库 (*{0});;所有文件 (*)").format(paths.LIBRARY_SUFFIX)


def _listed(findings: tuple[object, ...]) -> str:
    lines = [str(finding) for finding in findings[:_FINDINGS_SHOWN]]
    more = len(findings) - len(lines)
    return "\n".join([*lines, *([f"…… 另有 {more} 处"] if more else [])])
