"""This file suggests themes for a meeting of the library, and links the suggestions that a draft brought along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from briefing_app.analysis import themes as analysis
from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.themes import ThemeSuggestion
from briefing_app.store import meetings, proposals, themes
from briefing_app.workflows.dictionaries import about_meeting, lexicon


def suggest_themes(session: Session, meeting_id: int) -> list[ThemeSuggestion]:
    """Themes for a meeting's recommendations as they stand now, whatever is linked already."""
    facts = meetings.one(session, meeting_id).facts
    said = proposals.find(session, ProposalFilter(meetings=(meeting_id,)))
    return analysis.suggest(said, lexicon(), about=about_meeting(facts))


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
