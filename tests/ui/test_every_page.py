"""This file goes through all pages at both ends of the text size: no words cut, nothing overlaps, all is named."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLabel, QLineEdit, QScrollBar, QWidget

from briefing_app.domain.packs import Pack, PackKind
from briefing_app.store import meetings, packs
from briefing_app.ui.main_window import MainWindow
from briefing_app.ui.pages import PAGES
from briefing_app.ui.widgets.labels import ElidedLabel

_CONTROLS = (QLabel, QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox)


@pytest.fixture(params=[(1280, 800, 100), (1024, 700, 100), (1366, 768, 175)], ids=str)
def window(request, context, qtbot, sample, settle):
    width, height, scale = request.param
    with context.library.transaction("x") as session:
        meeting = meetings.find(session)[0].id
        packs.save(session, Pack(None, "算力摘编", PackKind.DIGEST, (meeting,)))
    context.preferences.change(text_scale=scale)
    made = MainWindow(context)
    qtbot.addWidget(made)
    made.resize(width, height)
    made.show()
    context.changes.library_opened.emit()
    settle(context)
    yield made
    context.preferences.change(text_scale=100)


def test_no_page_cuts_words_or_lays_controls_over_each_other_or_leaves_one_without_a_name(window, qtbot, settle):
    for entry in PAGES:
        page = window.show_page(entry.key)
        settle(window.context)
        # What came last may not be laid out yet: only what stays wrong is wrong.
        qtbot.waitUntil(lambda page=page: _looked_over(page), timeout=10_000)


def _looked_over(page):
    shown = [widget for widget in page.findChildren(QWidget) if widget.isVisible()]
    wrong = [*_cut(shown), *_overlapping([page, *shown]), *_nameless(shown)]
    assert not wrong, "\n".join([page.title, *wrong])


def _cut(shown):
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


def _overlapping(parents):
    for parent in parents:
        controls = [one for one in parent.children() if isinstance(one, _CONTROLS) and one.isVisible()]
        # The parts of a field stand inside it, and a box draws its own editor.
        if isinstance(parent, (QLineEdit, QComboBox, QAbstractSpinBox)):
            continue
        for one, other in itertools.combinations(controls, 2):
            common = one.geometry() & other.geometry()
            if common.width() > 1 and common.height() > 1:
                yield f"over each other: {_said(one)} and {_said(other)}"


def _nameless(shown):
    for widget in shown:
        part = isinstance(widget, (QScrollBar, QLabel)) or isinstance(widget.parent(), (QComboBox, QAbstractSpinBox))
        if widget.focusPolicy() is Qt.FocusPolicy.NoFocus or part:
            continue
        if not _said(widget):
            yield f"no name: {type(widget).__name__} in {type(widget.parent()).__name__}"
        if isinstance(widget, QAbstractButton) and not (widget.text() or widget.toolTip() or widget.accessibleName()):
            yield f"no tooltip: {type(widget).__name__}"


def _said(widget):
    words = widget.text() if isinstance(widget, (QLabel, QAbstractButton)) else ""
    return words or widget.accessibleName()
