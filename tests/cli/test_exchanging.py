"""`briefing exchange` writes one file for another office and takes one in, conflicts named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Briefing = Callable[..., Any]


@pytest.mark.usefixtures("imported")
def test_a_library_goes_over_and_comes_back_with_conflicts_named(briefing: Briefing, tmp_path: Path) -> None:
    file, other = tmp_path / "交换.ycx", tmp_path / "乙.sqlite3"
    briefing("followup", "add", "--proposal", 1, "--title", "建中心", "--lead", "市工信局")
    assert briefing("exchange", "export", file, "--json").json["records"] > 50
    assert "已经存在" in briefing("exchange", "export", file).complaint
    shown = briefing("--library", tmp_path / "没有.sqlite3", "exchange", "import", file, "--dry-run")
    assert shown.status == 1  # a slip of the pen makes no library
    took = briefing("--library", other, "exchange", "import", file, "--json").json
    assert (took["applied"], took["added"]["跟进事项"]) == (True, 1)
    for kind in ("meetings", "speeches", "proposals", "followups", "themes", "sources", "people"):
        assert briefing("--library", other, "list", kind, "--json").json == briefing("list", kind, "--json").json
    assert "没有要改动的内容" in briefing("--library", other, "exchange", "import", file).out
    for library in ((), ("--library", other)):
        reason = "本库" if library else "来件"
        assert briefing(*library, "followup", "move", 1, "暂缓", "--note", reason).status == 0
        assert briefing(*library, "followup", "move", 1, "办理中" if library else "已交办").status == 0
    briefing("--library", other, "exchange", "export", file, "--force")
    listed = briefing("exchange", "import", file)
    assert listed.status == 0
    assert "冲突（两边都改过，保留本库的）：跟进事项 1 建中心" in listed.out
    assert "状态：本库 已交办；来件 办理中" in listed.out
    briefing("exchange", "import", file, "--conflicts", "take")
    assert briefing("list", "followups", "--json").json["rows"][0]["status"] == "办理中"


def test_what_is_no_exchange_file_is_refused_in_one_line(briefing: Briefing, tmp_path: Path) -> None:
    (tmp_path / "x.ycx").write_bytes(b"PK\x03\x04....")
    assert "已损坏" in briefing("exchange", "import", tmp_path / "x.ycx").complaint
    (tmp_path / "x.ycx").write_text("你好", "utf-8")
    assert "不是言策的交换文件" in briefing("exchange", "import", tmp_path / "x.ycx").complaint
    assert "没有可以导出的内容" in briefing("exchange", "export", tmp_path / "空.ycx").complaint
    assert not (tmp_path / "空.ycx").exists()
    assert "编号为 9 的会议" in briefing("exchange", "export", tmp_path / "空.ycx", "--meeting", 9).complaint
