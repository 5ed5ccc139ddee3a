"""A library that cannot be used is one Chinese sentence, and stays as it is."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from briefing_app import paths

Briefing = Callable[..., Any]


def _damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[5_000:90_000] = bytes(85_000)
    path.write_bytes(content)


def _cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:40_000])


def _from_the_future(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as library, library:
        library.execute("UPDATE alembic_version SET version_num = '9999'")


def _another_programs(path: Path) -> None:
    path.unlink()
    with contextlib.closing(sqlite3.connect(path)) as other, other:
        other.execute("CREATE TABLE recipe (name TEXT)")


BAD = {
    "damaged": (_damage, "已损坏"),
    "cut short": (_cut_short, "已损坏"),
    "from the future": (_from_the_future, "更新版本"),
    "of another program": (_another_programs, "不是言策的资料库"),
    "no database": (lambda path: path.write_text("不是数据库" * 999, "utf-8"), "不是言策的资料库"),
}


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize(("spoil", "word"), BAD.values(), ids=BAD.keys())
def test_every_command_says_why_and_leaves_the_file(
    briefing: Briefing, sample_article: Path, tmp_path: Path, spoil: Callable[[Path], object], word: str
) -> None:
    spoil(paths.library())
    before = paths.library().read_bytes()
    for words in (
        ("list", "proposals"),
        ("import", sample_article),
        ("export", "--meeting", 1, "-o", tmp_path / "册.pdf"),
        ("check",),
        ("backup", tmp_path / "备份.sqlite3"),
    ):
        result = briefing(*words)
        assert result.status == 1, words
        assert word in result.complaint
    assert paths.library().read_bytes() == before
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("imported")
def test_a_damaged_library_is_brought_back_from_a_backup(briefing: Briefing, tmp_path: Path) -> None:
    kept = tmp_path / "备份.sqlite3"
    assert briefing("backup", kept).status == 0
    _damage(paths.library())
    assert briefing("list", "meetings").status == 1
    restored = briefing("restore", kept, "--json")
    assert restored.status == 0, restored.err
    assert Path(restored.json["kept_aside"]).exists()
    assert briefing("list", "meetings", "--json").json["total"] == 1


def test_a_place_for_a_library_that_is_none_is_said(briefing: Briefing, sample_article: Path, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("", "utf-8")
    for place in (tmp_path, tmp_path / "文件" / "库.sqlite3"):
        result = briefing("import", sample_article, "--library", place)
        assert result.status == 1
        assert "资料库" in result.complaint


@pytest.fixture
def read_only_folder(imported: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The library's folder without write permission; for root, who may write anyway, the place is one of the system."""
    folder = paths.library().parent
    folder.chmod(0o500)
    paths.library().chmod(0o400)
    try:
        (folder / "probe").touch()
    except OSError:
        yield folder
    else:
        (folder / "probe").unlink()
        pytest.skip("this user may write everywhere")
    finally:
        folder.chmod(0o700)


def test_a_library_in_a_read_only_folder_can_be_read_and_printed(
    briefing: Briefing, read_only_folder: Path, sample_article: Path, tmp_path: Path
) -> None:
    assert briefing("list", "proposals", "--json").json["total"] > 0
    assert briefing("search", "算力", "--json").json["total"] > 0
    assert briefing("export", "--meeting", 1, "--kind", "digest", "-o", tmp_path / "册.pdf").status == 0
    refused = briefing("import", sample_article)
    assert refused.status == 1
    assert "写" in refused.complaint


@pytest.mark.skipif(not os.path.ismount("/sys"), reason="needs a file system that nobody can write")
def test_a_folder_that_nobody_can_write_is_said(briefing: Briefing, imported: int, sample_article: Path) -> None:
    assert "没有权限" in briefing("export", "--meeting", imported, "-o", "/sys/册.pdf").complaint
    assert "/sys" in briefing("import", sample_article, "--library", "/sys/库.sqlite3").complaint
    assert "/sys" in briefing("backup", "/sys/备份.sqlite3").complaint


def test_a_full_disk_loses_nothing(
    briefing: Briefing, imported: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite's limit on pages stands in for the disk: going over it fails with the same error."""
    (tmp_path / "另一份.txt").write_text("市政协委员 白露：\n\n建议办老年食堂。\n" + "甲乙丙丁" * 100_000, "utf-8")
    connect = sqlite3.connect

    def narrow(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **options)
        with contextlib.suppress(sqlite3.Error):
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
            connection.execute(f"PRAGMA max_page_count = {pages + 4}")
        return connection

    monkeypatch.setattr(sqlite3, "connect", narrow)
    result = briefing("import", tmp_path / "另一份.txt")
    assert (result.status, "磁盘已满" in result.complaint) == (1, True)
    monkeypatch.undo()


def test_a_library_on_a_share_is_worked_on_here_and_given_back(briefing, tmp_path, sample_article, monkeypatch):
    from briefing_app.store import borrowing
    from briefing_app.store.places import Place, copy_of

    place = tmp_path / "share" / "全办.sqlite3"
    place.parent.mkdir()
    monkeypatch.setattr(borrowing, "place_of", lambda _path: Place.NETWORK)
    assert briefing("--library", place, "import", sample_article).status == 0
    assert copy_of(place).exists()
    assert [file.name for file in place.parent.iterdir()] == [place.name]
    away = place.parent.rename(tmp_path / "unplugged")
    assert briefing("--library", place, "list", "meetings", "--json").json["total"] == 1
    written = briefing("--library", place, "annotate", 1, "--start", 0, "--end", 2, "--note", "核")
    assert written.status == 0
    assert "改动存在本机" in written.complaint
    away.rename(place.parent)
    before = place.read_bytes()
    assert briefing("--library", place, "check").status == 0
    assert place.read_bytes() != before
