"""This file reads a .docx manuscript: what is printed, in reading order, with changes accepted and nothing run."""

from __future__ import annotations

from collections.abc import Iterator

from briefing_app.domain.text import bare
from briefing_app.errors import ReadProblem
from briefing_app.importing.readers.packages import Element, Package, attribute, child, is_zip, local, parse_xml
from briefing_app.importing.readers.transcript import Extract, Transcript, Trouble
from briefing_app.importing.readers.word_numbering import Numbering, numbering
from briefing_app.importing.readers.word_runs import Runs

_MAIN = "officeDocument"
_DEEPEST_TABLE = 20
_HOLDERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "body", "hdr", "ftr"})


def recognises(content: bytes) -> bool:
    """Whether the bytes are a WordprocessingML package, whatever the file is called."""
    if not is_zip(content):
        return False
    try:
        return _main_part(Package(content)).startswith("word/")
    except Trouble:
        return False


def extract(content: bytes) -> Extract:
    """The text of a .docx from its bytes; a Trouble when it cannot be read."""
    package = Package(content)
    main = _main_part(package)
    if not main:
        raise Trouble(ReadProblem.UNKNOWN_FORMAT)
    related = package.related(main)
    body = child(package.xml(main), "body")
    if body is None:
        raise Trouble(ReadProblem.DAMAGED, "缺少正文部件")
    document = _Document(_numbering(package, related))
    document.furniture(package, related, "header")
    document.blocks(body, 0)
    document.notes_at_the_end(package, related)
    document.furniture(package, related, "footer")
    if any(name.endswith("vbaProject.bin") for name in package.names):
        document.transcript.note("文件带有宏，没有运行。")
    return document.finish()


class _Document:
    """The walk through a document's body."""

    def __init__(self, lists: Numbering) -> None:
        self.transcript = Transcript()
        self._lists = lists
        self._runs = Runs()

    def blocks(self, holder: Element, depth: int) -> None:
        """Paragraphs and tables in order, wherever content controls and accepted changes have put them."""
        for element in holder:
            match local(element):
                case "p":
                    self._paragraph(element, depth)
                case "tbl":
                    self._table(element, depth + 1)
                case "AlternateContent":
                    self.blocks(_chosen(element), depth)
                case "altChunk":
                    self.transcript.note("有嵌入的其他文件，其中的文字没有读入。")
                case name if name in _HOLDERS:
                    self.blocks(element, depth)

    def furniture(self, package: Package, related: dict[str, tuple[str, str]], kind: str) -> None:
        """The different page headers or footers, once each, marked as page furniture."""
        seen = set()
        for text in self._texts(package, related, kind):
            if bare(text) not in seen and any(map(str.isalpha, text)):
                seen.add(bare(text))
                self.transcript.line(text, furniture=True)

    def notes_at_the_end(self, package: Package, related: dict[str, tuple[str, str]]) -> None:
        """Footnotes and endnotes after the body: marked, so that they do not run into the last speech."""
        for kind, word in (("footnotes", "脚注"), ("endnotes", "尾注")):
            wanted = self._runs.references(kind)
            texts = dict(self._numbered_notes(package, related, kind)) if wanted else {}
            printed = [texts[name] for name in wanted if bare(texts.get(name, ""))]
            for number, text in enumerate(printed, start=1):
                self.transcript.line(f"{word}{number}：{text}", furniture=True)
            if printed:
                self.transcript.note(f"有 {len(printed)} 条{word}，列在文末。")

    def finish(self) -> Extract:
        for sentence in self._runs.remarks():
            self.transcript.note(sentence)
        return self.transcript.finish()

    def _paragraph(self, paragraph: Element, depth: int) -> None:
        properties = child(paragraph, "pPr")
        text, boxes = self._runs.read(paragraph)
        if not self._runs.continued(properties):
            label = self._lists.label(properties)  # an empty paragraph counts too, but its bare number says nothing
            self.transcript.line(label + text if bare(text) else "")
        for box in boxes:
            if depth <= _DEEPEST_TABLE:
                self.blocks(box, depth + 1)

    def _table(self, table: Element, depth: int) -> None:
        """A row of short cells is one line with tabs; a cell of several paragraphs is read cell by cell."""
        if depth > _DEEPEST_TABLE:
            return
        self.transcript.blank()
        for row in _inside(table, "tr"):
            cells = [cell for cell in _inside(row, "tc") if not _goes_on(cell)]
            if len(cells) > 1 and all(map(_holds_one_line, cells)):
                self.transcript.line("\t".join(filter(None, map(self._cell_line, cells))))
                continue
            for cell in cells:
                self.blocks(cell, depth)
        self.transcript.blank()

    def _cell_line(self, cell: Element) -> str:
        lines = []
        for paragraph in _inside(cell, "p"):
            text, _ = self._runs.read(paragraph)
            if bare(text):
                lines.append(self._lists.label(child(paragraph, "pPr")) + text.strip())
        return "".join(lines)

    def _texts(self, package: Package, related: dict[str, tuple[str, str]], kind: str) -> Iterator[str]:
        for found, name in related.values():
            if found == kind and name in package:
                for paragraph in package.xml(name).iter("{*}p"):
                    yield self._runs.read(paragraph)[0]

    def _numbered_notes(
        self, package: Package, related: dict[str, tuple[str, str]], kind: str
    ) -> Iterator[tuple[str, str]]:
        for found, name in related.values():
            if found != kind or name not in package:
                continue
            for note in package.xml(name):
                texts = [self._runs.read(paragraph)[0] for paragraph in note.iter("{*}p")]
                yield attribute(note, "id") or "", " ".join(text.strip() for text in texts)


def _main_part(package: Package) -> str:
    """The name of the part that holds the body, by the package's own relations; empty when there is none."""
    if "_rels/.rels" not in package:
        return ""
    for relation in parse_xml(package.part("_rels/.rels")):
        if str(relation.get("Type", "")).endswith("/" + _MAIN):
            return str(relation.get("Target", "")).lstrip("/")
    return ""


def _numbering(package: Package, related: dict[str, tuple[str, str]]) -> Numbering:
    parts = {kind: name for kind, name in related.values() if name in package}
    definitions = package.xml(parts["numbering"]) if "numbering" in parts else None
    return numbering(definitions, package.xml(parts["styles"]) if "styles" in parts else None)


def _inside(holder: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, through content controls and tracked changes."""
    for element in holder:
        if local(element) == name:
            if child(element, "trPr", "del") is None:
                yield element
        elif local(element) in _HOLDERS:
            yield from _inside(element, name)


def _holds_one_line(cell: Element) -> bool:
    """Whether a cell is a short value: one paragraph at most, no break, no table or text box in it."""
    if any(next(cell.iter("{*}" + name), None) is not None for name in ("tbl", "txbxContent", "br", "cr")):
        return False
    return sum(bool(bare("".join(paragraph.itertext()))) for paragraph in cell.iter("{*}p")) <= 1


def _goes_on(cell: Element) -> bool:
    """A cell that is merged into the one above holds nothing of its own."""
    merge = child(cell, "tcPr", "vMerge")
    return merge is not None and attribute(merge, "val") != "restart"


def _chosen(alternate: Element) -> Element:
    """The first of the alternatives: both say the same, for newer and for older programs."""
    return next((part for part in alternate if local(part) in ("Choice", "Fallback")), alternate)
