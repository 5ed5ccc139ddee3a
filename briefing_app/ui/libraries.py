"""This file opens, makes, backs up and restores libraries, and says what can be done when one will not open."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from briefing_app import paths
from briefing_app.errors import BriefingError, LibraryProblem, LibraryUnusable
from briefing_app.store import holding
from briefing_app.ui import messages
from briefing_app.ui.context import Context
from briefing_app.ui.pages import late
from briefing_app.ui.passwords import Passwords
from briefing_app.ui.safekeeping import Safekeeping
from briefing_app.ui.sharing import Sharing
from briefing_app.ui.tasks import Job
from briefing_app.ui.troubles import Troubles

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from briefing_app.store.keys import Key
    from briefing_app.workflows.opening import Opened

_log = logging.getLogger(__name__)
_LIFE = 60_000  # ms between two signs of life for other machines
_RESTORING_HELPS = {LibraryProblem.DAMAGED, LibraryProblem.NOT_A_LIBRARY}
_READ_ONLY_HELPS = {LibraryProblem.READ_ONLY, LibraryProblem.LOCKED, LibraryProblem.FOLDER}


class LibraryDesk(QObject):
    """Everything that concerns a whole library. Files are opened in a worker: an old one may have to be migrated."""

    opened = Signal()
    gave_up = Signal()  # nothing is open, and the person chose to stop

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self.safe = Safekeeping(context, window)
        self.sharing = Sharing(context, window)
        self.troubles = Troubles(context, window, self)
        self.passwords = Passwords(context, window, self)
        self._hold: holding.Hold | None = None
        self._waiting: holding.Hold | None = None
        self._life = QTimer(self, interval=_LIFE)
        self._life.timeout.connect(self._show_life)

    def name_of(self, path: Path) -> str:
        """How a library is called: its file's name; the user's own is simply 我的资料库."""
        return self.tr("我的资料库") if path == paths.library() else path.stem

    # --- opening --------------------------------------------------------------------------------------------------

    def open(self, path: Path, *, read_only: bool = False, key: Key | None = None) -> None:
        """Open a library, made new where there is none; for an encrypted one without its key, ask for the password."""
        path = path.absolute()
        if not read_only and not self.take_hold(path):
            return
        author = self._context.author
        open_at = "briefing_app.workflows.opening", "open_at"

        def work(_job: Job) -> Opened:
            opened: Opened = late(*open_at)(path, author=author, program=holding.WINDOW, read_only=read_only, key=key)
            return opened

        self._context.tasks.run(
            work,
            owner=self,
            done=self._on_opened,
            failed=lambda error: self._on_unopened(path, error, read_only=read_only),
            latest="open",
        )

    def close(self) -> None:
        """Close the file, give it back where it was borrowed, and let others have it."""
        self._context.keep()
        self.sharing.give_back_now()
        self._context.set_library(None)
        self._life.stop()
        self.sharing.end()
        if self._hold is not None:
            self._hold.release()
            self._hold = None

    def take_hold(self, path: Path) -> bool:
        """Take the right to write; where another program has it, ask how to go on."""
        self._let_go()
        if self._hold is not None and self._context.has_library and self._context.library.path == path:
            self.close()
        try:
            self._waiting = holding.take(path, author=self._context.author, program=holding.WINDOW)
        except LibraryUnusable as error:
            self._on_in_use(path, error.detail)
            return False
        return True

    def _let_go(self) -> None:
        """Of the right to write into a library that was to be opened."""
        if self._waiting is not None:
            self._waiting.release()
            self._waiting = None

    def _on_opened(self, opened: Opened) -> None:
        library = opened.library
        former, self._hold, self._waiting = self._hold, self._waiting, None
        _log.info("library opened read_only=%s", library.read_only)
        self._context.preferences.with_library(library.path)
        self._context.set_library(library)
        if former is not None:
            former.release()
        self._life.start()
        self.opened.emit()
        self.sharing.begin(opened)
        self.troubles.look_at_clock()

    def _show_life(self) -> None:
        if self._hold is not None:
            self._hold.show_life()

    # --- when it does not open ------------------------------------------------------------------------------------

    def _on_in_use(self, path: Path, holder: str) -> None:
        answer = messages.choose(
            self._window,
            self.tr("“{0}”正在另一个窗口里使用").format(self.name_of(path)),
            (self.tr("正在使用的是：{0}。").format(holder) + "\n" if holder else "")
            + self.tr("同一份资料库一次只能在一个窗口里修改。可以只读打开，查阅和导出都不受影响。"),
            [("other", self.tr("打开别的资料库")), ("read", self.tr("只读打开"))],
        )
        self._go_on(path, answer)

    def _on_unopened(self, path: Path, error: BriefingError, *, read_only: bool) -> None:
        if not (isinstance(error, LibraryUnusable) and error.problem is LibraryProblem.NEEDS_KEY):
            self._on_unusable(path, error)
            return
        key = self.passwords.ask(path, error.path)
        if key is not None:
            self.open(path, read_only=read_only, key=key)
        elif self._context.has_library:  # the one before is still open
            self._let_go()
        else:
            self._on_unusable(path, error)

    def _on_unusable(self, path: Path, error: BriefingError) -> None:
        self._let_go()
        explanation = late("briefing_app.explanations", "explain")(error)
        problem = error.problem if isinstance(error, LibraryUnusable) else None
        verbs = [("other", self.tr("打开别的资料库")), ("new", self.tr("新建资料库"))]
        if problem in _READ_ONLY_HELPS:
            verbs.append(("read", self.tr("只读打开")))
        elif problem is LibraryProblem.NEEDS_KEY:
            verbs.append(("again", self.tr("输入密码")))
        if problem in _RESTORING_HELPS or self.safe.has_backups(path):
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
            "again": lambda: self.open(path),
            "restore": lambda: self.restore(path),
        }
        if answer in steps:
            steps[answer]()
        if not answer and not self._context.has_library:
            self.gave_up.emit()

    # --- commands -------------------------------------------------------------------------------------------------

    def open_other(self) -> None:
        """Ask for a library and open it."""
        path = messages.ask_open_file(self._window, self.tr("打开资料库"), self.safe.kinds(), paths.data())
        if path is not None:
            self.open(path)
        elif not self._context.has_library:
            self.gave_up.emit()

    def create(self) -> None:
        """Ask where, and make an empty library there."""
        path = self.ask_new_place(self.tr("新建资料库"))
        if path is not None:
            self.open(path)

    def ask_new_place(self, title: str) -> Path | None:
        """Where a new library is to be made; None when left as it is, or where something stands already."""
        suggested = paths.data() / self.tr("新资料库{0}").format(paths.LIBRARY_SUFFIX)
        path = messages.ask_save_file(self._window, title, suggested, self.safe.kinds())
        if path is None:
            if not self._context.has_library:
                self.gave_up.emit()
            return None
        path = path if path.suffix else path.with_suffix(paths.LIBRARY_SUFFIX)
        if path.exists():
            messages.tell(
                self._window,
                self.tr("这里已经有一个文件“{0}”").format(path.name),
                self.tr("新建资料库不会覆盖已有的文件。请换一个名称，或用“打开资料库”打开它。"),
            )
            return None
        return path

    def open_sample(self) -> None:
        """Review our own article, like any other file."""
        self._context.import_files([paths.resources() / "samples" / "sample_article.txt"])

    def open_example(self) -> None:
        """Open the 示例资料库, made when it is first asked for: what an office has done with our own article."""
        path = paths.data() / self.tr("示例资料库{0}").format(paths.LIBRARY_SUFFIX)
        if path.exists():
            self.open(path)
            return

        def write(_job: Job) -> Path:
            path.parent.mkdir(parents=True, exist_ok=True)
            made: Path = late("briefing_app.workflows", "write_example_library")(path)
            return made

        self._context.tasks.run(write, owner=self, done=self.open, name=self.tr("正在建立示例资料库"))

    def back_up(self) -> None:
        """Copy the library while it is in use."""
        self.safe.back_up()

    def restore(self, over: Path | None = None) -> None:
        """Put a backup in the place of a library; the present file is kept aside."""
        place = over or (self._context.library.path if self._context.has_library else paths.library())
        picked = self.safe.ask_backup(place, self.name_of(place))
        if picked is None:
            if not self._context.has_library:
                self.gave_up.emit()
            return
        self.close()
        if not self.take_hold(place):
            return
        self._context.tasks.run(
            lambda _job: late("briefing_app.workflows", "restore")(picked.path, place, picked.key),
            owner=self,
            done=lambda _aside: self._on_restored(place, picked.key),
            failed=lambda error: self._on_unusable(place, error),
            name=self.tr("正在从备份恢复"),
        )

    def _on_restored(self, place: Path, key: Key | None) -> None:
        self.open(place, key=key)
        self._context.toast(self.tr("已从备份恢复，原来的文件另存在旁边"))

    def check(self) -> None:
        """Check everything that must hold in the library."""
        self.safe.check()
