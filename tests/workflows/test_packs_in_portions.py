"""A pack goes out in portions, one file a speaker or unit; and locked, when a password is wanted instead of an archive."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.packs import Pack, PackFormat, PackKind
from briefing_app.errors import Cancelled, InvalidValue, NothingToExport
from briefing_app.importing.draft import Draft
from briefing_app.store import followups, proposals
from briefing_app.store.database import Library
from briefing_app.workflows import export_pack, save_draft, verify_pack, with_themes
from briefing_app.workflows.portions import Each, export_each
from briefing_app.workflows.versions import reissue

DAY = date(2026, 5, 8)


@pytest.fixture
def pack(library: Library, draft: Draft) -> Pack:
    meeting = save_draft(library, with_themes(draft), reviewed=True).meeting_id
    return Pack(None, "摘编", PackKind.DIGEST, (meeting,))


def _each(library: Library, pack: Pack, folder: Path, each: Each, **options: object):
    return export_each(library, pack, folder, each, format=PackFormat.PDF, today=DAY, **options)


def test_each_speaker_gets_a_file_that_can_be_verified(library: Library, pack: Pack, tmp_path: Path) -> None:
    batch = _each(library, pack, tmp_path, Each.SPEAKER)
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == ["摘编（温泉）.pdf", "摘编（白露）.pdf"]
    assert [exported.counts.proposals for exported in batch.exported] == [2, 1]
    assert all(verify_pack(library, exported.path).holds for exported in batch.exported)


def test_each_unit_gets_what_it_has_to_handle(library: Library, pack: Pack, tmp_path: Path) -> None:
    with library.transaction("跟进") as session:
        said = proposals.find(session, ProposalFilter())
        followups.add(session, title="食堂", proposal_ids=[said[0].id], lead="市民政局", with_units=["市财政局"])
    batch = _each(library, replace(pack, kind=PackKind.ASSIGNMENT), tmp_path, Each.UNIT)
    assert [exported.path.stem for exported in batch.exported] == ["摘编（市民政局）", "摘编（市财政局）"]


def test_where_nobody_has_anything_to_handle_nothing_is_written(library: Library, pack: Pack, tmp_path: Path) -> None:
    with pytest.raises(NothingToExport):
        _each(library, pack, tmp_path, Each.UNIT)
    assert not list(tmp_path.glob("*.pdf"))


def test_a_batch_that_is_stopped_leaves_whole_files_only(library: Library, pack: Pack, tmp_path: Path) -> None:
    seen: list[int] = []
    with pytest.raises(Cancelled):
        _each(
            library,
            pack,
            tmp_path,
            Each.SPEAKER,
            progress=lambda done, _total: seen.append(done),
            cancelled=lambda: bool(seen),
        )
    (kept,) = tmp_path.glob("*.pdf")
    assert verify_pack(library, kept).holds
    assert not list(tmp_path.glob(".*.part"))


def test_a_locked_file_opens_with_its_password_only_and_claims_to_be_no_archive(
    library: Library, pack: Pack, tmp_path: Path
) -> None:
    exported = export_pack(library, pack, tmp_path / "密.pdf", format=PackFormat.PDF, today=DAY, password="云泽 2026")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(exported.path)
    with pikepdf.open(exported.path, password="云泽 2026") as file:
        assert file.encryption.R == 6
        assert file.encryption.bits == 256
        metadata = file.Root.Metadata.read_bytes()
    assert b"pdfaid:part>" not in metadata
    assert b"pdfuaid:part>1" in metadata


def test_a_locked_file_is_verified_and_given_out_again_like_any_other(
    library: Library, pack: Pack, tmp_path: Path
) -> None:
    exported = export_pack(library, pack, tmp_path / "密.pdf", format=PackFormat.PDF, today=DAY, password="四八")
    assert verify_pack(library, exported.path, password="四八").holds
    with pytest.raises(InvalidValue) as refused:
        verify_pack(library, exported.path, password="五八")
    assert "五八" not in str(refused.value.value)
    reissue(library, exported.pack_id, exported.version, tmp_path / "又.pdf")
    assert (tmp_path / "又.pdf").read_bytes() == exported.path.read_bytes()


def test_only_a_pdf_can_be_locked(library: Library, pack: Pack, tmp_path: Path) -> None:
    with pytest.raises(InvalidValue):
        export_pack(library, pack, tmp_path / "密.docx", format=PackFormat.DOCX, today=DAY, password="x")
    assert not list(tmp_path.glob("*.docx"))


def test_the_open_file_is_still_the_archive_kind(library: Library, pack: Pack, tmp_path: Path) -> None:
    exported = export_pack(library, pack, tmp_path / "明.pdf", format=PackFormat.PDF, today=DAY)
    with pikepdf.open(io.BytesIO(exported.path.read_bytes())) as file:
        assert b"pdfaid:part>2" in file.Root.Metadata.read_bytes()
