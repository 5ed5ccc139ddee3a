"""`briefing import --version-of` and `briefing collate`: another text of the same speeches, and which one counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Briefing = Callable[..., Any]

PRINTED = """城市更新专题协商会发言摘登

市政协委员 白露：

让老街留住烟火气

老街改造要先问居民的意见，再定图纸。建议由街道牵头建立居民议事会，每季度公布改造进度。沿街小店是老街的命脉，
改造期间租金不能涨。

市图书馆馆长 温泉：

把书房开进社区

社区书房缺的不是房子而是管书的人。建议培训退休教师担任书房管理员，由市图书馆统一调配图书。
"""
WRITTEN = """市政协委员 白露：

让老街留住烟火气

各位委员，老街改造要先问居民的意见，再定图纸。建议由街道牵头建立居民议事会，每季度公布改造进度。沿街小店是老街的根，
改造期间租金不能涨。请批评指正。

市图书馆馆长 温泉：

把书房开进社区

社区书房缺的不是房子而是管书的人。建议选聘退休教师担任书房管理员，由市图书馆统一调配图书。
"""


@pytest.fixture
def printed(briefing: Briefing, tmp_path: Path) -> Path:
    page = tmp_path / "报纸.txt"
    page.write_text(PRINTED, "utf-8")
    assert briefing("import", page).status == 0
    return page


@pytest.fixture
def written(tmp_path: Path) -> Path:
    manuscript = tmp_path / "发言稿.txt"
    manuscript.write_text(WRITTEN, "utf-8")
    return manuscript


@pytest.mark.usefixtures("printed")
def test_nearly_the_same_material_is_named_as_a_possible_version(briefing: Briefing, written: Path) -> None:
    (row,) = briefing("import", written, "--json").json["imported"]
    assert row["similar"]["meeting"] == 1
    assert row["similar"]["likeness"] > 0.8


@pytest.mark.usefixtures("printed")
def test_other_material_is_not(briefing: Briefing, tmp_path: Path) -> None:
    other = tmp_path / "另一次.txt"
    other.write_text(
        "市政协委员 白露：\n\n"
        "河道清淤要赶在汛期之前。建议水务部门公开每段河道的清淤计划，请沿河居民监督。水清了，岸上的步道也要连起来。\n",
        "utf-8",
    )
    (row,) = briefing("import", other, "--json").json["imported"]
    assert "similar" not in row


@pytest.mark.usefixtures("printed")
def test_a_manuscript_is_kept_as_a_version_and_makes_no_new_meeting(briefing: Briefing, written: Path) -> None:
    (row,) = briefing("import", written, "--version-of", 1, "--json").json["imported"]
    assert [found["speech"] for found in row["versions"]] == [1, 2]
    assert briefing("list", "meetings", "--json").json["total"] == 1
    assert briefing("list", "speeches", "--json").json["total"] == 2


@pytest.mark.usefixtures("printed")
def test_the_differences_are_listed_with_what_would_not_follow(briefing: Briefing, written: Path) -> None:
    briefing("import", written, "--version-of", 1)
    document = briefing("collate", 2, "--json").json
    assert document["differences"] == 1
    changed = next(pair for pair in document["pairs"] if pair["sign"] != "相同")
    assert (changed["one_text"][:4], changed["other_text"][:4]) == ("建议培训", "建议选聘")
    assert [anchor["follows"] for anchor in document["anchors"]] == [False]
    shown = briefing("collate", 2).out
    assert "建议【培训】退休教师" in shown
    assert "建议【选聘】退休教师" in shown
    assert "失配：建议" in shown


@pytest.mark.usefixtures("printed")
def test_the_chosen_version_becomes_the_text_and_can_be_exchanged_again(briefing: Briefing, written: Path) -> None:
    briefing("import", written, "--version-of", 1)
    before = briefing("list", "speeches", "--json").json["rows"][0]["text"]
    done = briefing("collate", 1, "--adopt", "--json").json
    assert done["adopted"] == "发言稿.txt"
    assert briefing("list", "speeches", "--json").json["rows"][0]["text"].endswith("请批评指正。")
    assert briefing("collate", 1, "--adopt").status == 0
    assert briefing("list", "speeches", "--json").json["rows"][0]["text"] == before


@pytest.mark.usefixtures("printed")
def test_a_speech_without_a_version_says_so(briefing: Briefing) -> None:
    result = briefing("collate", 1)
    assert result.status == 1
    assert "发言版本" in result.complaint


@pytest.mark.usefixtures("printed")
def test_a_text_of_nobody_at_the_meeting_is_no_version(briefing: Briefing, tmp_path: Path) -> None:
    other = tmp_path / "别人.txt"
    other.write_text("市政协委员 秋实：\n\n建议增加公交夜班车。\n", "utf-8")
    result = briefing("import", other, "--version-of", 1)
    assert result.status == 1
    assert "别人.txt" in result.complaint
    assert briefing("list", "sources", "--json").json["total"] == 1


def test_the_same_bytes_are_no_version(briefing: Briefing, printed: Path) -> None:
    result = briefing("import", printed, "--version-of", 1, "--json")
    assert result.status == 0
    assert [row["source"] for row in result.json["skipped"]] == ["报纸.txt"]
