"""A pack is written whole or not at all, kept as a version, and the same again byte for byte."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.packs import Pack, PackFormat, PackKind, PackOptions
from briefing_app.errors import Cancelled, NothingToExport, UnwritableFile, WriteProblem
from briefing_app.importing.draft import Draft
from briefing_app.store import packs, proposals
from briefing_app.store.database import Library, open_library
from briefing_app.workflows import Exported, build_pack, export_pack, preview_pdf, save_draft, with_themes

DAY = date(2026, 5, 8)


@pytest.fixture
def pack(library: Library, draft: Draft) -> Pack:
    meeting = save_draft(library, with_themes(draft), reviewed=True).meeting_id
    return Pack(None, "生活圈材料汇编", PackKind.COMPILATION, (meeting,))


def _export(library: Library, pack: Pack, path: Path, **options: object) -> Exported:
    return export_pack(library, pack, path, **{"format": PackFormat.PDF, "today": DAY, **options})  # type: ignore[arg-type]


def test_a_pdf_is_written_and_kept_as_a_version(library: Library, pack: Pack, tmp_path: Path) -> None:
    exported = _export(library, pack, tmp_path / "汇编.pdf")
    content = exported.path.read_bytes()
    assert content.startswith(b"%PDF-")
    assert (exported.size, exported.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert exported.pages
    assert (exported.counts.meetings, exported.counts.speeches, exported.counts.proposals) == (1, 2, 3)
    with library.reading() as session:
        (kept,) = packs.find(session)
        (version,) = packs.versions(session, kept.id or 0)
    assert (version.sha256, version.number, version.pages) == (exported.sha256, 1, exported.pages)
    assert version.file_name == "汇编.pdf"


def test_the_same_selection_again_is_the_same_pack_and_the_same_bytes(
    library: Library, pack: Pack, tmp_path: Path
) -> None:
    first, second = (_export(library, pack, tmp_path / name) for name in ("一.pdf", "二.pdf"))
    assert second.sha256 == first.sha256
    assert (second.pack_id, second.version) == (first.pack_id, 1)
    assert first.path.read_bytes() == second.path.read_bytes()


def test_an_edit_makes_a_new_version(library: Library, pack: Pack, tmp_path: Path) -> None:
    first = _export(library, pack, tmp_path / "一.pdf")
    with library.transaction("删除") as session:
        proposals.remove(session, [proposals.find(session, ProposalFilter())[0].id])
    second = _export(library, pack, tmp_path / "二.pdf")
    assert (first.version, second.version) == (1, 2)
    assert first.sha256 != second.sha256


@pytest.mark.parametrize("kind", [PackKind.COMPILATION, PackKind.DIGEST, PackKind.COMPARISON, PackKind.SPEAKER])
@pytest.mark.parametrize("form", [PackFormat.PDF, PackFormat.HTML, PackFormat.JSON, PackFormat.DOCX])
def test_every_kind_can_be_written_in_every_format(
    library: Library, pack: Pack, tmp_path: Path, kind: PackKind, form: PackFormat
) -> None:
    exported = _export(library, replace(pack, kind=kind), tmp_path / f"册.{form.value}", format=form)
    assert exported.size > 500
    assert (exported.pages is not None) == (form is PackFormat.PDF)


def test_a_filter_narrows_what_is_printed(library: Library, pack: Pack, tmp_path: Path) -> None:
    chosen = replace(pack, kind=PackKind.DIGEST, filter=ProposalFilter(text="图书馆"))
    exported = _export(library, chosen, tmp_path / "摘编.json", format=PackFormat.JSON)
    assert (exported.counts.speeches, exported.counts.proposals) == (1, 1)
    quotes = [b for b in json.loads(exported.path.read_text("utf-8"))["blocks"] if b["block"] == "Quote"]
    assert [quote["text"] for quote in quotes] == ["建议图书馆为老年人开设晚间专场"]


def test_a_filter_on_people_keeps_speeches_without_recommendations(library: Library, pack: Pack) -> None:
    with library.reading() as session:
        said = proposals.find(session, ProposalFilter(speakers=("温泉",)))
    with library.transaction("删除") as session:
        proposals.remove(session, [proposal.id for proposal in said])
    with library.reading() as session:
        only = replace(pack, filter=ProposalFilter(speakers=("温泉",)))
        printed = json.dumps([str(block) for block in build_pack(session, only, today=DAY).blocks], ensure_ascii=False)
    assert "晚间专场" in printed
    assert "老年食堂" not in printed


def test_nothing_to_print_leaves_no_file_and_no_version(library: Library, pack: Pack, tmp_path: Path) -> None:
    empty = replace(pack, filter=ProposalFilter(text="航天"))
    with pytest.raises(NothingToExport):
        _export(library, empty, tmp_path / "空.pdf")
    assert not list(tmp_path.glob("*.pdf"))


def test_a_file_that_stands_there_is_kept_without_force(library: Library, pack: Pack, tmp_path: Path) -> None:
    target = tmp_path / "汇编.pdf"
    target.write_text("旧", "utf-8")
    with pytest.raises(UnwritableFile) as refused:
        _export(library, pack, target)
    assert refused.value.problem is WriteProblem.EXISTS
    assert target.read_text("utf-8") == "旧"
    assert _export(library, pack, target, force=True).size == target.stat().st_size


def test_a_stopped_export_leaves_nothing(library: Library, pack: Pack, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        _export(library, pack, tmp_path / "停.pdf", cancelled=lambda: True)
    assert [path.name for path in tmp_path.iterdir() if "停" in path.name or path.suffix == ".part"] == []


def test_progress_counts_pages(library: Library, pack: Pack, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    exported = _export(library, pack, tmp_path / "汇编.pdf", progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (exported.pages, exported.pages)


def test_a_preview_is_the_pdf_without_a_version(library: Library, pack: Pack) -> None:
    assert preview_pdf(library, pack, today=DAY).startswith(b"%PDF-")
    with library.reading() as session:
        assert packs.find(session) == []


def test_a_library_that_cannot_be_written_still_prints(library: Library, pack: Pack, tmp_path: Path) -> None:
    library.close()
    reading = open_library(library.path, read_only=True)
    exported = _export(reading, replace(pack, options=PackOptions(notes=True)), tmp_path / "汇编.pdf")
    reading.close()
    assert (exported.pack_id, exported.version) == (None, None)
    assert exported.pages
