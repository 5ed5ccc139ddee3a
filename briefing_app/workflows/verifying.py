"""This file proves an exported PDF: every passage that it quotes is in it, and is word for word in the source."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from pathlib import Path

from sqlalchemy.orm import Session

from briefing_app.domain.packs import Pack, PackFormat, PackKind, PackOptions, PackVersion
from briefing_app.domain.redaction import redact
from briefing_app.domain.speeches import Speech
from briefing_app.domain.text import Spans, is_verbatim
from briefing_app.errors import InvalidValue, NotFound, ReadProblem, UnreadableFile
from briefing_app.export import builder, stored
from briefing_app.export.builder import PackRows
from briefing_app.export.building.parts import speech_title
from briefing_app.export.document import PackDocument, Row, Table, TitleBlock
from briefing_app.store import packs
from briefing_app.store.database import Library
from briefing_app.workflows import gathering
from briefing_app.workflows.alterations import Alteration, Remark, alterations, remarks
from briefing_app.workflows.pdf_text import Page, bare_page, folded, holds, pages_of, read_file

_CODE = re.compile(r"(?:\d+-)?\d\d+-\d\d+")

_log = logging.getLogger(__name__)


class Problem(Enum):
    """What is wrong with a passage; the value is the sentence for it."""

    NOT_PRINTED = "册中找不到与资料库一字不差的这一段"
    NOT_IN_SOURCE = "资料库里的引文与来源材料不一致"
    GONE = "导出之后，资料库里删去了这一条"


@dataclass(frozen=True, slots=True)
class Difference:
    """A passage that could not be proved; `code` is the recommendation's, or the speech's with its paragraph."""

    code: str
    problem: Problem
    text: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What the proof found. `unchanged`: the file is byte for byte what was exported."""

    path: Path
    pack: str
    version: int
    pages: int
    unchanged: bool
    passages: int
    proved: int
    differences: tuple[Difference, ...]
    redacted: int = 0  # of the passages: those in which 脱敏 hid something, so that they are not word for word
    alterations: tuple[Alteration, ...] = ()  # words that a person changed in the file
    remarks: tuple[Remark, ...] = ()  # notes and marks that a person put on it

    @property
    def holds(self) -> bool:
        return self.unchanged and not self.differences


@dataclass(frozen=True, slots=True)
class _Passage:
    code: str
    text: str
    spans: Spans
    source: str
    in_source: str  # the words before any correction
    printed: str = ""  # folded, as the pack prints it: with marks where 脱敏 hides something
    in_cell: bool = False  # printed in a table only, where a page end cuts it in another way


def verify_pack(library: Library, path: Path, *, password: str = "") -> Verification:
    """Read an exported PDF back and prove its quotations; raises UnreadableFile, and NotFound without a record.

    Quotations are proved against the library as it is now; what was altered is told against the file as it was then.
    """
    content = read_file(path)
    read = _read(content, path, password)
    pages = [bare_page(page) for page in read]
    sha256 = hashlib.sha256(content).hexdigest()
    with library.reading() as session:
        pack, version = _record(session, path, sha256)
        rows = gathering.rows_for(session, pack)
        exported, said = packs.version_content(session, version.id), packs.version_document(session, version.id)
    document = stored.unpacked(said) if said else _rebuilt(pack, rows, version)
    passages = _quoted(rows, document, pack.options)
    differences = [found for passage in passages for found in _differences(passage, pages)]
    gone = [*_gone(rows, document)]
    wrong = {difference.code for difference in differences}
    unchanged = version.sha256 == sha256
    altered = exported and not unchanged
    _log.info("verified pack=%s version=%d passages=%d wrong=%d", pack.id, version.number, len(passages), len(wrong))
    return Verification(
        path=path,
        pack=pack.name,
        version=version.number,
        pages=len(pages),
        unchanged=unchanged,
        passages=len(passages),
        proved=len(passages) - len(wrong),
        differences=(*differences, *gone),
        redacted=sum(passage.printed != folded(passage.text) for passage in passages),
        alterations=alterations(pages_of(exported, path, password=password), read) if altered else (),
        remarks=() if unchanged else remarks(content, password),
    )


def _read(content: bytes, path: Path, password: str) -> list[Page]:
    try:
        return pages_of(content, path, password=password)
    except UnreadableFile as error:
        if error.problem is not ReadProblem.ENCRYPTED:
            raise
        raise InvalidValue(
            "密码", "●" * len(password), f"“{path.name}”导出时设的密码（命令行加 --password）"
        ) from error


def _rebuilt(pack: Pack, rows: PackRows, version: PackVersion) -> PackDocument:
    """The document as it was built then, from the library of today: for exports whose words were not kept."""
    return builder.build(pack, replace(rows, version=version.number), today=version.exported_at.date())


def _record(session: Session, path: Path, sha256: str) -> tuple[Pack, PackVersion]:
    """The export that this file is; for a file that was changed, the last export of its name."""
    exports = [
        (pack, version)
        for pack in packs.find(session)
        if pack.id is not None
        for version in packs.versions(session, pack.id)
        if version.format is PackFormat.PDF
    ]
    same = [found for found in exports if found[1].sha256 == sha256]
    named = [found for found in exports if found[1].file_name == path.name]
    if not same and not named:
        raise NotFound("导出记录", path.name)
    return max(same or named, key=lambda found: found[1].exported_at)


def _quoted(rows: PackRows, document: PackDocument, options: PackOptions) -> list[_Passage]:
    """The passages that the document quotes, as the library has them now: recommendations, and whole speeches."""
    speeches = {speech.id: speech for speech in rows.speeches}
    ids = {quote.proposal_id for quote in document.quotes()}
    ids |= {p for table in _tables(document) for row in table.rows for cell in row.cells for p in cell.proposals}
    passages = [
        _Passage(
            proposal.code,
            proposal.text,
            proposal.spans,
            _source(rows.source_texts, speeches[proposal.speech_id]),
            proposal.text if proposal.misplaced else speeches[proposal.speech_id].as_in_source(proposal.span),
        )
        for proposal in rows.proposals
        if proposal.id in ids and proposal.speech_id in speeches
    ]
    if document.kind is PackKind.COMPILATION:
        titles = {folded(block.text) for block in document.blocks if isinstance(block, TitleBlock)}
        for speech in rows.speeches:
            if _as_printed(speech_title(speech), options) in titles:
                passages += _paragraphs(speech, _source(rows.source_texts, speech))
    running = folded("".join(_strings(tuple(b for b in document.blocks if not isinstance(b, Table)))))
    passages = [replace(passage, printed=_as_printed(passage.text, options)) for passage in passages]
    return [replace(passage, in_cell=passage.printed not in running) for passage in passages if passage.source]


def _gone(rows: PackRows, document: PackDocument) -> Iterator[Difference]:
    """What the document quotes, and the library does not have any more."""
    known = {proposal.id for proposal in rows.proposals}
    for quote in document.quotes():
        if quote.proposal_id not in known:
            yield Difference(quote.code, Problem.GONE, quote.text)
    for table in _tables(document):
        for row in table.rows:
            for cell in row.cells:
                if not known.issuperset(cell.proposals):
                    yield Difference(_code_in(row), Problem.GONE, cell.text)


def _code_in(row: Row) -> str:
    """The code that a row prints, under its number or in a column of its own."""
    shown = [text for cell in row.cells for text in (*cell.note.split(), *cell.text.split())]
    return next((text for text in shown if _CODE.fullmatch(text)), "")


def _tables(document: PackDocument) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def _as_printed(text: str, options: PackOptions) -> str:
    return folded(redact(text, options.redact_names).text if options.redact else text)


def _paragraphs(speech: Speech, source: str) -> Iterator[_Passage]:
    for number, paragraph in enumerate(speech.paragraphs, start=1):
        words = paragraph.span.of(speech.text)
        code = f"{speech.order:02d}§{number}"
        yield _Passage(code, words, paragraph.spans, source, speech.as_in_source(paragraph.span))


def _source(texts: Mapping[int, str], speech: Speech) -> str:
    return texts.get(speech.source_id, "") if speech.source_id is not None else ""


def _differences(passage: _Passage, pages: list[str]) -> Iterator[Difference]:
    if not is_verbatim(passage.in_source, passage.source, passage.spans):
        yield Difference(passage.code, Problem.NOT_IN_SOURCE, passage.text)
    if not holds(pages, passage.printed, in_cell=passage.in_cell):
        yield Difference(passage.code, Problem.NOT_PRINTED, passage.text)


def _strings(value: object) -> Iterator[str]:
    """Every string inside blocks, in reading order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _strings(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))
