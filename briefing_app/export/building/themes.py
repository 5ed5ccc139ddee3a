"""This file sorts recommendations into the parts of a pack: by theme, or by who spoke."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing_app.domain.proposals import Proposal, ThemeLink
from briefing_app.export import wording
from briefing_app.export.building.rows import Material


@dataclass(frozen=True, slots=True)
class Part:
    """A part with the recommendations printed in it."""

    name: str
    proposals: tuple[Proposal, ...]


def by_theme(proposals: Sequence[Proposal], *, by_hand: bool = False) -> tuple[Part, ...]:
    """The recommendations under their themes: most speakers first, then first mention; what has none comes last.

    Each stands once, under its first theme (a confirmed one before a suggested one). Inside a theme 重点 come
    first, unless a person has set the order.
    """
    found: dict[str, list[Proposal]] = {}
    for proposal in proposals:
        found.setdefault(main_theme_name(proposal), []).append(proposal)
    names = list(found)
    if not by_hand:
        names.sort(key=lambda name: (name == wording.OTHER_THEMES, -len({p.speech_id for p in found[name]})))
    return tuple(
        Part(name, tuple(found[name] if by_hand else sorted(found[name], key=lambda p: not p.important)))
        for name in names
    )


def by_speaker(material: Material) -> tuple[Part, ...]:
    """The recommendations under their speakers, in the order of the pack's speeches."""
    found: dict[int, list[Proposal]] = {speech.id: [] for speech in material.speeches}
    for proposal in material.proposals:
        found.setdefault(proposal.speech_id, []).append(proposal)
    return tuple(Part(_named(material, own[0]), tuple(own)) for own in found.values() if own)


def _named(material: Material, proposal: Proposal) -> str:
    posts = material.posts(proposal)
    return material.speaker(proposal) + (f"（{posts}）" if posts else "")


def main_theme(proposal: Proposal) -> ThemeLink | None:
    """The theme under which a recommendation is printed."""
    return min(proposal.themes, key=lambda link: not link.confirmed, default=None)


def main_theme_name(proposal: Proposal) -> str:
    """The name of the part in which a recommendation is printed."""
    theme = main_theme(proposal)
    return theme.name if theme else wording.OTHER_THEMES
