"""What staff make of material (follow-ups, comparisons, packs, filters, drafts) is kept and comes back whole."""

from __future__ import annotations

from datetime import date

import pytest

from briefing_app.domain.annotations import MarkColour
from briefing_app.domain.comparison import Decision, Judgement
from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.followups import EntryKind, FollowUpStatus
from briefing_app.domain.packs import Pack, PackFormat, PackKind, PackOptions, SpeakerOrder
from briefing_app.domain.proposals import ProposalStatus
from briefing_app.domain.text import Span
from briefing_app.errors import IllegalMove, InvalidValue
from briefing_app.store import annotations as marks
from briefing_app.store import (
    as_json,
    comparisons,
    dictionaries,
    drafts,
    followups,
    meetings,
    packs,
    proposals,
    saved_filters,
    speeches,
    themes,
    trash,
    units,
)
from briefing_app.store.database import Library
from briefing_app.store.dictionaries import Term

TODAY = date(2026, 9, 6)
F = FollowUpStatus


@pytest.fixture
def session(library: Library):
    with library.transaction() as session:
        yield session


@pytest.fixture
def told(session, tell):
    return tell(session)


def test_a_follow_up_goes_its_way_and_needs_what_each_step_needs(session, told) -> None:
    item = followups.add(session, title="建算力", proposal_ids=told.proposal_ids, lead="")
    with pytest.raises(InvalidValue):
        followups.move(session, item.id, F.ASSIGNED, today=TODAY)  # to whom?
    followups.update(session, item.id, lead="市发改委", with_units=["市工信局", "市教育局"], due=date(2026, 12, 1))
    assigned = followups.move(session, item.id, F.ASSIGNED, note="请研办", today=TODAY)
    assert (assigned.assigned_on, assigned.with_units) == (TODAY, ("市工信局", "市教育局"))
    with pytest.raises(IllegalMove) as refused:
        followups.move(session, item.id, F.CLOSED, today=TODAY)
    assert refused.value.legal[0] == "已签收"
    followups.move(session, item.id, F.IN_PROGRESS, today=TODAY)
    with pytest.raises(InvalidValue):
        followups.move(session, item.id, F.RETURNED, today=TODAY)
    with pytest.raises(InvalidValue):
        followups.move(session, item.id, F.ANSWERED, today=TODAY)
    followups.log(session, item.id, EntryKind.REPLY, "已列入计划")
    followups.move(session, item.id, F.ANSWERED, today=TODAY)
    with pytest.raises(InvalidValue):
        followups.move(session, item.id, F.EVALUATED, today=TODAY)
    followups.update(session, item.id, satisfaction="满意", reply_class="A")
    followups.move(session, item.id, F.EVALUATED, today=TODAY)
    closed = followups.move(session, item.id, F.CLOSED, today=TODAY)
    assert [(entry.kind, entry.text, entry.author, entry.moved_to) for entry in closed.entries] == [
        (EntryKind.ASSIGNED, "请研办", "李敏", F.ASSIGNED),
        (EntryKind.REPLY, "已列入计划", "李敏", None),
    ]
    followups.move(session, item.id, F.REOPENED, note="委员不满意", today=TODAY)
    followups.move(session, item.id, F.IN_PROGRESS, today=TODAY)
    with pytest.raises(InvalidValue):  # the old reply does not answer the new round
        followups.move(session, item.id, F.ANSWERED, today=TODAY)


def test_follow_ups_are_found_by_what_lists_ask_for(session, told) -> None:
    first = followups.add(
        session, title="一", proposal_ids=told.proposal_ids[:1], lead="市发改委", with_units=["市工信局"], due=TODAY
    )
    second = followups.add(session, title="二", proposal_ids=told.proposal_ids[1:], lead="市工信局")

    def found(**conditions) -> list[int]:
        return [item.id for item in followups.find(session, **conditions)]

    assert found() == [first.id, second.id]  # what has no deadline comes last
    assert found(unit="市工信局") == [first.id, second.id]
    assert found(unit="市发改委") == [first.id]
    assert found(proposal_id=told.proposal_ids[1]) == [second.id]
    assert found(meeting_id=told.meeting_id) == [first.id, second.id]
    assert found(meeting_id=99) == []
    assert found(statuses=[F.ASSIGNED]) == []
    assert found(due_before=date(2026, 9, 7)) == [first.id]
    assert found(due_before=TODAY) == []
    assert found(overdue_on=TODAY) == []
    assert found(overdue_on=date(2026, 9, 7)) == [first.id]
    followups.remove(session, first.id)
    assert found() == [second.id]


def test_a_deadline_before_handing_out_is_refused(session, told) -> None:
    with pytest.raises(InvalidValue):
        followups.add(
            session,
            title="一",
            proposal_ids=told.proposal_ids,
            lead="委",
            assigned_on=TODAY,
            due=date(2026, 9, 5),
        )
    with pytest.raises(InvalidValue):
        followups.add(session, title=" ", proposal_ids=(), lead="")


def test_a_renamed_unit_keeps_its_items_and_its_former_name(session, told) -> None:
    followups.add(session, title="一", proposal_ids=told.proposal_ids, lead="市科委")
    units.rename(session, "市科委", "市科技局")
    assert followups.find(session, unit="市科委")[0].lead == "市科技局"
    assert units.aliases(session) == {"市科委": "市科技局"}
    assert units.find(session) == ["市科技局"]
    with pytest.raises(InvalidValue):
        units.rename(session, "市科技局", " ")


def test_comparisons_keep_what_people_decide(session, told) -> None:
    themes.link(session, told.proposal_ids, "算力", confirmed=True)
    comparisons.decide(session, told.meeting_id, Decision("算力", Judgement.DIVERGENCE))
    comparisons.decide(session, told.meeting_id, Decision("算力", Judgement.CONSENSUS, "会商"))
    assert comparisons.decisions(session, told.meeting_id) == [Decision("算力", Judgement.CONSENSUS, "会商")]
    comparisons.withdraw(session, told.meeting_id, "算力")
    assert comparisons.decisions(session, told.meeting_id) == []
    comparisons.set_summary(session, told.meeting_id, "算力", told.speech_id, "建中心")
    comparisons.set_summary(session, told.meeting_id, "未归主题", told.speech_id, "其他")
    assert comparisons.summaries(session, told.meeting_id) == {
        ("算力", told.speech_id): "建中心",
        ("未归主题", told.speech_id): "其他",
    }
    comparisons.set_summary(session, told.meeting_id, "未归主题", told.speech_id, None)
    assert len(comparisons.summaries(session, told.meeting_id)) == 1
    comparisons.set_stance(session, "算力", told.proposal_ids[0], "相左")
    assert comparisons.stances(session, told.meeting_id) == {("算力", told.proposal_ids[0]): "相左"}
    comparisons.set_stance(session, "算力", told.proposal_ids[0], None)
    assert comparisons.stances(session, told.meeting_id) == {}
    with pytest.raises(InvalidValue):
        comparisons.set_stance(session, "算力", told.proposal_ids[0], "反对")
    with pytest.raises(InvalidValue):
        comparisons.decide(session, told.meeting_id, Decision("未归主题", Judgement.CONSENSUS))
    comparisons.set_layout(session, told.meeting_id, {"columns": [2, 1]})
    assert comparisons.layout(session, told.meeting_id) == {"columns": [2, 1]}


def test_a_pack_is_kept_with_every_option_and_its_versions(session, told) -> None:
    pack = Pack(
        None,
        "摘编",
        PackKind.DIGEST,
        (told.meeting_id,),
        PackOptions(editor="办公室", order=SpeakerOrder.PINYIN, printed_on=TODAY, cover=False),
        ProposalFilter(statuses=(ProposalStatus.EDITED,), themes=("算力",), since=TODAY, important=True),
        frozenset(told.proposal_ids[:1]),
        tuple(reversed(told.proposal_ids)),
    )
    pack_id = packs.save(session, pack)
    kept = packs.one(session, pack_id)
    assert kept.options == pack.options
    assert kept.filter == pack.filter
    assert (kept.left_out, kept.sequence, kept.meeting_ids) == (pack.left_out, pack.sequence, pack.meeting_ids)
    packs.save(session, Pack(pack_id, "改名", PackKind.LEDGER, ()))
    assert packs.find(session) == [Pack(pack_id, "改名", PackKind.LEDGER, ())]
    first = packs.add_version(session, pack_id, sha256="a", format=PackFormat.PDF, file_name="a.pdf", pages=3)
    second = packs.add_version(session, pack_id, sha256="b", format=PackFormat.DOCX, file_name="b.docx")
    assert [version.number for version in packs.versions(session, pack_id)] == [2, 1]
    assert packs.version_with(session, "a") == first
    assert packs.version_with(session, "c") is None
    assert second.pages is None


def test_a_stored_filter_of_another_version_is_read_as_far_as_it_is_understood() -> None:
    stored = {
        "statuses": ["已采编", "没有的状态"],
        "since": "2026-02-31",
        "important": True,
        "unheard_of": 1,
        "text": 5,
        "meetings": "no list",
    }
    assert as_json.filter_from_json(stored) == ProposalFilter(statuses=(ProposalStatus.EDITED,), important=True)
    assert as_json.options_from_json({"order": "没有", "cover": None, "notes": True}) == PackOptions(notes=True)


def test_filters_are_saved_by_name_pinned_and_ordered(session) -> None:
    first = saved_filters.save(session, "算力", ProposalFilter(themes=("算力",)))
    second = saved_filters.save(session, "重点", ProposalFilter(important=True))
    assert saved_filters.save(session, " 算力 ", ProposalFilter(text="算力")) == first
    saved_filters.reorder(session, [second, first])
    assert [(one.name, one.filter) for one in saved_filters.find(session)] == [
        ("重点", ProposalFilter(important=True)),
        ("算力", ProposalFilter(text="算力")),
    ]
    saved_filters.save(session, "算力", ProposalFilter(), pinned=True)
    assert [one.id for one in saved_filters.find(session)] == [first, second]
    saved_filters.remove(session, second)
    with pytest.raises(InvalidValue):
        saved_filters.save(session, "", ProposalFilter())


def test_drafts_wait_until_they_are_dropped(session) -> None:
    drafts.keep(session, sha256="a", name="一.txt", content=b"\x00\xff", json={"n": 1})
    drafts.keep(session, sha256="b", name="二.txt", content=b"", json={})
    drafts.keep(session, sha256="a", name="一.txt", content=b"\x00\xff", json={"n": 2})
    kept = {one.sha256: one for one in drafts.waiting(session)}
    assert (kept["a"].json, kept["a"].content) == ({"n": 2}, b"\x00\xff")
    drafts.drop(session, "a")
    drafts.drop(session, "a")
    assert [one.sha256 for one in drafts.waiting(session)] == ["b"]


def test_dictionaries_have_defaults_until_they_are_edited(session) -> None:
    assert Term("提案") in dictionaries.terms(session, "destination")
    dictionaries.set_terms(session, "destination", [Term("要报"), Term("提案", "按提案办理")])
    dictionaries.set_terms(session, "destination", [Term("提案"), Term("要报")])
    assert dictionaries.terms(session, "destination") == (Term("提案"), Term("要报"))
    assert dictionaries.terms(session, "没有的词典") == ()
    for wrong in ([Term("甲"), Term("甲")], [Term(" ")]):
        with pytest.raises(InvalidValue):
            dictionaries.set_terms(session, "destination", wrong)


def test_everything_in_the_trash_can_be_taken_out_with_what_hangs_on_it(session, told) -> None:
    mark = marks.add(session, told.speech_id, Span(0, 2), colour=MarkColour.DATA, note="注", author="")
    item = followups.add(session, title="办", proposal_ids=told.proposal_ids, lead="委")
    pack_id = packs.save(session, Pack(None, "册", PackKind.DIGEST, (told.meeting_id,)))
    theme_id = themes.named(session, "算力")
    before = (proposals.find(session), speeches.find(session), marks.find(session), followups.find(session))
    marks.remove(session, mark.id)
    proposals.remove(session, told.proposal_ids)
    speeches.remove(session, told.speech_id)
    meetings.remove(session, told.meeting_id)
    followups.remove(session, item.id)
    packs.remove(session, pack_id)
    themes.remove(session, theme_id)
    lying = trash.removed(session)
    assert {one.kind for one in lying} == {
        "annotation",
        "proposal",
        "speech",
        "meeting",
        "followup",
        "pack",
        "theme",
    }
    assert all(one.title for one in lying)
    assert (proposals.find(session), speeches.find(session), packs.find(session)) == ([], [], [])
    for one in lying:
        trash.restore(session, one.kind, one.id)
    after = (proposals.find(session), speeches.find(session), marks.find(session), followups.find(session))
    assert after == before
    assert trash.removed(session) == []
