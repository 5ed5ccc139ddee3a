"""This file says what becomes of a recommendation when an item of follow-up that answers to it moves."""

from __future__ import annotations

from collections.abc import Collection

from briefing_app.domain.followups import DONE, FollowUpStatus
from briefing_app.domain.proposals import ProposalStatus

_F, _P = FollowUpStatus, ProposalStatus
# Putting an item off, or filing it away, says nothing of the recommendation.
_ALONG = {
    _F.ASSIGNED: _P.ASSIGNED,
    _F.ACCEPTED: _P.ASSIGNED,
    _F.IN_PROGRESS: _P.IN_PROGRESS,
    _F.RETURNED: _P.RETURNED,
    _F.ANSWERED: _P.ANSWERED,
    _F.EVALUATED: _P.EVALUATED,
    _F.CLOSED: _P.CLOSED,
    _F.REOPENED: _P.REOPENED,
}
_BACK = frozenset({_P.RETURNED, _P.REOPENED})
# How far along the main road; what a person has set aside (不采纳, 转提案 …) is not on it and stays.
_RANKS = {
    _P.UNSORTED: 0,
    _P.EDITED: 1,
    _P.REPORTED: 2,
    _P.RETURNED: 2,
    _P.REOPENED: 2,
    _P.ASSIGNED: 3,
    _P.IN_PROGRESS: 4,
    _P.ANSWERED: 5,
    _P.EVALUATED: 6,
    _P.CLOSED: 7,
}


def brought_along(
    status: ProposalStatus, moved_to: FollowUpStatus, others: Collection[FollowUpStatus]
) -> ProposalStatus | None:
    """Where a recommendation comes to stand when its item moved; None when it stays.

    It goes forward with the item, and back when the item is returned or taken up again. It is answered only when the
    other items that answer to it are.
    """
    target = _ALONG.get(moved_to)
    if target is None or status not in _RANKS or target is status:
        return None
    if moved_to in DONE and not all(other in DONE for other in others):
        return None
    return target if target in _BACK or _RANKS[target] > _RANKS[status] else None
