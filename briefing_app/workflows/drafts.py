"""This file takes a draft into the library: source, meeting, speeches, recommendations, themes, in one transaction."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from sqlalchemy.orm import Session

from briefing_app.domain.text import Span
from briefing_app.errors import AlreadyImported
from briefing_app.importing import draft_json
from briefing_app.importing.draft import Draft, DraftProposal, DraftSpeech
from briefing_app.importing.settling import doubts
from briefing_app.store import drafts, meetings, proposals, sources, speeches
from briefing_app.store.database import Library
from briefing_app.workflows import theming
from briefing_app.workflows.placing import SpeechText

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Saved:
    """What one draft became in the library."""

    meeting_id: int
    source_id: int
    speeches: int
    proposals: int
    needs_review: int


def save_draft(library: Library, draft: Draft, *, meeting_id: int | None = None, reviewed: bool = False) -> Saved:
    """Store a draft in one transaction; raises AlreadyImported, NotFound, LibraryUnusable."""
    with library.transaction(f"导入 {draft.source.name}") as session:
        saved = store_draft(session, draft, meeting_id=meeting_id, reviewed=reviewed)
    _log.info("saved meeting=%d speeches=%d proposals=%d", saved.meeting_id, saved.speeches, saved.proposals)
    return saved


def store_draft(session: Session, draft: Draft, *, meeting_id: int | None = None, reviewed: bool = False) -> Saved:
    """Store a draft within the caller's transaction; with a meeting, its speeches come after those already there."""
    source = draft.source
    known = sources.by_sha256(session, source.sha256)
    if known is not None:
        raise AlreadyImported(source.name, known.meeting_id)
    meeting = _meeting(session, draft, meeting_id, reviewed=reviewed)
    source_id = sources.add(
        session,
        name=source.name,
        sha256=source.sha256,
        reader=source.reader,
        text=source.text,
        content=source.content,
        parts=(*draft.front_matter, *draft.removed),
        meeting_id=meeting,
    )
    offset = max((speech.order for speech in speeches.of_meeting(session, meeting)), default=0)
    stored: dict[int, tuple[str, ...]] = {}
    for speech in draft.speeches:
        stored |= _store_speech(session, draft, speech, meeting=meeting, source_id=source_id, offset=offset)
    theming.link_suggested(session, meeting, stored)
    return Saved(meeting, source_id, len(draft.speeches), len(stored), needs_review(draft))


def keep_draft(session: Session, draft: Draft) -> None:
    """Keep a draft for a review to come: with its bytes and text, so that the file itself is not needed again."""
    source = draft.source
    written = draft_json.to_json(draft) | {"text": source.text, "reader_notes": list(source.notes)}
    drafts.keep(session, sha256=source.sha256, name=source.name, content=source.content, json=written)


def needs_review(draft: Draft) -> int:
    """How many doubts stand: what the text does not say, and what the parser is unsure about."""
    return len(doubts(draft))


def _meeting(session: Session, draft: Draft, meeting_id: int | None, *, reviewed: bool) -> int:
    if meeting_id is None:
        return meetings.add(session, draft.meeting, reviewed=reviewed)
    return meetings.one(session, meeting_id).id


def _store_speech(
    session: Session, draft: Draft, speech: DraftSpeech, *, meeting: int, source_id: int, offset: int
) -> dict[int, tuple[str, ...]]:
    """Store a speech with its recommendations; their ids, with the themes that the draft gives each."""
    stored = speeches.add(
        session,
        meeting_id=meeting,
        source_id=source_id,
        order=speech.order + offset,
        speaker=speech.speaker,
        label=speech.label,
        co_speakers=speech.co_speakers,
        header=speech.header,
        header_spans=speech.header_spans,
        title=speech.title,
        title_spans=speech.title_spans,
        on_behalf_of=speech.on_behalf_of,
        affiliations=speech.affiliations,
        identities=speech.identities,
        paragraphs=[(paragraph.text, paragraph.spans) for paragraph in speech.paragraphs],
    )
    text = SpeechText(draft.source.text, speech.paragraphs)
    placed = ((proposal, text.place(proposal.spans)) for proposal in speech.proposals)
    return {
        _store_proposal(session, proposal, span, speech_id=stored.id, text=span.of(stored.text)): proposal.themes
        for proposal, span in placed
    }


def _store_proposal(session: Session, proposal: DraftProposal, span: Span, *, speech_id: int, text: str) -> int:
    return proposals.add(
        session,
        speech_id=speech_id,
        span=span,
        spans=proposal.spans,
        text=text,
        cue=proposal.cue,
        reason=proposal.reason,
        confidence=proposal.confidence,
    )
