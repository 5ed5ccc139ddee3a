"""This file opens the window over the user's library, shows every page, and closes it."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEventLoop, QTimer

from briefing_app import app, paths, settings
from briefing_app.ui.pages import PAGES
from briefing_app.ui.preferences import Preferences


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def main() -> None:
    application = app.make_application()
    window = app.make_window(application, Preferences(paths.settings() / settings.FILE_NAME))
    window.show()
    window.desk.open(paths.library())
    while not window.context.has_library:
        wait(20)
    for page in PAGES:
        window.show_page(page.key)
        while not window.context.tasks.is_idle():
            wait(20)
    window.close()
    print("done: pages")


if __name__ == "__main__":
    main()
    sys.stdout.flush()
