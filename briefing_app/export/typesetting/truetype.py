"""This file reads a TrueType font (advances, ink, licence bits) and cuts the subset that a PDF embeds."""

from __future__ import annotations

import mmap
import struct
from array import array
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

RESTRICTED = 0x0002  # OS/2 fsType: no embedding at all (bit 1 alone)
BITMAP_ONLY = 0x0200
POSTSCRIPT_NAME, FAMILY_NAMES = 6, frozenset({1, 16})
LARGEST_GLYPH = 0xFFFF
COLLECTION = b"ttcf"
EMBEDDED_TABLES = ("cvt ", "fpgm", "prep")


class NotTrueType(ValueError):
    """The file is no TrueType font with outlines (CFF, collection, damaged)."""


class TrueTypeFile:
    """One face of a font file. All measures are in thousandths of an em.

    A character id (CID) is the glyph's number in the file. Where several characters share one glyph, all but one get
    an id past the last glyph, so that each id stands for exactly one character and text copies out as it was.
    """

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

    def _array(self, code: str, offset: int, count: int) -> array[int]:
        values = array(code)
        values.frombytes(self._data[offset : offset + count * values.itemsize])
        if struct.pack("=H", 1) == b"\1\0":
            values.byteswap()
        return values

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
        return all(ord(character) in self._glyphs for character in characters)

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
    def _glyphs(self) -> dict[int, int]:
        """Character -> glyph number of the file."""
        offset = self._offset("cmap")
        count: int = struct.unpack_from(">H", self._data, offset + 2)[0]
        records = [struct.unpack_from(">HHL", self._data, offset + 4 + 8 * number) for number in range(count)]
        at = {(platform, encoding): offset + start for platform, encoding, start in records}
        for key, read in (((3, 10), self._segments_12), ((0, 4), self._segments_12), ((3, 1), self._segments_4)):
            if key in at and struct.unpack_from(">H", self._data, at[key])[0] in {4, 12}:
                return {code: glyph for code, glyph in read(at[key]).items() if code >= 0x20 and glyph}
        raise NotTrueType(f"{self.path.name}: cmap")

    def _segments_12(self, offset: int) -> dict[int, int]:
        if struct.unpack_from(">H", self._data, offset)[0] != 12:
            return self._segments_4(offset)
        count: int = struct.unpack_from(">L", self._data, offset + 12)[0]
        glyphs: dict[int, int] = {}
        for first, last, glyph in struct.iter_unpack(">3L", self._data[offset + 16 : offset + 16 + 12 * count]):
            glyphs.update(zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True))
        return glyphs

    def _segments_4(self, offset: int) -> dict[int, int]:
        half = struct.unpack_from(">H", self._data, offset + 6)[0]
        count = half // 2
        ends, starts = self._array("H", offset + 14, count), self._array("H", offset + 16 + half, count)
        deltas = self._array("H", offset + 16 + 2 * half, count)
        places = offset + 16 + 3 * half
        ranges = self._array("H", places, count)
        glyphs: dict[int, int] = {}
        for number, (first, last) in enumerate(zip(starts, ends, strict=True)):
            if not ranges[number]:
                glyphs.update((code, (code + deltas[number]) & 0xFFFF) for code in range(first, last + 1))
                continue
            listed = self._array("H", places + 2 * number + ranges[number], last - first + 1)
            glyphs.update(
                (first + place, (glyph + deltas[number]) & 0xFFFF) for place, glyph in enumerate(listed) if glyph
            )
        glyphs.pop(0xFFFF, None)
        return glyphs

    @cached_property
    def _advances(self) -> array[int]:
        pairs = self._array("H", self._offset("hmtx"), 2 * self._metric_count)
        return pairs[::2]

    def _advance(self, glyph: int) -> int:
        return self._per_mille(self._advances[min(glyph, self._metric_count - 1)])

    @cached_property
    def _ids(self) -> tuple[dict[str, int], dict[int, int]]:
        """Character -> CID, and alias CID -> glyph. Of the characters of one glyph the first owns it, radicals last."""
        owners: dict[int, int] = {}
        ids: dict[str, int] = {}
        shared: list[int] = []
        radicals = [code for code in self._glyphs if 0x2E80 <= code <= 0x2FDF]
        glyphs = self._glyphs
        ordinary = glyphs.keys() - set(radicals)
        for code in (*sorted(ordinary), *radicals):
            glyph = glyphs[code]
            if owners.setdefault(glyph, code) == code:
                ids[chr(code)] = glyph
            else:
                shared.append(code)
        del shared[LARGEST_GLYPH - self.glyph_count :]
        aliases = {self.glyph_count + place: glyphs[code] for place, code in enumerate(shared)}
        ids.update((chr(code), self.glyph_count + place) for place, code in enumerate(shared))
        return ids, aliases

    @cached_property
    def advances(self) -> dict[str, int]:
        """Character -> advance, for every character the font draws."""
        widths = {width: self._per_mille(width) for width in set(self._advances)}
        known = [widths[width] for width in self._advances]
        known += known[-1:] * (self.glyph_count - len(known))
        ids, aliases = self._ids
        most = self.glyph_count
        return {one: known[cid] if cid < most else known[aliases[cid]] for one, cid in ids.items()}

    @cached_property
    def codes(self) -> dict[str, str]:
        """Character -> its CID as the four hexadecimal digits of a PDF string."""
        return {character: f"{cid:04X}" for character, cid in self._ids[0].items()}

    def ink(self, character: str) -> tuple[int, int]:
        """The left and right edge of the ink, from the glyph's origin; (0, 0) where there is none."""
        start, end = self._outline(self._glyphs[ord(character)])
        if end - start < 10:
            return 0, 0
        left, right = struct.unpack_from(">2xh2xh", self._data, start)
        return self._per_mille(left), self._per_mille(right)

    def glyph(self, character: str) -> bytes:
        """The outline of a character as it stands in the file; empty where nothing is drawn."""
        start, end = self._outline(self._glyphs[ord(character)])
        return self._data[start:end]

    @cached_property
    def _places(self) -> array[int]:
        return self._array("I" if self._long_offsets else "H", self._offset("loca"), self.glyph_count + 1)

    def _outline(self, glyph: int) -> tuple[int, int]:
        factor, table = (1 if self._long_offsets else 2), self._offset("glyf")
        return table + factor * self._places[glyph], table + factor * self._places[glyph + 1]

    def _components(self, glyph: int) -> list[int]:
        start, end = self._outline(glyph)
        if end - start < 10 or struct.unpack_from(">h", self._data, start)[0] >= 0:
            return []
        found, place, flags = [], start + 10, 0x0020
        while flags & 0x0020:
            flags, component = struct.unpack_from(">HH", self._data, place)
            found.append(component)
            place += 4 + (4 if flags & 0x0001 else 2)
            place += 2 if flags & 0x0008 else 4 if flags & 0x0040 else 8 if flags & 0x0080 else 0
        return found

    def subset(self, characters: Iterable[str]) -> bytes:
        """A font file with the outlines of `characters` alone, at the glyph numbers that `codes` names."""
        ids, aliases = self._ids
        wanted = {ids[character] for character in characters}
        sources = {cid: aliases.get(cid, cid) for cid in wanted} | {0: 0}
        waiting = list(sources.values())
        while waiting:
            for part in self._components(waiting.pop()):
                if part not in sources:
                    sources[part] = part
                    waiting.append(part)
        return self._assembled(sources)

    def _assembled(self, sources: dict[int, int]) -> bytes:
        count = max(sources) + 1
        glyf, loca, hmtx = bytearray(), array("I", bytes(4 * (count + 1))), bytearray(4 * count)
        bearings = self._offset("hmtx")
        for cid in range(count):
            loca[cid] = len(glyf)
            if cid not in sources:
                continue
            glyph = sources[cid]
            start, end = self._outline(glyph)
            glyf += self._data[start:end] + bytes(-(end - start) % 4)
            side = bearings + (4 * glyph + 2 if glyph < self._metric_count else 2 * (glyph + self._metric_count))
            bearing = self._data[side : side + 2]
            struct.pack_into(">H2s", hmtx, 4 * cid, self._advances[min(glyph, self._metric_count - 1)], bearing)
        loca[count] = len(glyf)
        if struct.pack("=H", 1) == b"\1\0":
            loca.byteswap()
        head, hhea, maxp = (bytearray(self._table(tag)) for tag in ("head", "hhea", "maxp"))
        struct.pack_into(">L", head, 8, 0)
        struct.pack_into(">h", head, 50, 1)
        struct.pack_into(">H", hhea, 34, count)
        struct.pack_into(">H", maxp, 4, count)
        tables = {"glyf": bytes(glyf), "head": bytes(head), "hhea": bytes(hhea), "hmtx": bytes(hmtx)}
        tables |= {"loca": loca.tobytes(), "maxp": bytes(maxp)}
        tables |= {tag: self._table(tag) for tag in EMBEDDED_TABLES if tag in self._tables}
        return _font_file(tables)

    def _table(self, tag: str) -> bytes:
        offset, length = self._tables[tag]
        return self._data[offset : offset + length]


def _font_file(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = struct.pack(">LHHHH", 0x00010000, count, 16 * power, power.bit_length() - 1, 16 * (count - power))
    directory, body, place = bytearray(), bytearray(), 12 + 16 * count
    for tag in sorted(tables):
        content = tables[tag]
        padded = content + bytes(-len(content) % 4)
        directory += struct.pack(">4sLLL", tag.encode(), _checksum(padded), place + len(body), len(content))
        body += padded
    whole = bytearray(header + directory + body)
    adjustment = (0xB1B0AFBA - _checksum(bytes(whole))) & 0xFFFFFFFF
    where = directory.index(b"head")
    struct.pack_into(">L", whole, struct.unpack_from(">L", directory, where + 8)[0] + 8, adjustment)
    return bytes(whole)


def _checksum(content: bytes) -> int:
    words = array("I", content)
    if struct.pack("=H", 1) == b"\1\0":
        words.byteswap()
    return sum(words) & 0xFFFFFFFF
