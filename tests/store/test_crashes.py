"""A process killed at any moment loses nothing that it was told is done, and leaves nothing half done.

BRIEFING_KILLS sets how often.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefing_app.errors import LibraryUnusable
from briefing_app.store import holding, meetings, packs
from briefing_app.store.backup import check
from briefing_app.store.contents import contents_of
from briefing_app.store.database import Library, open_library

KILLS = int(os.environ.get("BRIEFING_KILLS", "4"))
HERE = Path(__file__).parent
LINES_OF_A_ROUND = 4
# Every line that is printed is a promise: what it names is in the library, or on the disk, whatever comes next.
WORK = """
import sys
from datetime import date
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from conftest import tell
from briefing_app.domain.backups import Occasion
from briefing_app.domain.meetings import MeetingFacts
from briefing_app.domain.packs import Pack, PackFormat, PackKind
from briefing_app.store import backups, holding, meetings, proposals
from briefing_app.store.backup import back_up, restore
from briefing_app.store.database import open_library
from briefing_app.workflows.packs import export_pack

path, word = Path(sys.argv[1]), sys.argv[3]
folder = path.parent
hold = holding.take(path, author="李敏", program=holding.WINDOW)
library = open_library(path)
number = 0
while True:
    number += 1
    name = f"{word}-{number}"
    done = library.perform("导入", lambda s: tell(s, sha256=name, facts=MeetingFacts(name=name)))
    print("meeting", name, flush=True)
    edited = library.perform("改", lambda s: proposals.set_important(s, done.value.proposal_ids, True))
    library.undo(edited.changes)
    library.redo(edited.changes)
    pack = Pack(None, name, PackKind.DIGEST, (done.value.meeting_id,))
    out = folder / "out" / f"{name}.json"
    exported = export_pack(library, pack, out, format=PackFormat.JSON, today=date(2026, 9, 6))
    print("export", out.name, exported.sha256, flush=True)
    backups.make(library, folder / "backups", Occasion.SCHEDULED)
    kept = back_up(library, folder / "kept.sqlite3")
    print("backup", name, flush=True)
    open_library(folder / "new" / f"{name}.sqlite3").close()
    print("new", f"{name}.sqlite3", flush=True)
    if number % 3 == 0:
        library.close()
        restore(kept, path)
        library = open_library(path)
"""


def run_and_kill(path: Path, word: str, chance: random.Random) -> list[list[str]]:
    """What the worker had promised when it was killed: after some promises, and a moment into the next step."""
    worker = subprocess.Popen(
        [sys.executable, "-c", WORK, str(path), str(HERE), word],
        stdout=subprocess.PIPE,
        text=True,
        cwd=HERE.parents[1],
    )
    assert worker.stdout is not None
    lines = [worker.stdout.readline() for _ in range(chance.randrange(1, LINES_OF_A_ROUND * 4))]
    time.sleep(chance.uniform(0, 0.15))
    worker.kill()
    lines += worker.stdout.read().splitlines(keepends=True)
    worker.stdout.close()
    worker.wait()
    return [line.split() for line in lines if line.endswith("\n")]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_what_was_acknowledged_is_there_after_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite3"
    (tmp_path / "out").mkdir()
    open_library(path).close()
    promised: list[list[str]] = []
    chance = random.Random(7)
    for kill in range(KILLS):
        promised += run_and_kill(path, str(kill), chance)
        assert holding.holder_of(path) is None
        assert path.exists()  # also in the middle of a restore
        library = open_library(path)
        nothing_promised_is_missing(library, promised)
        assert {finding.kind for finding in check(library).findings} <= {"source"}  # the hashes are made up
        library.close()
    nothing_is_half(tmp_path, promised)
    assert len(promised) > KILLS


def nothing_promised_is_missing(library: Library, promised: list[list[str]]) -> None:
    with library.reading() as session:
        found = {meeting.title: meeting for meeting in meetings.find(session)}
        logged = {record.sha256 for record in packs.exports(session)}
    assert {name for kind, name, *_ in promised if kind == "meeting"} <= set(found)
    assert all((meeting.speeches, meeting.proposals) == (1, 2) for meeting in found.values())
    assert {sha256[0] for kind, _, *sha256 in promised if kind == "export"} <= logged


def nothing_is_half(folder: Path, promised: list[list[str]]) -> None:
    """Every file under its own name is whole: exports, backups, new libraries."""
    exports = {name: sha256[0] for kind, name, *sha256 in promised if kind == "export"}
    for name, sha256 in exports.items():
        assert hashlib.sha256((folder / "out" / name).read_bytes()).hexdigest() == sha256
    for file in (folder / "out").glob("[!.]*.json"):
        assert file.read_bytes().endswith(b"}\n")
    for file in (*(folder / "backups").glob("[!.]*.sqlite3"), *(folder / "new").glob("[!.]*.sqlite3")):
        try:
            contents_of(file)
        except LibraryUnusable as error:
            pytest.fail(f"{file.name}: {error}")
    assert {name for kind, name, *_ in promised if kind == "new"} <= {file.name for file in (folder / "new").iterdir()}
