"""This file has what pages are laid out with: heads, cards, empty states, splitters that remember, scroll areas."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from briefing_app.ui import icons
from briefing_app.ui.preferences import Preferences
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.fields import SegmentedControl
from briefing_app.ui.widgets.labels import ElidedLabel, PlainLabel

PAGE_MARGIN = 16  # stays at every text size
_NOTE = 280  # what a note of a bar may ask for before its buttons lose their words


class Pane(QFrame):
    """A plain surface. `surface`: surface, sub, win, rail; `line`: below, above, right, left, card, popover, ""."""

    def __init__(self, parent: QWidget | None = None, *, surface: str = "surface", line: str = "") -> None:
        super().__init__(parent)
        self.setProperty("surface", surface)
        self.setProperty("line", line)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


class Bar(Pane):
    """A strip of fixed height with things in a row: a page head (48), a filter bar (44), a pane head (44)."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        height: int = 44,
        surface: str = "surface",
        line: str = "below",
        margin: int = PAGE_MARGIN,
        spacing: int = 8,
    ) -> None:
        super().__init__(parent, surface=surface, line=line)
        self._height = height
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(margin, 0, margin, 0)
        self.row.setSpacing(spacing)
        self._measure()
        theme().changed.connect(self._measure)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        """Where the words do not fit, buttons become icons, and then segmented controls."""
        items = [item.widget() for index in range(self.row.count()) if (item := self.row.itemAt(index)) is not None]
        shown = [widget for widget in items if widget is not None and not widget.isHidden()]
        margins = self.row.contentsMargins()
        room = self.width() - margins.left() - margins.right() - self.row.spacing() * max(0, self.row.count() - 1)
        compact: set[QWidget] = set()
        for kind in (Button, SegmentedControl):
            if sum(_width_of(widget, compact) for widget in shown) > room:
                compact |= {widget for widget in shown if isinstance(widget, kind) and widget.can_be_compact()}
        for widget in shown:
            if isinstance(widget, Button | SegmentedControl):
                widget.set_compact(widget in compact)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets at the end of the row."""
        for widget in widgets:
            self.row.addWidget(widget)

    def add_stretch(self) -> None:
        self.row.addStretch(1)

    def _measure(self) -> None:
        self.setFixedHeight(tokens().row_height(self._height, 13, padding=12))


def _width_of(widget: QWidget, compact: set[QWidget]) -> int:
    if isinstance(widget, Button | SegmentedControl):
        return widget.width_with(compact=widget in compact)
    if isinstance(widget, ElidedLabel):  # buttons give up their words before a title or a note is cut
        return min(widget.sizeHint().width(), tokens().px(_NOTE))
    return max(widget.minimumSizeHint().width(), widget.minimumWidth())


class PageHead(Bar):
    """The head of a page: title, what it shows, buttons at the right."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, height=48)
        self._title = PlainLabel(title, self, size=18, bold=True)
        self._note = ElidedLabel("", self, tone="t2")
        self.row.setSpacing(8)
        self.add(self._title)
        self.row.addSpacing(4)
        self.row.addWidget(self._note, 1)

    def set_title(self, title: str) -> None:
        self._title.setText(title)

    def set_note(self, note: str) -> None:
        """What stands behind the title (显示 58 / 1,204 条)."""
        self._note.setText(note)


class PaneHead(Bar):
    """The head of a pane: a bold title of 14, a note, buttons."""

    def __init__(self, title: str, parent: QWidget | None = None, *, height: int = 44, note: str = "") -> None:
        super().__init__(parent, height=height)
        self._title = ElidedLabel(title, self, size=14, bold=True)
        self._note = PlainLabel(note, self, size=12, tone="t3")
        self.add(self._title, self._note)
        self.add_stretch()

    def set_title(self, title: str) -> None:
        self._title.setText(title)

    def set_note(self, note: str) -> None:
        self._note.setText(note)


class Card(Pane):
    """A card of the overview: a head with a title and one link, and a body."""

    def __init__(self, title: str, parent: QWidget | None = None, *, link: str = "") -> None:
        super().__init__(parent, line="card")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.head = Bar(self, height=40, surface="")
        self.title = PlainLabel(title, self, size=14, bold=True)
        self.head.add(self.title)
        self.head.add_stretch()
        self.link = Button(link, self, kind="link", size="bar")
        self.link.setVisible(bool(link))
        self.head.add(self.link)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(self.body, 1)


class EmptyState(QWidget):
    """Why a list is empty and what to do: icon, what is the case, why, one button."""

    def __init__(
        self,
        icon_name: str,
        title: str,
        why: str = "",
        parent: QWidget | None = None,
        *,
        button: str = "",
        run: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._icon = QLabel(self)
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title = PlainLabel(title, self, bold=True, wrap=True)
        self.why = PlainLabel(why, self, size=12, tone="t3", wrap=True)
        self.button = Button(button, self, size="bar")
        self._run = run
        self.button.clicked.connect(self._on_clicked)
        self._build()
        self.say(title, why, button=button, run=run)
        theme().changed.connect(self._refresh)
        self._refresh()

    def say(self, title: str, why: str = "", *, button: str = "", run: Callable[[], object] | None = None) -> None:
        """Say another reason."""
        self.title.setText(title)
        self.why.setText(why)
        self.why.setVisible(bool(why))
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self._run = run

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        column.setSpacing(6)
        column.addStretch(1)
        for label in (self._icon, self.title, self.why):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addSpacing(4)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def _on_clicked(self) -> None:
        if self._run is not None:
            self._run()

    def _refresh(self) -> None:
        self._icon.setPixmap(icons.pixmap(self._icon_name, tokens().icon_px(24), tokens().t3))


class MemorySplitter(QSplitter):
    """Panes side by side whose widths are remembered under a name; sizes are in px at 100 %.

    `widths`: one a pane, 0 for the pane that takes what is left; `least` the same for minimum widths.
    """

    def __init__(
        self,
        name: str,
        preferences: Preferences,
        *,
        widths: Sequence[int],
        least: Sequence[int],
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
        parent: QWidget | None = None,
        wish: int = 0,
    ) -> None:
        """`wish`: what the pane that takes the rest would like to have at least."""
        super().__init__(orientation, parent)
        self._wish = wish
        self._name, self._preferences = f"splitter.{name}", preferences
        self._widths, self._least = list(widths), list(least)
        self._placed = False
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self._save = QTimer(self, singleShot=True, interval=400)
        self._save.timeout.connect(self._remember)
        self.splitterMoved.connect(lambda *_: self._save.start())
        theme().changed.connect(self._on_theme_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if not self._placed and self.count() == len(self._widths):
            self._place()

    def _place(self) -> None:
        self._placed = True
        self._limit()
        kept = self._preferences.recall(self._name)
        factor = tokens().factor
        if isinstance(kept, list) and len(kept) == len(self._widths):
            wanted = [round(width * factor) for width in kept]
        else:
            wanted = [round(width * factor) for width in self._widths]
        extent = self.width() if self.orientation() is Qt.Orientation.Horizontal else self.height()
        stretch = self._widths.index(0)
        others = [index for index in range(len(wanted)) if index != stretch]
        missing = round(self._wish * factor) - (extent - sum(wanted[index] for index in others))
        for index in others:  # short of room, the others give way as far as they can
            given = min(max(0, missing), max(0, wanted[index] - round(self._least[index] * factor)))
            wanted[index] -= given
            missing -= given
        wanted[stretch] = max(1, extent - sum(wanted[index] for index in others))
        self.setSizes(wanted)

    def _limit(self) -> None:
        for index, (width, least) in enumerate(zip(self._widths, self._least, strict=True)):
            self.setStretchFactor(index, 1 if width == 0 else 0)
            pane = self.widget(index)
            if pane is None:
                continue
            if self.orientation() is Qt.Orientation.Horizontal:
                pane.setMinimumWidth(tokens().px(least))
            else:
                pane.setMinimumHeight(tokens().px(least))

    def _on_theme_changed(self) -> None:
        if self._placed:
            self._place()

    def _remember(self) -> None:
        if any((pane := self.widget(index)) is None or pane.isHidden() for index in range(len(self._widths))):
            return  # the width of a folded pane is nothing to remember
        factor = tokens().factor
        self._preferences.remember(self._name, [round(size / factor) for size in self.sizes()[: len(self._widths)]])


class ScrollPane(QScrollArea):
    """A column that scrolls; put widgets into `column`."""

    def __init__(self, parent: QWidget | None = None, *, margin: int = PAGE_MARGIN, spacing: int = 12) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what it holds has the focus, and is scrolled into view
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("transparent", True)
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(spacing)
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)


def empty_layout(layout: QLayout) -> None:
    """Remove and delete everything in a layout, for panes that are filled anew."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty_layout(inner)


class WidthWatch(QObject):
    """Tells a page when its width in text units passes a border, so that it can change its layout once."""

    def __init__(self, watched: QWidget, border: int, changed: Callable[[bool], None]) -> None:
        super().__init__(watched)
        self._watched, self._border, self._changed = watched, border, changed
        self._narrow: bool | None = None
        watched.installEventFilter(self)
        theme().changed.connect(self._look)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.Resize:
            self._look()
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        narrow = tokens().text_units(self._watched.width()) < self._border
        if narrow != self._narrow:
            self._narrow = narrow
            self._changed(narrow)
