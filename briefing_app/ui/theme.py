"""This file dresses the application: palette, style sheet and font from one set of tokens, changed in one go."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from briefing_app import paths
from briefing_app.settings import Look
from briefing_app.ui import icons
from briefing_app.ui.tokens import Tokens, tokens_for

_NAME = "briefing-theme"
# What the style sheet names as a picture: file name -> (icon, colour token, size).
_PICTURES = {
    "check": ("check", "on_acc", 14),
    "minus": ("minus", "on_acc", 14),
    "chevron-down": ("chevron-down", "t2", 16),
    "chevron-up": ("chevron-up", "t2", 16),
    "chevron-right": ("chevron-right", "t2", 16),
    "circle": ("circle", "on_acc", 14),
}


class Theme(QObject):
    """The application's look and text size. One lives under the QApplication; `tokens()` finds it."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName(_NAME)
        self._app = app
        self._pictures = QTemporaryDir()
        self.tokens = tokens_for(Look.LIGHT, 1.0)
        self._wanted, self._factor = Look.LIGHT, 1.0
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    def apply(self, look: Look, factor: float) -> None:
        """Dress everything anew: palette first, then the style sheet, then whoever paints by hand."""
        self._wanted, self._factor = look, factor
        self.tokens = tokens_for(self._seen(look), factor)
        self._app.setPalette(_palette(self.tokens))
        self._app.setFont(self.tokens.font())
        self._draw_pictures()
        # Taken off first: Qt replaces a style sheet four times slower than it sets one.
        self._app.setStyleSheet("")
        self._app.setStyleSheet(style_sheet(self.tokens, Path(self._pictures.path())))
        self.changed.emit()

    def _on_system_changed(self) -> None:
        if self._wanted is Look.SYSTEM:
            self.apply(self._wanted, self._factor)

    def _seen(self, look: Look) -> Look:
        if look is not Look.SYSTEM:
            return look
        dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return Look.DARK if dark else Look.LIGHT

    def _draw_pictures(self) -> None:
        folder = Path(self._pictures.path())
        for file, (name, colour, size) in _PICTURES.items():
            (folder / f"{file}.svg").write_bytes(
                icons.svg(name, getattr(self.tokens, colour), size=size, heavy=colour == "on_acc")
            )


def theme() -> Theme:
    """The running application's theme; made on first use, so a widget under test needs no preparation."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        message = "widgets need a QApplication"
        raise TypeError(message)
    found = app.findChild(Theme, _NAME)
    return found if isinstance(found, Theme) else Theme(app)


def tokens() -> Tokens:
    """The tokens in force."""
    return theme().tokens


def style_sheet(tokens: Tokens, pictures: Path) -> str:
    """The template with its `$names` filled: `$acc` a colour, `$12` a length, `$pictures` the folder of pictures."""
    template = (paths.resources() / "styles" / "window.qss").read_text(encoding="utf-8")

    def fill(match: re.Match[str]) -> str:
        word = match[1]
        if word == "pictures":
            return pictures.as_posix()
        if word.isdigit():
            return f"{tokens.px(int(word))}px"
        value = getattr(tokens, word)
        return str(value.name()) if isinstance(value, QColor) else str(value)

    return re.sub(r"\$(\w+)", fill, template)


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    for target, colour in {
        role.Window: tokens.win,
        role.WindowText: tokens.t1,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.sub,
        role.Text: tokens.t1,
        role.PlaceholderText: tokens.t3,
        role.Button: tokens.surface,
        role.ButtonText: tokens.t1,
        role.BrightText: tokens.on_acc,
        role.Highlight: tokens.text_sel,
        role.HighlightedText: tokens.t1,
        role.Link: tokens.acc_text,
        role.LinkVisited: tokens.acc_text,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.t1,
        role.Light: tokens.surface,
        role.Midlight: tokens.line,
        role.Mid: tokens.line2,
        role.Dark: tokens.ctl,
        role.Shadow: tokens.line2,
        role.Accent: tokens.acc,
    }.items():
        palette.setColor(target, colour)
    for target in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(group.Disabled, target, tokens.dis)
    palette.setColor(group.Disabled, role.Highlight, tokens.sel_off)
    return palette
