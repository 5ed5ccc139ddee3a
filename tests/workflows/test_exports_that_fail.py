"""Whatever goes wrong during an export: a clear sentence, no half file, the earlier file untouched, no version."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from briefing_app import paths, settings
from briefing_app.domain.packs import Pack, PackFormat, PackKind, PackOptions
from briefing_app.errors import BriefingError, Cancelled, UnprintableCharacters, UnwritableFile, WriteProblem
from briefing_app.explanations import explain
from briefing_app.importing.draft import Draft
from briefing_app.settings import HousePaper, Settings
from briefing_app.store import packs
from briefing_app.store.database import Library
from briefing_app.workflows import export_pack, save_draft, with_themes

DAY = date(2026, 5, 8)
FORMATS = [PackFormat.PDF, PackFormat.DOCX, PackFormat.XLSX, PackFormat.HTML, PackFormat.JSON]


@pytest.fixture
def pack(library: Library, draft: Draft) -> Pack:
    meeting = save_draft(library, with_themes(draft), reviewed=True).meeting_id
    return Pack(None, "生活圈材料汇编", PackKind.COMPILATION, (meeting,))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "交付"
    made.mkdir()
    return made


def fails(library: Library, pack: Pack, target: Path, error: type[BriefingError], **given: object) -> BriefingError:
    """Export onto an earlier file: the error, after a look that all is as it was."""
    earlier = target.read_bytes() if target.exists() else None
    kind = given.pop("format", PackFormat.PDF)
    with pytest.raises(error) as caught:
        export_pack(library, pack, target, format=kind, today=DAY, force=True, **given)  # type: ignore[arg-type]
    if target.parent.exists():
        assert (target.read_bytes() if target.exists() else None) == earlier
        assert [path.name for path in target.parent.iterdir()] == ([target.name] if earlier is not None else [])
    with library.reading() as session:
        assert not [version for kept in packs.find(session) for version in packs.versions(session, kept.id or 0)]
        assert not packs.exports(session)
    explanation = explain(caught.value)
    assert all((explanation.happened, explanation.safe, explanation.next_step))
    return caught.value


@contextmanager
def _no_room_over(size: int) -> Iterator[None]:
    """A disk on which no file grows beyond so many bytes."""
    import resource
    import signal

    before, former = resource.getrlimit(resource.RLIMIT_FSIZE), signal.getsignal(signal.SIGXFSZ)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, former)


@pytest.mark.skipif(sys.platform == "win32", reason="limits are those of POSIX")
@pytest.mark.parametrize("kind", FORMATS, ids=lambda kind: kind.value)
def test_a_full_disk(library: Library, pack: Pack, folder: Path, kind: PackFormat) -> None:
    (folder / "册").write_bytes(b"earlier")
    kept = replace(pack, id=_saved(library, pack))
    with _no_room_over(2048 if kind is not PackFormat.JSON else 512):
        error = fails(library, kept, folder / "册", UnwritableFile, format=kind)
    assert isinstance(error, UnwritableFile)
    assert error.problem is WriteProblem.DISK_FULL


def _saved(library: Library, pack: Pack) -> int:
    with library.transaction("x") as session:
        return packs.save(session, pack)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows removes no folder that holds an open file")
def test_a_folder_that_vanishes_in_the_middle(library: Library, pack: Pack, folder: Path) -> None:
    def pull_out(done: int, _total: int) -> None:
        if done == 2:
            shutil.rmtree(folder)

    error = fails(library, pack, folder / "册.pdf", UnwritableFile, progress=pull_out)
    assert isinstance(error, UnwritableFile)
    assert error.problem is WriteProblem.NO_FOLDER


@pytest.mark.parametrize("after", [0, 3, 7])
def test_a_stop_in_the_middle(library: Library, pack: Pack, folder: Path, after: int) -> None:
    (folder / "册.pdf").write_bytes(b"earlier")
    fails(library, pack, folder / "册.pdf", Cancelled, cancelled=_after(after))


def _after(count: int) -> Callable[[], bool]:
    asked = iter(range(1_000_000))
    return lambda: next(asked) >= count


def test_a_character_that_no_font_has(library: Library, pack: Pack, folder: Path) -> None:
    (folder / "册.pdf").write_bytes(b"earlier")
    strange = replace(pack, options=PackOptions(editor="\U0002a6a5办公厅"))
    error = fails(library, strange, folder / "册.pdf", UnprintableCharacters)
    assert "\U0002a6a5" in explain(error).happened + explain(error).next_step


def test_a_font_that_is_gone_is_named_and_the_pack_is_printed_with_ours(
    library: Library, pack: Pack, folder: Path
) -> None:
    paper = HousePaper(name="机关版式", fonts={"仿宋": "方正仿宋_不在这台电脑上"})
    settings.save(Settings(papers=(paper,)), paths.settings() / settings.FILE_NAME)
    own = replace(pack, options=PackOptions(profile="机关版式"))
    exported = export_pack(library, own, folder / "册.pdf", format=PackFormat.PDF, today=DAY)
    assert exported.path.read_bytes().startswith(b"%PDF-")
    assert [finding for finding in exported.findings if "方正仿宋_不在这台电脑上" in finding.message]
