"""This file says what happened to the library that is open, and helps: its file is gone, or the clock cannot be right."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from briefing_app import clock, paths
from briefing_app.errors import BriefingError, LibraryProblem, LibraryUnusable
from briefing_app.ui import messages
from briefing_app.ui.context import Context
from briefing_app.ui.pages import late

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from briefing_app.ui.libraries import LibraryDesk

_PATIENCE = timedelta(hours=2)  # two machines of an office are never further apart


class Troubles(QObject):
    """Tells each trouble once, however many pages run into it."""

    def __init__(self, context: Context, window: QWidget, desk: LibraryDesk) -> None:
        super().__init__(window)
        self._context, self._window, self._desk = context, window, desk
        self._telling = False

    def take(self, error: BriefingError) -> bool:
        """Take care of an error that is about the file of the open library; whether it was one."""
        if not (isinstance(error, LibraryUnusable) and error.problem is LibraryProblem.GONE):
            return False
        if not self._telling and self._context.has_library:
            self._telling = True
            try:
                self._tell_gone(error)
            finally:
                self._telling = False
        return True

    def look_at_clock(self) -> None:
        """Say so when the last change of the library lies in the future."""
        last_change = late("briefing_app.store.history", "last_change")
        self._context.load(last_change, owner=self, done=self._on_last_change, latest="clock")

    def _on_last_change(self, at: datetime | None) -> None:
        now = clock.now()
        if at is None or at - now < _PATIENCE:
            return
        messages.tell(
            self._window,
            self.tr("这台电脑的时钟可能不对"),
            self.tr(
                "资料库最后一次改动是 {0}，现在的时钟却是 {1}。改动照常保存，先后不会乱；请先校准时钟，"
                "否则期限、印出的日期和备份的时间会不对。"
            ).format(f"{at.astimezone():%Y-%m-%d %H:%M}", f"{now:%Y-%m-%d %H:%M}"),
        )

    def _tell_gone(self, error: LibraryUnusable) -> None:
        explanation = late("briefing_app.explanations", "explain")(error)
        answer = messages.choose(
            self._window,
            explanation.happened,
            f"{explanation.safe}\n{explanation.next_step}",
            [("other", self.tr("打开别的资料库")), ("save", self.tr("另存到别处…")), ("", self.tr("知道了"))],
        )
        if answer == "other":
            self._desk.open_other()
        elif answer == "save":
            self._save_elsewhere()

    def _save_elsewhere(self) -> None:
        library = self._context.library
        suggested = paths.data() / self.tr("{0}（另存）{1}").format(library.path.stem, paths.LIBRARY_SUFFIX)
        target = messages.ask_save_file(self._window, self.tr("另存资料库"), suggested, self._desk.safe.kinds())
        if target is None:
            return
        key = library.key

        def done(saved: Path) -> None:
            self._desk.open(saved, key=key)

        self._context.tasks.run(
            lambda _job: late("briefing_app.store.backup", "save_elsewhere")(library, target),
            owner=self,
            done=done,
            failed=lambda error: messages.show_error(self._window, error),
            name=self.tr("正在另存资料库"),
        )
