"""A process killed at any moment loses nothing that it was told is done, and leaves nothing half done."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefing_app.store import meetings
from briefing_app.store.backup import check
from briefing_app.store.database import open_library

ROUNDS = 6
WORK = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from conftest import tell
from briefing_app.domain.meetings import MeetingFacts
from briefing_app.store import meetings, proposals
from briefing_app.store.database import open_library

library = open_library(Path(sys.argv[1]))
number = 0
while True:
    number += 1
    name = f"{sys.argv[3]}-{number}"
    done = library.perform("导入", lambda s: tell(s, sha256=name, facts=MeetingFacts(name=name)))
    print(name, flush=True)
    edited = library.perform("改", lambda s: proposals.set_important(s, done.value.proposal_ids, True))
    library.undo(edited.changes)
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_what_was_acknowledged_is_there_after_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite3"
    open_library(path).close()
    acknowledged: list[str] = []
    chance = random.Random(7)
    for round_number in range(ROUNDS):
        worker = subprocess.Popen(
            [sys.executable, "-c", WORK, str(path), str(Path(__file__).parent), str(round_number)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        assert worker.stdout is not None
        acknowledged.append(worker.stdout.readline().strip())
        time.sleep(chance.uniform(0, 0.4))
        worker.kill()
        acknowledged += [line.strip() for line in worker.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
        worker.stdout.close()
        worker.wait()
        library = open_library(path)
        with library.reading() as session:
            found = {meeting.title: meeting for meeting in meetings.find(session)}
        assert set(acknowledged) <= set(found)
        assert all((meeting.speeches, meeting.proposals) == (1, 2) for meeting in found.values())
        assert {finding.kind for finding in check(library).findings} <= {"source"}  # the hashes are made up
        library.close()
    assert len(acknowledged) > ROUNDS
