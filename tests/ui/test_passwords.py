"""A library with a password in the window: opened, made, changed, restored, locked, and nothing is seen meanwhile."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from briefing_app.domain.meetings import MeetingFacts
from briefing_app.settings import Look
from briefing_app.store import meetings
from briefing_app.store.database import open_library
from briefing_app.store.keys import is_encrypted, new_key
from briefing_app.ui import messages, unlocking
from briefing_app.ui.restoring import RestoreDialog
from briefing_app.ui.theme import theme
from briefing_app.ui.unlocking import NewPasswordDialog, PasswordDialog

PASSWORD = "湖岸市-2026"


@pytest.fixture(scope="module")
def key():
    return new_key(PASSWORD)


@pytest.fixture
def encrypted(tmp_path, key) -> Path:
    path = tmp_path / "encrypted.sqlite3"
    library = open_library(path, key=key)
    library.perform("加会议", lambda s: meetings.add(s, MeetingFacts(name="白鹭洲会议"), reviewed=True))
    library.close()
    return path


@pytest.fixture
def opened(window, closed, settle, encrypted, key) -> Path:
    window.desk.open(encrypted, key=key)
    settle(closed)
    return encrypted


@pytest.fixture
def typing(monkeypatch, settle, closed):
    """A person who answers each password dialog in turn: texts for its fields, or None to give up."""

    def type_in(*answers):
        seen, left = [], list(answers)

        def ask(dialog):
            seen.append(dialog)
            answer = left.pop(0)
            if answer is None:
                return False
            if isinstance(dialog, NewPasswordDialog):
                dialog.first.setText(answer)
                dialog.second.setText(answer)
                dialog._finish()
                return dialog.answer == "ok"
            for word in [answer] if isinstance(answer, str) else answer:
                dialog.field.setText(word)
                dialog._finish()
                settle(closed)
            return dialog.answer == "ok"

        for kind in (PasswordDialog, NewPasswordDialog):
            monkeypatch.setattr(kind, "ask", ask)
        return seen

    return type_in


def names(context):
    return [meeting.title for meeting in context.read(meetings.find)]


def words(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def settled(settle, context, times=4):
    for _ in range(times):
        settle(context)


def test_opening_asks_until_the_password_is_right(window, closed, settle, encrypted, typing):
    seen = typing(["错的密码", "", PASSWORD])
    window.desk.open(encrypted)
    settled(settle, closed)
    assert names(closed) == ["白鹭洲会议"]
    assert len(seen) == 1


def test_a_wrong_password_gives_a_sentence_and_another_try(window, closed, settle, encrypted, qtbot):
    from briefing_app import workflows

    dialog = PasswordDialog(
        "“甲”设有密码",
        "",
        verb="打开",
        check=lambda typed: workflows.unlock(encrypted, typed),
        tasks=closed.tasks,
        parent=window,
    )
    qtbot.addWidget(dialog)
    dialog.show()
    dialog._finish()
    assert "请输入密码。" in words(dialog)
    dialog.field.setText("错的密码")
    dialog._finish()
    settle(closed)
    assert "密码不对" in words(dialog)
    assert dialog.isVisible()
    assert dialog.field.selectedText() or dialog.field.hasSelectedText()
    dialog.field.setText(PASSWORD)
    dialog._finish()
    settle(closed)
    assert dialog.answer == "ok"
    assert dialog.found.is_made_by(PASSWORD)


def test_giving_up_leaves_the_library_that_was_open(window, closed, settle, tmp_path, encrypted, typing):
    window.desk.open(tmp_path / "first.sqlite3")
    settle(closed)
    typing(None)
    window.desk.open(encrypted)
    settle(closed)
    assert closed.library.path.name == "first.sqlite3"


def test_giving_up_with_nothing_open_offers_another_library(window, closed, settle, encrypted, typing, monkeypatch):
    told = []
    monkeypatch.setattr(messages, "choose", lambda _w, title, _t, verbs: told.append((title, verbs)) or "")
    typing(None)
    gone = []
    window.desk.gave_up.connect(lambda: gone.append(True))
    window.desk.open(encrypted)
    settle(closed)
    assert "设有密码" in told[0][0]
    assert {verb for verb, _ in told[0][1]} >= {"other", "again"}
    assert gone == [True]


def test_the_eye_shows_what_is_typed(qtbot, window, closed):
    dialog = NewPasswordDialog("设密码", "", verb="好", parent=window)
    qtbot.addWidget(dialog)
    assert dialog.first.echoMode() is QLineEdit.EchoMode.Password
    dialog.first.eye.click()
    assert dialog.first.echoMode() is QLineEdit.EchoMode.Normal


def test_a_complaint_makes_room_for_itself(qtbot, window):
    theme().apply(Look.DARK, 1.5)
    dialog = NewPasswordDialog("设密码", "资料库和备份会加密，每次打开都要输入密码。" * 4, verb="好", parent=window)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.first.setText("短")
    dialog._finish()
    qtbot.wait(50)
    assert dialog.first.geometry().bottom() < dialog.second.geometry().top()
    assert dialog.second.geometry().bottom() < dialog._note.geometry().top()


def test_a_new_library_can_have_a_password_from_the_start(window, closed, settle, tmp_path, typing, monkeypatch):
    path = tmp_path / "新.sqlite3"
    monkeypatch.setattr(messages, "ask_save_file", lambda *_: path)
    typing(PASSWORD)
    window.commands.actions["new_encrypted_library"].trigger()
    settled(settle, closed)
    assert closed.library.path == path
    assert is_encrypted(path)


def test_setting_changing_and_taking_away_a_password(window, closed, settle, tmp_path, typing):
    path = tmp_path / "library.sqlite3"
    window.desk.open(path)
    settled(settle, closed)
    closed.perform("加会议", lambda s: meetings.add(s, MeetingFacts(name="会"), reviewed=True))
    typing(PASSWORD)
    window.commands.actions["password"].trigger()
    settled(settle, closed)
    assert window.desk.passwords.has_password
    assert names(closed) == ["会"]
    assert is_encrypted(path)
    assert "都已加密" in window.toast.text
    typing(["不对的密码"], PASSWORD)
    window.commands.actions["password"].trigger()
    settled(settle, closed)
    assert closed.library.key.is_made_by(PASSWORD)
    typing(PASSWORD, "另一个-2026")
    window.commands.actions["password"].trigger()
    settled(settle, closed)
    assert closed.library.key.is_made_by("另一个-2026")
    typing("另一个-2026")
    window.commands.actions["no_password"].trigger()
    settled(settle, closed)
    assert not window.desk.passwords.has_password
    assert not is_encrypted(path)
    assert names(closed) == ["会"]


@pytest.mark.expects_log
def test_a_change_that_fails_opens_the_library_again_as_it_was(
    window, closed, settle, opened, typing, monkeypatch, caplog
):
    from briefing_app.store import converting

    told = []
    monkeypatch.setattr(messages, "choose", lambda _w, title, *_: told.append(title) or "ok")
    monkeypatch.setattr(converting, "_same_rows", lambda *_: False)
    typing(PASSWORD, "另一个-2026")
    window.commands.actions["password"].trigger()
    settled(settle, closed)
    assert told
    assert names(closed) == ["白鹭洲会议"]
    assert closed.library.key.is_made_by(PASSWORD)


def test_without_the_extra_the_window_says_what_is_missing(window, closed, settle, encrypted, monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", None)
    told = []
    monkeypatch.setattr(messages, "choose", lambda _w, title, text, _v: told.append(title + text) or "")
    window.desk.open(encrypted)
    settle(closed)
    assert "需要另装的组件 encryption" in told[0]


def test_an_encrypted_backup_is_looked_into_with_the_librarys_key_or_its_own_password(
    window, closed, settle, opened, qtbot, tmp_path, key, monkeypatch
):
    from briefing_app import workflows

    other = tmp_path / "旧备份.sqlite3"
    library = open_library(other, key=new_key("当年的密码-1"))
    library.close()
    workflows.back_up(closed.library, tmp_path / "copy.sqlite3")
    files = [tmp_path / "copy.sqlite3", other]
    dialog = RestoreDialog("甲", [], tasks=closed.tasks, ask_file=lambda: files.pop(0), key=key, parent=window)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.shown, timeout=20_000):
        dialog._on_file()
    assert dialog.chosen.key == key
    assert "白鹭洲会议" in words(dialog)
    with qtbot.waitSignal(dialog.shown, timeout=20_000):
        dialog._on_file()
    assert dialog.chosen is None
    assert "这份备份设有密码" in words(dialog)
    right = new_key("x" * 9)
    monkeypatch.setattr(unlocking, "ask_key", lambda path, *_a, **_k: workflows.unlock(path, "当年的密码-1") or right)
    with qtbot.waitSignal(dialog.shown, timeout=20_000):
        dialog._on_password(other)
    assert dialog.chosen.path == other
    assert dialog.chosen.key.is_made_by("当年的密码-1")


def test_what_is_remembered_of_an_encrypted_library_holds_no_words(window, closed, settle, opened, preferences):
    from briefing_app.domain.filters import ProposalFilter

    page = window.show_page("proposals")
    page._bar.set_filter(ProposalFilter(text="白鹭洲暗访"))
    window.show_page("overview")
    settle(closed)
    assert "白鹭洲" not in str(preferences._memory)
    assert "places" in preferences._memory


def test_the_settings_offer_what_fits(window, closed, settle, opened):
    page = window.show_page("settings")
    settle(closed)
    from briefing_app.ui.settings.secrecy import SecrecySection

    section = page.findChild(SecrecySection)
    assert "打开时要输入密码" in words(section)
    section._after.set_value(10)
    section._after.activated.emit(0)
    assert closed.settings.lock_after == 10
