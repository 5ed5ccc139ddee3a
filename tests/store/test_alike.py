"""Recommendations that want the same are linked and merged by a person; nothing is lost, and all can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from briefing_app.domain.proposals import ProposalStatus
from briefing_app.errors import InvalidValue, NotFound
from briefing_app.store import alike, proposals
from briefing_app.store.database import Library

Status = ProposalStatus


@pytest.fixture
def told(library: Library, tell: Callable[..., Any]) -> tuple[int, int, int, int]:
    """Two recommendations of one meeting, two of another."""
    with library.transaction("存入") as session:
        first = tell(session, speaker="白露", sha256="a")
        second = tell(session, speaker="温泉", sha256="b")
    return (*first.proposal_ids, *second.proposal_ids)


def _statuses(library: Library, ids: tuple[int, ...]) -> list[Status]:
    with library.reading() as session:
        return [proposals.one(session, key).status for key in ids]


def test_linked_recommendations_show_everybody_who_made_them(library: Library, told: tuple[int, ...]) -> None:
    with library.transaction("同类") as session:
        group = alike.link(session, [told[0], told[2]])
    with library.reading() as session:
        (found,) = alike.find(session)
        meeting = proposals.one(session, told[2]).meeting_id
        assert alike.find(session, meeting_id=meeting) == [found]
        assert alike.find(session, meeting_id=99) == []
        assert alike.of_proposal(session, told[2]) == found
        assert alike.of_proposal(session, told[1]) is None
    assert (found.id, found.merged, found.speakers) == (group, False, ("白露", "温泉"))
    assert len({one.meeting_id for one in found.members}) == 2
    assert _statuses(library, told) == [Status.UNSORTED] * 4


def test_merging_keeps_every_word_and_parting_gives_back_every_state(library: Library, told: tuple[int, ...]) -> None:
    with library.transaction("采编") as session:
        proposals.move(session, told[2], Status.EDITED)
        group = alike.link(session, [told[0], told[2], told[3]])
    with library.reading() as session:
        before = [proposals.one(session, key).text for key in told]
    with library.transaction("归并") as session:
        alike.merge(session, group)
    assert _statuses(library, told) == [Status.UNSORTED, Status.UNSORTED, Status.MERGED, Status.MERGED]
    with library.reading() as session:
        assert [proposals.one(session, key).text for key in told] == before
    with library.transaction("拆开") as session:
        alike.part(session, group)
    assert _statuses(library, told) == [Status.UNSORTED, Status.UNSORTED, Status.EDITED, Status.UNSORTED]


def test_merging_is_undone_in_one_step(library: Library, told: tuple[int, ...]) -> None:
    def work(session: Any) -> None:
        alike.merge(session, alike.link(session, [told[0], told[2]]))

    done = library.perform("归并建议", work)
    library.undo(done.changes)
    assert _statuses(library, told) == [Status.UNSORTED] * 4
    with library.reading() as session:
        assert alike.find(session) == []
    library.redo(done.changes)
    assert _statuses(library, told)[2] is Status.MERGED


def test_another_may_lead_and_whoever_leaves_has_its_state_back(library: Library, told: tuple[int, ...]) -> None:
    with library.transaction("归并") as session:
        group = alike.link(session, [told[0], told[2], told[3]])
        alike.merge(session, group, lead=told[2])
    assert _statuses(library, told) == [Status.MERGED, Status.UNSORTED, Status.UNSORTED, Status.MERGED]
    with library.transaction("改主条") as session:
        alike.set_lead(session, group, told[3])
    assert _statuses(library, told)[2:] == [Status.MERGED, Status.UNSORTED]
    with library.transaction("移出") as session:
        alike.leave(session, told[3])  # the lead itself: the next one leads
    with library.reading() as session:
        (found,) = alike.find(session)
    assert found.lead.id == told[0]
    assert _statuses(library, told) == [Status.UNSORTED, Status.UNSORTED, Status.MERGED, Status.UNSORTED]
    with library.transaction("移出") as session:
        alike.leave(session, told[2])  # one alone is no group
    with library.reading() as session:
        assert alike.find(session) == []
    assert _statuses(library, told) == [Status.UNSORTED] * 4


def test_two_groups_become_one_and_nothing_is_merged_silently(library: Library, told: tuple[int, ...]) -> None:
    with library.transaction("同类") as session:
        first = alike.link(session, [told[0], told[1]])
        second = alike.link(session, [told[2], told[3]])
        alike.set_wording(session, second, "加快算力建设")
        alike.merge(session, second)
        assert alike.link(session, [told[1], told[2]]) == first
    with library.reading() as session:
        (found,) = alike.find(session)
    assert (len(found.members), found.merged, found.wording) == (4, False, "加快算力建设")
    assert _statuses(library, told) == [Status.UNSORTED] * 4


def test_what_is_being_handled_is_never_merged_away(library: Library, told: tuple[int, ...]) -> None:
    with library.transaction("交办") as session:
        for status in (Status.REPORTED, Status.ASSIGNED, Status.IN_PROGRESS):
            proposals.move(session, told[2], status)
        group = alike.link(session, [told[0], told[2]])
    with pytest.raises(InvalidValue, match="办理中"), library.transaction("归并") as session:
        alike.merge(session, group)
    assert _statuses(library, told)[0] is Status.UNSORTED
    with library.transaction("归并") as session:
        alike.merge(session, group, lead=told[2])  # it may lead
    assert _statuses(library, told)[::2] == [Status.MERGED, Status.IN_PROGRESS]


def test_what_lies_in_the_bin_stands_in_no_group(library: Library, told: tuple[int, ...]) -> None:
    with library.transaction("同类") as session:
        alike.link(session, [told[0], told[2], told[3]])
        proposals.remove(session, [told[0]])
    with library.reading() as session:
        (found,) = alike.find(session)
        assert [one.id for one in found.members] == [told[2], told[3]]
    with library.transaction("恢复") as session:
        proposals.remove(session, [told[3]])
    with library.reading() as session:
        assert alike.find(session) == []
        assert alike.of_proposal(session, told[2]) is None


def test_what_cannot_be_grouped_is_said(library: Library, told: tuple[int, ...]) -> None:
    with library.transaction("同类") as session:
        with pytest.raises(InvalidValue, match="至少两条"):
            alike.link(session, [told[0], told[0]])
        with pytest.raises(NotFound):
            alike.link(session, [told[0], 99])
        group = alike.link(session, [told[0], told[2]])
        with pytest.raises(InvalidValue, match="同类建议中"):
            alike.merge(session, group, lead=told[1])
        with pytest.raises(NotFound):
            alike.leave(session, told[1])
        with pytest.raises(NotFound):
            alike.part(session, 99)
        alike.dissolve(session, group)
        assert alike.find(session) == []
