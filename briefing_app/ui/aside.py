"""This file writes much at once without freezing the window: in a worker, while the hands are kept off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from briefing_app.ui.tasks import Tasks

T = TypeVar("T")
MANY = 100  # rows; fewer are written at once, in well under 50 ms
_HANDS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.Shortcut,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.Wheel,
        QEvent.Type.ContextMenu,
        QEvent.Type.DragEnter,
        QEvent.Type.Drop,
        QEvent.Type.Close,
    }
)


def aside(tasks: Tasks, name: str, work: Callable[[], T]) -> T:
    """Do work in a worker and come back with its result; the bottom bar shows its name, and the window stays alive.

    Nothing can be typed or clicked meanwhile: it would rest on rows that are just changing. Raises what work raises.
    """
    loop = QEventLoop()
    finished: list[Future[T]] = []

    def keep(future: Future[T]) -> None:
        finished.append(future)
        loop.quit()

    with _hands_off():
        job = tasks.run(lambda _job: _outcome(work), owner=loop, done=keep, name=name)
        if job.is_cancelled():  # the window is closing, and no work is begun any more
            return work()
        loop.exec()
    return finished[0].result()


def _outcome(work: Callable[[], T]) -> Future[T]:
    """What came of work, a bug included: the loop that waits for it must end."""
    future: Future[T] = Future()
    try:
        future.set_result(work())
    except BaseException as error:  # noqa: BLE001
        future.set_exception(error)
    return future


class _Deaf(QObject):
    """Swallows what hands do."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() not in _HANDS:
            return False
        event.ignore()  # a window that is asked to close stays
        return True


@contextmanager
def _hands_off() -> Iterator[None]:
    application = QApplication.instance()
    deaf = _Deaf()
    if isinstance(application, QApplication):
        application.installEventFilter(deaf)
    QGuiApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()
        if isinstance(application, QApplication):
            application.removeEventFilter(deaf)
