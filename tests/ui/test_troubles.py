"""What happens to the open library is said once, with a way on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from briefing_app import clock
from briefing_app.domain.meetings import MeetingFacts
from briefing_app.store import meetings
from briefing_app.ui import messages, troubles


@pytest.fixture
def path(window, closed, settle, tmp_path):
    made = tmp_path / "library.sqlite3"
    window.desk.open(made)
    settle(closed)
    return made


def add(context, name):
    return context.perform("加会议", lambda s: meetings.add(s, MeetingFacts(name=name), reviewed=True))


def names(context):
    return {meeting.title for meeting in context.read(meetings.find)}


def test_a_file_that_is_gone_is_said_and_what_is_open_is_saved_elsewhere(
    window, closed, settle, path, tmp_path, monkeypatch
):
    add(closed, "会")
    path.unlink()
    told = []
    monkeypatch.setattr(messages, "choose", lambda _w, title, text, verbs: told.append(title + text) or "save")
    monkeypatch.setattr(messages, "ask_save_file", lambda *_: tmp_path / "另存.sqlite3")
    assert add(closed, "又一场") is None
    for _ in range(3):
        settle(closed)
    assert len(told) == 1
    assert "不见了" in told[0]
    assert "另存到别处" in told[0]
    assert closed.library.path == tmp_path / "另存.sqlite3"
    assert names(closed) == {"会"}
    assert add(closed, "又一场") is not None


def test_many_pages_that_run_into_it_make_one_dialog(window, closed, settle, path, monkeypatch):
    path.rename(path.with_name("moved.sqlite3"))
    told = []

    def choose(_w, title, *_rest):
        told.append(title)
        add(closed, "里面又一次")  # a page's timer goes on while the dialog is open
        return ""

    monkeypatch.setattr(messages, "choose", choose)
    add(closed, "会")
    assert len(told) == 1
    path.with_name("moved.sqlite3").rename(path)
    assert add(closed, "放回以后") is not None


def test_a_clock_that_was_set_back_is_said(window, closed, settle, path, tmp_path, monkeypatch):
    add(closed, "会")
    window.desk.open(tmp_path / "other.sqlite3")
    settle(closed)
    told = []
    monkeypatch.setattr(messages, "tell", lambda _w, title, text: told.append(title + text))
    real = clock.now
    monkeypatch.setattr(troubles.clock, "now", lambda: real() - timedelta(days=400))
    window.desk.open(path)
    settle(closed)
    settle(closed)
    assert len(told) == 1
    assert "时钟可能不对" in told[0]
    assert add(closed, "照常保存") is not None
    assert names(closed) == {"会", "照常保存"}


def test_clocks_that_differ_a_little_are_not_worth_a_word(window, closed, settle, path, monkeypatch):
    add(closed, "会")
    real = clock.now
    monkeypatch.setattr(troubles.clock, "now", lambda: real() - timedelta(minutes=50))
    monkeypatch.setattr(messages, "tell", lambda *_: pytest.fail("said"))
    window.desk.troubles.look_at_clock()
    settle(closed)
