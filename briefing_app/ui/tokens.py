"""This file holds every colour and measure of the window, for both looks and every text size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor, QFont, QFontMetrics

from briefing_app.settings import Look

FAMILIES = ("Microsoft YaHei UI", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "FandolHei", "LXGW WenKai")
SMALLEST, LARGEST = 0.9, 1.75

# Line heights (px at 100 %) of the type scale; other sizes get 1.5 times their own.
_LINES = {11: 16, 12: 18, 13: 20, 14: 20, 16: 28, 18: 24, 20: 32, 24: 32}


@dataclass(frozen=True, slots=True)
class Tokens:
    """One look at one text size: colours by what they are for, and lengths that follow the factor."""

    look: Look
    factor: float
    rail: QColor
    win: QColor
    surface: QColor
    sub: QColor
    hover: QColor
    press: QColor
    line: QColor
    line2: QColor
    ctl: QColor
    t1: QColor
    t2: QColor
    t3: QColor
    dis: QColor
    acc: QColor
    acc_hover: QColor
    on_acc: QColor
    acc_text: QColor
    sel: QColor
    sel_line: QColor
    sel_off: QColor
    danger: QColor
    danger_bg: QColor
    danger_fill: QColor
    danger_line: QColor
    warn: QColor
    warn_bg: QColor
    warn_line: QColor
    ok: QColor
    ok_bg: QColor
    ok_line: QColor
    info: QColor
    info_bg: QColor
    info_line: QColor
    violet: QColor
    violet_bg: QColor
    violet_line: QColor
    mark_data: QColor
    mark_argument: QColor
    mark_to_check: QColor
    mark_idea: QColor
    hit: QColor
    text_sel: QColor
    bar: QColor
    dot: QColor
    desk: QColor
    paper: QColor

    def px(self, length: float) -> int:
        """A length of the pictures at 100 %, in pixels at this text size (never less than one)."""
        return max(1, round(length * self.factor))

    def icon_px(self, size: float) -> int:
        """The size of an icon: icons grow at half the rate of the text."""
        return round(size * (1 + (self.factor - 1) / 2))

    def text_units(self, pixels: int) -> float:
        """How wide something is in the eyes of its text: pages choose their layout by this."""
        return pixels / self.factor

    def font(self, size: float = 13, *, bold: bool = False) -> QFont:
        return QFont(_font(self.px(size), bold))

    def metrics(self, size: float = 13, *, bold: bool = False) -> QFontMetrics:
        return _metrics(self.px(size), bold)

    def line_height(self, size: float = 13) -> int:
        """The height of a line of that size: the type scale's, or the font's own where it needs more."""
        nominal = self.px(_LINES.get(round(size), size * 1.5))
        return max(nominal, self.metrics(size).height())

    def row_height(self, nominal: int, *sizes: float, padding: int = 6) -> int:
        """The height of a row that holds lines of these sizes, never less than the picture's."""
        return max(self.px(nominal), sum(self.line_height(size) for size in sizes) + self.px(padding))


@lru_cache(maxsize=64)
def _font(pixels: int, bold: bool) -> QFont:
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    if hasattr(font, "setFeature"):  # Qt 6.7: digits of one width, so that columns of numbers align
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


@lru_cache(maxsize=64)
def _metrics(pixels: int, bold: bool) -> QFontMetrics:
    return QFontMetrics(_font(pixels, bold))


def forget_fonts() -> None:
    """Drop what was measured before a font was loaded."""
    _font.cache_clear()
    _metrics.cache_clear()


@lru_cache(maxsize=8)
def tokens_for(look: Look, factor: float) -> Tokens:
    """The tokens of a look at a text size, which is held between the smallest and the largest."""
    colours = {name: QColor(value) for name, value in (_DARK if look is Look.DARK else _LIGHT).items()}
    return Tokens(look=look, factor=min(max(factor, SMALLEST), LARGEST), **colours)


_LIGHT = {
    "rail": "#ECECE8",
    "win": "#F3F3F0",
    "surface": "#FFFFFF",
    "sub": "#FAFAF8",
    "hover": "#F1F1EE",
    "press": "#E6E6E2",
    "line": "#E3E3DE",
    "line2": "#CDCDC7",
    "ctl": "#8C8C85",
    "t1": "#1E1E1C",
    "t2": "#4E4E49",
    "t3": "#6B6B64",
    "dis": "#9C9C95",
    "acc": "#9E2430",
    "acc_hover": "#861D28",
    "on_acc": "#FFFFFF",
    "acc_text": "#9E2430",
    "sel": "#F8EBEA",
    "sel_line": "#E4C3C2",
    "sel_off": "#EDEDE9",
    "danger": "#B4430F",
    "danger_bg": "#FCEEE6",
    "danger_fill": "#B4430F",
    "danger_line": "#B4430F",
    "warn": "#855600",
    "warn_bg": "#FBF2DC",
    "warn_line": "#D9B562",
    "ok": "#2C6A49",
    "ok_bg": "#E7F2EB",
    "ok_line": "#9CC4AC",
    "info": "#27598A",
    "info_bg": "#E7EFF8",
    "info_line": "#A5C0DD",
    "violet": "#6A4391",
    "violet_bg": "#F0E9F7",
    "violet_line": "#C6B0DC",
    "mark_data": "#FFF0B3",
    "mark_argument": "#D5E6F8",
    "mark_to_check": "#D5EFDC",
    "mark_idea": "#E9DDF6",
    "hit": "#FFE08A",
    "text_sel": "#EBC4C3",
    "bar": "#8F8F88",
    "dot": "#6E6E67",
    "desk": "#DFDFDA",
    "paper": "#FFFFFF",
}
_DARK = {
    "rail": "#161617",
    "win": "#1A1A1B",
    "surface": "#212122",
    "sub": "#262628",
    "hover": "#2C2C2E",
    "press": "#353538",
    "line": "#343437",
    "line2": "#4A4A4E",
    "ctl": "#77777C",
    "t1": "#E9E7E3",
    "t2": "#BFBDB8",
    "t3": "#9D9B96",
    "dis": "#6C6B68",
    "acc": "#B5404A",
    "acc_hover": "#C54F58",
    "on_acc": "#FFFFFF",
    "acc_text": "#F0938F",
    "sel": "#3A2628",
    "sel_line": "#6A3B3E",
    "sel_off": "#303033",
    "danger": "#F59B6C",
    "danger_bg": "#40281C",
    "danger_fill": "#B4490F",
    "danger_line": "#F59B6C",
    "warn": "#E3B659",
    "warn_bg": "#3A3018",
    "warn_line": "#7E6729",
    "ok": "#84C79F",
    "ok_bg": "#1F3528",
    "ok_line": "#3E6B50",
    "info": "#8CBBEA",
    "info_bg": "#1E3044",
    "info_line": "#3E628A",
    "violet": "#C5A5E8",
    "violet_bg": "#332742",
    "violet_line": "#654E82",
    "mark_data": "#574817",
    "mark_argument": "#1F4060",
    "mark_to_check": "#23482F",
    "mark_idea": "#493561",
    "hit": "#6B5512",
    "text_sel": "#73363B",
    "bar": "#77756F",
    "dot": "#A3A19C",
    "desk": "#111112",
    "paper": "#FFFFFF",
}
