"""This file says what the detail pane shows of a recommendation, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import briefing_app.store.annotations as notes
from briefing_app import workflows
from briefing_app.domain.alike import Alike
from briefing_app.domain.annotations import Annotation
from briefing_app.domain.followups import FollowUp
from briefing_app.domain.proposals import Proposal
from briefing_app.domain.speeches import Speech
from briefing_app.domain.text import Span
from briefing_app.store import alike, followups, proposals, speeches

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_SIMILAR = 5
_ALIKE_FROM = 0.5  # less is noise


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A recommendation with its paragraph, notes on its words, follow-ups, and similar ones."""

    proposal: Proposal
    speech: Speech
    paragraph: Span  # in the speech's text
    notes: tuple[Annotation, ...]
    followups: tuple[FollowUp, ...]
    group: Alike | None = None  # what a person found to want the same


def read_proposal(session: Session, proposal_id: int) -> ProposalView:
    """Everything but the similar ones, which take longer."""
    proposal = proposals.one(session, proposal_id)
    speech = speeches.one(session, proposal.speech_id)
    inside = [paragraph.span for paragraph in speech.paragraphs if paragraph.span.overlaps(proposal.span)]
    return ProposalView(
        proposal,
        speech,
        Span(inside[0].start, inside[-1].end) if inside else proposal.span,
        tuple(note for note in notes.find(session, speech_id=speech.id) if note.span.overlaps(proposal.span)),
        tuple(followups.find(session, proposal_id=proposal_id)),
        alike.of_proposal(session, proposal_id),
    )


def read_similar(session: Session, proposal_id: int) -> list[workflows.Similar]:
    """The recommendations of others that are most like it."""
    found = workflows.similar_proposals(session, proposal_id, limit=_SIMILAR)
    return [similar for similar in found if similar.score >= _ALIKE_FROM]
