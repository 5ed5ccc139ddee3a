"""This file types Chinese through Fcitx 4, which 统信 UOS 20 and 银河麒麟 V10 bring and for which Qt 6 has no plugin.

Keys go to Fcitx over the session bus before any widget sees them; what Fcitx makes of them comes back as signals and is
given to the field as Qt's own input method events. Nothing of this runs where Fcitx 5 or IBus answer.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Q_ARG, Q_RETURN_ARG, SLOT, QEvent, QMetaObject, QObject, Qt, Slot
from PySide6.QtDBus import QDBusConnection, QDBusInterface
from PySide6.QtGui import (
    QGuiApplication,
    QInputMethodEvent,
    QInputMethodQueryEvent,
    QKeyEvent,
    QTextCharFormat,
    QWindow,
)
from shiboken6 import isValid

_METHOD, _CONTEXT = "org.fcitx.Fcitx.InputMethod", "org.fcitx.Fcitx.InputContext"
_FCITX5 = "org.fcitx.Fcitx5"
_SHOWS_PREEDIT = 1 << 1  # of Fcitx's capability flags: the field shows what is being typed
_PRESSED, _RELEASED = 0, 1
_LONGEST_ANSWER = 2000  # ms: the first key makes Fcitx load its words; a key left unanswered is the field's


def connect_fcitx4(parent: QObject) -> Fcitx4 | None:
    """The way to Fcitx 4 when it is the one that runs here, else None."""
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return None
    names = bus.interface().call("ListNames").arguments()
    own = sorted(name for name in (names[0] if names else ()) if name.startswith("org.fcitx.Fcitx-"))
    if not own or _FCITX5 in names[0]:
        return None
    return Fcitx4.at(own[0], parent)


@dataclass(slots=True)
class _Preedit:
    text: str = ""
    cursor: int = 0  # UTF-16 units, as Qt counts


class Fcitx4(QObject):
    """One input context of Fcitx for the whole program; it follows the focus."""

    @classmethod
    def at(cls, service: str, parent: QObject) -> Fcitx4 | None:
        """Ask the service for an input context."""
        maker = QDBusInterface(service, "/inputmethod", _METHOD, QDBusConnection.sessionBus())
        made = maker.call("CreateICv3", "briefing", os.getpid()).arguments()
        if not made or not isinstance(made[0], int):
            return None
        return cls(service, f"/inputcontext_{made[0]}", parent)

    def __init__(self, service: str, path: str, parent: QObject) -> None:
        super().__init__(parent)
        bus: Any = QDBusConnection.sessionBus()  # the stubs know no receiver with a named slot
        self._fcitx = QDBusInterface(service, path, _CONTEXT, bus, self)
        self._fcitx.setTimeout(_LONGEST_ANSWER)
        self._preedit = _Preedit()
        self._window: QWindow | None = None
        self._field: QObject | None = None
        bus.connect(service, path, _CONTEXT, "CommitString", self, SLOT("commit(QString)"))
        bus.connect(service, path, _CONTEXT, "UpdatePreedit", self, SLOT("compose(QString,int)"))
        self._ask("SetCapacity", Q_ARG("uint", _SHOWS_PREEDIT))
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._watch_window)
        app.focusObjectChanged.connect(self._watch_field)
        self._watch_window(app.focusWindow())
        self._watch_field(app.focusObject())

    # --- from Fcitx -----------------------------------------------------------------------------------------------

    @Slot(str)
    def commit(self, text: str) -> None:
        """What was chosen goes into the field."""
        self._preedit = _Preedit()
        event = QInputMethodEvent()
        event.setCommitString(text)
        self._give(event)

    @Slot(str, int)
    def compose(self, text: str, cursor: int) -> None:
        """What is being typed is shown in its place, underlined; `cursor` counts bytes of UTF-8."""
        before = text.encode()[: max(cursor, 0)].decode(errors="ignore")
        self._preedit = _Preedit(text, len(before.encode("utf-16-le")) // 2)
        self._give(self._event())
        self._tell_place()

    def _event(self) -> QInputMethodEvent:
        shape = QTextCharFormat()
        shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        kinds, length = QInputMethodEvent.AttributeType, len(self._preedit.text.encode("utf-16-le")) // 2
        parts = [
            QInputMethodEvent.Attribute(kinds.TextFormat, 0, length, shape),
            QInputMethodEvent.Attribute(kinds.Cursor, self._preedit.cursor, 1, None),
        ]
        return QInputMethodEvent(self._preedit.text, parts)

    def _give(self, event: QInputMethodEvent) -> None:
        if self._field is not None and isValid(self._field):
            QGuiApplication.sendEvent(self._field, event)

    # --- to Fcitx -------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and watched is self._field and self._preedit.text:
            event.accept()  # Enter and Esc belong to the words being typed, not to the window's shortcuts
            return True
        if watched is not self._window:
            return False
        if kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) and isinstance(event, QKeyEvent):
            return self._takes(event, _PRESSED if kind == QEvent.Type.KeyPress else _RELEASED)
        if kind == QEvent.Type.MouseButtonPress and self._preedit.text:
            self._leave(self._preedit.text)
        return False

    def _takes(self, event: QKeyEvent, way: int) -> bool:
        if not _accepts_text(self._field):
            return False
        key, code = event.nativeVirtualKey(), event.nativeScanCode()
        if way == _PRESSED:
            self._tell_place()
        numbers = (key, code, event.nativeModifiers())
        words = [Q_ARG("uint", number) for number in numbers]
        answer = self._ask("ProcessKeyEvent", *words, Q_ARG("int", way), Q_ARG("uint", event.timestamp() & 0xFFFFFFFF))
        return isinstance(answer, int) and answer > 0

    def _ask(self, name: str, *arguments: object) -> object:
        """Through the meta-object: a plain call would send our numbers as signed ones, which Fcitx refuses."""
        if not self._fcitx.isValid():
            return None
        returned = [Q_RETURN_ARG("int")] if name == "ProcessKeyEvent" else []
        invoke: Any = QMetaObject.invokeMethod
        try:
            return invoke(self._fcitx, name, Qt.ConnectionType.DirectConnection, *returned, *arguments)
        except RuntimeError:  # Fcitx has gone
            return None

    def _tell_place(self) -> None:
        """Where the cursor is on the screen, so that the list of words opens below it."""
        window = self._window
        if window is None or not isValid(window):
            return
        scale = window.devicePixelRatio()
        inside = QGuiApplication.inputMethod().cursorRectangle()
        corner = window.mapToGlobal(inside.topLeft().toPoint())
        sizes = (corner.x(), corner.y(), inside.width(), inside.height())
        self._fcitx.asyncCallWithArgumentList("SetCursorRect", [round(size * scale) for size in sizes])

    # --- following the focus --------------------------------------------------------------------------------------

    def _watch_window(self, window: QWindow | None) -> None:
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def _watch_field(self, field: QObject | None) -> None:
        if field is self._field:
            return
        if self._field is not None and isValid(self._field):
            self._leave("")
            self._field.removeEventFilter(self)
            self._fcitx.asyncCall("FocusOut")
        self._field = field if _accepts_text(field) else None
        if self._field is not None:
            self._field.installEventFilter(self)
            self._fcitx.asyncCall("FocusIn")

    def _leave(self, text: str) -> None:
        """Stop composing; the field keeps this text of it."""
        if self._preedit.text:
            self.commit(text)
        self._fcitx.asyncCall("Reset")


def _accepts_text(field: QObject | None) -> bool:
    if field is None:
        return False
    question = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QGuiApplication.sendEvent(field, question)
    return bool(question.value(Qt.InputMethodQuery.ImEnabled))
