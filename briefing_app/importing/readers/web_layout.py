"""This file writes down a parsed web page as lines: blocks, <br>, lists and tables as a browser would break them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from briefing_app.domain.text import bare
from briefing_app.importing.readers.packages import Element
from briefing_app.importing.readers.transcript import Transcript
from briefing_app.importing.readers.web_furniture import is_furniture, is_furniture_line

_UNSEEN = frozenset(
    {"script", "style", "head", "template", "noscript", "iframe", "object", "embed", "svg", "canvas", "audio", "video"}
    | {
        "input",
        "textarea",
        "button",
        "select",
        "datalist",
        "map",
        "applet",
        "param",
        "link",
        "meta",
        "base",
        "rt",
        "rp",
    }
)
_BLOCKS = frozenset(
    {"address", "article", "aside", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure"}
    | {"footer", "form", "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "section", "tbody", "td"}
    | {"tfoot", "th", "thead", "tr", "ul", "caption", "details", "summary"}
)
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "article"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BETWEEN_IDEOGRAPHS = re.compile(
    r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t\f]*[\r\n][ \t\r\n\f]*(?=[\u2e80-\u9fff\uff00-\uffef])"
)
_OWN_NUMBER = re.compile(r"^\s*[（(【]?[0-9一二三四五六七八九十]+[）)】.、．]")
_LONGEST_ROW = 200
_SHORT = 5000  # characters, white space included
_SHORTEST_ARTICLE = 40
_DEEPEST = 150  # below that, only words are taken: nobody reads the layout of a page like that


def write(root: Element) -> Transcript:
    """The lines of a page; when hardly anything is left as its article, only single lines are taken for furniture."""
    strict = _Layout(_short_elements(root))
    strict.element(root, furniture=False, depth=0)
    strict.end_line()
    if strict.said >= _SHORTEST_ARTICLE or not strict.marked:
        return strict.transcript
    cautious = _Layout(set())
    cautious.element(root, furniture=False, depth=0)
    cautious.end_line()
    return cautious.transcript


class _Layout:
    """Walks through the elements; a line is furniture when its block is."""

    def __init__(self, short: set[Element]) -> None:
        self.transcript = Transcript()
        self.said = self.marked = 0  # solid characters outside and inside furniture
        self._short = short
        self._line: list[str] = []
        self._furniture = False

    def element(self, element: Element, *, furniture: bool, depth: int) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _UNSEEN or _is_hidden(element):
            return
        if depth > _DEEPEST:
            self._text("".join(_seen(element)), kept=False)
            return
        if tag == "br":
            self.end_line()
            return
        site = furniture or (element in self._short and is_furniture(element))
        is_block = tag in _BLOCKS or tag in _PARAGRAPHS or site != furniture
        if is_block:
            self._start_block(tag, furniture=site)
        if tag == "tr" and _is_a_row_of_values(element):
            self._line.append("\t".join(filter(None, (_flat(cell) for cell in element))))
        else:
            self._inside(element, tag, furniture=site, depth=depth)
        if is_block:
            self._start_block(tag, furniture=furniture)

    def end_line(self) -> None:
        """Write down what has gathered; an empty line keeps its neighbours apart."""
        line = "".join(self._line).strip(" ")
        self._line.clear()
        furniture = self._furniture or is_furniture_line(line)
        self.marked += len(bare(line)) if furniture else 0
        self.said += 0 if furniture else len(bare(line))
        self.transcript.line(line, furniture=furniture)

    def _inside(self, element: Element, tag: str, *, furniture: bool, depth: int) -> None:
        self._text(element.text, kept=tag == "pre")
        number = _first_number(element) if tag == "ol" and not furniture else None
        for part in element:
            if number is not None and part.tag == "li":
                self._number(part, number)
                number += 1
            self.element(part, furniture=furniture, depth=depth + 1)
            self._text(part.tail, kept=tag == "pre")

    def _text(self, text: str | None, *, kept: bool) -> None:
        if not text:
            return
        if kept:
            first, *rest = text.split("\n")
            self._line.append(first)
            for line in rest:
                self.end_line()
                self._line.append(line)
            return
        flowing = _BLANKS.sub(" ", _BETWEEN_IDEOGRAPHS.sub("", text))
        if self._line and self._line[-1].endswith(" "):
            flowing = flowing.lstrip(" ")
        if flowing:
            self._line.append(flowing)

    def _number(self, item: Element, number: int) -> None:
        """The number that a browser prints in front of a list's item."""
        text = "".join(item.itertext())
        if bare(text) and not _OWN_NUMBER.match(text.strip()):
            item.text = f"{number}. {(item.text or '').lstrip()}"

    def _start_block(self, tag: str, *, furniture: bool) -> None:
        if bare("".join(self._line)):
            self.end_line()
        self._line.clear()
        if tag in _PARAGRAPHS:
            self.transcript.blank()
        self._furniture = furniture


def _short_elements(root: Element) -> set[Element]:
    """The elements with little text: no other can be furniture, and asking each would cost too much."""
    lengths: dict[Element, int] = {}
    for _, element in etree.iterwalk(root, events=("end",)):
        held = sum(lengths.get(part, 0) + len(part.tail or "") for part in element)
        lengths[element] = len(element.text or "") + held
    return {element for element, length in lengths.items() if length <= _SHORT}


def _seen(element: Element) -> Iterator[str]:
    for part in element.iter():
        if part.tag not in _UNSEEN:
            yield part.text or ""
        if part is not element:
            yield part.tail or ""


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")))


def _flat(cell: Element) -> str:
    return _BLANKS.sub(" ", "".join(cell.itertext())).strip()


def _is_a_row_of_values(row: Element) -> bool:
    """Whether a table row holds several short values, and is not there for the layout."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 2 or sum(len(_flat(cell)) for cell in cells) > _LONGEST_ROW:
        return False
    holders = ("p", "div", "br", "ul", "ol", "table", "h1", "h2", "script", "style", "input", "button")
    return not any(len(list(cell.iter(*holders))) > (cell.find("p") is not None) for cell in cells)


def _first_number(element: Element) -> int | None:
    """Where an ordered list starts; None for the kinds that do not count in Arabic numerals."""
    if element.get("type", "1") != "1":
        return None
    start = element.get("start", "1")
    return int(start) if re.fullmatch(r"-?\d{1,6}", start) else 1
