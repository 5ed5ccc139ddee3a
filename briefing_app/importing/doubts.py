"""This file lists what a person should look at in a draft, in plain Chinese sentences."""

from __future__ import annotations

from collections.abc import Sequence

from briefing_app.domain.meetings import MeetingFacts
from briefing_app.domain.text import Spans
from briefing_app.importing.draft import Doubt, DraftSpeech

_SURE = 0.8  # a speaker below this confidence is asked about
_SURE_OF_PROPOSAL = 0.7


def find_doubts(facts: MeetingFacts, speeches: Sequence[DraftSpeech], notes: Sequence[str]) -> tuple[Doubt, ...]:
    """What is missing or unsure, the weightiest first."""
    return (
        *_of_speakers(speeches),
        *_of_facts(facts),
        *_of_proposals(speeches),
        *(Doubt("reader_note", note) for note in notes),
    )


def _of_speakers(speeches: Sequence[DraftSpeech]) -> list[Doubt]:
    if not speeches:
        return [Doubt("no_speakers", "没有找到发言人：全文已完整保留，请选中文字，手工设为发言人。")]
    if all(speech.speaker is None for speech in speeches):
        where = _where(speeches[0])
        return [Doubt("no_speakers", "没有找到具名的发言人：请核对，必要时手工设置发言人。", where)]
    found = []
    for speech in speeches:
        if speech.speaker is None:
            message = f"第{speech.order}篇没有点名发言人，文中称“{speech.label or '未具名'}”。"
            found.append(Doubt("unnamed_speaker", message, _where(speech), speech.confidence))
        elif speech.confidence < _SURE:
            message = f"第{speech.order}篇的发言人“{speech.speaker}”不太确定（{speech.reason}），请核对。"
            found.append(Doubt("unsure_speaker", message, _where(speech), speech.confidence))
        if speech.speaker is not None and not speech.paragraphs:
            found.append(Doubt("empty_speech", f"“{speech.speaker}”名下没有正文，请核对。", _where(speech)))
    return found


def _where(speech: DraftSpeech) -> Spans:
    return speech.header_spans or (speech.paragraphs[0].spans if speech.paragraphs else ())


def _of_facts(facts: MeetingFacts) -> list[Doubt]:
    if facts.date is not None:
        return []
    if facts.date_text is None:
        return [Doubt("date_missing", "文中没有会议日期，请填写。")]
    if "年" not in facts.date_text:
        missing = "年份" if "月" in facts.date_text else "年份和月份"
        return [Doubt("year_missing", f"会议日期印作“{facts.date_text}”，文中没有{missing}，请补全。")]
    return [Doubt("date_unclear", f"会议日期“{facts.date_text}”不完整，请补全。")]


def _of_proposals(speeches: Sequence[DraftSpeech]) -> list[Doubt]:
    return [
        Doubt("unsure_proposal", f"这一条是否建议，请核对（{proposal.reason}）。", proposal.spans, proposal.confidence)
        for speech in speeches
        for proposal in speech.proposals
        if proposal.confidence < _SURE_OF_PROPOSAL
    ]
