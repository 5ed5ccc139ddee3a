"""This file loads a Chinese screen font where the system has none, so that no text is ever drawn as boxes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFontDatabase

from briefing_app import paths
from briefing_app.ui.tokens import FAMILIES, forget_fonts

# Tried in this order; the screen wants a sans, and a bold cut beside the regular one.
_BUNDLED = ("NotoSansSC*", "FandolHei*")


def load_screen_fonts() -> tuple[str, ...]:
    """Make sure that Chinese text can be drawn; returns the families that were loaded for it."""
    if _system_has_chinese():
        return ()
    loaded: list[str] = []
    for pattern in _BUNDLED:
        for path in sorted(_font_files(pattern)):
            number = QFontDatabase.addApplicationFont(str(path))
            loaded += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
        if loaded:
            break
    forget_fonts()
    return tuple(dict.fromkeys(loaded))


def _system_has_chinese() -> bool:
    chinese = set(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))
    return any(family in chinese for family in FAMILIES)


def _font_files(pattern: str) -> list[Path]:
    folder = paths.resources() / "fonts"
    return [path for suffix in (".ttf", ".otf") for path in folder.rglob(pattern + suffix)]
