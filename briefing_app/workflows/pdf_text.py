"""This file reads a finished PDF back as bare text, and finds passages in it that a page end may have cut."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pypdfium2

from briefing_app import pdfium
from briefing_app.domain.text import bare
from briefing_app.errors import ReadProblem, UnreadableFile

# — 12 — at the foot of a page: it would stand in the middle of a passage that runs over to the next.
PAGE_NUMBER = re.compile(r"^[\s—–-]*\d{1,4}[\s—–-]*$", re.MULTILINE)
# PDFium gives a hyphen at a line's end as one of these.
_LINE_END_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-"})

Page = str  # the text of a page as it is read, line by line


def read_file(path: Path) -> bytes:
    """The bytes of a PDF; raises UnreadableFile."""
    if not path.is_file():
        raise UnreadableFile(path, ReadProblem.FOLDER if path.is_dir() else ReadProblem.MISSING)
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(path, ReadProblem.FORBIDDEN, error.strerror or "") from error


def pages_of(content: bytes, path: Path, *, password: str = "") -> list[Page]:
    """The text of each page of a PDF that is called `path`; raises UnreadableFile."""
    with pdfium.ALONE:
        try:
            document = pypdfium2.PdfDocument(content, password=password or None)
        except pypdfium2.PdfiumError as error:
            locked = "password" in str(error).lower()
            raise UnreadableFile(path, ReadProblem.ENCRYPTED if locked else ReadProblem.DAMAGED, "PDF") from error
        try:
            return [_page_text(page) for page in document]
        finally:
            document.close()


def _page_text(page: pypdfium2.PdfPage) -> Page:
    text_page = page.get_textpage()
    try:
        text: str = text_page.get_text_range().translate(_LINE_END_HYPHENS)
        return text
    finally:
        text_page.close()
        page.close()


def bare_page(page: Page) -> str:
    """A page without white space and without its number: the form in which passages are looked for."""
    return folded(PAGE_NUMBER.sub("", page))


def folded(text: str) -> str:
    """Text in the form in which passages are compared: no white space, one form for each character."""
    return bare(unicodedata.normalize("NFKC", text))


def holds(pages: Sequence[str], passage: str, *, in_cell: bool = False) -> bool:
    """True when the (folded) passage stands on one page, or is cut by page ends with nothing of it lost.

    Running text that is cut ends a page and begins the next. In a table's cell, other cells and the repeated head
    stand between both parts, so that there a part may stand anywhere on its page.
    """
    if any(passage in page for page in pages):
        return True
    runs_on = _runs_on_in_cell if in_cell else _runs_on
    return any(runs_on(pages, number, passage) for number in range(len(pages) - 1))


def _runs_on(pages: Sequence[str], number: int, passage: str) -> bool:
    """True when the passage begins at the page's end and fills the next pages from their beginning."""
    page = pages[number]
    lengths = (n for n in range(min(len(page), len(passage) - 1), 0, -1) if page.endswith(passage[:n]))
    return any(_goes_on(pages, number + 1, passage[length:]) for length in lengths)


def _goes_on(pages: Sequence[str], number: int, rest: str) -> bool:
    if number == len(pages):
        return False
    page = pages[number]
    return page.startswith(rest) or (
        bool(page) and rest.startswith(page) and _goes_on(pages, number + 1, rest[len(page) :])
    )


def _runs_on_in_cell(pages: Sequence[str], number: int, passage: str) -> bool:
    if passage in pages[number]:
        return True
    begun = _longest_beginning(pages[number], passage)
    return begun > 0 and number + 1 < len(pages) and _runs_on_in_cell(pages, number + 1, passage[begun:])


def _longest_beginning(page: str, passage: str) -> int:
    """How many characters of the passage the page holds in a row, from the passage's first."""
    least, most = 0, len(passage)
    while least < most:  # containing a beginning means containing every shorter one
        middle = (least + most + 1) // 2
        least, most = (middle, most) if passage[:middle] in page else (least, middle - 1)
    return least
