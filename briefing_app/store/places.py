"""This file tells where a library lies, as far as it matters for its safety: a network share, a folder that is synced."""

from __future__ import annotations

import ctypes
import hashlib
import sys
from enum import Enum
from pathlib import Path, PurePath

from briefing_app import paths

# Kinds of file systems whose files lie on another machine; there SQLite's shared memory does not work.
REMOTE_KINDS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "fuse.davfs", "davfs", "9p", "afs", "ceph", "glusterfs"}
    | {"fuse.glusterfs", "fuse.gvfsd-fuse", "webdav", "ncpfs"}
)
# Folders that a program keeps the same on several machines: it may copy half a change, or make a second file.
SYNCED_NAMES = (
    *("OneDrive", "Dropbox", "Google Drive", "iCloud Drive", "Mobile Documents", "Nextcloud", "ownCloud", "Seafile"),
    *(
        "Syncthing",
        "坚果云",
        "Nutstore",
        "我的坚果云",
        "百度网盘",
        "BaiduSyncdisk",
        "百度云同步盘",
        "WPS云盘",
        "WPSDrive",
    ),
    *(
        "微云",
        "微云同步助手",
        "天翼云盘",
        "和彩云",
        "阿里云盘",
        "360云盘",
        "115同步",
        "企业网盘",
        "亿方云",
        "联想企业网盘",
    ),
)
_DRIVE_REMOTE = 4  # GetDriveTypeW


class Place(Enum):
    """Where a file lies."""

    HERE = "here"
    NETWORK = "network"
    SYNCED = "synced"


def place_of(path: Path) -> Place:
    """Where a file lies, or would lie; a folder that is not known for more counts as here."""
    if is_remote(path):
        return Place.NETWORK
    return Place.SYNCED if is_synced(path) else Place.HERE


def copy_of(place: Path) -> Path:
    """Where a library that lies elsewhere is worked on (`borrowing`)."""
    mark = hashlib.sha256(str(place.absolute()).encode()).hexdigest()[:10]
    return paths.data() / "borrowed" / mark / place.name


def file_of(place: Path) -> Path:
    """The file that would be opened for a library: that in its place, or our copy while the place is out of reach."""
    return place if place.exists() or not copy_of(place).exists() else copy_of(place)


def is_remote(path: Path) -> bool:
    """Whether the file lies on another machine."""
    if sys.platform == "win32":
        return _is_remote_on_windows(path)
    try:
        mounts = Path("/proc/self/mounts").read_text("utf-8", "replace")
    except OSError:
        return False
    return kind_of_mount(path.absolute(), mounts) in REMOTE_KINDS


def is_synced(path: PurePath) -> bool:
    """Whether a folder above bears the name of a program that syncs."""
    names = {name.lower() for name in SYNCED_NAMES}
    return any(
        part.lower() in names or part.lower().startswith(("onedrive - ", "onedrive-", "dropbox ("))
        for part in path.parts
    )


def kind_of_mount(path: PurePath, mounts: str) -> str:
    """The kind of the file system that holds a path, by the system's table of mounts: the deepest that contains it."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = PurePath(fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\"))
        if len(point.parts) >= best and path.is_relative_to(point):
            best, kind = len(point.parts), fields[2]
    return kind


def _is_remote_on_windows(path: Path) -> bool:
    whole = str(path.absolute())
    if whole.startswith("\\\\"):
        return True
    kernel = getattr(ctypes, "windll", None)
    return kernel is not None and int(kernel.kernel32.GetDriveTypeW(whole[:3])) == _DRIVE_REMOTE
