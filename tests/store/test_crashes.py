"""A process killed at any moment loses nothing that it was told is done, and leaves nothing half done.

BRIEFING_KILLS sets how often.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from briefing_app import paths, unfinished
from briefing_app.domain.loans import News
from briefing_app.errors import LibraryUnusable
from briefing_app.store import borrowing, holding, meetings, migrate, packs
from briefing_app.store.backup import check
from briefing_app.store.contents import contents_of
from briefing_app.store.database import Library, open_library
from briefing_app.store.keys import is_encrypted
from briefing_app.store.places import Place
from briefing_app.workflows.opening import open_at
from briefing_app.workflows.passwords import unlock
from briefing_app.workflows.safekeeping import known_backups

KILLS = int(os.environ.get("BRIEFING_KILLS", "4"))
WORKER = Path(__file__).with_name("work_to_kill.py")
PASSWORD = "湖岸市-2026"
MOST_PROMISES = 8
MOMENTS = (0.01, 0.15, 0.8)  # seconds: into the next transaction, the next file, or the next key
RAIN = '''"""This file rebuilds the table of meetings, for the test."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{follows}"


def upgrade() -> None:
    with op.batch_alter_table("meeting") as table:
        table.add_column(sa.Column("weather", sa.Text, nullable=False, server_default="晴"))
    op.execute("UPDATE meeting SET weather = '雨'")
'''
Promises = list[list[str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the worker works: libraries of its own office and of another, one on a share, and migrations to come."""
    for name in ("out", "backups", "new", "older", "secret", "exchange", "share"):
        (tmp_path / name).mkdir()
    for name in ("library", "office", "share/library"):
        open_library(tmp_path / f"{name}.sqlite3").close()
    share = tmp_path / "share"
    monkeypatch.setattr(borrowing, "place_of", lambda path: Place.NETWORK if path.is_relative_to(share) else Place.HERE)
    shutil.copytree(paths.migrations(), tmp_path / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    follows = migrate.revisions()[-1]
    script = RAIN.format(revision=f"{int(follows) + 1:04d}", follows=follows)
    (tmp_path / "migrations" / "versions" / f"{int(follows) + 1:04d}_rain.py").write_text(script, "utf-8")
    return tmp_path


def run_and_kill(folder: Path, word: str, chance: random.Random) -> Promises:
    """What the worker had promised when it was killed: after some promises, and a moment into the next step."""
    worker = subprocess.Popen(
        [sys.executable, str(WORKER), str(folder), word, str(chance.random())],
        stdout=subprocess.PIPE,
        text=True,
        cwd=WORKER.parents[2],
        env={**os.environ, "PYTHONPATH": str(WORKER.parents[2])},
    )
    assert worker.stdout is not None
    lines = [worker.stdout.readline() for _ in range(chance.randrange(1, MOST_PROMISES))]
    time.sleep(chance.uniform(0, chance.choice(MOMENTS)))
    assert worker.poll() is None, "the worker ended by itself"
    worker.kill()
    lines += worker.stdout.read().splitlines(keepends=True)
    worker.stdout.close()
    worker.wait()
    return [line.split() for line in lines if line.endswith("\n")]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_what_was_acknowledged_is_there_after_a_kill(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "library.sqlite3"
    promised: Promises = []
    chance = random.Random(7)
    for kill in range(KILLS):
        promised += run_and_kill(folder, str(kill), chance)
        assert holding.holder_of(path) is None
        assert path.exists()  # also in the middle of a restore
        unfinished.clean()
        assert [file.name for file in folder.rglob(f".*{unfinished.SUFFIX}*")] == []
        library = open_library(path)
        nothing_promised_is_missing(library, promised)
        assert check(library).findings == ()
        library.close()
        migrated_whole_or_not_at_all(folder, named("migrated", promised), monkeypatch)
        locked_whole_or_not_at_all(folder, promised)
        given_back_whole_or_kept_here(folder, promised)
    nothing_is_half(folder, promised)
    print(sorted(Counter(kind for kind, *_ in promised).items()))
    assert len(promised) > KILLS


def named(kind: str, promised: Promises) -> set[str]:
    return {name for each, name, *_ in promised if each == kind}


def nothing_promised_is_missing(library: Library, promised: Promises) -> None:
    """Nor is there half a meeting of those that were not promised: imported, or taken in from the other office."""
    with library.reading() as session:
        found = {meeting.title: meeting for meeting in meetings.find(session)}
        logged = {record.sha256 for record in packs.exports(session)}
    assert named("meeting", promised) <= set(found)
    assert all((meeting.speeches, meeting.proposals) == (1, 2) for meeting in found.values())
    assert {sha256[0] for kind, _, *sha256 in promised if kind == "export"} <= logged


def migrated_whole_or_not_at_all(folder: Path, promised: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for file in (folder / "older").glob("*.sqlite3"):
        before = migrate.revisions()[-1]
        revision = migrate.stored_revision(file)
        assert revision > before or file.name not in promised
        with monkeypatch.context() as patch:
            patch.setattr(paths, "migrations", lambda: folder / "migrations")
            open_library(file).close()  # the next start brings it to its end
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("SELECT count(*) FROM meeting WHERE weather <> '雨'").fetchone() == (0,)
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        file.unlink()
    for backup in (folder / "older" / "backups").glob("[!.]*.sqlite3"):
        assert contents_of(backup)  # raises when it is half
        backup.unlink()


def locked_whole_or_not_at_all(folder: Path, promised: Promises) -> None:
    locked, unlocked = named("locked", promised), named("unlocked", promised)
    for file in (folder / "secret").glob("*.sqlite3"):
        assert file.name not in (unlocked if is_encrypted(file) else locked)
        key = unlock(file, PASSWORD) if is_encrypted(file) else None
        library = open_library(file, key=key)
        assert check(library).findings == ()
        library.close()
        if file.name in locked:
            assert all(is_encrypted(kept.path) for kept in known_backups(file))
        file.unlink()


def given_back_whole_or_kept_here(folder: Path, promised: Promises) -> None:
    place = folder / "share" / "library.sqlite3"
    assert named("sent", promised) <= lying_at(place)
    opened = open_at(place, author="李敏", program=holding.WINDOW)
    assert opened.news in {News.AS_IT_WAS, News.UNSENT}
    assert named("borrowed", promised) <= titles(opened.library)
    opened.close()
    assert named("borrowed", promised) <= lying_at(place)
    assert [file.name for file in place.parent.iterdir()] == [place.name]


def lying_at(place: Path) -> set[str]:
    """The meetings in a file on the share, as another machine would see it."""
    fetched = place.parents[1] / "fetched.sqlite3"
    shutil.copyfile(place, fetched)
    library = open_library(fetched)
    try:
        return titles(library)
    finally:
        library.close()


def titles(library: Library) -> set[str]:
    with library.reading() as session:
        found = meetings.find(session)
    assert all((meeting.speeches, meeting.proposals) == (1, 2) for meeting in found)
    return {meeting.title for meeting in found}


def nothing_is_half(folder: Path, promised: Promises) -> None:
    """Every file under its own name is whole: exports, exchange files, backups, new libraries."""
    exports = {name: sha256[0] for kind, name, *sha256 in promised if kind == "export"}
    for name, sha256 in exports.items():
        assert hashlib.sha256((folder / "out" / name).read_bytes()).hexdigest() == sha256
    for file in (folder / "out").glob("[!.]*.json"):
        assert file.read_bytes().endswith(b"}\n")
    for file in (folder / "exchange").glob("[!.]*.ycx"):
        with zipfile.ZipFile(file) as archive:
            assert archive.testzip() is None
    assert named("exchange", promised) <= {file.name for file in (folder / "exchange").iterdir()}
    kept = (folder / "backups", folder / "new", paths.backups())
    for file in (file for place in kept for file in place.glob("[!.]*.sqlite3")):
        try:
            contents_of(file, unlock(file, PASSWORD) if is_encrypted(file) else None)
        except LibraryUnusable as error:
            pytest.fail(f"{file.name}: {error}")
    assert named("new", promised) <= {file.name for file in (folder / "new").iterdir()}
