"""This file looks characters up in a font's own map (OpenType, cmap): one at a time, so that a large font costs nothing."""

from __future__ import annotations

import struct
import sys
from array import array
from bisect import bisect_left

_PREFERRED = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3))  # (platform, encoding): whole Unicode before its first plane
_SEGMENTS, _GROUPS = 4, 12  # the formats


class NoCharacterMap(ValueError):
    """The font has no map from Unicode in a format that we read."""


class CharacterMap:
    """Unicode -> glyph number. Raises NoCharacterMap."""

    def __init__(self, data: bytes, offset: int) -> None:
        """`data`: the whole font file, in which the table `cmap` begins at `offset`."""
        (count,) = struct.unpack_from(">H", data, offset + 2)
        records = [struct.unpack_from(">HHL", data, offset + 4 + 8 * number) for number in range(count)]
        at = {(platform, encoding): offset + start for platform, encoding, start in records}
        for place in (at[key] for key in _PREFERRED if key in at):
            (self._format,) = struct.unpack_from(">H", data, place)
            if self._format == _SEGMENTS:
                self._read_segments(data, place)
                return
            if self._format == _GROUPS:
                self._read_groups(data, place)
                return
        raise NoCharacterMap

    def _read_segments(self, data: bytes, place: int) -> None:
        (half,) = struct.unpack_from(">H", data, place + 6)
        count, shifts = half // 2, place + 16 + 2 * half
        self._ends = big_endian(data, "H", place + 14, count)
        self._starts = big_endian(data, "H", place + 16 + half, count)
        self._shifts = big_endian(data, "H", shifts, count)
        self._ranges = big_endian(data, "H", shifts + half, count)
        self._data, self._ranges_at = data, shifts + half

    def _read_groups(self, data: bytes, place: int) -> None:
        (count,) = struct.unpack_from(">L", data, place + 12)
        groups = big_endian(data, "I", place + 16, 3 * count)
        self._starts, self._ends, self._shifts = groups[::3], groups[1::3], groups[2::3]

    def glyph(self, code: int) -> int:
        """The number of the glyph, 0 where there is none."""
        if code < 0x20:  # controls are not drawn, whatever the font says
            return 0
        place = bisect_left(self._ends, code)
        if place == len(self._ends) or self._starts[place] > code:
            return 0
        beyond = code - self._starts[place]
        if self._format == _GROUPS:
            return self._shifts[place] + beyond
        if not self._ranges[place]:
            return (code + self._shifts[place]) & 0xFFFF
        listed = self._ranges_at + 2 * place + self._ranges[place] + 2 * beyond
        glyph: int = struct.unpack_from(">H", self._data, listed)[0]
        return (glyph + self._shifts[place]) & 0xFFFF if glyph else 0


def big_endian(data: bytes, code: str, offset: int, count: int) -> array[int]:
    """`count` numbers of a font file as an array."""
    values = array(code)
    values.frombytes(data[offset : offset + count * values.itemsize])
    if sys.byteorder == "little":
        values.byteswap()
    return values
