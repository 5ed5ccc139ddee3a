"""A library's backups never stay readable once it has a password, wherever they were when it was set."""

from __future__ import annotations

import shutil
from pathlib import Path

from briefing_app import workflows
from briefing_app.domain.backups import Occasion
from briefing_app.store.database import open_library
from briefing_app.store.keys import is_encrypted

PASSWORD = "湖岸市-2026"


def test_a_stick_that_was_away_is_encrypted_when_it_is_back(tmp_path: Path) -> None:
    path, stick, away = tmp_path / "library.sqlite3", tmp_path / "stick", tmp_path / "away"
    stick.mkdir()
    library = open_library(path)
    workflows.keep_backup(library, Occasion.OPENED, folder=stick)
    library.close()
    stick.rename(away)
    done = workflows.change_password(path, PASSWORD, key=None, folder=stick)
    assert done.key is not None
    shutil.move(away, stick)
    assert not any(is_encrypted(file) for file in stick.iterdir())
    library = open_library(path, key=done.key)
    workflows.keep_backup(library, Occasion.SCHEDULED, folder=stick)
    library.close()
    assert all(is_encrypted(file) for file in stick.iterdir())
    assert len(list(stick.iterdir())) == 1  # the newest of them has the same content: none was made


def test_what_a_restore_kept_aside_follows_too(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite3"
    library = open_library(path)
    copy = workflows.back_up(library, tmp_path / "copy.sqlite3")
    library.close()
    aside = workflows.restore(copy, path)
    assert aside is not None
    done = workflows.change_password(path, PASSWORD, key=None)
    assert is_encrypted(aside)
    assert done.followed == 2
    assert workflows.contents_of(aside, workflows.unlock(aside, PASSWORD)).meetings == 0


def test_backups_under_a_password_of_the_past_stay_and_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite3"
    open_library(path).close()
    first = workflows.change_password(path, PASSWORD, key=None)
    workflows.change_password(path, None, key=first.key)
    third = workflows.change_password(path, "又一个-2026", key=None)
    assert third.left == ()
    assert third.under_former >= 1
