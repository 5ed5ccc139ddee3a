"""An exchange file with a password: nobody reads it without, nothing of it can be changed unnoticed."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing_app.errors import Cancelled, ReadProblem, UnreadableFile
from briefing_app.store import proposals
from briefing_app.store.database import Library
from briefing_app.workflows import sealing
from briefing_app.workflows.exchanging import (
    Watch,
    needs_password,
    preview_exchange,
    take_exchange,
    write_exchange,
)

Office = Callable[[str], Library]
PASSWORD = "夜航 2026"
PIECE = 64 * 1024


@pytest.fixture
def locked(ours: Library, tmp_path: Path) -> Path:
    write_exchange(ours, tmp_path / "密.ycx", password=PASSWORD)
    return tmp_path / "密.ycx"


def problem_of(library: Library, path: Path, password: str) -> ReadProblem:
    with pytest.raises(UnreadableFile) as error:
        take_exchange(library, path, password=password)
    with library.reading() as session:
        assert proposals.ids(session) == []
    return error.value.problem


def test_who_knows_the_password_reads_the_same(locked: Path, sent: Path, office: Office) -> None:
    assert (needs_password(locked), needs_password(sent)) == (True, False)
    theirs = office("乙")
    assert preview_exchange(theirs, locked, password=PASSWORD).added["建议"] == 43
    assert take_exchange(theirs, locked, password=PASSWORD).value.added["建议"] == 43
    assert take_exchange(theirs, sent).value.changes_nothing()


def test_nothing_of_the_text_and_no_name_of_a_part_stands_in_the_file(locked: Path) -> None:
    content = locked.read_bytes()
    assert b"manifest" not in content
    assert b"PK\x03\x04" not in content[:200]
    assert "算力".encode() not in content


@pytest.mark.parametrize(("password", "problem"), [("", ReadProblem.SEALED), ("夜航 2025", ReadProblem.WRONG_PASSWORD)])
def test_a_missing_or_wrong_password_is_told_apart(
    locked: Path, office: Office, password: str, problem: ReadProblem
) -> None:
    assert problem_of(office("乙"), locked, password) is problem


def test_a_sealed_file_that_was_cut_or_changed_is_refused(locked: Path, office: Office, tmp_path: Path) -> None:
    theirs, whole = office("乙"), locked.read_bytes()
    head = 41
    spoilt = {
        "cut": whole[: len(whole) - 1],
        "cut at the head": whole[: head - 1],
        "longer": whole + b"x",
        "flipped at the end": whole[:-40] + bytes([whole[-40] ^ 1]) + whole[-39:],
        "flipped": whole[: head + 9] + bytes([whole[head + 9] ^ 1]) + whole[head + 10 :],
        "asks for all memory": whole[:8] + b"\x40" + whole[9:],
    }
    for content in spoilt.values():
        (tmp_path / "坏.ycx").write_bytes(content)
        assert problem_of(theirs, tmp_path / "坏.ycx", PASSWORD) is ReadProblem.DAMAGED


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 7])
def test_pieces_hold_content_of_any_size_and_cannot_be_moved_or_lost(size: int) -> None:
    content = bytes(number * 7 % 251 for number in range(size))
    stream = io.BytesIO()
    with sealing.sealed(stream, PASSWORD) as inner:  # type: ignore[arg-type]
        for start in range(0, size, 10_000):
            inner.write(content[start : start + 10_000])
    whole = stream.getvalue()
    assert sealing.unsealed(io.BytesIO(whole), Path("x"), PASSWORD).read() == content
    pieces = [whole[start : start + PIECE + 16] for start in range(41, len(whole), PIECE + 16)]
    others = [pieces[:-1], pieces[1:], pieces[::-1], [*pieces, pieces[-1]]] if len(pieces) > 1 else [[]]
    for other in others:
        with pytest.raises((UnreadableFile, OSError)):
            sealing.unsealed(io.BytesIO(whole[:41] + b"".join(other)), Path("x"), PASSWORD).read()


def test_stopping_leaves_no_file_and_no_half_import(ours: Library, sent: Path, office: Office, tmp_path: Path) -> None:
    def stop_at(share: float) -> Watch:
        seen: list[float] = [0.0]
        return Watch(lambda done, total: seen.append(done / max(total, 1)), lambda: seen[-1] >= share)

    for share in (0.0, 0.3, 0.9):
        with pytest.raises(Cancelled):
            write_exchange(ours, tmp_path / "停.ycx", watch=stop_at(share))
        assert list(tmp_path.glob("*停*")) == []
    theirs = office("乙")
    for share in (0.0, 0.2, 0.4, 0.7):
        with pytest.raises(Cancelled):
            take_exchange(theirs, sent, watch=stop_at(share))
        with theirs.reading() as session:
            assert proposals.ids(session) == []
