"""This file has the buttons: one filled a pane, framed, ghost, icon-only and link, all with icons that follow the look."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from briefing_app.ui.icons import icon, icon_before_words
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.painting import key_hint_size, paint_icon, paint_key_hint


class Button(QPushButton):
    """A button with words. `kind`: "" framed, "main" filled (one a pane), "ghost", "link". `size`: "", bar, large."""

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        *,
        icon_name: str = "",
        kind: str = "",
        size: str = "",
        keys: str = "",
        menu_mark: bool = False,
    ) -> None:
        super().__init__(text, parent)
        self._icon_name, self._kind, self._keys, self._menu_mark = icon_name, kind, keys, menu_mark
        self._compact = False
        self.setProperty("kind", kind)
        self.setProperty("shape", size)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if kind == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.refresh()
        theme().changed.connect(self.refresh)

    def set_icon(self, name: str) -> None:
        self._icon_name = name
        self.refresh()

    def can_be_compact(self) -> bool:
        """The main button keeps its words whatever the room."""
        return bool(self._icon_name) and self._kind not in ("main", "link")

    def set_compact(self, compact: bool) -> None:
        """Show the icon alone, the words in the tooltip: bars do so where the room is short."""
        if compact == self._compact:
            return
        self._compact = compact
        self.setToolTip(self.text() if compact else "")
        self.refresh()

    def refresh(self) -> None:
        """Draw the icon for the look in force."""
        now = tokens()
        colour = {"main": now.on_acc, "link": now.acc_text}.get(self._kind, now.t2)
        if self._icon_name and self._compact:
            self.setIcon(icon(self._icon_name, now, colour=colour))
            self.setIconSize(QSize(now.icon_px(16), now.icon_px(16)))
        elif self._icon_name:
            picture, size = icon_before_words(self._icon_name, now, colour=colour)
            self.setIcon(picture)
            self.setIconSize(size)
        self.updateGeometry()
        self.update()

    def initStyleOption(self, option: QStyleOptionButton) -> None:  # noqa: N802
        super().initStyleOption(option)
        if self._compact:
            option.text = ""

    def width_with(self, *, compact: bool) -> int:
        """How wide the button would be with its words, or without."""
        kept, self._compact = self._compact, compact
        width = self.sizeHint().width()
        self._compact = kept
        return width

    def sizeHint(self) -> QSize:  # noqa: N802
        hint = super().sizeHint()
        now = tokens()
        if self._compact:  # Qt counts the words, whatever the option says
            words = self.fontMetrics().size(int(Qt.TextFlag.TextShowMnemonic.value), self.text()).width()
            hint.setWidth(hint.width() - words)
        extra = (key_hint_size(self._keys, now).width() + now.px(8)) if self._keys else 0
        extra += (now.icon_px(16) + now.px(4)) if self._menu_mark else 0
        return QSize(hint.width() + extra, hint.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if not (self._keys or self._menu_mark):
            super().paintEvent(event)
            return
        # The words move left so that the hint stands beside them: paint the frame wide and the label narrow.
        self._paint_with_tail()

    def _paint_with_tail(self) -> None:
        now = tokens()
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        tail = key_hint_size(self._keys, now) if self._keys else QSize(now.icon_px(16), now.icon_px(16))
        pad = now.px(10)
        option.rect = self.rect().adjusted(0, 0, -(tail.width() + now.px(6)), 0)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option)
        box = QRect(
            self.width() - pad - tail.width(), (self.height() - tail.height()) // 2, tail.width(), tail.height()
        )
        self._paint_tail(painter, box)

    def _paint_tail(self, painter: QPainter, box: QRect) -> None:
        now = tokens()
        colour = now.on_acc if self._kind == "main" else now.t3
        if not self.isEnabled():
            colour = now.dis
        if self._keys:
            frame = QColor(colour)
            frame.setAlpha(130)
            paint_key_hint(painter, box, self._keys, colour, frame, now)
        else:
            paint_icon(painter, box, "chevron-down", colour, now.icon_px(16))


class IconButton(QToolButton):
    """A button that is only an icon: its name is its tooltip (with the keys) and its accessible name."""

    def __init__(
        self,
        icon_name: str,
        name: str,
        parent: QWidget | None = None,
        *,
        keys: str = "",
        framed: bool = False,
        bar: bool = False,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._tone = ""
        self.setProperty("kind", "" if framed else "ghost")
        self.setProperty("shape", "icon-bar" if bar else "icon")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_name(name, keys)
        self.refresh()
        theme().changed.connect(self.refresh)

    def set_name(self, name: str, keys: str = "") -> None:
        """Name it anew: 撤销：设为重点."""
        self.setAccessibleName(name)
        self.setToolTip(f"{name}　{keys}" if keys else name)

    def set_icon(self, icon_name: str, *, tone: str = "") -> None:
        self._icon_name, self._tone = icon_name, tone
        self.refresh()

    def refresh(self) -> None:
        now = tokens()
        colour = now.acc_text if self._tone == "acc" else now.t2
        self.setIcon(icon(self._icon_name, now, colour=colour, filled=self._tone == "acc"))
        side = now.icon_px(16)
        self.setIconSize(QSize(side, side))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.EnabledChange:
            self.update()
