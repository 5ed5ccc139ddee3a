"""This file lists what a text leaves open and a person should fill in, in plain Chinese sentences.

How sure the importer is of a speaker or a recommendation stands with each of them; the review asks about those.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing_app.domain.meetings import MeetingFacts
from briefing_app.domain.text import Spans
from briefing_app.importing.draft import Doubt, DraftSpeech


def find_gaps(facts: MeetingFacts, speeches: Sequence[DraftSpeech], notes: Sequence[str]) -> tuple[Doubt, ...]:
    """What is missing: speakers first, then the date, then what the reader noted."""
    return (*_of_speakers(speeches), *_of_date(facts), *(Doubt("reader_note", note) for note in notes))


def _of_speakers(speeches: Sequence[DraftSpeech]) -> list[Doubt]:
    if not speeches:
        return [Doubt("no_speakers", "没有找到发言人：全文已完整保留，请选中文字，手工设为发言人。")]
    if all(speech.speaker is None for speech in speeches):
        return [Doubt("no_speakers", "没有找到具名的发言人：请核对，必要时手工设置发言人。", _where(speeches[0]))]
    found = []
    for speech in speeches:
        if speech.speaker is None and speech.proposals:
            message = f"第{speech.order}篇没有点名发言人，文中称“{speech.label or '未具名'}”。"
            found.append(Doubt("unnamed_speaker", message, _where(speech), speech.confidence))
        if speech.speaker is not None and not speech.paragraphs:
            found.append(Doubt("empty_speech", f"“{speech.speaker}”名下没有正文，请核对。", _where(speech)))
    return found


def _where(speech: DraftSpeech) -> Spans:
    return speech.header_spans or (speech.paragraphs[0].spans if speech.paragraphs else ())


def _of_date(facts: MeetingFacts) -> list[Doubt]:
    if facts.date is not None:
        return []
    if facts.date_text is None:
        return [Doubt("date_missing", "文中没有会议日期，请填写。")]
    if "年" not in facts.date_text:
        missing = "年份" if "月" in facts.date_text else "年份和月份"
        return [Doubt("year_missing", f"会议日期印作“{facts.date_text}”，文中没有{missing}，请补全。")]
    return [Doubt("date_unclear", f"会议日期“{facts.date_text}”不完整，请补全。")]
