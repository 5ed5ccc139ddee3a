"""This file corrects a typo in a speech: everything that hangs on the text stays on its words, or says that it cannot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from briefing_app.domain.anchoring import Carried, carry
from briefing_app.domain.text import Span, bare
from briefing_app.errors import InvalidValue
from briefing_app.store import records
from briefing_app.store.origins import origin_of
from briefing_app.store.schema import AnnotationRow, ProposalRow, SpeechParagraphRow, SpeechRow

_FIELD = "更正后的文字"


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction did to what hangs on the text."""

    misplaced: int  # marks whose words changed, recommendations whose words are gone: 失配 until a person has looked
    reworded: int  # recommendations that quote the corrected words now


def correct(session: Session, speech_id: int, span: Span, words: str) -> Corrected:
    """Put other words in place of those under a span, within a paragraph; the original wording is kept.

    Raises InvalidValue where a paragraph would be left without words. A recommendation whose words are struck out
    keeps them, flagged 失配.
    """
    speech = records.required(session, SpeechRow, speech_id)
    before = speech.text
    _require_sense(before, span, words)
    text = before[: span.start] + words + before[span.end :]
    if text == before:
        return Corrected(0, 0)
    original = before if speech.original is None else speech.original
    speech.text, speech.original = text, None if text == original else original
    _move_paragraphs(session, speech_id, span, len(words))
    marks = _move_marks(session, speech_id, before, text, span.start)
    reworded, lost = _move_proposals(session, speech, before, span.start)
    session.flush()
    return Corrected(marks + lost, reworded)


def restore_wording(session: Session, speech_id: int) -> Corrected:
    """Take all corrections of a speech back: the text stands as its source has it."""
    speech = records.required(session, SpeechRow, speech_id)
    if speech.original is None:
        return Corrected(0, 0)
    done = [Corrected(0, 0)]
    lines, start = speech.original.split("\n"), 0
    for old, now in zip(lines, speech.text.split("\n"), strict=True):
        done.append(correct(session, speech_id, Span(start, start + len(now)), old))
        start += len(old) + 1
    return Corrected(sum(one.misplaced for one in done), sum(one.reworded for one in done))


def _require_sense(text: str, span: Span, words: str) -> None:
    if span.end > len(text):
        raise InvalidValue("起止位置", f"{span.start}–{span.end}", f"0 至 {len(text)} 之间")
    if "\n" in words or "\r" in words or "\n" in span.of(text):
        raise InvalidValue(_FIELD, words, "一段之内的文字，不分段、不并段")
    head = text[: span.start].rpartition("\n")[2]
    tail = text[span.end :].partition("\n")[0]
    if not bare(head + words + tail):
        raise InvalidValue(_FIELD, words, "至少一个字：一段发言不能改成空的")


def _move_paragraphs(session: Session, speech_id: int, span: Span, length: int) -> None:
    by = length - len(span)
    for row in session.scalars(select(SpeechParagraphRow).where(SpeechParagraphRow.speech_id == speech_id)):
        if row.start > span.end:
            row.start += by
        if row.end >= span.end:
            row.end += by


def _move_marks(session: Session, speech_id: int, before: str, text: str, place: int) -> int:
    rows = session.scalars(select(AnnotationRow).where(AnnotationRow.speech_id == speech_id)).all()
    changed = 0
    for row, found in zip(rows, _carried(rows, before, text), strict=True):
        span = _place(row.quote, found, text, place)
        row.start, row.end = span.start, span.end
        changed += row.removed_at is None and not found.intact and span.of(text) != row.quote
    return changed


def _move_proposals(session: Session, speech: SpeechRow, before: str, place: int) -> tuple[int, int]:
    """How many quote other words now, and how many have lost theirs and keep them, flagged 失配."""
    rows = session.scalars(select(ProposalRow).where(ProposalRow.speech_id == speech.id)).all()
    reworded = misplaced = 0
    for row, found in zip(rows, _carried(rows, before, speech.text), strict=True):
        kept_words = before[row.start : row.end] != row.text  # 失配 already: a person decides, not a correction
        lost = found.span is None or not bare(found.span.of(speech.text))
        span = _place(row.text, found, speech.text, place)
        row.start, row.end = span.start, span.end
        if not kept_words and not lost:
            reworded += row.removed_at is None and not found.intact
            row.text = span.of(speech.text)
        elif not kept_words:
            misplaced += row.removed_at is None and span.of(speech.text) != row.text
    session.flush()
    for row in rows:
        row.spans = origin_of(session, speech, Span(row.start, row.end))
    return reworded, misplaced


def _place(words: str, found: Carried, text: str, place: int) -> Span:
    """Where it went; where its words are gone, to them if they stand just once elsewhere, else beside the correction."""
    if found.span is not None and (found.span.of(text) == words or text.count(words) != 1):
        return found.span
    if text.count(words) == 1:
        at = text.index(words)
        return Span(at, at + len(words))
    at = min(place, len(text) - 1)
    return Span(at, at + 1)


def _carried(rows: Any, before: str, text: str) -> list[Carried]:
    return carry((Span(row.start, row.end) for row in rows), before, text)
