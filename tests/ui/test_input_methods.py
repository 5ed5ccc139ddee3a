"""This file tests which input method is taken, so that Chinese can be typed with what Qt's wheel carries."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo

from briefing_app.ui import input_methods
from briefing_app.ui.input_methods import better_than, shipped_in, working_input_method

WHEEL = frozenset({"ibus"})


@pytest.mark.parametrize(
    ("environment", "taken"),
    [
        ({"QT_IM_MODULE": "fcitx"}, "ibus"),
        ({"QT_IM_MODULE": "fcitx5"}, "ibus"),
        ({"QT_IM_MODULE": "xim", "XMODIFIERS": "@im=fcitx"}, "ibus"),
        ({"XMODIFIERS": "@im=fcitx"}, "ibus"),
        ({"QT_IM_MODULES": "fcitx;xim"}, "ibus"),
        ({"QT_IM_MODULES": "wayland;fcitx"}, ""),
        ({"QT_IM_MODULE": "ibus"}, ""),
        ({"QT_IM_MODULE": "none", "XMODIFIERS": "@im=fcitx"}, ""),
        ({"QT_IM_MODULE": "compose"}, ""),
        ({"XMODIFIERS": "@im=none"}, ""),
        ({}, ""),
    ],
)
def test_what_cannot_be_loaded_gives_way_to_ibus_and_nothing_else_does(environment, taken):
    assert better_than(environment, WHEEL) == taken


def test_a_qt_with_fcitx_s_own_plugin_is_left_alone():
    assert better_than({"QT_IM_MODULE": "fcitx"}, WHEEL | {"fcitx"}) == ""


def test_without_any_plugin_nothing_is_promised():
    assert better_than({"QT_IM_MODULE": "fcitx"}, frozenset()) == ""


def test_plugins_are_known_by_their_files(tmp_path):
    for name in ("libfcitx5platforminputcontextplugin.so", "libcomposeplatforminputcontextplugin.so", "readme.txt"):
        (tmp_path / name).touch()
    assert shipped_in(tmp_path) == {"fcitx"}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Windows and macOS bring their own")
def test_on_a_desktop_with_fcitx_our_qt_goes_through_ibus(monkeypatch):
    monkeypatch.setenv(input_methods.ONE, "fcitx")
    monkeypatch.setenv(input_methods.SEVERAL, "fcitx")
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"
    own = "fcitx" in shipped_in(folder)
    with working_input_method() as fcitx_asked:
        assert fcitx_asked is True
        assert os.environ[input_methods.ONE] == ("fcitx" if own else "ibus")
        assert (input_methods.SEVERAL in os.environ) is own
    assert os.environ[input_methods.ONE] == os.environ[input_methods.SEVERAL] == "fcitx"
    monkeypatch.delenv(input_methods.SEVERAL)
    with working_input_method():
        pass
    assert input_methods.SEVERAL not in os.environ
