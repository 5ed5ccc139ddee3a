"""This file turns the filter options of a command into a filter, and refuses those that mean nothing to it."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from typing import TypeVar

from sqlalchemy.orm import Session

from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.followups import FollowUpStatus
from briefing_app.domain.proposals import ProposalStatus
from briefing_app.errors import InvalidValue
from briefing_app.store import saved_filters

# What each kind of row can be chosen by. A filter that would be ignored is refused: silence would be a wrong answer.
UNDERSTOOD = {
    "meetings": {"meeting", "tag", "text", "since", "until"},
    "speeches": {"meeting", "speaker", "organisation", "identity", "tag", "text", "since", "until"},
    "proposals": {
        *("meeting", "speaker", "organisation", "identity", "theme", "tag", "status", "unit", "important"),
        *("text", "since", "until", "due_before", "overdue"),
        *("destination", "with_notes", "with_followups", "misplaced", "saved"),
    },
    "followups": {"meeting", "status", "tag", "unit", "text", "due_before", "overdue"},
    "themes": {"meeting", "text"},
    "sources": {"meeting", "text"},
    "people": {"speaker", "text"},
    "exports": {"text"},
}
_EVERY = UNDERSTOOD["proposals"]


def refuse_meaningless(arguments: Namespace) -> None:
    """Raise InvalidValue for a filter that the listed kind has no answer to."""
    understood = UNDERSTOOD[arguments.kind]
    for name in sorted(_EVERY - understood):
        if getattr(arguments, name):
            options = "、".join("--" + option.replace("_", "-") for option in sorted(understood))
            raise InvalidValue(f"list {arguments.kind}", "--" + name.replace("_", "-"), f"这些筛选之一：{options}")


def proposal_filter(arguments: Namespace) -> ProposalFilter:
    """The filter for recommendations; a command on one meeting has its number and no condition on meetings."""
    return ProposalFilter(
        meetings=tuple(arguments.meeting) if isinstance(arguments.meeting, list) else (),
        speakers=tuple(arguments.speaker),
        organisations=tuple(arguments.organisation),
        identities=tuple(arguments.identity),
        themes=tuple(arguments.theme),
        tags=tuple(arguments.tag),
        statuses=tuple(_status(value, ProposalStatus) for value in arguments.status),
        units=tuple(arguments.unit),
        destinations=tuple(arguments.destination),
        important=True if arguments.important else None,
        has_notes=True if arguments.with_notes else None,
        has_followups=True if arguments.with_followups else None,
        misplaced=True if arguments.misplaced else None,
        since=arguments.since,
        until=arguments.until,
        text=arguments.text,
    )


def whole_filter(session: Session, arguments: Namespace) -> ProposalFilter:
    """The options, and beside them the filter that was kept in the window under a name."""
    given = proposal_filter(arguments)
    return given.both(saved_filters.named(session, arguments.saved)) if arguments.saved else given


def followup_statuses(arguments: Namespace) -> tuple[FollowUpStatus, ...]:
    """The states of follow-ups that are asked for."""
    return tuple(_status(value, FollowUpStatus) for value in arguments.status)


def has_words(text: str, *fields: str | None) -> bool:
    """True when every word of `text` stands in one of the fields, whatever the case."""
    shown = "\n".join(field for field in fields if field).casefold()
    return all(word in shown for word in text.casefold().split())


def within(day: date | None, since: date | None, until: date | None) -> bool:
    """True for a day inside the bounds; an unknown day is inside no bound."""
    if since is None and until is None:
        return True
    return day is not None and (since is None or since <= day) and (until is None or day <= until)


_Status = TypeVar("_Status", ProposalStatus, FollowUpStatus)


def _status(value: str, kind: type[_Status]) -> _Status:
    try:
        return kind(value)
    except ValueError:
        raise InvalidValue("状态", value, "、".join(status.value for status in kind)) from None
