"""One program at a time writes into a library; the other is told who, and a crash leaves nothing to clear away."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefing_app.errors import LibraryProblem, LibraryUnusable
from briefing_app.explanations import in_one_line
from briefing_app.store import holding

HOLDER = """
import sys
from pathlib import Path
from briefing_app.store import holding
hold = holding.take(Path(sys.argv[1]), author="周岚", program=holding.WINDOW)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite3"


def take(library: Path, program: str = holding.WINDOW) -> holding.Hold:
    return holding.take(library, author="李敏", program=program)


@pytest.fixture
def other(library: Path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(library)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def refusal(library: Path) -> LibraryUnusable:
    with pytest.raises(LibraryUnusable) as refused:
        take(library)
    assert refused.value.problem is LibraryProblem.LOCKED
    return refused.value


def test_the_second_is_told_who_holds_it(library: Path, other) -> None:
    words = in_one_line(refusal(library))
    assert "周岚，电脑 " in words
    assert "窗口" in words
    holder = holding.holder_of(library)
    assert holder is not None
    assert holder.process == other.pid


def test_a_killed_program_holds_nothing(library: Path, other) -> None:
    other.kill()
    other.wait()
    assert holding.holder_of(library) is None
    take(library).release()


def test_two_windows_of_one_program_are_two(library: Path) -> None:
    first = take(library)
    assert "李敏" in in_one_line(refusal(library))
    first.release()
    first.release()
    take(library).release()
    assert not holding.lock_file(library).exists()


def test_a_command_waits_for_another_command(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = take(library, holding.COMMAND)
    waits = []
    monkeypatch.setattr(holding.time, "sleep", lambda seconds: (waits.append(seconds), first.release()))
    take(library, holding.COMMAND).release()
    assert len(waits) == 1


def left_by(library: Path, computer: str, age: float) -> None:
    path = holding.lock_file(library)
    path.write_text(
        json.dumps({"author": "吴桐", "computer": computer, "program": "窗口", "process": 1, "since": "08:00"}), "utf-8"
    )
    moment = path.stat().st_mtime - age
    os.utime(path, (moment, moment))


def test_another_machine_that_shows_life_is_respected_even_without_its_lock(library: Path) -> None:
    left_by(library, "OTHER-PC", 60)
    assert "吴桐，电脑 OTHER-PC" in in_one_line(refusal(library))
    assert holding.holder_of(library).author == "吴桐"


def test_another_machine_that_has_been_silent_counts_no_more(library: Path) -> None:
    left_by(library, "OTHER-PC", holding.STALE_AFTER + 60)
    assert holding.holder_of(library) is None
    hold = take(library)
    hold.show_life()
    hold.release()


def test_what_this_machine_left_in_a_crash_counts_no_more(library: Path) -> None:
    left_by(library, holding.platform.node(), 1)
    take(library).release()


@pytest.mark.parametrize("words", ["", "{", "[]", '{"author": 1}', "\x00" * 9])
def test_a_lock_file_full_of_nonsense_is_no_obstacle(library: Path, words: str) -> None:
    holding.lock_file(library).write_text(words)
    take(library).release()


def test_where_no_lock_can_be_made_the_library_itself_will_tell(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    take(tmp_path / "file" / "library.sqlite3").release()
