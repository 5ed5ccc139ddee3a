"""A library on a share in the window: worked on here, given back by itself, and every trouble said in a sentence."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from briefing_app import app
from briefing_app.domain.meetings import MeetingFacts
from briefing_app.store import borrowing, meetings
from briefing_app.store.database import open_library
from briefing_app.store.places import Place, copy_of
from briefing_app.ui import messages, sharing


@pytest.fixture
def told(monkeypatch):
    said = []
    monkeypatch.setattr(messages, "tell", lambda _w, title, text: said.append((title, text)))
    return said


@pytest.fixture
def place(tmp_path, monkeypatch, told) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    for room in (borrowing, sharing):
        monkeypatch.setattr(room, "place_of", lambda path: Place.NETWORK if "share" in path.parts else Place.HERE)
    path = folder / "全办.sqlite3"
    open_library(path).close()
    return path


def add(context, name):
    context.perform("加会议", lambda s: meetings.add(s, MeetingFacts(name=name), reviewed=True))


def names(path):
    library = open_library(path, read_only=True)
    with library.reading() as session:
        found = {meeting.title for meeting in meetings.find(session)}
    library.close()
    return found


@pytest.fixture
def opened(window, closed, settle, place) -> Path:
    window.desk.open(place)
    settle(closed)
    return place


def test_it_bears_its_own_name_and_is_given_back_by_the_clock(window, closed, settle, opened, told):
    assert window.top.library.text() == "全办"
    assert closed.settings.last_library == opened
    assert [title for title, _ in told] == ["这份资料库在网络共享文件夹里"]
    add(closed, "会")
    assert names(opened) == set()
    window.desk.sharing._timer.timeout.emit()
    settle(closed)
    assert names(opened) == {"会"}


def test_closing_the_window_gives_it_back(window, closed, settle, opened):
    add(closed, "会")
    window.close()
    assert names(opened) == {"会"}
    assert not list(opened.parent.glob(".*"))


def test_going_to_another_library_gives_it_back(window, closed, settle, opened, tmp_path):
    add(closed, "会")
    window.desk.open(tmp_path / "here.sqlite3")
    settle(closed)
    settle(closed)
    assert names(opened) == {"会"}
    window.desk.open(opened)
    settle(closed)
    assert closed.library.path == opened


def test_a_share_that_goes_away_is_said_once_and_again_when_it_is_back(window, closed, settle, opened, told, tmp_path):
    add(closed, "会")
    away = opened.parent.rename(tmp_path / "unplugged")
    for _ in range(2):
        window.toast.hide()
        window.desk.sharing.give_back()
        settle(closed)
    assert not window.toast.isVisible()
    assert "改动先存在本机" in window.toast.text
    away.rename(opened.parent)
    window.desk.sharing.give_back()
    settle(closed)
    assert "改动已写回" in window.toast.text
    opened.parent.rename(tmp_path / "unplugged")
    add(closed, "又一场")
    window.close()
    assert told[-1][0] == "共享文件夹连不上，改动存在本机"


def test_a_share_that_is_away_at_the_start_is_worked_on_here(window, closed, settle, opened, told, tmp_path):
    window.desk.close()
    opened.parent.rename(tmp_path / "unplugged")
    assert app.library_to_open([], closed.preferences) == opened
    window.desk.open(opened)
    settle(closed)
    assert told[-1][0] == "共享文件夹现在连不上"
    assert closed.library.file == copy_of(opened)


def test_changed_elsewhere_both_are_kept_and_it_is_said_where(window, closed, settle, opened, told):
    add(closed, "这里的")
    other = opened.with_name("other.sqlite3")
    library = open_library(other)
    library.perform("加会议", lambda s: meetings.add(s, MeetingFacts(name="别处的"), reviewed=True))
    library.close()
    other.replace(opened)
    window.desk.sharing.give_back()
    settle(closed)
    title, text = told[-1]
    assert title == "这份资料库在别处也改过，两份都留着"
    (beside,) = opened.parent.glob("全办（*")
    assert beside.name in text
    assert names(beside) == {"这里的"}
    assert names(opened) == {"别处的"}


@pytest.mark.parametrize("leave", ["window", "library"])
def test_giving_back_on_closing_leaves_the_window_alive(window, closed, opened, monkeypatch, leave):
    threads = []
    send = borrowing.Loan._send

    def slow(loan, key, writes):
        threads.append(threading.current_thread())
        time.sleep(0.3)
        send(loan, key, writes)

    monkeypatch.setattr(borrowing.Loan, "_send", slow)
    beats = []
    heart = QTimer(window, interval=10)
    heart.timeout.connect(lambda: beats.append(window.isVisible()))
    add(closed, "会")
    heart.start()
    (window if leave == "window" else window.desk).close()
    heart.stop()
    assert names(opened) == {"会"}
    assert len(threads) == 1
    assert threads[0] is not threading.main_thread()
    assert len(beats) > 5
    assert all(beats)
