"""This file locks the window after a time without work: everything is covered until the password is typed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from briefing_app.ui.context import Context
from briefing_app.ui.pages import late
from briefing_app.ui.theme import tokens
from briefing_app.ui.unlocking import PasswordDialog
from briefing_app.ui.widgets.painting import paint_icon, paint_text

if TYPE_CHECKING:
    from briefing_app.store.keys import Key

_LOOK_EVERY = 5_000  # ms
_WORK = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.InputMethod,
    QEvent.Type.TouchBegin,
    QEvent.Type.Drop,
}


def seconds_awake_or_not() -> float:
    """A clock that nobody sets and that goes on while the machine sleeps."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(boot) if boot is not None else time.monotonic()


class Cover(QWidget):
    """Lies over everything in a window; nothing can be seen through it, clicked or dropped."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setAcceptDrops(True)  # and does nothing with them: what it refused would be offered to what lies under it
        self.setAccessibleName(self.tr("已锁定"))
        over.installEventFilter(self)
        self.setGeometry(over.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, now = QPainter(self), tokens()
        painter.fillRect(self.rect(), now.win)
        side = now.icon_px(32)
        middle = self.rect().center()
        paint_icon(painter, QRect(middle.x() - side, now.px(80), 2 * side, side), "lock", now.t3, side)
        words = QRect(0, now.px(80) + side + now.px(8), self.width(), now.line_height(16))
        paint_text(painter, words, self.tr("言策已锁定"), now.font(16), now.t2, align=Qt.AlignmentFlag.AlignCenter)


class Lock(QObject):
    """Watches for work while the library has a password and a time is set; `now` tells seconds that only grow."""

    locked = Signal()
    unlocked = Signal()

    def __init__(self, context: Context, window: QWidget, *, now: Callable[[], float] = seconds_awake_or_not) -> None:
        super().__init__(window)
        self._context, self._window, self._now = context, window, now
        self._worked_at = now()
        self._covers: list[Cover] = []
        self._dialog: PasswordDialog | None = None
        self._filtering = False
        self._timer = QTimer(self, interval=_LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        context.preferences.changed.connect(self.watch)
        context.changes.library_closing.connect(self._stop)

    @property
    def is_locked(self) -> bool:
        return self._dialog is not None

    def watch(self) -> None:
        """Begin to count, or stop, by the settings and the library that is open."""
        self._worked_at = self._now()
        if self._limit() and not self._timer.isActive():
            self._timer.start()
        elif not self._limit():
            self._timer.stop()
        self._listen(bool(self._limit()) or self.is_locked)

    def lock(self) -> None:
        """Cover every window now; what was typed is kept, work that is under way goes on."""
        if self.is_locked or self._key() is None:
            return
        self._context.keep()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                self._cover(window)
        self._listen(True)
        self._ask()
        self.locked.emit()

    # --- watching -------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        kind = event.type()
        if kind in _WORK:
            self._worked_at = self._now()
        elif self.is_locked and kind in (QEvent.Type.Show, QEvent.Type.ZOrderChange) and isinstance(watched, QWidget):
            self._stay_on_top(watched)
        return False

    def _look(self) -> None:
        limit = self._limit()
        if limit and not self.is_locked and self._now() - self._worked_at >= limit:
            self.lock()

    def _limit(self) -> int:
        """Seconds without work after which everything is hidden; 0 for never."""
        return self._context.settings.lock_after * 60 if self._key() is not None else 0

    def _key(self) -> Key | None:
        return self._context.library.key if self._context.has_library else None

    def _listen(self, wanted: bool) -> None:
        app = QApplication.instance()
        if app is None or wanted == self._filtering:
            return
        self._filtering = wanted
        if wanted:
            app.installEventFilter(self)
        else:
            app.removeEventFilter(self)

    # --- hiding ---------------------------------------------------------------------------------------------------

    def _cover(self, window: QWidget) -> None:
        if window is not self._dialog and not any(cover.parentWidget() is window for cover in self._covers):
            self._covers.append(Cover(window))

    def _stay_on_top(self, shown: QWidget) -> None:
        """Something appears while everything is hidden: a toast goes under the cover, a dialog gets one of its own."""
        if isinstance(shown, Cover):
            return
        if shown.isWindow():
            if shown is not self._dialog and shown.windowType() is not Qt.WindowType.ToolTip:
                self._cover(shown)
                QTimer.singleShot(0, self, self._ask)  # over it, or nobody could type the password
            return
        for cover in self._covers:
            if isValid(cover) and cover.parentWidget() is shown.parentWidget():
                cover.raise_()

    def _ask(self) -> None:
        former, self._dialog = self._dialog, None
        typed = ""
        if former is not None:
            typed = former.field.text()
            former.done(-1)
            former.deleteLater()
        key = self._key()
        dialog = PasswordDialog(
            self.tr("言策已锁定"),
            self.tr("输入资料库的密码继续工作。没有关闭任何内容，输入到一半的文字也在。"),
            verb=self.tr("解锁"),
            cancel=self.tr("退出程序"),
            check=lambda password: late("briefing_app.store.keys", "require")(key, password),
            tasks=self._context.tasks,
            parent=QApplication.activeModalWidget() or self._window,
        )
        dialog.field.setText(typed)
        dialog.finished.connect(lambda result: self._on_answered(dialog, result))
        self._dialog = dialog
        dialog.open()

    def _on_answered(self, dialog: PasswordDialog, result: int) -> None:
        if dialog is not self._dialog:
            return
        if result == PasswordDialog.DialogCode.Accepted:
            self._uncover()
            self.unlocked.emit()
        elif result == PasswordDialog.DialogCode.Rejected:
            self._window.close()
            if isValid(self._window) and self._window.isVisible():  # something else kept it from closing
                self._ask()

    def _uncover(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
        self._dialog = None
        for cover in self._covers:
            if isValid(cover):
                cover.hide()
                cover.deleteLater()
        self._covers.clear()
        self.watch()

    def _stop(self) -> None:
        self._timer.stop()
        if self.is_locked:
            self._uncover()
        self._listen(False)
