"""This file holds what a PDF is made of: objects whose bytes we write ourselves, numbered and filed by ReportLab."""

from __future__ import annotations

import zlib
from typing import Any, BinaryIO

from reportlab.pdfbase import pdfdoc

PDF_VERSION = (1, 7)
PAGES_FONTS = pdfdoc.BasicFonts


class Raw(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object with a number of its own; its content may be filled in until the file is written."""

    __RefOnly__ = 1

    def __init__(self, content: bytes = b"") -> None:
        self.content = content

    def format(self, _document: Any) -> bytes:
        return self.content


def with_clear_end(content: bytes, padding: bytes = b"\n") -> bytes:
    """Content whose compressed form does not end like a line: none could tell that from the end before `endstream`.

    Deflate ends with a sum over the content (RFC 1950); where that is such a byte, `padding` is added, which changes it.
    """
    return content + padding if zlib.adler32(content) & 0xFF in {0x0A, 0x0D} else content


def stream(
    content: bytes, *, compress: bool = True, packed: bool = False, padding: bytes = b"\n", **entries: str | int
) -> Raw:
    """A stream object. ReportLab's own lacks the line end before `endstream` that PDF/A asks for.

    `packed`: the content was compressed before.
    """
    held = zlib.compress(with_clear_end(content, padding)) if compress and not packed else content
    extra = "".join(f"/{key} {value} " for key, value in entries.items())
    coding = "/Filter /FlateDecode " if compress else ""
    head = f"<< {extra}{coding}/Length {len(held)} >>\nstream\n"
    return Raw(head.encode("ascii") + held + b"\nendstream")


def text_string(text: str) -> str:
    """A text of any characters as the PDF string that bookmarks and information take."""
    return f"<feff{text.encode('utf-16-be').hex()}>"


class Objects:
    """All objects of one file. The numbers of the objects are given in the order in which they come."""

    def __init__(self) -> None:
        self._document: Any = pdfdoc.PDFDocument(invariant=1, pdfVersion=PDF_VERSION)
        self._document.Catalog = Raw()
        self._document.info = Raw()
        self.fonts: dict[str, int] = {}  # name in page contents -> number of the font

    def add(self, content: bytes | Raw = b"") -> tuple[Raw, int]:
        """A new object, and its number."""
        raw = content if isinstance(content, Raw) else Raw(content)
        name = self._document.Reference(raw).name
        return raw, self._document.idToObjectNumberAndVersion[name][0]

    def number(self, content: bytes | Raw) -> int:
        """The number of a new object whose content is settled."""
        return self.add(content)[1]

    def sign(self, content: bytes) -> None:
        """Let the file's identifier depend on this."""
        self._document.updateSignature(content)

    def write(self, target: BinaryIO, *, catalog: str, information: str) -> None:
        """Write the file; nothing can be added after."""
        self._document.Catalog.content = catalog.encode("ascii")
        self._document.info.content = information.encode("ascii")
        self.sign(self._document.info.content)
        target.write(self._document.format())
