"""`export`, `verify`, `check`, `backup` and `restore`: on paper, proved, and kept."""

from __future__ import annotations

import errno
import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing_app import paths
from briefing_app.export import files
from briefing_app.store import holding

Briefing = Callable[..., Any]


@pytest.fixture
def pdf(briefing: Briefing, imported: int, tmp_path: Path) -> Path:
    path = tmp_path / "摘编.pdf"
    result = briefing("export", "--meeting", imported, "--kind", "digest", "-o", path)
    assert result.status == 0, result.err
    return path


def test_a_pack_says_what_it_holds(briefing: Briefing, imported: int, tmp_path: Path) -> None:
    path = tmp_path / "汇编.pdf"
    result = briefing("export", "--meeting", imported, "-o", path, "--json")
    document = result.json
    assert result.status == 0
    assert path.read_bytes().startswith(b"%PDF-")
    assert document["counts"]["speeches"] == briefing("list", "speeches", "--json").json["total"]
    assert (document["format"], document["version"], document["size"]) == ("pdf", 1, path.stat().st_size)
    assert document["pages"] > 8


def test_an_export_is_repeatable(
    briefing: Briefing, imported: int, tmp_path: Path, set_today: Callable[[str], None]
) -> None:
    set_today("2026-09-30")
    path = tmp_path / "摘编.pdf"
    words = ("export", "--meeting", imported, "--kind", "digest", "-o", path, "--force", "--json")
    first, second = briefing(*words).json, briefing(*words).json
    assert first["sha256"] == second["sha256"]


def test_what_left_the_library_is_logged_with_its_hash(briefing: Briefing, imported: int, tmp_path: Path) -> None:
    path = tmp_path / "摘编.pdf"
    words = ("export", "--meeting", imported, "--kind", "digest", "-o", path, "--force", "--json")
    first = briefing(*words).json
    briefing(*words, "--redact", "--redact-name", "陆秉衡")
    newest, oldest = briefing("list", "exports", "--json").json["rows"]
    assert (oldest["sha256"], oldest["file"], oldest["format"]) == (first["sha256"], "摘编.pdf", "pdf")
    assert newest["what"].endswith("（脱敏）")
    verified = briefing("verify", path, "--json").json
    assert verified["redacted"] >= 0
    assert not verified["differences"]


@pytest.mark.parametrize(
    ("name", "mark"), [("摘编.docx", b"PK"), ("摘编.html", b"<!doctype html>"), ("摘编.json", b"{"), ("摘编", b"%PDF-")]
)
def test_the_format_follows_the_name(briefing: Briefing, imported: int, tmp_path: Path, name: str, mark: bytes) -> None:
    path = tmp_path / name
    assert briefing("export", "--meeting", imported, "--kind", "digest", "-o", path).status == 0
    assert path.read_bytes().startswith(mark)


def test_the_format_can_be_given(briefing: Briefing, imported: int, tmp_path: Path) -> None:
    path = tmp_path / "册"
    assert briefing("export", "--meeting", imported, "--format", "docx", "-o", path).status == 0
    assert zipfile.is_zipfile(path)


def test_filters_choose_what_is_printed(briefing: Briefing, imported: int, tmp_path: Path) -> None:
    path = tmp_path / "摘编.json"
    words = ("export", "--meeting", imported, "--kind", "digest", "--speaker", "陆秉衡", "-o", path, "--json")
    counts = briefing(*words).json["counts"]
    assert counts["speeches"] == 1
    said = briefing("list", "proposals", "--speaker", "陆秉衡", "--json").json
    assert counts["proposals"] == said["total"]
    quotes = [block["text"] for block in json.loads(path.read_text("utf-8"))["blocks"] if block["block"] == "Quote"]
    assert set(quotes) == {row["text"] for row in said["rows"]}


def test_a_file_is_never_replaced_without_force(briefing: Briefing, imported: int, pdf: Path) -> None:
    before = pdf.read_bytes()
    refused = briefing("export", "--meeting", imported, "-o", pdf)
    assert (refused.status, "已经存在" in refused.complaint) == (1, True)
    assert pdf.read_bytes() == before
    assert briefing("export", "--meeting", imported, "-o", pdf, "--force").status == 0
    assert pdf.read_bytes() != before


def test_what_cannot_be_exported_is_said(briefing: Briefing, imported: int, tmp_path: Path) -> None:
    cases = {
        "会议": ("export", "-o", tmp_path / "册.pdf"),
        "99": ("export", "--meeting", 99, "-o", tmp_path / "册.pdf"),
        "没有可以导出": (
            "export",
            "--meeting",
            imported,
            "--kind",
            "digest",
            "--text",
            "航母",
            "-o",
            tmp_path / "册.pdf",
        ),
        "不存在": ("export", "--meeting", imported, "-o", tmp_path / "无此夹" / "册.pdf"),
    }
    for word, words in cases.items():
        result = briefing(*words)
        assert result.status == 1
        assert word in result.complaint
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_no_half_file(
    briefing: Briefing, imported: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    result = briefing("export", "--meeting", imported, "-o", tmp_path / "册.pdf")
    assert (result.status, "磁盘空间不足" in result.complaint) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_a_pack_is_proved(briefing: Briefing, pdf: Path) -> None:
    result = briefing("verify", pdf, "--json")
    assert result.status == 0, result.out
    assert result.json["unchanged"]
    assert result.json["differences"] == []
    assert result.json["proved"] == result.json["quotations"] > 20
    assert "一字不差" in briefing("verify", pdf).out


def test_a_changed_pack_fails_the_proof(briefing: Briefing, pdf: Path) -> None:
    pdf.write_bytes(pdf.read_bytes() + b"%")
    result = briefing("verify", pdf)
    assert (result.status, "改动过" in result.complaint) == (1, True)


@pytest.mark.usefixtures("imported")
def test_a_file_of_others_cannot_be_proved(briefing: Briefing, tmp_path: Path) -> None:
    path = tmp_path / "别人的.pdf"
    path.write_bytes(b"%PDF-1.4 nothing")
    assert "别人的.pdf" in briefing("verify", path).complaint
    assert "找不到" in briefing("verify", tmp_path / "无.pdf").complaint


@pytest.mark.usefixtures("imported")
def test_a_sound_library_passes_the_check(briefing: Briefing) -> None:
    assert briefing("check", "--json").json == {"sound": True, "findings": [], "repaired": []}
    assert "完好" in briefing("check").out


@pytest.mark.usefixtures("imported")
def test_a_moved_quotation_is_found_and_mended(briefing: Briefing) -> None:
    with sqlite3.connect(paths.library()) as library:
        library.execute('UPDATE proposal SET start = start + 1, "end" = "end" + 1 WHERE id = 1')
    library.close()
    found = briefing("check", "--json")
    assert found.status == 1
    assert [(row["kind"], row["id"]) for row in found.json["findings"]] == [("proposal", 1)]
    mended = briefing("check", "--repair", "--json")
    assert (mended.status, mended.json["sound"], len(mended.json["repaired"])) == (0, True, 1)


def test_a_backup_brings_back_what_was_there(briefing: Briefing, imported: int, tmp_path: Path) -> None:
    folder = tmp_path / "备份"
    folder.mkdir()
    kept = Path(briefing("backup", folder, "--json").json["backup"])
    assert kept.parent == folder
    added = briefing("followup", "add", "--proposal", 1, "--title", "后来的", "--lead", "市数据局")
    assert added.status == 0
    restored = briefing("restore", kept, "--json").json
    assert briefing("list", "followups", "--json").json["total"] == 0
    assert briefing("list", "meetings", "--json").json["total"] == imported
    aside = briefing("list", "followups", "--library", restored["kept_aside"], "--json")
    assert [row["title"] for row in aside.json["rows"]] == ["后来的"]


def test_a_backup_can_start_a_library(briefing: Briefing, imported: int, tmp_path: Path) -> None:
    kept = tmp_path / "备份.sqlite3"
    assert briefing("backup", kept).status == 0
    assert "已恢复" in briefing("restore", kept, "--library", tmp_path / "新" / "库.sqlite3").out
    assert briefing("list", "meetings", "--library", tmp_path / "新" / "库.sqlite3", "--json").json["total"] == imported


@pytest.mark.usefixtures("imported")
def test_what_is_no_backup_replaces_nothing(briefing: Briefing, tmp_path: Path) -> None:
    fake = tmp_path / "假的.sqlite3"
    fake.write_text("不是资料库", "utf-8")
    result = briefing("restore", fake)
    assert (result.status, "不是言策的资料库" in result.complaint) == (1, True)
    assert "找不到" in briefing("restore", tmp_path / "无.sqlite3").complaint
    assert briefing("list", "meetings", "--json").json["total"] == 1


def test_a_backup_can_be_looked_into_before_it_is_restored(briefing: Briefing, imported: int, tmp_path: Path) -> None:
    kept = Path(briefing("backup", tmp_path / "备份.sqlite3", "--json").json["backup"])
    looked = briefing("restore", kept, "--preview", "--json").json
    assert looked["meetings"] == 1
    assert looked["proposals"] == briefing("list", "proposals", "--json").json["total"]
    assert "1 次会议" in briefing("restore", kept, "--preview").out
    assert not list(paths.library().parent.glob("*.kept.sqlite3"))
    assert briefing("restore", tmp_path / "无.sqlite3", "--preview").status == 1


def test_a_backup_without_a_place_goes_into_the_folder_of_backups(briefing: Briefing, imported: int) -> None:
    first = briefing("backup", "--json").json
    assert Path(first["backup"]).parent == paths.backups()
    assert briefing("backup", "--json").json["backup"] is None
    assert "没有改动" in briefing("backup").out
    rows = briefing("backup", "--list", "--json").json["rows"]
    assert [row["path"] for row in rows] == [first["backup"]]
    assert first["backup"] in briefing("backup", "--list").out


def test_a_library_that_a_window_holds_is_read_and_not_written(
    briefing: Briefing, imported: int, tmp_path: Path, sample_article: Path
) -> None:
    with holding.take(paths.library(), author="周岚", program=holding.WINDOW):
        assert briefing("list", "meetings", "--json").json["total"] == 1
        for words in (
            ("import", sample_article),
            ("check", "--repair"),
            ("restore", briefing("backup", tmp_path / "备份.sqlite3", "--json").json["backup"]),
        ):
            refused = briefing(*words)
            assert refused.status == 1
            assert "周岚，电脑 " in refused.complaint
        exported = briefing("export", "--meeting", imported, "-o", tmp_path / "册.json")
        assert exported.status == 0
        assert "不记入版本" in exported.err
    assert briefing("list", "exports", "--json").json["total"] == 0
