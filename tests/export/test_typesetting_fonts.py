"""This file tests the fonts of a pack: real advances, stand-ins for rare characters, subsets that other programs read."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from briefing_app import paths
from briefing_app.export.document import Face, Run
from briefing_app.export.pdf_objects import to_unicode
from briefing_app.export.typesetting import fonts as font_module
from briefing_app.export.typesetting.fonts import MISSING, Fonts, RestrictedFont, Substitution, bundled
from briefing_app.export.typesetting.outlines import contours, path
from briefing_app.export.typesetting.setting import Look, Typesetter
from briefing_app.export.typesetting.truetype import NotTrueType, TrueTypeFile

FOLDER = paths.resources() / "fonts"
FANG = FOLDER / "FandolFang.ttf"
RARE = FOLDER / "LXGWWenKai-Regular.ttf"


def test_advances_and_ink_are_those_of_the_font() -> None:
    ours, theirs = TrueTypeFile(FANG), TTFont(FANG)
    glyphs, outlines, metrics = theirs.getBestCmap(), theirs["glyf"], theirs["hmtx"]
    for character in "建议，。“”（）《》—…·A5%":
        name = glyphs[ord(character)]
        assert ours.advances[character] == metrics[name][0]
        assert ours.ink(character) == (outlines[name].xMin, outlines[name].xMax)


@pytest.mark.parametrize("file", [FANG, RARE])
def test_every_character_has_an_id_of_its_own(file: Path) -> None:
    font = TrueTypeFile(file)
    assert len(set(font.codes.values())) == len(font.codes)
    assert font.codes["⼀"] != font.codes["一"]  # one glyph, two characters


def test_a_subset_draws_the_same_outlines_under_the_ids_that_pages_use() -> None:
    ours, whole = TrueTypeFile(RARE), TTFont(RARE)
    characters = "建议𬭎⼀一A"
    cut = TTFont(io.BytesIO(ours.subset(characters)))
    for character in characters:
        wanted = whole["glyf"][whole.getBestCmap()[ord(character)]]
        got = cut["glyf"][cut.getGlyphName(int(ours.codes[character], 16))]
        assert got.getCoordinates(cut["glyf"])[0] == wanted.getCoordinates(whole["glyf"])[0]
        assert cut["hmtx"][cut.getGlyphName(int(ours.codes[character], 16))][0] == ours.advances[character]
    assert len(ours.subset(characters)) < 400_000


def test_a_subset_is_the_same_whatever_order_the_characters_come_in() -> None:
    font = TrueTypeFile(FANG)
    assert font.subset("建议推进") == font.subset("进推议建")


def test_copied_text_survives_above_the_first_plane() -> None:
    table = to_unicode(TrueTypeFile(RARE), ["𬭎", "一"]).decode()
    assert "<D872DF4E>" in table
    assert "<4E00>" in table


def test_blocks_of_the_copy_table_hold_a_hundred_characters_at_most() -> None:
    font = TrueTypeFile(FANG)
    table = to_unicode(font, list(font.codes)[:250]).decode()
    assert [int(line.split()[0]) for line in table.splitlines() if line.endswith("beginbfchar")] == [100, 100, 50]


def test_a_rare_character_is_drawn_by_the_stand_in_and_reported() -> None:
    fonts = bundled()
    stretches = fonts.stretches("许𬱖同志", Face.FANGSONG)
    assert [(one.start, one.end) for one in stretches] == [(0, 1), (1, 2), (2, 4)]
    drawn = {(Face.FANGSONG, one.font, "许𬱖同志"[one.start : one.end]) for one in stretches}
    assert fonts.substitutions(drawn) == (Substitution("𬱖", Face.FANGSONG, "LXGWWenKai-Regular"),)


def test_a_character_that_no_font_has_is_found_missing() -> None:
    assert [one.font for one in bundled().stretches("\ue000", Face.KAI)] == [MISSING]


def test_official_characters_need_no_stand_in() -> None:
    text = "政协委员会建议一二三四五六七八九十〇，。、；：？！“”‘’（）《》〈〉【】〔〕—…·℃％‰①②③④⑤×√★□2026"
    fonts = bundled()
    for face in Face:
        assert [one.font for one in fonts.stretches(text, face)] == [fonts.font(face)]


def test_a_font_that_forbids_embedding_is_refused(tmp_path: Path) -> None:
    closed = _with_licence_bits(tmp_path / "closed.ttf", 0x0002)
    assert not TrueTypeFile(closed).may_be_embedded
    with pytest.raises(RestrictedFont):
        Fonts(dict.fromkeys(Face, TrueTypeFile(closed)))


@pytest.mark.parametrize(("bits", "allowed"), [(0x0000, True), (0x0004, True), (0x0008, True), (0x0200, False)])
def test_licence_bits_are_read_as_the_standard_has_them(tmp_path: Path, bits: int, allowed: bool) -> None:
    assert TrueTypeFile(_with_licence_bits(tmp_path / "font.ttf", bits)).may_be_embedded is allowed


def test_a_file_that_is_no_truetype_font_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.otf"
    other.write_bytes(b"OTTO" + bytes(200))
    with pytest.raises(NotTrueType):
        TrueTypeFile(other)


def test_a_stand_in_among_bold_characters_is_made_bolder() -> None:
    typesetter = Typesetter(bundled())
    title = typesetter.lines((Run("许𬱖"),), Look(Face.TITLE, 22, 36), 400.0)[0]
    body = typesetter.lines((Run("许𬱖"),), Look(Face.FANGSONG, 16, 29), 400.0)[0]
    assert "2 Tr" in title.operators
    assert "Tr" not in body.operators


def test_shapes_of_figures_are_closed_paths() -> None:
    font = TrueTypeFile(FOLDER / "FandolSong.ttf")
    assert len(contours(font, "8")) == 3
    assert path(font, "8", size=14, x=10, y=20).count("h") == 3
    assert path(font, " ", size=14, x=0, y=0) == ""


def test_fonts_are_read_once() -> None:
    assert font_module.bundled() is font_module.bundled()


def _with_licence_bits(target: Path, bits: int) -> Path:
    data = bytearray(FANG.read_bytes())
    count = struct.unpack_from(">H", data, 4)[0]
    for number in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", data, 12 + 16 * number)
        if tag == b"OS/2":
            struct.pack_into(">H", data, offset + 8, bits)
    target.write_bytes(data)
    return target
