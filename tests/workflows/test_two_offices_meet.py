"""Two offices that worked apart meet in a file: what is surely one is one, the rest waits for a person, nothing is lost."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing_app import paths, workflows
from briefing_app.domain.exchange import Choice, Outcome
from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.meetings import MeetingFacts
from briefing_app.domain.packs import Pack, PackFormat, PackKind
from briefing_app.domain.people import Affiliation
from briefing_app.domain.text import Span
from briefing_app.errors import ReadProblem, UnreadableFile
from briefing_app.store import (
    alike,
    dictionaries,
    followups,
    meetings,
    packs,
    people,
    person_decisions,
    person_proposals,
    proposals,
    saved_filters,
    speeches,
    units,
)
from briefing_app.store.database import Library
from briefing_app.store.dictionaries import DEFAULTS, Term
from briefing_app.store.schema import ExchangedRow
from briefing_app.workflows.exchanging import preview_exchange, take_exchange, write_exchange

Office = Callable[[str], Library]
TEXT = "建议开放校园操场，错时共享"


def speak(library: Library, name: str, organisation: str | None) -> int:
    """A turn at a meeting of its own; returns the person."""
    with library.transaction("说") as session:
        return _speak(session, name, organisation)


def _speak(session, name: str, organisation: str | None) -> int:
    units_of = [Affiliation(organisation, "教师")] if organisation else []
    speech = speeches.add(
        session,
        meeting_id=meetings.add(session, MeetingFacts(name="座谈会"), reviewed=True),
        source_id=None,
        order=1,
        speaker=name,
        label=None,
        co_speakers=(),
        header=f"{name}：",
        header_spans=(),
        title=None,
        title_spans=(),
        on_behalf_of=None,
        affiliations=units_of,
        identities=[],
        paragraphs=[(TEXT, ())],
    )
    proposals.add(
        session, speech_id=speech.id, span=Span(0, len(TEXT)), spans=(), text=TEXT, cue=None, reason="", confidence=0.5
    )
    return speech.person_id


def met(ours: Library, theirs: Library, folder: Path, **how: object) -> Outcome:
    """What we send is taken in by them."""
    write_exchange(ours, folder / "来件.ycx", force=True)
    return take_exchange(theirs, folder / "来件.ycx", **how).value  # type: ignore[arg-type]


def called(library: Library, name: str) -> int:
    with library.reading() as session:
        return len(people.called(session, name))


@pytest.mark.parametrize(
    ("our_unit", "their_unit", "humans"),
    [
        ("湖岸大学", "湖岸大学", 1),  # name and organisation
        ("湖岸大学医学院", "湖岸大学", 2),  # a similar organisation is a doubt
        ("湖岸大学", "市轨道集团", 2),
        (None, "湖岸大学", 2),  # nobody knows
        (None, None, 2),
    ],
)
def test_a_name_alone_does_not_make_two_people_one(
    office: Office, tmp_path: Path, our_unit: str | None, their_unit: str | None, humans: int
) -> None:
    ours, theirs = office("甲"), office("乙")
    speak(ours, "解明", our_unit)
    speak(theirs, "解明", their_unit)
    outcome = met(ours, theirs, tmp_path)
    assert called(theirs, "解明") == humans
    assert any("解明" in note and "人物" in note for note in outcome.notes) == (humans == 2)
    with theirs.reading() as session:  # the doubt stands in the list of those that a person decides
        assert bool(person_proposals.undecided(session).pairs) == (humans == 2)


def test_one_of_several_namesakes_is_found_by_the_organisation(office: Office, tmp_path: Path) -> None:
    ours, theirs = office("甲"), office("乙")
    speak(ours, "解明", "湖岸大学")
    speak(theirs, "解明", "市轨道集团")
    person = speak(theirs, "解明", "湖岸大学")
    met(ours, theirs, tmp_path)
    assert called(theirs, "解明") == 2
    with theirs.reading() as session:
        assert people.one(session, person).speeches == 2


def test_who_was_said_to_be_somebody_else_stays_somebody_else(office: Office, tmp_path: Path) -> None:
    ours, theirs = office("甲"), office("乙")
    speak(theirs, "白露", "市图书馆")  # so that numbers differ
    first, second = speak(ours, "解明", "湖岸大学"), speak(ours, "解明", "市轨道集团")
    with ours.transaction("分") as session:
        person_decisions.keep_apart(session, first, second)
    met(ours, theirs, tmp_path)
    with theirs.reading() as session:
        assert person_proposals.undecided(session).pairs == ()
    assert workflows.check(theirs).is_sound()


def test_a_library_in_use_is_backed_up_before(office: Office, tmp_path: Path) -> None:
    ours, theirs = office("甲"), office("乙")
    speak(ours, "解明", "湖岸大学")
    speak(theirs, "仇丽", "市图书馆")
    met(ours, theirs, tmp_path)
    (kept,) = [one for one in workflows.known_backups(theirs.path) if one.occasion.name == "MERGED"]
    assert kept.path.parent == paths.backups()
    assert workflows.contents_of(kept.path).speeches == 1


def test_a_dictionary_that_nobody_edited_keeps_offering_its_terms(office: Office, tmp_path: Path) -> None:
    ours, theirs, new = office("甲"), office("乙"), office("新")
    with ours.transaction("词典") as session:
        dictionaries.set_terms(session, "destination", [Term("专题简报"), DEFAULTS["destination"][0]])
    speak(theirs, "仇丽", "市图书馆")
    met(ours, theirs, tmp_path)
    take_exchange(new, tmp_path / "来件.ycx")
    with theirs.reading() as session, new.reading() as empty:
        assert dictionaries.terms(session, "destination") == (*DEFAULTS["destination"], Term("专题简报"))
        assert [one.term for one in dictionaries.terms(empty, "destination")] == [
            "专题简报",
            DEFAULTS["destination"][0].term,
        ]
    assert take_exchange(theirs, tmp_path / "来件.ycx").changes.is_empty()


def test_two_filters_of_one_name_wait_for_a_person(office: Office, tmp_path: Path) -> None:
    ours, theirs = office("甲"), office("乙")
    for library, words in ((ours, "停车"), (theirs, "托育")):
        with library.transaction("存") as session:
            saved_filters.save(session, "本周要看", ProposalFilter(text=words))
    (conflict,) = met(ours, theirs, tmp_path).conflicts
    assert (conflict.term, conflict.title) == ("常用筛选", "本周要看")
    with theirs.reading() as session:
        assert saved_filters.named(session, "本周要看").text == "托育"
    met(ours, theirs, tmp_path, decisions={conflict.uid: Choice.TAKE})
    with theirs.reading() as session:
        assert saved_filters.named(session, "本周要看").text == "停车"


def test_both_exported_the_same_pack_and_both_versions_stay(office: Office, tmp_path: Path) -> None:
    ours, theirs = office("甲"), office("乙")
    with ours.transaction("册") as session:
        key = packs.save(session, Pack(None, "汇编", PackKind.DIGEST, ()))
    met(ours, theirs, tmp_path)
    for library, content in ((ours, b"ours"), (theirs, b"theirs")):
        with library.transaction("出") as session:
            packs.add_version(
                session, key, sha256=_hash(content), format=PackFormat.PDF, file_name="汇编.pdf", content=content
            )
    outcome = met(ours, theirs, tmp_path)
    assert outcome.conflicts == ()
    assert any("第 2 版" in note for note in outcome.notes)
    with theirs.reading() as session:
        kept = {one.number: packs.version_content(session, one.id) for one in packs.versions(session, key)}
    assert kept == {1: b"theirs", 2: b"ours"}
    assert met(ours, theirs, tmp_path).conflicts == ()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_like_recommendations_that_both_linked_are_a_conflict_and_no_refusal(office: Office, tmp_path: Path) -> None:
    ours, theirs = office("甲"), office("乙")
    for name in ("解明", "仇丽", "单立"):
        speak(ours, name, "湖岸大学")
    met(ours, theirs, tmp_path)
    for library, chosen in ((ours, slice(0, 2)), (theirs, slice(1, 3))):
        with library.transaction("归") as session:
            alike.link(session, proposals.ids(session)[chosen])
    (conflict,) = met(ours, theirs, tmp_path).conflicts
    assert conflict.term == "同类建议"
    with theirs.reading() as session:
        before = alike.find(session)
    met(ours, theirs, tmp_path, otherwise=Choice.TAKE)
    with theirs.reading() as session:
        assert alike.find(session) != before
        (group,) = alike.find(session)
        assert len(group.others) == 1


def test_what_was_taken_away_here_does_not_come_back_by_itself(office: Office, tmp_path: Path) -> None:
    ours, theirs = office("甲"), office("乙")
    first, second = speak(ours, "解明", "湖岸大学"), speak(ours, "解明", "市轨道集团")
    with ours.transaction("办") as session:
        person_decisions.keep_apart(session, first, second)
        saved_filters.save(session, "本周要看", ProposalFilter(text="停车"))
        alike.link(session, proposals.ids(session))
        followups.add(
            session, title="开放操场", proposal_ids=proposals.ids(session), lead="市教育局", with_units=["教育局"]
        )
    met(ours, theirs, tmp_path)
    with theirs.transaction("撤") as session:
        person_decisions.reconsider(session, first, second)
        saved_filters.remove(session, saved_filters.find(session)[0].id)
        alike.dissolve(session, alike.find(session)[0].id)
        units.merge(session, "教育局", into="市教育局")
    again = met(ours, theirs, tmp_path)
    with theirs.reading() as session:
        assert (saved_filters.find(session), alike.find(session)) == ([], [])
        assert units.find(session) == ["市教育局"]
        assert person_proposals.undecided(session).pairs
    assert again.conflicts == ()
    assert workflows.check(theirs).is_sound()


def test_a_name_that_is_another_kind_of_record_here_is_refused(office: Office, tmp_path: Path) -> None:
    ours, theirs = office("甲"), office("乙")
    speak(ours, "解明", "湖岸大学")
    write_exchange(ours, tmp_path / "来件.ycx")
    with ours.reading() as session:
        name = next(row.uid for row in session.query(ExchangedRow) if row.kind == "proposal")
    with theirs.transaction("冒名") as session:
        session.add(ExchangedRow(uid=name, kind="meeting", record_id=1, versions=["0" * 32], digest=""))
    for job in (take_exchange, preview_exchange):
        with pytest.raises(UnreadableFile) as error:
            job(theirs, tmp_path / "来件.ycx")
        assert error.value.problem is ReadProblem.DAMAGED
