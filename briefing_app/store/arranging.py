"""This file parts, joins and orders the recommendations of a speech; each stays what the speech says, word for word."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from briefing_app.domain.text import Span, bare
from briefing_app.errors import InvalidValue
from briefing_app.store import records, tags
from briefing_app.store.origins import origin_of
from briefing_app.store.schema import (
    FollowUpProposalRow,
    ProposalRow,
    ProposalTagRow,
    ProposalThemeRow,
    SpeechRow,
    TagRow,
)

_MOVED = "从同一条建议拆出"


def split(session: Session, proposal_id: int, at: int) -> int:
    """Part a recommendation at a position of the speech's text; the second part is new, with the same themes and tags.

    Raises InvalidValue where one of the parts would hold no words. Staff wording and follow-ups stay with the first.
    """
    (row,) = _there(session, [proposal_id])
    speech = records.required(session, SpeechRow, row.speech_id)
    if not row.start < at < row.end:
        raise InvalidValue("拆开的位置", at, "在这条建议的文字中间")
    first, second = _trimmed(speech.text, row.start, at), _trimmed(speech.text, at, row.end)
    if first is None or second is None:
        raise InvalidValue("拆开的位置", at, "两边都留有文字")
    for later in _rows_of(session, row.speech_id):
        if later.position > row.position:
            later.position += 1
    _lay(session, row, speech, first)
    new = ProposalRow(
        speech_id=row.speech_id,
        position=row.position + 1,
        text=second.of(speech.text),
        start=second.start,
        end=second.end,
        spans=origin_of(session, speech, second),
        cue=row.cue if row.cue and row.cue in second.of(speech.text) else None,
        reason=_MOVED,
        confidence=row.confidence,
        status=row.status,
        status_reason=row.status_reason,
        important=row.important,
        destination=row.destination,
    )
    session.add(new)
    session.flush()
    _share_links(session, row.id, new.id)
    session.flush()
    return new.id


def merge(session: Session, proposal_ids: Sequence[int]) -> int:
    """Join recommendations of one speech: the first takes the words from the first to the last, and all links.

    What stands between them in the speech comes along, so that the quotation stays verbatim. The others go into the
    回收站. Staff wording is joined where the first has none.
    """
    rows = sorted(_there(session, proposal_ids), key=lambda row: (row.start, row.end))
    if len(rows) < 2:
        raise InvalidValue("合并", len(rows), "至少两条建议")
    if len({row.speech_id for row in rows}) > 1:
        raise InvalidValue("合并", len(rows), "同一篇发言里的建议")
    first, *others = rows
    speech = records.required(session, SpeechRow, first.speech_id)
    _lay(session, first, speech, Span(first.start, max(row.end for row in rows)))
    first.important = any(row.important for row in rows)
    if first.summary is None:
        worded = next((row for row in others if row.summary is not None), None)
        if worded is not None:
            first.summary, first.summary_kind = worded.summary, worded.summary_kind
    for other in others:
        _share_links(session, other.id, first.id)
        _share_followups(session, other.id, first.id)
    records.remove(others)
    session.flush()
    return first.id


def reorder(session: Session, speech_id: int, proposal_ids: Sequence[int]) -> None:
    """Number the recommendations of a speech in this order; those that are not named follow in their own."""
    records.required(session, SpeechRow, speech_id)
    place = {proposal_id: number for number, proposal_id in enumerate(proposal_ids)}
    rows = [row for row in _rows_of(session, speech_id) if row.removed_at is None]
    rows.sort(key=lambda row: (place.get(row.id, len(place)), row.position, row.id))
    for position, row in enumerate(rows, start=1):
        row.position = position
    session.flush()


def shift(session: Session, proposal_id: int, by: int) -> None:
    """Move a recommendation so many places up (negative) or down among those of its speech."""
    (row,) = _there(session, [proposal_id])
    ids = [one.id for one in _rows_of(session, row.speech_id) if one.removed_at is None]
    place = ids.index(proposal_id)
    ids.insert(min(max(place + by, 0), len(ids) - 1), ids.pop(place))
    reorder(session, row.speech_id, ids)


def in_order_of_text(session: Session, speech_id: int) -> None:
    """Number the recommendations of a speech as they stand in its text."""
    rows = sorted(_rows_of(session, speech_id), key=lambda row: (row.start, row.end, row.id))
    reorder(session, speech_id, [row.id for row in rows if row.removed_at is None])


def _there(session: Session, proposal_ids: Sequence[int]) -> list[ProposalRow]:
    """The rows; raises InvalidValue for one in the 回收站, or one whose words stand elsewhere than it lies."""
    rows = records.all_required(session, ProposalRow, proposal_ids)
    for row in rows:
        if row.removed_at is not None:
            raise InvalidValue("建议", row.text, "不在回收站里的建议")
        if records.required(session, SpeechRow, row.speech_id).text[row.start : row.end] != row.text:
            raise InvalidValue("建议", row.text, "没有失配的建议；先把它放回现行文本的原话上")
    return rows


def _rows_of(session: Session, speech_id: int) -> Sequence[ProposalRow]:
    query = select(ProposalRow).where(ProposalRow.speech_id == speech_id)
    return session.scalars(query.order_by(ProposalRow.position, ProposalRow.id)).all()


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without blanks at its ends, or None where nothing is left."""
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    last = end - (len(words) - len(words.rstrip()))
    return Span(first, last) if first < last and bare(text[first:last]) else None


def _lay(session: Session, row: ProposalRow, speech: SpeechRow, span: Span) -> None:
    row.text, row.start, row.end = span.of(speech.text), span.start, span.end
    row.spans = origin_of(session, speech, span)


def _share_links(session: Session, source: int, target: int) -> None:
    """Give a recommendation the themes and tags of another, beside its own."""
    links = session.scalars(
        select(ProposalThemeRow).where(ProposalThemeRow.proposal_id == source).order_by(ProposalThemeRow.position)
    ).all()
    known = list(session.scalars(select(ProposalThemeRow).where(ProposalThemeRow.proposal_id == target)))
    last = max((link.position for link in known), default=0)
    for link in links:
        present = next((one for one in known if one.theme_id == link.theme_id), None)
        if present is not None:
            present.confirmed = present.confirmed or link.confirmed
            continue
        last += 1
        session.add(
            ProposalThemeRow(
                proposal_id=target,
                theme_id=link.theme_id,
                position=last,
                confirmed=link.confirmed,
                confidence=link.confidence,
                reason=link.reason,
            )
        )
    named = select(TagRow.name).join(ProposalTagRow, ProposalTagRow.tag_id == TagRow.id)
    for name in session.scalars(named.where(ProposalTagRow.proposal_id == source)).all():
        tags.attach(session, "proposal", [target], name)


def _share_followups(session: Session, source: int, target: int) -> None:
    for link in session.scalars(select(FollowUpProposalRow).where(FollowUpProposalRow.proposal_id == source)).all():
        if session.get(FollowUpProposalRow, (link.followup_id, target)) is None:
            session.add(FollowUpProposalRow(followup_id=link.followup_id, proposal_id=target, position=link.position))
