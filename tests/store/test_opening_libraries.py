"""Opening says in one word what is wrong with a file, and never harms it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from briefing_app.domain.meetings import MeetingFacts
from briefing_app.domain.speeches import Speech
from briefing_app.errors import LibraryProblem, LibraryUnusable
from briefing_app.store import meetings, speeches
from briefing_app.store.backup import check
from briefing_app.store.database import Library, open_library
from briefing_app.store.engine import is_sound, problem_of


def problem_with(path: Path, *, read_only: bool = False) -> LibraryProblem:
    with pytest.raises(LibraryUnusable) as refused:
        open_library(path, read_only=read_only)
    assert refused.value.path == path
    return refused.value.problem


def open_and_read(path: Path) -> list[Speech]:
    library = open_library(path)
    try:
        with library.reading() as session:
            return speeches.find(session)
    finally:
        library.close()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", LibraryProblem.DAMAGED),
        ("发言摘登".encode(), LibraryProblem.NOT_A_LIBRARY),
        (b"PK\x03\x04" + bytes(500), LibraryProblem.NOT_A_LIBRARY),
        (b"SQLite format 3\0" + b"\xff" * 5000, LibraryProblem.NOT_A_LIBRARY),
    ],
)
def test_a_file_that_is_no_library_is_named_so_and_left_alone(tmp_path: Path, content, problem) -> None:
    path = tmp_path / "library.sqlite3"
    path.write_bytes(content)
    assert problem_with(path) is problem
    assert problem_with(path, read_only=True) is problem
    assert path.read_bytes() == content


def test_another_programs_database_is_not_a_library(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE meeting (id INTEGER)")
    assert problem_with(path) is LibraryProblem.NOT_A_LIBRARY


def test_a_truncated_library_is_damaged(tmp_path: Path, empty_library: Path) -> None:
    path = tmp_path / "library.sqlite3"
    path.write_bytes(empty_library.read_bytes()[:9000])
    assert problem_with(path) is LibraryProblem.DAMAGED


def test_damage_found_later_is_translated_too(tmp_path: Path, tell) -> None:
    path = tmp_path / "library.sqlite3"
    library = open_library(path)
    with library.transaction() as session:
        tell(session, "建议" * 20_000, quotes=())
    library.close()
    content = bytearray(path.read_bytes())
    for page in range(60 * 4096, len(content), 4096):
        content[page : page + 4096] = os.urandom(min(4096, len(content) - page))
    path.write_bytes(content)
    with pytest.raises(LibraryUnusable) as refused:
        open_and_read(path)
    assert refused.value.problem is LibraryProblem.DAMAGED


def test_a_folder_in_the_place_of_a_library_or_of_its_folder(tmp_path: Path) -> None:
    assert problem_with(tmp_path) is LibraryProblem.FOLDER
    (tmp_path / "file").write_text("x")
    assert problem_with(tmp_path / "file" / "library.sqlite3") is LibraryProblem.FOLDER


def test_a_missing_library_is_not_made_by_opening_it_read_only(tmp_path: Path) -> None:
    assert problem_with(tmp_path / "none.sqlite3", read_only=True) is LibraryProblem.MISSING
    assert not list(tmp_path.iterdir())


def test_a_read_only_library_reads_and_refuses_to_write(tmp_path: Path, tell) -> None:
    path = tmp_path / "library.sqlite3"
    writable = open_library(path)
    with writable.transaction() as session:
        tell(session)
    writable.close()
    library = open_library(path, read_only=True)
    with library.reading() as session:
        assert len(meetings.find(session)) == 1
    with pytest.raises(LibraryUnusable) as refused, library.transaction() as session:
        pass
    assert refused.value.problem is LibraryProblem.READ_ONLY
    with pytest.raises(LibraryUnusable):
        library.perform("改", lambda session: None)
    library.close()


def test_a_file_that_became_read_only_says_so(library: Library) -> None:
    with library.reading() as session:
        session.connection().exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(LibraryUnusable) as refused, library.transaction() as session:
        meetings.add(session, MeetingFacts(name="会"), reviewed=True)
    assert refused.value.problem is LibraryProblem.READ_ONLY


def test_a_full_disk_loses_nothing_and_says_so(library: Library, tell) -> None:
    with library.transaction() as session:
        tell(session)
    with library.reading() as session:
        session.connection().exec_driver_sql("PRAGMA max_page_count = 1")  # as few as there are
    with pytest.raises(LibraryUnusable) as refused, library.transaction() as session:
        tell(session, "建议" * 100_000, quotes=(), sha256="large")
    assert refused.value.problem is LibraryProblem.DISK_FULL
    with library.reading() as session:
        assert len(meetings.find(session)) == 1


def test_a_library_that_another_process_writes_is_locked(library: Library) -> None:
    with library.reading() as session:
        session.connection().exec_driver_sql("PRAGMA busy_timeout = 20")
    with closing(sqlite3.connect(library.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryUnusable) as refused, library.transaction() as session:
            meetings.find(session)  # takes the lock before the first look, so that what was seen still holds
        other.execute("ROLLBACK")
    assert refused.value.problem is LibraryProblem.LOCKED
    with library.transaction() as session:
        meetings.add(session, MeetingFacts(name="会"), reviewed=True)


@pytest.mark.parametrize(
    ("message", "problem"),
    [
        ("database disk image is malformed", LibraryProblem.DAMAGED),
        ("attempt to write a readonly database", LibraryProblem.READ_ONLY),
        ("unable to open database file", LibraryProblem.FOLDER),
        ("database or disk is full", LibraryProblem.DISK_FULL),
        ("no such column: x", None),
        ("UNIQUE constraint failed: theme.name", None),
    ],
)
def test_what_sqlite_says_about_the_file_is_told_from_a_bug(message, problem) -> None:
    assert problem_of(message) is problem


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_library_in_a_folder_without_write_permission_opens_read_only(tmp_path: Path, empty_library: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    shutil.copyfile(empty_library, folder / "library.sqlite3")
    folder.chmod(0o555)
    assert problem_with(folder / "library.sqlite3") is LibraryProblem.READ_ONLY
    open_library(folder / "library.sqlite3", read_only=True).close()
    assert problem_with(folder / "new.sqlite3") is LibraryProblem.FOLDER


def test_closing_twice_or_without_the_file_is_no_failure(library: Library) -> None:
    library.path.unlink()
    library.close()
    library.close()
    assert not library.path.exists()


def test_a_failing_action_changes_nothing(library: Library, tell) -> None:
    def tell_and_fail(session: Session) -> None:
        tell(session)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        library.perform("导入", tell_and_fail)
    with library.reading() as session:
        assert meetings.find(session) == []


def test_reading_cannot_write(library: Library) -> None:
    with pytest.raises(RuntimeError, match="reading session"), library.reading() as session:
        meetings.add(session, MeetingFacts(name="会"), reviewed=True)


def test_foreign_keys_are_enforced(library: Library) -> None:
    with library.reading() as session:
        assert session.connection().exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert session.connection().exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert session.connection().exec_driver_sql("PRAGMA synchronous").scalar() == 2


def test_many_threads_read_and_write_one_library(library: Library) -> None:
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for round_number in range(5):
                facts = MeetingFacts(name=f"{number}-{round_number}")
                library.perform("加", lambda s, facts=facts: meetings.add(s, facts, reviewed=True))
                with library.reading() as session:
                    meetings.find(session)
        except BaseException as error:  # noqa: BLE001 - shown below
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    with library.reading() as session:
        assert len(meetings.find(session)) == 30


def test_two_processes_see_each_others_changes(library: Library) -> None:
    second = open_library(library.path)
    with library.transaction() as session:
        meeting_id = meetings.add(session, MeetingFacts(name="会"), reviewed=True)
    with second.reading() as session:
        assert meetings.one(session, meeting_id).title == "会"
    second.close()


def killed_in_the_middle_of_a_write(sound: Path, place: Path) -> None:
    """A library without a log, as a backup is, of which some pages are written already and the journal lies beside."""
    working = place.with_name("working.sqlite3")
    shutil.copyfile(sound, working)
    with closing(sqlite3.connect(working, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            "CREATE TABLE half AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 9000) SELECT i FROM n"
        )
        connection.execute("UPDATE alembic_version SET version_num = version_num")
        shutil.copyfile(working, place)
        shutil.copyfile(f"{working}-journal", f"{place}-journal")
        connection.execute("ROLLBACK")


@pytest.mark.parametrize("read_only", [False, True])
def test_a_write_that_was_cut_short_is_undone_before_anything_is_read(
    tmp_path: Path, empty_library: Path, read_only: bool
) -> None:
    path = tmp_path / "library.sqlite3"
    killed_in_the_middle_of_a_write(empty_library, path)
    library = open_library(path, read_only=read_only)
    assert check(library).is_sound()
    library.close()
    assert not Path(f"{path}-journal").exists()
    assert is_sound(path)
