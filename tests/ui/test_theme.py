import re

import pytest
from PySide6.QtGui import QColor, QFontInfo, QGlyphRun, QPalette, QTextLayout

from briefing_app import paths
from briefing_app.settings import Look
from briefing_app.ui.theme import theme
from briefing_app.ui.tokens import tokens_for

# Text colour, and the surfaces on which it stands: look.md promises 4.5 for text and 3 for frames.
TEXT_ON = [
    ("t1", ("surface", "sub", "hover", "sel", "sel_off", "win", "rail")),
    ("t2", ("surface", "sub", "hover", "rail", "win")),
    ("t3", ("surface", "sub", "hover", "sel", "sel_off", "rail")),
    ("acc_text", ("surface", "sel")),
    ("on_acc", ("acc", "acc_hover", "danger_fill")),
    ("danger", ("surface", "danger_bg")),
    ("warn", ("surface", "warn_bg")),
    ("ok", ("surface", "ok_bg")),
    ("info", ("surface", "info_bg")),
    ("violet", ("surface", "violet_bg")),
    ("t1", ("mark_data", "mark_argument", "mark_to_check", "mark_idea", "hit", "text_sel")),
]


def luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: QColor, other: QColor) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", [Look.LIGHT, Look.DARK])
def test_text_is_readable_on_everything_that_it_stands_on(look):
    tokens = tokens_for(look, 1.0)
    for text, grounds in TEXT_ON:
        for ground in grounds:
            found = ratio(getattr(tokens, text), getattr(tokens, ground))
            assert found >= 4.45, f"{look.value}: {text} on {ground} is {found:.2f}"


@pytest.mark.parametrize("look", [Look.LIGHT, Look.DARK])
def test_frames_of_fields_and_pictures_can_be_seen(look):
    tokens = tokens_for(look, 1.0)
    for frame in ("ctl", "bar", "dot"):
        assert ratio(getattr(tokens, frame), tokens.surface) >= 3


def test_the_text_size_is_held_between_its_limits():
    assert tokens_for(Look.LIGHT, 0.2).factor == 0.9
    assert tokens_for(Look.LIGHT, 9).factor == 1.75


def test_a_row_is_never_lower_than_its_text():
    for factor in (0.9, 1.0, 1.5, 1.75):
        tokens = tokens_for(Look.LIGHT, factor)
        for size in (11, 12, 13, 14, 16, 18, 20, 24):
            assert tokens.line_height(size) >= tokens.metrics(size).height()
        assert tokens.row_height(44, 13, 12) >= tokens.metrics(13).height() + tokens.metrics(12).height()


def test_changing_the_look_changes_palette_style_sheet_and_font_at_once(qapp):
    told = []
    theme().changed.connect(lambda: told.append(theme().tokens.look))
    theme().apply(Look.DARK, 1.5)
    assert told == [Look.DARK]
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme().tokens.win
    assert theme().tokens.acc.name() in qapp.styleSheet()
    assert qapp.font().pixelSize() == 20
    assert "$" not in qapp.styleSheet()


def test_the_style_sheet_names_only_what_the_tokens_have():
    words = set(re.findall(r"\$([a-z_]\w*)", (paths.resources() / "styles" / "window.qss").read_text("utf-8")))
    assert words - {"pictures"} <= set(tokens_for(Look.LIGHT, 1.0).__dataclass_fields__)


@pytest.mark.parametrize("text", ["会议材料建议跟进对照", "顧頔䶮𠮷𬱖", "0123456789，。：“”（）"])
def test_chinese_is_drawn_and_never_as_boxes(text):
    layout = QTextLayout(text, tokens_for(Look.LIGHT, 1.0).font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    glyphs = [glyph for run in layout.glyphRuns() for glyph in QGlyphRun.glyphIndexes(run)]
    assert glyphs
    assert 0 not in glyphs


def test_the_bold_cut_is_a_real_one():
    assert QFontInfo(tokens_for(Look.LIGHT, 1.0).font(bold=True)).bold()
