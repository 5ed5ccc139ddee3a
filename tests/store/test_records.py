"""Each kind of record keeps what it is told, refuses what cannot be, and comes back from the 回收站 whole."""

from __future__ import annotations

from datetime import date

import pytest

from briefing_app.domain.annotations import MarkColour
from briefing_app.domain.comparison import Decision, Judgement
from briefing_app.domain.followups import FollowUpStatus
from briefing_app.domain.meetings import MeetingFacts
from briefing_app.domain.people import Affiliation
from briefing_app.domain.proposals import ProposalStatus, RewordingKind
from briefing_app.domain.text import Span, is_verbatim
from briefing_app.errors import IllegalMove, InvalidValue, NotFound
from briefing_app.store import annotations as marks
from briefing_app.store import (
    comparisons,
    followups,
    meetings,
    packs,
    people,
    proposals,
    saved_filters,
    sources,
    speeches,
    tags,
    themes,
    trash,
)
from briefing_app.store.database import Library
from briefing_app.store.pinyin import read_name

TODAY = date(2026, 9, 6)
F = FollowUpStatus


@pytest.fixture
def session(library: Library):
    with library.transaction() as session:
        yield session


@pytest.fixture
def told(session, tell):
    return tell(session)


def test_a_meeting_keeps_its_facts_and_counts(session, tell) -> None:
    facts = MeetingFacts("会", "十三届十六次", "政协", "座谈会", "算力", date(2026, 7, 16), "7月16日", "湖岸")
    one = tell(session, facts=facts)
    meeting = meetings.one(session, one.meeting_id)
    assert (meeting.facts, meeting.reviewed, meeting.speeches, meeting.proposals) == (facts, True, 1, 2)
    meetings.update(session, one.meeting_id, MeetingFacts(topic="人才"))
    meetings.set_reviewed(session, one.meeting_id, False)
    assert meetings.one(session, one.meeting_id).facts == MeetingFacts(topic="人才")
    assert not meetings.one(session, one.meeting_id).reviewed
    proposals.remove(session, one.proposal_ids[:1])
    assert meetings.find(session)[0].proposals == 1


@pytest.mark.parametrize(
    ("ask", "kind"),
    [
        (lambda s: meetings.one(s, 9), "会议"),
        (lambda s: sources.text(s, 9), "来源材料"),
        (lambda s: speeches.one(s, 9), "发言"),
        (lambda s: proposals.one(s, 9), "建议"),
        (lambda s: proposals.set_important(s, [9], True), "建议"),
        (lambda s: marks.remove(s, 9), "批注"),
        (lambda s: followups.one(s, 9), "跟进事项"),
        (lambda s: packs.one(s, 9), "材料册"),
        (lambda s: themes.rename(s, 9, "x"), "主题"),
        (lambda s: themes.unlink(s, [], "没有"), "主题"),
        (lambda s: saved_filters.remove(s, 9), "常用筛选"),
        (lambda s: trash.restore(s, "unit", 9), "单位"),
    ],
)
def test_what_does_not_exist_is_named(session, ask, kind: str) -> None:
    with pytest.raises(NotFound) as missing:
        ask(session)
    assert missing.value.kind == kind


def test_a_source_gives_back_its_bytes_text_and_parts(session, told) -> None:
    source = sources.by_sha256(session, f"{told.meeting_id}-1")
    assert source is not None
    text = sources.text(session, source.id)
    assert sources.content(session, source.id) == text.encode()
    assert source.characters == len(text)
    assert [part.text for part in sources.parts(session, source.id)] == ["要闻", "图为会场"]
    assert all(is_verbatim(part.text, text, part.spans) for part in sources.parts(session, source.id))
    assert sources.by_sha256(session, "other") is None


def test_the_same_bytes_can_come_again_once_their_meeting_is_removed(session, tell) -> None:
    first = tell(session, sha256="same")
    meetings.remove(session, first.meeting_id)
    assert sources.by_sha256(session, "same") is None
    second = tell(session, sha256="same")
    meetings.restore(session, first.meeting_id)
    source = sources.by_sha256(session, "same")
    assert source is not None
    assert source.meeting_id == second.meeting_id
    assert len(meetings.find(session)) == 2


def test_a_speech_is_read_as_it_was_added(session, told) -> None:
    added = speeches.add(
        session,
        meeting_id=told.meeting_id,
        source_id=None,
        order=2,
        speaker="单立",
        label=None,
        co_speakers=["仇丽", "解明"],
        header="单立、仇丽、解明：",
        header_spans=(Span(0, 3),),
        title="题",
        title_spans=(),
        on_behalf_of="民盟市委会",
        affiliations=[Affiliation("大学", "教授"), Affiliation(None, "院士")],
        identities=["政协委员", "院士"],
        paragraphs=[("第一段𬱖。", (Span(0, 5),)), ("第二段。", (Span(6, 8), Span(9, 11)))],
    )
    assert speeches.one(session, added.id) == added
    assert added.text == "第一段𬱖。\n第二段。"
    assert [paragraph.span.of(added.text) for paragraph in added.paragraphs] == ["第一段𬱖。", "第二段。"]
    assert [one.order for one in speeches.of_meeting(session, told.meeting_id)] == [1, 2]
    for name in ("单立", "仇丽", "解明"):
        assert [one.id for one in speeches.find(session, speaker=name)] == [added.id]
    assert {person.name: person.speeches for person in people.find(session)} == {
        "曾小单": 1,
        "单立": 1,
        "仇丽": 1,
        "解明": 1,
    }


def test_an_unnamed_speech_has_a_label_and_no_person(session, tell) -> None:
    one = tell(session, speaker=None, label="与会委员")
    speech = speeches.one(session, one.speech_id)
    assert (speech.speaker, speech.person_id, speech.speaker_name) == (None, None, "与会委员")
    assert [found.id for found in speeches.find(session, speaker="与会委员")] == [one.speech_id]
    assert proposals.find(session)[0].speaker == "与会委员"


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("曾小单", "zeng xiao dan", "zxd"),
        ("解明", "xie ming", "xm"),
        ("单立", "shan li", "sl"),
        ("仇丽", "qiu li", "ql"),
        ("万俟青", "mo qi qing", "mqq"),
        ("尉迟红", "yu chi hong", "ych"),
        ("区伟", "ou wei", "ow"),
        ("任重", "ren zhong", "rz"),
        ("王曾", "wang ceng", "wc"),
    ],
)
def test_names_are_read_with_the_readings_of_surnames(name: str, pinyin: str, initials: str) -> None:
    assert read_name(name) == (pinyin, initials)


def test_a_name_with_rare_characters_or_latin_letters_is_read_somehow() -> None:
    assert read_name("𬱖𠮷")[0]
    assert read_name("John Smith")[1].startswith("j")
    assert read_name("") == ("", "")


def test_a_person_is_one_under_name_and_alias(session) -> None:
    one = people.named(session, " 解明 ")
    people.add_alias(session, one, "解小明")
    assert people.named(session, "解小明") == people.named(session, "解明") == one
    with pytest.raises(InvalidValue):
        people.add_alias(session, people.named(session, "王楠"), "解小明")
    with pytest.raises(InvalidValue):
        people.named(session, "　")


def test_a_recommendation_is_verbatim_or_refused(session, told) -> None:
    with pytest.raises(InvalidValue):
        proposals.add(
            session,
            speech_id=told.speech_id,
            span=Span(5, 14),
            spans=(),
            text="建议加速算力建设。",
            cue=None,
            reason="",
            confidence=1.0,
        )
    proposals.set_span(session, told.proposal_ids[0], Span(7, 14))
    one = proposals.one(session, told.proposal_ids[0])
    assert one.text == "加快算力建设。"
    assert is_verbatim(one.text, sources.text(session, told.source_id), one.spans)
    for span in (Span(0, 999), Span(3, 3)):
        with pytest.raises(InvalidValue):
            proposals.set_span(session, told.proposal_ids[0], span)


def test_a_span_over_paragraphs_and_columns_is_traced_to_its_pieces() -> None:
    from briefing_app.store.origins import trace

    source = "甲乙丙\n丁（图）戊己"
    spans = (Span(0, 3), Span(4, 5), Span(8, 10))
    assert trace("甲乙丙丁戊己", Span(1, 5), source=source, spans=spans) == (Span(1, 3), Span(4, 5), Span(8, 9))
    assert trace("甲 乙丙丁戊己", Span(0, 2), source=source, spans=spans) == (Span(0, 1),)


def test_states_follow_the_rules(session, told) -> None:
    one = told.proposal_ids[0]
    with pytest.raises(IllegalMove) as refused:
        proposals.move(session, one, ProposalStatus.CLOSED)
    assert "已采编" in refused.value.legal
    with pytest.raises(InvalidValue):
        proposals.move(session, one, ProposalStatus.DECLINED, reason="　")
    proposals.move(session, one, ProposalStatus.DECLINED, reason="已有政策")
    assert proposals.one(session, one).status_reason == "已有政策"


def test_staff_wording_stands_beside_the_quotation(session, told) -> None:
    one = told.proposal_ids[0]
    proposals.set_summary(session, one, "建算力", RewordingKind.REWORDED)
    assert (proposals.one(session, one).summary, proposals.one(session, one).summary_kind) == (
        "建算力",
        RewordingKind.REWORDED,
    )
    proposals.set_summary(session, one, " ", RewordingKind.REWORDED)
    assert (proposals.one(session, one).summary, proposals.one(session, one).summary_kind) == (None, None)


def test_tags_are_put_on_and_taken_off(session, told) -> None:
    proposals.tag(session, told.proposal_ids, "急")
    proposals.tag(session, told.proposal_ids, "急")
    tags.attach(session, "speech", [told.speech_id], "留存")
    assert proposals.find(session)[0].tags == ("急",)
    assert speeches.one(session, told.speech_id).tags == ("留存",) == tags.of(session, "speech", told.speech_id)
    proposals.untag(session, told.proposal_ids, "急")
    proposals.untag(session, told.proposal_ids, "没有过")
    assert proposals.find(session)[0].tags == ()
    assert tags.find(session) == ["急", "留存"]


def test_themes_are_suggested_then_confirmed_never_the_other_way(session, told) -> None:
    one, other = told.proposal_ids
    themes.link(session, [one, other], "算力", confirmed=False, confidence=0.5, reason="多人提到")
    themes.confirm(session, [one], "算力")
    themes.link(session, [one], "算力", confirmed=False)
    assert [link.confirmed for link in proposals.one(session, one).themes] == [True]
    assert [(link.confirmed, link.confidence, link.reason) for link in proposals.one(session, other).themes] == [
        (False, 0.5, "多人提到")
    ]
    (theme,) = themes.find(session)
    assert (theme.speakers, theme.proposals) == (1, 2)


def test_themes_merge_with_their_links_and_decisions(session, told) -> None:
    one, other = told.proposal_ids
    themes.link(session, [one], "智算", confirmed=True)
    themes.link(session, [one, other], "算力", confirmed=False)
    comparisons.decide(session, told.meeting_id, Decision("智算", Judgement.UNIQUE, "只此一家"))
    ids = {theme.name: theme.id for theme in themes.find(session)}
    themes.merge(session, ids["智算"], ids["算力"])
    assert proposals.one(session, one).theme_names == ("算力",)
    assert proposals.one(session, one).themes[0].confirmed
    assert comparisons.decisions(session, told.meeting_id) == [Decision("算力", Judgement.UNIQUE, "只此一家")]
    assert [(lying.kind, lying.title) for lying in trash.removed(session)] == [("theme", "智算")]
    themes.link(session, [other], "智算", confirmed=True)  # named again: the same theme, back again
    assert {theme.name: theme.id for theme in themes.find(session)} == ids


def test_themes_form_a_tree_without_circles_and_unique_names(session) -> None:
    a, b, c = (themes.named(session, name) for name in ("甲", "乙", "丙"))
    themes.set_parent(session, b, a)
    themes.set_parent(session, c, b)
    for above in (a, b, c):
        with pytest.raises(InvalidValue):
            themes.set_parent(session, a, above)
    with pytest.raises(InvalidValue):
        themes.rename(session, a, "乙")
    themes.rename(session, a, "丁")
    assert {theme.name: theme.parent for theme in themes.find(session)} == {"丁": None, "乙": "丁", "丙": "乙"}
    themes.remove(session, b)
    themes.named(session, "新")
    themes.rename(session, themes.named(session, "新"), "乙")
    with pytest.raises(InvalidValue):
        themes.restore(session, b)


def test_annotations_keep_their_words_and_say_when_they_are_lost(session, told) -> None:
    mark = marks.add(session, told.speech_id, Span(5, 9), colour=MarkColour.DATA, note="核", author="李敏")
    assert (mark.quote, mark.misplaced, mark.speaker, mark.meeting_id) == (
        "建议加快",
        False,
        "曾小单",
        told.meeting_id,
    )
    changed = marks.update(session, mark.id, note="改", colour=MarkColour.IDEA)
    assert (changed.note, changed.colour) == ("改", MarkColour.IDEA)
    assert marks.find(session, meeting_id=told.meeting_id) == marks.find(session, speech_id=told.speech_id) == [changed]
    with pytest.raises(InvalidValue):
        marks.add(session, told.speech_id, Span(0, 999), colour=MarkColour.DATA, note="", author="")
    marks.remove(session, mark.id)
    assert marks.find(session) == []
