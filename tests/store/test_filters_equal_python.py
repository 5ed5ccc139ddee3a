"""A filter in SQL lets through exactly what the same filter, read the plain way in Python, lets through."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.orm import Session

from briefing_app.domain.annotations import MarkColour
from briefing_app.domain.filters import Choices, FilterGroup, ProposalFilter
from briefing_app.domain.meetings import MeetingFacts
from briefing_app.domain.proposals import Proposal, ProposalStatus, RewordingKind
from briefing_app.domain.speeches import Speech
from briefing_app.domain.text import Span
from briefing_app.store import annotations as marks
from briefing_app.store import (
    correcting,
    followups,
    meetings,
    people,
    proposal_lists,
    proposals,
    speeches,
    themes,
    units,
)
from briefing_app.store.as_json import filter_from_json, to_json
from briefing_app.store.database import Library, open_library
from briefing_app.store.filtering import SORTS

S = ProposalStatus
TEXT = "先说成绩。建议加快算力建设，ＡＩ先行。再说不足。建议培养人才。"
QUOTES = ("建议加快算力建设，ＡＩ先行。", "建议培养人才。")


@pytest.fixture(scope="module")
def peopled(tmp_path_factory, tell) -> Iterator[Library]:
    """Three meetings, seven speeches, with everything that a filter can ask for."""
    library = open_library(tmp_path_factory.mktemp("filters") / "library.sqlite3")
    with library.transaction() as session:
        _tell_all(session, tell)
    yield library
    library.close()


def _tell_all(s: Session, tell) -> None:
    dates = (date(2026, 7, 16), date(2025, 3, 1), None)
    meeting_ids = [meetings.add(s, MeetingFacts(name=f"会{n}", date=day), reviewed=True) for n, day in enumerate(dates)]
    told = [
        tell(s, TEXT, quotes=QUOTES, meeting_id=meeting_ids[0], order=2, speaker="曾小单", organisation="湖岸大学"),
        tell(s, TEXT, quotes=QUOTES, meeting_id=meeting_ids[0], order=1, speaker="解明", identity="院士"),
        tell(s, TEXT, quotes=QUOTES, meeting_id=meeting_ids[0], order=3, speaker=None, label="大家"),
        tell(s, TEXT, quotes=QUOTES, meeting_id=meeting_ids[1], order=1, speaker="王楠", co_speakers=("曾小单",)),
        tell(s, TEXT, quotes=QUOTES, meeting_id=meeting_ids[1], order=2, speaker="李山", organisation="临江农商行"),
        tell(s, TEXT, quotes=QUOTES, meeting_id=meeting_ids[2], order=1, speaker="解明"),
        tell(s, TEXT, quotes=QUOTES, meeting_id=meeting_ids[2], order=2, speaker="王楠"),
    ]
    people.add_alias(s, people.named(s, "曾小单"), "曾大单")
    ids = [proposal_id for one in told for proposal_id in one.proposal_ids]
    themes.link(s, ids[:4], "算力", confirmed=True)
    themes.link(s, ids[3:7], "算力网络", confirmed=False, confidence=0.4)
    themes.link(s, ids[6:9], "人才", confirmed=True)
    known = {theme.name: theme.id for theme in themes.find(s)}
    themes.set_parent(s, known["算力网络"], known["算力"])
    proposals.tag(s, ids[::3], "急")
    proposals.tag(s, ids[::4], "大")
    proposals.set_important(s, ids[::5], True)
    for proposal_id in ids[2:6]:
        proposals.move(s, proposal_id, S.EDITED)
    proposals.move(s, ids[7], S.DECLINED, reason="已有政策")
    for proposal_id in ids[1::4]:
        proposals.set_destination(s, [proposal_id], "社情民意信息")
    proposals.set_summary(s, ids[0], "建设ABC算力底座", RewordingKind.SUMMARY)
    marks.add(s, told[0].speech_id, Span(0, 8), colour=MarkColour.DATA, note="", author="")
    marks.add(s, told[1].speech_id, Span(0, 5), colour=MarkColour.DATA, note="", author="")
    gone = marks.add(s, told[2].speech_id, Span(5, 15), colour=MarkColour.DATA, note="", author="")
    marks.remove(s, gone.id)
    followups.add(s, title="一", proposal_ids=ids[:3], lead="市发改委", with_units=["市教育局"])
    followups.add(s, title="二", proposal_ids=ids[2:5], lead="市工信局")
    removed = followups.add(s, title="三", proposal_ids=ids[8:], lead="市发改委")
    followups.remove(s, removed.id)
    units.add_alias(s, "市发改委", "发改委")
    correcting.correct(s, told[4].speech_id, Span(TEXT.index(QUOTES[1]), len(TEXT)), "")  # its words are gone
    proposals.remove(s, [ids[9]])
    speeches.remove(s, told[6].speech_id)


def fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


@dataclass(frozen=True)
class Known:
    """What is known about a recommendation, read record by record."""

    proposal: Proposal
    speech: Speech
    day: date | None
    notes: int
    items: int
    handling: set[str]


@pytest.fixture(scope="module")
def everything(peopled: Library) -> list[Known]:
    with peopled.reading() as session:
        return [_known(session, one) for one in proposals.find(session)]


def _known(session: Session, one: Proposal) -> Known:
    notes = [mark for mark in marks.find(session, speech_id=one.speech_id) if mark.span.overlaps(one.span)]
    items = followups.find(session, proposal_id=one.id)
    handling = {unit for item in items for unit in (item.lead, *item.with_units)}
    return Known(
        one,
        speeches.one(session, one.speech_id),
        meetings.one(session, one.meeting_id).facts.date,
        len(notes),
        len(items),
        handling | ({"发改委"} if "市发改委" in handling else set()),
    )


def lets_through(wanted: ProposalFilter, known: Known) -> bool:
    one, speech, day = known.proposal, known.speech, known.day
    names = {speech.speaker, *speech.co_speakers} - {None} or {speech.label}
    below = {"算力": {"算力", "算力网络"}}
    asked_themes = {name for theme in wanted.themes for name in below.get(theme, {theme})}
    return all(
        (
            not wanted.meetings or one.meeting_id in wanted.meetings,
            not wanted.speakers or names & set(wanted.speakers),
            not wanted.organisations
            or any(part in str(a.organisation) for part in wanted.organisations for a in speech.affiliations),
            not wanted.identities or set(speech.identities) & set(wanted.identities),
            not wanted.themes or set(one.theme_names) & asked_themes,
            not wanted.tags or set(one.tags) & set(wanted.tags),
            not wanted.statuses or one.status in wanted.statuses,
            not wanted.units or known.handling & set(wanted.units),
            not wanted.destinations or one.destination in wanted.destinations,
            wanted.important is None or one.important is wanted.important,
            wanted.has_notes is None or bool(known.notes) is wanted.has_notes,
            wanted.misplaced is None or (one.span.of(speech.text) != one.text) is wanted.misplaced,
            wanted.has_followups is None or bool(known.items) is wanted.has_followups,
            wanted.since is None or (day is not None and day >= wanted.since),
            wanted.until is None or (day is not None and day <= wanted.until),
            all(part in fold(f"{one.text}\n{one.summary or ''}") for part in fold(wanted.text).split()),
        )
    )


def test_counts_in_the_list_are_those_of_the_records(everything: list[Known]) -> None:
    assert len(everything) == 11
    for known in everything:
        assert (known.proposal.notes, known.proposal.followups) == (known.notes, known.items)
        assert known.proposal.speaker == known.speech.speaker_name
        assert known.proposal.organisation == known.speech.organisation


def some(*values: object) -> st.SearchStrategy[tuple[object, ...]]:
    return st.just(()) | st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


YES_NO = st.sampled_from((None, None, True, False))
FILTERS = st.builds(
    ProposalFilter,
    meetings=some(1, 2, 3, 99),
    speakers=some("曾小单", "解明", "大家", "王楠", "无此人"),
    organisations=some("大学", "农商", "湖"),
    identities=some("院士", "政协委员"),
    themes=some("算力", "算力网络", "人才", "没有"),
    tags=some("急", "大"),
    statuses=some(S.UNSORTED, S.EDITED, S.DECLINED),
    units=some("市发改委", "发改委", "市教育局", "市工信局"),
    destinations=some("社情民意信息", "提案"),
    important=YES_NO,
    has_notes=YES_NO,
    has_followups=YES_NO,
    misplaced=YES_NO,
    since=st.sampled_from((None, None, date(2025, 3, 1), date(2026, 1, 1))),
    until=st.sampled_from((None, None, date(2025, 3, 1), date(2026, 12, 31))),
    text=st.sampled_from(("", "", "算力", "ai 先行", "abc", "人才", "。", "无")),
)


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=FILTERS)
def test_sql_lets_through_what_python_does(peopled: Library, everything: list[Known], wanted: ProposalFilter) -> None:
    expected = [known.proposal.id for known in everything if lets_through(wanted, known)]
    with peopled.reading() as session:
        assert proposals.ids(session, wanted) == expected
        assert proposals.count(session, wanted) == len(expected)


def fits(part: ProposalFilter | FilterGroup, known: Known) -> bool:
    if isinstance(part, ProposalFilter):
        return lets_through(part, known)
    pruned = part.pruned()
    if pruned is None:
        return True
    answers = [fits(one, known) for one in pruned.parts]
    return (any(answers) if pruned.any_of else all(answers)) is not pruned.negated


TREES = st.recursive(
    FILTERS | st.just(ProposalFilter()),
    lambda parts: st.builds(FilterGroup, st.lists(parts, max_size=3).map(tuple), st.booleans(), st.booleans()),
    max_leaves=6,
).filter(lambda part: isinstance(part, FilterGroup))


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(flat=FILTERS | st.just(ProposalFilter()), tree=TREES)
def test_nested_conditions_let_through_what_python_does_and_survive_being_kept(
    peopled: Library, everything: list[Known], flat: ProposalFilter, tree: FilterGroup
) -> None:
    wanted = replace(flat, nested=tree)
    expected = [known.proposal.id for known in everything if lets_through(flat, known) and fits(tree, known)]
    assert filter_from_json(json.loads(json.dumps(to_json(wanted)))) == wanted
    with peopled.reading() as session:
        assert proposals.ids(session, wanted) == expected


def test_parts_that_are_not_understood_are_passed_over() -> None:
    stored = {"nested": {"parts": [{"statuses": ["别处的状态"]}, 7, {"parts": "?"}, {"text": "算力"}], "any_of": True}}
    assert filter_from_json(stored).nested == FilterGroup((ProposalFilter(), ProposalFilter(text="算力")), any_of=True)
    assert filter_from_json({"nested": "?"}) == ProposalFilter()


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=FILTERS)
def test_choices_are_counted_under_all_other_conditions(peopled: Library, wanted: ProposalFilter) -> None:
    with peopled.reading() as session:
        choices = proposals.choices(session, wanted)
        for field in fields(Choices):
            empty = None if field.name in ("important", "has_notes", "has_followups", "misplaced") else ()
            for choice in getattr(choices, field.name):
                asked = choice.value if empty is None else (choice.value,)
                if field.name == "themes" and choice.value == "算力":
                    continue  # choosing it lets through what is below it, too
                if field.name == "organisations":
                    continue  # choosing is by substring
                assert choice.count == proposals.count(session, replace(wanted, **{field.name: asked}))
            offered = Counter(choice.value for choice in getattr(choices, field.name))
            assert set(offered.values()) <= {1}


def test_every_order_is_complete_and_turns_round(peopled: Library) -> None:
    with peopled.reading() as session:
        everything = set(proposals.ids(session))
        for sort in SORTS:
            rising = proposals.find(session, sort=sort)
            falling = proposals.find(session, sort=sort, descending=True)
            assert {one.id for one in rising} == {one.id for one in falling} == everything
        assert [one.code for one in proposals.find(session, ProposalFilter(meetings=(1,)))] == [
            "01-01",
            "01-02",
            "02-01",
            "02-02",
            "03-01",
            "03-02",
        ]
        speakers = [one.speaker for one in proposals.find(session, ProposalFilter(meetings=(1,)), sort="speaker")]
        assert speakers == [
            "解明",
            "解明",
            "曾小单",
            "曾小单",
            "大家",
            "大家",
        ]  # xie, zeng: read as surnames; nobody last
        assert [one.important for one in proposals.find(session, sort="important", descending=True)][:3] == [True] * 3
        assert proposals.find(session, sort="date")[0].meeting_id == 2
        assert proposals.find(session, sort="date")[-1].meeting_id == 3  # no date: at the end, either way
        assert proposals.find(session, sort="date", descending=True)[-1].meeting_id == 3
        with pytest.raises(ValueError, match="no such order"):
            proposals.ids(session, sort="colour")


def test_a_long_list_takes_as_few_queries_as_a_short_one(peopled: Library) -> None:
    def queries(limit: int | None) -> int:
        counted: list[str] = []
        with peopled.reading() as session:
            event.listen(
                session.connection(), "before_cursor_execute", lambda *args: counted.append(args[2]), named=False
            )
            proposals.find(session, limit=limit)
        return len(counted)

    assert queries(1) == queries(None) <= 10


def test_all_ids_are_those_that_a_limit_gives_in_part(library, tell, monkeypatch):
    monkeypatch.setattr(proposal_lists, "_SLICE", 3)
    with library.transaction("存入") as session:
        for number in range(1, 60):
            quotes = f"建议修路{number}。", f"建议通车{number}。"
            tell(session, "".join(quotes), quotes=quotes, sha256=f"{number:064x}")
        ids = proposals.ids(session, sort="text", descending=True)
        assert ids == proposals.ids(session, sort="text", descending=True, limit=1000)
        assert len(ids) == proposals.count(session) > 100
        assert proposals.ids(session, ProposalFilter(text="没有")) == []
