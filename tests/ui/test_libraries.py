import pytest

from briefing_app.errors import LibraryProblem, LibraryUnusable
from briefing_app.store import meetings
from briefing_app.store.database import open_library
from briefing_app.ui import messages
from briefing_app.ui.context import Context
from briefing_app.ui.libraries import LibraryDesk
from briefing_app.ui.restoring import Picked


def answering(monkeypatch, *answers):
    told, left = [], list(answers)
    monkeypatch.setattr(
        messages, "choose", lambda _w, title, text, verbs: told.append((title, verbs, text)) or left.pop(0)
    )
    return told


def test_a_library_that_is_not_there_is_made(window, closed, settle, tmp_path):
    path = tmp_path / "new" / "library.sqlite3"
    window.desk.open(path)
    settle(closed)
    assert path.exists()
    assert closed.library.path == path
    assert closed.settings.last_library == path
    assert window.page.title == "总览"


def test_a_damaged_library_offers_the_way_back_and_is_left_as_it_is(window, closed, settle, tmp_path, monkeypatch):
    path = tmp_path / "library.sqlite3"
    path.write_bytes(b"SQLite format 3\x00" + b"broken" * 2000)
    before = path.read_bytes()
    told = answering(monkeypatch, "")
    gone = []
    window.desk.gave_up.connect(lambda: gone.append(True))
    window.desk.open(path)
    settle(closed)
    assert {key for key, _ in told[0][1]} >= {"other", "new"}
    assert gone == [True]
    assert path.read_bytes() == before


def test_a_damaged_library_can_be_replaced_by_its_backup(window, closed, settle, tmp_path, monkeypatch):
    path, backup = tmp_path / "library.sqlite3", tmp_path / "backup.sqlite3"
    open_library(backup).close()
    path.write_bytes(b"SQLite format 3\x00" + b"broken" * 2000)
    answering(monkeypatch, "restore")
    monkeypatch.setattr(window.desk.safe, "ask_backup", lambda *_: Picked(backup))
    window.desk.open(path)
    settle(closed)
    settle(closed)
    assert closed.library.path == path
    assert closed.read(meetings.find) == []
    assert len(list(tmp_path.glob("library*"))) >= 2


def test_a_library_in_use_by_another_window_can_be_read(
    window, closed, settle, tmp_path, qtbot, preferences, monkeypatch
):
    path = tmp_path / "library.sqlite3"
    other = Context(preferences)
    desk = LibraryDesk(other, window)
    desk.open(path)
    settle(other)
    told = answering(monkeypatch, "read")
    window.desk.open(path)
    settle(closed)
    assert "正在另一个窗口里使用" in told[0][0]
    assert "周岚，电脑 " in told[0][2]
    assert closed.read_only
    other.tasks.close()
    desk.close()


def test_a_new_library_never_takes_the_place_of_a_file(window, closed, settle, tmp_path, monkeypatch):
    window.desk.open(tmp_path / "first.sqlite3")
    settle(closed)
    taken = tmp_path / "taken.sqlite3"
    taken.write_text("mine", "utf-8")
    told = []
    monkeypatch.setattr(messages, "ask_save_file", lambda *_: taken)
    monkeypatch.setattr(messages, "tell", lambda *words: told.append(words))
    window.desk.create()
    settle(closed)
    assert told
    assert taken.read_text("utf-8") == "mine"
    assert closed.library.path.name == "first.sqlite3"


def test_a_backup_is_a_whole_library(window, closed, settle, tmp_path, monkeypatch):
    window.desk.open(tmp_path / "library.sqlite3")
    settle(closed)
    target = tmp_path / "copy.sqlite3"
    monkeypatch.setattr(messages, "ask_save_file", lambda *_: target)
    window.desk.back_up()
    settle(closed)
    copied = open_library(target)
    copied.close()
    assert window.toast.text == "已备份到 copy.sqlite3"


def test_a_sound_library_is_told_to_be_sound(window, closed, settle, tmp_path):
    window.desk.open(tmp_path / "library.sqlite3")
    settle(closed)
    window.desk.check()
    settle(closed)
    assert window.toast.text == "资料库完好，没有发现问题"


def test_going_to_another_library_forgets_what_could_be_undone(window, closed, settle, tmp_path):
    window.desk.open(tmp_path / "one.sqlite3")
    settle(closed)
    with pytest.raises(LibraryUnusable) as refused:
        open_library(tmp_path / "one.sqlite3", read_only=True).perform("改", lambda session: None)
    assert refused.value.problem is LibraryProblem.READ_ONLY
    window.desk.open(tmp_path / "two.sqlite3")
    settle(closed)
    assert not closed.undo_stack.canUndo()
    assert window.top.library.text() == "two"
    assert closed.settings.recent[:2] == (tmp_path / "two.sqlite3", tmp_path / "one.sqlite3")


def test_the_example_library_is_made_once_and_opened_again(window, closed, settle, tmp_path):
    window.desk.open_example()
    settle(closed)
    settle(closed)
    path = closed.library.path
    assert path.name == "示例资料库.sqlite3"
    made = path.stat().st_ino
    window.desk.open(tmp_path / "other.sqlite3")
    settle(closed)
    window.desk.open_example()
    settle(closed)
    assert closed.library.path == path
    assert path.stat().st_ino == made
