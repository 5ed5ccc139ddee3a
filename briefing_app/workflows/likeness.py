"""This file finds recommendations like one at hand, and says by which words they are."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from briefing_app.analysis import meaning, shared_words, similarity
from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.proposals import Proposal
from briefing_app.domain.text import Spans
from briefing_app.errors import NeedsExtra
from briefing_app.store import proposals, search, speeches
from briefing_app.workflows.dictionaries import lexicon
from briefing_app.workflows.progress import IsCancelled, Progress, Steps

INDEXED_FROM = 5_000  # recommendations from which the index chooses what is compared at all
MOST_LIKELY = 3_000
MOST_READ = 300  # texts whose meaning is compared at once


@dataclass(frozen=True, slots=True)
class Similar:
    """A recommendation that is like the one at hand: how much (0 to 1), and by which words."""

    proposal: Proposal
    score: float
    words: tuple[str, ...] = ()  # what both say, the longest first
    spans: Spans = ()  # where the other says it


def similar_proposals(session: Session, proposal_id: int, *, limit: int = 10) -> list[Similar]:
    """The recommendations of other speakers and other meetings whose words are most like one's."""
    one = proposals.one(session, proposal_id)
    scores = dict(similarity.similar(one.text, _others(session, one), limit=limit))
    return _found(session, one, scores)


def similar_by_meaning(
    session: Session,
    proposal_id: int,
    *,
    limit: int = 10,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> list[Similar]:
    """Those that want most nearly the same, in whatever words; raises NeedsExtra, or Cancelled.

    In a large library those are compared that share words or a theme: a meaning takes some 20 ms to find out.
    """
    if not meaning.is_available():
        raise NeedsExtra("按意思查找相近的建议", meaning.EXTRA)
    one = proposals.one(session, proposal_id)
    near = _worth_reading(session, one, _others(session, one))
    steps = Steps(len(near), progress, cancelled)
    scores = dict(meaning.nearest(one.text, near, limit=limit, step=steps.done))
    return _found(session, one, scores)


def can_compare_meanings() -> bool:
    """Whether the optional part is there."""
    return meaning.is_available()


def _others(session: Session, one: Proposal) -> list[tuple[int, str]]:
    """What other speakers and other meetings recommend."""
    spoken = speeches.of_meeting(session, one.meeting_id)
    own = [speech.id for speech in spoken if speech.speaker_name == one.speaker]
    large = proposals.count(session) > INDEXED_FROM
    return proposals.texts(
        session, outside=own, among=search.likely(session, one.text, most=MOST_LIKELY) if large else None
    )


def _worth_reading(session: Session, one: Proposal, others: list[tuple[int, str]]) -> list[tuple[int, str]]:
    if len(others) <= MOST_READ:
        return others
    by_words = [key for key, _ in similarity.similar(one.text, others, limit=MOST_READ, least=0)]
    themes = ProposalFilter(themes=one.theme_names)
    by_theme = proposals.ids(session, themes, limit=MOST_READ) if one.theme_names else []
    wanted = set(by_words[: MOST_READ // 2]) | set(by_theme[: MOST_READ // 2])
    return [(key, text) for key, text in others if key in wanted]


def _found(session: Session, one: Proposal, scores: dict[int, float]) -> list[Similar]:
    return [_similar(one, other, scores[other.id]) for other in proposals.by_ids(session, list(scores))]


def _similar(one: Proposal, other: Proposal, score: float) -> Similar:
    words = shared_words.shared_words(one.text, other.text, lexicon())
    return Similar(other, score, words, shared_words.places(words, other.text))
