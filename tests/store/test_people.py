"""People over meetings: taken for known ones with a reason, merged and parted again, kept apart, renamed."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from briefing_app.domain.meetings import MeetingFacts
from briefing_app.domain.people import Affiliation
from briefing_app.errors import InvalidValue, NotFound
from briefing_app.store import (
    followups,
    meetings,
    people,
    person_decisions,
    person_proposals,
    person_turns,
    search,
    speeches,
)
from briefing_app.store.pinyin import read_name


@pytest.fixture
def session(library):
    with library.transaction() as session:
        yield session


@pytest.fixture
def speak(tell):
    """Somebody speaks at a meeting of a month of 2026; the speech's id."""

    def spoken(session: Session, name: str, unit: str | None, month: int = 3, **more) -> int:
        facts = MeetingFacts(name=f"{month}月会议", date=date(2026, month, 1))
        number = len(speeches.find(session)) + 1
        told = tell(session, speaker=name, organisation=unit, facts=facts, sha256=f"s{number}", **more)
        return told.speech_id

    return spoken


def person_of(session: Session, speech_id: int) -> int:
    found = speeches.one(session, speech_id).person_id
    assert found is not None
    return found


def test_the_same_name_at_the_same_organisation_is_one_person_until_somebody_says_otherwise(session, speak) -> None:
    first, second = speak(session, "解明", "湖岸大学"), speak(session, "解明", "湖岸大学", month=6)
    assert person_of(session, first) == person_of(session, second)
    newest, oldest = person_turns.of_person(session, person_of(session, first))
    assert (oldest.guess, newest.guess) == (None, "同名，单位相同：湖岸大学")
    assert person_proposals.undecided(session).guesses == {person_of(session, first): 1}


def test_homonyms_are_two_people_and_proposed_with_the_reason(session, speak) -> None:
    first, second = speak(session, "解明", "湖岸大学"), speak(session, "解明", "临江农商行", month=6)
    one, other = person_of(session, first), person_of(session, second)
    assert one != other
    (pair,) = person_proposals.pairs(session)
    assert {pair.first, pair.second} == {one, other}
    assert pair.reason == "同名，单位不同：湖岸大学、临江农商行；先后出现，可能是调动，也可能是重名"
    assert [(person.name, person.speeches) for person in people.find(session)] == [("解明", 1), ("解明", 1)]


def test_a_co_speaker_of_a_known_name_is_a_guess_too(session, speak) -> None:
    speak(session, "解明", "湖岸大学")
    joint = speak(session, "单立", "市教育局", month=6, co_speakers=("解明",))
    (turn,) = [turn for turn in person_turns.of_person(session, people.named(session, "解明")) if turn.jointly]
    assert (turn.speech_id, turn.guess, turn.affiliations) == (joint, "同名，有一方没有写单位", ())


def test_merging_brings_speeches_names_and_search_together_and_print_stays(session, speak) -> None:
    first, second = speak(session, "解明", "湖岸大学"), speak(session, "解小明", "湖岸大学", month=6)
    one, other = person_of(session, first), person_of(session, second)
    people.add_alias(session, other, "明仔")
    person_decisions.merge(session, other, into=one)
    (person,) = people.find(session)
    assert (person.id, person.speeches, person.aliases) == (one, 2, ("解小明", "明仔"))
    assert speeches.one(session, second).speaker == "解小明"
    assert people.named(session, "解小明") == one
    assert [found.id for found in speeches.find(session, speaker="解明")] == [first, second]
    assert [found.id for found in speeches.find(session, person=one)] == [first, second]


def test_search_finds_a_merged_person_once_under_every_name(library, speak) -> None:
    with library.transaction("导入") as session:
        one = person_of(session, speak(session, "解明", "湖岸大学"))
        other = person_of(session, speak(session, "谢小明", "湖岸大学", month=6))
    with library.transaction("合并") as session:
        person_decisions.merge(session, other, into=one)
    for words in ("解明", "谢小明"):
        with library.reading() as session:
            assert [hit.id for hit in search.search(session, words).hits if hit.kind == "person"] == [one]
    with library.transaction("取消合并") as session:
        person_decisions.unmerge(session, other)
    with library.reading() as session:
        assert [hit.id for hit in search.search(session, "谢小明").hits if hit.kind == "person"] == [other]


def test_unmerging_gives_each_speech_back_and_keeps_what_came_later(session, speak) -> None:
    first, second = speak(session, "解明", "湖岸大学"), speak(session, "解明", "临江农商行", month=6)
    one, other = person_of(session, first), person_of(session, second)
    person_decisions.merge(session, other, into=one)
    later = speak(session, "解明", "湖岸大学", month=9)
    assert person_of(session, later) == one
    assert person_proposals.speeches_before_merging(session, other) == 1
    person_decisions.unmerge(session, other)
    assert [person_of(session, key) for key in (first, second, later)] == [one, other, one]
    assert [person.aliases for person in people.find(session)] == [(), ()]


def test_mergings_on_mergings_are_taken_back_in_order(session, speak) -> None:
    keys = [speak(session, f"解{sign}", f"{sign}甲公司", month=month) for month, sign in enumerate("一二三", start=1)]
    one, two, three = (person_of(session, key) for key in keys)
    person_decisions.merge(session, one, into=two)
    person_decisions.merge(session, two, into=three)
    assert {person_of(session, key) for key in keys} == {three}
    with pytest.raises(InvalidValue):
        person_decisions.unmerge(session, one)
    person_decisions.unmerge(session, two)
    assert [person_of(session, key) for key in keys] == [two, two, three]
    person_decisions.unmerge(session, one)
    assert [person_of(session, key) for key in keys] == [one, two, three]
    assert [person.aliases for person in people.find(session)] == [(), (), ()]


def test_a_removed_speech_comes_back_to_the_right_person(session, speak) -> None:
    first, second = speak(session, "解明", "湖岸大学"), speak(session, "解明", "临江农商行", month=6)
    one, other = person_of(session, first), person_of(session, second)
    speeches.remove(session, second)
    person_decisions.merge(session, other, into=one)
    person_decisions.unmerge(session, other)
    speeches.restore(session, second)
    assert person_of(session, second) == other


def test_those_who_spoke_jointly_cannot_be_one(session, speak) -> None:
    joint = speak(session, "解明", "湖岸大学", co_speakers=("单立",))
    with pytest.raises(InvalidValue):
        person_decisions.merge(session, people.named(session, "单立"), into=person_of(session, joint))


def test_whoever_is_kept_apart_is_not_proposed_again_until_it_is_reconsidered(session, speak) -> None:
    one = person_of(session, speak(session, "解明", "湖岸大学"))
    other = person_of(session, speak(session, "解明", "临江农商行", month=6))
    person_decisions.keep_apart(session, other, one)
    assert person_proposals.pairs(session) == []
    assert [person.id for person in person_proposals.apart_from(session, one)] == [other]
    person_decisions.reconsider(session, one, other)
    assert len(person_proposals.pairs(session)) == 1


def test_a_decision_holds_for_whoever_takes_over(session, speak) -> None:
    one = person_of(session, speak(session, "解明", "湖岸大学"))
    other = person_of(session, speak(session, "解明", "临江农商行", month=6))
    third = person_of(session, speak(session, "解小明", "湖岸大学", month=7))
    person_decisions.keep_apart(session, one, other)
    person_decisions.merge(session, one, into=third)
    assert person_proposals.pairs(session) == []
    assert person_proposals.kept_apart(session) == {(other, third)}


def test_a_wrong_guess_is_split_off_and_not_proposed_again(session, speak) -> None:
    first, second = speak(session, "解明", "湖岸大学"), speak(session, "解明", "湖岸大学", month=6)
    one = person_of(session, first)
    other = person_decisions.split_off(session, one, [second])
    assert (person_of(session, first), person_of(session, second)) == (one, other)
    assert person_proposals.undecided(session).people == frozenset()
    with pytest.raises(InvalidValue):
        person_decisions.split_off(session, one, [first])
    with pytest.raises(InvalidValue):
        person_decisions.split_off(session, one, [second])


def test_a_right_guess_is_confirmed(session, speak) -> None:
    speak(session, "解明", "湖岸大学")
    second, third = (speak(session, "解明", "湖岸大学", month=month) for month in (6, 9))
    one = person_of(session, second)
    assert person_decisions.confirm(session, one, [third]) == 1
    assert person_proposals.undecided(session).guesses == {one: 1}
    assert person_decisions.confirm(session, one) == 1
    assert person_decisions.confirm(session, one) == 0


def test_guesses_on_name_and_organisation_are_confirmed_together_and_others_wait(session, speak) -> None:
    speak(session, "解明", "湖岸大学"), speak(session, "解明", "湖岸大学", month=6)
    speak(session, "曾小单", "市教育局"), speak(session, "曾小单", None, month=6)
    assert person_proposals.undecided(session).sure == 1
    assert person_decisions.confirm_sure(session) == 1
    assert person_proposals.undecided(session).guesses == {people.named(session, "曾小单"): 1}


def test_the_turns_of_everybody_are_those_of_each(session, speak) -> None:
    speak(session, "解明", "湖岸大学"), speak(session, "解明", "湖岸大学", month=6)
    speak(session, "单立", "市教育局", month=6, co_speakers=("解明", "仇丽"))
    everybody = person_turns.of_people(session)
    assert everybody == {person.id: person_turns.of_person(session, person.id) for person in people.find(session)}
    assert sorted(map(len, everybody.values())) == [1, 1, 3]


def test_another_writing_of_a_name_is_proposed_where_sound_and_organisation_agree(session, speak) -> None:
    speak(session, "刘帆", "湖岸大学"), speak(session, "刘凡", "湖岸大学", month=6)
    speak(session, "刘繁", "临江农商行", month=7)
    (pair,) = person_proposals.pairs(session)
    assert pair.reason == "“刘帆、刘凡”读音相同，单位相同：湖岸大学"


def test_renaming_keeps_the_former_name_as_an_alias_and_the_order_follows(session, speak) -> None:
    first = speak(session, "阿明", "湖岸大学")
    speak(session, "陈一", "市教育局")
    one = person_of(session, first)
    people.rename(session, one, " 曾明 ")
    assert [(person.name, person.aliases) for person in people.find(session)] == [("陈一", ()), ("曾明", ("阿明",))]
    assert speeches.one(session, first).speaker == "阿明"
    people.rename(session, one, "阿明")
    assert people.one(session, one).aliases == ("曾明",)
    with pytest.raises(InvalidValue):
        people.rename(session, one, "　")
    with pytest.raises(NotFound):
        people.rename(session, 99, "谁")


def test_an_alias_can_be_taken_away_again(session, speak) -> None:
    one = person_of(session, speak(session, "解明", "湖岸大学"))
    people.add_alias(session, one, "明仔")
    people.remove_alias(session, one, "明仔")
    assert people.one(session, one).aliases == ()
    with pytest.raises(InvalidValue):
        people.remove_alias(session, one, "明仔")


def test_a_person_is_listed_with_the_last_unit_and_what_they_said(session, speak) -> None:
    speak(session, "解明", "湖岸大学医学院")
    one = person_of(session, speak(session, "解明", "湖岸大学", month=6))
    person = people.one(session, one)
    assert (person.unit, person.speeches, person.proposals) == ("湖岸大学", 2, 4)
    said = [turn.proposals for turn in person_turns.of_person(session, one)]
    assert said == [2, 2]


def test_follow_ups_of_a_person_are_counted_once(session, tell) -> None:
    told = tell(session)
    followups.add(session, title="一", proposal_ids=told.proposal_ids, lead="市教育局")
    one = person_of(session, told.speech_id)
    assert person_turns.followups_of(session, one) == 1
    meetings.remove(session, told.meeting_id)
    assert person_turns.followups_of(session, one) == 0


def test_entered_posts_go_with_a_merging_and_come_back_with_it(session, speak) -> None:
    one = person_of(session, speak(session, "解明", "湖岸大学"))
    other = person_of(session, speak(session, "解明", "临江农商行", month=6))
    key = person_turns.enter_post(session, other, Affiliation("临江农商行", "行长"), since=date(2026, 5, 1), until=None)
    person_decisions.merge(session, other, into=one)
    assert [post.id for post in person_turns.held_posts(session, one)] == [key]
    assert [post.id for post in person_turns.held_by_everybody(session)[one]] == [key]
    person_decisions.unmerge(session, other)
    assert person_turns.held_posts(session, one) == []
    person_turns.remove_post(session, key)
    assert person_turns.held_posts(session, other) == []


@pytest.mark.parametrize(
    ("organisation", "since", "until"),
    [(" ", None, None), ("湖岸大学", date(2026, 5, 1), date(2026, 4, 1))],
)
def test_a_post_that_says_nothing_or_ends_before_it_begins_is_refused(session, organisation, since, until) -> None:
    one = people.named(session, "解明")
    with pytest.raises(InvalidValue):
        person_turns.enter_post(session, one, Affiliation(organisation, None), since=since, until=until)


def test_one_cannot_be_merged_with_oneself_nor_parted_from_nobody(session) -> None:
    one = people.named(session, "解明")
    for refused in (
        lambda: person_decisions.merge(session, one, into=one),
        lambda: person_decisions.unmerge(session, one),
        lambda: person_decisions.keep_apart(session, one, one),
    ):
        with pytest.raises(InvalidValue):
            refused()


@pytest.mark.parametrize(("name", "pinyin"), [("单于明", "chan yu ming"), ("都兴", "du xing"), ("逄立", "pang li")])
def test_surnames_have_one_table_of_readings(name: str, pinyin: str) -> None:
    assert read_name(name)[0] == pinyin
