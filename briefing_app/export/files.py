"""This file writes every export in one way: beside its place, to the disk, then over the old file in one step."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from briefing_app.errors import UnwritableFile, WriteProblem
from briefing_app.unfinished import SUFFIX, noted

_PROBLEMS = {
    errno.ENOSPC: WriteProblem.DISK_FULL,
    errno.EDQUOT: WriteProblem.DISK_FULL,
    errno.EFBIG: WriteProblem.DISK_FULL,
    errno.EACCES: WriteProblem.FORBIDDEN,
    errno.EPERM: WriteProblem.FORBIDDEN,
    errno.EROFS: WriteProblem.FORBIDDEN,
    errno.ENOENT: WriteProblem.NO_FOLDER,
    errno.ENOTDIR: WriteProblem.NO_FOLDER,
    errno.EEXIST: WriteProblem.EXISTS,
}


@contextmanager
def replacing(path: Path, force: bool = False) -> Iterator[BinaryIO]:
    """A binary stream that becomes `path` when the block ends well; otherwise `path` stays as it was.

    Raises UnwritableFile. Without `force` an existing file is refused before any work is done, and again at the
    end, should one have come into being meanwhile. A failure inside the block leaves no file behind.
    """
    if path.is_dir():
        raise UnwritableFile(path, WriteProblem.EXISTS)
    if not force and os.path.lexists(path):
        raise UnwritableFile(path, WriteProblem.EXISTS)
    target = path.resolve() if path.is_symlink() else path
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=SUFFIX)
        temporary = Path(name)
        with noted(temporary):
            with os.fdopen(handle, "w+b") as stream:
                yield cast("BinaryIO", stream)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.chmod(_permissions(target))
            _put(temporary, target, force=force)
    except OSError as problem:
        if problem.filename is not None and Path(os.fsdecode(problem.filename)).parent != target.parent:
            raise  # another file's trouble (a font, say), not this one's
        raise UnwritableFile(path, _PROBLEMS.get(problem.errno or 0, WriteProblem.FAILED)) from problem
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()
    _settle(target.parent)


def deliver(content: bytes, target: Path | BinaryIO, *, force: bool = False) -> None:
    """Write finished bytes to a path, wholly or not at all, or to a stream that is open already."""
    if not isinstance(target, Path):
        target.write(content)
        return
    with replacing(target, force=force) as stream:
        stream.write(content)


def _put(temporary: Path, target: Path, *, force: bool) -> None:
    if force:
        temporary.replace(target)
        return
    try:
        os.link(temporary, target)  # fails when the name is taken: no moment in which a file of others is lost
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links (FAT sticks, some network shares)
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        temporary.replace(target)


def _permissions(target: Path) -> int:
    """Those of the file that is replaced, else what a plain open() would have given."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _settle(folder: Path) -> None:
    """Bring the new name itself to the disk, where the system knows how (Windows does not)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
