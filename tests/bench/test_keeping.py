"""Saving an edit against the same without the index, and a backup against a synced copy (targets 10 and 15)."""

from __future__ import annotations

import itertools
import os
import shutil
from pathlib import Path

from measuring import ROWS, Against

from briefing_app.domain.proposals import RewordingKind
from briefing_app.store import proposals
from briefing_app.store.search import index
from briefing_app.workflows import back_up


def test_saving_an_edit(large, measure, monkeypatch):
    numbers = itertools.count()

    def save():
        words = f"概括之{next(numbers)}"
        large.perform("写概括", lambda session: proposals.set_summary(session, 1, words, RewordingKind.SUMMARY))

    def save_without_index():
        with monkeypatch.context() as patched:
            patched.setattr(index, "follow", lambda _session, _changes: None)
            save()

    measure("save: an edit", save, against=Against("without the index", save_without_index, 2), runs=25, rows=ROWS)


def test_a_backup_of_a_large_library(large, measure, tmp_path):
    def copy():
        with Path(shutil.copyfile(large.path, tmp_path / "copy")).open("rb+") as stream:
            os.fsync(stream.fileno())

    def back_it_up():
        path = back_up(large, tmp_path / "backup.sqlite3")
        path.unlink()

    measure("backup", back_it_up, against=Against("copy and sync", copy, 1), runs=5, rows=ROWS)
