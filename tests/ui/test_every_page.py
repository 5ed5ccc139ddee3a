"""This file goes through all pages at both ends of the text size: no words cut, nothing overlaps, all is named."""

from __future__ import annotations

import shutil

import faults
import pytest
import views
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from briefing_app.settings import Look
from briefing_app.store.database import open_library
from briefing_app.ui.context import Context
from briefing_app.ui.main_window import MainWindow
from briefing_app.ui.pages import PAGES
from briefing_app.ui.widgets.focus_ring import FocusWatch
from briefing_app.ui.widgets.spoken import install_roles
from briefing_app.workflows import write_example_library

SIZES = [(1280, 800, 100), (1024, 700, 100), (1366, 768, 90), (1366, 768, 150), (1366, 768, 175)]


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    """The example library, made once: three meetings with all that can be done to them."""
    return write_example_library(tmp_path_factory.mktemp("example") / "示例资料库.sqlite3")


@pytest.fixture
def article(sample_article, tmp_path):
    """An article that the example does not hold yet."""
    path = tmp_path / "另一篇.txt"
    path.write_text(sample_article.read_text("utf-8").replace("算力", "运力"), "utf-8")
    return path


@pytest.fixture
def open_window(preferences, example, tmp_path, qtbot, settle, today):
    """Make the window of a size, at a text size, over a copy of the example."""
    made = []

    def open_at(width: int, height: int, scale: int) -> MainWindow:
        install_roles()
        QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))  # as the application does
        shutil.copy(example, tmp_path / "本会.sqlite3")
        context = Context(preferences)
        context.set_library(open_library(tmp_path / "本会.sqlite3", author="周岚"))
        preferences.change(text_scale=scale)
        window = MainWindow(context)
        made.append((window, context))
        qtbot.addWidget(window)
        window.resize(width, height)
        window.show()
        context.changes.library_opened.emit()
        settle(context)
        return window

    yield open_at
    for window, context in made:
        window._drop_pages()
        context.tasks.close()
        context.set_library(None)
    preferences.change(text_scale=100, look=Look.LIGHT)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_no_page_cuts_words_or_lays_controls_over_each_other_or_leaves_one_without_a_name(
    size, open_window, article, settle
):
    window, wrong = open_window(*size), []
    for name, page in views.every_page(window, settle, article):
        wrong += [f"{name}: {fault}" for fault in _faults(window, page, settle)]
    assert not wrong, "\n".join(["", *dict.fromkeys(wrong)])


def _is_reached(control):
    """Text that can be copied takes the focus when it is clicked; Tab passes it over."""
    return not control.visibleRegion().isEmpty() and bool(control.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _faults(window, page, settle):
    """What is wrong and stays wrong: what came last may not be laid out yet."""
    for _attempt in range(20):
        shown = faults.shown_in(page)
        wrong = [*faults.cut(shown), *faults.overlapping(shown), *faults.nameless(shown), *faults.beyond(shown)]
        wrong += faults.out_of_order(window, shown)
        if not wrong:
            break
        settle(window.context)
    return wrong


@pytest.mark.parametrize("look", [Look.LIGHT, Look.DARK])
def test_where_the_keyboard_is_can_be_seen_on_every_control_of_every_page(look, open_window, qapp, settle):
    watch = FocusWatch(qapp)
    window, wrong = open_window(1280, 800, 100), []
    window.context.preferences.change(look=look)
    window.activateWindow()
    for entry in PAGES:
        page = window.show_page(entry.key)
        settle(window.context)
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)  # from here on the keyboard is what moves the focus
        controls = [one for one in faults.focusable(faults.shown_in(page)) if _is_reached(one)]
        wrong += [f"{entry.title}: {faults.said(one)}" for one in controls if not faults.shows_focus(window, one)]
    watch.deleteLater()
    assert not wrong, "\n".join(["", *wrong])


def test_no_page_or_dialog_or_menu_says_a_word_of_english_or_shows_a_box(open_window, article, settle, monkeypatch):
    window, words = open_window(1280, 800, 100), []
    for _name, page in views.every_page(window, settle, article):
        words += faults.words_of(faults.shown_in(page))
    words += faults.words_of(faults.shown_in(window))
    words += [action.text() + action.toolTip() for action in window.commands.actions.values()]
    opened = views.every_dialog(
        window, settle, monkeypatch, lambda _name, shown: words.extend(faults.words_of(faults.shown_in(shown)))
    )
    assert opened >= 25
    assert not faults.english(words)
    assert not faults.boxes(words, QApplication.activeWindow() or window)
