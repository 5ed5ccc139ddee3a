"""The main job without a window: from a file to three printed packs, proved word for word."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from briefing_app.cli import main

Briefing = Callable[..., Any]


@pytest.fixture
def briefing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, set_today: Callable[[str], None]
) -> Briefing:
    """Call the command on a fixed day, where Qt cannot be loaded; returns its JSON."""
    set_today("2026-09-30")
    monkeypatch.setitem(sys.modules, "PySide6", None)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # main sets its own: put Python's back afterwards

    def call(*words: object) -> Any:
        capsys.readouterr()
        status = main([*map(str, words), "--json"])
        out, err = capsys.readouterr()
        assert (status, err) == (0, "")
        return json.loads(out)

    return call


def _text(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    finally:
        document.close()


def _print_and_prove(briefing: Briefing, meeting: int, folder: Path) -> dict[str, Path]:
    """Three packs of a meeting, each proved against the library."""
    packs = {}
    for kind in ("compilation", "digest", "comparison"):
        path = folder / f"{kind}.pdf"
        made = briefing("export", "--meeting", meeting, "--kind", kind, "--comparison", "-o", path)
        assert made["pages"] >= 2
        proof = briefing("verify", path)
        assert proof["unchanged"]
        assert proof["proved"] == proof["quotations"] > 0
        assert proof["differences"] == []
        packs[kind] = path
    return packs


def test_an_article_becomes_three_proved_packs(briefing: Briefing, sample_article: Path, tmp_path: Path) -> None:
    (imported,) = briefing("import", sample_article)["imported"]
    meeting = imported["meeting"]
    said = briefing("list", "proposals", "--meeting", meeting)["rows"]
    speeches = briefing("list", "speeches", "--meeting", meeting)["rows"]
    assert (len(speeches), len(said)) == (imported["speeches"], imported["proposals"])

    first = said[0]
    speech = next(row for row in speeches if row["id"] == first["speech"])
    briefing("annotate", speech["id"], "--start", first["span"][0], "--end", first["span"][1], "--note", "请核实数字")
    item = briefing("followup", "add", "--proposal", first["id"], "--title", "组建中心", "--lead", "市数据局")
    briefing("followup", "move", item["id"], "已交办")
    assert briefing("check")["sound"]

    packs = _print_and_prove(briefing, meeting, tmp_path)
    compilation = _text(packs["compilation"])
    digest = _text(packs["digest"])
    for row in speeches:
        assert row["title"] is None or "".join(row["title"].split()) in compilation
    for row in said:
        assert "".join(row["text"].split()) in digest
    assert "扫码" not in compilation

    again = briefing("import", sample_article)
    assert (again["imported"], len(again["skipped"])) == ([], 1)
    assert briefing("list", "proposals")["total"] == len(said)


def test_the_newspaper_page_goes_the_whole_way(briefing: Briefing, corpus: Path, tmp_path: Path) -> None:
    (page,) = corpus.glob("01_*.txt")
    gold = json.loads(page.with_suffix(".gold.json").read_text("utf-8"))
    (imported,) = briefing("import", page)["imported"]
    speeches = briefing("list", "speeches")["rows"]
    assert [row["speaker"] for row in speeches] == [speech["speaker"] for speech in gold["speeches"]]
    assert [row["title"] for row in speeches] == [speech["title"] for speech in gold["speeches"]]
    reach = {row["name"]: row["speakers"] for row in briefing("list", "themes")["rows"]}
    assert (reach["人才"], reach["算力"]) == (7, 7)
    assert (reach["数据标注"], reach["国家实验室"]) == (2, 2)
    _print_and_prove(briefing, imported["meeting"], tmp_path)
