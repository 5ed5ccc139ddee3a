"""This file checks everything that must hold in a library (体检), and mends what can be mended."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from briefing_app.domain.corrections import original_span
from briefing_app.domain.text import Span, is_verbatim
from briefing_app.errors import LibraryProblem, LibraryUnusable
from briefing_app.store import origins, records
from briefing_app.store.database import Library
from briefing_app.store.schema import (
    AnnotationRow,
    AttachmentContentRow,
    AttachmentRow,
    ProposalRow,
    SearchDocumentRow,
    SourceContentRow,
    SourcePartRow,
    SourceRow,
    SpeechParagraphRow,
    SpeechRow,
)
from briefing_app.store.search import index
from briefing_app.store.search.conditions import VOCABULARY
from briefing_app.store.search.documents import KINDS, all_ids, documents
from briefing_app.store.search.folding import fold
from briefing_app.store.search.grams import grams_of

_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it must be: of what kind, on which record, and a sentence about it."""

    kind: str
    record_id: int | None
    message: str

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found and still stands, and what was mended."""

    findings: tuple[Finding, ...]
    repaired: tuple[Finding, ...] = ()

    def is_sound(self) -> bool:
        return not self.findings


def check(library: Library, *, repair: bool = False) -> CheckReport:
    """Check the file, its references, its index, and that every quotation is verbatim; mend if asked to."""
    before = _look(library)
    if not (repair and before):
        return CheckReport(before)
    with library.transaction("体检修复") as session:
        _mend(session, before)
    after = _look(library)
    return CheckReport(after, tuple(finding for finding in before if finding not in after))


def _look(library: Library) -> tuple[Finding, ...]:
    found: list[Finding] = []
    try:
        with library.reading() as session:
            found.extend(_file(session))
            if found:  # what else would be found in a broken file says nothing
                return tuple(found)
            for look in (_references, _index, _sources, _parts, _paragraphs, _proposals, _annotations, _attachments):
                found.extend(look(session))
    except LibraryUnusable as error:
        if error.problem is not LibraryProblem.DAMAGED:
            raise
        found.append(Finding("database", None, f"资料库文件已损坏，读不下去：{error.detail}"))
    return tuple(found)


def _file(session: Session) -> Iterator[Finding]:
    for (line,) in session.execute(text("PRAGMA integrity_check")):
        if line != "ok":
            yield Finding("database", None, f"资料库文件有损坏：{line}")


def _references(session: Session) -> Iterator[Finding]:
    for table, row_id, parent, _ in session.execute(text("PRAGMA foreign_key_check")):
        term, missing = records.TERMS.get(table, table), records.TERMS.get(parent, parent)
        yield Finding("reference", row_id, f"{term} {row_id} 所指的{missing}不存在")


def _index(session: Session) -> Iterator[Finding]:
    """The searchable texts are those of the records, and each term of the index stands in as many as it says."""
    stored = {row.id: row.folded for row in session.execute(select(SearchDocumentRow.__table__))}
    terms: Counter[str] = Counter()
    wrong = 0
    for kind in KINDS:
        for document in documents(session, kind, all_ids(session, kind)):
            folded = fold(document.text)
            wrong += stored.pop(document.id, None) != folded
            terms.update(grams_of(folded).split(" "))
    terms.pop("", None)
    wrong += len(stored)
    if wrong:
        yield Finding("index", None, f"检索索引有 {wrong} 处与内容不符")
    elif terms != {term: count for term, count in session.execute(select(VOCABULARY.c.term, VOCABULARY.c.doc))}:  # noqa: C416 - rows, not pairs
        yield Finding("index", None, "检索索引的词条与内容不符")


def _sources(session: Session) -> Iterator[Finding]:
    query = select(SourceRow.id, SourceRow.name, SourceRow.sha256, SourceContentRow.content).join(
        SourceContentRow, SourceContentRow.source_id == SourceRow.id, isouter=True
    )
    for source_id, name, sha256, content in session.execute(query.execution_options(yield_per=1)):
        if content is None or hashlib.sha256(content).hexdigest() != sha256:
            yield Finding("source", source_id, f"来源材料 {source_id}（{name}）的原文件与登记的校验码不符")


def _parts(session: Session) -> Iterator[Finding]:
    """What stands outside all speeches, headlines and what was taken out as noise, is what its source says."""
    rows = session.execute(
        select(SourcePartRow.source_id, SourcePartRow.text, SourcePartRow.spans)
        .order_by(SourcePartRow.source_id, SourcePartRow.position)
        .execution_options(yield_per=_PAGE)
    )
    sources = _SourceTexts(session)
    for source_id, words, spans in rows:
        if not is_verbatim(words, sources.of(source_id), spans):
            yield Finding("source", source_id, f"来源材料 {source_id} 的版面文字“{words[:12]}”与原文不符")


def _paragraphs(session: Session) -> Iterator[Finding]:
    """Each paragraph is what its source says."""
    rows = session.execute(
        select(
            SpeechRow.id,
            SpeechRow.text,
            SpeechParagraphRow.position,
            SpeechParagraphRow.start,
            SpeechParagraphRow.end,
            SpeechParagraphRow.spans,
            SpeechRow.source_id,
            SpeechRow.original,
        )
        .join(SpeechParagraphRow, SpeechParagraphRow.speech_id == SpeechRow.id)
        .where(SpeechRow.source_id.is_not(None))
        .order_by(SpeechRow.source_id)
        .execution_options(yield_per=_PAGE)
    )
    sources = _SourceTexts(session)
    for speech_id, speech, position, start, end, spans, source_id, original in rows:
        if not is_verbatim(_as_in_source(Span(start, end), speech, original), sources.of(source_id), spans):
            yield Finding("speech", speech_id, f"发言 {speech_id} 第 {position} 段与来源材料的原文不符")


def _proposals(session: Session) -> Iterator[Finding]:
    """Each recommendation is what its speech says, and what its source says."""
    rows = session.execute(
        select(ProposalRow, SpeechRow.text, SpeechRow.source_id, SpeechRow.original)
        .join(SpeechRow, SpeechRow.id == ProposalRow.speech_id)
        .order_by(SpeechRow.source_id, SpeechRow.id)
        .execution_options(yield_per=_PAGE)
    )
    sources = _SourceTexts(session)
    for row, speech, source_id, original in rows:
        span = Span(row.start, row.end)
        if span.of(speech) != row.text:
            yield Finding("proposal", row.id, f"建议 {row.id} 失配：与发言原文不符")
        elif source_id is not None and not is_verbatim(
            _as_in_source(span, speech, original), sources.of(source_id), row.spans
        ):
            yield Finding("proposal", row.id, f"建议 {row.id} 与来源材料的原文不符")


def _as_in_source(span: Span, speech: str, original: str | None) -> str:
    """The words before any correction: those are what the source must say."""
    return span.of(speech) if original is None else original_span(span, speech, original).of(original)


def _annotations(session: Session) -> Iterator[Finding]:
    rows = session.execute(
        select(AnnotationRow, SpeechRow.text)
        .join(SpeechRow, SpeechRow.id == AnnotationRow.speech_id)
        .execution_options(yield_per=_PAGE)
    )
    for row, speech in rows:
        if speech[row.start : row.end] != row.quote:
            yield Finding("annotation", row.id, f"批注 {row.id} 失配：原来标注的文字已不在那里")


def _attachments(session: Session) -> Iterator[Finding]:
    query = select(AttachmentRow.id, AttachmentRow.name, AttachmentRow.sha256, AttachmentContentRow.content).join(
        AttachmentContentRow, AttachmentContentRow.sha256 == AttachmentRow.sha256
    )
    for attachment_id, name, sha256, content in session.execute(query.execution_options(yield_per=1)):
        if hashlib.sha256(content).hexdigest() != sha256:
            yield Finding("attachment", attachment_id, f"附件 {attachment_id}（{name}）与登记的校验码不符")


class _SourceTexts:
    """The texts of sources, one at a time: rows come in the order of their sources, and a text can be large."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._source_id: int | None = None
        self._text = ""

    def of(self, source_id: int | None) -> str:
        if source_id != self._source_id:
            query = select(SourceContentRow.text).where(SourceContentRow.source_id == source_id)
            self._source_id, self._text = source_id, self._session.scalar(query) or ""
        return self._text


def _mend(session: Session, findings: tuple[Finding, ...]) -> None:
    """Make the index anew; put quotations back on their words, where those stand exactly once in the speech."""
    for finding in findings:
        if finding.kind == "proposal" and finding.record_id is not None:
            _put_proposal_back(session, finding.record_id)
        elif finding.kind == "annotation" and finding.record_id is not None:
            _put_annotation_back(session, finding.record_id)
    session.flush()
    if any(finding.kind == "index" for finding in findings):
        index.rebuild(session)


def _put_proposal_back(session: Session, proposal_id: int) -> None:
    row = records.required(session, ProposalRow, proposal_id)
    speech = records.required(session, SpeechRow, row.speech_id)
    span = _only_place(row.text, speech.text)
    if span is not None:
        row.start, row.end = span.start, span.end
        row.spans = origins.origin_of(session, speech, span)


def _put_annotation_back(session: Session, annotation_id: int) -> None:
    row = records.required(session, AnnotationRow, annotation_id)
    speech = records.required(session, SpeechRow, row.speech_id)
    span = _only_place(row.quote, speech.text)
    if span is not None:
        row.start, row.end = span.start, span.end


def _only_place(quote: str, speech: str) -> Span | None:
    at = speech.find(quote)
    if at < 0 or speech.find(quote, at + 1) >= 0:
        return None
    return Span(at, at + len(quote))
