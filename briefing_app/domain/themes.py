"""This file says what a theme is: a subject that recommendations share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the library, with the counts that lists show."""

    id: int
    name: str
    parent_id: int | None = None
    parent: str | None = None
    speakers: int = 0
    proposals: int = 0


@dataclass(frozen=True, slots=True)
class ThemeSuggestion:
    """A theme that the machine proposes for some recommendations, with its reason; a person decides."""

    name: str
    proposal_ids: tuple[int, ...]
    confidence: float
    reason: str
