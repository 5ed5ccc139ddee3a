"""This file reads what the overview shows, in one go and in a worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from briefing_app.domain.filters import Choice, ProposalFilter
from briefing_app.domain.followups import DONE, DueState, FollowUp
from briefing_app.domain.meetings import Meeting
from briefing_app.domain.proposals import ProposalStatus
from briefing_app.store import (
    choices,
    drafts,
    followup_lists,
    meetings,
    misplaced,
    packs,
    person_proposals,
    proposal_lists,
)
from briefing_app.store.misplaced import Flagged

# Which recommendations the pictures count.
WHOLE, THIS_YEAR, QUARTER = "whole", "year", "quarter"
_QUARTER_DAYS = 92
_REMINDERS = 6
_RECENT = 4


@dataclass(frozen=True, slots=True)
class Distribution:
    """Recommendations by theme (most frequent first) and by state (in the order of the work)."""

    themes: tuple[Choice, ...]
    statuses: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the page."""

    meetings: int
    speeches: int
    proposals: int
    important: int
    followups: int
    open_followups: int
    packs: int
    reminders: tuple[FollowUp, ...]
    overdue: int
    soon: int
    recent: tuple[Meeting, ...]
    drafts: tuple[str, ...]  # names of files whose review is not finished
    unreviewed: tuple[Meeting, ...]
    unconfirmed_themes: int
    misplaced: tuple[Flagged, ...]  # marks and recommendations whose words the text no longer has
    undecided_people: int  # who may be somebody else, or was taken for somebody
    distribution: Distribution

    @property
    def is_empty(self) -> bool:
        return not (self.meetings or self.drafts)


def read(session: Session, today: date, period: str) -> Overview:
    """Read the page."""
    found = meetings.find(session)
    items = followup_lists.find(session)
    waiting = sorted((i for i in items if i.status not in DONE and i.due), key=lambda i: i.due or today)
    states = [item.due_state(today) for item in items]
    everything = choices.choices(session, ProposalFilter())
    return Overview(
        meetings=len(found),
        speeches=sum(meeting.speeches for meeting in found),
        proposals=sum(meeting.proposals for meeting in found),
        important=sum(choice.count for choice in everything.important if choice.value),
        followups=len(items),
        open_followups=sum(item.status not in DONE for item in items),
        packs=len(packs.find(session)),
        reminders=tuple(i for i in waiting if i.due_state(today) in (DueState.OVERDUE, DueState.SOON))[:_REMINDERS],
        overdue=states.count(DueState.OVERDUE),
        soon=states.count(DueState.SOON),
        recent=tuple(found[:_RECENT]),
        drafts=tuple(name for _, name in drafts.names(session)),
        unreviewed=tuple(meeting for meeting in found if not meeting.reviewed),
        unconfirmed_themes=_unconfirmed(session),
        misplaced=tuple(misplaced.find(session)),
        undecided_people=len(person_proposals.undecided(session).people),
        distribution=distribution(session, today, period),
    )


def period_filter(today: date, period: str) -> ProposalFilter:
    """The condition behind 全部, this year, and the last three months."""
    since: dict[str, Callable[[], date]] = {
        THIS_YEAR: lambda: date(today.year, 1, 1),
        QUARTER: lambda: today - timedelta(days=_QUARTER_DAYS),
    }
    return ProposalFilter(since=since[period]()) if period in since else ProposalFilter()


def distribution(session: Session, today: date, period: str) -> Distribution:
    """The two pictures."""
    among = choices.choices(session, period_filter(today, period))
    order = {status: place for place, status in enumerate(ProposalStatus)}
    by_state = sorted(among.statuses, key=lambda choice: order[ProposalStatus(str(choice.label))])
    return Distribution(among.themes, tuple(by_state))


def _unconfirmed(session: Session) -> int:
    """How many recommendations carry a theme that nobody has confirmed."""
    newest = proposal_lists.find(session, ProposalFilter(), limit=2000)
    return sum(any(not link.confirmed for link in proposal.themes) for proposal in newest)
