"""This file tests the example library: a finished meeting in which every page has something to show."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.followups import FollowUpStatus
from briefing_app.errors import UnwritableFile
from briefing_app.store import annotations, comparisons, followups, meetings, packs, proposals, sources, speeches
from briefing_app.store.database import open_library
from briefing_app.workflows import check, write_example_library


@pytest.fixture
def example(tmp_path, today):
    library = open_library(write_example_library(tmp_path / "示例.sqlite3"))
    yield library
    library.close()


def test_every_page_has_something_to_show(example, today):
    with example.reading() as session:
        met = meetings.find(session)
        items = followups.find(session)
        themes = {theme for p in proposals.find(session, ProposalFilter()) for theme in p.themes}
        assert len(met) == 3
        assert all(meeting.reviewed and meeting.facts.date < today for meeting in met)
        assert len(annotations.find(session)) == 7
        assert max(len(comparisons.decisions(session, meeting.id)) for meeting in met) == 2
        assert len(packs.find(session)) == 4
        assert {True, False} <= {theme.confirmed for theme in themes}
    assert FollowUpStatus.CLOSED in {item.status for item in items}
    assert any(item.due < today for item in items if item.status is FollowUpStatus.IN_PROGRESS)
    assert any(today < item.due <= date.fromordinal(today.toordinal() + 7) for item in items)


def test_what_packs_name_as_the_source_is_no_file_name_of_ours(example):
    with example.reading() as session:
        names = {sources.one(session, number).name for number in (1, 2, 3)}
    assert names == {"对口协商会侧记.txt", "双周协商座谈会发言摘编.txt", "会议报道.txt"}


def test_speakers_come_back_in_later_meetings(example):
    with example.reading() as session:
        spoke = Counter(
            name
            for meeting in meetings.find(session)
            for name in {s.speaker for s in speeches.of_meeting(session, meeting.id)}
        )
    assert {name for name, often in spoke.items() if often > 1} == {"邵文瑾", "秦一诺", "田穗"}


def test_some_answers_came_in_time_and_some_late(example):
    with example.reading() as session:
        closed = [item for item in followups.find(session) if item.status is FollowUpStatus.CLOSED]
    assert {item.replied_on <= item.due for item in closed} == {True, False}


def test_it_is_sound(example):
    assert not check(example).findings


def test_the_meeting_lies_back_far_enough_on_every_day_of_a_year(tmp_path, set_today):
    for day in ("2026-01-01", "2026-09-13", "2028-02-29", "2026-12-31"):
        set_today(day)
        library = open_library(write_example_library(tmp_path / f"{day}.sqlite3"))
        with library.reading() as session:
            held = {
                p.id: meetings.one(session, p.meeting_id).facts.date for p in proposals.find(session, ProposalFilter())
            }
            for item in followups.find(session):
                assert item.assigned_on is None or item.assigned_on > max(held[one] for one in item.proposal_ids)
        library.close()


def test_a_file_that_stands_there_is_kept(tmp_path, today):
    path = tmp_path / "年度.sqlite3"
    path.write_text("别动")
    with pytest.raises(UnwritableFile):
        write_example_library(path)
    assert path.read_text() == "别动"
