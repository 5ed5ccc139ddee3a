"""The file of an open library goes away, is replaced, or its disk is pulled out or full: nothing stored is lost."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from briefing_app.domain.meetings import MeetingFacts
from briefing_app.errors import LibraryProblem, LibraryUnusable, UnwritableFile
from briefing_app.store import meetings
from briefing_app.store.backup import save_elsewhere
from briefing_app.store.database import Library, open_library


def add(library: Library, name: str) -> None:
    library.perform("加", lambda s: meetings.add(s, MeetingFacts(name=name), reviewed=True))


def names(library: Library) -> set[str]:
    with library.reading() as session:
        return {meeting.title for meeting in meetings.find(session)}


def refused(action, *given) -> LibraryProblem:
    with pytest.raises(LibraryUnusable) as told:
        action(*given)
    return told.value.problem


@pytest.mark.parametrize("how", ["moved", "deleted", "replaced", "folder"])
def test_a_file_that_goes_while_open_takes_no_more_writing_and_can_be_saved_elsewhere(
    tmp_path: Path, empty_library: Path, how: str
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "library.sqlite3"
    shutil.copyfile(empty_library, path)
    library = open_library(path)
    add(library, "会")
    if how == "moved":
        path.rename(folder / "moved.sqlite3")
    elif how == "deleted":
        path.unlink()
    elif how == "replaced":
        shutil.copyfile(empty_library, folder / "new")
        (folder / "new").replace(path)
    else:
        folder.rename(tmp_path / "elsewhere")
    before = path.read_bytes() if path.exists() else b""
    assert refused(add, library, "丢不得") is LibraryProblem.GONE
    assert (path.read_bytes() if path.exists() else b"") == before
    saved = open_library(save_elsewhere(library, tmp_path / "saved.sqlite3"))
    assert names(saved) == {"会"}
    saved.close()
    library.close()


def test_what_is_put_back_is_written_again(library: Library) -> None:
    aside = library.path.with_name("moved.sqlite3")
    library.path.rename(aside)
    assert refused(add, library, "一") is LibraryProblem.GONE
    aside.rename(library.path)
    add(library, "二")
    assert names(library) == {"二"}


def test_saving_elsewhere_replaces_nothing(library: Library, tmp_path: Path) -> None:
    taken = tmp_path / "taken.sqlite3"
    taken.write_text("mine")
    with pytest.raises(UnwritableFile):
        save_elsewhere(library, taken)
    assert taken.read_text() == "mine"


# What a pulled stick does to files that are open: every read and write of them fails from now on. In a process of its
# own, whose files may be ruined.
PULLED = """
import os, sys
from contextlib import suppress
from pathlib import Path
from briefing_app.domain.meetings import MeetingFacts
from briefing_app.errors import BriefingError
from briefing_app.store import meetings
from briefing_app.store.database import open_library

def add(name):
    library.perform("加", lambda s: meetings.add(s, MeetingFacts(name=name), reviewed=True))

def names():
    with library.reading() as session:
        return sorted(meeting.title for meeting in meetings.find(session))

def said(action, *given):
    try:
        return action(*given) or "done"
    except BriefingError as error:
        return error.problem.name

def pull_out():
    dead, _ = os.pipe()
    for number in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            file = number.readlink()
            if file.is_relative_to(stick) and not file.name.endswith("-shm"):
                os.dup2(dead, int(number.name))
    if away is not None:
        stick.rename(away)

stick, away = Path(sys.argv[1]), Path(sys.argv[2]) if sys.argv[2] else None
library = open_library(stick / "library.sqlite3")
add("拔出之前")
pull_out()
print(said(add, "拔出之后"))
if away is not None:
    print(said(names))
    away.rename(stick)
print(said(add, "插回之后"), names())
library.close()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="ruins files by their numbers under /proc")
@pytest.mark.parametrize(
    ("away", "told"),
    [("pulled", ["GONE", "GONE"]), ("", ["GONE"])],
    ids=["pulled out and put in again", "out for a moment"],
)
def test_a_stick_that_is_pulled_out(tmp_path: Path, empty_library: Path, away: str, told: list[str]) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    shutil.copyfile(empty_library, stick / "library.sqlite3")
    words = [sys.executable, "-c", PULLED, str(stick), str(tmp_path / away) if away else ""]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [*told, "done ['拔出之前', '插回之后']"]


FULL = """
import os, sys
from pathlib import Path
from briefing_app.domain.meetings import MeetingFacts
from briefing_app.errors import BriefingError
from briefing_app.store import meetings
from briefing_app.store.backup import back_up, check
from briefing_app.store.database import open_library

def add(name):
    library.perform("加", lambda s: meetings.add(s, MeetingFacts(name=name), reviewed=True))

def said(action, *given):
    try:
        action(*given)
    except BriefingError as error:
        return error.problem.name
    return "done"

disk = Path(sys.argv[1])
library = open_library(disk / "library.sqlite3")
add("满之前")
with open(disk / "filler", "wb", buffering=0) as filler:
    try:
        while True:
            filler.write(bytes(4096))
    except OSError:
        pass
print(said(add, "会" * 90_000), said(back_up, library, disk))
os.unlink(disk / "filler")
print(said(add, "腾出之后"), check(library).is_sound())
with library.reading() as session:
    print(sorted(meeting.title for meeting in meetings.find(session)))
library.close()
print(sorted(file.name for file in disk.iterdir()))
"""
MOUNT = 'mount -t tmpfs -o size=4m disk "$1" && exec "$2" -c "$3" "$1"'


@pytest.mark.skipif(sys.platform != "linux", reason="makes a small disk of its own")
def test_a_real_disk_that_is_full(tmp_path: Path) -> None:
    if subprocess.run(["unshare", "-Urm", "true"], capture_output=True, check=False).returncode:
        pytest.skip("no disk of its own can be made here")
    command = ["unshare", "-Urm", "sh", "-c", MOUNT, "sh", str(tmp_path), sys.executable, FULL]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "mount" in done.stderr:
        pytest.skip("no disk of its own can be mounted here")
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "DISK_FULL DISK_FULL",
        "done True",
        "['满之前', '腾出之后']",
        "['library.sqlite3']",
    ]
