"""This file puts the window together: settings, log, look, window, library, and what happens when something breaks."""

from __future__ import annotations

import contextlib
import logging
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from briefing_app import __version__, paths, settings, unfinished
from briefing_app.store.places import file_of
from briefing_app.ui.context import Context
from briefing_app.ui.fonts import load_rare_characters, load_screen_fonts
from briefing_app.ui.garbage import collect_in_this_thread, spare_what_stays
from briefing_app.ui.input_methods import ASKED, connect_input_method, working_input_method
from briefing_app.ui.main_window import MainWindow
from briefing_app.ui.pages import late, read_ahead
from briefing_app.ui.preferences import Preferences
from briefing_app.ui.theme import theme
from briefing_app.ui.widgets.focus_ring import FocusWatch
from briefing_app.ui.widgets.spoken import install_roles

_SETTLED = 1500  # ms after a library is opened: its first page is there
_CRASH, _LOGS = "briefing_app.ui.crash_dialog", "briefing_app.logs"
_log = logging.getLogger(__name__)


def main(arguments: list[str] | None = None) -> int:
    """Show the window until it is closed; the first argument may name a library."""
    arguments = sys.argv[1:] if arguments is None else arguments
    app = make_application()
    collect_in_this_thread(app)
    preferences = Preferences(paths.settings() / settings.FILE_NAME)
    window = make_window(app, preferences)
    _report_crashes(window)
    library = library_to_open(arguments, preferences)
    window.first_shown.connect(_start_log)
    window.first_shown.connect(lambda: window.context.tasks.run(lambda _job: unfinished.clean(), owner=window))
    window.first_shown.connect(lambda: connect_input_method(app))
    window.first_shown.connect(lambda: window.desk.open(library))
    window.desk.opened.connect(load_rare_characters)
    window.desk.opened.connect(
        lambda: QTimer.singleShot(_SETTLED, window, lambda: read_ahead(window.context, spare_what_stays))
    )
    if preferences.note:
        window.first_shown.connect(lambda: window.toast.tell(preferences.note, undo=False))
    window.desk.gave_up.connect(window.close)
    window.show()
    return app.exec()


def make_application() -> QApplication:
    """The application with our name, icon and language."""
    with working_input_method() as fcitx_asked:
        existing = QApplication.instance()
        app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setProperty(ASKED, fcitx_asked)
    app.setApplicationName("briefing")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("briefing")
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    _translate_qt(app)
    return app


def make_window(app: QApplication, preferences: Preferences) -> MainWindow:
    """The window with its look, not yet shown and without a library."""
    load_screen_fonts()
    theme().apply(preferences.settings.look, preferences.settings.text_scale / 100)
    app.setWindowIcon(QIcon(str(paths.resources() / "icons" / "briefing.svg")))
    FocusWatch(app)
    install_roles()
    return MainWindow(Context(preferences, app))


def library_to_open(arguments: list[str], preferences: Preferences) -> Path:
    """The one that was asked for, else the last one, else the user's own."""
    if arguments:
        return Path(arguments[0]).absolute()
    last = preferences.settings.last_library
    return last if last is not None and file_of(last).exists() else paths.library()


def _translate_qt(app: QApplication) -> None:
    """Qt's own words (file dialogs, menus of text fields) in Chinese."""
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)


def _start_log() -> None:
    """After the first paint: the log's own imports take a tenth of the start."""
    late(_LOGS, "start")(paths.logs())
    _log.info("window %s", __version__)


def _report_crashes(window: MainWindow) -> None:
    """A bug is logged and shown, one at a time; the window goes on where it can."""
    showing: list[bool] = []

    def on_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            window.close()
            return
        report = late(_CRASH, "report_of")(kind, error, trace)
        _log.critical("bug\n%s", report)
        if showing:
            return
        showing.append(True)
        QTimer.singleShot(0, window, lambda: show(report))

    def show(report: str) -> None:
        log = paths.logs() / late(_LOGS, "FILE_NAME")
        dialog = late(_CRASH, "CrashDialog")(report, log, window)
        dialog.exec()
        showing.clear()
        if dialog.answer == "quit":
            with contextlib.suppress(RuntimeError):
                window.context.tasks.close()
            QApplication.exit(1)

    sys.excepthook = on_crash
