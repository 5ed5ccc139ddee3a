"""This file cuts out of a font what a PDF embeds: the outlines of the characters that were drawn, numbered anew."""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from briefing_app.export.typesetting.truetype import TrueTypeFile

MORE_COMPONENTS, WIDE_ARGUMENTS = 0x0020, 0x0001
SCALES = ((0x0008, 2), (0x0040, 4), (0x0080, 8))  # flag of a component -> bytes of its scale
PROGRAMS = ("cvt ", "fpgm", "prep")


@dataclass(frozen=True, slots=True)
class Subset:
    """A font file, and for each of the characters asked for the number of its glyph there."""

    content: bytes
    glyphs: tuple[int, ...]


def subset(file: TrueTypeFile, characters: Sequence[str]) -> Subset:
    """The outlines of `characters` as a font file; glyph 0 is the font's own sign for what it lacks."""
    numbers = [file.number(character) for character in characters]
    outlines = _outlines(file, numbers)
    places = {glyph: place for place, glyph in enumerate(outlines)}
    return Subset(_assembled(file, outlines, places), tuple(places[glyph] for glyph in numbers))


def _outlines(file: TrueTypeFile, numbers: Sequence[int]) -> dict[int, bytes]:
    """Glyph number -> outline: those asked for in the order of the file, then what they are composed of."""
    found: dict[int, bytes] = {}
    waiting = [0, *sorted(set(numbers))]
    for glyph in waiting:
        if glyph not in found:
            found[glyph] = file.outline(glyph)
            waiting += [part for _, part in _components(found[glyph])]
    return found


def _components(outline: bytes) -> list[tuple[int, int]]:
    """Of a composite glyph the places at which its parts are named, with their numbers."""
    if len(outline) < 10 or outline[0] < 0x80:  # the count of contours is not negative
        return []
    found, place, flags = [], 10, MORE_COMPONENTS
    while flags & MORE_COMPONENTS:
        flags, component = struct.unpack_from(">HH", outline, place)
        found.append((place + 2, component))
        place += 8 if flags & WIDE_ARGUMENTS else 6
        place += next((size for flag, size in SCALES if flags & flag), 0)
    return found


def _assembled(file: TrueTypeFile, outlines: dict[int, bytes], places: dict[int, int]) -> bytes:
    glyf, loca, hmtx = bytearray(), array("I"), bytearray()
    for glyph, outline in outlines.items():
        loca.append(len(glyf))
        glyf += _renumbered(outline, places)
        glyf += bytes(-len(glyf) % 4)
        advance, bearing = file.metrics(glyph)
        hmtx += struct.pack(">H2s", advance, bearing)
    loca.append(len(glyf))
    if sys.byteorder == "little":
        loca.byteswap()
    head, hhea, maxp = (bytearray(file.table(tag)) for tag in ("head", "hhea", "maxp"))
    struct.pack_into(">L", head, 8, 0)
    struct.pack_into(">h", head, 50, 1)
    struct.pack_into(">H", hhea, 34, len(outlines))
    struct.pack_into(">H", maxp, 4, len(outlines))
    tables = {"glyf": bytes(glyf), "head": bytes(head), "hhea": bytes(hhea), "hmtx": bytes(hmtx)}
    tables |= {"loca": loca.tobytes(), "maxp": bytes(maxp)}
    tables |= {tag: file.table(tag) for tag in PROGRAMS if file.table(tag)}
    return _font_file(tables)


def _renumbered(outline: bytes, places: dict[int, int]) -> bytes:
    parts = _components(outline)
    if not parts:
        return outline
    changed = bytearray(outline)
    for place, component in parts:
        struct.pack_into(">H", changed, place, places[component])
    return bytes(changed)


def _font_file(tables: dict[str, bytes]) -> bytes:
    """The tables with their directory; the sum over the whole file is that of the sums of its parts."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = struct.pack(">LHHHH", 0x00010000, count, 16 * power, power.bit_length() - 1, 16 * (count - power))
    directory, body, place, total = bytearray(), bytearray(), 12 + 16 * count, 0
    for tag in sorted(tables):
        content = tables[tag]
        padded = content + bytes(-len(content) % 4)
        checksum = _checksum(padded)
        total += checksum
        directory += struct.pack(">4sLLL", tag.encode(), checksum, place + len(body), len(content))
        body += padded
    front = header + directory
    whole = bytearray(front + body)
    adjustment = (0xB1B0AFBA - total - _checksum(front)) & 0xFFFFFFFF
    where = directory.index(b"head")
    struct.pack_into(">L", whole, struct.unpack_from(">L", directory, where + 8)[0] + 8, adjustment)
    return bytes(whole)


def _checksum(content: bytes) -> int:
    words = array("I", content)
    if sys.byteorder == "little":
        words.byteswap()
    return sum(words) & 0xFFFFFFFF
