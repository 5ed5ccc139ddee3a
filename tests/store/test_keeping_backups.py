"""Backups that nobody has to think of: made when something changed, let go by a plan, never the last one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app import clock
from briefing_app.domain.backups import Backup, Occasion, Plan, worth_keeping
from briefing_app.domain.meetings import MeetingFacts
from briefing_app.errors import LibraryProblem, LibraryUnusable, UnwritableFile, WriteProblem
from briefing_app.store import backups, meetings
from briefing_app.store.contents import contents_of
from briefing_app.store.database import Library, open_library

START = datetime(2026, 1, 5, 8, 0, tzinfo=timezone.utc)


def add_meeting(library: Library, name: str) -> None:
    with library.transaction("加") as session:
        meetings.add(session, MeetingFacts(name=name), reviewed=True)


def one(moment: datetime) -> Backup:
    return Backup(Path(f"{moment:%Y%m%d%H%M%S}.sqlite3"), moment, Occasion.OPENED, 1)


def test_a_year_of_daily_work_leaves_the_last_then_days_weeks_and_months() -> None:
    made = [one(START + timedelta(days=day, hours=hour)) for day in range(365) for hour in (0, 3, 6)]
    kept = sorted(backup.made_at for backup in made if backup.path in worth_keeping(made))
    newest = made[-1].made_at
    assert kept[-1] == newest
    assert len({moment.date() for moment in kept if newest - moment < timedelta(days=7)}) == 7
    assert len({moment.month for moment in kept}) == 12
    assert len(kept) <= 5 + 7 + 4 + 12
    assert newest - kept[0] > timedelta(days=300)


@given(st.lists(st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)), max_size=60))  # noqa: DTZ001 - hypothesis wants them so
def test_the_newest_is_always_kept_and_the_number_is_bounded(moments: list[datetime]) -> None:
    made = [one(moment.replace(tzinfo=timezone.utc)) for moment in moments]
    plan = Plan()
    kept = worth_keeping(made, plan)
    assert len(kept) <= plan.last + plan.daily + plan.weekly + plan.monthly
    assert {backup.path for backup in sorted(made, key=lambda b: (b.made_at, b.path.name))[-5:]} <= kept


def test_nothing_changed_makes_no_backup(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    assert backups.make(library, folder, Occasion.OPENED) is not None
    assert backups.make(library, folder, Occasion.SCHEDULED) is None
    library.close()
    again = open_library(library.path)
    assert backups.make(again, folder, Occasion.OPENED) is None
    add_meeting(again, "会")
    made = backups.make(again, folder, Occasion.SCHEDULED)
    again.close()
    assert made is not None
    assert backups.find(library.path, folder)[0].path == made.path
    assert contents_of(made.path).newest_meetings == ("会",)


def test_old_backups_go_and_those_of_another_library_of_the_same_name_stay(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, elsewhere = tmp_path / "backups", tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copyfile(library.path, elsewhere / library.path.name)
    other = open_library(elsewhere / library.path.name)
    foreign = backups.make(other, folder, Occasion.OPENED)
    other.close()
    (folder / "我的备份.sqlite3").write_bytes(b"mine")
    for hour in range(12):
        monkeypatch.setattr(clock, "now", lambda hour=hour: START + timedelta(hours=hour / 10))
        add_meeting(library, f"会{hour}")
        backups.make(library, folder, Occasion.SCHEDULED)
    kept = backups.find(library.path, folder)
    assert len(kept) == 5
    assert contents_of(kept[0].path).meetings == 12
    assert foreign is not None
    assert foreign.path.exists()
    assert (folder / "我的备份.sqlite3").exists()


def test_a_clock_that_was_set_back_costs_no_backup_that_was_just_made(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for hour in range(8):
        monkeypatch.setattr(clock, "now", lambda hour=hour: START + timedelta(minutes=hour))
        add_meeting(library, f"会{hour}")
        backups.make(library, tmp_path, Occasion.SCHEDULED)
    monkeypatch.setattr(clock, "now", lambda: START - timedelta(days=400))
    add_meeting(library, "时钟拨回以后")
    made = backups.make(library, tmp_path, Occasion.SCHEDULED)
    assert made is not None
    assert contents_of(made.path).newest_meetings[0] == "时钟拨回以后"


def test_a_full_disk_costs_no_older_backup(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backups.make(library, tmp_path / "b", Occasion.OPENED)
    add_meeting(library, "会")
    monkeypatch.setattr(backups.shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(1, 1, 0))
    with pytest.raises(UnwritableFile) as refused:
        backups.make(library, tmp_path / "b", Occasion.SCHEDULED)
    assert refused.value.problem is WriteProblem.DISK_FULL
    assert len(backups.find(library.path, tmp_path / "b")) == 1


def test_a_look_into_a_backup_tells_what_is_in_it_and_writes_nothing(
    library: Library, tell: Callable[..., object], tmp_path: Path
) -> None:
    with library.transaction("导入") as session:
        tell(session)
    made = backups.make(library, tmp_path / "b", Occasion.OPENED)
    assert made is not None
    before = made.path.read_bytes()
    contents = contents_of(made.path)
    assert (contents.meetings, contents.speeches, contents.proposals) == (1, 1, 2)
    assert (contents.changed_by, contents.change, contents.is_older) == ("李敏", "导入", False)
    assert made.path.read_bytes() == before
    assert [path.name for path in made.path.parent.iterdir()] == [made.path.name]


def test_a_look_into_what_is_no_backup_says_so(tmp_path: Path, empty_library: Path) -> None:
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(empty_library.read_bytes()[:20_000])
    for path, problem in (
        (tmp_path / "none.sqlite3", LibraryProblem.MISSING),
        (broken, LibraryProblem.DAMAGED),
        (Path(__file__), LibraryProblem.NOT_A_LIBRARY),
    ):
        with pytest.raises(LibraryUnusable) as refused:
            contents_of(path)
        assert refused.value.problem is problem


def test_a_former_backup_that_goes_away_meanwhile_is_no_reason_to_make_none(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = backups.make(library, tmp_path / "backups", Occasion.OPENED)
    made = backups.back_up

    def make_and_lose(library: Library, target: Path) -> Path:
        former.path.unlink()
        return made(library, target)

    monkeypatch.setattr(backups, "back_up", make_and_lose)
    assert backups.make(library, tmp_path / "backups", Occasion.SCHEDULED) is not None
