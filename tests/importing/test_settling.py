"""This file tests which doubts stand, and what a yes or a no does to the draft."""

from __future__ import annotations

from dataclasses import replace

from briefing_app.domain.meetings import MeetingFacts
from briefing_app.domain.text import Span
from briefing_app.importing import settling
from briefing_app.importing.draft import Doubt, Draft, DraftParagraph, DraftProposal, DraftSpeech, SourceText

TEXT = "甲：种树。乙：建议多种树。"
SPEAKER = Doubt("unsure_speaker", "不太确定", (Span(5, 7),), 0.6)
PROPOSAL = Doubt("unsure_proposal", "是否建议", (Span(7, 12),), 0.5)
YEAR = Doubt("year_missing", "没有年份")


def _draft():
    first = DraftSpeech(1, "甲", "甲：", (Span(0, 2),), (DraftParagraph("种树。", (Span(2, 5),)),))
    second = DraftSpeech(
        2, "乙", "乙：", (Span(5, 7),), (DraftParagraph("建议多种树。", (Span(7, 13),)),),
        (DraftProposal("建议多种树", (Span(7, 12),), "建议", 0.5, "只有“建议”二字"),), confidence=0.6,
    )  # fmt: skip
    source = SourceText("x.txt", "0" * 64, "text_file", TEXT)
    return Draft(source, MeetingFacts(date_text="3月2日"), (first, second), warnings=(SPEAKER, PROPOSAL, YEAR))


def test_what_must_be_filled_in_comes_first():
    assert settling.doubts(_draft()) == (YEAR, SPEAKER, PROPOSAL)


def test_a_yes_makes_sure_and_settles():
    draft = settling.accept(settling.accept(_draft(), SPEAKER), PROPOSAL)
    assert draft.speeches[1].confidence == 1.0
    assert draft.speeches[1].proposals[0].confidence == 1.0
    assert settling.doubts(draft) == (YEAR,)


def test_a_no_to_a_recommendation_drops_it():
    draft = settling.refuse(_draft(), PROPOSAL)
    assert draft.speeches[1].proposals == ()
    assert settling.doubts(draft) == (YEAR, SPEAKER)


def test_a_no_to_a_speaker_gives_the_words_to_the_one_before():
    draft = settling.refuse(_draft(), SPEAKER)
    assert [speech.speaker for speech in draft.speeches] == ["甲"]
    assert [p.text for p in draft.speeches[0].paragraphs] == ["种树。", "乙：", "建议多种树。"]


def test_a_doubt_goes_with_its_object():
    bare = replace(_draft(), speeches=(_draft().speeches[0],))
    assert settling.doubts(bare) == (YEAR,)
    assert not settling.can_refuse(bare, YEAR)
    assert settling.can_refuse(_draft(), SPEAKER)
