"""The command as the system sees it: exit status, streams, speed, and what a bug looks like."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing_app import logs, paths
from briefing_app.cli import program

Briefing = Callable[..., Any]
PROJECT = Path(__file__).resolve().parents[2]


def _run(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "briefing_app", *words],
        cwd=PROJECT,
        env={**os.environ, **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_module_and_the_command_are_one(briefing: Briefing) -> None:
    done = _run("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, briefing("--version").out, "")


def test_help_waits_for_nothing_heavy() -> None:
    script = "import sys; from briefing_app.cli.arguments import build_parser; build_parser().format_help(); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=True
    ).stdout
    heavy = {"sqlalchemy", "PySide6", "reportlab", "docx", "lxml", "rapidfuzz", "pypdfium2"}
    assert heavy.isdisjoint(loaded.split())


def test_no_command_loads_qt(sample_article: Path) -> None:
    script = (
        "import sys; from briefing_app.cli import main; "
        f"main(['import', {str(sample_article)!r}]); main(['list', 'meetings']); "
        "sys.exit('PySide6' in sys.modules or 'reportlab' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, check=False).returncode == 0


def test_an_expected_failure_is_one_line_and_status_1(tmp_path: Path) -> None:
    done = _run("import", str(tmp_path / "无.txt"))
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1


def test_output_is_utf8_whatever_the_locale(sample_article: Path) -> None:
    done = _run("import", "--dry-run", str(sample_article), LC_ALL="C", LANG="C", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "顾𬱖" in done.stdout


def test_a_reader_who_has_seen_enough_is_no_failure_of_ours(imported: int) -> None:
    command = f"{sys.executable} -m briefing_app list proposals --json | head -c 10"
    done = subprocess.run(command, cwd=PROJECT, shell=True, capture_output=True, text=True, check=False)
    assert done.stderr == ""


@pytest.mark.expects_log
def test_a_bug_is_one_line_with_the_place_of_the_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], briefing: Briefing
) -> None:
    class _Broken:
        def run(self, arguments: object) -> int:
            raise ZeroDivisionError

    monkeypatch.setattr(program, "_command", lambda module: _Broken())
    with pytest.raises(ZeroDivisionError) as bug:
        briefing("list", "meetings")
    sys.excepthook(bug.type, bug.value, bug.tb)
    (line,) = capsys.readouterr().err.splitlines()
    assert "没有料到" in line
    assert str(paths.logs() / logs.FILE_NAME) in line
    story = (paths.logs() / logs.FILE_NAME).read_text("utf-8")
    assert "Traceback" in story
    assert "ZeroDivisionError" in story


def test_ctrl_c_is_a_sentence(monkeypatch: pytest.MonkeyPatch, briefing: Briefing) -> None:
    class _Stopped:
        def run(self, arguments: object) -> int:
            raise KeyboardInterrupt

    monkeypatch.setattr(program, "_command", lambda module: _Stopped())
    result = briefing("list", "meetings")
    assert (result.status, "停止" in result.complaint) == (1, True)


def test_the_log_has_ids_and_counts_but_no_article_text(briefing: Briefing, sample_article: Path) -> None:
    briefing("import", sample_article)
    briefing("search", "算力")
    story = (paths.logs() / logs.FILE_NAME).read_text("utf-8")
    assert "saved meeting=1" in story
    assert "算力" not in story
    assert "陆秉衡" not in story


def test_a_day_that_is_none_is_refused(briefing: Briefing, imported: int, set_today: Callable[[str], None]) -> None:
    set_today("明天")
    assert "BRIEFING_TODAY" in briefing("list", "followups", "--json").complaint
