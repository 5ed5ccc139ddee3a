"""This file holds what the stages hand to each other: speeches under construction, before recommendations are looked for."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefing_app.importing.naming.people import Somebody, Standing
from briefing_app.importing.page.passages import Passage
from briefing_app.importing.quoted.attributions import Attribution


@dataclass(slots=True)
class Turn:
    """A speech under construction."""

    people: tuple[Somebody, ...]
    confidence: float
    reason: str
    label: str | None = None
    standing: Standing = field(default_factory=Standing)  # of an unnamed speaker
    on_behalf_of: str | None = None
    header: Passage | None = None
    titles: list[Passage] = field(default_factory=list)
    paragraphs: list[Passage] = field(default_factory=list)
    attributions: list[list[Attribution]] = field(default_factory=list)  # one list a paragraph, positions in it
    prompt: str = ""  # the question that the turn answers
    on_podium: bool = False  # it answers reporters: only words that say 建议 recommend
    asks: bool = False  # a reporter's or a chair's turn: no recommendations are looked for

    @property
    def name(self) -> str | None:
        return self.people[0].name if self.people else None

    @property
    def title(self) -> str | None:
        return " ".join(title.text for title in self.titles) or None


@dataclass(frozen=True, slots=True)
class Card:
    """Somebody introduced by a line of their own, without a text; `start` is where the line begins."""

    start: int
    person: Somebody


@dataclass(slots=True)
class Found:
    """The outcome of taking a text apart: turns in text order, and narration with the place where it stands."""

    turns: list[Turn] = field(default_factory=list)
    narration: list[Passage] = field(default_factory=list)
    headings: list[Passage] = field(default_factory=list)
    captions: list[Passage] = field(default_factory=list)
