"""This file suggests themes for drafts and for meetings of the library, with the dictionaries that ship."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sqlalchemy.orm import Session

from briefing_app import paths
from briefing_app.analysis import themes as analysis
from briefing_app.analysis.vocabulary import Lexicon, parse_background, parse_vocabulary
from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.meetings import MeetingFacts, PartRole
from briefing_app.domain.themes import ThemeSuggestion
from briefing_app.importing.draft import Draft, DraftProposal
from briefing_app.store import meetings, proposals, themes


@dataclass(frozen=True, slots=True)
class _Said:
    id: int
    speaker: str
    text: str


def with_themes(draft: Draft) -> Draft:
    """The draft with the suggested themes on its recommendations."""
    said: list[_Said] = []
    for speech in draft.speeches:
        speaker = speech.speaker or speech.label or ""
        said += [_Said(len(said) + place, speaker, proposal.text) for place, proposal in enumerate(speech.proposals)]
    names: dict[int, list[str]] = {}
    for theme in analysis.suggest(said, lexicon(), about=f"{_about(draft.meeting)} {_headline(draft)}"):
        for number in theme.proposal_ids:
            names.setdefault(number, []).append(theme.name)
    numbers = iter(range(len(said)))
    speeches = tuple(
        replace(
            speech, proposals=tuple(_themed(proposal, names.get(next(numbers), ())) for proposal in speech.proposals)
        )
        for speech in draft.speeches
    )
    return replace(draft, speeches=speeches)


def suggest_themes(session: Session, meeting_id: int) -> list[ThemeSuggestion]:
    """Themes for a meeting's recommendations as they stand now, whatever is linked already."""
    facts = meetings.one(session, meeting_id).facts
    said = proposals.find(session, ProposalFilter(meetings=(meeting_id,)))
    return analysis.suggest(said, lexicon(), about=_about(facts))


def link_suggested(session: Session, meeting_id: int, wanted: Mapping[int, Sequence[str]]) -> None:
    """Link recommendations with the themes wanted for them, each with the reason and confidence of its suggestion."""
    suggested = {theme.name: theme for theme in suggest_themes(session, meeting_id)} if any(wanted.values()) else {}
    by_name: dict[str, list[int]] = {}
    for proposal_id, names in wanted.items():
        for name in names:
            by_name.setdefault(name, []).append(proposal_id)
    for name, ids in by_name.items():
        theme = suggested.get(name)
        themes.link(
            session,
            ids,
            name,
            confirmed=False,
            confidence=theme.confidence if theme else None,
            reason=theme.reason if theme else "",
        )


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The dictionaries that ship with the program, read once."""
    background = parse_background(
        actions=_dictionary("background-actions"),
        things=_dictionary("background-things"),
        particles=_dictionary("background-particles"),
    )
    return Lexicon(parse_vocabulary(_dictionary("themes")), background)


def _dictionary(name: str) -> str:
    return (paths.resources() / "dictionaries" / f"{name}.txt").read_text("utf-8")


def _themed(proposal: DraftProposal, names: Sequence[str]) -> DraftProposal:
    return replace(proposal, themes=tuple(names)) if names else proposal


def _about(facts: MeetingFacts) -> str:
    parts = (facts.name, facts.session, facts.body, facts.kind, facts.topic)
    return " ".join(part for part in parts if part)


def _headline(draft: Draft) -> str:
    return " ".join(part.text for part in draft.front_matter if part.role is PartRole.HEADLINE)
