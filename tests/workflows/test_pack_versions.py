"""What was exported can be given out again byte for byte, and compared with what the pack says now."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.packs import Pack, PackFormat, PackKind
from briefing_app.errors import NotFound, UnwritableFile
from briefing_app.export.differences import Change
from briefing_app.importing.draft import Draft
from briefing_app.store import packs, proposals
from briefing_app.store.database import Library
from briefing_app.workflows import Exported, export_pack, save_draft, with_themes
from briefing_app.workflows.versions import compare_versions, reissue

DAY = date(2026, 5, 8)


@pytest.fixture
def pack(library: Library, draft: Draft) -> Pack:
    meeting = save_draft(library, with_themes(draft), reviewed=True).meeting_id
    return Pack(None, "摘编", PackKind.DIGEST, (meeting,))


def _export(library: Library, pack: Pack, path: Path, kind: PackFormat = PackFormat.PDF) -> Exported:
    return export_pack(library, pack, path, format=kind, today=DAY)


@pytest.fixture
def twice(library: Library, pack: Pack, tmp_path: Path) -> tuple[Exported, Exported]:
    """Two exports, between which a recommendation was removed."""
    first = _export(library, pack, tmp_path / "一.pdf")
    with library.transaction("删除") as session:
        proposals.remove(session, [proposals.find(session, ProposalFilter())[-1].id])
    return first, _export(library, pack, tmp_path / "二.pdf")


@pytest.mark.parametrize("kind", list(PackFormat))
def test_every_format_comes_out_again_byte_for_byte(library: Library, pack: Pack, tmp_path: Path, kind) -> None:
    exported = _export(library, pack, tmp_path / f"甲.{kind.value}", kind)
    with library.transaction("删除") as session:
        proposals.remove(session, [proposals.find(session, ProposalFilter())[0].id])
    reissue(library, exported.pack_id, exported.version, tmp_path / "乙")
    assert (tmp_path / "乙").read_bytes() == exported.path.read_bytes()


def test_what_an_edit_changed_is_named_by_item(library: Library, twice: tuple[Exported, Exported]) -> None:
    first, second = twice
    with library.reading() as session:
        found = compare_versions(session, first.pack_id, first.version, second.version, today=DAY)
        same = compare_versions(session, first.pack_id, second.version, None, today=date(2026, 6, 1))
    assert (Change.REMOVED, "建议 02-01") in [(d.change, d.place) for d in found.differences]
    assert found.after.number == 2
    assert same.differences == ()


def test_a_version_that_was_never_made_is_told(library: Library, twice, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        reissue(library, twice[0].pack_id, 9, tmp_path / "无.pdf")
    assert not (tmp_path / "无.pdf").exists()


def test_an_old_version_does_not_cover_a_file_without_being_told_so(library: Library, twice, tmp_path: Path) -> None:
    target = tmp_path / "旧.pdf"
    target.write_text("旧", "utf-8")
    with pytest.raises(UnwritableFile):
        reissue(library, twice[0].pack_id, 1, target)
    assert target.read_text("utf-8") == "旧"
    reissue(library, twice[0].pack_id, 1, target, force=True)
    assert target.read_bytes() == twice[0].path.read_bytes()


def test_a_kept_file_that_was_tampered_with_is_not_given_out(library: Library, twice, tmp_path: Path) -> None:
    file = sqlite3.connect(library.path)
    with file:
        file.execute("UPDATE pack_version_content SET content = x'00'")
    file.close()
    with pytest.raises(NotFound):
        reissue(library, twice[0].pack_id, 1, tmp_path / "假.pdf")
    assert not (tmp_path / "假.pdf").exists()


def test_removing_a_pack_and_bringing_it_back_keeps_its_versions(library: Library, twice, tmp_path: Path) -> None:
    with library.transaction("移走") as session:
        packs.remove(session, twice[0].pack_id)
    with library.transaction("恢复") as session:
        packs.restore(session, twice[0].pack_id)
    reissue(library, twice[0].pack_id, 1, tmp_path / "还.pdf")
    assert (tmp_path / "还.pdf").read_bytes() == twice[0].path.read_bytes()
