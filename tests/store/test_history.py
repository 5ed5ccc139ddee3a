"""History says who changed what from what to what; undo is refused where it would harm later work."""

from __future__ import annotations

import pytest

from briefing_app.domain.annotations import MarkColour
from briefing_app.domain.meetings import MeetingFacts
from briefing_app.domain.proposals import ProposalStatus, RewordingKind
from briefing_app.domain.text import Span
from briefing_app.errors import Superseded
from briefing_app.store import annotations as marks
from briefing_app.store import followups, history, meetings, proposals, themes
from briefing_app.store.database import Library
from briefing_app.store.schema import ProposalRow


@pytest.fixture
def told(library: Library, tell):
    return library.perform("导入材料", tell)


def lines(library: Library, kind: str, record_id: int) -> list[tuple[object, ...]]:
    with library.reading() as session:
        found = history.find(session, kind, record_id)
    assert all(line.author == "李敏" and line.at.tzinfo is not None for line in found)
    return [(line.action, line.table, line.before, line.after) for line in found]


def test_a_record_tells_its_life_newest_first(library: Library, told) -> None:
    one, _ = told.value.proposal_ids
    library.perform("改状态", lambda s: proposals.move(s, one, ProposalStatus.EDITED))
    library.perform("加主题", lambda s: themes.link(s, [one], "算力", confirmed=True))
    changed = library.perform("概括", lambda s: proposals.set_summary(s, one, "建算力", RewordingKind.SUMMARY)).changes
    library.undo(changed)
    assert lines(library, "proposal", one) == [
        (
            "撤销：概括",
            "proposal",
            {"summary": "建算力", "summary_kind": "概括"},
            {"summary": None, "summary_kind": None},
        ),
        (
            "概括",
            "proposal",
            {"summary": None, "summary_kind": None},
            {"summary": "建算力", "summary_kind": "概括"},
        ),
        (
            "加主题",
            "proposal_theme",
            None,
            {
                "proposal_id": one,
                "theme_id": 1,
                "position": 1,
                "confirmed": 1,
                "confidence": None,
                "reason": "",
            },
        ),
        ("改状态", "proposal", {"status": "待梳理"}, {"status": "已采编"}),
        ("导入材料", "proposal", None, None),
    ]


def test_the_parts_of_something_new_are_not_told_one_by_one(library: Library, told) -> None:
    assert lines(library, "speech", told.value.speech_id) == [("导入材料", "speech", None, None)]


def test_what_changes_nothing_leaves_no_history(library: Library, told) -> None:
    done = library.perform("改会议", lambda s: meetings.update(s, told.value.meeting_id, MeetingFacts(name="专题会")))
    assert done.changes.is_empty()
    back_and_forth = library.perform(
        "来回",
        lambda s: (
            proposals.set_important(s, told.value.proposal_ids, True),
            proposals.set_important(s, told.value.proposal_ids, False),
        ),
    )
    assert back_and_forth.changes.is_empty()
    assert len(lines(library, "meeting", told.value.meeting_id)) == 1


def test_a_change_names_the_tables_that_pages_reload_for(library: Library, told) -> None:
    changes = library.perform("标急", lambda s: proposals.tag(s, told.value.proposal_ids, "急")).changes
    assert changes.tables == {"tag", "proposal_tag"}
    assert changes.action == "标急"


def test_undo_is_refused_when_later_work_rests_on_it(library: Library, told) -> None:
    library.perform("跟进", lambda s: followups.add(s, title="办", proposal_ids=told.value.proposal_ids, lead="委"))
    with pytest.raises(Superseded) as refused:
        library.undo(told.changes)
    assert "导入材料" in refused.value.action
    with library.reading() as session:
        assert len(proposals.find(session)) == 2
        assert len(followups.find(session)) == 1


def test_undo_of_something_already_taken_back_is_refused(library: Library, told) -> None:
    marked = library.perform(
        "批注",
        lambda s: marks.add(s, told.value.speech_id, Span(0, 2), colour=MarkColour.DATA, note="", author=""),
    )
    library.undo(marked.changes)
    with pytest.raises(Superseded):
        library.undo(marked.changes)
    library.redo(marked.changes)
    with pytest.raises(Superseded):
        library.redo(marked.changes)
    with library.reading() as session:
        assert [mark.id for mark in marks.find(session)] == [marked.value.id]


def test_undo_leaves_other_columns_of_a_row_as_they_are(library: Library, told) -> None:
    one, _ = told.value.proposal_ids
    marked = library.perform("标重点", lambda s: proposals.set_important(s, [one], True)).changes
    library.perform("改状态", lambda s: proposals.move(s, one, ProposalStatus.EDITED))
    library.undo(marked)
    with library.reading() as session:
        found = proposals.one(session, one)
    assert (found.important, found.status) == (False, ProposalStatus.EDITED)


def test_an_id_is_never_handed_out_again(library: Library, told, tell) -> None:
    library.undo(told.changes)
    again = library.perform("导入材料", tell).value
    assert again.meeting_id > told.value.meeting_id
    assert set(again.proposal_ids).isdisjoint(told.value.proposal_ids)


def test_a_bulk_statement_that_could_not_be_undone_is_refused(library: Library, told) -> None:
    from sqlalchemy import update

    with pytest.raises(RuntimeError, match="cannot be undone"), library.transaction() as session:
        session.execute(update(ProposalRow).values(important=True))
