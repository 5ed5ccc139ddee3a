"""This file gives names and posts back as they are printed, after they were read in folded characters."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from briefing_app.domain.people import Affiliation
from briefing_app.importing.naming.people import Somebody, Standing

Spell = Callable[[str], str]


def printed(text: str, folded: str) -> Spell:
    """A function from folded words to the words as printed; for most texts they are the same."""
    if text == folded:
        return lambda words: words
    known: dict[str, str] = {}

    def spell(words: str) -> str:
        if words not in known:
            known[words] = _find(words, text, folded)
        return known[words]

    return spell


def _find(words: str, text: str, folded: str) -> str:
    at = folded.find(words)
    if at >= 0:
        return text[at : at + len(words)]
    spaced = re.search(r"\s*".join(map(re.escape, words)), folded) if words else None
    return re.sub(r"\s+", "", text[spaced.start() : spaced.end()]) if spaced else words


def spelled(person: Somebody, spell: Spell) -> Somebody:
    """The person with everything as printed."""
    behalf = spell(person.on_behalf_of) if person.on_behalf_of else None
    return replace(person, name=spell(person.name), standing=_standing(person.standing, spell), on_behalf_of=behalf)


def _standing(standing: Standing, spell: Spell) -> Standing:
    affiliations = tuple(
        Affiliation(
            spell(a.organisation) if a.organisation is not None else None,
            spell(a.post) if a.post is not None else None,
        )
        for a in standing.affiliations
    )
    return replace(standing, affiliations=affiliations, identities=tuple(map(spell, standing.identities)))
