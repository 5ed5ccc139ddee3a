"""After a time without work, or at a word, everything is covered until the password is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from briefing_app.store.database import open_library
from briefing_app.store.keys import new_key
from briefing_app.ui.locking import Cover, Lock
from briefing_app.ui.widgets.dialogs import Dialog

PASSWORD = "湖岸市-2026"


@pytest.fixture(scope="module")
def key():
    return new_key(PASSWORD)


@pytest.fixture
def opened(window, closed, settle, tmp_path, key) -> Path:
    path = tmp_path / "encrypted.sqlite3"
    open_library(path, key=key).close()
    window.desk.open(path, key=key)
    settle(closed)
    return path


def settled(settle, context, times=4):
    for _ in range(times):
        settle(context)


class Hand:
    """A clock that goes on when the test says so."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def hand():
    return Hand()


@pytest.fixture
def lock(window, closed, settle, opened, hand):
    made = Lock(closed, window, now=hand)
    closed.preferences.change(lock_after=5)
    yield made
    made._stop()


def unlock(lock, password, settle, context):
    lock._dialog.field.setText(password)
    lock._dialog._finish()
    settle(context)


def test_without_work_everything_is_covered_and_the_password_uncovers_it(lock, window, closed, settle, hand):
    hand.seconds += 299
    lock._timer.timeout.emit()
    assert not lock.is_locked
    hand.seconds += 1
    lock._timer.timeout.emit()
    assert lock.is_locked
    (cover,) = window.findChildren(Cover)
    assert cover.geometry() == window.rect()
    assert window.childAt(QPoint(300, 300)) is cover
    assert QApplication.activeModalWidget() is lock._dialog
    unlock(lock, "错的密码", settle, closed)
    assert lock.is_locked
    unlock(lock, PASSWORD, settle, closed)
    assert not lock.is_locked
    assert not [cover for cover in window.findChildren(Cover) if cover.isVisible()]
    hand.seconds += 10
    lock._timer.timeout.emit()
    assert not lock.is_locked


def test_work_puts_it_off(lock, window, hand, qtbot):
    hand.seconds += 299
    qtbot.keyClick(window, Qt.Key.Key_Shift)
    hand.seconds += 299
    lock._timer.timeout.emit()
    assert not lock.is_locked


def test_the_cover_hides_every_pixel(lock, window, settle, closed):
    window.show_page("library")
    settle(closed)
    lock.lock()
    picture = window.grab().toImage()
    unlock(lock, PASSWORD, settle, closed)
    window.show_page("settings")
    settle(closed)
    lock.lock()
    assert window.grab().toImage() == picture
    assert window.childAt(window.rect().center()).metaObject().className() == "Cover"


def test_a_dialog_that_is_open_is_covered_and_what_was_typed_in_it_stays(lock, window, closed, settle, qtbot):
    dialog = Dialog("标题里有白鹭洲", parent=window)
    field = QLineEdit(dialog)
    dialog.body.addWidget(field)
    dialog.open()
    field.setText("写到一半")
    lock.lock()
    assert dialog.isVisible()
    assert dialog.findChildren(Cover)
    assert lock._dialog.parentWidget() is dialog
    unlock(lock, PASSWORD, settle, closed)
    assert field.text() == "写到一半"
    assert dialog.isVisible()
    dialog.reject()


def test_what_appears_meanwhile_is_covered_and_the_password_can_still_be_typed(lock, window, closed, settle, qtbot):
    lock.lock()
    closed.toast("已导出 白鹭洲.pdf")
    assert window.childAt(window.toast.geometry().center()).metaObject().className() == "Cover"
    late_dialog = Dialog("白鹭洲没有导出", parent=window)
    late_dialog.open()
    settle(closed)
    assert late_dialog.findChildren(Cover)
    assert QApplication.activeModalWidget() is lock._dialog
    unlock(lock, PASSWORD, settle, closed)
    assert late_dialog.isVisible()
    assert not [cover for cover in late_dialog.findChildren(Cover) if cover.isVisible()]
    late_dialog.reject()


def test_files_cannot_be_dropped_on_it(lock, window):
    lock.lock()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(__file__)])
    event = QDragEnterEvent(
        QPoint(300, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(window.findChildren(Cover)[0], event)
    assert event.dropAction() is Qt.DropAction.IgnoreAction
    assert not window._veil.isVisible()  # it was not offered to the window


def test_the_command_locks_at_once_and_says_so_where_there_is_no_password(window, closed, settle, opened, tmp_path):
    window.commands.actions["lock"].trigger()
    assert window.desk.passwords.is_locked
    unlock(window.desk.passwords._lock, PASSWORD, settle, closed)
    assert not window.desk.passwords.is_locked
    window.desk.open(tmp_path / "plain.sqlite3")
    settled(settle, closed)
    window.commands.actions["lock"].trigger()
    assert not window.desk.passwords.is_locked
    assert "先给资料库设密码" in window.toast.text


def test_giving_up_at_the_lock_closes_the_program(lock, window, closed):
    lock.lock()
    lock._dialog.reject()
    assert not window.isVisible()


def test_what_waits_for_the_hand_to_rest_is_written_before_it_is_covered(lock, closed):
    kept = []
    closed.changes.keeping.connect(lambda: kept.append(True))
    lock.lock()
    assert kept == [True]


def test_a_plain_library_is_never_locked(window, closed, settle, tmp_path, hand):
    window.desk.open(tmp_path / "plain.sqlite3")
    settled(settle, closed)
    lock = Lock(closed, window, now=hand)
    closed.preferences.change(lock_after=5)
    hand.seconds += 9999
    lock._timer.timeout.emit()
    assert not lock.is_locked
    assert not lock._timer.isActive()
    assert not lock._filtering
