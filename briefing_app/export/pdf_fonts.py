"""This file embeds fonts in a PDF: of each font and plane the characters that were drawn, once for the whole file."""

from __future__ import annotations

import hashlib
import sys
import zlib
from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache

from briefing_app.export.pdf_objects import Objects, stream, with_clear_end
from briefing_app.export.typesetting.codes import code
from briefing_app.export.typesetting.subsets import subset
from briefing_app.export.typesetting.truetype import TrueTypeFile

ENTRIES = 100  # a bfchar block holds no more (PDF 32000-1, 9.10.3)
SYMBOLIC = 4
NO_GLYPHS = b"\0\1"  # after the map of codes to glyphs: for a code that no page uses
BEHIND_THE_TABLES = b"\0\0\0\1"  # what nobody reads
QUICKLY = 2  # how hard outlines are compressed: 5 % larger than at 6, in less than half the time


@lru_cache(maxsize=24)
def _program(file: TrueTypeFile, characters: tuple[str, ...]) -> tuple[int, bytes, tuple[int, ...]]:
    """The length of a subset, the subset compressed, its glyphs: most exports of a session need the same ones again."""
    cut = subset(file, characters)
    content = with_clear_end(cut.content, BEHIND_THE_TABLES)
    return len(content), zlib.compress(content, QUICKLY), cut.glyphs


def embed(objects: Objects, file: TrueTypeFile, drawn: Iterable[str]) -> int:
    """The number of a composite font that shows characters of one plane under their codes (typesetting/codes.py)."""
    characters = tuple(sorted(drawn, key=code))
    base = f"{_tag(characters)}+{file.postscript_name}"
    length, packed, glyphs = _program(file, characters)
    program = objects.number(stream(packed, packed=True, Length1=length))
    left, bottom, right, top = file.box
    descriptor = objects.number(
        f"<< /Type /FontDescriptor /FontName /{base} /Flags {SYMBOLIC} /FontBBox [{left} {bottom} {right} {top}]"
        f" /ItalicAngle 0 /Ascent {file.ascent} /Descent {file.descent} /CapHeight 700 /StemV 80"
        f" /FontFile2 {program} 0 R >>".encode("ascii")
    )
    descendant = objects.number(
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{base} /FontDescriptor {descriptor} 0 R"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        f" /DW 1000 /W [{_widths(file, characters)}]"
        f" /CIDToGIDMap {objects.number(stream(_glyph_map(characters, glyphs), padding=NO_GLYPHS))} 0 R >>".encode(
            "ascii"
        )
    )
    return objects.number(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{base} /Encoding /Identity-H /DescendantFonts [{descendant} 0 R]"
        f" /ToUnicode {objects.number(stream(to_unicode(characters)))} 0 R >>".encode("ascii")
    )


def _tag(characters: Sequence[str]) -> str:
    digest = hashlib.sha256("".join(characters).encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _widths(file: TrueTypeFile, characters: Sequence[str]) -> str:
    advances = ((code(character), file.advances[character]) for character in characters)
    return " ".join(f"{number} [{advance}]" for number, advance in advances if advance != 1000)


def _glyph_map(characters: Sequence[str], glyphs: Sequence[int]) -> bytes:
    """For each code up to the highest used the glyph in the embedded subset, two bytes each."""
    table = array("H", bytes(2 * (code(characters[-1]) + 1)))
    for character, glyph in zip(characters, glyphs, strict=True):
        table[code(character)] = glyph
    if sys.byteorder == "little":
        table.byteswap()
    return table.tobytes()


def to_unicode(characters: Sequence[str]) -> bytes:
    """The map that lets text be copied: UTF-16BE, so that characters above U+FFFF survive."""
    pairs = [f"<{code(character):04x}> <{character.encode('utf-16-be').hex()}>" for character in characters]
    blocks = [pairs[start : start + ENTRIES] for start in range(0, len(pairs), ENTRIES)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    for block in blocks:
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end", ""]
    return "\n".join(lines).encode("ascii")
