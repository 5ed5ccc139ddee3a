"""An exported PDF is proved against the library, and what differs is named."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from briefing_app.domain.filters import ProposalFilter
from briefing_app.domain.packs import Pack, PackFormat, PackKind
from briefing_app.domain.text import Span
from briefing_app.errors import NotFound, ReadProblem, UnreadableFile
from briefing_app.export import pdf
from briefing_app.export.document import Block, Paragraph, Run
from briefing_app.importing.draft import Draft
from briefing_app.store import packs, proposals, sources, speeches, versions
from briefing_app.store.correcting import correct
from briefing_app.store.database import Library
from briefing_app.workflows import export_pack, save_draft, verify_pack, with_themes
from briefing_app.workflows.pdf_text import holds
from briefing_app.workflows.verifying import Problem
from briefing_app.workflows.versions import version_said

DAY = date(2026, 5, 8)


@pytest.fixture
def pack(library: Library, draft: Draft) -> Pack:
    meeting = save_draft(library, with_themes(draft), reviewed=True).meeting_id
    return Pack(None, "生活圈材料汇编", PackKind.COMPILATION, (meeting,))


@pytest.fixture
def printed(library: Library, pack: Pack, tmp_path: Path) -> Path:
    return export_pack(library, pack, tmp_path / "汇编.pdf", format=PackFormat.PDF, today=DAY).path


def test_a_fresh_pack_is_proved_wholly(library: Library, printed: Path) -> None:
    found = verify_pack(library, printed)
    assert found.holds
    assert (found.version, found.unchanged, found.differences) == (1, True, ())
    assert found.proved == found.passages == 5  # two paragraphs, three recommendations


@pytest.mark.parametrize("kind", [PackKind.DIGEST, PackKind.COMPARISON, PackKind.SPEAKER])
def test_every_kind_that_quotes_is_proved(library: Library, pack: Pack, tmp_path: Path, kind: PackKind) -> None:
    path = tmp_path / "册.pdf"
    export_pack(library, replace(pack, kind=kind), path, format=PackFormat.PDF, today=DAY)
    found = verify_pack(library, path)
    assert found.holds
    assert found.passages >= 3


def test_a_corrected_typo_is_proved_by_the_words_that_stood_there(library: Library, pack: Pack, tmp_path: Path) -> None:
    with library.transaction("更正") as session:
        at = speeches.one(session, 1).text.index("补贴三年")
        correct(session, 1, Span(at, at + 4), "补助三年")
    path = export_pack(library, pack, tmp_path / "更正.pdf", format=PackFormat.PDF, today=DAY).path
    found = verify_pack(library, path)
    assert found.holds
    assert found.passages == 5


def test_a_file_that_was_moved_is_known_by_its_bytes(library: Library, printed: Path, tmp_path: Path) -> None:
    moved = printed.rename(tmp_path / "改名.pdf")
    assert verify_pack(library, moved).holds


def test_a_file_that_was_changed_is_told_even_where_its_words_still_hold(library: Library, printed: Path) -> None:
    printed.write_bytes(printed.read_bytes() + b"\n% more")
    found = verify_pack(library, printed)
    assert not found.unchanged
    assert not found.holds


def test_words_that_the_library_no_longer_has_so_are_named(library: Library, printed: Path) -> None:
    with library.transaction("调整") as session:
        said = proposals.find(session, ProposalFilter())[-1]
        proposals.set_span(session, said.id, Span(said.span.start, said.span.end + 1))
    before = verify_pack(library, printed)
    assert before.holds  # a full stop more is still in the printed speech
    with library.transaction("删除") as session:
        proposals.remove(session, [said.id])
    after = verify_pack(library, printed)
    assert after.passages == before.passages - 1
    assert [(d.code, d.problem) for d in after.differences] == [(said.code, Problem.GONE)]


def _print_otherwise(library: Library, printed: Path, change: Callable[[Block], Block]) -> None:
    """Put another print in the place of an exported file, as a person with a PDF editor would."""
    with library.reading() as session:
        (kept,) = packs.find(session)
        document = version_said(session, packs.versions(session, kept.id or 0)[0])
    pdf.write(replace(document, blocks=tuple(change(block) for block in document.blocks)), printed, force=True)


def test_what_a_person_altered_in_the_file_is_shown_beside_what_was_exported(library: Library, printed: Path) -> None:
    def five(block: Block) -> Block:
        if not isinstance(block, Paragraph):
            return block
        return replace(block, runs=tuple(replace(run, text=run.text.replace("三年", "五年")) for run in block.runs))

    _print_otherwise(library, printed, five)
    found = verify_pack(library, printed)
    assert not found.unchanged
    assert [(a.before, a.after) for a in found.alterations] == [
        ("…，由财政资金补贴〔三〕年。社", "…，由财政资金补贴〔五〕年。社")
    ]
    assert [d.code for d in found.differences if d.problem is Problem.NOT_PRINTED] == ["01§1"]


def test_words_that_were_put_in_or_taken_out_are_shown_and_lines_that_only_broke_otherwise_are_not(
    library: Library, printed: Path
) -> None:
    def longer(block: Block) -> Block:
        if not isinstance(block, Paragraph) or "晚间专场" not in block.text:
            return block
        return replace(block, runs=(Run("承蒙各位厚爱，" + block.text.replace("老年人", "")),))

    _print_otherwise(library, printed, longer)
    found = verify_pack(library, printed)
    assert ["〔承蒙各位厚爱，〕" in a.after for a in found.alterations] == [True, False]
    assert "〔老年人〕" in found.alterations[1].before


def test_a_remark_on_a_page_is_told_with_its_words(library: Library, printed: Path) -> None:
    with pikepdf.open(printed, allow_overwriting_input=True) as file:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[10, 10, 30, 30], Contents="请 财政局阅"
        )
        file.pages[1].obj.Annots = file.make_indirect(pikepdf.Array([file.make_indirect(note)]))
        file.save(printed)
    found = verify_pack(library, printed)
    assert [(r.page, r.kind, r.text) for r in found.remarks] == [(2, "附注", "请 财政局阅")]
    assert found.alterations == ()
    assert found.differences == ()


def test_a_quotation_that_was_tampered_with_in_the_library_is_named(library: Library, printed: Path) -> None:
    with contextlib.closing(sqlite3.connect(library.path)) as file, file:
        file.execute("UPDATE proposal SET text = replace(text, '三年', '五年')")
        file.execute("UPDATE speech SET text = replace(text, '三年', '五年')")
    found = verify_pack(library, printed)
    assert found.unchanged
    assert not found.holds
    assert {(difference.code, difference.problem) for difference in found.differences} == {
        (code, problem) for code in ("01-01", "01§1") for problem in (Problem.NOT_PRINTED, Problem.NOT_IN_SOURCE)
    }
    assert found.proved == found.passages - 2


def test_a_file_that_this_library_never_exported_is_told(library: Library, printed: Path, tmp_path: Path) -> None:
    stranger = tmp_path / "别处.pdf"
    stranger.write_bytes(printed.read_bytes() + b"\n")
    with pytest.raises(NotFound):
        verify_pack(library, stranger)


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [("文.pdf", b"no pdf", ReadProblem.DAMAGED), ("无.pdf", None, ReadProblem.MISSING)],
)
def test_a_file_that_is_no_pdf_is_told(
    library: Library, tmp_path: Path, name: str, content: bytes | None, problem: ReadProblem
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFile) as refused:
        verify_pack(library, tmp_path / name)
    assert refused.value.problem is problem


def test_a_passage_may_run_over_pages_but_must_lose_nothing() -> None:
    pages = ["前文甲乙", "丙丁戊", "己庚后文"]
    assert holds(pages, "甲乙丙丁戊己庚")
    assert holds(pages, "丁")
    assert not holds(pages, "甲乙丁戊")
    assert not holds(pages, "乙丙丁己庚")
    assert not holds(pages, "己庚前文")
    assert not holds([], "甲")


def test_in_a_cell_other_cells_may_stand_between_the_parts_of_a_passage() -> None:
    pages = ["表头甲乙旁栏", "表头丙丁旁栏"]
    assert not holds(pages, "甲乙丙丁")
    assert holds(pages, "甲乙丙丁", in_cell=True)
    assert not holds(pages, "甲乙戊", in_cell=True)


def test_every_problem_has_a_sentence() -> None:
    assert all(problem.value for problem in Problem)


def test_a_redacted_pack_is_proved_but_for_what_it_hides_and_says_so(
    library: Library, pack: Pack, tmp_path: Path
) -> None:
    with library.reading() as session:
        (first, *_) = proposals.find(session, ProposalFilter())
    word = first.text[2:4]  # any two characters: a name cannot be more hidden than that
    hidden = replace(pack, options=replace(pack.options, redact=True, redact_names=(word,)))
    path = export_pack(library, hidden, tmp_path / "脱敏.pdf", format=PackFormat.PDF, today=DAY).path
    found = verify_pack(library, path)
    assert found.holds
    assert 1 <= found.redacted <= found.passages
    plain = export_pack(library, pack, tmp_path / "原文.pdf", format=PackFormat.PDF, today=DAY)
    assert verify_pack(library, plain.path).redacted == 0
    for kind in (PackFormat.HTML, PackFormat.JSON):
        out = export_pack(library, hidden, tmp_path / f"脱敏.{kind.value}", format=kind, today=DAY)
        text = out.path.read_text("utf-8")
        assert word not in text.replace("\n", "")
        assert "〔姓名已隐去〕" in text
        assert "本册已脱敏" in text
        assert out.findings[0].message.startswith("已脱敏")


def test_a_recommendation_whose_words_the_chosen_text_has_not_is_named(
    library: Library, pack: Pack, tmp_path: Path
) -> None:
    with library.transaction() as session:
        (speech, _) = speeches.of_meeting(session, pack.meeting_ids[0])
        changed = speech.text.replace("建议在每个街道", "请在每个社区")
        assert changed != speech.text
        source = sources.add(
            session, name="修改稿.txt", sha256="e" * 64, reader="text_file", text=changed, content=b"", parts=()
        )
        spans = (Span(0, len(changed)),)
        versions.adopt(session, versions.add(session, speech.id, source_id=source, paragraphs=[(changed, spans)]))
    path = tmp_path / "摘编.pdf"
    export_pack(library, replace(pack, kind=PackKind.DIGEST), path, format=PackFormat.PDF, today=DAY)
    found = verify_pack(library, path)
    assert [(one.code, one.problem) for one in found.differences] == [("01-01", Problem.NOT_IN_SOURCE)]
