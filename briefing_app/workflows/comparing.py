"""This file lays a meeting's speakers side by side, and finds recommendations like one at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from briefing_app.analysis import similarity
from briefing_app.domain import comparison
from briefing_app.domain.comparison import Comparison
from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.proposals import Proposal
from briefing_app.domain.speeches import Speech
from briefing_app.errors import NotFound
from briefing_app.store import comparisons, meetings, proposals, speeches


@dataclass(frozen=True, slots=True)
class Similar:
    """A recommendation that is like the one at hand, with how much (0 to 1)."""

    proposal: Proposal
    score: float


def compare_meeting(
    session: Session, meeting_id: int, *, speakers: Sequence[str] = (), themes: Sequence[str] = ()
) -> Comparison:
    """A meeting's recommendations by theme and speaker, with what people decided.

    Without `speakers`, everybody who recommends something comes; a name that did not speak raises NotFound.
    """
    meetings.one(session, meeting_id)
    said = proposals.find(session, ProposalFilter(meetings=(meeting_id,)))
    spoken = speeches.of_meeting(session, meeting_id)
    recommending = {proposal.speech_id for proposal in said}
    chosen = _by_name(spoken, speakers) if speakers else [speech for speech in spoken if speech.id in recommending]
    return comparison.compare(
        chosen,
        said,
        themes=themes,
        decisions=comparisons.decisions(session, meeting_id),
        summaries=comparisons.summaries(session, meeting_id),
    )


def similar_proposals(session: Session, proposal_id: int, *, limit: int = 10) -> list[Similar]:
    """The recommendations of other speakers and other meetings that are most like one."""
    one = proposals.one(session, proposal_id)
    spoken = speeches.of_meeting(session, one.meeting_id)
    own = [speech.id for speech in spoken if speech.speaker_name == one.speaker]
    scores = dict(similarity.similar(one.text, proposals.texts(session, outside=own), limit=limit))
    return [Similar(found, scores[found.id]) for found in proposals.by_ids(session, list(scores))]


def _by_name(spoken: Sequence[Speech], names: Sequence[str]) -> list[Speech]:
    """Speeches in the order of the names; a person's several turns stay together."""
    chosen: list[Speech] = []
    for name in names:
        found = [speech for speech in spoken if name in {speech.speaker, speech.label, *speech.co_speakers}]
        if not found:
            raise NotFound("发言人", name)
        chosen += [speech for speech in found if speech not in chosen]
    return chosen
