"""This file fills a library so that no table is empty: the example, and one of everything that a person can leave behind."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from briefing_app import workflows
from briefing_app.domain.compared import ComparedBy
from briefing_app.domain.comparison import Decision, Judgement
from briefing_app.domain.filters import FilterGroup, ProposalFilter
from briefing_app.domain.meetings import MeetingFacts
from briefing_app.domain.packs import Pack, PackFormat, PackKind, PackOptions, SpeakerOrder
from briefing_app.domain.people import Affiliation
from briefing_app.domain.table_layout import Layout, Layouts
from briefing_app.domain.text import Span
from briefing_app.store import (
    alike,
    attachments,
    comparisons,
    dictionaries,
    drafts,
    followups,
    meetings,
    packs,
    people,
    person_decisions,
    person_turns,
    proposals,
    saved_filters,
    speeches,
    tags,
    themes,
    units,
    versions,
)
from briefing_app.store.database import Library
from briefing_app.store.dictionaries import DEFAULTS, Term
from briefing_app.workflows.demonstration import fill

TODAY = date(2026, 9, 6)
SECOND_MEETING = "各方都要出力。建议公开进度，接受监督"


def fill_every_table(library: Library, folder: Path) -> None:
    """The example library, and what it has not: every table holds something."""
    first = fill(library, TODAY)
    with library.transaction("整理") as session:
        second = _speak(session)
        _label(session, first)
        _decide_who_is_who(session)
        _compare(session, first, second)
        _keep_ways_of_working(session, first, second)
        _follow_up(session)
        drafts.keep(session, sha256="d" * 64, name="待审.txt", content=b"x", json={"a": 1})
        (pack, *_) = packs.find(session)
    workflows.export_pack(library, pack, folder / "册.xlsx", format=PackFormat.XLSX, today=TODAY)


def _speak(session) -> int:
    """A second meeting, with a joint speech that has another text and posts."""
    meeting = meetings.add(session, MeetingFacts(name="对口协商会", date=date(2026, 6, 1)), reviewed=True)
    speech = speeches.add(
        session,
        meeting_id=meeting,
        source_id=None,
        order=1,
        speaker="解明",
        label=None,
        co_speakers=("仇丽",),
        header="解明、仇丽：",
        header_spans=(),
        title="公开",
        title_spans=(),
        on_behalf_of="民进市委会",
        affiliations=[Affiliation("湖岸大学", "教授")],
        identities=["政协委员"],
        paragraphs=[(SECOND_MEETING, ())],
    )
    start = SECOND_MEETING.index("建议")
    for first, last in ((start, start + 6), (start + 7, start + 11)):
        proposals.add(
            session,
            speech_id=speech.id,
            span=Span(first, last),
            spans=(),
            text=SECOND_MEETING[first:last],
            cue=None,
            reason="",
            confidence=0.5,
        )
    versions.add(session, speech.id, source_id=None, paragraphs=[("建议公开全部进度", ())])
    return meeting


def _label(session, meeting: int) -> None:
    ids = proposals.ids(session)
    tags.attach(session, "proposal", ids[:2], "重点办理")
    tags.attach(session, "meeting", [meeting], "年度议题")
    tags.attach(session, "speech", [speeches.find(session)[0].id], "发言稿已收")
    tags.attach(session, "followup", [followups.find(session)[0].id], "主席督办")
    themes.set_parent(session, themes.in_use(session, "算力").id, themes.named(session, "数字经济"))
    alike.merge(session, alike.link(session, [ids[-1], ids[-2], ids[0]]))


def _decide_who_is_who(session) -> None:
    known = people.find(session)
    people.add_alias(session, known[0].id, "老同志")
    person_turns.enter_post(session, known[0].id, Affiliation("市科协", "主席"), since=date(2025, 1, 1), until=None)
    person_decisions.keep_apart(session, known[1].id, known[2].id)
    person_decisions.merge(session, people.new(session, "解明明"), into=people.called(session, "解明")[0])


def _compare(session, first: int, second: int) -> None:
    comparisons.decide(session, first, Decision("人才", Judgement.CONSENSUS, "看法一致"), ComparedBy.ORGANISATION)
    spoken = speeches.of_meeting(session, first)
    said = proposals.find(session, ProposalFilter(meetings=(first,), themes=("算力",)))
    comparisons.set_summary(session, first, "算力", spoken[0].id, "都要调度")
    comparisons.set_column_summary(session, first, "人才", ComparedBy.IDENTITY, "政协委员", "要引得来留得住")
    comparisons.set_column_summary(session, first, "人才", ComparedBy.MEETING, str(second), "这场会没有细谈")
    comparisons.set_stance(session, "算力", said[0].id, "补充")
    rows = (themes.in_use(session, "算力").id, 0, themes.in_use(session, "人才").id)
    columns = tuple(str(one.id) for one in spoken[:3])
    by_speaker = Layout(columns=columns, pinned_columns=columns[:1], rows=rows, hidden_rows=rows[1:])
    by_meeting = Layout(columns=(str(second), str(first)))
    layouts = Layouts(ComparedBy.MEETING, ((ComparedBy.SPEAKER, by_speaker), (ComparedBy.MEETING, by_meeting)))
    comparisons.set_layouts(session, first, layouts)


def _keep_ways_of_working(session, first: int, second: int) -> None:
    """Filters, dictionaries, and a pack whose options name speeches, themes and meetings."""
    conditions = ProposalFilter(
        meetings=(second, first), nested=FilterGroup((ProposalFilter(meetings=(second,), text="公开"),), negated=True)
    )
    saved_filters.save(session, "两次会议", conditions, pinned=True)
    dictionaries.set_terms(session, "destination", [*DEFAULTS["destination"][:2], Term("专题简报")])
    order = tuple(one.id for one in speeches.of_meeting(session, first))[::-1]
    options = PackOptions(
        order=SpeakerOrder.BY_HAND,
        hand_order=order,
        compared_columns=tuple(map(str, order[:2])),
        compared_themes=(0, themes.in_use(session, "算力").id),
        editor="市政协办公室",
    )
    ids = proposals.ids(session)
    pack = Pack(
        None, "对照表", PackKind.COMPARISON, (second, first), options, conditions, frozenset(ids[:1]), tuple(ids[:3])
    )
    packs.save(session, pack)


def _follow_up(session) -> None:
    item = followups.find(session)[0]
    units.add_alias(session, "市教育局", "教育局")
    attachments.add(session, item.id, "批示.pdf", b"%PDF-1.4", entry_id=item.entries[0].id)
