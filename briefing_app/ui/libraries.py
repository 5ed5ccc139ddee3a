"""This file opens, makes, backs up and restores libraries, and says what can be done when one will not open."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal

from briefing_app import clock, paths
from briefing_app.errors import BriefingError, LibraryProblem, LibraryUnusable
from briefing_app.ui import messages
from briefing_app.ui.context import Context
from briefing_app.ui.pages import late
from briefing_app.ui.tasks import Job

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from briefing_app.store.database import Library

_log = logging.getLogger(__name__)
SUFFIX = ".sqlite3"
_READ_ONLY_HELPS = {LibraryProblem.READ_ONLY, LibraryProblem.LOCKED, LibraryProblem.FOLDER}


class LibraryDesk(QObject):
    """Everything that concerns a whole library. Files are opened in a worker: an old one may have to be migrated."""

    opened = Signal()
    gave_up = Signal()  # nothing is open, and the person chose to stop

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._lock: QLockFile | None = None
        self._waiting: QLockFile | None = None

    def name_of(self, path: Path) -> str:
        """How a library is called: its file's name; the user's own is simply 我的资料库."""
        return self.tr("我的资料库") if path == paths.library() else path.stem

    # --- opening --------------------------------------------------------------------------------------------------

    def open(self, path: Path, *, read_only: bool = False) -> None:
        """Open a library, made new where there is none."""
        path = path.absolute()
        if not read_only and not self._take_lock(path):
            self._on_in_use(path)
            return
        author = self._context.author
        open_library = "briefing_app.store.database", "open_library"

        def work(_job: Job) -> Library:
            library: Library = late(*open_library)(path, author=author, read_only=read_only)
            return library

        self._context.tasks.run(
            work, owner=self, done=self._on_opened, failed=lambda error: self._on_unusable(path, error), latest="open"
        )

    def close(self) -> None:
        """Close the file and let others have it."""
        self._context.set_library(None)
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def _take_lock(self, path: Path) -> bool:
        lock = QLockFile(str(path.with_name(f".{path.name}.lock")))
        lock.setStaleLockTime(0)
        with contextlib.suppress(OSError):  # the library itself says what is wrong with its folder
            path.parent.mkdir(parents=True, exist_ok=True)
        if lock.tryLock(0):
            self._waiting = lock
            return True
        return lock.error() is not QLockFile.LockError.LockFailedError

    def _on_opened(self, library: Library) -> None:
        if self._lock is not None and self._lock is not self._waiting:
            self._lock.unlock()
        self._lock, self._waiting = self._waiting, None
        _log.info("library opened read_only=%s", library.read_only)
        self._context.preferences.with_library(library.path)
        self._context.set_library(library)
        self.opened.emit()

    # --- when it does not open ------------------------------------------------------------------------------------

    def _on_in_use(self, path: Path) -> None:
        answer = messages.choose(
            self._window,
            self.tr("“{0}”正在另一个窗口里使用").format(self.name_of(path)),
            self.tr("同一份资料库一次只能在一个窗口里修改。可以只读打开，查阅和导出都不受影响。"),
            [("other", self.tr("打开别的资料库")), ("read", self.tr("只读打开"))],
        )
        self._go_on(path, answer)

    def _on_unusable(self, path: Path, error: BriefingError) -> None:
        if self._waiting is not None:
            self._waiting.unlock()
            self._waiting = None
        explanation = late("briefing_app.explanations", "explain")(error)
        problem = error.problem if isinstance(error, LibraryUnusable) else None
        verbs = [("other", self.tr("打开别的资料库")), ("new", self.tr("新建资料库"))]
        if problem in _READ_ONLY_HELPS:
            verbs.append(("read", self.tr("只读打开")))
        elif problem is LibraryProblem.DAMAGED:
            verbs.append(("restore", self.tr("从备份恢复")))
        answer = messages.choose(
            self._window, explanation.happened, f"{explanation.safe}\n{explanation.next_step}", verbs
        )
        self._go_on(path, answer)

    def _go_on(self, path: Path, answer: str) -> None:
        steps: dict[str, Callable[[], None]] = {
            "other": self.open_other,
            "new": self.create,
            "read": lambda: self.open(path, read_only=True),
            "restore": lambda: self.restore(path),
        }
        if answer in steps:
            steps[answer]()
        if not answer and not self._context.has_library:
            self.gave_up.emit()

    # --- commands -------------------------------------------------------------------------------------------------

    def open_other(self) -> None:
        """Ask for a library and open it."""
        path = messages.ask_open_file(self._window, self.tr("打开资料库"), self._kinds(), paths.data())
        if path is not None:
            self.open(path)
        elif not self._context.has_library:
            self.gave_up.emit()

    def create(self) -> None:
        """Ask where, and make an empty library there."""
        suggested = paths.data() / self.tr("新资料库{0}").format(SUFFIX)
        path = messages.ask_save_file(self._window, self.tr("新建资料库"), suggested, self._kinds())
        if path is None:
            if not self._context.has_library:
                self.gave_up.emit()
            return
        path = path if path.suffix else path.with_suffix(SUFFIX)
        if path.exists():
            messages.tell(
                self._window,
                self.tr("这里已经有一个文件“{0}”").format(path.name),
                self.tr("新建资料库不会覆盖已有的文件。请换一个名称，或用“打开资料库”打开它。"),
            )
            return
        self.open(path)

    def open_sample(self) -> None:
        """Review our own article, like any other file."""
        self._context.import_files([paths.resources() / "samples" / "sample_article.txt"])

    def back_up(self) -> None:
        """Copy the library while it is in use."""
        if not self._context.has_library:
            return
        library = self._context.library
        folder = self._context.settings.backup_folder or paths.backups()
        name = f"{library.path.stem}-{clock.now():%Y%m%d-%H%M}{SUFFIX}"
        target = messages.ask_save_file(self._window, self.tr("备份资料库"), folder / name, self._kinds())
        if target is None:
            return
        self._context.tasks.run(
            lambda _job: late("briefing_app.workflows", "back_up")(library, target),
            owner=self,
            done=self._on_backed_up,
            name=self.tr("正在备份资料库"),
        )

    def _on_backed_up(self, path: Path) -> None:
        self._context.preferences.remember("backed_up", f"{clock.now():%Y-%m-%d %H:%M}")
        self._context.toast(self.tr("已备份到 {0}").format(path.name))

    def restore(self, over: Path | None = None) -> None:
        """Put a backup in the place of a library; the present file is kept aside."""
        source = messages.ask_open_file(self._window, self.tr("选择备份"), self._kinds(), paths.backups())
        if source is None:
            return
        place = over or (self._context.library.path if self._context.has_library else paths.library())
        sure = messages.ask(
            self._window,
            self.tr("用“{0}”恢复“{1}”吗？").format(source.name, self.name_of(place)),
            self.tr("资料库会回到备份时的样子。现在的文件不会删除，会另存在旁边。"),
            yes=self.tr("恢复"),
            no=self.tr("不恢复"),
        )
        if not sure:
            return
        self.close()
        self._context.tasks.run(
            lambda _job: late("briefing_app.workflows", "restore")(source, place),
            owner=self,
            done=lambda _aside: self._on_restored(place),
            failed=lambda error: self._on_unusable(place, error),
            name=self.tr("正在从备份恢复"),
        )

    def _on_restored(self, place: Path) -> None:
        self.open(place)
        self._context.toast(self.tr("已从备份恢复，原来的文件另存在旁边"))

    def check(self) -> None:
        """Check everything that must hold in the library."""
        if not self._context.has_library:
            return
        library = self._context.library
        self._context.tasks.run(
            lambda _job: late("briefing_app.workflows", "check")(library),
            owner=self,
            done=self._on_checked,
            name=self.tr("正在检查资料库"),
        )

    def _on_checked(self, report: object) -> None:
        findings = tuple(getattr(report, "findings", ()))
        if not findings:
            self._context.toast(self.tr("资料库完好，没有发现问题"))
            return
        lines = "\n".join(str(finding) for finding in findings[:12])
        messages.tell(self._window, self.tr("发现 {0} 处问题").format(len(findings)), lines)

    def _kinds(self) -> str:
        return self.tr("言策资料库 (*{0});;所有文件 (*)").format(SUFFIX)
