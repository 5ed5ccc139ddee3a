"""This file reads a PDF's text layer: columns in reading order, lines joined, page heads and numbers marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pypdfium2 as pdfium

from briefing_app.domain.text import bare
from briefing_app.errors import ReadProblem
from briefing_app.importing.readers import recognition
from briefing_app.importing.readers.page_furniture import furniture
from briefing_app.importing.readers.page_glyphs import Glyph, pieces, upright
from briefing_app.importing.readers.page_layout import Piece, lines_in_order, paragraphs
from briefing_app.importing.readers.pdf_glyphs import glyphs
from briefing_app.importing.readers.transcript import Extract, Transcript, Trouble
from briefing_app.pdfium import ALONE

MOST_PAGES = 2000
_ENOUGH = 8  # solid characters that make a page more than a stamped number
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_MOST_NAMED = 8
_DOTS_PER_POINT = 220 / 72


def extract(content: bytes) -> Extract:
    """The text of a PDF; a Trouble when it is damaged, encrypted, too long, or holds pictures of pages only."""
    with ALONE:
        document = _opened(content)
        try:
            count = len(document)
            if count > MOST_PAGES:
                raise Trouble(ReadProblem.TOO_LARGE, f"最多 {MOST_PAGES} 页")
            pages = [_page(document, number) for number in range(count)]
        finally:
            document.close()
    if all(page.is_blank for page in pages):
        raise Trouble(ReadProblem.NEEDS_EXTRA, recognition.EXTRA)
    transcript = Transcript()
    _write(pages, transcript)
    for sentence in _remarks(pages):
        transcript.note(sentence)
    return transcript.finish()


class _Page:
    """What is printed on one page."""

    def __init__(self, number: int, height: float, found: list[Piece], askew: str) -> None:
        self.number, self.height, self.pieces, self.askew = number, height, found, askew
        self.has_pictures = False
        self.unmapped = False
        self.certainties: list[tuple[str, float]] = []  # of recognised words

    @property
    def is_blank(self) -> bool:
        return sum(len(bare(piece.text)) for piece in self.pieces) < _ENOUGH


def _opened(content: bytes) -> Any:
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise Trouble(ReadProblem.ENCRYPTED) from error
        raise Trouble(ReadProblem.DAMAGED) from error


def _page(document: Any, number: int) -> _Page:
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return _Page(number, 1.0, [], "")  # one damaged page does not cost the others
    try:
        text_page = page.get_textpage()
        try:
            width, height = page.get_size()
            found, askew = upright(list(glyphs(text_page, height)), width, height)
            read = _Page(number, height, pieces(found), _told(askew))
            read.unmapped = _has_unmapped(found)
        finally:
            text_page.close()
        if read.is_blank:
            read.has_pictures = any(True for _ in page.get_objects((pdfium.raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3))
        if read.has_pictures and recognition.is_available():
            _recognise(page, read)
        return read
    finally:
        page.close()


def _recognise(page: Any, read: _Page) -> None:
    """Put the words of a scanned page where its text layer is missing."""
    picture = page.render(scale=_DOTS_PER_POINT).to_pil()
    found, read.certainties = recognition.recognise(picture)
    if found:
        read.height, read.pieces = float(picture.height), found


def _remarks(pages: Sequence[_Page]) -> list[str]:
    told = recognition.remarks([certain for page in pages for certain in page.certainties])
    scanned = [str(page.number + 1) for page in pages if page.is_blank and page.has_pictures]
    if scanned:
        named = "、".join(scanned[:_MOST_NAMED]) + ("等" if len(scanned) > _MOST_NAMED else "")
        told.append(f"第 {named} 页是图片，没有文字层，没有读入。")
    if any(page.unmapped for page in pages):
        told.append("有些字在文件里没有对应的编码，可能缺字，请与原件核对。")
    return told


def _write(pages: Sequence[_Page], transcript: Transcript) -> None:
    marked = furniture([(page.height, page.pieces) for page in pages])
    for page, site in zip(pages, marked, strict=True):
        _write_furniture(transcript, [piece for piece in site if piece.top <= page.height / 2])
        for block in lines_in_order([piece for piece in page.pieces if piece not in site]):
            for text in paragraphs(block):
                transcript.line(text)
        _write_furniture(transcript, [piece for piece in site if piece.top > page.height / 2])
        if page.askew:
            transcript.line(page.askew, furniture=True)


def _write_furniture(transcript: Transcript, found: Sequence[Piece]) -> None:
    for block in lines_in_order(found):
        for line in block:
            transcript.line(line.text, furniture=True)


def _told(askew: Sequence[Glyph]) -> str:
    """The words of a watermark."""
    return "".join(glyph.char for glyph in askew).strip()


def _has_unmapped(found: Sequence[Glyph]) -> bool:
    """Whether characters came out of the private areas: the font was embedded without saying what its signs mean."""
    private = sum(0xE000 <= ord(glyph.char) < 0xF900 for glyph in found)
    return private > max(3, len(found) // 100)
