"""This file reads the runs of one .docx paragraph: which characters are printed, and what was left out."""

from __future__ import annotations

from collections.abc import Iterator

from briefing_app.importing.readers.packages import Element, attribute, child, local

_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t", "dayLong": "", "softHyphen": ""}
_THROUGH = frozenset(
    {"ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo", "oMath"}
    | {"oMathPara", "num", "den", "e", "sup", "sub", "sSub", "sSup", "f", "rad", "d", "nary", "func", "fName", "deg"}
)
_GONE = frozenset({"del", "moveFrom"})
_PICTURES = ("{*}blip", "{*}imagedata", "{*}relIds", "{*}chart")  # pictures, diagrams, charts
# Wingdings as offices use them: ticked and empty boxes, a tick, a dot. Any other picture sign prints as 〓.
_SYMBOLS = {
    "FE": "☑",
    "FD": "☒",
    "A8": "□",
    "6F": "□",
    "FC": "√",
    "FB": "×",
    "6C": "●",
    "6E": "■",
    "A1": "○",
    "D8": "➢",
}
_UNKNOWN_SYMBOL = "〓"


class Runs:
    """Reads paragraphs, and remembers what a person should know about all of them."""

    def __init__(self) -> None:
        self._fields: list[bool] = []  # per open field: whether its result has begun
        self._changed = self._hidden = self._pictures = self._comments = self._symbols = 0
        self._references: dict[str, list[str]] = {"footnotes": [], "endnotes": []}
        self._carried = ""

    def read(self, paragraph: Element) -> tuple[str, list[Element]]:
        """The printed text of a paragraph, and the text boxes anchored in it."""
        boxes: list[Element] = []
        text = self._carried + "".join(self._inline(paragraph, boxes))
        self._carried = ""
        properties = child(paragraph, "pPr", "rPr")
        if child(properties, "del") is not None:  # its paragraph mark was deleted: it runs on into the next
            self._carried, text = text, ""
            self._changed += 1
        return text, boxes

    def continued(self, properties: Element | None) -> bool:
        """Whether the paragraph's text was carried on to the next one."""
        return bool(self._carried) and child(properties, "rPr", "del") is not None

    def references(self, kind: str) -> list[str]:
        """The ids of the footnotes or endnotes in the order of the text."""
        return self._references[kind]

    def remarks(self) -> Iterator[str]:
        if self._changed:
            yield f"有 {self._changed} 处修订，已按“接受修订”读入。"
        if self._comments:
            yield f"有 {self._comments} 条批注，没有读入。"
        if self._hidden:
            yield f"有 {self._hidden} 处隐藏文字，没有读入。"
        if self._pictures:
            yield f"有 {self._pictures} 张图片或图表，其中的文字没有读入。"
        if self._symbols:
            yield f"有 {self._symbols} 个符号字体的图形，以“{_UNKNOWN_SYMBOL}”代替。"

    def _inline(self, holder: Element, boxes: list[Element]) -> Iterator[str]:
        for element in holder:
            name = local(element)
            if name == "r":
                yield from self._run(element, boxes)
            elif name in _THROUGH:
                self._changed += name in ("ins", "moveTo") and len(element) > 0
                yield from self._inline(element, boxes)
            elif name in _GONE:
                self._changed += 1
            elif name == "AlternateContent":
                yield from self._inline(next(iter(element), element), boxes)
            elif name == "ruby":
                yield from self._ruby(element, boxes)

    def _run(self, run: Element, boxes: list[Element]) -> Iterator[str]:
        if _is_hidden(run):
            self._hidden += any(local(part) == "t" for part in run)
            return
        for part in run:
            name = local(part)
            if name == "fldChar":
                self._field(attribute(part, "fldCharType") or "")
            elif self._fields and not self._fields[-1]:
                continue  # a field's instruction is not printed
            elif name == "t":
                yield part.text or ""
            elif name in _MARKS:
                yield _MARKS[name]
            elif name == "sym":
                yield self._symbol(attribute(part, "char") or "")
            elif name == "ruby":
                yield from self._ruby(part, boxes)
            else:
                self._other(name, part, boxes)

    def _ruby(self, element: Element, boxes: list[Element]) -> Iterator[str]:
        """The base text; the reading above it is an aid, not part of the words."""
        base = child(element, "rubyBase")
        if base is not None:
            yield from self._inline(base, boxes)

    def _other(self, name: str, part: Element, boxes: list[Element]) -> None:
        if name in ("footnoteReference", "endnoteReference"):
            self._references[name.removesuffix("Reference") + "s"].append(attribute(part, "id") or "")
        elif name == "commentReference":
            self._comments += 1
        elif name == "AlternateContent":
            for chosen in next(iter(part), part):
                self._other(local(chosen), chosen, boxes)
        elif name in ("drawing", "pict", "object"):
            found = [box for box in part.iter("{*}txbxContent") if not _nested(box, part)]
            boxes.extend(found)
            self._pictures += not found and next(part.iter(*_PICTURES), None) is not None

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _symbol(self, code: str) -> str:
        known = _SYMBOLS.get(code.upper().removeprefix("F0").removeprefix("00"))
        self._symbols += known is None
        return known or _UNKNOWN_SYMBOL


def _is_hidden(run: Element) -> bool:
    vanish = child(run, "rPr", "vanish")
    return vanish is not None and attribute(vanish, "val") not in ("0", "false", "off")


def _nested(box: Element, top: Element) -> bool:
    """Whether a text box stands in another one, or in the second telling of an alternative."""
    parent = box.getparent()
    while parent is not None and parent is not top:
        if local(parent) in ("txbxContent", "Fallback"):
            return True
        parent = parent.getparent()
    return False
