"""This file draws the icons: one SVG set, in any colour and size, sharp at any pixel ratio."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from briefing_app import paths
from briefing_app.ui.tokens import Tokens


def pixmap(name: str, size: int, colour: QColor, *, filled: bool = False, heavy: bool = False) -> QPixmap:
    """An icon as a picture of `size` logical pixels; `heavy` is for the tick in a box."""
    return _pixmap(name, size, colour.name(), filled, heavy, pixel_ratio())


def icon(name: str, tokens: Tokens, *, size: int = 16, colour: QColor | None = None, filled: bool = False) -> QIcon:
    """An icon for a button or an action: normal, disabled and switched on."""
    pixels = tokens.icon_px(size)
    made = QIcon()
    made.addPixmap(pixmap(name, pixels, colour or tokens.t2, filled=filled), QIcon.Mode.Normal)
    made.addPixmap(pixmap(name, pixels, tokens.dis), QIcon.Mode.Disabled)
    return made


def icon_before_words(name: str, tokens: Tokens, *, colour: QColor | None = None) -> tuple[QIcon, QSize]:
    """An icon with room at its right, since a style sheet cannot part a button's icon from its words."""
    pixels, gap = tokens.icon_px(16), tokens.px(4)
    made = QIcon()
    for mode, shade in ((QIcon.Mode.Normal, colour or tokens.t2), (QIcon.Mode.Disabled, tokens.dis)):
        picture = pixmap(name, pixels, shade)
        ratio = picture.devicePixelRatio()
        wide = QPixmap(round((pixels + gap) * ratio), picture.height())
        wide.setDevicePixelRatio(ratio)
        wide.fill(Qt.GlobalColor.transparent)
        painter = QPainter(wide)
        painter.drawPixmap(0, 0, picture)
        painter.end()
        made.addPixmap(wide, mode)
    return made, QSize(pixels + gap, pixels)


def svg(name: str, colour: QColor, *, size: int, filled: bool = False, heavy: bool = False) -> bytes:
    """The bytes of an icon with its colour and the stroke that suits its size."""
    text = _source(name)
    text = text.replace("currentColor", colour.name())
    stroke = 3 if heavy else _stroke(size)
    text = text.replace('stroke-width="2"', f'stroke-width="{stroke}"')
    if filled:
        text = text.replace('fill="none"', f'fill="{colour.name()}"', 1)
    return text.encode()


def _stroke(size: int) -> float:
    if size <= 13:
        return 2
    return 1.75 if size < 32 else 1.5


def pixel_ratio() -> float:
    """How many device pixels a logical one has."""
    app = QApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QApplication) else 1.0


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    path = paths.resources() / "icons" / f"{name}.svg"
    return path.read_text(encoding="utf-8")


@lru_cache(maxsize=2048)
def _pixmap(name: str, size: int, colour: str, filled: bool, heavy: bool, ratio: float) -> QPixmap:
    made = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    made.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(svg(name, QColor(colour), size=size, filled=filled, heavy=heavy)))
    painter = QPainter(made)
    renderer.render(painter, QRectF(0, 0, made.width(), made.height()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made
