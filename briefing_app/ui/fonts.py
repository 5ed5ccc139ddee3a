"""This file loads a Chinese screen font where the system has none, so that no text is ever drawn as boxes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFontDatabase

from briefing_app import paths
from briefing_app.ui.tokens import forget_fonts

# Tried in this order; the screen wants a sans, and a bold cut beside the regular one.
_BUNDLED = ("NotoSansSC*", "FandolHei*")
_SYSTEM = ("Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC")
_RARE = "LXGWWenKai*"  # names with characters that the screen fonts lack


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


def load_rare_characters() -> None:
    """Make sure that rare characters of names can be drawn too; large, so after the first paint."""
    if _system_has_chinese():
        return
    for path in _font_files(_RARE):
        QFontDatabase.addApplicationFont(str(path))
    forget_fonts()


def _system_has_chinese() -> bool:
    return any(family in _SYSTEM for family in QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))


def _font_files(pattern: str) -> list[Path]:
    folder = paths.resources() / "fonts"
    return [path for suffix in (".ttf", ".otf") for path in folder.rglob(pattern + suffix)]
