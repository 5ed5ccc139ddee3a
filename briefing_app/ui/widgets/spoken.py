"""This file tells screen readers what our own widgets are: a role for each, and the rows of those that are painted.

A widget says `spoken_as`; one that paints its parts also gives `spoken_parts`, their places, and which is current. Qt
asks only while a screen reader runs, so nobody else pays for it. Qt takes None for "nothing"; its stubs do not say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import isValid

Role = QAccessible.Role
_telling: list[bool] = []  # empty: the factory is not installed; else whether it answers
_PARTS = {Role.List: Role.ListItem, Role.PageTabList: Role.PageTab, Role.ToolBar: Role.Button}


@runtime_checkable
class InParts(Protocol):
    """A widget that paints several things; counting begins at 0."""

    def spoken_parts(self) -> Sequence[str]: ...

    def spoken_place(self, part: int) -> QRect:
        """In the widget's own coordinates."""

    def spoken_current(self) -> int:
        """The part that is chosen or that the keyboard is on; -1: none."""


def install_roles() -> None:
    """From now on Qt knows our widgets; called before the window is made."""
    if not _telling:
        QAccessible.installFactory(_interface_for)
    _telling[:] = [True]


def forget_roles() -> None:
    """Qt keeps a factory for ever: from now on ours has nothing to say, until roles are installed again."""
    if _telling:
        _telling[:] = [False]


def tell_current(widget: QWidget) -> None:
    """The keyboard went to another part: a screen reader reads it."""
    if QAccessible.isActive() and isinstance(widget, InParts) and widget.hasFocus():
        event = QAccessibleEvent(widget, QAccessible.Event.Focus)
        event.setChild(widget.spoken_current())
        QAccessible.updateAccessibility(event)


def _interface_for(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    role = getattr(thing, "spoken_as", None) if all(_telling) else None
    if role is None or not isinstance(thing, QWidget):
        return None
    return _Whole(thing, role)


class _Whole(QAccessibleWidget):
    """A widget with its role; its parts, when it paints some, beside Qt's own children otherwise."""

    def __init__(self, widget: QWidget, role: QAccessible.Role) -> None:
        super().__init__(widget, role)
        self._widget = widget
        self._known: list[_Part] = []

    def _parts(self) -> list[_Part]:
        widget = self._widget
        if not isinstance(widget, InParts) or not isValid(widget):
            return []
        role = _PARTS.get(self.role(), Role.ListItem)
        count = len(widget.spoken_parts())
        self._known += [_Part(widget, number, role) for number in range(len(self._known), count)]
        return self._known[:count]

    def childCount(self) -> int:  # noqa: N802
        return len(self._parts()) if isinstance(self._widget, InParts) else super().childCount()

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        if not isinstance(self._widget, InParts):
            return super().child(index)
        parts = self._parts()
        return parts[index] if 0 <= index < len(parts) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802
        if not isinstance(self._widget, InParts):
            return super().indexOfChild(child)
        return next((number for number, part in enumerate(self._parts()) if part is child), -1)

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: N802
        if not isinstance(self._widget, InParts):
            return super().focusChild()
        return self.child(self._widget.spoken_current()) if self._widget.hasFocus() else None


class _Part(QAccessibleInterface):
    """One painted thing of a widget."""

    def __init__(self, widget: QWidget, number: int, role: QAccessible.Role) -> None:
        super().__init__()
        self._widget, self._number, self._role = widget, number, role

    def isValid(self) -> bool:  # noqa: N802
        widget = self._widget
        return isValid(widget) and isinstance(widget, InParts) and self._number < len(widget.spoken_parts())

    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]
        return self._widget.window().windowHandle() if self.isValid() else None

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return QAccessible.queryAccessibleInterface(self._widget) if isValid(self._widget) else None

    def child(self, _index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childCount(self) -> int:  # noqa: N802
        return 0

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: N802
        return None

    def indexOfChild(self, _child: QAccessibleInterface) -> int:  # noqa: N802
        return -1

    def role(self) -> QAccessible.Role:
        return self._role

    def text(self, kind: QAccessible.Text) -> str:
        if kind is not QAccessible.Text.Name or not self.isValid():
            return ""
        return self._in_parts().spoken_parts()[self._number]

    def setText(self, kind: QAccessible.Text, text: str) -> None:  # noqa: N802
        """Painted words cannot be written."""

    def rect(self) -> QRect:
        if not self.isValid():
            return QRect()
        place = self._in_parts().spoken_place(self._number)
        return QRect(self._widget.mapToGlobal(QPoint(place.topLeft())), place.size())

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        if not self.isValid():
            state.invalid = 1
            return state
        current = self._in_parts().spoken_current() == self._number
        state.focusable = state.selectable = 1
        state.selected = int(current)
        state.focused = int(current and self._widget.hasFocus())
        state.invisible = int(not self._widget.isVisible())
        return state

    def _in_parts(self) -> InParts:
        assert isinstance(self._widget, InParts)
        return self._widget
