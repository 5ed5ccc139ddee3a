"""A typo is corrected, and what hangs on the speech stays on its words or says that it could not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing_app.domain.annotations import MarkColour
from briefing_app.domain.text import Span
from briefing_app.errors import InvalidValue
from briefing_app.store import annotations as marks
from briefing_app.store import history, proposals, sources, speeches
from briefing_app.store.backup import check
from briefing_app.store.correcting import Corrected, correct, restore_wording
from briefing_app.store.database import Library, open_library
from briefing_app.store.search import search

TEXT = "先说𬱖成绩，算力建没很快。\n建议加快算力建没，培养人材。\n最后说不足。"
QUOTE = "建议加快算力建没，培养人材。"


@pytest.fixture
def told(library: Library, tell):
    return library.perform("导入材料", lambda s: tell(s, TEXT, quotes=(QUOTE,))).value


def mark(library: Library, speech_id: int, words: str, text: str = TEXT) -> int:
    span = Span(text.index(words), text.index(words) + len(words))
    done = library.perform(
        "标记", lambda s: marks.add(s, speech_id, span, colour=MarkColour.DATA, note="", author="李敏")
    )
    return done.value.id


def mend(library: Library, speech_id: int, wrong: str, right: str) -> Corrected:
    with library.reading() as session:
        at = speeches.one(session, speech_id).text.index(wrong)
    return library.perform("更正文字", lambda s: correct(s, speech_id, Span(at, at + len(wrong)), right)).value


def findings(library: Library) -> set[str]:
    return {finding.kind for finding in check(library).findings if finding.kind != "source"}


def test_marks_and_recommendations_behind_a_typo_move_with_their_words(library: Library, told) -> None:
    note = mark(library, told.speech_id, "最后说")
    assert mend(library, told.speech_id, "成绩", "主要的成绩") == Corrected(0, 0)
    with library.reading() as session:
        found, proposal = marks.one(session, note), proposals.one(session, told.proposal_ids[0])
        text = speeches.one(session, told.speech_id).text
        assert not found.misplaced
        assert found.span.of(text) == "最后说"
        assert proposal.text == proposal.span.of(text) == QUOTE
        assert [p.span.of(text) for p in speeches.one(session, told.speech_id).paragraphs] == text.split("\n")
    assert findings(library) == set()


def test_a_recommendation_quotes_the_corrected_words_and_still_knows_its_place_in_the_source(
    library: Library, told
) -> None:
    assert mend(library, told.speech_id, "培养人材", "培养人才") == Corrected(0, 1)
    with library.reading() as session:
        proposal, speech = proposals.one(session, told.proposal_ids[0]), speeches.one(session, told.speech_id)
        assert proposal.text == "建议加快算力建没，培养人才。"
        assert speech.as_in_source(proposal.span) == QUOTE
        assert "".join(span.of(sources.text(session, told.source_id)) for span in proposal.spans) == QUOTE
        assert [hit.id for hit in search(session, "人才", limit=9, kinds=("proposal",)).hits] == [proposal.id]
        assert not search(session, "人材", limit=9).hits
    assert findings(library) == set()


def test_a_mark_on_corrected_words_is_flagged_until_a_person_has_looked(library: Library, told) -> None:
    note = mark(library, told.speech_id, "算力建没很快")
    assert mend(library, told.speech_id, "建没很快", "建设很快") == Corrected(1, 0)
    with library.reading() as session:
        found = marks.one(session, note)
        assert found.misplaced
        assert found.quote == "算力建没很快"
        assert found.span.of(speeches.one(session, told.speech_id).text) == "算力建设很快"
    library.perform("认可", lambda s: marks.confirm_place(s, note))
    with library.reading() as session:
        assert not marks.one(session, note).misplaced
        assert marks.one(session, note).quote == "算力建设很快"


def test_a_mark_whose_words_are_struck_out_is_kept_and_flagged(library: Library, told) -> None:
    note = mark(library, told.speech_id, "很快")
    mend(library, told.speech_id, "很快", "")
    with library.reading() as session:
        assert marks.one(session, note).misplaced
        assert marks.one(session, note).quote == "很快"


def test_the_original_wording_is_kept_and_comes_back(library: Library, told) -> None:
    mend(library, told.speech_id, "培养人材", "培养人才")
    mend(library, told.speech_id, "建没很快", "建设很快")
    with library.reading() as session:
        assert speeches.one(session, told.speech_id).original == TEXT
        told_by = history.find(session, "speech", told.speech_id)
    assert [line.action for line in told_by] == ["更正文字", "更正文字", "导入材料"]
    library.perform("恢复原来的文字", lambda s: restore_wording(s, told.speech_id))
    with library.reading() as session:
        speech = speeches.one(session, told.speech_id)
        assert (speech.text, speech.original) == (TEXT, None)
        assert proposals.one(session, told.proposal_ids[0]).text == QUOTE
    assert findings(library) == set()


@pytest.mark.parametrize(
    ("wrong", "right", "why"),
    [
        (QUOTE, "再说一遍。", None),
        ("最后说不足。", "", "一段发言不能改成空的"),
        ("最后", "最\n后", "不分段"),
        (QUOTE, "", "一段发言不能改成空的"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(library: Library, told, wrong, right, why) -> None:
    if why is None:
        assert mend(library, told.speech_id, wrong, right) == Corrected(0, 1)
        return
    with pytest.raises(InvalidValue) as refused:
        mend(library, told.speech_id, wrong, right)
    assert why in refused.value.expected
    with library.reading() as session:
        assert speeches.one(session, told.speech_id).text == TEXT


def test_a_recommendation_whose_words_are_struck_out_keeps_them_flagged_and_finds_them_again(
    library: Library, tell
) -> None:
    text, quote = "先说成绩。建议加快算力建设。再说不足。", "建议加快算力建设。"
    told = library.perform("导入", lambda s: tell(s, text, quotes=(quote,))).value
    assert mend(library, told.speech_id, quote, "") == Corrected(1, 0)
    with library.reading() as session:
        found = proposals.one(session, told.proposal_ids[0])
        assert (found.text, found.misplaced) == (quote, True)
    library.perform("恢复", lambda s: restore_wording(s, told.speech_id))
    with library.reading() as session:
        found, speech = proposals.one(session, told.proposal_ids[0]), speeches.one(session, told.speech_id)
        assert (found.text, found.misplaced) == (quote, False)
        assert found.span.of(speech.text) == quote
    assert findings(library) == set()


LETTERS = "发展算力人才建没，。𬱖䶮𠮷aB"
PARTS = st.text(st.sampled_from(LETTERS), min_size=12, max_size=60)
EDITS = st.lists(
    st.tuples(st.integers(0, 500), st.integers(0, 5), st.text(st.sampled_from(LETTERS), max_size=5)), max_size=10
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paragraphs=st.lists(PARTS, min_size=2, max_size=5), edits=EDITS, random=st.randoms(use_true_random=False))
def test_two_hundred_marks_keep_their_words_or_are_flagged_and_undo_brings_all_back(
    tmp_path_factory, empty_library: Path, tell, paragraphs, edits, random
) -> None:
    path = tmp_path_factory.mktemp("correcting") / "library.sqlite3"
    shutil.copyfile(empty_library, path)
    library = open_library(path)
    text = "\n".join(paragraphs)
    told = library.perform("导入", lambda s: tell(s, text, quotes=(paragraphs[0][2:9], paragraphs[1]))).value
    words: dict[int, str] = {}

    def mark_all(session) -> None:
        for _ in range(200):
            start = random.randrange(len(text))
            span = Span(start, random.randrange(start, min(len(text), start + 15)) + 1)
            added = marks.add(session, told.speech_id, span, colour=MarkColour.IDEA, note="", author="")
            words[added.id] = span.of(text)

    library.perform("标记", mark_all)
    done = []
    for place, length, right in edits:
        with library.reading() as session:
            now = speeches.one(session, told.speech_id).text
        at = place % len(now)
        span = Span(at, min(len(now), at + length))
        try:
            done.append(library.perform("更正", lambda s, a=span, b=right: correct(s, told.speech_id, a, b)).changes)
        except InvalidValue:
            continue
    with library.reading() as session:
        speech = speeches.one(session, told.speech_id)
        for found in marks.find(session, speech_id=told.speech_id):
            assert found.quote == words[found.id]
            assert found.misplaced or found.span.of(speech.text) == words[found.id]
        for proposal in proposals.of_speech(session, told.speech_id):
            assert proposal.misplaced or proposal.text == proposal.span.of(speech.text)
        assert [p.span.of(speech.text) for p in speech.paragraphs] == speech.text.split("\n")
    assert findings(library) <= {"annotation", "proposal"}
    for changes in reversed(done):
        library.undo(changes)
    with library.reading() as session:
        assert speeches.one(session, told.speech_id).text == text
        assert not [found for found in marks.find(session, speech_id=told.speech_id) if found.misplaced]
    library.close()
