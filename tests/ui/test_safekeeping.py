"""The window keeps its library safe by itself, shows what is in a backup, and mends what can be mended."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from briefing_app import paths
from briefing_app.domain.backups import Occasion
from briefing_app.domain.meetings import MeetingFacts
from briefing_app.settings import BackupPlan
from briefing_app.store import backups, borrowing, meetings
from briefing_app.store.database import open_library
from briefing_app.store.places import Place
from briefing_app.ui import messages, sharing
from briefing_app.ui.restoring import Picked, RestoreDialog


@pytest.fixture
def path(window, closed, settle, tmp_path) -> Path:
    made = tmp_path / "library.sqlite3"
    window.desk.open(made)
    settle(closed)
    return made


def add_meeting(context, name):
    context.perform("加会议", lambda s: meetings.add(s, MeetingFacts(name=name), reviewed=True))


def occasions(path, folder=None):
    return [backup.occasion for backup in backups.find(path, folder or paths.backups())]


def words(dialog):
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_opening_makes_a_backup_and_so_does_the_clock_when_something_changed(window, closed, settle, path):
    assert occasions(path) == [Occasion.OPENED]
    window.desk.safe._clock.timeout.emit()
    settle(closed)
    assert occasions(path) == [Occasion.OPENED]
    add_meeting(closed, "会")
    window.desk.safe._clock.timeout.emit()
    settle(closed)
    assert occasions(path) == [Occasion.SCHEDULED, Occasion.OPENED]


def test_the_plan_sets_the_clock(window, closed, path):
    clock = window.desk.safe._clock
    assert (clock.isActive(), clock.interval()) == (True, 3_600_000)
    closed.preferences.change(backup_plan=BackupPlan.DAY)
    assert clock.interval() == 4 * 3_600_000
    closed.preferences.change(backup_plan=BackupPlan.NEVER)
    assert not clock.isActive()


def test_a_stick_that_is_not_in_is_told_and_the_backup_is_made_at_home(window, closed, settle, path, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    closed.preferences.change(backup_folder=stick)
    add_meeting(closed, "一")
    window.desk.safe.keep(Occasion.SCHEDULED)
    settle(closed)
    assert occasions(path, stick) == [Occasion.SCHEDULED]
    shutil.rmtree(stick)
    add_meeting(closed, "二")
    window.desk.safe.keep(Occasion.SCHEDULED)
    settle(closed)
    assert occasions(path)[0] is Occasion.SCHEDULED
    assert "备份文件夹现在不在" in window.toast.text
    assert not stick.exists()


@pytest.mark.expects_log
def test_a_backup_that_cannot_be_made_is_told_and_work_goes_on(window, closed, settle, path, tmp_path, monkeypatch):
    wrong = tmp_path / "file"
    wrong.write_text("")
    monkeypatch.setattr(paths, "backups", lambda: wrong / "backups")
    add_meeting(closed, "会")
    window.desk.safe.keep(Occasion.SCHEDULED)
    settle(closed)
    assert window.toast.text.startswith("没有备份成")
    add_meeting(closed, "再一场")


def test_a_backup_shows_what_is_in_it_before_it_is_restored(window, closed, settle, path, qtbot):
    add_meeting(closed, "湖岸市专题会")
    window.desk.safe.keep(Occasion.SCHEDULED)
    settle(closed)
    known = backups.find(path, paths.backups())
    dialog = RestoreDialog("我的资料库", known, tasks=closed.tasks, ask_file=lambda: Path(__file__), parent=window)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.shown, timeout=20_000):
        pass
    assert dialog.chosen == Picked(known[0].path)
    assert "会议 1" in words(dialog)
    assert "湖岸市专题会" in words(dialog)
    with qtbot.waitSignal(dialog.shown, timeout=20_000):
        dialog._on_file()
    assert dialog.chosen is None
    assert not dialog._go.isEnabled()
    assert "不能用来恢复" in words(dialog)


def test_restoring_brings_the_backup_and_keeps_the_present_library_aside(window, closed, settle, path, monkeypatch):
    add_meeting(closed, "备份里有")
    window.desk.safe.keep(Occasion.SCHEDULED)
    settle(closed)
    add_meeting(closed, "备份之后")
    backup = backups.find(path, paths.backups())[0].path
    monkeypatch.setattr(window.desk.safe, "ask_backup", lambda *_: Picked(backup))
    window.desk.restore()
    for _ in range(3):
        settle(closed)
    assert [meeting.title for meeting in closed.read(meetings.find)] == ["备份里有"]
    (aside,) = path.parent.glob("*.kept.sqlite3")
    kept = open_library(aside, read_only=True)
    with kept.reading() as session:
        assert {meeting.title for meeting in meetings.find(session)} == {"备份里有", "备份之后"}
    kept.close()


def test_the_check_offers_to_mend_and_says_what_it_did(window, closed, settle, path, sample_article, monkeypatch):
    from briefing_app import workflows

    workflows.save_draft(closed.library, workflows.read_draft(sample_article), reviewed=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM search_document WHERE id = (SELECT min(id) FROM search_document)")
        connection.commit()
    answers, told = ["repair"], []
    monkeypatch.setattr(messages, "choose", lambda _w, title, text, verbs: told.append((title, text)) or answers.pop(0))
    monkeypatch.setattr(messages, "tell", lambda _w, title, text: told.append((title, text)))
    window.desk.check()
    for _ in range(3):
        settle(closed)
    assert told[0][0] == "发现 1 处问题"
    assert told[1][0] == "修复了 1 处，资料库完好"
    assert "检索索引" in told[1][1]
    assert occasions(path)[0] is Occasion.REPAIRED


def test_where_a_library_lies_is_told_once(window, closed, settle, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr(messages, "tell", lambda _w, title, text: told.append(title))
    for room in (borrowing, sharing):
        monkeypatch.setattr(room, "place_of", lambda _path: Place.SYNCED)
    for _ in range(2):
        window.desk.open(tmp_path / "library.sqlite3")
        settle(closed)
    assert told == ["这份资料库在自动同步的文件夹里"]
