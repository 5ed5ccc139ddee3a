"""`annotate`, `followup` and `sample` do what they say, and refuse what the rules refuse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Briefing = Callable[..., Any]


@pytest.fixture
def followup(briefing: Briefing, imported: int) -> int:
    numbers = [row["id"] for row in briefing("list", "proposals", "--meeting", imported, "--json").json["rows"][:2]]
    made = briefing("followup", "add", "--proposal", *numbers, "--title", "推广算力券", "--lead", "市财政局", "--json")
    assert made.json["proposals"] == numbers
    return int(made.json["id"])


@pytest.mark.usefixtures("imported")
def test_a_note_is_tied_to_its_words(briefing: Briefing) -> None:
    speech = briefing("list", "speeches", "--json").json["rows"][0]
    start = speech["text"].index("利用率")
    made = briefing("annotate", speech["id"], "--start", start, "--end", start + 3, "--note", "核数据来源", "--json")
    assert (made.json["quote"], made.json["note"], made.json["colour"]) == ("利用率", "核数据来源", "想法")
    hits = briefing("search", "核数据来源", "--json").json["hits"]
    assert [(hit["kind"], hit["id"]) for hit in hits] == [("annotation", made.json["id"])]
    said = briefing("annotate", speech["id"], "--start", 0, "--end", 2, "--note", "好", "--colour", "待核")
    assert f"“{speech['text'][:2]}”" in said.out


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 2), (0, 999_999)])
def test_a_place_outside_the_speech_is_refused(briefing: Briefing, start: int, end: int) -> None:
    result = briefing("annotate", 1, "--start", start, "--end", end, "--note", "无")
    assert result.status == 1
    assert "位置" in result.complaint


def test_records_that_are_not_there_are_named(briefing: Briefing) -> None:
    lost = {
        "发言": ("annotate", 7, "--start", 0, "--end", 1, "--note", "无"),
        "建议": ("followup", "add", "--proposal", 7, "--title", "无", "--lead", "市财政局"),
        "跟进事项": ("followup", "move", 7, "已交办"),
        "会议": ("compare", "--meeting", 7),
    }
    for kind, words in lost.items():
        result = briefing(*words)
        assert result.status == 1
        assert kind in result.complaint
        assert "7" in result.complaint


def test_an_item_goes_its_legal_way_to_the_end(
    briefing: Briefing, followup: int, set_today: Callable[[str], None]
) -> None:
    set_today("2026-09-06")
    way = [
        ("已交办", ()),
        ("办理中", ()),
        ("已答复", ("--note", "已列入明年预算", "--class", "B")),
        ("已评价", ("--satisfaction", "满意")),
        ("办结", ()),
    ]
    for status, more in way:
        moved = briefing("followup", "move", followup, status, *more, "--json")
        assert moved.status == 0, moved.err
        assert moved.json["status"] == status
    assert (moved.json["assigned_on"], moved.json["reply_class"]) == ("2026-09-06", "B")
    assert "已列入明年预算" in [entry["text"] for entry in moved.json["entries"]]


def test_an_illegal_move_is_refused_with_the_legal_ones_named(briefing: Briefing, followup: int) -> None:
    result = briefing("followup", "move", followup, "办结")
    assert result.status == 1
    assert "已交办、暂缓" in result.complaint
    assert briefing("list", "followups", "--json").json["rows"][0]["status"] == "待交办"
    unknown = briefing("followup", "move", followup, "飞走")
    assert (unknown.status, "待交办" in unknown.complaint) == (1, True)


def test_a_refused_move_changes_nothing_at_all(briefing: Briefing, followup: int) -> None:
    assert briefing("followup", "move", followup, "办结", "--class", "A").status == 1
    assert briefing("list", "followups", "--json").json["rows"][0]["reply_class"] is None


def test_what_a_state_requires_is_asked_for(briefing: Briefing, followup: int) -> None:
    assert "理由" in briefing("followup", "move", followup, "暂缓").complaint
    assert briefing("followup", "move", followup, "暂缓", "--note", "等预算").status == 0


def test_the_log_grows_by_a_line(briefing: Briefing, followup: int) -> None:
    logged = briefing("followup", "log", followup, "--kind", "催办", "电话催办一次", "--json")
    assert [(entry["kind"], entry["text"]) for entry in logged.json["entries"]] == [("催办", "电话催办一次")]
    assert briefing("followup", "log", followup, "--kind", "吃饭", "无").status == 2


def test_the_sample_can_be_written_and_imported(briefing: Briefing, tmp_path: Path) -> None:
    path = tmp_path / "示例.txt"
    assert str(path) in briefing("sample", path).out
    assert briefing("import", path).status == 0
    again = briefing("sample", path)
    assert (again.status, "已经存在" in again.complaint) == (1, True)
    assert briefing("sample", path, "--force").status == 0
    assert "不存在" in briefing("sample", tmp_path / "无" / "示例.txt").complaint


def test_recommendations_are_linked_and_let_go(briefing: Briefing, followup: int) -> None:
    numbers = [row["id"] for row in briefing("list", "proposals", "--json").json["rows"][:4]]
    linked = briefing("followup", "link", followup, "--proposal", *numbers, "--json")
    assert linked.json["proposals"] == numbers
    left = briefing("followup", "link", followup, "--proposal", *numbers[:2], "--remove", "--json")
    assert left.json["proposals"] == numbers[2:]
    assert "建议" in briefing("followup", "link", followup, "--proposal", 9999).complaint
