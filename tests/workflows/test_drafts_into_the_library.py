"""A draft becomes rows in one transaction, and every quotation stays tied to its characters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.text import Span, is_verbatim
from briefing_app.errors import AlreadyImported, NotFound
from briefing_app.importing.draft import Draft, SourceText
from briefing_app.store import meetings, proposals, sources, speeches, themes
from briefing_app.store.database import Library
from briefing_app.workflows import needs_review, save_draft, store_draft, with_themes
from briefing_app.workflows.placing import SpeechText


def test_a_draft_is_stored_with_everything_it_holds(library: Library, draft: Draft) -> None:
    saved = save_draft(library, draft)
    with library.reading() as session:
        (meeting,) = meetings.find(session)
        (source,) = sources.find(session)
        parts = sources.parts(session, source.id)
        assert sources.content(session, source.id) == draft.source.content
        assert sources.text(session, source.id) == draft.source.text
        spoken = speeches.of_meeting(session, meeting.id)
    assert (saved.meeting_id, saved.source_id, saved.speeches, saved.proposals) == (meeting.id, source.id, 2, 3)
    assert (meeting.facts, meeting.reviewed) == (draft.meeting, False)
    assert source.meeting_id == meeting.id
    assert parts == (*draft.front_matter, *draft.removed)
    assert [speech.speaker for speech in spoken] == ["白露", "温泉"]
    assert spoken[1].on_behalf_of == "民进市委会"


def test_every_recommendation_is_its_speech_and_its_source_word_for_word(library: Library, draft: Draft) -> None:
    save_draft(library, draft)
    with library.reading() as session:
        said = proposals.find(session, ProposalFilter())
        texts = {speech.id: speech.text for speech in speeches.find(session)}
    assert [proposal.text for proposal in said] == [p.text for s in draft.speeches for p in s.proposals]
    assert all(proposal.span.of(texts[proposal.speech_id]) == proposal.text for proposal in said)
    assert all(is_verbatim(proposal.text, draft.source.text, proposal.spans) for proposal in said)


def test_what_a_person_should_look_at_is_counted(draft: Draft) -> None:
    assert needs_review(draft) == 2  # a missing year, an unsure speaker


def test_the_same_bytes_again_are_refused_and_nothing_is_doubled(library: Library, draft: Draft) -> None:
    first = save_draft(library, draft)
    with pytest.raises(AlreadyImported) as refused:
        save_draft(library, replace(draft, source=replace(draft.source, name="副本.txt")))
    assert (refused.value.name, refused.value.meeting_id) == ("副本.txt", first.meeting_id)
    with library.reading() as session:
        assert len(meetings.find(session)) == len(sources.find(session)) == 1


def test_a_failure_in_the_middle_leaves_nothing(library: Library, draft: Draft) -> None:
    # Its recommendations name characters outside its paragraphs: a draft that only a bug could make.
    broken = replace(draft, speeches=(draft.speeches[0], replace(draft.speeches[1], paragraphs=())))
    with pytest.raises(ValueError, match="outside the speech"):
        save_draft(library, broken)
    with library.reading() as session:
        assert meetings.find(session) == []
        assert sources.find(session) == []


def test_speeches_added_to_a_meeting_come_after_those_it_has(library: Library, draft: Draft) -> None:
    meeting = save_draft(library, draft).meeting_id
    more = replace(draft, source=replace(draft.source, sha256="b" * 64))
    assert save_draft(library, more, meeting_id=meeting).meeting_id == meeting
    with library.reading() as session:
        assert [speech.order for speech in speeches.of_meeting(session, meeting)] == [1, 2, 3, 4]
        assert len(meetings.find(session)) == 1


def test_a_meeting_that_is_not_there_is_named(library: Library, draft: Draft) -> None:
    with pytest.raises(NotFound) as missing:
        save_draft(library, draft, meeting_id=99)
    assert (missing.value.kind, missing.value.key) == ("会议", 99)


def test_storing_is_one_step_that_can_be_undone(library: Library, draft: Draft) -> None:
    done = library.perform("导入", lambda session: store_draft(session, draft, reviewed=True))
    library.undo(done.changes)
    with library.reading() as session:
        assert meetings.find(session) == []
        assert proposals.find(session, ProposalFilter()) == []
    library.redo(done.changes)
    with library.reading() as session:
        assert meetings.one(session, done.value.meeting_id).reviewed
        assert len(proposals.find(session, ProposalFilter())) == 3


def test_suggested_themes_are_stored_as_suggestions_with_their_reason(library: Library, draft: Draft) -> None:
    save_draft(library, with_themes(draft))
    with library.reading() as session:
        said = proposals.find(session, ProposalFilter(themes=("养老",)))
        assert [theme.name for theme in themes.find(session)] == ["养老"]
    assert [proposal.speaker for proposal in said] == ["白露", "温泉"]
    (link,) = said[0].themes
    assert not link.confirmed
    assert link.confidence
    assert "2 人" in link.reason


def test_without_themes_on_the_draft_none_are_stored(library: Library, draft: Draft) -> None:
    save_draft(library, draft)
    with library.reading() as session:
        assert themes.find(session) == []


def test_an_empty_draft_is_a_meeting_without_speeches(library: Library, draft: Draft) -> None:
    bare = Draft(SourceText("空.txt", "c" * 64, "text_file", "x", b"x"), draft.meeting, ())
    saved = save_draft(library, bare)
    assert (saved.speeches, saved.proposals) == (0, 0)


def test_a_passage_is_found_over_a_column_cut(draft: Draft) -> None:
    text = SpeechText(draft.source.text, draft.speeches[0].paragraphs)
    first, second = draft.speeches[0].proposals
    assert text.place(first.spans).of(text.text) == first.text
    assert text.place(second.spans).of(text.text) == second.text
    with pytest.raises(ValueError, match="outside"):
        text.place((Span(0, 3),))
