"""This file is the window's side of check_typing.py: it puts the cursor where one types, has keys pressed, and looks.

Not started by hand: check_typing.py gives it a screen, a session bus and an input method.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from briefing_app.app import make_application, make_window
from briefing_app.settings import Look, Settings
from briefing_app.ui.context import Target
from briefing_app.ui.input_methods import connect_input_method
from briefing_app.ui.main_window import MainWindow
from briefing_app.ui.preferences import Preferences
from briefing_app.workflows import write_example_library


class Ear(QObject):
    """Hears what the input method sends: the strings that were shown before anything arrived."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QInputMethodEvent) and event.preeditString():
            self.shown.append(event.preeditString())
        return False


def main(keys: str, words: str) -> int:
    """Type in three places; 0 when the words arrived in each and were shown before."""
    application = make_application()
    home = Path(os.environ["BRIEFING_HOME"])
    home.mkdir(parents=True)
    window = make_window(application, Preferences(home / "settings.json", Settings(author="周岚", look=Look.LIGHT)))
    window.showMaximized()
    window.desk.open(write_example_library(home / "示例资料库.sqlite3"))
    connect_input_method(application)
    ear = Ear()
    application.installEventFilter(ear)
    _pass(3000)
    places = {"search": _search, "note": _note, "cell": _cell}
    wrong = [name for name, go in places.items() if not _types(window, name, go, ear, keys, words)]
    window.close()
    return 1 if wrong else 0


def _types(window: MainWindow, name: str, go: Callable[[MainWindow], QWidget], ear: Ear, keys: str, words: str) -> bool:
    field = go(window)
    _pass(800)
    ear.shown.clear()
    _press("type", "--delay", "120", keys)
    _until(lambda: bool(ear.shown))
    _keep_picture(name)
    shown = list(ear.shown)
    _press("key", "space")
    _until(lambda: words in _text_of(field))
    method, typed = os.environ["METHOD"], _text_of(field)
    right = typed.startswith(words) and bool(shown)  # no stray letter before them
    print(f"{method} {name}: shown {shown[-1:]}, arrived {typed!r} {'' if right else '— WRONG'}", flush=True)
    _press("key", "Escape")
    return right


def _search(window: MainWindow) -> QWidget:
    window.activateWindow()
    window.enter_search()
    return window.top.search


def _note(window: MainWindow) -> QWidget:
    page: Any = window.show_page("notes", Target())
    _pass(1500)
    page._table.selectRow(0)  # noqa: SLF001
    page.edit(window.mapToGlobal(window.rect().center()))
    popover: Any = QApplication.activePopupWidget()
    field: QWidget = popover.findChild(QPlainTextEdit)
    return field


def _cell(window: MainWindow) -> QWidget:
    page: Any = window.show_page("themes", Target())
    _pass(1500)
    tree = page._tree  # noqa: SLF001
    tree.setFocus()
    tree.setCurrentItem(tree.topLevelItem(0))
    tree.edit_current()
    field: QWidget = tree.findChild(QLineEdit)
    return field


def _text_of(field: QWidget) -> str:
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    return field.text() if isinstance(field, QLineEdit) else ""


def _press(*words: str) -> None:
    """Real keys from outside; the window goes on while they are pressed."""
    pressing = subprocess.Popen(["xdotool", *words])
    while pressing.poll() is None:
        _pass(50)
    _pass(900)


def _keep_picture(name: str) -> None:
    if os.environ["PICTURES"]:
        folder = Path(os.environ["PICTURES"])
        folder.mkdir(parents=True, exist_ok=True)
        picture = folder / f"typing-{os.environ['METHOD']}-{name}.png"
        subprocess.run(["import", "-window", "root", str(picture)], check=False)


def _until(arrived: Callable[[], bool]) -> None:
    """A busy machine may take some seconds."""
    for _attempt in range(50):
        if arrived():
            return
        _pass(100)


def _pass(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    sys.exit(main(*sys.argv[1:]))
