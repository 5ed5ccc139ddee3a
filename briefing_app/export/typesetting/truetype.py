"""This file reads a TrueType font: names, licence bits, and of each character that is asked for advance, ink and outline."""

from __future__ import annotations

import mmap
import struct
from array import array
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path

from briefing_app.export.typesetting.character_map import CharacterMap, NoCharacterMap, big_endian

RESTRICTED = 0x0002  # OS/2 fsType: no embedding at all (bit 1 alone)
BITMAP_ONLY = 0x0200
POSTSCRIPT_NAME, FAMILY_NAMES = 6, frozenset({1, 16})
COLLECTION = b"ttcf"


class NotTrueType(ValueError):
    """The file is no TrueType font with outlines (CFF, collection, damaged)."""


class TrueTypeFile:
    """One face of a font file. All measures are in thousandths of an em."""

    def __init__(self, path: Path, index: int = 0) -> None:
        """`index` chooses a face of a collection (.ttc)."""
        self.path = path
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        try:
            self._tables = self._read_directory(index)
            self._read_headers()
        except struct.error as error:
            raise NotTrueType(path.name) from error
        self.advances: dict[str, int] = _Advances(self._advance_of)
        self._drawn: set[str] = set()  # characters that are known to be there

    def _read_directory(self, index: int) -> dict[str, tuple[int, int]]:
        start = 0
        if self._data[:4] == COLLECTION:
            (faces,) = struct.unpack_from(">L", self._data, 8)
            if index >= faces:
                raise NotTrueType(f"{self.path.name}: {index}")
            (start,) = struct.unpack_from(">L", self._data, 12 + 4 * index)
        signature, count = struct.unpack_from(">4sH", self._data, start)
        if signature not in {b"\0\1\0\0", b"true"}:
            raise NotTrueType(self.path.name)
        records = (struct.unpack_from(">4s4xLL", self._data, start + 12 + 16 * number) for number in range(count))
        return {tag.decode("latin-1"): (offset, length) for tag, offset, length in records}

    def _read_headers(self) -> None:
        head, maxp, hhea = self._offset("head"), self._offset("maxp"), self._offset("hhea")
        self.units: int = struct.unpack_from(">H", self._data, head + 18)[0]
        self.box: tuple[int, ...] = tuple(map(self._per_mille, struct.unpack_from(">4h", self._data, head + 36)))
        self._long_offsets: bool = struct.unpack_from(">h", self._data, head + 50)[0] == 1
        self.glyph_count: int = struct.unpack_from(">H", self._data, maxp + 4)[0]
        self._metric_count: int = struct.unpack_from(">H", self._data, hhea + 34)[0]
        ascent, descent = struct.unpack_from(">2h", self._data, hhea + 4)
        self.ascent, self.descent = self._per_mille(ascent), -abs(self._per_mille(descent))

    def _offset(self, tag: str) -> int:
        try:
            return self._tables[tag][0]
        except KeyError:
            raise NotTrueType(f"{self.path.name}: {tag}") from None

    def _per_mille(self, value: int) -> int:
        return value if self.units == 1000 else round(value * 1000 / self.units)

    @property
    def may_be_embedded(self) -> bool:
        """Whether the licence bits (OS/2 fsType) let a document carry the outlines."""
        if "OS/2" not in self._tables:
            return True
        bits: int = struct.unpack_from(">H", self._data, self._offset("OS/2") + 8)[0]
        return not bits & BITMAP_ONLY and bits & 0x000F != RESTRICTED

    @property
    def has_outlines(self) -> bool:
        """Whether the outlines are TrueType's own, which a PDF can carry as they are."""
        return "glyf" in self._tables and "loca" in self._tables

    def draws(self, characters: str) -> bool:
        """Whether the font has all of these characters."""
        return not self.lacking(set(characters))

    def lacking(self, characters: set[str]) -> set[str]:
        """Those of the characters that the font does not draw."""
        unknown = characters - self._drawn
        if unknown:
            drawn = {character for character in unknown if self.advance(character, -1) >= 0}
            self._drawn |= drawn
            unknown -= drawn
        return unknown

    def advance(self, character: str, default: int = 1000) -> int:
        """The advance of a character that the font may lack."""
        try:
            return self.advances[character]
        except KeyError:
            return default

    @cached_property
    def postscript_name(self) -> str:
        for number, text in self._names():
            if number == POSTSCRIPT_NAME:
                return "".join(letter for letter in text if letter.isascii() and (letter.isalnum() or letter in "-_"))
        return "Font"

    @cached_property
    def families(self) -> tuple[str, ...]:
        """The names under which programs list the font, in every language that it has."""
        return tuple(dict.fromkeys(text.strip() for number, text in self._names() if number in FAMILY_NAMES and text))

    def _names(self) -> Iterator[tuple[int, str]]:
        offset = self._offset("name")
        count, strings = struct.unpack_from(">2xHH", self._data, offset)
        for number in range(count):
            platform, _, _, name, length, start = struct.unpack_from(">6H", self._data, offset + 6 + 12 * number)
            raw = self._data[offset + strings + start : offset + strings + start + length]
            yield name, raw.decode("utf-16-be" if platform in {0, 3} else "latin-1", "ignore")

    def close(self) -> None:
        """Let go of the file; for faces that were only looked at."""
        self._data.close()

    @cached_property
    def _map(self) -> CharacterMap:
        try:
            return CharacterMap(self._data, self._offset("cmap"))  # type: ignore[arg-type]  # a mapped file reads as bytes
        except (NoCharacterMap, struct.error):
            raise NotTrueType(f"{self.path.name}: cmap") from None

    def number(self, character: str) -> int:
        """The number of its glyph in the file. Raises KeyError where the font does not draw it."""
        glyph = self._map.glyph(ord(character))
        if not 0 < glyph < self.glyph_count:
            raise KeyError(character)
        return glyph

    @cached_property
    def _wide(self) -> array[int]:
        """The advances of the glyphs that have one of their own, in the font's units."""
        return self._array("H", self._offset("hmtx"), 2 * self._metric_count)[::2]

    def _array(self, code: str, offset: int, count: int) -> array[int]:
        return big_endian(self._data, code, offset, count)  # type: ignore[arg-type]

    def _advance_of(self, character: str) -> int:
        return self._per_mille(self.metrics(self.number(character))[0])

    def metrics(self, glyph: int) -> tuple[int, bytes]:
        """The advance of a glyph in the font's units, and its left side bearing as it stands in the file."""
        table = self._offset("hmtx")
        side = table + (4 * glyph + 2 if glyph < self._metric_count else 2 * (glyph + self._metric_count))
        return self._wide[min(glyph, self._metric_count - 1)], self._data[side : side + 2]

    def ink(self, character: str) -> tuple[int, int]:
        """The left and right edge of the ink, from the glyph's origin; (0, 0) where there is none."""
        outline = self.glyph(character)
        if len(outline) < 10:
            return 0, 0
        left, right = struct.unpack_from(">2xh2xh", outline)
        return self._per_mille(left), self._per_mille(right)

    def glyph(self, character: str) -> bytes:
        """The outline of a character as it stands in the file; empty where nothing is drawn."""
        return self.outline(self.number(character))

    @cached_property
    def _places(self) -> array[int]:
        return self._array("I" if self._long_offsets else "H", self._offset("loca"), self.glyph_count + 1)

    def outline(self, glyph: int) -> bytes:
        """The outline of a glyph as it stands in the file."""
        factor, table = (1 if self._long_offsets else 2), self._offset("glyf")
        return self._data[table + factor * self._places[glyph] : table + factor * self._places[glyph + 1]]

    def table(self, tag: str) -> bytes:
        """A table of the file, empty where there is none."""
        offset, length = self._tables.get(tag, (0, 0))
        return self._data[offset : offset + length]


class _Advances(dict[str, int]):
    """Character -> advance, looked up when a character first comes. A character that the font lacks is a KeyError."""

    def __init__(self, advance_of: Callable[[str], int]) -> None:
        super().__init__()
        self._advance_of = advance_of

    def __missing__(self, character: str) -> int:
        advance = self[character] = self._advance_of(character)
        return advance
