"""This file tests taking many files in at once: what is stored, what waits for a person, what cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing_app.store import drafts, meetings
from briefing_app.store.database import Library
from briefing_app.workflows.batches import Outcome, Taken, take_in
from briefing_app.workflows.folders import named

CLEAR = (
    "望江市政协第四届委员会第二次双周协商座谈会\n2026年5月6日　望江\n\n"
    "市政协委员 白露：\n\n关于老年食堂的建议\n\n"
    "建议在每个街道办一所老年食堂，由财政资金补贴三年。\n"
)
YEARLESS = (
    "双周协商座谈会发言摘登\n\n5月6日，座谈会召开。\n\n市政协委员 温泉：\n\n把书房开进社区\n\n建议培训书房管理员。\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "材料"
    (made / "里层").mkdir(parents=True)
    (made / "甲 清楚.txt").write_text(CLEAR, "utf-8")
    (made / "乙 缺年份.txt").write_text(YEARLESS, "utf-8")
    (made / "里层" / "丙 同一份.txt").write_text(CLEAR, "utf-8")
    (made / "丁 坏.docx").write_bytes(b"PK\x03\x04broken")
    (made / ".隐藏.txt").write_text(CLEAR, "utf-8")
    return made


def taken_from(library: Library, *paths: Path, **options) -> dict[str, Taken]:
    found: dict[str, Taken] = {}
    take_in(library, paths, taken=lambda one, _done, _total: found.update({one.path.name: one}), **options)
    return found


def test_each_file_of_a_folder_comes_to_its_own_end(library: Library, folder: Path) -> None:
    found = taken_from(library, folder)
    assert {name: one.outcome for name, one in found.items()} == {
        "甲 清楚.txt": Outcome.STORED,
        "乙 缺年份.txt": Outcome.REVIEW,
        "丙 同一份.txt": Outcome.KNOWN,
        "丁 坏.docx": Outcome.UNREADABLE,
    }
    assert "损坏" in found["丁 坏.docx"].why
    assert "甲 清楚.txt" in found["丙 同一份.txt"].why
    with library.reading() as session:
        (meeting,) = meetings.find(session)
        assert (meeting.id, meeting.reviewed) == (found["甲 清楚.txt"].meeting_id, False)
        assert [name for _, name in drafts.names(session)] == ["乙 缺年份.txt"]


def test_nearly_the_same_material_waits_for_a_person(library: Library, folder: Path, tmp_path: Path) -> None:
    taken_from(library, folder / "甲 清楚.txt")
    other = tmp_path / "修改稿.txt"
    long = "老人吃饭难是家门口的难事，街道要有地方，财政要有办法，食堂要有人管。"
    first = tmp_path / "原稿.txt"
    first.write_text(CLEAR.replace("建议在", f"{long}建议在"), "utf-8")
    other.write_text(CLEAR.replace("建议在", f"{long}建议尽快在"), "utf-8")
    found = taken_from(library, first, other)
    assert found["修改稿.txt"].outcome is Outcome.REVIEW
    assert "可能是另一版本" in found["修改稿.txt"].why


def test_what_was_stored_can_be_undone_file_by_file(library: Library, folder: Path) -> None:
    found = taken_from(library, folder / "甲 清楚.txt")
    done = found["甲 清楚.txt"].done
    assert done is not None
    library.undo(done.changes)
    with library.reading() as session:
        assert meetings.find(session) == []


def test_stopping_keeps_the_files_before_and_leaves_the_rest_alone(library: Library, folder: Path) -> None:
    seen: list[str] = []
    take_in(
        library,
        [folder],
        taken=lambda one, _done, _total: seen.append(one.path.name),
        cancelled=lambda: len(seen) == 2,
    )
    assert len(seen) == 2


def test_files_are_named_once_and_furniture_of_the_system_is_passed_over(folder: Path) -> None:
    found = named([folder, folder / "甲 清楚.txt"])
    assert sorted(path.name for path in found) == ["丁 坏.docx", "丙 同一份.txt", "乙 缺年份.txt", "甲 清楚.txt"]
