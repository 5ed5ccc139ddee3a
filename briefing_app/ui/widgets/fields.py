"""This file has the fields that text is typed into, and the ways to choose one of few."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QSpinBox, QWidget

from briefing_app.ui import icons
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.painting import key_hint_size, paint_box, paint_icon, paint_key_hint, paint_text
from briefing_app.ui.widgets.spoken import Role, tell_current

_IN_A_BAR = 168  # px at 100 %: how wide a field in a bar likes to be


class TextField(QLineEdit):
    """A line of text; with an icon at its left and a key hint at its right where wanted."""

    def __init__(
        self,
        placeholder: str = "",
        parent: QWidget | None = None,
        *,
        icon_name: str = "",
        keys: str = "",
        bar: bool = False,
    ) -> None:
        super().__init__(parent)
        self._icon_name, self._keys, self._bar = icon_name, keys, bar
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        if bar:
            self.setProperty("shape", "bar")
        self.refresh()
        theme().changed.connect(self.refresh)

    def refresh(self) -> None:
        """Leave room for what stands inside the field."""
        now = tokens()
        left = now.icon_px(16) + now.px(8) if self._icon_name else 0
        right = key_hint_size(self._keys, now).width() + now.px(4) if self._keys else 0
        self.setTextMargins(left, 0, right, 0)

    def sizeHint(self) -> QSize:  # noqa: N802
        hint = super().sizeHint()
        return QSize(max(tokens().px(_IN_A_BAR), self._needed()), hint.height()) if self._bar else hint

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        hint = super().minimumSizeHint()
        return QSize(self._needed(), hint.height()) if self._bar else hint

    def _needed(self) -> int:
        """In a bar the words that say what the field is for are never cut."""
        margins, words = self.textMargins(), self.fontMetrics().horizontalAdvance(self.placeholderText())
        return words + margins.left() + margins.right() + tokens().px(28)

    def set_key_hint(self, keys: str) -> None:
        self._keys = keys
        self.refresh()
        self.update()

    def set_wrong(self, wrong: bool) -> None:
        """Frame a value that cannot be taken."""
        if bool(self.property("wrong")) == wrong:
            return
        self.setProperty("wrong", wrong)
        self.style().unpolish(self)
        self.style().polish(self)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        painter, now = QPainter(self), tokens()
        if self._icon_name:
            place = QRect(now.px(10), 0, now.icon_px(16), self.height())
            paint_icon(painter, place, self._icon_name, now.t3, now.icon_px(16))
        if self._keys:
            size = key_hint_size(self._keys, now)
            top = (self.height() - size.height()) // 2
            place = QRect(self.width() - size.width() - now.px(7), top, size.width(), size.height())
            paint_key_hint(painter, place, self._keys, now.t3, now.line2, now)


class FieldNote(QWidget):
    """The sentence beside or under a field whose value cannot be taken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel(self)
        self._words = PlainLabel("", self, size=12, tone="warn")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        self.hide()
        theme().changed.connect(self._refresh)
        self._refresh()

    def say(self, text: str) -> None:
        """Show a sentence, or nothing."""
        self._words.setText(text)
        self.setVisible(bool(text))

    def _refresh(self) -> None:
        self._icon.setPixmap(icons.pixmap("circle-alert", tokens().icon_px(14), tokens().warn))


class Choice(QComboBox):
    """One of a list; the wheel changes it only when it has the focus.

    The values stay on this side: Qt would hand a `str` Enum back as a plain string.
    """

    def __init__(self, options: Sequence[tuple[object, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[object] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[object, str]]) -> None:
        """Offer values with their words; the current value is kept where it still is."""
        now = self.value()
        self.blockSignals(True)
        self.clear()
        self._values = [value for value, _ in options]
        for _, words in options:
            self.addItem(words)
        self.set_value(now)
        self.blockSignals(False)

    def value(self) -> object:
        place = self.currentIndex()
        return self._values[place] if 0 <= place < len(self._values) else None

    def set_value(self, value: object) -> None:
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Number(QSpinBox):
    """A whole number; the wheel changes it only when it has the focus."""

    def __init__(self, least: int, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(least, most)
        self.lineEdit().setTextMargins(6, 0, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class SegmentedControl(QWidget):
    """Two to five views of one thing, side by side; ← and → go through them."""

    chosen = Signal(object)  # the value
    spoken_as = Role.PageTabList

    def __init__(
        self, options: Sequence[tuple[object, str, str]], parent: QWidget | None = None, *, name: str = ""
    ) -> None:
        """`options`: (value, words, icon name or "")."""
        super().__init__(parent)
        self._options = list(options)
        self._compact = False
        self._current = 0
        self._hovered = -1
        self.setAccessibleName(name)
        self.setProperty("ringed", True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def value(self) -> object:
        return self._options[self._current][0]

    def spoken_parts(self) -> list[str]:
        return [words for _value, words, _icon in self._options]

    def spoken_place(self, part: int) -> QRect:
        return self._places()[part]

    def spoken_current(self) -> int:
        return self._current

    def set_value(self, value: object) -> None:
        """Show a value without a signal."""
        for index, option in enumerate(self._options):
            if option[0] == value:
                self._current = index
        self.setAccessibleDescription(self._options[self._current][1])
        self.update()

    def set_options(self, options: Sequence[tuple[object, str, str]]) -> None:
        """Offer other views; the one that is shown stays, or else the first is."""
        current = self.value()
        self._options, self._current = list(options), 0
        self.set_value(current)
        self.updateGeometry()

    def set_words(self, value: object, words: str) -> None:
        """Rename an option (版本 3)."""
        self._options = [(v, words if v == value else w, i) for v, w, i in self._options]
        self.updateGeometry()
        self.update()

    def can_be_compact(self) -> bool:
        return all(icon_name for _, _, icon_name in self._options)

    def set_compact(self, compact: bool) -> None:
        """Show icons alone, the words in the tooltip: bars do so where the room is short."""
        if compact != self._compact:
            self._compact = compact
            self.updateGeometry()
            self.update()

    def width_with(self, *, compact: bool) -> int:
        """How wide the control would be with its words, or without."""
        return sum(self._widths(compact=compact))

    def sizeHint(self) -> QSize:  # noqa: N802
        now = tokens()
        return QSize(sum(self._widths(compact=self._compact)), max(now.px(28), now.metrics().height() + 8))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, now = QPainter(self), tokens()
        paint_box(painter, self.rect(), fill=now.sub, frame=now.line2, radius=4)
        for index, place in enumerate(self._places()):
            self._paint_option(painter, place, index)

    def _paint_option(self, painter: QPainter, place: QRect, index: int) -> None:
        now = tokens()
        _, words, icon_name = self._options[index]
        current = index == self._current
        if current or index == self._hovered:
            painter.fillRect(place.adjusted(1, 1, -1, -1), now.surface if current else now.hover)
        if index:
            painter.fillRect(place.x(), 1, 1, self.height() - 2, now.line2)
        if current:
            painter.fillRect(place.x() + 1, self.height() - 2, place.width() - 2, 2, now.acc_text)
        colour = now.acc_text if current else now.t2
        inner = place.adjusted(now.px(12), 0, -now.px(12), 0)
        if icon_name:
            side = now.icon_px(14)
            paint_icon(painter, QRect(inner.x(), 0, side, self.height()), icon_name, colour, side)
            inner.adjust(side + now.px(6), 0, 0, 0)
        if not self._compact:
            paint_text(painter, inner, words, now.font(bold=current), colour)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        for index, place in enumerate(self._places()):
            if place.contains(event.position().toPoint()):
                self._choose(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = event.position().toPoint()
        self._hovered = next((i for i, place in enumerate(self._places()) if place.contains(at)), -1)
        self.setToolTip(self._options[self._hovered][1] if self._compact and self._hovered >= 0 else "")
        self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        super().leaveEvent(event)
        self._hovered = -1
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._choose(min(max(self._current + step, 0), len(self._options) - 1))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.update()

    def _choose(self, index: int) -> None:
        if index != self._current:
            self.set_value(self._options[index][0])
            tell_current(self)
            self.chosen.emit(self.value())

    def _widths(self, *, compact: bool) -> list[int]:
        now = tokens()
        if compact:
            return [now.icon_px(14) + 2 * now.px(12)] * len(self._options)
        return [
            now.metrics(bold=True).horizontalAdvance(words)
            + 1  # advances are rounded: without it the words may be elided
            + 2 * now.px(12)
            + (now.icon_px(14) + now.px(6) if icon_name else 0)
            for _, words, icon_name in self._options
        ]

    def _places(self) -> list[QRect]:
        places, x = [], 0
        for width in self._widths(compact=self._compact):
            places.append(QRect(x, 0, width, self.height()))
            x += width
        return places
