"""This file has a list and its detail side by side, which show one at a time where the room is short for both."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from briefing_app.ui.preferences import Preferences
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.buttons import IconButton
from briefing_app.ui.widgets.panes import MemorySplitter, Pane

_KEYS = "F6"


class FoldingSplitter(MemorySplitter):
    """Two panes: the list (stretched) and the detail. With big text in a small window a button changes between them.

    F6 goes over and back, Esc goes back to the list. In a wide window it is a MemorySplitter and nothing more.
    """

    def __init__(
        self,
        name: str,
        preferences: Preferences,
        *,
        widths: Sequence[int],
        least: Sequence[int],
        parent: QWidget | None = None,
        wish: int = 0,
    ) -> None:
        super().__init__(name, preferences, widths=widths, least=least, parent=parent, wish=wish)
        self._folded, self._side = False, 0
        self._strip: _Strip | None = None
        self._over = self._shortcut(_KEYS, self.change_over)
        self._back = self._shortcut("Esc", lambda: self.show_side(0))

    @property
    def folded(self) -> bool:
        return self._folded

    def show_side(self, side: int) -> None:
        """Show the list (0) or the detail (1); beside each other where there is room."""
        self._side = side
        for number in (0, 1):
            pane = self.widget(number)
            if pane is not None:
                pane.setVisible(not self._folded or number == side)
        if self._strip is not None:
            self._strip.setVisible(self._folded)
            self._strip.button.set_icon("panel-right" if side == 0 else "panel-left")
            self._strip.button.set_name(self.tr("看详情") if side == 0 else self.tr("回到列表"), _KEYS)
        self._over.setEnabled(self._folded)
        self._back.setEnabled(self._folded and side == 1)
        shown = self.widget(side)
        if self._folded and shown is not None and not shown.isAncestorOf(self.window().focusWidget() or self):
            shown.setFocus()

    def change_over(self) -> None:
        self.show_side(1 - self._side)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        # Not the sum of both: the splitter folds before it is pressed out of the window.
        return QSize(tokens().px(min(self._least)), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fold()

    def _on_theme_changed(self) -> None:
        super()._on_theme_changed()
        self._fold()

    def _fold(self) -> None:
        folded = self.width() < sum(tokens().px(least) for least in self._least) and self.count() > 1
        if folded == self._folded:
            return
        if folded and self._strip is None:
            self._strip = _Strip(self)
            self._strip.button.clicked.connect(self.change_over)
            self.addWidget(self._strip)
        self._folded = folded
        self.show_side(0)
        if not folded:
            self._place()

    def _remember(self) -> None:
        if not self._folded:
            super()._remember()

    def _shortcut(self, keys: str, run: Callable[[], None]) -> QShortcut:
        made = QShortcut(QKeySequence(keys), self)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.setEnabled(False)
        made.activated.connect(run)
        return made


class _Strip(Pane):
    """The edge at the right with the button that changes over."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.button = IconButton("panel-right", self.tr("看详情"), self, keys=_KEYS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.addWidget(self.button)
        column.addStretch(1)
        theme().changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        self.setFixedWidth(tokens().px(34))
