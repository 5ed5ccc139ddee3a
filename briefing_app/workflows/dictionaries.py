"""This file reads the dictionaries that ship with the program, once, and says what a meeting is about."""

from __future__ import annotations

from functools import lru_cache

from briefing_app import paths
from briefing_app.analysis.vocabulary import Lexicon, parse_background, parse_vocabulary
from briefing_app.domain.meetings import MeetingFacts


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The subjects and the generic words that theme suggestions rest on."""
    background = parse_background(
        actions=_dictionary("background-actions"),
        things=_dictionary("background-things"),
        particles=_dictionary("background-particles"),
    )
    return Lexicon(parse_vocabulary(_dictionary("themes")), background)


def about_meeting(facts: MeetingFacts) -> str:
    """The words in which a meeting names itself: what everybody speaks of because it was asked for."""
    parts = (facts.name, facts.session, facts.body, facts.kind, facts.topic)
    return " ".join(part for part in parts if part)


def _dictionary(name: str) -> str:
    return (paths.resources() / "dictionaries" / f"{name}.txt").read_text("utf-8")
