"""The page of 12 speeches is compared by command and printed: what its speakers share comes out, over many pages."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PAGE = "01_seed_changsha_ai.txt"


@pytest.fixture
def briefing(corpus: Path, briefing_home: Path) -> Any:
    """The command, in a process of its own, over a library that holds the page."""

    def call(*words: object) -> str:
        command = [sys.executable, "-m", "briefing_app", *map(str, words)]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
        return done.stdout

    call("import", corpus / PAGE)
    return call


def test_shared_themes_come_out_and_twelve_speakers_print_over_pages_with_repeated_heads(
    briefing: Any, tmp_path: Path
) -> None:
    document = json.loads(briefing("compare", "--meeting", 1, "--json"))
    assert len(document["speakers"]) == 12
    reach = {row["theme"]: sum(bool(cell["proposals"]) for cell in row["cells"]) for row in document["themes"]}
    assert (reach["人才"], reach["算力"]) == (7, 7)
    assert (reach["数据标注"], reach["国家实验室"]) == (2, 2)
    target = tmp_path / "对照表.pdf"
    briefing("export", "--meeting", 1, "--kind", "comparison", "-o", target)
    pages = _pages(target)
    tables = [text for text in pages if "各方观点（原文）" in text]
    assert len(tables) > 3
    assert all("主题及判断" in text and "发言人" in text for text in tables)
    assert "（续）" in "".join(tables[1:])
    for name in document["speakers"]:
        assert any("".join(name.split()) in "".join(text.split()) for text in pages)


def _pages(path: Path) -> list[str]:
    import pdfplumber

    with pdfplumber.open(path) as opened:
        return ["".join(sorted_text(page)) for page in opened.pages]


def sorted_text(page: Any) -> list[str]:
    """Characters in the order in which they were set: turned pages have no lines for an extractor."""
    return [one["text"] for one in page.chars]
