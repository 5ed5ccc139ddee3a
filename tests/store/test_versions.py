"""This file tests the further texts of a speech, and what choosing one of them does."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from briefing_app.domain.annotations import MarkColour
from briefing_app.domain.meetings import SourcePart
from briefing_app.domain.text import Span
from briefing_app.errors import NotFound
from briefing_app.store import annotations, misplaced, proposals, sources, speeches, versions
from briefing_app.store.checking import check
from briefing_app.store.database import Library

PRINTED = "先说成绩。建议加快算力建设。再说不足。建议培养人才。"
WRITTEN = ("各位委员：先说成绩。建议加快算力建设。", "再谈不足。建议大力培养人才。")


@pytest.fixture
def told(library: Library, tell):
    """A speech with a note on 先说成绩 and one on 再说不足, and its manuscript as a further text."""
    with library.transaction() as session:
        made = tell(session, PRINTED)
        for words in ("先说成绩", "再说不足"):
            at = PRINTED.index(words)
            annotations.add(
                session, made.speech_id, Span(at, at + 4), colour=MarkColour.DATA, note=words, author="李敏"
            )
        return made, _manuscript(session, made.speech_id), made.speech_id


def _manuscript(session: Session, speech_id: int) -> int:
    text = "发言稿\n" + "\n".join(WRITTEN)
    source = sources.add(
        session, name="发言稿.docx", sha256="f" * 64, reader="word", text=text, content=b"", parts=_parts()
    )
    first = Span(4, 4 + len(WRITTEN[0]))
    second = Span(first.end + 1, first.end + 1 + len(WRITTEN[1]))
    return versions.add(
        session, speech_id, source_id=source, paragraphs=[(WRITTEN[0], (first,)), (WRITTEN[1], (second,))]
    )


def _parts() -> list[SourcePart]:
    from briefing_app.domain.meetings import PartRole

    return [SourcePart("发言稿", (Span(0, 3),), role=PartRole.HEADLINE)]


def test_a_further_text_changes_nothing_until_it_is_chosen(library: Library, told):
    _, version_id, speech_id = told
    with library.reading() as session:
        assert speeches.one(session, speech_id).text == PRINTED
        (version,) = versions.of_speech(session, speech_id)
        assert (version.id, version.name, version.text) == (version_id, "发言稿.docx", "\n".join(WRITTEN))
        assert versions.counts(session, [speech_id]) == {speech_id: 1}


def test_what_would_follow_is_known_before_anything_is_chosen(library: Library, told):
    _, version_id, _ = told
    with library.reading() as session:
        found = {anchor.words: anchor.follows for anchor in versions.anchors(session, version_id)}
    assert found == {
        "先说成绩": True,
        "建议加快算力建设。": True,
        "再说不足": False,
        "建议培养人才。": False,
    }


def test_marks_follow_their_words_to_the_chosen_text_or_are_flagged(library: Library, told):
    made, version_id, speech_id = told
    done = library.perform("以发言稿为准", lambda session: versions.adopt(session, version_id)).value
    assert (done.followed, done.misplaced) == (2, 2)
    with library.reading() as session:
        speech = speeches.one(session, speech_id)
        assert speech.text == "\n".join(WRITTEN)
        kept, flagged = annotations.find(session, speech_id=speech_id)
        assert (kept.span.of(speech.text), kept.misplaced) == ("先说成绩", False)
        assert (flagged.quote, flagged.misplaced) == ("再说不足", True)
        first, second = (proposals.one(session, key) for key in made.proposal_ids)
        assert (first.span.of(speech.text), first.misplaced) == ("建议加快算力建设。", False)
        assert (second.text, second.misplaced) == ("建议培养人才。", True)
        assert second.span.of(speech.text) == "建议大力培养人才。"
        assert [paragraph.span.of(speech.text) for paragraph in speech.paragraphs] == list(WRITTEN)


def test_what_is_flagged_is_found_until_a_person_has_put_it_right(library: Library, told):
    made, version_id, speech_id = told
    with library.reading() as session:
        assert misplaced.find(session) == []
    library.perform("以发言稿为准", lambda session: versions.adopt(session, version_id))
    with library.reading() as session:
        mark, proposal = misplaced.find(session)
        assert (mark.kind, mark.speech_id) == ("annotation", speech_id)
        assert (proposal.kind, proposal.id) == ("proposal", made.proposal_ids[1])
        span = proposals.one(session, proposal.id).span
    library.perform("改引现行文本", lambda session: proposals.set_span(session, proposal.id, span))
    library.perform("认可位置", lambda session: annotations.confirm_place(session, mark.id))
    with library.reading() as session:
        assert misplaced.find(session) == []


def test_the_check_names_what_is_flagged_and_nothing_else(library: Library, told):
    _, version_id, _ = told
    library.perform("以发言稿为准", lambda session: versions.adopt(session, version_id))
    found = sorted(finding.message for finding in check(library).findings if finding.kind != "source")
    assert len(found) == 2
    assert all("失配" in message for message in found)


def test_the_former_text_stays_and_choosing_it_again_brings_everything_back(library: Library, told):
    made, version_id, speech_id = told
    library.perform("以发言稿为准", lambda session: versions.adopt(session, version_id))
    with library.reading() as session:
        (former,) = versions.of_speech(session, speech_id)
        assert former.text == PRINTED
    library.perform("以来源为准", lambda session: versions.adopt(session, former.id))
    with library.reading() as session:
        assert speeches.one(session, speech_id).text == PRINTED
        assert [note.span.of(PRINTED) for note in annotations.find(session, speech_id=speech_id)] == [
            "先说成绩",
            "再说不足",
        ]
        assert not any(note.misplaced for note in annotations.find(session, speech_id=speech_id))
        assert [proposals.one(session, key).span.of(PRINTED) for key in made.proposal_ids] == [
            "建议加快算力建设。",
            "建议培养人才。",
        ]


def test_choosing_a_text_is_one_step_to_undo_and_to_do_again(library: Library, told):
    made, version_id, speech_id = told
    done = library.perform("以发言稿为准", lambda session: versions.adopt(session, version_id))
    library.undo(done.changes)
    with library.reading() as session:
        assert speeches.one(session, speech_id).text == PRINTED
        assert not any(proposals.one(session, key).misplaced for key in made.proposal_ids)
    library.redo(done.changes)
    with library.reading() as session:
        assert speeches.one(session, speech_id).text == "\n".join(WRITTEN)


def test_a_text_that_came_without_a_title_leaves_the_title(library: Library, told):
    _, version_id, speech_id = told
    library.perform("以发言稿为准", lambda session: versions.adopt(session, version_id))
    with library.reading() as session:
        assert speeches.one(session, speech_id).title == "夯实数字底座"


def test_a_version_that_is_none_can_be_taken_away_and_brought_back(library: Library, told):
    _, version_id, speech_id = told
    done = library.perform("移走版本", lambda session: versions.drop(session, version_id))
    with library.reading() as session:
        assert versions.of_speech(session, speech_id) == []
        with pytest.raises(NotFound):
            versions.one(session, version_id)
    library.undo(done.changes)
    with library.reading() as session:
        assert [version.id for version in versions.of_speech(session, speech_id)] == [version_id]
