import json
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from briefing_app import app, paths, settings
from briefing_app.errors import LibraryProblem, LibraryUnusable
from briefing_app.settings import Settings
from briefing_app.ui import messages, pages
from briefing_app.ui.crash_dialog import CrashDialog, report_of
from briefing_app.ui.preferences import Preferences
from briefing_app.ui.widgets.dialogs import Dialog
from briefing_app.ui.widgets.fields import TextField


def test_the_library_of_the_arguments_is_opened_before_the_last_one(preferences, tmp_path):
    last = tmp_path / "last.sqlite3"
    last.touch()
    preferences.with_library(last)
    assert app.library_to_open([str(tmp_path / "asked.sqlite3")], preferences) == tmp_path / "asked.sqlite3"
    assert app.library_to_open([], preferences) == last
    last.unlink()
    assert app.library_to_open([], preferences) == paths.library()


def test_the_whole_program_opens_a_library_and_closes_again(qapp, monkeypatch, tmp_path):
    seen = []
    former = set(QApplication.topLevelWidgets())  # of other tests, not yet deleted
    for window in former:
        window.close()

    def run_until_open():
        new = set(QApplication.topLevelWidgets()) - former
        window = next(w for w in new if type(w).__name__ == "MainWindow")

        def look():
            if window.context.has_library and window.page is not None and window.context.tasks.is_idle():
                seen.append(window.page.title)
                window.close()
            else:
                QTimer.singleShot(20, look)

        QTimer.singleShot(20, look)

    QTimer.singleShot(0, run_until_open)
    patience = QTimer(singleShot=True, interval=60_000)  # a failure, not a test that never ends
    patience.timeout.connect(qapp.quit)
    patience.start()
    hook = sys.excepthook
    monkeypatch.setattr(app, "make_application", lambda: qapp)
    try:
        assert app.main([str(tmp_path / "mine.sqlite3")]) == 0
    finally:
        sys.excepthook = hook
        patience.stop()
    assert seen == ["总览"]
    kept = json.loads((paths.settings() / settings.FILE_NAME).read_text("utf-8"))
    assert kept["last_library"] == str(tmp_path / "mine.sqlite3")
    assert (paths.logs() / "briefing.log").exists()


def test_a_crash_report_names_the_place_and_no_text_of_the_library(qtbot):
    words = "陆秉衡：建议组建市级算力调度中心"

    def quote():
        raise ValueError(words)

    with pytest.raises(ValueError) as caught:
        quote()
    report = report_of(caught.type, caught.value, caught.tb)
    assert "ValueError" in report
    assert "quote" in report
    assert words not in report
    dialog = CrashDialog(report, Path("briefing.log"))
    qtbot.addWidget(dialog)
    assert dialog.findChild(QPlainTextEdit).toPlainText() == report
    dialog.copy()
    assert QGuiApplication.clipboard().text() == report


@pytest.fixture(autouse=True)
def _no_dialog_waits_for_a_person():
    """Here the dialogs themselves are tested."""


def answer(monkeypatch, act):
    """Let a dialog be used while it is shown."""
    run = Dialog.exec

    def shown(dialog):
        QTimer.singleShot(0, lambda: act(dialog))
        return run(dialog)

    monkeypatch.setattr(Dialog, "exec", shown)


def test_a_question_gives_the_verb_that_was_chosen(qapp, monkeypatch):
    answer(monkeypatch, lambda dialog: dialog.close_with("yes"))
    assert messages.ask(None, "移到回收站？", "随时可以放回。", yes="移到回收站")


def test_a_question_left_alone_changes_nothing(qapp, monkeypatch):
    answer(monkeypatch, lambda dialog: dialog.reject())
    assert not messages.ask(None, "移到回收站？", "随时可以放回。", yes="移到回收站")
    assert messages.choose(None, "打不开", "…", [("new", "新建")]) == ""


def test_a_line_of_text_is_asked_for_until_it_is_there(qapp, monkeypatch):
    def fill(dialog):
        dialog._finish()
        assert dialog.isVisible()
        dialog.findChild(TextField).setText(" 甲乙 ")
        dialog._finish()

    answer(monkeypatch, fill)
    assert messages.ask_text(None, "存为常用", field="名称", verb="存下") == "甲乙"


def test_an_error_is_told_with_what_is_safe_and_what_to_do(qapp, monkeypatch):
    seen = []

    def look(dialog):
        seen.append([label.text() for label in dialog.findChildren(messages.QWidget) if hasattr(label, "text")])
        dialog.reject()

    answer(monkeypatch, look)
    messages.show_error(None, LibraryUnusable(Path("资料库.sqlite3"), LibraryProblem.DISK_FULL))
    assert any("资料库.sqlite3" in text or "磁盘" in text for text in seen[0])
    assert "知道了" in seen[0]


@pytest.mark.expects_log
def test_settings_that_cannot_be_read_are_told_once(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text("{", "utf-8")
    found = Preferences(path)
    assert "设置文件已损坏" in found.note
    assert found.settings == Settings()


def test_what_the_window_remembers_outlives_it(tmp_path):
    first = Preferences(tmp_path / "settings.json")
    first.remember("splitter.test", [1, 2])
    first.change(author="程予")
    second = Preferences(tmp_path / "settings.json")
    assert second.recall("splitter.test") == [1, 2]
    assert second.settings.author == "程予"


def test_the_modules_of_all_pages_are_read_ahead_in_a_worker(context, settle, monkeypatch):
    read = {}
    monkeypatch.setattr(pages, "import_module", lambda name: read.setdefault(name, threading.current_thread()))
    pages.read_ahead(context)
    settle(context)
    assert list(read) == [page.module for page in pages.PAGES]
    assert threading.main_thread() not in read.values()
