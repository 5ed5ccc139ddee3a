"""This file traces words of a speech back to the characters of its source."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from briefing_app.domain.corrections import original_span
from briefing_app.domain.text import Span, Spans, bare
from briefing_app.store.schema import SourceContentRow, SpeechParagraphRow, SpeechRow


def origin_of(session: Session, speech: SpeechRow, span: Span) -> Spans:
    """Where the speech's text in `span` stands in its source; nothing for a speech without one."""
    if speech.source_id is None:
        return ()
    source = session.scalar(select(SourceContentRow.text).where(SourceContentRow.source_id == speech.source_id))
    paragraphs = session.execute(
        select(SpeechParagraphRow.start, SpeechParagraphRow.end, SpeechParagraphRow.spans)
        .where(SpeechParagraphRow.speech_id == speech.id)
        .where(SpeechParagraphRow.start < span.end, SpeechParagraphRow.end > span.start)
        .order_by(SpeechParagraphRow.position)
    )
    wanted, words = _in_source(speech, span)
    found: list[Span] = []
    for start, end, spans in paragraphs:
        paragraph, _ = _in_source(speech, Span(start, end))
        first, last = max(wanted.start, paragraph.start), min(wanted.end, paragraph.end)
        if first < last:
            part = Span(first, last).shifted(-paragraph.start)
            found.extend(trace(paragraph.of(words), part, source=source or "", spans=spans))
    return tuple(found)


def _in_source(speech: SpeechRow, span: Span) -> tuple[Span, str]:
    """The span in the wording that was taken from the source, and that wording."""
    if speech.original is None:
        return span, speech.text
    return original_span(span, speech.text, speech.original), speech.original


def trace(text: str, part: Span, *, source: str, spans: Spans) -> Spans:
    """The pieces of `spans` under `part` of a text, whose solid characters are the source's under `spans`.

    White space may differ between the text and its source, so the characters that print are counted.
    """
    before = len(bare(text[: part.start]))
    wanted = len(bare(part.of(text)))
    found: list[Span] = []
    for span in spans:
        solid = [place for place in range(span.start, span.end) if bare(source[place])]
        here = solid[before : before + wanted]
        if here:
            found.append(Span(here[0], here[-1] + 1))
        before = max(0, before - len(solid))
        wanted -= len(here)
    return tuple(found)
