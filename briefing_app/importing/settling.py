"""This file says what of a draft a person should look at, and what accepting or refusing it does."""

from __future__ import annotations

from dataclasses import replace

from briefing_app.domain.text import Spans
from briefing_app.importing import editing
from briefing_app.importing.draft import Doubt, Draft, DraftSpeech

DOUBTFUL = 0.7  # findings below this are shown one by one
UNCERTAIN_SPEAKER, UNCERTAIN_PROPOSAL = "speaker_uncertain", "proposal_uncertain"
# Doubts that accepting does not answer: something has to be filled in.
MUST_FILL = frozenset({"year_missing"})


def doubts(draft: Draft) -> tuple[Doubt, ...]:
    """What the parser warns of, and every finding that it is unsure about, in the order of the source."""
    found = list(draft.warnings)
    for speech in draft.speeches:
        if speech.confidence < DOUBTFUL:
            found.append(Doubt(UNCERTAIN_SPEAKER, speech.reason, _opening(speech), speech.confidence))
        found += [
            Doubt(UNCERTAIN_PROPOSAL, proposal.reason, proposal.spans, proposal.confidence)
            for proposal in speech.proposals
            if proposal.confidence < DOUBTFUL
        ]
    return tuple(sorted(found, key=lambda doubt: doubt.spans or ()))


def accept(draft: Draft, doubt: Doubt) -> Draft:
    """What was found stands: a person has looked at it."""
    if doubt.code == UNCERTAIN_SPEAKER:
        speeches = tuple(
            replace(speech, confidence=1.0) if _opening(speech) == doubt.spans else speech for speech in draft.speeches
        )
        return replace(draft, speeches=speeches)
    if doubt.code == UNCERTAIN_PROPOSAL:
        return _with_sure_proposal(draft, doubt.spans)
    return editing.settle(draft, doubt)


def refuse(draft: Draft, doubt: Doubt) -> Draft:
    """What was found is wrong: the recommendation is none, the speaker belongs to the speech before."""
    for index, speech in enumerate(draft.speeches):
        if doubt.code == UNCERTAIN_SPEAKER and _opening(speech) == doubt.spans:
            return editing.merge_with_former(draft, index) if index else editing.settle(draft, doubt)
        for number, proposal in enumerate(speech.proposals):
            if doubt.code == UNCERTAIN_PROPOSAL and proposal.spans == doubt.spans:
                return editing.drop_proposal(draft, index, number)
    return editing.settle(draft, doubt)


def can_refuse(doubt: Doubt) -> bool:
    return doubt.code in {UNCERTAIN_SPEAKER, UNCERTAIN_PROPOSAL}


def _with_sure_proposal(draft: Draft, spans: Spans) -> Draft:
    speeches = tuple(
        replace(
            speech,
            proposals=tuple(replace(p, confidence=1.0) if p.spans == spans else p for p in speech.proposals),
        )
        for speech in draft.speeches
    )
    return replace(draft, speeches=speeches)


def _opening(speech: DraftSpeech) -> Spans:
    """Where a speech shows itself: its header, or its first paragraph."""
    return speech.header_spans or (speech.paragraphs[0].spans if speech.paragraphs else ())
