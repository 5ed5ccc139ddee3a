"""This file says which doubts of a draft still stand, and what accepting or refusing one does."""

from __future__ import annotations

from dataclasses import replace

from briefing_app.domain.text import Spans
from briefing_app.importing import editing
from briefing_app.importing.draft import Doubt, Draft, DraftSpeech

# Doubts that accepting does not answer: something has to be filled in.
MUST_FILL = frozenset({"year_missing", "date_unclear"})
_OF_SPEAKER = frozenset({"unsure_speaker", "unnamed_speaker", "empty_speech"})
_OF_PROPOSAL = "unsure_proposal"


def doubts(draft: Draft) -> tuple[Doubt, ...]:
    """The doubts whose object is still there, what must be filled in first, then in the order of the source."""
    openings = {_opening(speech) for speech in draft.speeches}
    proposals = {proposal.spans for speech in draft.speeches for proposal in speech.proposals}

    def stands(doubt: Doubt) -> bool:
        if doubt.code in _OF_SPEAKER:
            return doubt.spans in openings
        return doubt.code != _OF_PROPOSAL or doubt.spans in proposals

    found = [doubt for doubt in draft.warnings if stands(doubt)]
    return tuple(sorted(found, key=lambda doubt: (doubt.code not in MUST_FILL, doubt.spans)))


def accept(draft: Draft, doubt: Doubt) -> Draft:
    """What was found stands: a person has looked at it."""
    sure = tuple(_sure(speech, doubt) for speech in draft.speeches)
    return editing.settle(replace(draft, speeches=sure), doubt)


def refuse(draft: Draft, doubt: Doubt) -> Draft:
    """What was found is wrong: the recommendation is none, the speaker belongs to the speech before."""
    settled = editing.settle(draft, doubt)
    for index, speech in enumerate(draft.speeches):
        if doubt.code in _OF_SPEAKER and _opening(speech) == doubt.spans:
            return editing.merge_with_former(settled, index)
        for number, proposal in enumerate(speech.proposals):
            if doubt.code == _OF_PROPOSAL and proposal.spans == doubt.spans:
                return editing.drop_proposal(settled, index, number)
    return settled


def can_refuse(draft: Draft, doubt: Doubt) -> bool:
    """Whether there is something to say no to; the first speech has none before it to belong to."""
    if doubt.code == _OF_PROPOSAL:
        return True
    return doubt.code in _OF_SPEAKER and bool(draft.speeches) and _opening(draft.speeches[0]) != doubt.spans


def doubted(draft: Draft) -> frozenset[Spans]:
    """Where the pieces stand that are in doubt, for marking them in lists."""
    return frozenset(doubt.spans for doubt in doubts(draft) if doubt.spans)


def _sure(speech: DraftSpeech, doubt: Doubt) -> DraftSpeech:
    if doubt.code in _OF_SPEAKER and _opening(speech) == doubt.spans:
        return replace(speech, confidence=1.0)
    if doubt.code != _OF_PROPOSAL:
        return speech
    proposals = tuple(replace(p, confidence=1.0) if p.spans == doubt.spans else p for p in speech.proposals)
    return replace(speech, proposals=proposals)


def _opening(speech: DraftSpeech) -> Spans:
    """Where a speech shows itself: its header, or its first paragraph."""
    return speech.header_spans or (speech.paragraphs[0].spans if speech.paragraphs else ())
