"""This file checks that an export is written wholly or not at all."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from briefing_app.errors import UnwritableFile, WriteProblem
from briefing_app.export.files import replacing


def _fail_after(path: Path, written: bytes, failure: Exception) -> None:
    with replacing(path, force=True) as stream:
        stream.write(written)
        raise failure


def test_what_is_written_stands_under_the_name_and_nothing_else_is_left(tmp_path: Path) -> None:
    with replacing(tmp_path / "册.pdf") as stream:
        stream.write(b"one")
        stream.seek(0)
        stream.write(b"two")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("册.pdf", b"two")]


def test_an_existing_file_is_refused_without_force_and_replaced_with_it(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    with pytest.raises(UnwritableFile) as caught, replacing(path):
        pytest.fail("the work began all the same")
    assert caught.value.problem is WriteProblem.EXISTS
    with replacing(path, force=True) as stream:
        stream.write(b"new")
    assert path.read_bytes() == b"new"


def test_a_file_that_appears_during_the_work_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"

    def write_while_others_do() -> None:
        with replacing(path) as stream:
            stream.write(b"ours")
            path.write_bytes(b"theirs")

    with pytest.raises(UnwritableFile) as caught:
        write_while_others_do()
    assert caught.value.problem is WriteProblem.EXISTS
    assert path.read_bytes() == b"theirs"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_failure_in_the_middle_leaves_the_earlier_file_and_no_rest(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    with pytest.raises(RuntimeError):
        _fail_after(path, b"half", RuntimeError())
    assert path.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_full_disk_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile) as caught:
        _fail_after(tmp_path / "a.pdf", b"half", OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    assert caught.value.problem is WriteProblem.DISK_FULL
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_really_full_device_is_told_as_such() -> None:
    with pytest.raises(UnwritableFile), replacing(Path("/dev/full/a.pdf")):
        pytest.fail("a device is no folder")


def test_a_missing_folder_and_a_folder_under_the_name_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile) as caught, replacing(tmp_path / "none" / "a.pdf"):
        pytest.fail("there is no folder to write to")
    assert caught.value.problem is WriteProblem.NO_FOLDER
    with pytest.raises(UnwritableFile) as caught, replacing(tmp_path, force=True):
        pytest.fail("a folder is no file")
    assert caught.value.problem is WriteProblem.EXISTS


def test_a_forbidden_folder_is_told_as_such(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    if os.access(tmp_path, os.W_OK):
        tmp_path.chmod(0o700)
        pytest.skip("this user may write everywhere")
    with pytest.raises(UnwritableFile) as caught, replacing(tmp_path / "a.pdf"):
        pytest.fail("the folder is read only")
    tmp_path.chmod(0o700)
    assert caught.value.problem is WriteProblem.FORBIDDEN


def test_trouble_with_another_file_is_not_told_as_trouble_with_this_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), replacing(tmp_path / "a.pdf"):
        (tmp_path / "fonts" / "missing.ttf").read_bytes()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of another kind")
def test_a_replaced_file_keeps_its_permissions_and_a_new_one_has_the_usual(tmp_path: Path) -> None:
    path, plain = tmp_path / "a.pdf", tmp_path / "plain"
    plain.touch()
    with replacing(path) as stream:
        stream.write(b"x")
    assert path.stat().st_mode == plain.stat().st_mode
    path.chmod(0o640)
    with replacing(path, force=True) as stream:
        stream.write(b"y")
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_goes_on_pointing_at_the_file_that_is_replaced(tmp_path: Path) -> None:
    real, link = tmp_path / "real.pdf", tmp_path / "link.pdf"
    real.write_bytes(b"old")
    link.symlink_to(real)
    with replacing(link, force=True) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
