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
