"""A recommendation comes along when the item that answers to it moves, and never against what a person decided."""

from __future__ import annotations

from datetime import date

import pytest

from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.followups import FollowUpStatus
from briefing_app.domain.proposals import ProposalStatus
from briefing_app.store import followups, proposals

TODAY = date(2026, 9, 6)
F, P = FollowUpStatus, ProposalStatus
TO_THE_ANSWER = (F.ASSIGNED, F.ACCEPTED, F.IN_PROGRESS, F.ANSWERED)


@pytest.fixture
def session(library):
    with library.transaction() as session:
        yield session


@pytest.fixture
def ids(session, tell):
    return tell(session).proposal_ids


def statuses(session):
    return [proposal.status for proposal in proposals.find(session, ProposalFilter())]


def item(session, ids, *steps):
    made = followups.add(session, title="建算力", proposal_ids=ids, lead="市发改委")
    go(session, made, *steps)
    return made


def go(session, made, *steps):
    for status in steps:
        followups.move(session, made.id, status, note="已研究，列入计划。", today=TODAY)


def test_it_goes_the_way_of_its_item(session, ids):
    made = item(session, ids)
    assert statuses(session) == [P.UNSORTED, P.UNSORTED]
    for step, status in zip(
        (*TO_THE_ANSWER, F.EVALUATED, F.CLOSED, F.REOPENED, F.IN_PROGRESS, F.RETURNED),
        (
            P.ASSIGNED,
            P.ASSIGNED,
            P.IN_PROGRESS,
            P.ANSWERED,
            P.EVALUATED,
            P.CLOSED,
            P.REOPENED,
            P.IN_PROGRESS,
            P.RETURNED,
        ),
        strict=True,
    ):
        go(session, made, step)
        assert statuses(session) == [status, status]
    assert proposals.one(session, ids[0]).status_reason == "已研究，列入计划。"


def test_it_is_answered_when_all_its_items_are(session, ids):
    first, second = item(session, ids[:1], *TO_THE_ANSWER[:-1]), item(session, ids, *TO_THE_ANSWER[:1])
    go(session, first, F.ANSWERED)
    assert statuses(session) == [P.IN_PROGRESS, P.ASSIGNED]
    go(session, second, *TO_THE_ANSWER[1:])
    assert statuses(session) == [P.ANSWERED, P.ANSWERED]


def test_an_item_in_the_bin_holds_nothing_up(session, ids):
    first, second = item(session, ids, *TO_THE_ANSWER[:-1]), item(session, ids)
    followups.remove(session, second.id)
    go(session, first, F.ANSWERED)
    assert statuses(session) == [P.ANSWERED, P.ANSWERED]


def test_what_a_person_set_aside_or_has_gone_further_stays(session, ids):
    proposals.move(session, ids[0], P.DECLINED, reason="权限不在本市")
    for status in (P.EDITED, P.ASSIGNED, P.IN_PROGRESS, P.ANSWERED):
        proposals.move(session, ids[1], status)
    item(session, ids, F.ASSIGNED)
    assert statuses(session) == [P.DECLINED, P.ANSWERED]


def test_putting_an_item_off_says_nothing_of_its_recommendation(session, ids):
    item(session, ids, F.ASSIGNED, F.SUSPENDED)
    assert statuses(session) == [P.ASSIGNED, P.ASSIGNED]


def test_one_undo_takes_both_back(library, tell):
    with library.transaction() as session:
        made = item(session, tell(session).proposal_ids)
    done = library.perform("交办", lambda session: go(session, made, F.ASSIGNED))
    library.undo(done.changes)
    with library.reading() as session:
        assert statuses(session) == [P.UNSORTED, P.UNSORTED]
        assert followups.one(session, made.id).status is F.DRAFTED
