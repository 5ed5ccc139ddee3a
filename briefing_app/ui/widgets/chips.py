"""This file has chips as widgets: labels, filter chips, state, deadline and judgement badges."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.due import Due, due_of, due_size, paint_due
from briefing_app.ui.widgets.painting import (
    ChipKind,
    chip_size,
    judgement_size,
    paint_box,
    paint_chip,
    paint_icon,
    paint_judgement,
    paint_status,
    paint_text,
    status_width,
)
from briefing_app.ui.widgets.spoken import Role
from briefing_app.ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from briefing_app.domain.comparison import Judgement
    from briefing_app.domain.followups import FollowUp


class _Badge(QWidget):
    """Something small and painted that takes exactly its room."""

    spoken_as = Role.StaticText

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()


class Chip(_Badge):
    """A square label: theme, tag, identity. Dashed while a machine's guess; with `removable` a × that says removed."""

    removed = Signal()

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        *,
        kind: ChipKind = ChipKind.PLAIN,
        icon: str = "",
        dashed: bool = False,
        removable: bool = False,
    ) -> None:
        super().__init__(parent)
        self._text, self._kind, self._icon, self._dashed, self._removable = text, kind, icon, dashed, removable
        self.setAccessibleName(text)
        self.setProperty("ringed", removable)
        if removable:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_text(self, text: str, *, kind: ChipKind | None = None) -> None:
        self._text, self._kind = text, kind or self._kind
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        now = tokens()
        size = chip_size(self._text, now, icon=self._icon)
        return QSize(size.width() + (now.px(14) if self._removable else 0), size.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, now = QPainter(self), tokens()
        paint_chip(painter, self.rect(), self._text, now, kind=self._kind, icon=self._icon, dashed=self._dashed)
        if self._removable:
            paint_icon(painter, self._cross(), "x", now.t3, now.icon_px(12))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._removable and self._cross().contains(event.position().toPoint()):
            self.removed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
            return
        super().keyPressEvent(event)

    def _cross(self) -> QRect:
        side = tokens().px(18)
        return QRect(self.width() - side, 0, side, self.height())


class FilterChip(QAbstractButton):
    """A condition in a filter bar: idle its name and ▾, active its name, its value in bold and ×.

    `clicked` asks to choose, `cleared` to let go; with `toggle` it is only on or off (重点).
    """

    cleared = Signal()

    def __init__(
        self, name: str, parent: QWidget | None = None, *, icon: str = "", count: bool = False, toggle: bool = False
    ) -> None:
        super().__init__(parent)
        self._name, self._icon, self._value, self._active = name, icon, "", False
        self._plain = count or toggle
        self._hovered = False
        self.setCheckable(toggle)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_value("")
        self.toggled.connect(self.set_active)
        theme().changed.connect(self.updateGeometry)

    @property
    def name(self) -> str:
        return self._name

    @property
    def value(self) -> str:
        return self._value

    def set_name(self, name: str) -> None:
        self._name = name
        self._changed()

    def set_value(self, value: str) -> None:
        """Show a chosen value, or none."""
        self._value = value
        self._active = bool(value) or (self.isCheckable() and self.isChecked())
        self._changed()

    def set_active(self, active: bool) -> None:
        """Tint a chip that has no value of its own."""
        self._active = active
        self._changed()

    def _changed(self) -> None:
        self.setAccessibleName(f"{self._name} {self._value}".strip())
        self.setToolTip(plain_tip(self._value))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        now = tokens()
        width = 2 * now.px(12) + now.metrics(bold=self._bold_name()).horizontalAdvance(self._name)
        if self._icon:
            width += now.icon_px(14) + now.px(6)
        if self._value:
            width += now.px(5) + min(now.metrics(bold=True).horizontalAdvance(self._value), now.px(180))
        if self._has_tail():
            width += now.icon_px(14) + now.px(6)
        return QSize(width + 1, max(now.px(28), now.metrics().height() + 6))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def _has_tail(self) -> bool:
        return bool(self._value) or not self._plain

    def _bold_name(self) -> bool:
        return self._active and not self._value

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, now = QPainter(self), tokens()
        fill = now.sel if self._active else (now.hover if self._hovered else now.surface)
        frame = now.sel_line if self._active else now.line2
        paint_box(painter, self.rect(), fill=fill, frame=frame, radius=self.height() / 2)
        colour = now.t1 if self.isEnabled() else now.dis
        inner = self.rect().adjusted(now.px(12), 0, -now.px(12), 0)
        if self._icon:
            side = now.icon_px(14)
            place = QRect(inner.x(), 0, side, self.height())
            paint_icon(painter, place, self._icon, now.acc_text if self._active else now.t2, side)
            inner.adjust(side + now.px(6), 0, 0, 0)
        bold = self._bold_name()
        paint_text(painter, inner, self._name, now.font(bold=bold), now.acc_text if bold else colour)
        if self._has_tail():
            paint_icon(painter, self._tail(), "x" if self._value else "chevron-down", now.t2, now.icon_px(14))
        if self._value:
            left = now.metrics().horizontalAdvance(self._name) + now.px(5)
            place = inner.adjusted(left, 0, -(now.icon_px(14) + now.px(5)), 0)
            paint_text(painter, place, self._value, now.font(bold=True), now.acc_text)

    def _tail(self) -> QRect:
        now = tokens()
        side = now.icon_px(14)
        return QRect(self.width() - now.px(10) - side, 0, side, self.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = event.position().toPoint()
        if self._value and self._tail().adjusted(-4, 0, 12, 0).contains(at):
            self.setDown(False)
            self.cleared.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._value:
            self.cleared.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        super().enterEvent(event)
        self._hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        super().leaveEvent(event)
        self._hovered = False
        self.update()

    def popup_place(self) -> QPoint:
        """Where what is chosen from opens: under the chip."""
        return self.mapToGlobal(QPoint(0, self.height() + 4))


class StatusBadge(_Badge):
    """A state: its ring and its word."""

    def __init__(self, status: str, parent: QWidget | None = None, *, size: float = 13) -> None:
        super().__init__(parent)
        self._status, self._size = status, size
        self.setAccessibleName(status)

    def set_status(self, status: str) -> None:
        self._status = status
        self.setAccessibleName(status)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        now = tokens()
        return QSize(status_width(self._status, now, size=self._size), now.line_height(self._size))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        paint_status(QPainter(self), self.rect(), self._status, tokens(), size=self._size)


class DueBadge(_Badge):
    """A deadline in its shape."""

    def __init__(self, due: Due, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_due(due)

    @classmethod
    def of(cls, followup: FollowUp, today: date, parent: QWidget | None = None) -> DueBadge:
        return cls(due_of(followup, today), parent)

    def set_due(self, due: Due) -> None:
        self._due = due
        self.setAccessibleName(due.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return due_size(self._due, tokens())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        paint_due(QPainter(self), self.rect(), self._due, tokens())


class JudgementBadge(_Badge):
    """共识, 多数, 独有 or 分歧; dashed while suggested."""

    def __init__(self, judgement: Judgement, parent: QWidget | None = None, *, suggested: bool = False) -> None:
        super().__init__(parent)
        self.set_judgement(judgement, suggested=suggested)

    def set_judgement(self, judgement: Judgement, *, suggested: bool) -> None:
        self._judgement, self._suggested = judgement, suggested
        self.setAccessibleName(judgement.value)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return judgement_size(self._judgement, tokens())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        paint_judgement(QPainter(self), self.rect(), self._judgement, tokens(), suggested=self._suggested)
