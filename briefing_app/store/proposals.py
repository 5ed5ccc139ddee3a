"""This file keeps recommendations: verbatim, moved through their states, marked up, removed and restored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from briefing_app.domain.proposals import NEEDS_REASON, ProposalStatus, RewordingKind, next_statuses
from briefing_app.domain.text import Span, Spans, bare
from briefing_app.errors import IllegalMove, InvalidValue
from briefing_app.store import records, tags
from briefing_app.store.choices import choices
from briefing_app.store.origins import origin_of
from briefing_app.store.proposal_lists import by_ids, count, find, ids, of_speech, one, texts
from briefing_app.store.schema import ProposalRow, SpeechRow

__all__ = [
    "add",
    "by_ids",
    "choices",
    "count",
    "find",
    "ids",
    "move",
    "move_all",
    "of_speech",
    "one",
    "remove",
    "restore",
    "set_destination",
    "set_important",
    "set_span",
    "set_summary",
    "statuses_of",
    "tag",
    "texts",
    "untag",
]


def add(
    session: Session,
    *,
    speech_id: int,
    span: Span,
    spans: Spans,
    text: str,
    cue: str | None,
    reason: str,
    confidence: float,
) -> int:
    """Keep a recommendation; raises InvalidValue unless `text` is what the speech says there."""
    speech = records.required(session, SpeechRow, speech_id)
    quoted = _quoted(speech, span)
    if bare(quoted) != bare(text):
        raise InvalidValue("建议", text, "与发言原文一字不差")
    last = session.scalar(select(func.max(ProposalRow.position)).where(ProposalRow.speech_id == speech_id)) or 0
    row = ProposalRow(
        speech_id=speech_id,
        position=last + 1,
        text=quoted,
        start=span.start,
        end=span.end,
        spans=spans,
        cue=cue,
        reason=reason,
        confidence=confidence,
    )
    session.add(row)
    session.flush()
    return row.id


def set_span(session: Session, proposal_id: int, span: Span) -> None:
    """Move the boundaries on the speech's text; the quotation and its place in the source follow."""
    row = records.required(session, ProposalRow, proposal_id)
    speech = records.required(session, SpeechRow, row.speech_id)
    row.text = _quoted(speech, span)
    row.start, row.end = span.start, span.end
    row.spans = origin_of(session, speech, span)
    session.flush()


def set_important(session: Session, proposal_ids: Iterable[int], flag: bool) -> None:
    for row in records.all_required(session, ProposalRow, proposal_ids):
        row.important = flag
    session.flush()


def move(session: Session, proposal_id: int, status: ProposalStatus, *, reason: str = "") -> None:
    """Bring a recommendation into its next state; raises IllegalMove, or InvalidValue without a required reason."""
    move_all(session, [proposal_id], status, reason=reason)


def move_all(session: Session, proposal_ids: Iterable[int], status: ProposalStatus, *, reason: str = "") -> None:
    """Bring recommendations into a state that is the next one of each; raises like `move`, and then moves none."""
    rows = records.all_required(session, ProposalRow, proposal_ids)
    for row in rows:
        legal = next_statuses(row.status)
        if status not in legal:
            raise IllegalMove(row.status.value, status.value, tuple(step.value for step in legal))
    if status in NEEDS_REASON and not reason.strip():
        raise InvalidValue("理由", reason, f"{status.value}须写明理由")
    for row in rows:
        row.status, row.status_reason = status, reason.strip()
    session.flush()


def set_summary(session: Session, proposal_id: int, text: str | None, kind: RewordingKind) -> None:
    """Staff wording beside the quotation; None or blanks take it away."""
    row = records.required(session, ProposalRow, proposal_id)
    given = bool(text and text.strip())
    row.summary = text if given else None
    row.summary_kind = kind if given else None
    session.flush()


def set_destination(session: Session, proposal_ids: Iterable[int], destination: str | None) -> None:
    """Where recommendations go (去向)."""
    for row in records.all_required(session, ProposalRow, proposal_ids):
        row.destination = destination or None
    session.flush()


def statuses_of(session: Session, proposal_ids: Sequence[int]) -> set[ProposalStatus]:
    """The states in which these stand."""
    return {
        status
        for chunk in records.chunks(proposal_ids)
        for status in session.scalars(select(ProposalRow.status).where(ProposalRow.id.in_(chunk)).distinct())
    }


def tag(session: Session, proposal_ids: Iterable[int], name: str) -> None:
    """Put a label on recommendations; those that have it keep it."""
    tags.attach(session, "proposal", (row.id for row in records.all_required(session, ProposalRow, proposal_ids)), name)


def untag(session: Session, proposal_ids: Iterable[int], name: str) -> None:
    tags.detach(session, "proposal", proposal_ids, name)


def remove(session: Session, proposal_ids: Iterable[int]) -> None:
    """Into the 回收站."""
    records.remove(records.all_required(session, ProposalRow, proposal_ids))
    session.flush()


def restore(session: Session, proposal_ids: Iterable[int]) -> None:
    records.restore(records.all_required(session, ProposalRow, proposal_ids))
    session.flush()


def _quoted(speech: SpeechRow, span: Span) -> str:
    quoted = span.of(speech.text)
    if span.end > len(speech.text) or not bare(quoted):
        raise InvalidValue("起止位置", f"{span.start}–{span.end}", f"0 至 {len(speech.text)} 之间，且不为空")
    return quoted
