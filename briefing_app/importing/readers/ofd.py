"""This file reads OFD (GB/T 33190), the fixed layout of official documents: printed characters in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefing_app.errors import ReadProblem
from briefing_app.importing.readers.packages import Element, Package, attribute, child, is_zip, local
from briefing_app.importing.readers.page_furniture import furniture
from briefing_app.importing.readers.page_glyphs import Glyph, pieces
from briefing_app.importing.readers.page_layout import Piece, lines_in_order, paragraphs
from briefing_app.importing.readers.transcript import Extract, Transcript, Trouble

MOST_PAGES = 2000
_ROOT = "OFD.xml"
_ASCENT = 0.85  # of the type's size above its baseline
_A4 = (0.0, 0.0, 210.0, 297.0)  # millimetres, as everything in this format
_FIRST_WIDE = 0x2E80
_MOST_STEPS = 10_000

Numbers = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """What is printed on a page: its own words, and those of the templates under it."""

    height: float
    own: list[Piece]
    template: list[Piece]


def recognises(content: bytes) -> bool:
    """Whether the bytes are an OFD package."""
    if not is_zip(content):
        return False
    try:
        return _ROOT in Package(content)
    except Trouble:
        return False


def extract(content: bytes) -> Extract:
    """The text of an OFD document; a Trouble when it is damaged, encrypted, too long, or holds pictures only."""
    package = Package(content)
    root = package.xml(_ROOT)
    if any(local(part) == "Encryptions" for part in root.iter()):
        raise Trouble(ReadProblem.ENCRYPTED)
    transcript = Transcript()
    for body in root.iter("{*}DocBody"):
        name = (_text(child(body, "DocRoot")) or "").lstrip("/")
        pages = list(_pages(package, name)) if name in package else []
        _write(pages, transcript)
    return transcript.finish()


def _pages(package: Package, document: str) -> Iterator[_Page]:
    root = package.xml(document)
    folder = document.rpartition("/")[0]
    common = child(root, "CommonData")
    box = _numbers(_text(child(common, "PageArea", "PhysicalBox"))) or _A4
    templates = {
        attribute(one, "ID"): _place(folder, attribute(one, "BaseLoc"))
        for one in (common if common is not None else ())
        if local(one) == "TemplatePage"
    }
    listed = child(root, "Pages")
    pages = [one for one in (listed if listed is not None else ()) if local(one) == "Page"]
    if len(pages) > MOST_PAGES:
        raise Trouble(ReadProblem.TOO_LARGE, f"最多 {MOST_PAGES} 页")
    for one in pages:
        name = _place(folder, attribute(one, "BaseLoc"))
        if name not in package:
            raise Trouble(ReadProblem.DAMAGED, "缺少页面")
        page = package.xml(name)
        size = _numbers(_text(child(page, "Area", "PhysicalBox"))) or box
        used = [templates.get(attribute(part, "TemplateID"), "") for part in page if local(part) == "Template"]
        below = [piece for part in used if part in package for piece in pieces(list(_glyphs(package.xml(part))))]
        yield _Page(size[3] if len(size) == 4 else _A4[3], pieces(list(_glyphs(page))), below)


def _write(pages: list[_Page], transcript: Transcript) -> None:
    marked = furniture([(page.height, page.own) for page in pages])
    for page, site in zip(pages, marked, strict=True):
        heads = [piece for piece in [*page.template, *site] if piece.top <= page.height / 2]
        feet = [piece for piece in [*page.template, *site] if piece.top > page.height / 2]
        _write_furniture(heads, transcript)
        for block in lines_in_order([piece for piece in page.own if piece not in site]):
            for text in paragraphs(block):
                transcript.line(text)
        _write_furniture(feet, transcript)


def _write_furniture(found: list[Piece], transcript: Transcript) -> None:
    for block in lines_in_order(found):
        for line in block:
            transcript.line(line.text, furniture=True)


def _glyphs(page: Element) -> Iterator[Glyph]:
    """The characters of a page in the order of its content."""
    for text in page.iter("{*}TextObject"):
        boundary = _numbers(attribute(text, "Boundary"))
        size = (_numbers(attribute(text, "Size")) or (1.0,))[0]
        across, up, left, top = _turn(_numbers(attribute(text, "CTM")))
        for code in text:
            if local(code) == "TextCode" and len(boundary) == 4:
                x = boundary[0] + left + across * (_numbers(attribute(code, "X")) or (0.0,))[0]
                y = boundary[1] + top + up * (_numbers(attribute(code, "Y")) or (0.0,))[0]
                yield from _characters(code, x, y, size * up, across)


def _characters(code: Element, x: float, y: float, size: float, across: float) -> Iterator[Glyph]:
    steps = _steps(attribute(code, "DeltaX"), size)
    for char in code.text or "":
        wide = size if ord(char) > _FIRST_WIDE else size / 2
        step = next(steps, wide / max(across, 0.01)) * across
        yield Glyph(
            char, x, y - _ASCENT * size, x + (min(step, size) if step > 0 else wide), y + (1 - _ASCENT) * size, 0.0
        )
        x += step


def _steps(text: str | None, otherwise: float) -> Iterator[float]:
    """The distances from character to character; `g n d` stands for n times d."""
    words = iter((text or "").split())
    for word in words:
        if word == "g":
            count, step = _number(next(words, ""), 0.0), _number(next(words, ""), otherwise)
            yield from [step] * min(int(count), _MOST_STEPS)
        else:
            yield _number(word, otherwise)


def _turn(matrix: Numbers) -> tuple[float, float, float, float]:
    """How wide and how high a text is drawn, and how far it is moved; slanted or turned text keeps its place only."""
    if len(matrix) != 6 or matrix[0] <= 0 or matrix[3] <= 0:
        return 1.0, 1.0, 0.0, 0.0
    return matrix[0], matrix[3], matrix[4], matrix[5]


def _place(folder: str, location: str | None) -> str:
    name = location or ""
    return name.lstrip("/") if name.startswith("/") or not folder else f"{folder}/{name}"


def _text(element: Element | None) -> str | None:
    return element.text.strip() if element is not None and element.text else None


def _numbers(text: str | None) -> Numbers:
    return tuple(_number(word, 0.0) for word in (text or "").split())


def _number(text: str, otherwise: float) -> float:
    try:
        number = float(text)
    except ValueError:
        return otherwise
    return number if abs(number) < 1e6 else otherwise
