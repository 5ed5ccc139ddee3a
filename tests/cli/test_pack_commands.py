"""`pack`: what was exported, what differs since, and an old version out again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Briefing = Callable[..., Any]


@pytest.fixture
def pdf(briefing: Briefing, imported: int, tmp_path: Path) -> Path:
    path = tmp_path / "摘编.pdf"
    assert briefing("export", "--meeting", imported, "--kind", "digest", "-o", path).status == 0
    return path


def test_packs_and_their_versions_are_listed(briefing: Briefing, pdf: Path) -> None:
    (row,) = briefing("pack", "list", "--json").json["rows"]
    assert (row["kind"], row["version"]) == ("digest", 1)
    (version,) = briefing("pack", "versions", row["id"], "--json").json["rows"]
    assert (version["version"], version["format"], version["file"]) == (1, "pdf", "摘编.pdf")
    assert "摘编.pdf" in briefing("pack", "versions", row["id"]).out


def test_a_version_comes_out_again_byte_for_byte(briefing: Briefing, pdf: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.pdf"
    assert briefing("pack", "again", 1, "--version", 1, "-o", again).status == 0
    assert again.read_bytes() == pdf.read_bytes()
    refused = briefing("pack", "again", 1, "--version", 1, "-o", again)
    assert (refused.status, refused.out) == (1, "")
    assert "没有覆盖" in refused.err


def test_a_version_is_compared_with_what_the_pack_says_now(briefing: Briefing, pdf: Path) -> None:
    assert briefing("pack", "diff", 1, "--json").json == {"from": 1, "to": None, "differences": []}
    assert "没有差异" in briefing("pack", "diff", 1).out


@pytest.mark.parametrize("words", [("versions", 99), ("diff", 99), ("again", 1, "--version", 9, "-o", "x.pdf")])
def test_what_is_not_there_is_told_in_one_line(briefing: Briefing, pdf: Path, words: tuple[Any, ...]) -> None:
    result = briefing("pack", *words)
    assert (result.status, result.out) == (1, "")
    assert result.err.count("\n") == 1


def test_an_export_without_a_meeting_names_those_there_are(briefing: Briefing, imported: int, tmp_path: Path) -> None:
    other = tmp_path / "另一场.txt"
    other.write_text("政协清江市委员会召开座谈会\n\n清江大学教授甘砚：\n\n建议多设书房，方便居民就近读书。\n", "utf-8")
    briefing("import", other)
    result = briefing("export", "-o", tmp_path / "册.pdf")
    assert result.status == 1
    assert "有2场会议，没有说明要导出哪一场" in result.complaint
    assert f"请加 --meeting 和编号：{imported + 1} " in result.complaint
    assert not (tmp_path / "册.pdf").exists()


def test_an_export_from_an_empty_library_says_to_import_first(briefing: Briefing, tmp_path: Path) -> None:
    assert "还没有会议" in briefing("export", "-o", tmp_path / "册.pdf").complaint


def test_words_without_room_are_refused_by_name(briefing: Briefing, imported: int, tmp_path: Path) -> None:
    for option, term in (("--copy-number", "份号"), ("--urgency", "紧急程度")):
        result = briefing("export", "--meeting", imported, option, "9" * 500, "-o", tmp_path / "册.pdf")
        assert (result.status, result.out) == (1, "")
        assert f"“{term}”的值不合要求：“{'9' * 12}……”" in result.complaint
        assert "现有500个字" in result.complaint
        assert not (tmp_path / "册.pdf").exists()
