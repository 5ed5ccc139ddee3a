"""A library on a network share or in a synced folder is recognised, and is not opened in a way that could harm it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path, PurePosixPath

import pytest

from briefing_app.store import engine, places
from briefing_app.store.database import open_library
from briefing_app.store.places import REMOTE_KINDS, Place, is_synced, kind_of_mount, place_of

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
//server/share /mnt/share cifs rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/zhou/local ext4 rw 0 0
//server/files /mnt/my\\040files smb3 rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("path", "remote"),
    [
        ("/srv/library.sqlite3", False),
        ("/mnt/share/政协/library.sqlite3", True),
        ("/mnt/shared/library.sqlite3", False),
        ("/home/zhou/library.sqlite3", True),
        ("/home/zhou/local/library.sqlite3", False),
        ("/mnt/my files/library.sqlite3", True),
    ],
)
def test_the_deepest_mount_decides(path: str, remote: bool) -> None:
    assert (kind_of_mount(PurePosixPath(path), MOUNTS) in REMOTE_KINDS) is remote


@pytest.mark.parametrize(
    ("path", "synced"),
    [
        ("/home/zhou/OneDrive/政协/library.sqlite3", True),
        ("/home/zhou/OneDrive - 湖岸市政协/library.sqlite3", True),
        ("/home/zhou/我的坚果云/library.sqlite3", True),
        ("/home/zhou/文档/onedrive.sqlite3", False),
        ("/home/zhou/微云梯/library.sqlite3", False),
    ],
)
def test_a_folder_that_is_synced_is_known_by_its_name(path: str, synced: bool) -> None:
    assert is_synced(PurePosixPath(path)) is synced
    assert (place_of(Path(path)) is Place.SYNCED) is synced


def test_a_library_on_a_share_does_without_shared_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "library.sqlite3"
    open_library(path).close()
    assert not places.is_remote(path)
    monkeypatch.setattr(engine, "is_remote", lambda _path: True)
    library = open_library(path)
    with library.reading() as session:
        assert session.connection().exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
    library.close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
