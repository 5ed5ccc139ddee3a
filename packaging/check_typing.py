"""This file proves that Chinese can be typed: real keys, a real input method, and what arrives in the real window.

    .venv/bin/python packaging/check_typing.py [fcitx5|ibus|fcitx] [--pictures FOLDER]

Needs a Debian-like system with xvfb, openbox, xdotool, dbus, imagemagick, and fcitx5 with fcitx5-pinyin or ibus with
ibus-libpinyin. For each input method the example library is opened on a screen of its own, `nihao` is typed into the
search field, a note and a cell of a table, and 你好 must stand there; before that the pre-edit string must be shown in
its place. The desktop's own setting is used: QT_IM_MODULE=fcitx with Fcitx, for which Qt's wheel has no plugin.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

METHODS = ("fcitx5", "ibus", "fcitx")
TOOLS = ("xvfb-run", "dbus-run-session", "openbox", "xdotool", "import")
MODULES = {"fcitx5": "fcitx", "ibus": "ibus", "fcitx": "fcitx"}
KEYS, WORDS = "nihao", "你好"
# Starts the desktop's parts, then the window; all of it ends with this shell.
DESKTOP = """
openbox >/dev/null 2>&1 & first=$!
case "$METHOD" in
  fcitx5) fcitx5 --verbose=default=3 >/dev/null 2>&1 & ;;
  fcitx) ${FCITX4:-fcitx} -D >/dev/null 2>&1 & ;;
  ibus) ibus-daemon --replace --panel=disable --emoji-extension=disable >/dev/null 2>&1 & ;;
esac
second=$!
sleep 4
[ "$METHOD" = ibus ] && ibus engine libpinyin >/dev/null 2>&1
"$@"; status=$?
kill $second $first 2>/dev/null
exit $status
"""
PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us

[Groups/0/Items/1]
Name=pinyin

[GroupOrder]
0=Default
"""
BEHAVIOUR = "[Behavior]\nActiveByDefault=True\nShareInputState=All\n"
OLD_PROFILE = "[Profile]\nIMName=pinyin\nEnabledIMList=fcitx-keyboard-us:True,pinyin:True\n"
OLD_BEHAVIOUR = "[Program]\nShareStateAmongWindow=All\nDefaultInputMethodState=Active\n"


def main(arguments: list[str]) -> int:
    """Prove the input methods that are named, or all that are installed."""
    parser = argparse.ArgumentParser(prog="check_typing.py", description="Prove that Chinese can be typed.")
    parser.add_argument("method", nargs="?", choices=METHODS)
    parser.add_argument("--pictures", type=Path, default=None, help="keep what the screen showed in this folder")
    chosen = parser.parse_args(arguments)
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    methods = [
        one
        for one in METHODS
        if chosen.method in (None, one) and (shutil.which(one) or (one == "fcitx" and os.environ.get("FCITX4")))
    ]
    if missing or not methods:
        print(f"missing on this system: {', '.join(missing) or 'an input method'}")
        return 2
    return max([prove(method, chosen.pictures) for method in methods])


def prove(method: str, pictures: Path | None) -> int:
    """One input method on a screen and a session bus of its own; 0 when every text arrived."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:  # the input method writes to the last
        home = Path(place)
        for name, profile, behaviour in (("fcitx5", PROFILE, BEHAVIOUR), ("fcitx", OLD_PROFILE, OLD_BEHAVIOUR)):
            config = home / ".config" / name
            config.mkdir(parents=True)
            (config / "profile").write_text(profile, "utf-8")
            (config / "config").write_text(behaviour, "utf-8")
        runtime = home / "runtime"
        runtime.mkdir(mode=0o700)
        setting = {
            **os.environ, "HOME": place, "XDG_RUNTIME_DIR": str(runtime), "GSETTINGS_BACKEND": "memory",
            "METHOD": method, "QT_IM_MODULE": MODULES[method], "XMODIFIERS": "",
            "BRIEFING_HOME": str(home / "briefing"), "PICTURES": str(pictures.absolute() if pictures else ""),
        }  # fmt: skip
        for name in ("QT_QPA_PLATFORM", "QT_IM_MODULES", "WAYLAND_DISPLAY"):
            setting.pop(name, None)
        inside = [sys.executable, str(Path(__file__).with_name("typing_session.py")), KEYS, WORDS]
        screen = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", "dbus-run-session", "--"]
        command = [*screen, "bash", "-c", DESKTOP, "desktop", *inside]
        done = subprocess.run(command, env=setting, capture_output=True, encoding="utf-8", timeout=180, check=False)
    print(done.stdout, end="")
    if done.returncode:
        print(done.stderr, file=sys.stderr)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
