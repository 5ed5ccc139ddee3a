"""Speakers stand side by side by theme, and like recommendations are found elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing_app.domain.comparison import UNSORTED_THEME, Decision, Judgement
from briefing_app.domain.filters import ProposalFilter
from briefing_app.errors import NotFound
from briefing_app.importing.draft import Draft
from briefing_app.store import comparisons, proposals
from briefing_app.store.database import Library
from briefing_app.workflows import compare_meeting, save_draft, similar_proposals, suggest_themes, with_themes


@pytest.fixture
def meeting(library: Library, draft: Draft) -> int:
    return save_draft(library, with_themes(draft)).meeting_id


def test_a_theme_that_all_share_is_suggested_as_consensus(library: Library, meeting: int) -> None:
    with library.reading() as session:
        comparison = compare_meeting(session, meeting)
    assert [speech.speaker_name for speech in comparison.speeches] == ["白露", "温泉"]
    assert [row.theme for row in comparison.rows] == ["养老", UNSORTED_THEME]
    assert comparison.rows[0].judgement is Judgement.CONSENSUS
    assert comparison.rows[0].suggested


def test_what_a_person_decided_stands_above_the_suggestion(library: Library, meeting: int) -> None:
    with library.transaction("判断") as session:
        comparisons.decide(session, meeting, Decision("养老", Judgement.DIVERGENCE, "补贴年限不同"))
    with library.reading() as session:
        row = compare_meeting(session, meeting).rows[0]
    assert (row.judgement, row.suggested, row.reason) == (Judgement.DIVERGENCE, False, "补贴年限不同")


def test_speakers_come_in_the_order_asked_for(library: Library, meeting: int) -> None:
    with library.reading() as session:
        comparison = compare_meeting(session, meeting, speakers=("温泉", "白露"), themes=("养老", "教育"))
        assert [speech.speaker_name for speech in comparison.speeches] == ["温泉", "白露"]
        assert [(row.theme, row.speakers) for row in comparison.rows] == [("养老", 2), ("教育", 0)]


def test_names_and_meetings_that_are_not_there_are_named(library: Library, meeting: int) -> None:
    with library.reading() as session:
        with pytest.raises(NotFound, match="无此人"):
            compare_meeting(session, meeting, speakers=("无此人",))
        with pytest.raises(NotFound):
            compare_meeting(session, 99)
        with pytest.raises(NotFound):
            similar_proposals(session, 99)


def test_similar_recommendations_come_from_other_speakers_and_meetings(
    library: Library, draft: Draft, meeting: int
) -> None:
    again = save_draft(library, replace(draft, source=replace(draft.source, sha256="d" * 64))).meeting_id
    with library.reading() as session:
        first = proposals.find(session, ProposalFilter(meetings=(meeting,)))[0]
        found = similar_proposals(session, first.id, limit=3)
    assert (found[0].proposal.meeting_id, found[0].proposal.text, found[0].score) == (again, first.text, 1.0)
    assert all(item.proposal.id != first.id for item in found)
    assert all(item.proposal.meeting_id == again or item.proposal.speaker != "白露" for item in found)


def test_themes_can_be_suggested_again_for_what_is_stored(library: Library, meeting: int) -> None:
    with library.reading() as session:
        assert [theme.name for theme in suggest_themes(session, meeting)] == ["养老"]
