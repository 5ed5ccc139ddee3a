"""Backups are whole or not there, restoring loses nothing, and the check sees every kind of harm."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from briefing_app.domain.annotations import MarkColour
from briefing_app.domain.meetings import MeetingFacts
from briefing_app.domain.text import Span
from briefing_app.errors import LibraryProblem, LibraryUnusable, UnwritableFile, WriteProblem
from briefing_app.store import annotations as marks
from briefing_app.store import backup, meetings, proposals
from briefing_app.store.backup import back_up, check, restore
from briefing_app.store.database import Library, open_library
from briefing_app.store.search import search


@pytest.fixture
def told(library: Library, tell):
    with library.transaction() as session:
        one = tell(session, sha256="wrong")
        marks.add(session, one.speech_id, Span(0, 4), colour=MarkColour.DATA, note="", author="")
    return one


def names(path: Path) -> list[str]:
    library = open_library(path, read_only=True)
    with library.reading() as session:
        found = [meeting.title for meeting in meetings.find(session)]
    library.close()
    return found


def test_a_backup_taken_in_use_holds_what_was_committed(library: Library, told, tmp_path: Path) -> None:
    with library.transaction() as session:
        meetings.add(session, MeetingFacts(name="未提交"), reviewed=True)
        session.flush()
        target = back_up(library, tmp_path / "新文件夹" / "备份.sqlite3")
    assert names(target) == ["专题会"]
    assert [file.name for file in target.parent.iterdir()] == ["备份.sqlite3"]


def test_a_backup_into_a_folder_has_a_name_with_the_time_and_does_not_replace_another(
    library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    first, second = back_up(library, folder), back_up(library, folder)
    assert first != second
    assert first.name.startswith(f"{library.path.stem}-2")
    assert first.suffix == library.path.suffix


def test_an_older_backup_is_replaced_and_any_other_file_is_not(library: Library, told, tmp_path: Path) -> None:
    target = back_up(library, tmp_path / "backup.sqlite3")
    with library.transaction() as session:
        meetings.update(session, told.meeting_id, MeetingFacts(name="改名"))
    assert names(back_up(library, target)) == ["改名"]
    report = tmp_path / "报告.docx"
    report.write_bytes(b"PK")
    for wrong in (report, library.path):
        with pytest.raises(UnwritableFile) as refused:
            back_up(library, wrong)
        assert refused.value.problem is WriteProblem.EXISTS
    assert report.read_bytes() == b"PK"


def test_a_backup_that_cannot_be_written_says_why_and_leaves_nothing(library: Library, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UnwritableFile) as refused:
        back_up(library, tmp_path / "file" / "backup.sqlite3")
    assert refused.value.problem is WriteProblem.NO_FOLDER
    assert sorted(file.name for file in tmp_path.iterdir() if "part" in file.name) == []


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("database or disk is full", (UnwritableFile, WriteProblem.DISK_FULL)),
        ("unable to open database file", (UnwritableFile, WriteProblem.FAILED)),
        ("database disk image is malformed", (LibraryUnusable, LibraryProblem.DAMAGED)),
    ],
)
def test_a_copy_that_fails_leaves_the_older_backup(
    library: Library, told, tmp_path: Path, monkeypatch, message, expected
) -> None:
    target = back_up(library, tmp_path / "backup.sqlite3")

    def fail(_source: Path, made: Path, _key: object) -> None:
        made.write_bytes(b"half")
        raise sqlite3.OperationalError(message)

    monkeypatch.setattr(backup, "copy_database", fail)
    kind, problem = expected
    with pytest.raises(kind) as failed:
        back_up(library, target)
    assert failed.value.problem is problem
    assert names(target) == ["专题会"]
    assert not list(tmp_path.glob(".*part"))


def test_restoring_keeps_the_present_library_aside(library: Library, told, tmp_path: Path) -> None:
    copy = back_up(library, tmp_path / "backup.sqlite3")
    with library.transaction() as session:
        meetings.add(session, MeetingFacts(name="后来的"), reviewed=True)
    library.close()
    aside = restore(copy, library.path)
    assert aside is not None
    assert names(library.path) == ["专题会"]
    assert set(names(aside)) == {"专题会", "后来的"}


def test_restoring_over_a_crashed_session_keeps_its_last_changes_aside(library: Library, told, tmp_path: Path) -> None:
    copy = back_up(library, tmp_path / "backup.sqlite3")
    with library.transaction() as session:
        meetings.add(session, MeetingFacts(name="在日志里"), reviewed=True)
    crashed = tmp_path / "crashed.sqlite3"
    for ending in ("", "-wal"):  # as they lie on the disk without a close
        Path(f"{crashed}{ending}").write_bytes(Path(f"{library.path}{ending}").read_bytes())
    aside = restore(copy, crashed)
    assert aside is not None
    assert names(crashed) == ["专题会"]
    assert set(names(aside)) == {"专题会", "在日志里"}


def test_restoring_where_there_is_no_library_or_a_damaged_one(library: Library, told, tmp_path: Path) -> None:
    copy = back_up(library, tmp_path / "backup.sqlite3")
    assert restore(copy, tmp_path / "新" / "library.sqlite3") is None
    assert names(tmp_path / "新" / "library.sqlite3") == ["专题会"]
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"SQLite format 3\0 and then nothing")
    aside = restore(copy, broken)
    assert aside is not None
    assert aside.read_bytes().endswith(b"nothing")
    assert names(broken) == ["专题会"]


def test_what_is_no_sound_backup_is_refused_and_changes_nothing(library: Library, told, tmp_path: Path) -> None:
    copy = back_up(library, tmp_path / "backup.sqlite3")
    library.close()
    before = library.path.read_bytes()
    truncated, text, newer = tmp_path / "t.sqlite3", tmp_path / "text.sqlite3", tmp_path / "n.sqlite3"
    content = copy.read_bytes()
    truncated.write_bytes(content[: len(content) // 2])
    text.write_text("发言")
    newer.write_bytes(content)
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    for source, problem in (
        (truncated, LibraryProblem.DAMAGED),
        (text, LibraryProblem.NOT_A_LIBRARY),
        (newer, LibraryProblem.NEWER),
        (tmp_path / "none", LibraryProblem.MISSING),
    ):
        with pytest.raises(LibraryUnusable) as refused:
            restore(source, library.path)
        assert refused.value.problem is problem
    assert library.path.read_bytes() == before


def findings(library: Library, *, repair: bool = False) -> set[tuple[str, int | None]]:
    return {(one.kind, one.record_id) for one in check(library, repair=repair).findings}


def harm(library: Library, *statements: str) -> None:
    with closing(sqlite3.connect(library.path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


@pytest.fixture
def sound(library: Library, tell) -> Library:
    """A library in which everything holds, the hash of the source as well."""
    with library.transaction() as session:
        text = "先说成绩。建议加快算力建设。\n再说不足。建议培养人才。"
        one = tell(session, text, sha256=hashlib.sha256(f"要闻\n{text}图为会场".encode()).hexdigest())
        marks.add(session, one.speech_id, Span(5, 9), colour=MarkColour.DATA, note="核对", author="")
    return library


def test_a_sound_library_has_no_findings(sound: Library) -> None:
    report = check(sound)
    assert report.is_sound()
    assert report.findings == ()


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("UPDATE proposal SET text = '建议加速算力建设。' WHERE id = 1", ("proposal", 1)),
        ("UPDATE proposal SET spans = '[[0, 9]]' WHERE id = 1", ("proposal", 1)),
        ("UPDATE speech_paragraph SET spans = '[[1, 15]]' WHERE position = 1", ("speech", 1)),
        ("UPDATE annotation SET quote = '原来的字'", ("annotation", 1)),
        ("UPDATE annotation SET speech_id = 77", ("reference", 1)),
        ("UPDATE source_content SET content = x'00'", ("source", 1)),
        ("UPDATE search_document SET folded = 'x'", ("index", None)),
        ("DELETE FROM search_document", ("index", None)),
        ("INSERT INTO search_index (rowid, grams) VALUES (5, '多余')", ("index", None)),
    ],
)
def test_each_harm_is_found(sound: Library, statement: str, finding) -> None:
    harm(sound, statement)
    assert finding in findings(sound)
    assert all(str(one) for one in check(sound).findings)


def test_repair_makes_the_index_anew_and_puts_quotations_back_on_their_words(sound: Library) -> None:
    harm(
        sound,
        "UPDATE proposal SET start = 0, \"end\" = 9, spans = '[[0, 9]]' WHERE id = 1",
        'UPDATE annotation SET start = 0, "end" = 4',
        "UPDATE search_document SET folded = 'x'",
    )
    report = check(sound, repair=True)
    assert report.findings == ()
    assert {one.kind for one in report.repaired} == {"proposal", "annotation", "index"}
    with sound.reading() as session:
        one = proposals.one(session, 1)
        assert one.span == Span(5, 14)
        assert one.spans == (Span(8, 17),)
        assert search(session, "算力", kinds=("proposal",)).total == 1


def test_what_cannot_be_mended_stays_a_finding(sound: Library) -> None:
    harm(sound, "UPDATE proposal SET text = '从未说过的话。' WHERE id = 2")
    report = check(sound, repair=True)
    assert ("proposal", 2) in {(one.kind, one.record_id) for one in report.findings}


def test_a_damaged_file_is_a_finding_and_no_crash(sound: Library) -> None:
    sound.close()
    with closing(sqlite3.connect(sound.path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'proposal'").fetchone()
    content = bytearray(sound.path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = os.urandom(4096)
    sound.path.write_bytes(content)
    library = open_library(sound.path, read_only=True)
    assert ("database", None) in findings(library)
    library.close()
