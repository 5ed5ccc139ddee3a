"""This file says what 同类 and 归并 are: recommendations that a person found to want the same, with all who made them."""

from __future__ import annotations

from dataclasses import dataclass

from briefing_app.domain.proposals import Proposal


@dataclass(frozen=True, slots=True)
class Alike:
    """Recommendations that want the same. The lead's words stand for all; merged, the others have the state 归并.

    Nothing is lost by it: every member keeps its words, its speaker and its meeting, and can be taken out again.
    """

    id: int
    lead: Proposal
    others: tuple[Proposal, ...]
    merged: bool
    wording: str = ""  # staff wording for the shared line; always marked 概括

    @property
    def members(self) -> tuple[Proposal, ...]:
        return (self.lead, *self.others)

    @property
    def speakers(self) -> tuple[str, ...]:
        """All who made it, each once, the lead's first."""
        return tuple(dict.fromkeys(one.speaker for one in self.members))

    @property
    def meetings(self) -> tuple[str, ...]:
        """Where it was made, each meeting once."""
        return tuple({one.meeting_id: one.meeting_title for one in self.members}.values())
