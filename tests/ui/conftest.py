"""This file gives window tests a dressed application, a real library in a temporary folder, and a way to wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing_app import workflows
from briefing_app.settings import Look, Settings
from briefing_app.store.database import Library, open_library
from briefing_app.ui.context import Context
from briefing_app.ui.fonts import load_rare_characters, load_screen_fonts
from briefing_app.ui.main_window import MainWindow
from briefing_app.ui.preferences import Preferences
from briefing_app.ui.theme import theme
from briefing_app.ui.widgets import dialogs

LONGEST_WAIT = 20_000  # ms


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    """The look that every test starts from; fonts are loaded once a run."""
    if not qapp.property("fonts loaded"):
        load_screen_fonts()
        load_rare_characters()
        qapp.setProperty("fonts loaded", True)
    if theme().tokens.look is not Look.LIGHT or theme().tokens.factor != 1 or not qapp.styleSheet():
        theme().apply(Look.LIGHT, 1.0)
    yield
    for window in qapp.topLevelWidgets():
        window.close()
    qapp.clipboard().clear()  # what Python put there would be let go after Python has ended


@pytest.fixture(autouse=True)
def _no_dialog_waits_for_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    """A question that no test answers fails the test; it would wait for ever."""

    def refuse(title: str, text: str, *_rest: object, **_more: object) -> str:
        message = f"nobody answers: {title} {text}"
        raise AssertionError(message)

    monkeypatch.setattr(dialogs, "question", refuse)


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    """Settings of an invented person, kept in the test's folder."""
    return Preferences(tmp_path / "settings.json", Settings(author="周岚", look=Look.LIGHT))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A new library; the context closes it."""
    return open_library(tmp_path / "library.sqlite3", author="周岚")


@pytest.fixture
def context(preferences: Preferences, library: Library, today: object) -> Iterator[Context]:
    """What pages are given, over an empty library."""
    made = Context(preferences)
    made.set_library(library)
    yield made
    made.tasks.close()
    made.set_library(None)
    made.deleteLater()


@pytest.fixture
def closed(preferences: Preferences, qtbot: QtBot) -> Iterator[Context]:
    """What a window is given before any library is open."""
    made = Context(preferences)
    yield made
    made.tasks.close()
    made.set_library(None)


@pytest.fixture
def window(closed: Context, qtbot: QtBot) -> MainWindow:
    """The window as it is at the start, without a library; files that need another make their own."""
    made = MainWindow(closed)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def sample(context: Context, sample_article: Path) -> workflows.Saved:
    """Our own article in the library."""
    return workflows.save_draft(context.library, workflows.read_draft(sample_article), reviewed=True)


@pytest.fixture
def settle(qapp: QApplication) -> Callable[[Context], None]:
    """Wait until no work is under way and its results are shown."""

    def wait(context: Context) -> None:
        loop, waited = QEventLoop(), 0
        while waited < LONGEST_WAIT:
            QTimer.singleShot(10, loop.quit)
            loop.exec()
            waited += 10
            if context.tasks.is_idle() and waited >= 30:
                return
        pytest.fail("the window is still at work")

    return wait
