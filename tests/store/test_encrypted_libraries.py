"""A library with a password: nothing of it can be read without, and everything that is done with libraries works."""

from __future__ import annotations

import os
import random
import shutil
import sys
import threading
from pathlib import Path

import pytest

from briefing_app.domain.backups import Occasion
from briefing_app.domain.meetings import MeetingFacts
from briefing_app.errors import LibraryProblem, LibraryUnusable, NeedsExtra
from briefing_app.store import backups, meetings, migrate
from briefing_app.store.backup import back_up, check, kept_copies, restore
from briefing_app.store.contents import contents_of
from briefing_app.store.converting import convert, same_content
from briefing_app.store.database import Library, open_library
from briefing_app.store.keys import HEADER, Key, is_encrypted, key_of, new_key
from briefing_app.store.search.finding import search

PLANTED = "白鹭洲暗访纪要"


@pytest.fixture(scope="module")
def key() -> Key:
    return new_key("湖岸市2026！")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite3"


@pytest.fixture
def locked(path: Path, key: Key, tell) -> Library:
    library = open_library(path, author="李敏", key=key)
    library.perform("导入", lambda s: tell(s, f"先说。建议把{PLANTED}办实。", quotes=(f"建议把{PLANTED}办实。",)))
    yield library
    library.close()


def readable(folder: Path, words: str = PLANTED) -> list[str]:
    """The files of a folder in which the words stand, in any encoding that the program writes."""
    forms = [words.encode(coding) for coding in ("utf-8", "utf-16-le", "gb18030")]
    return [
        file.name for file in folder.rglob("*") if file.is_file() and any(form in file.read_bytes() for form in forms)
    ]


def refusal(action, *given, **named) -> LibraryProblem:
    with pytest.raises(LibraryUnusable) as refused:
        action(*given, **named)
    return refused.value.problem


def test_nothing_can_be_read_without_the_key_while_it_is_open_or_after(locked: Library, path: Path) -> None:
    assert Path(f"{path}-wal").stat().st_size
    assert readable(path.parent) == []
    locked.close()
    assert readable(path.parent) == []
    assert is_encrypted(path)
    assert path.read_bytes()[:16] != HEADER


def test_it_opens_with_the_password_only(locked: Library, path: Path) -> None:
    locked.close()
    before = path.read_bytes()
    assert refusal(open_library, path) is LibraryProblem.NEEDS_KEY
    assert refusal(open_library, path, read_only=True) is LibraryProblem.NEEDS_KEY
    assert refusal(open_library, path, key=key_of(path, "湖岸市2025！")) is LibraryProblem.WRONG_KEY
    assert path.read_bytes() == before
    again = open_library(path, key=key_of(path, "湖岸市2026！"))
    with again.reading() as session:
        assert search(session, PLANTED).total
    again.close()


def test_a_wrong_password_says_nothing_on_stderr(locked: Library, path: Path, capfd) -> None:
    locked.close()
    refusal(open_library, path, key=key_of(path, "错的密码没有用"))
    assert capfd.readouterr() == ("", "")


def test_other_files_do_not_pass_for_encrypted_ones(tmp_path: Path, empty_library: Path) -> None:
    for name, content in {
        "plain": empty_library.read_bytes(),
        "text": "发言摘登".encode() * 1000,
        "zip": b"PK\x03\x04" + os.urandom(9000),
        "short": os.urandom(900),
        "nothing": b"",
        "zeros": bytes(9000),
    }.items():
        (tmp_path / name).write_bytes(content)
        assert not is_encrypted(tmp_path / name), name
    for number in range(50):
        (tmp_path / "noise").write_bytes(os.urandom(8192))
        assert is_encrypted(tmp_path / "noise"), number


def test_the_key_shows_itself_nowhere(key: Key) -> None:
    assert repr(key) == "Key()"
    assert key.is_made_by("湖岸市2026！")
    assert not key.is_made_by("湖岸市2026!")


def test_a_password_is_the_same_however_its_characters_are_composed(path: Path) -> None:
    path.write_bytes(os.urandom(16))
    assert key_of(path, "e\u0301cole1234") == key_of(path, "\u00e9cole1234")


def test_backups_have_the_same_key_and_are_made_only_when_something_changed(
    locked: Library, key: Key, tmp_path: Path, tell
) -> None:
    folder = tmp_path / "backups"
    made = backups.make(locked, folder, Occasion.OPENED)
    assert made is not None
    assert backups.make(locked, folder, Occasion.SCHEDULED) is None
    locked.perform("导入", lambda s: tell(s, sha256="x"))
    assert backups.make(locked, folder, Occasion.SCHEDULED) is not None
    assert readable(tmp_path) == []
    assert refusal(contents_of, made.path) is LibraryProblem.NEEDS_KEY
    assert contents_of(made.path, key).meetings == 1


def test_a_backup_by_hand_replaces_an_older_one_but_none_of_another_password(
    locked: Library, key: Key, tmp_path: Path
) -> None:
    target = back_up(locked, tmp_path / "copy.sqlite3")
    assert back_up(locked, target) == target
    convert(target, key, new_key("另一个密码在此"))
    with pytest.raises(Exception, match="exists"):
        back_up(locked, target)


def test_restoring_takes_the_backups_password(locked: Library, path: Path, key: Key, tmp_path: Path, tell) -> None:
    copy = back_up(locked, tmp_path / "copy.sqlite3")
    locked.perform("导入", lambda s: tell(s, sha256="later"))
    locked.close()
    assert refusal(restore, copy, path) is LibraryProblem.NEEDS_KEY
    aside = restore(copy, path, key)
    assert aside is not None
    assert contents_of(path, key).meetings == 1
    assert contents_of(aside, key).meetings == 2
    assert kept_copies(path) == [aside]


def faults(library: Library, *, repair: bool = False) -> list[str]:
    """What 体检 finds, but for the checksum of the source, which these tests make up."""
    return [finding.kind for finding in check(library, repair=repair).findings if finding.kind != "source"]


def test_check_and_repair_and_undo(locked: Library) -> None:
    assert faults(locked) == []
    with locked.transaction() as session:
        session.connection().exec_driver_sql("DELETE FROM search_document")
    assert faults(locked) == ["index"]
    assert faults(locked, repair=True) == []
    done = locked.perform("删", lambda s: meetings.remove(s, meetings.find(s)[0].id))
    locked.undo(done.changes)
    assert faults(locked) == []


def test_an_older_library_is_brought_up_to_date_after_an_encrypted_backup(
    locked: Library, path: Path, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked.close()
    first = migrate.revisions()[0]
    monkeypatch.setattr(migrate, "revisions", lambda: [first, "0999"])
    upgraded = []
    monkeypatch.setattr(migrate, "_upgrade", lambda *given: upgraded.append(given))
    backup = migrate.make_current(path, key)
    assert upgraded == [(path, key)]
    assert backup is not None
    assert is_encrypted(backup)
    assert readable(path.parent) == []


@pytest.mark.parametrize(("old", "new"), [(None, "b"), ("a", "b"), ("a", None)])
def test_a_library_goes_from_key_to_key_and_loses_nothing(tmp_path: Path, tell, old, new) -> None:
    path, keys = tmp_path / "library.sqlite3", {"a": new_key("第一个密码啊"), "b": new_key("第二个密码啊")}
    former, wanted = keys.get(old), keys.get(new)
    library = open_library(path, key=former)
    library.perform("导入", lambda s: tell(s, PLANTED + "。建议办。", quotes=("建议办。",)))
    kept = back_up(library, tmp_path / "before.sqlite3")
    library.close()
    convert(path, former, wanted)
    assert same_content(kept, former, path, wanted)
    if wanted is not None:
        kept.unlink()
        assert readable(tmp_path) == []
    library = open_library(path, key=wanted)
    assert faults(library) == []
    library.perform("再导入", lambda s: tell(s, sha256="more"))
    library.close()
    assert sorted(file.name for file in tmp_path.iterdir() if file.suffix == ".part") == []


def test_what_is_in_the_log_of_a_crashed_session_comes_along(tmp_path: Path, tell, key: Key) -> None:
    path, crashed = tmp_path / "library.sqlite3", tmp_path / "crashed.sqlite3"
    library = open_library(path)
    library.perform("导入", tell)
    for ending in ("", "-wal"):
        shutil.copy(f"{path}{ending}", f"{crashed}{ending}")
    library.close()
    convert(crashed, None, key)
    assert contents_of(crashed, key).meetings == 1
    assert not Path(f"{crashed}-wal").exists()


def test_a_copy_that_differs_never_takes_the_place(locked: Library, path: Path, key: Key, monkeypatch) -> None:
    from briefing_app.store import converting

    locked.close()
    monkeypatch.setattr(converting, "_same_rows", lambda *_: False)
    assert refusal(convert, path, key, None) is LibraryProblem.DAMAGED
    assert contents_of(path, key).meetings == 1
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_the_readable_file_is_overwritten_and_its_other_names_are_not(tmp_path: Path, tell, key: Key) -> None:
    path = tmp_path / "library.sqlite3"
    library = open_library(path)
    library.perform("导入", lambda s: tell(s, PLANTED + "。建议办。", quotes=("建议办。",)))
    library.close()
    with path.open("rb") as held:  # the bytes that stood on the disk
        convert(path, None, key)
        held.seek(0)
        assert PLANTED.encode() not in held.read()


def read_everything(path: Path, key: Key) -> None:
    library = open_library(path, key=key)
    try:
        with library.reading() as session:
            tables = session.connection().exec_driver_sql(
                "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE TABLE%'"
            )
            for (name,) in tables.fetchall():
                session.connection().exec_driver_sql(f'SELECT * FROM "{name}"').fetchall()
    finally:
        library.close()


@pytest.mark.parametrize("page", [1, 2, 30])
def test_damage_is_told_in_the_same_words(locked: Library, path: Path, key: Key, page: int) -> None:
    locked.perform("导入", lambda s: meetings.add(s, MeetingFacts(name="会" * 9000), reviewed=True))
    locked.close()
    content = bytearray(path.read_bytes())
    for place in range(page * 4096 + 77, len(content), 4096):
        content[place] ^= 0xFF
    path.write_bytes(content)
    assert refusal(read_everything, path, key) is LibraryProblem.DAMAGED
    assert refusal(contents_of, path, key) is LibraryProblem.DAMAGED


def test_a_damaged_first_page_may_also_be_a_wrong_password(locked: Library, path: Path, key: Key) -> None:
    locked.close()
    content = bytearray(path.read_bytes())
    content[99] ^= 1
    path.write_bytes(content)
    assert refusal(open_library, path, key=key) is LibraryProblem.WRONG_KEY


def test_many_threads_read_while_one_writes(locked: Library, tell) -> None:
    faults = []

    def read() -> None:
        try:
            for _ in range(20):
                with locked.reading() as session:
                    assert search(session, PLANTED).total == 2
        except BaseException as error:  # noqa: BLE001 - told to the test's own thread
            faults.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(10):
        locked.perform("导入", lambda s, n=number: tell(s, sha256=f"t{n}"))
    for reader in readers:
        reader.join()
    assert faults == []


def test_without_the_extra_it_is_said_what_is_missing(locked: Library, path: Path, key: Key, monkeypatch) -> None:
    locked.close()
    monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", None)  # what an import finds that is not installed
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    assert refusal(open_library, path) is LibraryProblem.NEEDS_KEY
    with pytest.raises(NeedsExtra) as missing:
        open_library(path, key=key)
    assert missing.value.extra == "encryption"
    with pytest.raises(NeedsExtra):
        convert(path, key, None)
    open_library(path.with_name("plain.sqlite3")).close()  # and whatever has no password goes on


def test_random_bytes_over_the_first_page_are_damage_and_no_password(tmp_path: Path, empty_library: Path) -> None:
    path = tmp_path / "library.sqlite3"
    path.write_bytes(random.Random(1).randbytes(4096) + empty_library.read_bytes()[4096:])
    assert not is_encrypted(path)
    with pytest.raises(LibraryUnusable) as refused:
        open_library(path)
    assert refused.value.problem is LibraryProblem.NOT_A_LIBRARY  # for which a backup is offered
