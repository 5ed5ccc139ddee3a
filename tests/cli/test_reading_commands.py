"""`list`, `search`, `compare` and `similar` answer in the forms that outside checks rely on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing_app import paths
from briefing_app.cli.arguments import KINDS, SEARCHED
from briefing_app.store import search

Briefing = Callable[..., Any]

# interfaces.md, "Rows"
PROMISED = {
    "meetings": "id name session topic kind date date_text place speeches proposals",
    "speeches": "id meeting order speaker title affiliations identities text",
    "proposals": "id meeting speech speaker order text spans summary themes tags status important",
    "followups": "id title status lead with due overdue proposals",
    "sources": "id name sha256 reader characters imported",
    "people": "id name aliases speeches",
    "themes": "id name parent speakers proposals",
    "exports": "id exported author what format file sha256",
}


@pytest.fixture
def followed(briefing: Briefing, imported: int, tmp_path: Path) -> int:
    """A follow-up of the first recommendation, due long ago, and one export."""
    assert briefing("export", "--meeting", imported, "--kind", "digest", "-o", tmp_path / "摘编.json").status == 0
    first = briefing("list", "proposals", "--json").json["rows"][0]["id"]
    made = briefing(
        *("followup", "add", "--proposal", first, "--title", "组建算力调度中心", "--lead", "市数据局"),
        *("--with", "市财政局", "市科技局", "--due", "2026-01-31", "--json"),
    )
    assert made.status == 0, made.err
    return int(made.json["id"])


@pytest.mark.usefixtures("followed")
@pytest.mark.parametrize("kind", KINDS)
def test_rows_have_the_promised_fields(briefing: Briefing, kind: str) -> None:
    listed = briefing("list", kind, "--json").json
    assert listed["total"] == len(listed["rows"]) > 0
    assert all(set(PROMISED[kind].split()) <= set(row) for row in listed["rows"])


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_library_lists_nothing_in_both_forms(briefing: Briefing, kind: str) -> None:
    assert briefing("list", kind, "--json").json == {"total": 0, "rows": []}
    assert "没有符合条件" in briefing("list", kind).out


@pytest.mark.usefixtures("followed")
@pytest.mark.parametrize("kind", KINDS)
def test_people_see_a_table(briefing: Briefing, kind: str) -> None:
    lines = briefing("list", kind).out.splitlines()
    assert lines[0].startswith("编号")
    assert len(lines) == 1 + briefing("list", kind, "--json").json["total"]


def test_a_recommendation_is_its_speech_word_for_word(briefing: Briefing, imported: int, sample_article: Path) -> None:
    source = sample_article.read_bytes().decode("utf-8")
    speeches = {row["id"]: row["text"] for row in briefing("list", "speeches", "--json").json["rows"]}
    for row in briefing("list", "proposals", "--meeting", imported, "--json").json["rows"]:
        start, end = row["span"]
        assert speeches[row["speech"]][start:end] == row["text"]
        quoted = "".join(source[a:b] for a, b in row["spans"])
        assert "".join(quoted.split()) == "".join(row["text"].split())


@pytest.mark.usefixtures("imported")
def test_filters_combine(briefing: Briefing) -> None:
    everything = briefing("list", "proposals", "--json").json["rows"]
    speaker = everything[0]["speaker"]
    own = briefing("list", "proposals", "--speaker", speaker, "--json").json["rows"]
    assert [row["id"] for row in own] == [row["id"] for row in everything if row["speaker"] == speaker]
    both = briefing("list", "proposals", "--speaker", speaker, "--text", "算力", "--json").json["rows"]
    assert [row["id"] for row in both] == [row["id"] for row in own if "算力" in row["text"]]
    assert briefing("list", "proposals", "--meeting", 99, "--json").json["total"] == 0
    themed = briefing("list", "proposals", "--theme", "数据", "--json").json["rows"]
    assert themed
    assert all("数据" in row["themes"] for row in themed)


@pytest.mark.usefixtures("imported")
def test_speeches_are_filtered_by_who_speaks(briefing: Briefing) -> None:
    def names(*filters: object) -> list[str]:
        return [row["speaker"] for row in briefing("list", "speeches", *filters, "--json").json["rows"]]

    assert names("--organisation", "云泽大学") == ["陆秉衡"]
    assert "陆秉衡" in names("--identity", "院士")
    assert names("--speaker", "陆秉衡", "--text", "地下管廊") == []
    assert names("--since", "2026-01-01") == []  # its year is not known, so it lies in no period


def test_follow_ups_are_filtered_by_unit_state_and_day(
    briefing: Briefing, followed: int, set_today: Callable[[str], None]
) -> None:
    def found(*filters: object) -> list[int]:
        return [row["id"] for row in briefing("list", "followups", *filters, "--json").json["rows"]]

    set_today("2026-01-31")
    assert found("--overdue") == []
    set_today("2026-02-01")
    assert found("--overdue") == found("--due-before", "2026-02-01") == [followed]
    assert found("--unit", "市财政局", "--status", "待交办", "--text", "算力") == [followed]
    assert found("--unit", "市教育局") == found("--meeting", 99) == []
    assert briefing("list", "proposals", "--overdue", "--unit", "市数据局", "--json").json["total"] == 1


@pytest.mark.usefixtures("imported")
def test_a_filter_without_meaning_is_refused(briefing: Briefing) -> None:
    result = briefing("list", "meetings", "--unit", "市数据局")
    assert result.status == 1
    assert "--unit" in result.complaint


@pytest.mark.usefixtures("imported")
def test_search_finds_every_substring_with_its_places(briefing: Briefing) -> None:
    for query in ("算", "算力", "算力调度"):
        found = briefing("search", query, "--limit", 500, "--json").json
        assert found["total"] == len(found["hits"]) > 0
        for hit in found["hits"]:
            assert {"kind", "id", "speaker", "text", "matches"} <= set(hit)
            assert any(hit["text"][start:end] == query for start, end in hit["matches"])
    rows = briefing("list", "proposals", "--json").json["rows"]
    hits = briefing("search", "算力", "--limit", 500, "--json").json["hits"]
    said = {hit["id"] for hit in hits if hit["kind"] == "proposal"}
    assert said == {row["id"] for row in rows if "算力" in row["text"]}


@pytest.mark.usefixtures("imported")
def test_search_looks_where_it_is_told(briefing: Briefing) -> None:
    usual = briefing("search", "陆秉衡", "--json").json
    assert {hit["kind"] for hit in usual["hits"]} <= {"speech", "proposal", "annotation", "followup"}
    everywhere = [word for kind in SEARCHED for word in ("--kind", kind)]
    found = briefing("search", "陆秉衡", "--limit", 500, *everywhere, "--json").json
    assert {"person", "source"} <= {hit["kind"] for hit in found["hits"]}
    assert set(SEARCHED) == set(search.KINDS)
    assert briefing("search", "算力", "--kind", "无").status == 2


@pytest.mark.usefixtures("imported")
def test_search_is_limited_narrowed_and_readable(briefing: Briefing) -> None:
    assert len(briefing("search", "算力", "--limit", 2, "--json").json["hits"]) == 2
    narrowed = briefing("search", "算力 发言人:陆秉衡", "--json").json["hits"]
    assert narrowed
    assert {hit["speaker"] for hit in narrowed} == {"陆秉衡"}
    assert "共" in briefing("search", "算力").out
    assert briefing("search", "不存在的词", "--json").json == {"total": 0, "hits": []}
    assert briefing("search", "不存在的词").status == 0


def test_speakers_are_compared_by_theme(briefing: Briefing, imported: int) -> None:
    document = briefing("compare", "--meeting", imported, "--json").json
    assert len(document["speakers"]) >= 6
    known = {row["id"]: row for row in briefing("list", "proposals", "--json").json["rows"]}
    for row in document["themes"]:
        assert {"theme", "judgement", "suggested", "cells"} <= set(row)
        assert [cell["speaker"] for cell in row["cells"]] == document["speakers"]
        for cell in row["cells"]:
            assert all(known[number]["speaker"] == cell["speaker"] for number in cell["proposals"])
    assert {row["judgement"] for row in document["themes"]} <= {"共识", "多数", "独有", "分歧", None}
    assert any(row["judgement"] for row in document["themes"])


def test_a_comparison_takes_the_speakers_and_themes_it_is_given(briefing: Briefing, imported: int) -> None:
    two = briefing(
        "compare", "--meeting", imported, "--speakers", "顾𬱖,陆秉衡", "--themes", "数据,算力", "--json"
    ).json
    assert two["speakers"] == ["顾𬱖", "陆秉衡"]
    assert [row["theme"] for row in two["themes"]] == ["数据", "算力"]
    assert "主题" in briefing("compare", "--meeting", imported).out
    missing = briefing("compare", "--meeting", imported, "--speakers", "无此人")
    assert (missing.status, "无此人" in missing.complaint) == (1, True)


@pytest.mark.parametrize(
    "options", [("--text", "算力"), ("--speaker", "陆秉衡"), ("--identity", "院士", "--text", "数据"), ("--important",)]
)
def test_a_comparison_takes_the_filters_of_the_list(
    briefing: Briefing, imported: int, options: tuple[str, ...]
) -> None:
    document = briefing("compare", "--meeting", imported, *options, "--json").json
    inside = {number for row in document["themes"] for cell in row["cells"] for number in cell["proposals"]}
    assert inside == {row["id"] for row in briefing("list", "proposals", *options, "--json").json["rows"]}


def test_a_comparison_of_nothing_says_so_and_a_wrong_filter_is_refused(briefing: Briefing, imported: int) -> None:
    nothing = briefing("compare", "--meeting", imported, "--text", "这里没有的话")
    assert (nothing.status, "筛选" in nothing.out) == (0, True)
    wrong = briefing("compare", "--meeting", imported, "--status", "已签收")
    assert (wrong.status, "待梳理" in wrong.complaint) == (1, True)
    assert briefing("compare", "--meeting", imported, "--saved", "没有").status == 1


@pytest.mark.usefixtures("imported")
def test_similar_recommendations_are_other_peoples(briefing: Briefing) -> None:
    rows = {row["id"]: row for row in briefing("list", "proposals", "--json").json["rows"]}
    one = next(number for number, row in rows.items() if "算力" in row["text"])
    found = briefing("similar", one, "--limit", 3, "--json").json
    assert len(found["similar"]) <= 3
    assert all(row["speaker"] != rows[one]["speaker"] for row in found["similar"])
    scores = [row["score"] for row in found["similar"]]
    assert scores == sorted(scores, reverse=True)
    assert briefing("similar", one).status == 0
    assert "建议" in briefing("similar", 9999).complaint


def test_a_library_that_does_not_exist_is_not_made_by_reading(briefing: Briefing, tmp_path: Path) -> None:
    result = briefing("list", "meetings", "--library", tmp_path / "笔误.sqlite3")
    assert result.status == 1
    assert "找不到资料库" in result.complaint
    assert list(tmp_path.iterdir()) == []


def test_another_library_keeps_its_own(briefing: Briefing, imported: int, sample_article: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一个" / "库.sqlite3"
    assert briefing("--library", other, "import", sample_article).status == 0
    assert briefing("list", "meetings", "--library", other, "--json").json["total"] == imported == 1
    assert other.exists()
    assert paths.library().exists()
