"""This file turns pages of a PDF into pictures, for previews: what is seen is the file itself."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import final

from briefing_app import pdfium
from briefing_app.errors import Cancelled


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as pixels: 32 bits each (blue, green, red, unused), rows of `stride` bytes."""

    width: int
    height: int
    stride: int
    pixels: bytes


@final
class PageReader:
    """Reads pages of one PDF that is held in memory, from any thread. Close it, or use it in a `with`.

    Each call waits while another thread uses PDFium, so none of them belongs on the window's thread.
    """

    def __init__(self, content: bytes) -> None:
        import pypdfium2  # noqa: PLC0415 - loaded with the first preview

        self._closed = True  # until it is open
        with pdfium.ALONE:
            self._document = pypdfium2.PdfDocument(content)
            self.sizes: tuple[tuple[float, float], ...] = tuple(
                self._document.get_page_size(number) for number in range(len(self._document))
            )  # points
            self._closed = False

    def picture(self, number: int, width: int) -> Picture:
        """The page of that number, from 0, `width` pixels wide; raises Cancelled once the reader is closed."""
        with pdfium.ALONE:
            if self._closed:
                raise Cancelled
            page = self._document[number]
            bitmap = page.render(scale=width / self.sizes[number][0], prefer_bgrx=True)
            try:
                return Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
            finally:
                bitmap.close()
                page.close()

    def close(self) -> None:
        with pdfium.ALONE:
            if not self._closed:
                self._closed = True
                self._document.close()

    def __del__(self) -> None:
        self.close()  # a reader that nobody took: left to Python, its memory would be freed beside a running call

    def __enter__(self) -> PageReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
