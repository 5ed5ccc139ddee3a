"""This file gives a library that lies on a share or in a synced folder back while it is worked on, and says what came of it."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from briefing_app.domain.loans import News, Sent
from briefing_app.errors import BriefingError
from briefing_app.store.places import Place, place_of
from briefing_app.ui import messages
from briefing_app.ui.aside import aside
from briefing_app.ui.context import Context

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from briefing_app.workflows.opening import Opened

_log = logging.getLogger(__name__)
EVERY = 120_000  # ms


class Sharing(QObject):
    """Holds what is open for as long as it is; a library that lies here gives it nothing to do."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._opened: Opened | None = None
        self._away = False
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.give_back)

    def begin(self, opened: Opened) -> None:
        """A library was opened; the one before it, already closed, is given back."""
        former, self._opened = self._opened, opened
        self._away = opened.news is News.AWAY
        if former is not None:
            self._context.tasks.run(
                lambda _job: former.close(), owner=self, done=lambda sent: self._tell(*sent), failed=self._on_failed
            )
        if opened.loan is None:
            self._timer.stop()
            return
        self._timer.start()
        self._tell_of_place(opened.library.path)
        self._tell_news(opened.news, opened.kept)

    def give_back_now(self) -> None:
        """Put what is new in its place before the library is closed: in a worker, while the window waits, alive.

        What cannot be given back is told by `end`, which tries once more.
        """
        opened = self._opened
        if opened is None or opened.loan is None:
            return
        self._timer.stop()
        try:
            sent, path = aside(self._context.tasks, self.tr("正在写回共享文件夹"), opened.give_back)
        except BriefingError as error:
            _log.info("not given back yet: %s", type(error).__name__)
            return
        if sent is Sent.KEPT_BOTH:
            self._tell(sent, path)

    def end(self) -> None:
        """Give back what is left and let go; the library is closed."""
        self._timer.stop()
        opened, self._opened = self._opened, None
        if opened is None:
            return
        try:
            sent, path = opened.close()
        except BriefingError as error:
            self._on_failed(error)
            return
        if sent is Sent.AWAY:
            messages.tell(
                self._window,
                self.tr("共享文件夹连不上，改动存在本机"),
                self.tr("什么也没有丢。下次在这台电脑上打开这份资料库，会接着用本机的这一份，连上后写回。"),
            )
        elif sent is Sent.KEPT_BOTH:
            self._tell(sent, path)

    def give_back(self) -> None:
        """Put what is new in the library's own place, in a worker."""
        opened = self._opened
        if opened is None or opened.loan is None:
            return
        self._context.tasks.run(
            lambda _job: opened.give_back(),
            owner=self,
            done=lambda sent: self._tell(*sent),
            failed=self._on_failed,
            latest="give back",
        )

    # --- telling --------------------------------------------------------------------------------------------------

    def _tell(self, sent: Sent, path: Path | None) -> None:
        was_away, self._away = self._away, sent is Sent.AWAY or (self._away and sent is Sent.NOTHING)
        if sent is Sent.AWAY and not was_away:
            self._context.toast(self.tr("共享文件夹连不上，改动先存在本机，连上后自动写回"))
        elif sent is Sent.DONE and was_away:
            self._context.toast(self.tr("共享文件夹已连上，改动已写回"))
        elif sent is Sent.KEPT_BOTH and path is not None:
            self._tell_both(path)

    def _tell_both(self, path: Path) -> None:
        messages.tell(
            self._window,
            self.tr("这份资料库在别处也改过，两份都留着"),
            self.tr("没有覆盖别处的改动。这台电脑上的改动另存为“{0}”，在同一个文件夹里。").format(path.name)
            + "\n"
            + self.tr("要合成一份，请打开其中一份，用“写出交换文件”和“读入交换文件”把另一份并进来。"),
        )

    def _tell_news(self, news: News, kept: Path | None) -> None:
        if news is News.UNSENT:
            self._context.toast(self.tr("上次没有写回的改动还在，已接着用"))
        elif news is News.KEPT_BOTH and kept is not None:
            self._tell_both(kept)
        elif news is News.AWAY:
            messages.tell(
                self._window,
                self.tr("共享文件夹现在连不上"),
                self.tr("先用本机保存的这一份继续工作，连上后自动写回。那时别处若也改过，两份都会留着。"),
            )

    def _tell_of_place(self, path: Path) -> None:
        """Once for each library: how it is worked on where it lies."""
        place, known = place_of(path), f"place {path}"
        if place is Place.HERE or self._context.preferences.recall(known):
            return
        self._context.preferences.remember(known, True)
        title = {
            Place.NETWORK: self.tr("这份资料库在网络共享文件夹里"),
            Place.SYNCED: self.tr("这份资料库在自动同步的文件夹里"),
        }[place]
        messages.tell(
            self._window,
            title,
            self.tr(
                "言策在本机的副本上工作，每两分钟和关闭时整份写回，写回前后都核对，网络断了也不会丢。"
                "同一时间请只在一台电脑上修改；别处若也改过，两份都会留着，不会互相覆盖。"
            ),
        )

    def _on_failed(self, error: BriefingError) -> None:
        _log.warning("not given back: %s", type(error).__name__)
        messages.show_error(self._window, error)
