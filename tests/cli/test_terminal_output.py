"""What is printed can be read: by people in columns, by programs as JSON, in UTF-8 always."""

from __future__ import annotations

import io
import json
import sys

import pytest

from briefing_app.cli import terminal


def test_columns_align_though_chinese_is_wide(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.print_table(("编号", "姓名"), [(1, "张三"), (12, "阿依努尔")])
    assert capsys.readouterr().out.splitlines() == ["编号  姓名", "1     张三", "12    阿依努尔"]


def test_long_cells_are_cut_and_stay_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.print_table(("建议",), [("长" * 80,), ("一\n二",), (None,)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "长" * 21 + "…"
    assert lines[2:] == ["一 二", ""]


def test_json_keeps_chinese_readable(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.print_json({"姓名": "𬱖"})
    out = capsys.readouterr().out
    assert json.loads(out) == {"姓名": "𬱖"}
    assert "𬱖" in out


def test_the_output_is_utf8_whatever_the_system_says(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="latin-1"))
    terminal.speak_utf8()
    terminal.say("言策\udcff")
    sys.stdout.flush()
    assert raw.getvalue() == "言策\\udcff\n".encode()


def test_progress_is_for_terminals_only(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with terminal.progress("导入") as report:
        assert report is None
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with terminal.progress("导入") as report:
        assert report is not None
        report(1, 2)
        report(3, 0)
    assert "1/2" in capsys.readouterr().err


def test_a_complaint_takes_the_place_of_the_bar_and_is_no_part_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    with terminal.progress("导入") as progress:
        assert progress is not None
        progress(1, 3)
        terminal.complain("“坏.docx”已损坏。")
    assert "\r\x1b[Kbriefing：“坏.docx”已损坏。\n" in screen.getvalue()
