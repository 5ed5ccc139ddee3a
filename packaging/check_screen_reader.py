"""This file reads the window as a screen reader does, over AT-SPI, and says what a blind colleague would not hear.

    .venv/bin/python packaging/check_screen_reader.py

Needs a Debian-like system with xvfb, openbox, dbus, xdotool, at-spi2-core and python3-pyatspi (for the system's own
Python). On every page of the example library each control must have a name and a role, lists and tables must give their
rows, and after ↓ the row that the keyboard is on must be told.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

PAGES = {"overview": "", "library": "tree", "proposals": "table", "compare": "", "followups": "table", "packs": "list"}
MORE = {"people": "table", "notes": "table", "themes": "tree", "trash": "", "settings": "", "help": "list"}
MUTE = ("filler", "unknown", "panel", "invalid", "redundant object")  # roles that a screen reader passes over
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
SYSTEM_PYTHON = "/usr/bin/python3"


def main(arguments: list[str]) -> int:
    """The check itself, or one of its parts."""
    parts = {"--desktop": desktop, "--window": window, "--read": read}
    if arguments:
        return parts[arguments[0]](arguments[1:])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        runtime = Path(place) / "runtime"
        runtime.mkdir(mode=0o700)
        setting = {**os.environ, "HOME": place, "XDG_RUNTIME_DIR": str(runtime), "GSETTINGS_BACKEND": "memory"}
        setting |= {"BRIEFING_HOME": f"{place}/briefing", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        setting.pop("QT_QPA_PLATFORM", None)
        screen = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", "dbus-run-session", "--"]
        command = [*screen, sys.executable, __file__, "--desktop"]
        return subprocess.run(command, env=setting, timeout=600, check=False).returncode


def desktop(_arguments: list[str]) -> int:
    """The bus, the window, and a reader that looks at one page after the other."""
    launcher = next(path for path in LAUNCHERS if Path(path).exists())
    started: list[subprocess.Popen[Any]] = [
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for command in ([launcher, "--launch-immediately"], ["openbox"])
    ]
    time.sleep(1)
    shown = subprocess.Popen(
        [sys.executable, __file__, "--window"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )
    started.append(shown)
    try:
        return max([_look_at(shown, page, rows) for page, rows in (PAGES | MORE).items()])
    finally:
        for process in reversed(started):
            process.terminate()


def _look_at(shown: subprocess.Popen[str], page: str, rows: str) -> int:
    assert shown.stdin is not None
    assert shown.stdout is not None
    shown.stdin.write(page + "\n")
    shown.stdin.flush()
    shown.stdout.readline()
    # The reader is the system's Python: what the program's own needs must not lie in its way.
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    command = [SYSTEM_PYTHON, __file__, "--read", rows]
    done = subprocess.run(command, env=clean, capture_output=True, encoding="utf-8", timeout=120, check=False)
    if done.returncode:
        print(f"{page}: the reader failed: {done.stderr}")
        return 1
    seen: dict[str, Any] = json.loads(done.stdout)
    print(f"{page}: {seen['controls']} controls, {seen['rows']} rows, read after ↓: {seen['told']!r}", flush=True)
    wrong = list(seen["wrong"]) + ([] if seen["told"] or not rows else [f"no row told in the {rows}"])
    print("".join(f"  {line}\n" for line in wrong), end="", flush=True)
    return 1 if wrong else 0


def window(_arguments: list[str]) -> int:
    """Our window over the example library; each line of the input names a page to show."""
    from PySide6.QtCore import QEventLoop, QTimer  # noqa: PLC0415
    from PySide6.QtWidgets import QAbstractItemView, QApplication, QTreeView  # noqa: PLC0415

    from briefing_app.app import make_application, make_window  # noqa: PLC0415
    from briefing_app.settings import Settings  # noqa: PLC0415
    from briefing_app.ui.context import Target  # noqa: PLC0415
    from briefing_app.ui.preferences import Preferences  # noqa: PLC0415
    from briefing_app.workflows import write_example_library  # noqa: PLC0415

    def wait(milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    home = Path(os.environ["BRIEFING_HOME"])
    home.mkdir(parents=True)
    application = make_application()
    made = make_window(application, Preferences(home / "settings.json", Settings(author="周岚")))
    made.showMaximized()
    made.desk.open(write_example_library(home / "示例资料库.sqlite3"))
    wait(3000)
    for page in sys.stdin:
        shown = made.show_page(page.strip(), Target())
        wait(2500)
        made.activateWindow()
        assert shown is not None
        lists = [one for one in shown.findChildren(QAbstractItemView) if one.isVisible() and one.accessibleName()]
        if lists:
            next((one for one in lists if isinstance(one, QTreeView)), lists[0]).setFocus()
            keys = subprocess.Popen(["xdotool", "key", "Down"])
            wait(800)
            keys.wait()
        print(page.strip(), flush=True)
        # The reader asks over the bus while this process waits for the next line: answer it meanwhile.
        _answer_until_next_line(QApplication.instance())
    return 0


def _answer_until_next_line(application: Any) -> None:
    import select  # noqa: PLC0415

    while not select.select([sys.stdin], [], [], 0)[0]:
        application.processEvents()
        time.sleep(0.002)


def read(arguments: list[str]) -> int:
    """As JSON: how many controls and rows are there, what the keyboard is on, and what is wrong."""
    import pyatspi  # type: ignore[import-not-found]  # Debian's, of the system's Python  # noqa: PLC0415

    showing, focusable = pyatspi.STATE_SHOWING, pyatspi.STATE_FOCUSABLE
    seen: dict[str, Any] = {"controls": 0, "rows": 0, "told": "", "wrong": []}

    def walk(thing: Any, inside: str) -> None:
        states, role = thing.getState(), thing.getRoleName()
        if not states.contains(showing):
            return
        if states.contains(focusable):
            seen["controls"] += 1
            if not thing.name or role in MUTE:
                seen["wrong"].append(f"{role} {thing.name!r} in {thing.parent.getRoleName()} {thing.parent.name!r}")
        if role in ("table cell", "list item", "tree item"):
            seen["rows"] += 1
            current = states.contains(pyatspi.STATE_SELECTED) or states.contains(pyatspi.STATE_FOCUSED)
            if current and inside == arguments[0] and not seen["told"]:
                seen["told"] = thing.name
        for number in range(min(thing.childCount, 80)):  # a table of a thousand rows is read as far as it is shown
            child = thing.getChildAtIndex(number)
            if child is not None:
                walk(child, role if role in ("tree", "table", "list", "tree table") else inside)

    for application in pyatspi.Registry.getDesktop(0):
        if application is not None and application.name == "briefing":
            walk(application, "")
    # A spin box and a combo box are one control: the field inside has the name of the whole.
    seen["wrong"] = [line for line in seen["wrong"] if "in spin button" not in line and "in combo box" not in line]
    print(json.dumps(seen, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
