"""Without a command the window opens; where it cannot, a sentence says why."""

from __future__ import annotations

import ctypes
import shutil
import sys
import types

import pytest

from briefing_app.cli import window
from briefing_app.cli.arguments import build_parser


@pytest.fixture(autouse=True)
def _linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def everything_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda name: name)


def _run(*arguments: str) -> int:
    return window.run(build_parser().parse_args(arguments))


def test_missing_system_libraries_are_named_with_the_command_that_brings_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def load(name: str) -> None:
        if name in {"libEGL.so.1", "libxcb-cursor.so.0"}:
            raise OSError(name)

    monkeypatch.setattr(ctypes, "CDLL", load)
    monkeypatch.setattr(shutil, "which", lambda name: name)
    monkeypatch.setenv("DISPLAY", ":0")
    assert _run() == 1
    err = capsys.readouterr().err
    assert err.rstrip().endswith("sudo apt-get install -y libegl1 libxcb-cursor0")
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert _run() == 1
    assert "让管理员安装" in capsys.readouterr().err


@pytest.mark.usefixtures("everything_installed")
def test_without_a_screen_the_window_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run() == 1
    assert "图形界面" in capsys.readouterr().err


@pytest.mark.usefixtures("everything_installed")
def test_the_window_gets_the_chosen_library(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    application = types.ModuleType("briefing_app.app")
    application.main = lambda arguments: seen.append(arguments) or 0  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "briefing_app.app", application)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert _run("--library", "甲.db") == 0
    assert _run() == 0
    assert seen == [["甲.db"], []]


@pytest.mark.usefixtures("everything_installed")
def test_a_window_that_is_not_installed_leaves_the_commands(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "briefing_app.app", None)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert _run() == 1
    assert "命令行仍可使用" in capsys.readouterr().err
