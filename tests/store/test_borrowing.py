"""A library on a share is worked on here and given back whole; whatever happens on the way, nothing is lost."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from briefing_app import workflows
from briefing_app.domain.loans import News, Sent
from briefing_app.domain.meetings import MeetingFacts
from briefing_app.errors import LibraryProblem, LibraryUnusable
from briefing_app.store import borrowing, copying, holding, meetings
from briefing_app.store.borrowing import Loan
from briefing_app.store.contents import contents_of
from briefing_app.store.database import open_library
from briefing_app.store.keys import is_encrypted, new_key
from briefing_app.store.places import Place
from briefing_app.workflows.opening import Opened, open_at


@pytest.fixture
def share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that passes for one on another machine."""
    folder = tmp_path / "share"
    folder.mkdir()
    monkeypatch.setattr(
        borrowing, "place_of", lambda path: Place.NETWORK if path.is_relative_to(folder) else Place.HERE
    )
    return folder


@pytest.fixture
def place(share: Path) -> Path:
    path = share / "资料库.sqlite3"
    open_library(path).close()
    return path


def open_it(place: Path, **more) -> Opened:
    return open_at(place, author="李敏", program=holding.WINDOW, **more)


def add(opened: Opened, name: str) -> None:
    opened.library.perform("加会议", lambda s: meetings.add(s, MeetingFacts(name=name), reviewed=True))


def names(path: Path, key=None) -> set[str]:
    library = open_library(path, read_only=True, key=key)
    try:
        with library.reading() as session:
            return {meeting.title for meeting in meetings.find(session)}
    finally:
        library.close()


def elsewhere(place: Path, name: str) -> None:
    """Another machine does its work on the share and puts a whole file there."""
    other = place.with_name("other.sqlite3")
    shutil.copyfile(place, other)
    library = open_library(other)
    library.perform("加会议", lambda s: meetings.add(s, MeetingFacts(name=name), reviewed=True))
    library.close()
    other.replace(place)


def crashed(opened: Opened) -> None:
    """The process is gone: nothing is closed, nothing given back, the locks are free."""
    opened.library._engine.dispose()
    opened.hold.release()


def test_work_is_done_here_and_given_back_on_closing(place: Path) -> None:
    opened = open_it(place)
    before = place.read_bytes()
    add(opened, "会")
    assert opened.library.path == place
    assert opened.library.file != place
    assert place.read_bytes() == before
    assert not list(place.parent.glob("*-wal"))
    assert opened.close() == (Sent.DONE, None)
    assert names(place) == {"会"}
    assert sorted(file.name for file in place.parent.iterdir()) == [place.name]


def test_nothing_is_sent_when_nothing_was_changed_nor_fetched_twice(place: Path, monkeypatch) -> None:
    open_it(place).close()
    about = place.stat()
    fetched = []
    monkeypatch.setattr(Loan, "_take", lambda *_: fetched.append(True))
    assert open_it(place).close() == (Sent.NOTHING, None)
    assert (place.stat().st_mtime_ns, place.stat().st_ino) == (about.st_mtime_ns, about.st_ino)
    assert fetched == []


def test_it_can_be_given_back_while_it_is_open_and_goes_on(place: Path) -> None:
    opened = open_it(place)
    add(opened, "一")
    assert opened.give_back() == (Sent.DONE, None)
    assert opened.give_back() == (Sent.NOTHING, None)
    assert names(place) == {"一"}
    add(opened, "二")
    opened.close()
    assert names(place) == {"一", "二"}


def test_what_another_machine_changed_is_fetched(place: Path) -> None:
    open_it(place).close()
    elsewhere(place, "别处的")
    opened = open_it(place)
    with opened.library.reading() as session:
        assert [meeting.title for meeting in meetings.find(session)] == ["别处的"]
    opened.close()


def test_changed_elsewhere_meanwhile_both_are_kept(place: Path) -> None:
    opened = open_it(place)
    add(opened, "这里的")
    elsewhere(place, "别处的")
    sent, beside = opened.give_back()
    assert sent is Sent.KEPT_BOTH
    assert names(place) == {"别处的"}
    assert names(beside) == {"这里的"}
    add(opened, "后来的")  # and work goes on in the one beside
    assert opened.close() == (Sent.DONE, None)
    assert names(beside) == {"这里的", "后来的"}
    again = open_it(place)
    assert again.news is News.AS_IT_WAS
    again.close()
    assert names(place) == {"别处的"}


def test_after_a_crash_what_was_not_given_back_is(place: Path) -> None:
    opened = open_it(place)
    add(opened, "没写回的")
    crashed(opened)
    again = open_it(place)
    assert again.news is News.UNSENT
    assert again.close() == (Sent.DONE, None)
    assert names(place) == {"没写回的"}


def test_after_a_crash_and_a_change_elsewhere_both_are_kept(place: Path) -> None:
    opened = open_it(place)
    add(opened, "没写回的")
    crashed(opened)
    elsewhere(place, "别处的")
    again = open_it(place)
    assert again.news is News.KEPT_BOTH
    assert names(again.kept) == {"没写回的"}
    again.close()
    assert names(place) == {"别处的"}


@pytest.mark.parametrize("moment", ["_note", "put_in_place"])
def test_the_power_goes_while_it_is_given_back(place: Path, monkeypatch, moment: str) -> None:
    opened = open_it(place)
    add(opened, "会")

    def dark(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Loan if moment == "_note" else borrowing, moment, dark)
        with pytest.raises(KeyboardInterrupt):
            opened.give_back()
    crashed(opened)
    again = open_it(place)
    assert again.news is not News.KEPT_BOTH
    again.close()
    assert names(place) == {"会"}


def test_the_share_goes_away_and_comes_back(place: Path, tmp_path: Path) -> None:
    opened = open_it(place)
    add(opened, "一")
    away = place.parent.rename(tmp_path / "unplugged")
    assert opened.give_back() == (Sent.AWAY, None)
    add(opened, "二")
    assert opened.close() == (Sent.AWAY, None)
    offline = open_it(place)
    assert offline.news is News.AWAY
    add(offline, "三")
    offline.close()
    away.rename(place.parent)
    back = open_it(place)
    assert back.news is News.UNSENT
    assert back.close() == (Sent.DONE, None)
    assert names(place) == {"一", "二", "三"}


def test_an_empty_mount_point_is_no_share(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounted = [True]
    monkeypatch.setattr(borrowing, "is_remote", lambda _path: mounted[0])
    opened = open_it(place)
    add(opened, "会")
    opened.close()
    away = place.parent.rename(tmp_path / "unplugged")
    place.parent.mkdir()  # what is left of a share that is not mounted
    mounted[0] = False
    monkeypatch.setattr(borrowing, "place_of", lambda _path: Place.HERE)
    offline = open_it(place)
    assert offline.news is News.AWAY
    add(offline, "没连上时")
    assert offline.close() == (Sent.AWAY, None)
    assert list(place.parent.iterdir()) == []
    place.parent.rmdir()
    away.rename(place.parent)
    mounted[0] = True
    open_it(place).close()
    assert names(place) == {"会", "没连上时"}


def test_asking_for_the_right_to_write_makes_no_folder_where_a_share_was(place: Path, tmp_path: Path) -> None:
    open_it(place).close()
    place.parent.rename(tmp_path / "unplugged")
    with holding.take(place, author="", program=holding.WINDOW):
        assert not place.parent.exists()


def test_a_share_that_was_never_fetched_and_is_away_is_said_to_be(share: Path) -> None:
    with pytest.raises(LibraryUnusable) as refused:
        open_it(share / "gone" / "资料库.sqlite3")
    assert refused.value.problem is LibraryProblem.FOLDER


def test_a_new_library_on_a_share_is_put_there_on_closing(share: Path) -> None:
    place = share / "新.sqlite3"
    opened = open_it(place)
    add(opened, "会")
    assert not place.exists()
    opened.close()
    assert names(place) == {"会"}


def test_a_full_share_keeps_the_file_that_was_there(place: Path, monkeypatch) -> None:
    opened = open_it(place)
    add(opened, "会")
    before = place.read_bytes()

    def full(source: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError(28, os.strerror(28), str(target))

    with monkeypatch.context() as patch:
        patch.setattr(borrowing, "_copy_checked", full)
        assert opened.give_back() == (Sent.AWAY, None)
    assert place.read_bytes() == before
    assert sorted(file.name for file in place.parent.iterdir()) == [place.name]
    opened.close()
    assert names(place) == {"会"}


def test_a_share_that_writes_wrong_bytes_is_found_out(place: Path, monkeypatch) -> None:
    opened = open_it(place)
    add(opened, "会")
    copy = shutil.copyfile

    def wrong(source: Path, target: Path) -> None:
        copy(source, target)
        content = bytearray(Path(target).read_bytes())
        content[-1] ^= 1
        Path(target).write_bytes(content)

    before = place.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(borrowing.shutil, "copyfile", wrong)
        assert opened.give_back() == (Sent.AWAY, None)
    assert place.read_bytes() == before
    opened.close()


def test_a_write_between_copying_and_noting_is_not_forgotten(place: Path, monkeypatch) -> None:
    opened = open_it(place)
    add(opened, "一")
    put = copying.put_in_place

    def put_and_write(made: Path, target: Path) -> None:
        put(made, target)
        add(opened, "二")

    with monkeypatch.context() as patch:
        patch.setattr(borrowing, "put_in_place", put_and_write)
        opened.give_back()
    assert names(place) == {"一"}
    crashed(opened)
    again = open_it(place)
    assert again.news is News.UNSENT
    again.close()
    assert names(place) == {"一", "二"}


def test_two_windows_of_one_machine_never_work_on_one_copy(place: Path) -> None:
    opened = open_it(place)
    with pytest.raises(LibraryUnusable) as refused:
        open_it(place)
    assert refused.value.problem is LibraryProblem.LOCKED
    opened.close()


def test_reading_takes_a_copy_of_its_own_and_leaves_nothing(place: Path) -> None:
    writer = open_it(place)
    reader = open_it(place, read_only=True)
    elsewhere(place, "别处的")  # the file that is read is replaced: nobody is disturbed
    with reader.library.reading() as session:
        assert meetings.find(session) == []
    folder = reader.library.file.parent
    reader.close()
    writer.close()
    assert not list(folder.glob("reading*"))


def test_an_encrypted_library_stays_so_on_the_way_and_a_readable_copy_is_not_left(place: Path) -> None:
    opened = open_it(place)
    add(opened, "鹭洲旧闸")
    opened.close()
    key = workflows.change_password(place, "湖岸市-2026", key=None).key
    assert not opened.library.file.exists()  # it could be read
    again = open_it(place, key=key)
    add(again, "又一场")
    again.close()
    assert is_encrypted(place)
    assert names(place, key) == {"鹭洲旧闸", "又一场"}
    for file in [*opened.library.file.parent.rglob("*"), place]:
        assert not file.is_file() or "鹭洲旧闸".encode() not in file.read_bytes()
    assert contents_of(place, key).meetings == 2
    assert new_key("x" * 8) != key


def test_a_lost_note_never_throws_changes_away(place: Path) -> None:
    opened = open_it(place)
    add(opened, "没写回的")
    crashed(opened)
    (opened.library.file.parent / "loan.json").unlink()
    again = open_it(place)
    assert again.news is News.KEPT_BOTH
    assert names(again.kept) == {"没写回的"}
    again.close()
