"""This file says what a filter is: conditions that combine, the same for list, comparison, pack and command line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from briefing_app.domain.proposals import ProposalStatus


@dataclass(frozen=True, slots=True)
class ProposalFilter:
    """Conditions on recommendations. Several values of one condition are alternatives; conditions add up.

    An empty condition lets everything through. `text` is split at blanks; every part must be a substring of
    the recommendation or its staff wording (NFKC and case folded).
    """

    meetings: tuple[int, ...] = ()
    speakers: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()  # substring of an organisation as printed
    identities: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    statuses: tuple[ProposalStatus, ...] = ()
    units: tuple[str, ...] = ()  # lead or joint units of its follow-ups
    destinations: tuple[str, ...] = ()
    important: bool | None = None
    has_notes: bool | None = None
    has_followups: bool | None = None
    misplaced: bool | None = None  # 失配: its words are no longer in the speech
    since: date | None = None  # of the meeting, inclusive
    until: date | None = None
    text: str = ""
    nested: FilterGroup | None = None  # 高级条件, beside the others

    def is_empty(self) -> bool:
        return self == ProposalFilter()

    def within(self, meetings: tuple[int, ...]) -> ProposalFilter:
        """The same conditions on the recommendations of these meetings only."""
        return ProposalFilter(meetings=meetings).both(self)

    def both(self, other: ProposalFilter) -> ProposalFilter:
        """What fits both: this filter's own conditions stay, the other stands beside them."""
        if other.is_empty():
            return self
        beside = (other,) if self.nested is None else (self.nested, other)
        return replace(self, nested=FilterGroup(beside))


EVERYTHING = ProposalFilter()


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """Conditions nested to any depth: all of the parts must fit, or any of them; `negated` turns the answer round.

    A group without parts lets everything through: an empty condition asks for nothing.
    """

    parts: tuple[FilterGroup | ProposalFilter, ...] = ()
    any_of: bool = False
    negated: bool = False

    def pruned(self) -> FilterGroup | None:
        """The group without what asks for nothing, or None where nothing is left."""
        parts = [part.pruned() if isinstance(part, FilterGroup) else part for part in self.parts]
        kept = tuple(part for part in parts if part is not None and part != ProposalFilter())
        return FilterGroup(kept, self.any_of, self.negated) if kept else None


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a condition can take, how it reads, and how many recommendations would be left."""

    value: object  # what goes into the filter: an id, a word, a status, a truth
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose for each condition, under all the other conditions of the filter."""

    meetings: tuple[Choice, ...] = ()
    speakers: tuple[Choice, ...] = ()
    organisations: tuple[Choice, ...] = ()
    identities: tuple[Choice, ...] = ()
    themes: tuple[Choice, ...] = ()
    tags: tuple[Choice, ...] = ()
    statuses: tuple[Choice, ...] = ()
    units: tuple[Choice, ...] = ()
    destinations: tuple[Choice, ...] = ()
    important: tuple[Choice, ...] = ()
    has_notes: tuple[Choice, ...] = ()
    has_followups: tuple[Choice, ...] = ()
    misplaced: tuple[Choice, ...] = ()
