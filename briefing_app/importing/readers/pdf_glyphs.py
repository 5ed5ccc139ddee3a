"""This file takes the printed characters of a PDF page, with their places, from the library that reads it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from briefing_app.importing.readers.page_glyphs import Glyph

_NOT_TEXT = frozenset({0, 0xFFFE, 0xFFFF})
_BREAKS = frozenset("\r\n")


def glyphs(text_page: Any, height: float) -> Iterator[Glyph]:
    """The characters of a page in the order of its content; those that the file maps to nothing are left out."""
    box, raw = pdfium.FS_RECTF(), text_page.raw
    high = ""
    for index in range(pdfium.FPDFText_CountChars(raw)):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if code in _NOT_TEXT or not pdfium.FPDFText_GetLooseCharBox(raw, index, ctypes.byref(box)):
            continue
        char = chr(code)
        if 0xD800 <= code < 0xDC00:
            high = char
            continue
        if 0xDC00 <= code < 0xE000:
            char, high = (high + char).encode("utf-16", "surrogatepass").decode("utf-16", "replace"), ""
        if char in _BREAKS:
            continue
        angle = pdfium.FPDFText_GetCharAngle(raw, index)
        typed = not char.isspace() or pdfium.FPDFText_IsGenerated(raw, index) != 1
        yield Glyph(char, box.left, height - box.top, box.right, height - box.bottom, angle, typed)
