"""Recommendations are parted, joined and ordered, and stay verbatim."""

from __future__ import annotations

import pytest

from briefing_app.domain.proposals import ProposalStatus, RewordingKind
from briefing_app.errors import InvalidValue
from briefing_app.store import arranging, followups, proposals, sources, speeches, themes
from briefing_app.store.backup import check
from briefing_app.store.database import Library

TEXT = "先说成绩。建议加快算力建设，引进人才。再说不足。建议办好食堂。最后建议修路。"
QUOTES = ("建议加快算力建设，引进人才。", "建议办好食堂。", "建议修路。")


@pytest.fixture
def told(library: Library, tell):
    return library.perform("导入材料", lambda s: tell(s, TEXT, quotes=QUOTES)).value


def listed(library: Library, told) -> list[tuple[int, str]]:
    with library.reading() as session:
        found = proposals.of_speech(session, told.speech_id)
        speech, source = speeches.one(session, told.speech_id), sources.text(session, told.source_id)
    for one in found:
        assert one.text == one.span.of(speech.text) == "".join(span.of(source) for span in one.spans)
    return [(one.order, one.text) for one in found]


def test_a_recommendation_is_parted_where_it_is_asked(library: Library, told) -> None:
    first = told.proposal_ids[0]
    library.perform("主题", lambda s: themes.link(s, [first], "算力", confirmed=True))
    library.perform("标签", lambda s: proposals.tag(s, [first], "急"))
    library.perform("状态", lambda s: proposals.move(s, first, ProposalStatus.EDITED))
    done = library.perform("拆开", lambda s: arranging.split(s, first, TEXT.index("引进")))
    assert listed(library, told) == [
        (1, "建议加快算力建设，"),
        (2, "引进人才。"),
        (3, QUOTES[1]),
        (4, QUOTES[2]),
    ]
    with library.reading() as session:
        second = proposals.one(session, done.value)
    assert (second.theme_names, second.tags, second.status) == (("算力",), ("急",), ProposalStatus.EDITED)
    library.undo(done.changes)
    assert listed(library, told) == list(enumerate(QUOTES, start=1))


def test_a_part_without_words_is_refused(library: Library, told) -> None:
    for at in (TEXT.index("建议加快"), 0, TEXT.index("再说")):
        with pytest.raises(InvalidValue):
            library.perform("拆开", lambda s, at=at: arranging.split(s, told.proposal_ids[0], at))
    assert listed(library, told) == list(enumerate(QUOTES, start=1))


def test_joined_recommendations_keep_every_link_and_what_stands_between(library: Library, told) -> None:
    one, two, _ = told.proposal_ids
    library.perform(
        "主题",
        lambda s: (themes.link(s, [one], "算力", confirmed=False), themes.link(s, [two], "食堂", confirmed=True)),
    )
    library.perform("重点", lambda s: proposals.set_important(s, [two], True))
    library.perform("概括", lambda s: proposals.set_summary(s, two, "办食堂", RewordingKind.SUMMARY))
    item = library.perform("跟进", lambda s: followups.add(s, title="食堂", proposal_ids=[two], lead="委")).value
    done = library.perform("合并", lambda s: arranging.merge(s, [two, one]))
    assert done.value == one
    assert [text for _, text in listed(library, told)] == [
        "建议加快算力建设，引进人才。再说不足。建议办好食堂。",
        QUOTES[2],
    ]
    with library.reading() as session:
        joined = proposals.one(session, one)
        assert joined.theme_names == ("算力", "食堂")
        assert (joined.important, joined.summary, joined.followups) == (True, "办食堂", 1)
        assert one in followups.one(session, item.id).proposal_ids
    assert not [finding for finding in check(library).findings if finding.kind == "proposal"]
    library.undo(done.changes)
    assert listed(library, told) == list(enumerate(QUOTES, start=1))


def test_recommendations_of_different_speeches_are_not_joined(library: Library, told, tell) -> None:
    other = library.perform("导入", lambda s: tell(s, sha256="b")).value
    with pytest.raises(InvalidValue) as refused:
        library.perform("合并", lambda s: arranging.merge(s, [told.proposal_ids[0], other.proposal_ids[0]]))
    assert "同一篇发言" in refused.value.expected


def test_recommendations_go_up_and_down_and_back_into_the_order_of_the_text(library: Library, told) -> None:
    one, two, three = told.proposal_ids
    library.perform("下移", lambda s: arranging.shift(s, one, 1))
    library.perform("上移", lambda s: arranging.shift(s, three, -9))
    with library.reading() as session:
        assert [p.id for p in proposals.of_speech(session, told.speech_id)] == [three, two, one]
    library.perform("按原文", lambda s: arranging.in_order_of_text(s, told.speech_id))
    assert listed(library, told) == list(enumerate(QUOTES, start=1))


def test_what_lies_in_the_trash_is_not_arranged(library: Library, told) -> None:
    one, two, _ = told.proposal_ids
    library.perform("移走", lambda s: proposals.remove(s, [one]))
    for work in (
        lambda s: arranging.shift(s, one, 1),
        lambda s: arranging.split(s, one, TEXT.index("引进")),
        lambda s: arranging.merge(s, [one, two]),
    ):
        with pytest.raises(InvalidValue) as refused:
            library.perform("改", work)
        assert "回收站" in refused.value.expected
