"""This file chooses the door by which Chinese is typed: an input method that the Qt we ship really has.

Linux only. Desktops name their input method in QT_IM_MODULE. Those of China name fcitx, for which Qt's own wheels have
no plugin, and without one not a single Chinese character can be typed. Fcitx 5 answers at IBus's door as well, so that
one is taken. Qt reads the variables once, when the application is made: choose before.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QObject

from briefing_app.ui.pages import late

ASKED = "fcitx asked"  # a property of the application
ONE, SEVERAL = "QT_IM_MODULE", "QT_IM_MODULES"  # the second rules where it is set; Qt 6.7 and newer read it
_IBUS = "ibus"
_OTHERS = ("GTK_IM_MODULE", "QT4_IM_MODULE", "CLUTTER_IM_MODULE", "XMODIFIERS")
_WISHED = ("compose", "none", "simple")  # accents alone, or nothing: somebody chose it
_PLUGIN = "platforminputcontextplugin"


@contextmanager
def working_input_method() -> Iterator[bool]:
    """While the application is made, the environment names an input method that can be loaded; then it is as before.

    What the program starts later (a viewer for a PDF) has plugins of its own. Gives whether the desktop has Fcitx.
    """
    if not sys.platform.startswith("linux"):
        yield False
        return
    former = {name: os.environ.get(name) for name in (ONE, SEVERAL)}
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"
    chosen = better_than(os.environ, shipped_in(folder))
    if chosen:
        os.environ.pop(SEVERAL, None)
        os.environ[ONE] = chosen
    yield is_fcitx_wanted({**os.environ, **{name: value or "" for name, value in former.items()}})
    for name, value in former.items():
        os.environ.pop(name, None)
        if value is not None:
            os.environ[name] = value


def connect_input_method(application: QObject) -> None:
    """After the first paint: the way to Fcitx 4, where that is what runs here; it has no door that Qt 6 knows."""
    if application.property(ASKED):
        late("briefing_app.ui.fcitx4", "connect_fcitx4")(application)


def is_fcitx_wanted(environment: Mapping[str, str]) -> bool:
    """Whether the desktop says Fcitx in any of its ways."""
    named = (environment.get(name, "") for name in (ONE, SEVERAL, *_OTHERS))
    return any("fcitx" in value for value in named)


def shipped_in(folder: Path) -> frozenset[str]:
    """The input methods that have a plugin in Qt's folder."""
    found = (path.name.removeprefix("lib").partition(_PLUGIN) for path in folder.glob(f"*{_PLUGIN}*"))
    names = {name.rstrip("5") for name, mark, _rest in found if mark}  # fcitx5's plugin is called fcitx in the variable
    return frozenset(names) - {*_WISHED, "qtvirtualkeyboard"}


def better_than(environment: Mapping[str, str], shipped: frozenset[str]) -> str:
    """What to take instead of what the environment names; empty where that works, or where there is nothing better."""
    named = _named(environment)
    works = {*shipped, *_WISHED, "wayland", "qtvirtualkeyboard"}
    if _IBUS not in shipped or any(name in works for name in named):
        return ""
    old_way = environment.get("XMODIFIERS", "").partition("@im=")[2]
    return _IBUS if named or old_way.startswith(("fcitx", _IBUS)) else ""


def _named(environment: Mapping[str, str]) -> list[str]:
    several = environment.get(SEVERAL, "").split(";")
    return [name.strip() for name in several if name.strip()] or environment.get(ONE, "").split()
