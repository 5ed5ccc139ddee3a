"""What a killed process has left half written is gone after the next start; what is being written, or is not ours, stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from briefing_app import paths, unfinished
from briefing_app.export.files import replacing

WRITE = """
import sys, time
from pathlib import Path
from briefing_app.export.files import replacing
with replacing(Path(sys.argv[1])) as stream:
    stream.write(b"half")
    stream.flush()
    print("writing", flush=True)
    time.sleep(60)
"""


def half_written(target: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", WRITE, str(target)], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "writing\n"
    return process


def test_the_half_of_a_killed_process_is_removed_and_not_that_of_a_living_one(tmp_path: Path) -> None:
    (tmp_path / "死").mkdir()
    (tmp_path / "活").mkdir()
    killed, living = half_written(tmp_path / "死" / "册.pdf"), half_written(tmp_path / "活" / "册.pdf")
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert len(list((tmp_path / "死").iterdir())) == 1
    assert unfinished.clean() == 1
    assert list((tmp_path / "死").iterdir()) == []
    assert len(list((tmp_path / "活").iterdir())) == 1
    living.kill()
    living.wait()
    for process in (killed, living):
        process.stdout.close()
    assert unfinished.clean() == 1
    assert unfinished.clean() == 0


def test_what_ends_well_or_badly_leaves_no_note(tmp_path: Path) -> None:
    with replacing(tmp_path / "好.pdf") as stream:
        stream.write(b"x")
    with pytest.raises(ZeroDivisionError), replacing(tmp_path / "坏.pdf"):
        raise ZeroDivisionError
    assert list((paths.data() / "unfinished").iterdir()) == []
    assert [file.name for file in tmp_path.iterdir()] == ["好.pdf"]


def left_note(path: Path) -> Path:
    folder = paths.data() / "unfinished"
    folder.mkdir(parents=True, exist_ok=True)
    note = folder / f"note{len(list(folder.iterdir()))}"
    note.write_bytes(os.fsencode(path))
    return note


def test_only_what_bears_our_names_is_ever_removed(tmp_path: Path) -> None:
    mine, folder, link = tmp_path / "册.pdf", tmp_path / "briefing-x", tmp_path / ".link.part"
    mine.write_text("mine")
    folder.mkdir()
    link.symlink_to(mine)
    for path in (mine, folder, link, Path("/"), tmp_path):
        left_note(path)
    assert unfinished.clean() == 0
    assert mine.exists()
    assert folder.exists()
    assert link.exists()


def test_a_file_on_a_stick_that_is_away_is_removed_when_it_is_back(tmp_path: Path) -> None:
    stick, away = tmp_path / "stick", tmp_path / "away"
    stick.mkdir()
    (stick / ".a.part").write_text("half")
    note = left_note(stick / ".a.part")
    stick.rename(away)
    assert unfinished.clean() == 0
    assert note.exists()
    away.rename(stick)
    assert unfinished.clean() == 1
    assert not note.exists()


def test_a_library_that_was_being_copied_goes_with_its_logs(tmp_path: Path) -> None:
    for ending in ("", "-wal", "-journal"):
        (tmp_path / f".library.sqlite3.x.part{ending}").write_text("half")
    left_note(tmp_path / ".library.sqlite3.x.part")
    assert unfinished.clean() == 1
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_ours_among_the_temporary_files_goes_whole() -> None:
    folder = Path(tempfile.mkdtemp(prefix=unfinished.TEMPORARY))
    (folder / "材料.doc").write_text("x")
    left_note(folder)
    assert unfinished.clean() == 1
    assert not folder.exists()


def test_settings_half_written_long_ago_go_and_those_of_now_stay() -> None:
    folder = paths.settings()
    folder.mkdir(parents=True)
    old, new = folder / "settings.json.1.part", folder / "settings.json.2.part"
    for file in (old, new):
        file.write_text("{")
    os.utime(old, (1, 1))
    left_note(folder / ".none.part")
    assert unfinished.clean() == 1
    assert [file.exists() for file in (old, new)] == [False, True]
