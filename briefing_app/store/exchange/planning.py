"""This file says what a plan is: what becomes of each record that comes in, and what it all comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from briefing_app.domain.exchange import Conflict, Outcome, Record
from briefing_app.store.exchange.matching import Matches
from briefing_app.store.exchange.snapshot import Content, Row, Snapshot

Tick = Callable[[], None]  # called for each record: reports, and stops the job where a person asked for it


def nothing() -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one record: its content afterwards, or None where it stays; what is then known to be shared."""

    record: Record
    key: int
    content: Content | None
    versions: tuple[str, ...]
    edited: bool = False  # differs from what was shared: the next export is a version of its own


@dataclass(slots=True)
class Plan:
    """All steps, and what they come to."""

    matches: Matches
    snapshot: Snapshot
    steps: list[Step] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    added: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    unchanged: int = 0
    ours_newer: int = 0
    own_rows: list[tuple[str, Row]] = field(default_factory=list)  # to be made here, beside what comes in

    def outcome(self) -> Outcome:
        return Outcome(
            dict(self.added),
            dict(self.updated),
            self.unchanged,
            self.ours_newer,
            tuple(self.conflicts),
            tuple(self.notes),
        )
