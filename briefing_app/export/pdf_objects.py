"""This file puts our own fonts into a ReportLab document, and nothing that we did not ask for."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any, BinaryIO

from reportlab.lib.utils import TimeStamp
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from briefing_app.export.typesetting.truetype import TrueTypeFile

ENTRIES = 100  # a bfchar block holds no more (PDF 32000-1, 9.10.3)
SYMBOLIC = 4
PDF_VERSION = (1, 7)


def _no_preamble(canvas: Any) -> None:
    """The preamble would bring an unembedded Helvetica into every file."""
    canvas._preamble = ""  # noqa: SLF001 - ReportLab has no other switch


_BareCanvas: Any = type("BareCanvas", (Canvas,), {"_make_preamble": _no_preamble})


class Sheets:
    """A canvas for pages whose operators are written by us: no preamble, no ASCII85, no page transitions."""

    def __init__(self, target: BinaryIO, size: tuple[float, float], *, language: str, created: datetime | None) -> None:
        self.canvas = _BareCanvas(
            target, pagesize=size, pageCompression=0, invariant=1, lang=language, pdfVersion=PDF_VERSION
        )
        self._size = size
        self.document: Any = self.canvas._doc  # noqa: SLF001 - fonts of our own need it
        if created is None:
            self.document.info = _Undated()
        else:
            self.document._timeStamp = _stamp(created)  # noqa: SLF001

    def embed(self, name: str, file: TrueTypeFile, characters: Iterable[str]) -> None:
        """Embed the outlines of `characters` under the name that page contents use."""
        self.document.delayedFonts.append(EmbeddedFont(name, file, sorted(characters)))

    def draw(self, operators: list[str], *, turned: bool) -> None:
        """Add a page; a turned one lies on its side for its reader, its head at the left edge of the upright sheet."""
        width, height = self._size
        self.canvas.setPageSize((height, width) if turned else (width, height))
        self.canvas.setPageRotation(90 if turned else 0)
        self.canvas.showPage()
        page = self.document.Pages.pages[-1]
        page.Contents = stream("\n".join(operators).encode("ascii"))
        page.Trans = None
        if not turned:
            page.Rotate = None


class _Undated(pdfdoc.PDFInfo):  # type: ignore[misc]
    """Document information without a date, so that the same pack gives the same bytes."""

    def format(self, document: Any) -> Any:
        texts = {
            "Title": self.title,
            "Author": self.author,
            "Subject": self.subject,
            "Keywords": self.keywords,
            "Creator": self.creator,
            "Producer": self.producer,
        }
        entries = {key: pdfdoc.PDFString(text) for key, text in texts.items()}
        return pdfdoc.PDFDictionary(entries).format(document)


def _stamp(moment: datetime) -> Any:
    stamp = TimeStamp(1)
    stamp.lt = moment.timetuple()
    stamp.YMDhms = tuple(stamp.lt)[:6]
    offset = moment.utcoffset()
    seconds = int(offset.total_seconds()) if offset else 0
    stamp.dhh, stamp.dmm = seconds // 3600, seconds % 3600 // 60
    return stamp


class Raw(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object whose bytes we write ourselves."""

    __RefOnly__ = 1

    def __init__(self, content: bytes = b"") -> None:
        self.content = content

    def format(self, _document: Any) -> bytes:
        return self.content


def stream(content: bytes, *, compress: bool = True, packed: bool = False, **entries: str | int) -> Raw:
    """A stream object. ReportLab's own lacks the line end before `endstream` that PDF/A asks for.

    `packed`: the content was compressed before.
    """
    held = zlib.compress(content) if compress and not packed else content
    extra = "".join(f"/{key} {value} " for key, value in entries.items())
    coding = "/Filter /FlateDecode " if compress else ""
    head = f"<< {extra}{coding}/Length {len(held)} >>\nstream\n"
    return Raw(head.encode("ascii") + held + b"\nendstream")


@lru_cache(maxsize=24)
def _program(file: TrueTypeFile, characters: tuple[str, ...]) -> tuple[int, bytes]:
    """The length of a subset and the subset compressed: most exports of a session need the same ones again."""
    subset = file.subset(characters)
    return len(subset), zlib.compress(subset)


class EmbeddedFont:
    """A composite font whose character ids are those of TrueTypeFile.codes."""

    def __init__(self, name: str, file: TrueTypeFile, characters: list[str]) -> None:
        self.name, self.file, self.characters = name, file, characters

    def addObjects(self, document: Any) -> None:  # noqa: N802 - ReportLab's name
        """Called by ReportLab once all pages are written."""
        base = self._tag() + "+" + self.file.postscript_name
        descendant = dictionary(
            Type="/Font",
            Subtype="/CIDFontType2",
            BaseFont="/" + base,
            CIDSystemInfo=pdfdoc.PDFDictionary(
                {"Registry": _literal("Adobe"), "Ordering": _literal("Identity"), "Supplement": 0}
            ),
            FontDescriptor=document.Reference(self._descriptor(document, base)),
            DW=1000,
            W=self._widths(),
            CIDToGIDMap="/Identity",
        )
        font = dictionary(
            Type="/Font",
            Subtype="/Type0",
            BaseFont="/" + base,
            Encoding="/Identity-H",
            DescendantFonts=pdfdoc.PDFArray([document.Reference(descendant)]),
            ToUnicode=document.Reference(stream(to_unicode(self.file, self.characters))),
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(font)

    def _tag(self) -> str:
        digest = hashlib.sha256("".join(self.characters).encode()).digest()
        return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])

    def _descriptor(self, document: Any, base: str) -> Any:
        length, packed = _program(self.file, tuple(self.characters))
        program = stream(packed, packed=True, Length1=length)
        left, bottom, right, top = self.file.box
        return dictionary(
            Type="/FontDescriptor",
            FontName="/" + base,
            Flags=SYMBOLIC,
            FontBBox=pdfdoc.PDFArray([left, bottom, right, top]),
            ItalicAngle=0,
            Ascent=self.file.ascent,
            Descent=self.file.descent,
            CapHeight=700,
            StemV=80,
            FontFile2=document.Reference(program),
        )

    def _widths(self) -> Any:
        wide = {int(self.file.codes[one], 16): self.file.advances[one] for one in self.characters}
        listed: list[Any] = []
        for cid, width in sorted(wide.items()):
            if width != 1000:
                listed += [cid, pdfdoc.PDFArray([width])]
        return pdfdoc.PDFArray(listed)


def to_unicode(file: TrueTypeFile, characters: Iterable[str]) -> bytes:
    """The map that lets text be copied: UTF-16BE, so that characters above U+FFFF survive."""
    pairs = [
        f"<{code}> <{character.encode('utf-16-be').hex().upper()}>"
        for code, character in sorted((file.codes[character], character) for character in characters)
    ]
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


def dictionary(**entries: Any) -> Any:
    """A PDF dictionary; texts that begin with / are names."""
    named = {
        key: pdfdoc.PDFName(value[1:]) if isinstance(value, str) and value.startswith("/") else value
        for key, value in entries.items()
    }
    return pdfdoc.PDFDictionary(named)


def _literal(text: str) -> Any:
    return pdfdoc.PDFString(text)
