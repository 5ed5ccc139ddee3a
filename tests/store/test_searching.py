"""Searching finds people by sound, narrows by field words, and says where in the original text it found."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing_app.domain.annotations import MarkColour
from briefing_app.domain.followups import EntryKind
from briefing_app.domain.meetings import MeetingFacts
from briefing_app.domain.proposals import ProposalStatus
from briefing_app.domain.text import Span
from briefing_app.store import annotations as marks
from briefing_app.store import followups, meetings, people, proposals, speeches, tags, themes
from briefing_app.store.database import Library, open_library
from briefing_app.store.search import index, matches_in, search
from briefing_app.store.search.folding import fold, fold_with_origin
from briefing_app.store.search.grams import grams_of, needed_grams
from briefing_app.store.search.query import Query, read_query


@pytest.fixture
def told(library: Library, tell):
    """A library with two meetings and something of each kind."""
    with library.transaction() as session:
        first = tell(
            session,
            "先说成绩。建议加快算力建设。再说不足。建议培养人才。",
            speaker="王耀南",
            facts=MeetingFacts(name="算力专题会", place="湖岸市"),
        )
        second = tell(
            session,
            "建议数据标注用人才。",
            quotes=("建议数据标注用人才。",),
            speaker="单小平",
            co_speakers=("仇丽",),
            organisation="临江农商行",
            facts=MeetingFacts(name="双周座谈会"),
            title=None,
        )
        marks.add(session, first.speech_id, Span(0, 4), colour=MarkColour.IDEA, note="核对算力数字", author="李敏")
        item = followups.add(
            session, title="建设算力中心", proposal_ids=first.proposal_ids[:1], lead="市发改委", with_units=["市工信局"]
        )
        followups.log(session, item.id, EntryKind.REPLY, "算力已列入计划")
        themes.link(session, first.proposal_ids[:1], "算力", confirmed=True)
        proposals.tag(session, second.proposal_ids, "急")
        tags.attach(session, "meeting", [second.meeting_id], "急")
        proposals.move(session, second.proposal_ids[0], ProposalStatus.EDITED)
    return first, second


def found(library: Library, query: str, **asked) -> Counter[str]:
    with library.reading() as session:
        return Counter(hit.kind for hit in search(session, query, **asked).hits)


def speakers(library: Library, query: str) -> set[str]:
    with library.reading() as session:
        return {hit.speaker or hit.text for hit in search(session, query).hits}


def test_every_kind_of_record_is_found_and_counted(library: Library, told) -> None:
    with library.reading() as session:
        result = search(session, "算力")
    assert Counter(hit.kind for hit in result.hits) == Counter(
        meeting=1, speech=1, proposal=1, annotation=1, followup=1
    )
    assert result.total == 5
    assert {kind: count for kind, count in result.counts.items() if count} == Counter(hit.kind for hit in result.hits)
    assert found(library, "会场") == Counter(source=2)  # a caption that the import took out of the body
    assert found(library, "农商") == Counter()
    assert found(library, "列入 建设") == Counter(followup=1)


def test_one_character_is_enough(library: Library, told) -> None:
    assert found(library, "才")["proposal"] == 2
    assert found(library, "。")["proposal"] == 3
    assert found(library, "㡡") == Counter()


def test_a_phrase_keeps_its_blanks_and_words_may_stand_anywhere(library: Library, tell) -> None:
    with library.transaction() as session:
        tell(session, "Open AI and AI open", quotes=())
    assert found(library, "open ai")["speech"] == 1
    assert found(library, '"ai open"')["speech"] == 1
    assert found(library, '"and open"')["speech"] == 0
    assert found(library, "ＡＩ ＯＰＥＮ")["speech"] == 1


def test_people_are_found_by_pinyin_and_initials_with_surnames_read_right(library: Library, told) -> None:
    assert speakers(library, "wyn") == {"王耀南"}
    assert speakers(library, "wangyao") == {"王耀南"}
    assert speakers(library, "Wang'Yao") == {"王耀南"}
    assert speakers(library, "shanxiaoping") == {"单小平"}
    assert speakers(library, "ql") == {"仇丽"}
    assert speakers(library, "danxiaoping") == set()
    with library.reading() as session:
        (hit,) = search(session, "wyn").hits
    assert hit.matches == (Span(0, 3),)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("发言人:王耀南", {"person": 1, "speech": 1, "proposal": 2, "annotation": 1, "followup": 1}),
        ("发言人：仇丽 人才", {"speech": 1, "proposal": 1}),
        ("发言人:wyn 算力", {"speech": 1, "proposal": 1, "annotation": 1, "followup": 1}),
        ("单位:农商", {"speech": 1, "proposal": 1}),
        ("单位:工信", {"followup": 1}),
        ("主题:算力", {"proposal": 1, "followup": 1}),
        ("状态:已采编", {"proposal": 1}),
        ("状态:待交办", {"followup": 1}),
        ("标签:急", {"meeting": 1, "proposal": 1}),
        ("会议:双周 人才", {"speech": 1, "proposal": 1}),
        ('会议:"算力专题会" 发言人:王', {"speech": 1, "proposal": 2, "annotation": 1, "followup": 1}),
        ("发言人:单小平 会议:算力", {}),
        ("状态:没有这样的", {}),
    ],
)
def test_field_words_narrow(library: Library, told, query, expected) -> None:
    assert found(library, query) == Counter(expected)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("算力 人才", Query(("算力", "人才"))),
        ("　算力　算力 ", Query(("算力",))),
        ('"算力 人才" 数据', Query(("算力 人才", "数据"))),
        ("发言人: 王耀南 ＡＩ", Query(("ai",), (("发言人", "王耀南"),))),
        ('会议:"双周 座谈"', Query((), (("会议", "双周 座谈"),))),
        ('没有"对', Query(('没有"对',))),
        ('"', Query(('"',))),
        ("主题:", Query(("主题:",))),
        ("", Query()),
        ("\u3000 \n", Query()),
    ],
)
def test_whatever_is_typed_is_a_query(typed: str, read: Query) -> None:
    assert read_query(typed) == read


@pytest.mark.parametrize(
    "query", ['"' * 500, "* NEAR(a b) OR -x", "😀", "a " * 5_000, "的" * 10_000, "\0", "\ud800", "%_'"]
)
def test_no_query_breaks_the_search(library: Library, told, query: str) -> None:
    with library.reading() as session:
        assert search(session, query).total == 0


def test_many_parts_are_all_asked_for(library: Library, tell) -> None:
    parts = [chr(0x4E00 + number) for number in range(300)]
    with library.transaction() as session:
        tell(session, "，".join(parts), quotes=())
        tell(session, "，".join(parts[:-1]), quotes=(), sha256="2")
    assert found(library, " ".join(parts))["speech"] == 1
    assert found(library, " ".join(parts[:-1]))["speech"] == 2


def test_matches_are_spans_of_the_text_as_it_is() -> None:
    text = "发展ＡＩ产业①，㎡、ﬁne；𬱖在此。CAFE\u0301"
    for part, originals in {
        "ai产业1": ["ＡＩ产业①"],
        "m2": ["㎡"],
        "i": ["Ｉ", "ﬁ"],
        "𬱖": ["𬱖"],
        "fé": ["FE\u0301"],
        "。c": ["。C"],
    }.items():
        assert [span.of(text) for span in matches_in(text, [part])] == originals


@given(
    st.text()
    | st.text(st.sampled_from("aÀé\u0301\u0327가각\u1100\u1161\u11a8ｶﾞﾟ①㎡ß…　AB发展𬱖😀\ufdfa\u0344ﬁ\u200d\ufe0f"))
)
@example("ﬁ\u0300")
def test_folding_with_origin_is_folding_and_each_character_knows_where_it_came_from(text: str) -> None:
    folded = fold_with_origin(text)
    assert folded.folded == fold(text)
    for at, character in enumerate(folded.folded):
        assert character in fold(folded.original(at, at + 1).of(text))


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_folding_is_nfkc_and_case_folding(text: str) -> None:
    assert fold(text) == unicodedata.normalize("NFKC", text).casefold()


@given(
    st.text(st.sampled_from("发展新a1，。 😀𬱖/"), max_size=12),
    st.text(st.sampled_from("发展新a1，。 😀𬱖/"), max_size=4),
)
def test_a_text_that_holds_a_part_has_all_of_its_terms(text: str, part: str) -> None:
    grams = grams_of(fold(text)).split()
    if fold(part) in fold(text):
        for needed in needed_grams(fold(part)):
            term = needed.strip('"*')
            assert any(gram.startswith(term) if needed.endswith("*") else gram == term for gram in grams)


def test_a_limit_is_shared_fairly_among_kinds(library: Library, tell) -> None:
    with library.transaction() as session:
        for number in range(30):
            tell(
                session, "建议试点。", quotes=("建议试点。",), sha256=str(number), facts=MeetingFacts(name=f"{number}")
            )
        tell(session, "别的。", quotes=(), sha256="x", facts=MeetingFacts(name="试点会"))
    assert found(library, "试点", limit=11) == Counter(meeting=1, speech=5, proposal=5)
    assert found(library, "试点", limit=11, kinds=("speech",)) == Counter(speech=11)
    with library.reading() as session:
        result = search(session, "试点", limit=11)
        assert result.total == 61
        newest = [hit.id for hit in result.hits if hit.kind == "proposal"]
    assert newest == sorted(newest, reverse=True)


def test_what_is_in_the_trash_is_not_found_and_what_comes_back_is(library: Library, told) -> None:
    first, _ = told
    with library.transaction() as session:
        meetings.remove(session, first.meeting_id)
    assert found(library, "算力") == Counter(followup=1)
    with library.transaction() as session:
        speeches.remove(session, first.speech_id)
        meetings.restore(session, first.meeting_id)
    assert found(library, "算力") == Counter(followup=1, meeting=1)
    with library.transaction() as session:
        speeches.restore(session, first.speech_id)
    assert found(library, "算力")["proposal"] == 1


def test_edits_are_found_at_once_under_their_new_words_only(library: Library, told) -> None:
    first, _ = told
    with library.transaction() as session:
        meetings.update(session, first.meeting_id, MeetingFacts(name="量子会"))
        marks.update(session, 1, note="改成别的")
        people.add_alias(session, people.named(session, "王耀南"), "耀南院士")
    assert found(library, "量子") == Counter(meeting=1)
    assert found(library, "别的") == Counter(annotation=1)
    assert found(library, "核对") == Counter()
    assert found(library, "南院") == Counter(person=1)


def test_an_index_of_an_older_form_is_made_anew_on_opening(library: Library, told, monkeypatch) -> None:
    library.close()
    monkeypatch.setattr(index, "FORM", "next")
    renewed = open_library(library.path)
    with renewed.reading() as session:
        assert index.is_of_this_form(session)
    assert found(renewed, "算力")["speech"] == 1
    renewed.close()
