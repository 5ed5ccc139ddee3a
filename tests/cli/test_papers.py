"""What goes out to units and comes back, and the figures of following up, from the command line."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Briefing = Callable[..., Any]


@pytest.fixture
def followup(briefing: Briefing, imported: int, set_today: Callable[[str], None]) -> int:
    set_today("2026-06-01")
    made = briefing(
        "followup", "add", "--proposal", 1, 2, "--title", "推广算力券", "--lead", "市财政局", "--with", "市工信局",
        "--due", "2026-09-01", "--joint-due", "2026-07-01", "--json",
    )  # fmt: skip
    assert made.json["joint_due"] == "2026-07-01"
    assert briefing("followup", "move", made.json["id"], "已交办").status == 0
    set_today("2026-09-06")
    return int(made.json["id"])


def test_a_sheet_goes_out_and_its_answer_comes_back(briefing: Briefing, followup: int, tmp_path: Path) -> None:
    missing = briefing("followup", "sheets", "-o", tmp_path / "没有的文件夹")
    assert (missing.status, "没有的文件夹" in missing.complaint) == (1, True)
    files = briefing("followup", "sheets", "-o", tmp_path, "--unit", "市财政局", "--json").json["files"]
    assert [Path(file).name for file in files] == ["交办单-市财政局.xlsx", "交办单-市财政局.docx"]
    assert "已经存在" in briefing("followup", "sheets", "-o", tmp_path, "--unit", "市财政局").complaint
    book = openpyxl.load_workbook(files[0])
    heads = [cell.value for cell in book.active[4]]
    book.active.cell(5, heads.index("答复内容") + 1).value = "已列入计划。"
    book.save(tmp_path / "back.xlsx")
    shown = briefing("followup", "read-back", tmp_path / "back.xlsx", "--json").json
    assert shown["applied"] is False
    assert shown["answers"][0]["changes"] == ["记答复：已列入计划。", "状态：已交办 → 已答复"]
    assert briefing("list", "followups", "--json").json["rows"][0]["status"] == "已交办"
    assert "已存入 1 项" in briefing("followup", "read-back", tmp_path / "back.xlsx", "--apply").out
    row = briefing("list", "followups", "--json").json["rows"][0]
    assert (row["status"], row["entries"][-1]["author"]) == ("已答复", "市财政局")


def test_the_figures_are_those_of_the_items(briefing: Briefing, followup: int) -> None:
    whole = briefing("statistics", "--json").json
    assert (whole["total"]["handed_out"], whole["total"]["overdue"], whole["total"]["on_time_rate"]) == (1, 1, 0)
    assert [(group["name"], group["followups"]) for group in whole["groups"]] == [("市财政局", [followup])]
    assert [group["name"] for group in briefing("statistics", "--by", "period", "--json").json["groups"]] == ["2026-06"]
    assert briefing("statistics", "--since", "2026-07-01", "--json").json["groups"] == []
    assert "合计" in briefing("statistics", "--by", "theme").out


def test_deadlines_become_a_calendar(briefing: Briefing, followup: int, tmp_path: Path) -> None:
    made = briefing("followup", "calendar", "-o", tmp_path / "期限.ics", "--json")
    assert made.json["events"] == 2
    assert "DTSTART;VALUE=DATE:20260701" in (tmp_path / "期限.ics").read_text("utf-8")
    assert briefing("followup", "calendar", "-o", tmp_path / "期限.ics").status == 1


def test_a_file_is_kept_with_the_log_and_comes_out_again(briefing: Briefing, followup: int, tmp_path: Path) -> None:
    (tmp_path / "答复函.pdf").write_bytes(b"%PDF-1.4")
    logged = briefing(
        "followup", "log", followup, "--kind", "答复", "见附件", "--date", "2026-08-01",
        "--attach", tmp_path / "答复函.pdf", "--json",
    ).json  # fmt: skip
    (kept,) = logged["attachments"]
    assert (kept["name"], kept["entry"], logged["entries"][-1]["date"]) == (
        "答复函.pdf", logged["entries"][-1]["id"], "2026-08-01",
    )  # fmt: skip
    assert briefing("followup", "attachment", kept["id"], "-o", tmp_path / "out.pdf").status == 0
    assert (tmp_path / "out.pdf").read_bytes() == b"%PDF-1.4"
    lost = briefing("followup", "log", followup, "--kind", "备注", "无", "--attach", tmp_path / "没有.pdf")
    assert "没有.pdf" in lost.complaint
    assert len(briefing("list", "followups", "--json").json["rows"][0]["entries"]) == len(logged["entries"])
    assert briefing("followup", "log", followup, "--kind", "备注", "无", "--date", "2026-02-31").status == 2


def test_what_went_out_is_in_the_log_of_exports(briefing: Briefing, followup: int, tmp_path: Path) -> None:
    briefing("followup", "sheets", "-o", tmp_path, "--unit", "市财政局", "--format", "xlsx")
    briefing("followup", "calendar", "-o", tmp_path / "期限.ics")
    briefing("exchange", "export", tmp_path / "甲.ycx")
    rows = briefing("list", "exports", "--json").json["rows"]
    assert {row["sha256"] for row in rows} == {
        hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()
        for name in ("交办单-市财政局.xlsx", "期限.ics", "甲.ycx")
    }
