"""This file puts a finished file in its place: whole or not at all, and never over a better one by accident."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from briefing_app.errors import UnwritableFile, WriteProblem

_PROBLEMS = {
    errno.ENOSPC: WriteProblem.DISK_FULL,
    errno.EDQUOT: WriteProblem.DISK_FULL,
    errno.EFBIG: WriteProblem.DISK_FULL,
    errno.EACCES: WriteProblem.FORBIDDEN,
    errno.EPERM: WriteProblem.FORBIDDEN,
    errno.EROFS: WriteProblem.FORBIDDEN,
    errno.EISDIR: WriteProblem.FORBIDDEN,
    errno.ENOENT: WriteProblem.NO_FOLDER,
    errno.ENOTDIR: WriteProblem.NO_FOLDER,
}


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A stream that becomes `path` when the block ends well; otherwise what stood there is untouched."""
    if path.is_dir():
        raise UnwritableFile(path, WriteProblem.FORBIDDEN)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.stem[:40]}-", suffix=".part", dir=path.parent)
    except OSError as error:
        raise _unwritable(path, error) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(_mode(path))
        part.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        _discard(part)
        raise _unwritable(path, error) from error
    except BaseException:
        _discard(part)
        raise


def _mode(path: Path) -> int:
    """The mode that the file had, or that a new file gets here."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    with suppress(OSError):  # some file systems cannot; the file itself is safe
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _discard(part: Path) -> None:
    with suppress(OSError):
        part.unlink()


def _unwritable(path: Path, error: OSError) -> UnwritableFile:
    problem = _PROBLEMS.get(error.errno or 0, WriteProblem.FAILED)
    return UnwritableFile(path, problem, error.strerror or "")
