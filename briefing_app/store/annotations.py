"""This file keeps annotations: marks with notes on the words of a speech."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from briefing_app import clock
from briefing_app.domain.annotations import Annotation, MarkColour
from briefing_app.domain.text import Span
from briefing_app.errors import InvalidValue
from briefing_app.store import records, speeches
from briefing_app.store.schema import AnnotationRow, SpeechRow


def add(session: Session, speech_id: int, span: Span, *, colour: MarkColour, note: str, author: str) -> Annotation:
    """Mark words of a speech; marks may overlap."""
    speech = records.required(session, SpeechRow, speech_id)
    if not 0 <= span.start < span.end <= len(speech.text):
        raise InvalidValue("起止位置", f"{span.start}–{span.end}", f"0 至 {len(speech.text)} 之间，且不为空")
    row = AnnotationRow(
        speech_id=speech_id,
        start=span.start,
        end=span.end,
        quote=span.of(speech.text),
        colour=colour,
        note=note,
        author=author,
        created_at=clock.now(),
    )
    session.add(row)
    session.flush()
    return one(session, row.id)


def find(session: Session, *, speech_id: int | None = None, meeting_id: int | None = None) -> list[Annotation]:
    """Annotations in the order of the text, of a speech, a meeting, or all."""
    query = (
        select(AnnotationRow, SpeechRow)
        .join(SpeechRow, SpeechRow.id == AnnotationRow.speech_id)
        .where(AnnotationRow.removed_at.is_(None), records.speech_is_there())
        .order_by(SpeechRow.meeting_id, SpeechRow.position, SpeechRow.id, AnnotationRow.start, AnnotationRow.id)
    )
    if speech_id is not None:
        query = query.where(AnnotationRow.speech_id == speech_id)
    if meeting_id is not None:
        query = query.where(SpeechRow.meeting_id == meeting_id)
    rows = session.execute(query).all()
    co_speakers = speeches.co_speakers_of(session, {speech.id for _, speech in rows})
    return [_annotation(row, speech, co_speakers.get(speech.id, ())) for row, speech in rows]


def one(session: Session, annotation_id: int) -> Annotation:
    row = records.required(session, AnnotationRow, annotation_id)
    speech = records.required(session, SpeechRow, row.speech_id)
    return _annotation(row, speech, speeches.co_speakers_of(session, [speech.id]).get(speech.id, ()))


def update(
    session: Session, annotation_id: int, *, note: str | None = None, colour: MarkColour | None = None
) -> Annotation:
    """Rewrite the note or choose another colour; None leaves it as it is."""
    row = records.required(session, AnnotationRow, annotation_id)
    if note is not None:
        row.note = note
    if colour is not None:
        row.colour = colour
    session.flush()
    return one(session, annotation_id)


def confirm_place(session: Session, annotation_id: int) -> Annotation:
    """Take the words where a misplaced mark lies now for the words that it marks: a person has looked at them."""
    row = records.required(session, AnnotationRow, annotation_id)
    speech = records.required(session, SpeechRow, row.speech_id)
    row.quote = speech.text[row.start : row.end]
    session.flush()
    return one(session, annotation_id)


def remove(session: Session, annotation_id: int) -> None:
    """Into the 回收站."""
    records.remove([records.required(session, AnnotationRow, annotation_id)])
    session.flush()


def restore(session: Session, annotation_id: int) -> None:
    records.restore([records.required(session, AnnotationRow, annotation_id)])
    session.flush()


def _annotation(row: AnnotationRow, speech: SpeechRow, co_speakers: tuple[str, ...]) -> Annotation:
    span = Span(row.start, row.end)
    return Annotation(
        id=row.id,
        speech_id=row.speech_id,
        span=span,
        quote=row.quote,
        colour=row.colour,
        note=row.note,
        author=row.author,
        created_at=row.created_at,
        misplaced=span.of(speech.text) != row.quote,
        speaker=speeches.shown_speaker(speech.speaker, co_speakers, speech.label),
        meeting_id=speech.meeting_id,
    )
