"""This file tests the fonts of a pack: real advances, stand-ins for rare characters, subsets that other programs read."""

from __future__ import annotations

import io
import re
import struct
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from briefing_app import paths
from briefing_app.export.document import Face, Run
from briefing_app.export.pdf_fonts import to_unicode
from briefing_app.export.typesetting import fonts as font_module
from briefing_app.export.typesetting.codes import code
from briefing_app.export.typesetting.fonts import MISSING, Fonts, RestrictedFont, Substitution, bundled
from briefing_app.export.typesetting.outlines import contours, path
from briefing_app.export.typesetting.setting import Look, Typesetter
from briefing_app.export.typesetting.subsets import subset
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
def test_the_map_of_characters_is_that_of_the_font(file: Path) -> None:
    ours, theirs = TrueTypeFile(file), TTFont(file)
    known, numbers = theirs.getBestCmap(), theirs.getReverseGlyphMap()
    for place in (
        *range(0x20, 0x3000),
        *range(0x4E00, 0xA000, 7),
        *range(0xF900, 0x10000),
        *range(0x20000, 0x2B000, 31),
    ):
        wanted = numbers[known[place]] if place in known else 0
        assert ours.draws(chr(place)) is (wanted > 0), hex(place)
        if wanted:
            assert ours.number(chr(place)) == wanted


def test_every_character_of_a_plane_has_a_code_of_its_own() -> None:
    for first in (0, 0x10000, 0x20000):
        codes = [code(chr(first + place)) for place in range(0x20, 0xFFFF)]
        assert len(set(codes)) == len(codes)
    assert code("\U00020000") != 0  # which is no character


def test_characters_of_several_planes_are_shown_by_fonts_of_their_own() -> None:
    line = Typesetter(bundled()).line("许𬱖𠮷𰻝同", Look(Face.KAI, 16, 29))
    assert re.findall(r"/(F\d+(?:p\d+)?) ", line.operators) == ["F1", "F5p2", "F5p3", "F1"]


def test_a_subset_draws_the_same_outlines() -> None:
    ours, whole = TrueTypeFile(RARE), TTFont(RARE)
    characters = "建议𬭎⼀一A㎡é"
    cut = subset(ours, characters)
    file = TTFont(io.BytesIO(cut.content))
    for character, glyph in zip(characters, cut.glyphs, strict=True):
        wanted = whole["glyf"][whole.getBestCmap()[ord(character)]]
        got = file["glyf"][file.getGlyphName(glyph)]
        assert got.getCoordinates(file["glyf"])[0] == wanted.getCoordinates(whole["glyf"])[0]
        assert file["hmtx"][file.getGlyphName(glyph)][0] == ours.advances[character]
    assert len(cut.content) < 20_000


def test_composite_glyphs_find_their_parts_again() -> None:
    whole = TTFont(RARE)
    composite = next(c for c, name in whole.getBestCmap().items() if whole["glyf"][name].isComposite())
    cut = subset(TrueTypeFile(RARE), ["建", chr(composite)])
    file = TTFont(io.BytesIO(cut.content))
    wanted = whole["glyf"][whole.getBestCmap()[composite]].getCoordinates(whole["glyf"])[0]
    assert file["glyf"][file.getGlyphName(cut.glyphs[1])].getCoordinates(file["glyf"])[0] == wanted


def test_a_subset_is_the_same_whatever_order_the_characters_come_in() -> None:
    font = TrueTypeFile(FANG)
    assert subset(font, "建议推进").content == subset(font, "进推议建").content


def test_copied_text_survives_above_the_first_plane() -> None:
    table = to_unicode(["一", "𬭎"]).decode()
    assert "<cb4e> <d872df4e>" in table
    assert "<4e00> <4e00>" in table


def test_blocks_of_the_copy_table_hold_a_hundred_characters_at_most() -> None:
    table = to_unicode([chr(0x4E00 + place) for place in range(250)]).decode()
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
