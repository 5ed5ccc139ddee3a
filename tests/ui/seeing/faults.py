"""This file says what is wrong with what is shown: words cut, things over each other, nameless, English, boxes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontDatabase, QGlyphRun, QTextLayout
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from briefing_app.ui.widgets.fields import TextField
from briefing_app.ui.widgets.labels import ElidedLabel
from briefing_app.ui.widgets.spoken import InParts
from briefing_app.ui.widgets.tables import Table

_CONTROLS = (QLabel, QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox)
_BOXES = (QLineEdit, QComboBox, QAbstractSpinBox)  # the parts of a field stand inside it
_MUTE = (QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane)
# Latin words that Chinese staff read every day: keys, formats, paper.
_KNOWN = {
    *("Ctrl", "Shift", "Alt", "Esc", "Enter", "Del", "Tab", "Home", "End", "Space", "Delete", "Return", "Up", "Down"),
    *(
        "PDF",
        "Word",
        "Excel",
        "HTML",
        "CSV",
        "JSON",
        "GB",
        "AI",
        "PgUp",
        "PgDown",
        "Backspace",
        "Left",
        "Right",
        "OFD",
        "AES",
    ),
}
_LATIN = re.compile(r"[A-Za-z_]{2,}")
_ROWS_LOOKED_AT = 40


def shown_in(root: QWidget) -> list[QWidget]:
    """The root and everything visible in it."""
    return [root, *(widget for widget in root.findChildren(QWidget) if widget.isVisible())]


# --- room ---------------------------------------------------------------------------------------------------------


def cut(shown: Iterable[QWidget]) -> Iterator[str]:
    """Labels and buttons that have less room than their words."""
    for widget in shown:
        if isinstance(widget, QLabel) and widget.text() and not isinstance(widget, ElidedLabel):
            if widget.wordWrap():
                fits = widget.heightForWidth(widget.width()) <= widget.height() + 2
            else:
                fits = widget.fontMetrics().horizontalAdvance(widget.text()) <= widget.width() + 1
            if not fits:
                yield f"cut: {widget.text()}"
        elif isinstance(widget, QAbstractButton) and widget.text() and widget.width() + 1 < widget.sizeHint().width():
            yield f"cut: {widget.text()}"


def beyond(shown: Iterable[QWidget]) -> Iterator[str]:
    """Columns that no scroll bar reaches, and words of empty fields in bars that are longer than the field."""
    for widget in shown:
        if isinstance(widget, Table) and widget.horizontalHeader().length() > widget.viewport().width():
            yield f"columns out of sight: {widget.accessibleName()}"
        in_a_bar = isinstance(widget, TextField) and widget.property("shape") == "bar"
        if in_a_bar and not widget.text() and widget.width() + 1 < widget.minimumSizeHint().width():
            yield f"cut: {widget.placeholderText()}"


def overlapping(parents: Iterable[QWidget]) -> Iterator[str]:
    """Controls of one parent that share room."""
    for parent in parents:
        if isinstance(parent, _BOXES):
            continue
        controls = [one for one in parent.children() if isinstance(one, _CONTROLS) and one.isVisible()]
        for one, other in itertools.combinations(controls, 2):
            common = one.geometry() & other.geometry()
            if common.width() > 1 and common.height() > 1:
                yield f"over each other: {said(one)} and {said(other)}"


# --- names, roles, order ------------------------------------------------------------------------------------------


def focusable(shown: Iterable[QWidget]) -> list[QWidget]:
    """What the keyboard can reach; the parts of a control count with it."""
    return [
        widget
        for widget in shown
        if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and widget.isEnabled()
        and not isinstance(widget, QScrollBar)
        and not isinstance(widget.parent(), (QComboBox, QAbstractSpinBox))
    ]


def nameless(shown: Iterable[QWidget]) -> Iterator[str]:
    """Controls without a name, a role or, for buttons, words to hover over."""
    for widget in focusable(shown):
        interface = QAccessible.queryAccessibleInterface(widget)
        what = f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        if not interface.text(QAccessible.Text.Name):
            yield f"no name: {what}"
        if interface.role() in _MUTE:
            yield f"no role: {what}"
        if isinstance(widget, QAbstractButton) and not (widget.text() or widget.toolTip() or widget.accessibleName()):
            yield f"no tooltip: {what}"
        if isinstance(widget, InParts) and not all(widget.spoken_parts()):
            yield f"a part without words: {what}"


def out_of_order(window: QWidget, shown: Iterable[QWidget]) -> Iterator[str]:
    """Neighbours of one parent that Tab visits against the way one reads: down the lines, and along each."""
    wanted = {id(widget) for widget in focusable(shown) if widget.focusPolicy() & Qt.FocusPolicy.TabFocus}
    chain, widget = [], window.nextInFocusChain()
    while widget is not window:
        if id(widget) in wanted:
            chain.append(widget)
        widget = widget.nextInFocusChain()
    for one, other in itertools.pairwise(chain):
        if one.parent() is other.parent() and _stands_before(_place(other, window), _place(one, window)):
            yield f"Tab goes back from {said(one)} to {said(other)}"


def _place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def _stands_before(one: QRect, other: QRect) -> bool:
    same_line = one.top() < other.bottom() and other.top() < one.bottom()
    return one.right() <= other.left() if same_line else one.bottom() <= other.top()


def shows_focus(window: QWidget, control: QWidget) -> bool:
    """Whether a control, or its edge, looks different while the keyboard is on it."""
    around = _place(control, window).adjusted(-6, -6, 6, 6)
    window.setFocus()
    QApplication.processEvents()
    before = window.grab(around).toImage()
    control.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    seen = window.grab(around).toImage() != before
    control.clearFocus()
    return seen


# --- words --------------------------------------------------------------------------------------------------------


def words_of(shown: Iterable[QWidget], typed: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every word that the program itself puts on these widgets: shown, hovered over, or spoken."""
    for widget in shown:
        yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle())
        if isinstance(widget, (QLabel, QAbstractButton)):
            yield widget.text()
        if isinstance(widget, (QLineEdit, QPlainTextEdit, QTextEdit)):
            yield widget.placeholderText()
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(number) for number in range(widget.count()))
        if isinstance(widget, QAbstractSpinBox):
            yield widget.text()
        if isinstance(widget, InParts):
            yield from widget.spoken_parts()
        if isinstance(widget, QMenu):
            yield from (word for action in widget.actions() for word in (action.text(), action.toolTip()))
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from _words_in(widget.model())


def _words_in(model: QAbstractItemModel) -> Iterator[str]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(QModelIndex()), _ROWS_LOOKED_AT)):
            for role in roles:
                yield str(model.index(row, column).data(role) or "")


def english(words: Iterable[str]) -> set[str]:
    """Latin words and identifiers that are no key, format or name of a standard."""
    found, fonts = set(), set(QFontDatabase.families())
    for text in words:
        if text in fonts or text.startswith("不能用的字体"):  # what this machine's fonts are called
            continue
        plain = re.sub(r"<[^>]+>|&[a-z]+;|\S*[/\\]\S+", " ", text)  # mark-up of tooltips; paths
        plain = re.sub(r"GB/T|\S+\.[a-z0-9]{2,8}\b", " ", plain)  # standards; file names
        found |= {f"{word} in “{text[:60]}”" for word in _LATIN.findall(plain) if word not in _KNOWN}
    return found


def boxes(words: Iterable[str], widget: QWidget) -> set[str]:
    """Characters that the window's font, with what it falls back on, can only draw as a box."""
    letters = "".join(sorted({letter for text in words for letter in text if letter.isprintable()}))
    missing = set()
    for letter in letters:
        layout = QTextLayout(letter, widget.font())
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        if any(0 in QGlyphRun.glyphIndexes(run) for run in layout.glyphRuns()):
            missing.add(letter)
    return missing


def said(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, (QLabel, QAbstractButton)) else ""
    return words or widget.accessibleName() or type(widget).__name__
