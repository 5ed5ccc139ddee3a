"""Two offices exchange by one file: nothing doubles, nothing is overwritten silently, and nothing hostile gets in."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from briefing_app import workflows
from briefing_app.domain.exchange import Choice
from briefing_app.domain.followups import EntryKind, FollowUpStatus
from briefing_app.errors import UnwritableFile
from briefing_app.store import (
    annotations,
    attachments,
    followups,
    meetings,
    proposals,
    sources,
    speeches,
    tags,
    themes,
    units,
)
from briefing_app.store import people as persons
from briefing_app.store.database import Library
from briefing_app.store.schema import ExchangedRow
from briefing_app.workflows.exchanging import preview_exchange, take_exchange, write_exchange

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "samples" / "sample_article.txt"
TODAY = date(2026, 9, 6)
Office = Callable[[str], Library]


def dump(library: Library) -> object:
    """Everything that lists show, numbers included."""
    with library.reading() as session:
        every = proposals.by_ids(session, proposals.ids(session))
        return (
            meetings.find(session),
            speeches.find(session),
            every,
            followups.find(session),
            themes.find(session),
            persons.find(session),
            sources.find(session),
            annotations.find(session),
            units.aliases(session),
        )


def lines(path: Path) -> bytes:
    with zipfile.ZipFile(path) as package:
        return package.read("records.jsonl")


def test_an_empty_library_becomes_the_same(ours: Library, sent: Path, office: Office, tmp_path: Path) -> None:
    theirs = office("乙")
    outcome = take_exchange(theirs, sent).value
    assert (outcome.added["建议"], outcome.added["跟进事项"], outcome.added["附件"]) == (43, 1, 1)
    assert "市水务局" not in str(dump(theirs)[3])  # type: ignore[index]
    assert dump(theirs) == dump(ours)
    write_exchange(theirs, tmp_path / "乙.ycx")
    assert lines(tmp_path / "乙.ycx") == lines(sent)
    assert workflows.check(theirs).is_sound()
    with theirs.reading() as session:
        kept = followups.find(session)[0].attachments[0]
        assert attachments.content(session, kept.id) == b"%PDF-1.4"


def test_reading_it_again_changes_nothing(ours: Library, sent: Path, office: Office) -> None:
    theirs = office("乙")
    take_exchange(theirs, sent)
    again = take_exchange(theirs, sent)
    assert again.value.changes_nothing()
    assert again.changes.is_empty()
    own = take_exchange(ours, sent)  # its own file comes back
    assert own.value.changes_nothing()
    assert own.changes.is_empty()


def test_taking_it_in_is_one_step_that_can_be_undone(sent: Path, office: Office) -> None:
    theirs = office("乙")
    before = dump(theirs)
    done = take_exchange(theirs, sent)
    after = dump(theirs)
    theirs.undo(done.changes)
    assert dump(theirs) == before
    theirs.redo(done.changes)
    assert dump(theirs) == after


def test_what_only_one_side_changed_goes_to_the_other(
    ours: Library, sent: Path, office: Office, tmp_path: Path
) -> None:
    theirs = office("乙")
    take_exchange(theirs, sent)
    with theirs.transaction("办") as session:
        item = followups.find(session)[0]
        followups.move(session, item.id, FollowUpStatus.IN_PROGRESS, today=TODAY)
        followups.log(session, item.id, EntryKind.REPLY, "已列入计划", author="乙")
        units.rename(session, "市财政局", "市财政厅")
    with ours.transaction("记") as session:  # a line of the log on the other side is no conflict
        followups.log(session, item.id, EntryKind.URGED, "请抓紧")
    write_exchange(theirs, tmp_path / "乙.ycx")
    outcome = take_exchange(ours, tmp_path / "乙.ycx").value
    assert outcome.conflicts == ()
    assert (outcome.updated, outcome.added) == ({"办理单位": 1, "建议": 2, "跟进事项": 1}, {"办理记录": 1})
    with ours.reading() as session:
        one = followups.find(session)[0]
        assert (one.status, one.with_units) == (FollowUpStatus.IN_PROGRESS, ("市财政厅",))
        assert [entry.text for entry in one.entries] == ["请办", "抓紧", "请抓紧", "已列入计划"]
    # The older file does not bring back what was before.
    stale = take_exchange(ours, sent).value
    assert (stale.changes_nothing(), stale.ours_newer > 0, stale.conflicts) == (True, True, ())


@pytest.mark.parametrize("choice", list(Choice))
def test_what_both_sides_changed_waits_for_a_person(
    ours: Library, sent: Path, office: Office, tmp_path: Path, choice: Choice
) -> None:
    theirs = office("乙")
    take_exchange(theirs, sent)
    for library, title, lead in ((ours, "甲改的", "市教育局"), (theirs, "乙改的", "市卫生局")):
        with library.transaction("改") as session:
            followups.update(session, followups.find(session)[0].id, title=title, lead=lead)
    write_exchange(theirs, tmp_path / "乙.ycx")
    outcome = take_exchange(ours, tmp_path / "乙.ycx").value
    (conflict,) = outcome.conflicts
    assert (conflict.term, conflict.title) == ("跟进事项", "甲改的")
    told = {one.field: (one.ours, one.theirs) for one in conflict.differences}
    assert told == {"标题": ("甲改的", "乙改的"), "主办单位": ("市教育局", "市卫生局")}
    assert len(take_exchange(ours, tmp_path / "乙.ycx").value.conflicts) == 1  # nobody has decided yet
    with ours.reading() as session:
        assert followups.find(session)[0].title == "甲改的"
    decided = take_exchange(ours, tmp_path / "乙.ycx", decisions={conflict.uid: choice}).value
    assert decided.conflicts == ()
    # The decision goes back, and is no conflict there.
    write_exchange(ours, tmp_path / "甲2.ycx")
    assert take_exchange(theirs, tmp_path / "甲2.ycx").value.conflicts == ()
    for library in (ours, theirs):
        with library.reading() as session:
            assert followups.find(session)[0].title == ("甲改的" if choice is Choice.KEEP else "乙改的")


def test_the_same_article_imported_by_both_is_one(sent: Path, office: Office) -> None:
    theirs = office("乙")
    workflows.save_draft(theirs, workflows.read_draft(SAMPLE), reviewed=True)
    before = dump(theirs)
    outcome = take_exchange(theirs, sent).value
    with theirs.reading() as session:
        assert len(meetings.find(session)) == 1
        assert len(proposals.ids(session)) == 43
        assert len(persons.find(session)) == len(before[5])  # type: ignore[index,arg-type]
        assert followups.find(session)[0].proposal_ids
    assert {conflict.kind for conflict in outcome.conflicts} == {"proposal"}  # the two that were marked there
    assert len(outcome.conflicts) == 2


def test_a_library_brought_back_from_a_backup_does_not_pass_for_a_newer_one(
    ours: Library, sent: Path, office: Office, tmp_path: Path
) -> None:
    """It was sent on twice since the backup, then changed otherwise: neither side has seen the other's."""
    theirs = office("乙")
    for title in ("改一次", "改两次"):
        with ours.transaction("改") as session:
            followups.update(session, 1, title=title)
        write_exchange(ours, tmp_path / "后来.ycx", force=True)
    take_exchange(theirs, tmp_path / "后来.ycx")
    backup = office("备份")
    take_exchange(backup, sent)
    with backup.transaction("改") as session:
        followups.update(session, 1, title="恢复后改的")
    write_exchange(backup, tmp_path / "恢复.ycx")
    (conflict,) = take_exchange(theirs, tmp_path / "恢复.ycx").value.conflicts
    assert [(one.ours, one.theirs) for one in conflict.differences] == [("改两次", "恢复后改的")]


def test_a_removal_travels_once_the_other_side_knows_the_record(
    ours: Library, sent: Path, office: Office, tmp_path: Path
) -> None:
    theirs = office("乙")
    take_exchange(theirs, sent)
    with ours.transaction("移走") as session:
        followups.remove(session, followups.find(session)[0].id)
    write_exchange(ours, tmp_path / "甲2.ycx")
    take_exchange(theirs, tmp_path / "甲2.ycx")
    with theirs.reading() as session:
        assert followups.find(session) == []


def test_one_meeting_travels_with_all_it_needs_and_nothing_else(ours: Library, office: Office, tmp_path: Path) -> None:
    other = tmp_path / "另一篇.txt"
    other.write_text(SAMPLE.read_text("utf-8").replace("算力", "水利"), "utf-8")
    saved = workflows.save_draft(ours, workflows.read_draft(other), reviewed=True)
    with ours.transaction("跟") as session:
        crossing = [proposals.ids(session)[0], proposals.ids(session)[-1]]
        followups.update(session, 1, proposal_ids=crossing)
    write_exchange(ours, tmp_path / "一次会议.ycx", meeting_ids=[saved.meeting_id])
    theirs = office("乙")
    take_exchange(theirs, tmp_path / "一次会议.ycx")
    with theirs.reading() as session:
        assert len(followups.find(session)[0].proposal_ids) == 2  # whole, with what it answers to elsewhere
        assert len(proposals.ids(session)) == 44
    assert workflows.check(theirs).is_sound()


def test_a_name_that_is_taken_meanwhile_is_told_apart(
    ours: Library, sent: Path, office: Office, tmp_path: Path
) -> None:
    theirs = office("乙")
    take_exchange(theirs, sent)
    with theirs.transaction("改名") as session:
        units.rename(session, "市财政局", "市财政厅")
        units.set_aliases(session, "市财政厅", [])
        followups.update(session, 1, with_units=["市财政厅", "市财政局"])  # a second unit under the old name
    write_exchange(theirs, tmp_path / "乙.ycx")
    with ours.transaction("改别名") as session:
        units.add_alias(session, "市财政局", "财局")
    outcome = take_exchange(ours, tmp_path / "乙.ycx").value
    assert any("市财政局" in note for note in outcome.notes)
    assert [conflict.term for conflict in outcome.conflicts] == ["办理单位"]


def test_an_existing_file_is_not_overwritten(ours: Library, sent: Path) -> None:
    before = sent.read_bytes()
    with pytest.raises(UnwritableFile):
        write_exchange(ours, sent)
    assert sent.read_bytes() == before


def test_a_preview_writes_nothing(sent: Path, office: Office) -> None:
    theirs = office("乙")
    assert preview_exchange(theirs, sent).added["建议"] == 43
    with theirs.reading() as session:
        assert proposals.ids(session) == []
        assert tags.find(session) == []


def test_two_copies_of_one_library_come_together_without_doubles(
    ours: Library, sent: Path, office: Office, tmp_path: Path
) -> None:
    """A copy that went its own way (a stick, a laptop) and was never exchanged with."""
    with ours.transaction("忘了交换过") as session:
        for row in session.query(ExchangedRow):
            session.delete(row)
    ours.close()
    shutil.copy(ours.path, tmp_path / "副本.sqlite3")
    one, other = office("甲"), office("副本")
    with one.transaction("记") as session:
        followups.log(session, 1, EntryKind.URGED, "请抓紧")
    with other.transaction("改") as session:
        followups.update(session, 1, title="副本改的")
        followups.add(session, title="副本新建的", proposal_ids=(), lead="市教育局")
    write_exchange(other, tmp_path / "副本.ycx")
    outcome = take_exchange(one, tmp_path / "副本.ycx", otherwise=Choice.TAKE).value
    assert outcome.added == {"办理单位": 1, "跟进事项": 1}
    with one.reading() as session:
        assert sorted(item.title for item in followups.find(session)) == ["副本改的", "副本新建的"]
        assert len(annotations.find(session)) == 1
        assert len(proposals.ids(session)) == 43
        assert len(followups.one(session, 1).entries) == 3
    assert workflows.check(one).is_sound()
