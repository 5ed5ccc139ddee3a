"""This file proves an exported PDF: every passage that it quotes is in it, and is word for word in the source."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from pathlib import Path

from sqlalchemy.orm import Session

from briefing_app.domain.packs import Pack, PackFormat, PackOptions, PackVersion
from briefing_app.domain.redaction import redact
from briefing_app.domain.speeches import Speech
from briefing_app.domain.text import Spans, is_verbatim
from briefing_app.errors import NotFound
from briefing_app.export import builder
from briefing_app.export.builder import PackRows
from briefing_app.export.document import PackDocument, Table
from briefing_app.store import packs
from briefing_app.store.database import Library
from briefing_app.workflows import gathering
from briefing_app.workflows.pdf_text import folded, holds, read_pages

_log = logging.getLogger(__name__)


class Problem(Enum):
    """What is wrong with a passage; the value is the sentence for it."""

    NOT_PRINTED = "册中找不到与资料库一字不差的这一段"
    NOT_IN_SOURCE = "资料库里的引文与来源材料不一致"


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


def verify_pack(library: Library, path: Path) -> Verification:
    """Read an exported PDF back and prove its quotations; raises UnreadableFile, and NotFound without a record."""
    pages = read_pages(path)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    with library.reading() as session:
        pack, version = _record(session, path, sha256)
        rows = gathering.rows_for(session, pack)
    # As it was built then: the version and the day are printed, but they are no quotations.
    document = builder.build(pack, replace(rows, version=version.number), today=version.exported_at.date())
    passages = _quoted(rows, document, pack.options)
    differences = [found for passage in passages for found in _differences(passage, pages)]
    wrong = {difference.code for difference in differences}
    _log.info("verified pack=%s version=%d passages=%d wrong=%d", pack.id, version.number, len(passages), len(wrong))
    return Verification(
        path=path,
        pack=pack.name,
        version=version.number,
        pages=len(pages),
        unchanged=version.sha256 == sha256,
        passages=len(passages),
        proved=len(passages) - len(wrong),
        differences=tuple(differences),
        redacted=sum(passage.printed != folded(passage.text) for passage in passages),
    )


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
    """The passages of the library that the document quotes: recommendations, and speeches where it prints them."""
    speeches = {speech.id: speech for speech in rows.speeches}
    passages = [
        _Passage(
            proposal.code,
            proposal.text,
            proposal.spans,
            _source(rows.source_texts, speeches[proposal.speech_id]),
            speeches[proposal.speech_id].as_in_source(proposal.span),
        )
        for proposal in rows.proposals
        if proposal.speech_id in speeches
    ]
    for speech in rows.speeches:
        passages += _paragraphs(speech, _source(rows.source_texts, speech))
    running = folded("".join(_strings(tuple(b for b in document.blocks if not isinstance(b, Table)))))
    tabled = folded("".join(_strings(tuple(b for b in document.blocks if isinstance(b, Table)))))
    passages = [replace(passage, printed=_as_printed(passage.text, options)) for passage in passages]
    return [
        replace(passage, in_cell=passage.printed not in running)
        for passage in passages
        if passage.source and (passage.printed in running or passage.printed in tabled)
    ]


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
