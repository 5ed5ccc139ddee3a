"""This file finds recommendations like one at hand, and says by which words they are."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from briefing_app.analysis import shared_words, similarity
from briefing_app.domain.proposals import Proposal
from briefing_app.domain.text import Spans
from briefing_app.store import proposals, speeches
from briefing_app.workflows.dictionaries import lexicon


@dataclass(frozen=True, slots=True)
class Similar:
    """A recommendation that is like the one at hand: how much (0 to 1), and by which words."""

    proposal: Proposal
    score: float
    words: tuple[str, ...] = ()  # what both say, the longest first
    spans: Spans = ()  # where the other says it


def similar_proposals(session: Session, proposal_id: int, *, limit: int = 10) -> list[Similar]:
    """The recommendations of other speakers and other meetings that are most like one."""
    one = proposals.one(session, proposal_id)
    spoken = speeches.of_meeting(session, one.meeting_id)
    own = [speech.id for speech in spoken if speech.speaker_name == one.speaker]
    scores = dict(similarity.similar(one.text, proposals.texts(session, outside=own), limit=limit))
    return [_similar(one, found, scores[found.id]) for found in proposals.by_ids(session, list(scores))]


def _similar(one: Proposal, other: Proposal, score: float) -> Similar:
    words = shared_words.shared_words(one.text, other.text, lexicon())
    return Similar(other, score, words, shared_words.places(words, other.text))
