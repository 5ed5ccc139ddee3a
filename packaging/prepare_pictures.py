"""This file takes the pictures of the window that README and help show, from the example library, so that they are true.

    .venv/bin/python packaging/prepare_pictures.py [FOLDER]

Writes one PNG a page into resources/help/pictures, or into FOLDER. Needs no screen. The day is fixed: a second run
gives the same pictures as long as the window looks the same.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from briefing_app.app import make_application, make_window
from briefing_app.settings import Look, Settings
from briefing_app.ui.context import Context, Target
from briefing_app.ui.preferences import Preferences
from briefing_app.workflows import write_example_library

PICTURES = Path(__file__).resolve().parent.parent / "resources" / "help" / "pictures"
PAGES = ("overview", "library", "proposals", "compare", "followups", "packs")
SIZE = (1280, 800)
DAY = "2026-12-24"
LONGEST_WAIT = 20_000  # ms


def main(folder: Path) -> None:
    """Open the example library in the real window, go over the pages, and keep what is seen."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"QT_QPA_PLATFORM": "offscreen", "BRIEFING_HOME": home, "BRIEFING_TODAY": DAY}
        take(folder, Path(home))


def take(folder: Path, home: Path) -> None:
    """One picture a page."""
    application = make_application()
    window = make_window(application, Preferences(home / "settings.json", Settings(author="周岚", look=Look.LIGHT)))
    window.resize(*SIZE)
    window.show()
    window.desk.open(write_example_library(home / "示例资料库.sqlite3"))
    _wait_for(window.context)
    folder.mkdir(parents=True, exist_ok=True)
    for page in PAGES:
        window.show_page(page, Target())
        _wait_for(window.context)
        window.grab().save(str(folder / f"{page}.png"))
        print(folder / f"{page}.png")
    window.close()


def _wait_for(context: Context) -> None:
    """Until no work is under way and its results are painted."""
    loop, waited, quiet = QEventLoop(), 0, 0
    while quiet < 1200 and waited < LONGEST_WAIT:  # the preview waits for a pause before it sets pages
        QTimer.singleShot(50, loop.quit)
        loop.exec()
        waited += 50
        quiet = quiet + 50 if context.tasks.is_idle() else 0


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES)
