"""This file proves that no act on a draft loses or doubles a character, and that each does what it says."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from briefing_app.domain.meetings import MeetingFacts, PartRole, RemovalReason, SourcePart
from briefing_app.domain.people import Affiliation
from briefing_app.domain.text import Span, bare, is_verbatim, read
from briefing_app.importing import editing
from briefing_app.importing.draft import (
    Doubt,
    Draft,
    DraftParagraph,
    DraftProposal,
    DraftSpeech,
    SourceText,
)

TEXT = (
    "让青山常在\n云泽日报记者\n\n市政协委员 沈知夏：\n守住绿色家底\n"
    "山林是我们的家底。建议建立林长考核制度。要把巡护补助发到户。\n扫一扫\n"
    "云泽林场场长 罗一帆：\n古树要有人管。建议给古树办身份证。\n"
)


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def _draft() -> Draft:
    def paragraph(words: str) -> DraftParagraph:
        return DraftParagraph(words, (_span(words),))

    def proposal(words: str) -> DraftProposal:
        return DraftProposal(words, (_span(words),), "建议", 0.9, "以“建议”开头")

    first = DraftSpeech(
        1, "沈知夏", "市政协委员 沈知夏：", (_span("市政协委员 沈知夏："),),
        (paragraph("山林是我们的家底。建议建立林长考核制度。要把巡护补助发到户。"),),
        (proposal("建议建立林长考核制度"), proposal("要把巡护补助发到户")),
        title="守住绿色家底", title_spans=(_span("守住绿色家底"),),
    )  # fmt: skip
    second = DraftSpeech(
        2, "罗一帆", "云泽林场场长 罗一帆：", (_span("云泽林场场长 罗一帆："),),
        (paragraph("古树要有人管。建议给古树办身份证。"),), (proposal("建议给古树办身份证"),),
    )  # fmt: skip
    return Draft(
        SourceText("林长.txt", "0" * 64, "text_file", TEXT),
        MeetingFacts(date_text="3月2日"),
        (first, second),
        front_matter=(
            SourcePart("让青山常在", (_span("让青山常在"),), role=PartRole.HEADLINE),
            SourcePart("云泽日报记者", (_span("云泽日报记者"),), role=PartRole.BYLINE),
        ),
        removed=(SourcePart("扫一扫", (_span("扫一扫"),), reason=RemovalReason.PAGE_FURNITURE),),
        warnings=(Doubt("year_missing", "原文没有年份，需要你补上，不会猜。"),),
    )


def _assert_whole(draft: Draft) -> None:
    """Every solid character lies in exactly one part; every text is what its spans say."""
    parts = [(part.text, part.spans) for part in (*draft.front_matter, *draft.removed)]
    for speech in draft.speeches:
        parts += [(speech.header, speech.header_spans), (speech.title or "", speech.title_spans)]
        parts += [(paragraph.text, paragraph.spans) for paragraph in speech.paragraphs]
        body = bare("".join(read(TEXT, paragraph.spans) for paragraph in speech.paragraphs))
        for proposal in speech.proposals:
            assert is_verbatim(proposal.text, TEXT, proposal.spans)
            assert bare(proposal.text) in body
    assert all(is_verbatim(text, TEXT, spans) for text, spans in parts)
    seen = Counter(place for _, spans in parts for span in spans for place in range(span.start, span.end))
    solid = {place for place, character in enumerate(TEXT) if bare(character)}
    assert {place for place in seen if bare(TEXT[place])} == solid
    assert all(seen[place] == 1 for place in solid)
    assert [speech.order for speech in draft.speeches] == list(range(1, len(draft.speeches) + 1))


spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(lambda ends: Span(min(ends), max(ends)))
on_span = st.sampled_from(
    [
        editing.set_removed,
        editing.set_front_matter,
        editing.set_body,
        editing.set_title,
        editing.set_speaker,
        editing.set_proposal,
    ]
)
at_place = st.sampled_from([editing.split_speech, editing.cut_proposal])


@given(
    st.lists(
        st.one_of(st.tuples(on_span, spans), st.tuples(at_place, st.integers(0, len(TEXT))), st.integers(0, 99)),
        max_size=12,
    )
)
def test_no_sequence_of_acts_loses_a_character(acts):
    draft = _draft()
    for act in acts:
        if isinstance(act, int):
            count = len(draft.speeches)
            draft = editing.merge_with_former(draft, act % count) if count else draft
        else:
            do, where = act
            draft = do(draft, where)
        _assert_whole(draft)


def test_a_line_made_a_speaker_begins_a_speech_with_what_follows():
    draft = editing.merge_with_former(_draft(), 1)
    assert len(draft.speeches) == 1
    again = editing.set_speaker(draft, _span("云泽林场场长 罗一帆："))
    assert [speech.speaker for speech in again.speeches] == ["沈知夏", "罗一帆"]
    assert again.speeches[1].affiliations == (Affiliation("云泽林场", "场长"),)
    assert [p.text for p in again.speeches[1].paragraphs] == ["古树要有人管。建议给古树办身份证。"]
    assert [p.text for p in again.speeches[1].proposals] == ["建议给古树办身份证"]
    _assert_whole(again)


def test_removed_words_can_be_put_back_as_body():
    draft = editing.set_body(_draft(), _span("扫一扫"))
    assert not draft.removed
    assert draft.speeches[0].paragraphs[-1].text == "扫一扫"
    back = editing.set_removed(draft, _span("扫一扫"))
    assert back.removed[0].reason is RemovalReason.BY_HAND
    _assert_whole(back)


def test_a_selection_over_a_recommendation_replaces_it():
    draft = editing.set_proposal(_draft(), _span("建议建立林长考核制度。要把巡护补助发到户"))
    assert [p.text for p in draft.speeches[0].proposals] == ["建议建立林长考核制度。要把巡护补助发到户"]
    halves = editing.cut_proposal(draft, _span("要把巡护").start)
    assert [p.text for p in halves.speeches[0].proposals] == ["建议建立林长考核制度。", "要把巡护补助发到户"]


def test_neighbouring_recommendations_become_one():
    draft = editing.join_proposals(_draft(), 0, 0)
    assert [p.text for p in draft.speeches[0].proposals] == ["建议建立林长考核制度。要把巡护补助发到户"]
    assert editing.drop_proposal(draft, 0, 0).speeches[0].proposals == ()


def test_a_new_title_sends_the_former_one_into_the_body():
    draft = editing.set_title(_draft(), _span("让青山常在"))
    assert draft.speeches[0].title == "让青山常在"
    assert "守住绿色家底" in [p.text for p in draft.speeches[0].paragraphs]
    _assert_whole(draft)


def test_words_outside_the_body_make_no_recommendation():
    assert editing.set_proposal(_draft(), _span("云泽日报记者")) == _draft()


def test_speeches_change_places_and_are_numbered_anew():
    moved = editing.move_speech(_draft(), 1, 0)
    assert [(s.order, s.speaker) for s in moved.speeches] == [(1, "罗一帆"), (2, "沈知夏")]


def test_a_given_year_settles_its_doubt():
    facts = MeetingFacts(date=date(2026, 3, 2), date_text="3月2日")
    assert editing.set_facts(_draft(), facts).warnings == ()
    assert editing.settle(_draft(), _draft().warnings[0]).warnings == ()


def test_a_person_may_say_who_speaks():
    draft = editing.describe_speaker(
        _draft(), 0, speaker="沈知秋", affiliations=[Affiliation("云泽大学", "教授")], identities=["市政协委员"]
    )
    assert draft.speeches[0].speaker == "沈知秋"
    assert draft.speeches[0].header == "市政协委员 沈知夏："
    _assert_whole(draft)
