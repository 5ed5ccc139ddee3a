"""From the start of a process to a painted window, against an empty window (targets 1 and 2)."""

from __future__ import annotations

import os
import subprocess
import sys

from measuring import ROWS, Against

EMPTY = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""
PAINTED = """
from PySide6.QtCore import QTimer
from briefing_app import app as program, paths
from briefing_app.ui.preferences import Preferences
application = program.make_application()
window = program.make_window(application, Preferences(paths.settings() / "settings.json"))
window.show()
QTimer.singleShot(0, application.quit)
application.exec()
"""
FIRST_ROWS = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from briefing_app import app as program, paths
from briefing_app.ui.preferences import Preferences
application = program.make_application()
window = program.make_window(application, Preferences(paths.settings() / "settings.json"))
window.show()
def look():
    if window.context.has_library:
        page = window.show_page("proposals")
        if page._table.rows_model.rows and page._table.isVisible():
            page._table.viewport().grab()
            application.quit()
watch = QTimer()
watch.timeout.connect(look)
watch.start(5)
window.desk.open(Path(sys.argv[1]), read_only=True)
application.exec()
window.context.tasks.close()
"""


def _started(script: str, *arguments: str):
    def run():
        # An installed program has its bytecode beside it; the run that warms up writes ours.
        setting = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        subprocess.run([sys.executable, "-c", script, *arguments], check=True, env=setting, timeout=120)

    return run


def test_the_window_is_painted_soon(measure, briefing_home):
    empty = Against("an empty window", _started(EMPTY), 1.5)
    measure("start: window painted", _started(PAINTED), against=empty)


def test_first_rows_are_there_soon(measure, briefing_home, filled):
    empty = Against("an empty window", _started(EMPTY), 2.5)
    measure("start: first rows", _started(FIRST_ROWS, str(filled)), against=empty, rows=ROWS)
