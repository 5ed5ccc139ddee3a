"""This file opens the window when `briefing` is called without a command, or says what the system lacks for it."""

from __future__ import annotations

import ctypes
import importlib
import os
import shutil
import sys
from argparse import Namespace
from typing import Protocol, cast

from briefing_app.cli import terminal

# The system libraries that Qt loads, with the Debian packages they come in (performance.md). Others name them alike.
ALWAYS = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
UNDER_X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
_FAILED = 1


class _Application(Protocol):
    def main(self, arguments: list[str]) -> int:
        """Show the window until it is closed; the first argument may name a library."""


def run(arguments: Namespace) -> int:
    """Show the window; the exit status is 1 when this system cannot."""
    if sys.platform == "linux":
        if complaint := _complaint(_missing_packages()):
            terminal.complain(complaint)
            return _FAILED
        if not _has_display():
            terminal.complain("没有找到图形界面，窗口打不开。请在桌面环境里运行，或使用命令，例如 briefing --help。")
            return _FAILED
    try:
        application = cast("_Application", importlib.import_module("briefing_app.app"))
    except ImportError as error:
        terminal.complain(f"窗口所需的组件没有装好（{error.name or error}）。请重新安装言策；命令行仍可使用。")
        return _FAILED
    return application.main([] if arguments.library is None else [str(arguments.library)])


def _missing_packages() -> list[str]:
    wanted = dict(ALWAYS)
    if os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        wanted |= UNDER_X11
    return [package for library, package in wanted.items() if not _loads(library)]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _complaint(packages: list[str]) -> str:
    if not packages:
        return ""
    named = " ".join(packages)
    if shutil.which("apt-get"):
        return f"系统缺少窗口需要的组件。请运行：sudo apt-get install -y {named}"
    return f"系统缺少窗口需要的组件，请让管理员安装（Debian 的包名）：{named}"


def _has_display() -> bool:
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    headless = chosen.startswith(("offscreen", "minimal", "vnc", "linuxfb", "eglfs"))
    return headless or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
