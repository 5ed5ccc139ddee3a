"""This package reads files into text: one module a format, chosen by content first and by suffix second."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from briefing_app.domain.text import bare
from briefing_app.errors import ReadProblem, UnreadableFile
from briefing_app.importing.draft import SourceText
from briefing_app.importing.readers import (
    converted,
    isolation,
    markdown,
    ofd,
    packages,
    sheet,
    text_file,
    web_page,
    word,
)
from briefing_app.importing.readers.signatures import SUFFIXES_OF_PICTURES, is_pdf, is_picture
from briefing_app.importing.readers.transcript import Extract, Trouble

LARGEST_FILE = 200 * 1024 * 1024  # bytes, of any format


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: `claims` looks at the bytes and the suffix, `read` gives the text, its furniture and notes."""

    name: str
    suffixes: frozenset[str]
    claims: Callable[[bytes, str], bool]
    read: Callable[[Path, bytes], Extract]


def _is_text(content: bytes, suffix: str) -> bool:
    del suffix
    return text_file.is_text(content)


def _read_text(path: Path, content: bytes) -> Extract:
    text, notes = text_file.read(path, content)
    return Extract(text, (), notes)


def _is_markdown(content: bytes, suffix: str) -> bool:
    return markdown.claims(suffix) and text_file.is_text(content)


def _is_values(content: bytes, suffix: str) -> bool:
    return suffix in sheet.SUFFIXES and text_file.is_text(content)


def _of_text(extract: Callable[[str], Extract]) -> Callable[[Path, bytes], Extract]:
    """A reader of bytes from one that takes text: plain text's ways with encodings come first."""

    def read_decoded(path: Path, content: bytes) -> Extract:
        text, notes = text_file.read(path, content)
        found = extract(text.removeprefix("\ufeff"))
        return replace(found, notes=(*notes, *found.notes))

    return read_decoded


def _by_content(claims: Callable[[bytes], bool]) -> Callable[[bytes, str], bool]:
    return lambda content, _suffix: claims(content)


def _isolated(kind: str) -> Callable[[Path, bytes], Extract]:
    return lambda _path, content: isolation.extract(kind, content)


def _of_bytes(extract: Callable[[bytes], Extract]) -> Callable[[Path, bytes], Extract]:
    return lambda _path, content: extract(content)


# In order of precedence: the formats with a signature first, plain text last.
READERS: tuple[Reader, ...] = (
    Reader("word", frozenset({".docx", ".docm"}), _by_content(word.recognises), _of_bytes(word.extract)),
    Reader("sheet", frozenset({".xlsx", ".xlsm"}), _by_content(sheet.recognises), _of_bytes(sheet.extract)),
    Reader("ofd", frozenset({".ofd"}), _by_content(ofd.recognises), _of_bytes(ofd.extract)),
    Reader(
        "converted",
        frozenset({".doc", ".wps", ".rtf", ".odt", ".xls", ".et", ".ods"}),
        _by_content(converted.recognises),
        _of_bytes(converted.extract),
    ),
    Reader("pdf", frozenset({".pdf"}), _by_content(is_pdf), _isolated("pdf")),
    Reader("image", SUFFIXES_OF_PICTURES, _by_content(is_picture), _isolated("image")),
    Reader("markdown", markdown.SUFFIXES, _is_markdown, _of_text(markdown.extract)),
    Reader(
        "web_page",
        frozenset({".html", ".htm", ".xhtml", ".mht", ".mhtml"}),
        _by_content(web_page.recognises),
        _of_bytes(web_page.extract),
    ),
    Reader("values", sheet.SUFFIXES, _is_values, _of_text(sheet.extract_values)),
    Reader("text_file", frozenset({".txt", ".text", ""}), _is_text, _read_text),
)

# Lists are read with what is known of their columns.
_LIST_READERS: dict[str, Callable[[Path, bytes, sheet.Choices], Extract]] = {
    "sheet": lambda _path, content, choices: sheet.extract(content, choices),
    "values": lambda path, content, choices: _of_text(partial(sheet.extract_values, choices=choices))(path, content),
}
_LISTS: dict[str, Callable[[Path, bytes], list[sheet.Table]]] = {
    "sheet": lambda _path, content: sheet.tables_in(content),
    "values": lambda path, content: sheet.tables_in_values(text_file.read(path, content)[0].removeprefix("\ufeff")),
}

# Formats with a signature that are known not to be text, with the word for them.
_SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP"),
    (b"\xd0\xcf\x11\xe0", "Office 97"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
)


def read(path: Path, choices: sheet.Choices = sheet.NO_CHOICES) -> SourceText:
    """The text of a file; raises UnreadableFile with the problem. `choices`: what is known of the columns of lists."""
    path = Path(path)
    content = content_of(path)
    suffix = path.suffix.lower()
    for reader in READERS:
        if reader.claims(content, suffix) and not _other_format(content, reader):
            return _source(path, content, reader, choices)
    known = next((name for mark, name in _SIGNATURES if content.startswith(mark)), "")
    if known == "ZIP":
        _require_sound_package(path, content)
    if known:
        raise UnreadableFile(path, ReadProblem.UNKNOWN_FORMAT, known)
    raise UnreadableFile(path, ReadProblem.BINARY)


def _require_sound_package(path: Path, content: bytes) -> None:
    """No reader takes a package that is broken, or that is a bomb: that is the matter then, not its format."""
    try:
        package = packages.Package(content)
        for name in package.names:
            if name.endswith((".rels", "[Content_Types].xml", "mimetype")):
                package.part(name)
    except Trouble as trouble:
        raise UnreadableFile(path, trouble.problem, trouble.detail) from trouble


def pasted(text: str, html: str = "", name: str = "粘贴的文字") -> SourceText:
    """What lay in the clipboard as a source of its own, read as a page where it was copied from one.

    What holds no words is an UnreadableFile.
    """
    if bare(html):
        content = html.encode("utf-8", "replace")
        with suppress(Trouble):  # what no reader of pages can make out is still there as text
            found = web_page.extract(content)
            digest = hashlib.sha256(content).hexdigest()
            return SourceText(name, digest, "pasted", found.text, content, found.notes, found.furniture)
    content = text.replace("\r\n", "\n").encode("utf-8", "replace")
    words, notes = text_file.read(Path(name), content)
    return SourceText(name, hashlib.sha256(content).hexdigest(), "pasted", words, content, notes)


def suffixes() -> tuple[str, ...]:
    """The suffixes of all files that can be read, for a dialog that asks for some."""
    return tuple(sorted(suffix for reader in READERS for suffix in reader.suffixes if suffix))


def lists_in(path: Path) -> list[sheet.Table]:
    """The tables of a file in which a person may have to say what the columns are; none in any other file."""
    content = content_of(path)
    suffix = path.suffix.lower()
    reader = next((one for one in READERS if one.claims(content, suffix) and not _other_format(content, one)), None)
    try:
        tables = _LISTS[reader.name](path, content) if reader is not None and reader.name in _LISTS else []
    except Trouble as trouble:
        raise UnreadableFile(path, trouble.problem, trouble.detail) from trouble
    return [table for table in tables if table.header and table.rows]


def _source(path: Path, content: bytes, reader: Reader, choices: sheet.Choices) -> SourceText:
    try:
        found = (
            _LIST_READERS[reader.name](path, content, choices)
            if reader.name in _LIST_READERS
            else reader.read(path, content)
        )
    except Trouble as trouble:
        raise UnreadableFile(path, trouble.problem, trouble.detail) from trouble
    digest = hashlib.sha256(content).hexdigest()
    return SourceText(path.name, digest, reader.name, found.text, content, found.notes, found.furniture)


def content_of(path: Path, *, largest: int = LARGEST_FILE) -> bytes:
    """The bytes of a file that is neither empty nor larger than `largest` bytes; raises UnreadableFile."""
    try:
        if path.is_dir():
            raise UnreadableFile(path, ReadProblem.FOLDER)
        size = path.stat().st_size
        if size == 0:
            raise UnreadableFile(path, ReadProblem.EMPTY)
        if size > largest:
            raise UnreadableFile(path, ReadProblem.TOO_LARGE, f"{largest // 1024 // 1024} MB")
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile(path, ReadProblem.MISSING) from None
    except PermissionError:
        raise UnreadableFile(path, ReadProblem.FORBIDDEN) from None
    except OSError as error:
        raise UnreadableFile(path, ReadProblem.DAMAGED, str(error.errno)) from error


def _other_format(content: bytes, reader: Reader) -> bool:
    """Whether a signature says that these bytes, text by their look, belong to a format of their own."""
    return reader.name == "text_file" and any(content.startswith(mark) for mark, _ in _SIGNATURES)
