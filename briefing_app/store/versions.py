"""This file keeps the further texts of a speech, and makes one of them the authoritative text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from briefing_app import clock
from briefing_app.domain.collation import Collation, collate
from briefing_app.domain.speeches import Paragraph
from briefing_app.domain.text import Span, Spans, bare, pairs_of, spans_of
from briefing_app.domain.versions import Adopted, Anchor, SpeechVersion
from briefing_app.errors import InvalidValue, NotFound
from briefing_app.store import records
from briefing_app.store.origins import origin_of
from briefing_app.store.schema import (
    AnnotationRow,
    ProposalRow,
    SourceRow,
    SpeechParagraphRow,
    SpeechRow,
    SpeechVersionRow,
)

# What a text brings along and what is exchanged when another becomes the authoritative one.
_EXCHANGED = ("source_id", "header", "header_spans", "title", "title_spans", "text", "original")


def add(
    session: Session,
    speech_id: int,
    *,
    source_id: int | None,
    paragraphs: Sequence[tuple[str, Spans]],
    header: str = "",
    header_spans: Spans = (),
    title: str | None = None,
    title_spans: Spans = (),
) -> int:
    """Keep a further text of a speech; the authoritative one stays as it is."""
    records.required(session, SpeechRow, speech_id)
    text = "\n".join(words for words, _ in paragraphs)
    if not bare(text):
        raise InvalidValue("另一版本", text, "至少有一段正文")
    laid_out, start = [], 0
    for words, spans in paragraphs:
        laid_out.append([start, start + len(words), pairs_of(spans)])
        start += len(words) + 1
    row = SpeechVersionRow(
        speech_id=speech_id,
        source_id=source_id,
        header=header,
        header_spans=header_spans,
        title=title,
        title_spans=title_spans,
        text=text,
        original=None,
        paragraphs=laid_out,
        added_at=clock.now(),
    )
    session.add(row)
    session.flush()
    return row.id


def of_speech(session: Session, speech_id: int) -> list[SpeechVersion]:
    """The further texts of a speech, the newest first."""
    rows = session.execute(
        select(SpeechVersionRow, SourceRow.name)
        .join(SourceRow, SourceRow.id == SpeechVersionRow.source_id, isouter=True)
        .where(SpeechVersionRow.speech_id == speech_id)
        .order_by(SpeechVersionRow.added_at.desc(), SpeechVersionRow.id.desc())
    )
    return [_version(row, name) for row, name in rows]


def one(session: Session, version_id: int) -> SpeechVersion:
    row = _required(session, version_id)
    name = session.scalar(select(SourceRow.name).where(SourceRow.id == row.source_id))
    return _version(row, name)


def counts(session: Session, speech_ids: Iterable[int]) -> dict[int, int]:
    """How many further texts each of these speeches has; a speech without any is left out."""
    found: dict[int, int] = {}
    for chunk in records.chunks(list(speech_ids)):
        query = select(SpeechVersionRow.speech_id, func.count()).where(SpeechVersionRow.speech_id.in_(chunk))
        found.update((key, number) for key, number in session.execute(query.group_by(SpeechVersionRow.speech_id)))
    return found


@dataclass(frozen=True, slots=True)
class Candidate:
    """A speech with its words: what another text of it is compared with."""

    id: int
    meeting_id: int
    text: str


def candidates(session: Session, speech_ids: Sequence[int], *, speaker: str | None, most: int) -> list[Candidate]:
    """These speeches and the newest ones of a speaker, without those in the 回收站."""
    wanted = set(speech_ids)
    if speaker:
        newest = select(SpeechRow.id).where(SpeechRow.speaker == speaker).order_by(SpeechRow.id.desc())
        wanted.update(session.scalars(newest.limit(most)))
    rows = session.execute(
        select(SpeechRow.id, SpeechRow.meeting_id, SpeechRow.text)
        .where(SpeechRow.id.in_(wanted), records.speech_is_there())
        .order_by(SpeechRow.id)
    )
    return [Candidate(*row) for row in rows]


def drop(session: Session, version_id: int) -> None:
    """This text is none of the speech; its source stays in the library."""
    session.delete(_required(session, version_id))
    session.flush()


def anchors(session: Session, version_id: int) -> list[Anchor]:
    """What hangs on the speech, and where it would hang in this version."""
    version = _required(session, version_id)
    speech = records.required(session, SpeechRow, version.speech_id)
    collation = collate(speech.text, version.text)
    return [_anchor(row, collation) for row in _hanging(session, speech.id) if row.removed_at is None]


def adopt(session: Session, version_id: int) -> Adopted:
    """Make a version the authoritative text; the former text takes its place among the versions.

    What hangs on the words goes with them. What finds its words no longer keeps its own and is flagged 失配: it lies
    where its sentence stands now, and is never put on other words.
    """
    version = _required(session, version_id)
    speech = records.required(session, SpeechRow, version.speech_id)
    collation = collate(speech.text, version.text)
    hanging = [(row, _anchor(row, collation)) for row in _hanging(session, speech.id)]
    _exchange(session, speech, version)
    for row, anchor in hanging:
        _move(session, speech, row, anchor)
    session.flush()
    there = [anchor.follows for row, anchor in hanging if row.removed_at is None]
    return Adopted(sum(there), len(there) - sum(there))


def _exchange(session: Session, speech: SpeechRow, version: SpeechVersionRow) -> None:
    paragraphs = _paragraph_rows(session, speech.id)
    former = [[row.start, row.end, pairs_of(row.spans)] for row in paragraphs]
    title, header = speech.title, speech.header
    for name in _EXCHANGED:
        here, there = getattr(speech, name), getattr(version, name)
        setattr(speech, name, there)
        setattr(version, name, here)
    # A text that came without a head is of the same speech: what was printed elsewhere still names it.
    speech.title, speech.header = speech.title or title, speech.header or header
    for row in paragraphs:
        session.delete(row)
    session.flush()
    session.add_all(
        SpeechParagraphRow(speech_id=speech.id, position=position, start=start, end=end, spans=spans_of(spans))
        for position, (start, end, spans) in enumerate(version.paragraphs, start=1)
    )
    version.paragraphs = former
    session.flush()


def _move(session: Session, speech: SpeechRow, row: AnnotationRow | ProposalRow, anchor: Anchor) -> None:
    span = anchor.place or _least(anchor.near, len(speech.text))
    row.start, row.end = span.start, span.end
    if isinstance(row, ProposalRow):
        row.text = span.of(speech.text) if anchor.follows else row.text
        row.spans = origin_of(session, speech, span)
    elif anchor.follows:
        row.quote = span.of(speech.text)


def _least(span: Span, length: int) -> Span:
    """A place holds at least one character."""
    if len(span):
        return span
    start = min(max(0, span.start - 1), length - 1)
    return Span(start, start + 1)


def _anchor(row: AnnotationRow | ProposalRow, collation: Collation) -> Anchor:
    is_proposal = isinstance(row, ProposalRow)
    words = row.text if isinstance(row, ProposalRow) else row.quote
    span = Span(row.start, row.end)
    near = collation.near(span)
    if bare(span.of(collation.one)) == bare(words):
        place = collation.follow(span)
    else:  # flagged before: its words may stand in this text
        place = collation.find(words, within=near) or collation.find(words)
    return Anchor("proposal" if is_proposal else "annotation", row.id, words, span, place, near)


def _hanging(session: Session, speech_id: int) -> list[AnnotationRow | ProposalRow]:
    """Everything that hangs on the words of a speech, also from the 回收站, in the order of the text."""
    found: list[AnnotationRow | ProposalRow] = [
        *session.scalars(select(ProposalRow).where(ProposalRow.speech_id == speech_id)),
        *session.scalars(select(AnnotationRow).where(AnnotationRow.speech_id == speech_id)),
    ]
    return sorted(found, key=lambda row: (row.start, row.end))


def _paragraph_rows(session: Session, speech_id: int) -> list[SpeechParagraphRow]:
    query = select(SpeechParagraphRow).where(SpeechParagraphRow.speech_id == speech_id)
    return list(session.scalars(query.order_by(SpeechParagraphRow.position)))


def _required(session: Session, version_id: int) -> SpeechVersionRow:
    row = session.get(SpeechVersionRow, version_id)
    if row is None:
        raise NotFound(records.TERMS["speech_version"], version_id)
    return row


def _version(row: SpeechVersionRow, name: str | None) -> SpeechVersion:
    return SpeechVersion(
        id=row.id,
        speech_id=row.speech_id,
        source_id=row.source_id,
        name=name or "",
        title=row.title,
        text=row.text,
        paragraphs=tuple(_paragraph(*given) for given in row.paragraphs),
        added_at=row.added_at,
    )


def _paragraph(start: int, end: int, spans: list[Any]) -> Paragraph:
    return Paragraph(Span(start, end), spans_of(spans))
