"""People in the jobs without a window: homonyms stay apart on printed sheets, lists stand in the printed order."""

from __future__ import annotations

from datetime import date

import pytest

from briefing_app.domain.meetings import MeetingFacts
from briefing_app.domain.packs import Pack, PackKind, SpeakerOrder
from briefing_app.domain.people import Affiliation, Person
from briefing_app.export.checks.staff import titles
from briefing_app.store import meetings, people, person_decisions, speeches
from briefing_app.store.database import Library
from briefing_app.workflows.gathering import rows_for
from briefing_app.workflows.people import in_order, person_sheet


@pytest.fixture
def talks(library: Library) -> list[int]:
    """白露 of a hospital, of a school, and of the hospital again; the ids of the speeches."""
    return _speak(library, ("市中心医院", "主任"), ("湖滨小学", "主任"), ("市中心医院", "主任"))


def _speak(library: Library, *posts: tuple[str, str]) -> list[int]:
    """白露 speaks from March on, each month with another post."""
    found: list[int] = []
    with library.transaction("导入") as session:
        for month, (unit, post) in enumerate(posts, start=3):
            facts = MeetingFacts(name=f"{month}月会议", date=date(2026, month, 6))
            speech = speeches.add(
                session,
                meeting_id=meetings.add(session, facts, reviewed=True),
                source_id=None,
                order=1,
                speaker="白露",
                label=None,
                co_speakers=(),
                header="白露：",
                header_spans=(),
                title=f"{month}月说的话",
                title_spans=(),
                on_behalf_of=None,
                affiliations=[Affiliation(unit, post)],
                identities=[],
                paragraphs=[("说了一段。", ())],
            )
            found.append(speech.id)
    return found


def test_a_speakers_sheet_tells_of_their_own_earlier_speeches_and_not_of_a_homonyms(
    library: Library, talks: list[int]
) -> None:
    with library.reading() as session:
        last = speeches.one(session, talks[2])
        rows = rows_for(session, Pack(None, "单页", PackKind.SPEAKER, (last.meeting_id,)))
    assert [(one.speech_id, one.title) for one in rows.earlier] == [(last.id, "3月说的话")]


def test_whoever_was_merged_is_shown_as_the_one_who_stays(library: Library, talks: list[int]) -> None:
    with library.transaction("合并") as session:
        one, other = (speeches.one(session, key).person_id or 0 for key in talks[:2])
        person_decisions.merge(session, other, into=one)
    with library.reading() as session:
        sheet = person_sheet(session, other)
        assert (sheet.person.id, [spell.posts for spell in sheet.spells]) == (
            one,
            ["市中心医院主任", "湖滨小学主任", "市中心医院主任"],
        )
        assert [(gone.id, count) for gone, count in sheet.merged] == [(other, 1)]
        assert sheet == person_sheet(session, one)


def test_a_pack_asks_to_look_at_a_title_that_does_not_fit_its_date(library: Library) -> None:
    spoken = _speak(library, ("市中心医院", "副院长"), ("市中心医院", "院长"), ("市中心医院", "副院长"))
    with library.reading() as session:
        said = [speeches.one(session, key) for key in spoken]
        for speech, wrong in zip(said, (False, True, False), strict=True):
            rows = rows_for(session, Pack(None, "汇编", PackKind.COMPILATION, (speech.meeting_id,)))
            found = [finding.message for finding in titles(rows)]
            assert bool(found) is wrong
            expected = "白露的职务印作“市中心医院院长”，请核对：前一次（2026-03-06）和后一次（2026-05-06）都印作“市中心医院副院长”"
            assert found in ([], [expected])


@pytest.mark.parametrize(
    ("order", "names"),
    [
        (SpeakerOrder.PINYIN, ["万俟青", "仇丽", "单立", "解明", "曾小单"]),  # mò, qiú, shàn, xiè, zēng
        (SpeakerOrder.STROKES, ["万俟青", "仇丽", "单立", "曾小单", "解明"]),  # 3, 4, 8, 12, 13
    ],
)
def test_people_stand_by_the_reading_of_the_surname_or_by_its_strokes(order: SpeakerOrder, names: list[str]) -> None:
    some = [Person(number, name) for number, name in enumerate(("曾小单", "解明", "单立", "仇丽", "万俟青"))]
    assert [person.name for person in in_order(some, order)] == names


def test_the_list_of_the_store_reads_surnames_as_surnames(library: Library) -> None:
    with library.transaction("x") as session:
        for name in ("曾小单", "解明", "单立", "仇丽", "万俟青"):
            people.new(session, name)
        assert [person.name for person in people.find(session)] == ["万俟青", "仇丽", "单立", "解明", "曾小单"]
