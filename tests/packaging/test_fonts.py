from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont as EmbeddedFont
from reportlab.pdfgen import canvas

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "fonts"
FONTS = json.loads((FOLDER / "fonts.json").read_text(encoding="utf-8"))["fonts"]
RARE = "𬱖䶮𠮷𬭎㛃镕喆堃翀赟頔祎珺玥甯佲"
NO_RESTRICTION, PRINT_AND_PREVIEW, EDITABLE = 0, 4, 8  # OS/2 fsType: all three let us embed

every_font = pytest.mark.parametrize("row", FONTS, ids=lambda row: row["file"])


@pytest.fixture(scope="module")
def opened() -> Iterator[dict[str, TTFont]]:
    """Every font, by its file's name."""
    fonts = {row["file"]: TTFont(FOLDER / row["file"], lazy=True) for row in FONTS}
    yield fonts
    for font in fonts.values():
        font.close()


def _gb2312() -> str:
    rows = (bytes([high, low]) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    return b"".join(rows).decode("gb2312", errors="ignore")


@every_font
def test_a_font_is_the_one_that_the_catalogue_names(row):
    assert hashlib.sha256((FOLDER / row["file"]).read_bytes()).hexdigest() == row["sha256"]
    assert all((FOLDER / notice).is_file() for notice in row["notices"])
    assert row["notices"]


@every_font
def test_a_font_has_outlines_that_a_pdf_can_embed_and_may_be_embedded(row, opened):
    font = opened[row["file"]]
    assert "glyf" in font
    assert "CFF " not in font
    assert font["OS/2"].fsType in {NO_RESTRICTION, PRINT_AND_PREVIEW, EDITABLE}
    assert font["OS/2"].usWeightClass == row["weight"]


@every_font
def test_a_font_draws_all_of_gb2312(row, opened):
    drawn = opened[row["file"]].getBestCmap()
    assert [character for character in _gb2312() if ord(character) not in drawn] == []


@every_font
def test_a_font_states_a_line_that_holds_its_han_characters(row, opened):
    font = opened[row["file"]]
    assert font["hhea"].ascent >= 880
    assert font["hhea"].descent <= -120


@every_font
def test_a_character_that_is_drawn_as_another_is_left_out(row, opened):
    drawn = opened[row["file"]].getBestCmap()
    assert [character for character in row["left_out"] if ord(character) in drawn] == []


def test_every_role_of_the_page_and_the_screen_has_a_font():
    assert {row["role"] for row in FONTS} >= {
        "fang",
        "kai",
        "hei",
        "song",
        "song-bold",
        "rare",
        "screen",
        "screen-bold",
    }


def test_rare_names_and_what_was_left_out_are_drawn_by_the_last_font(opened):
    drawn = opened[next(row["file"] for row in FONTS if row["role"] == "rare")].getBestCmap()
    wanted = RARE + "".join(row["left_out"] for row in FONTS)
    assert [character for character in wanted if ord(character) not in drawn] == []


def test_the_fonts_stay_small_enough_to_ship():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 72_000_000


def test_each_font_prints_its_own_characters():
    stream = io.BytesIO()
    page = canvas.Canvas(stream, pagesize=(400, 60 * len(FONTS)))
    for place, row in enumerate(FONTS):
        pdfmetrics.registerFont(EmbeddedFont(row["file"], str(FOLDER / row["file"])))
        page.setFont(row["file"], 32)
        page.drawString(10, 60 * place + 15, "政协建议Ag8，。")
    page.save()
    document = pypdfium2.PdfDocument(stream.getvalue())
    text = document[0].get_textpage().get_text_bounded()
    assert text.count("政协建议Ag8，。") == len(FONTS)
    bitmap = document[0].render(scale=1, grayscale=True)
    band = 60 * bitmap.stride
    dark = [sum(one < 128 for one in bitmap.buffer[place * band : (place + 1) * band]) for place in range(len(FONTS))]
    assert min(dark) > 300
    document.close()
