"""This file tests the PDF itself as other programs read it: words, fonts, links, bookmarks, and files whole or not at all."""

from __future__ import annotations

import errno
import io
import re
import shutil
import subprocess
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pdfplumber
import pikepdf
import pypdfium2
import pytest

from briefing_app.domain.packs import Pack, PackKind
from briefing_app.errors import Cancelled, UnprintableCharacters, UnwritableFile, WriteProblem
from briefing_app.export import builder, pdf, pdf_fonts
from briefing_app.export.builder import PackRows
from briefing_app.export.document import (
    Block,
    CellText,
    Column,
    Contents,
    Cover,
    Heading,
    PackDocument,
    Paragraph,
    Quote,
    Row,
    Run,
    Table,
    TitleBlock,
)
from briefing_app.export.pdf_objects import with_clear_end
from briefing_app.export.pictures import PageReader

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "data" / "corpus"
NOON = datetime(2026, 7, 20, 12, 0, tzinfo=timezone(timedelta(hours=8)))
PAGE_NUMBER = re.compile(r"—\s*\d+\s*—")

STRANGE = (
    "许𬱖、𬭎、㎡、⼀与一、A·B•C、don’t、——“《引》”……（AT&T <b> {x} {} %s 100％）℃ 𠮷野家 〇",
    "</para><img src='x'/>&amp;\\n(未完) \\) %%EOF endobj",
    "3,456.78亿元，同比增长5.8%；2026年7月16日；R&D；http://www.example.com/a?b=c；GPT-4o与5G-A。",
)


def pack(*blocks: Block, title: str = "试印") -> PackDocument:
    return PackDocument(title, PackKind.DIGEST, blocks, author="办公厅", subject="核对", keywords=("人工智能", "算力"))


def plain(text: str) -> str:
    return re.sub(r"\s+", "", PAGE_NUMBER.sub("", text))


def readings(content: bytes, folder: Path) -> Iterator[tuple[str, str]]:
    with pdfplumber.open(io.BytesIO(content)) as document:
        yield "pdfplumber", "\n".join(page.extract_text() for page in document.pages)
    with pypdfium2.PdfDocument(content) as document:
        texts = []
        for page in document:
            words = page.get_textpage()
            texts.append(words.get_text_range())
            words.close()
            page.close()
        yield "pdfium", "\n".join(texts)
    if shutil.which("pdftotext"):
        file = folder / "read.pdf"
        file.write_bytes(content)
        done = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True)
        yield "poppler", done.stdout.decode()


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def assert_readable(document: PackDocument, wanted: tuple[str, ...], folder: Path) -> None:
    for reader, text in readings(pdf.render(document), folder):
        got = plain(text)
        if reader == "poppler":  # it takes a hyphen at the end of a line for one of division, and drops it
            wanted = tuple(one.rstrip("-") for one in wanted)
        assert [one for one in wanted if plain(one) not in got] == [], reader


def test_every_paragraph_copies_out_as_it_was(tmp_path: Path) -> None:
    assert_readable(pack(*(Paragraph((Run(text),)) for text in STRANGE)), STRANGE, tmp_path)


def test_headings_titles_quotations_and_cells_copy_out_as_they_were(tmp_path: Path) -> None:
    blocks = (
        TitleBlock(STRANGE[0]),
        Heading("一、" + STRANGE[1]),
        Quote(STRANGE[2], 1, number="1.", heading="〔概括〕。", attribution="（许𬱖，教授）", code="01-02"),
        Table(
            (Column("意见建议", 100), Column("单位", 56)),
            (Row((CellText("《引》" + STRANGE[2][:12]), CellText("市𬭎局"))),),
        ),
    )
    wanted = (STRANGE[0], STRANGE[1], f"1.〔概括〕。{STRANGE[2]}（许𬱖，教授）01-02", "市𬭎局")
    assert_readable(pack(*blocks), wanted, tmp_path)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not beside this checkout")
def test_every_paragraph_of_the_corpus_copies_out_as_it_was(tmp_path: Path) -> None:
    texts = [file.read_text(encoding="utf-8") for file in sorted(CORPUS.glob("*.txt"))]
    paragraphs = tuple(line.strip() for text in texts for line in text.splitlines() if line.strip())
    assert_readable(pack(*(Paragraph((Run(text),)) for text in paragraphs)), paragraphs, tmp_path)


@pytest.mark.parametrize("kind", list(PackKind))
def test_packs_of_every_kind_are_set_without_leaving_the_type_area(
    kind: PackKind, rows: PackRows, make_pack: Callable[..., Pack]
) -> None:
    document = builder.build(make_pack(kind, notes=True), rows, today=date(2026, 9, 30))
    with pdfplumber.open(io.BytesIO(pdf.render(document))) as file:
        for page in file.pages:
            turned = page.width > page.height
            left, right, foot = (35, 37, 26) if turned else (28, 26, 35)
            millimetre = 72 / 25.4
            inside = [char for char in page.chars if char["bottom"] < page.height - foot * millimetre]
            assert all(char["x0"] >= left * millimetre - 0.5 for char in inside)
            assert all(char["x1"] <= page.width - right * millimetre + 0.55 * char["size"] for char in inside)


def test_each_quotation_of_a_pack_reads_back_word_for_word(
    rows: PackRows, make_pack: Callable[..., Pack], tmp_path: Path
) -> None:
    document = builder.build(make_pack(PackKind.DIGEST), rows, today=date(2026, 9, 30))
    quotes = tuple(quote.text for quote in document.quotes())
    assert quotes
    assert_readable(document, quotes, tmp_path)


def test_the_same_pack_gives_the_same_bytes() -> None:
    document = pack(TitleBlock("标题", bookmark=True), *(Paragraph((Run(text),)) for text in STRANGE))
    assert pdf.render(document, created=NOON) == pdf.render(document, created=NOON)
    assert pdf.render(document) == pdf.render(document)


def test_all_fonts_are_embedded_and_none_is_helvetica() -> None:
    with opened(pdf.render(pack(Cover("会议", "汇编"), Paragraph((Run(STRANGE[0]),))))) as file:
        fonts = {str(name): font for page in file.pages for name, font in page.resources.Font.items()}
        assert fonts
        for font in fonts.values():
            assert font.Subtype == "/Type0"
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
            assert "Helvetica" not in str(font.BaseFont)


def test_the_file_describes_itself() -> None:
    with opened(pdf.render(pack(Paragraph((Run("正文。"),)), title="摘编"), created=NOON)) as file:
        assert str(file.docinfo.Title) == "摘编"
        assert str(file.docinfo.Author) == "办公厅"
        assert str(file.docinfo.Subject) == "核对"
        assert str(file.docinfo.CreationDate) == "D:20260720120000+08'00'"
        assert str(file.Root.Lang) == "zh-CN"
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle)


def test_without_a_date_the_file_names_none() -> None:
    with opened(pdf.render(pack(Paragraph((Run("正文。"),))))) as file:
        assert "/CreationDate" not in file.docinfo


def book() -> PackDocument:
    blocks: list[Block] = [Cover("会议", "汇编"), Contents()]
    for number in range(1, 5):
        blocks.append(TitleBlock(f"第{number}篇", bookmark=True, new_page=True, contents_text=f"{number}.第{number}篇"))
        blocks.append(Heading("一、现状"))
        blocks.append(Paragraph((Run("推进建设" * 200 + "。"),)))
        blocks.append(Heading("（一）不足", level=2))
        blocks.append(Paragraph((Run("推进建设" * 100 + "。"),)))
    return pack(*blocks)


def test_contents_lead_to_the_page_whose_number_they_print() -> None:
    written_pages = pdf.render(book())
    with opened(written_pages) as file:
        places = {page.objgen: index for index, page in enumerate(file.pages)}
        links = [link for link in file.pages[1].Annots if link.Subtype == "/Link"]
        targets = [places[link.Dest[0].objgen] for link in links]
    with pdfplumber.open(io.BytesIO(written_pages)) as file:
        printed = re.findall(r"第\d篇.*?(\d+)$", file.pages[1].extract_text(), re.MULTILINE)
        feet = [PAGE_NUMBER.findall(file.pages[target].extract_text())[-1].strip("— ") for target in targets]
    assert printed == feet
    assert len(printed) == 4


def test_bookmarks_are_as_deep_as_the_text_and_true() -> None:
    content = pdf.render(book())
    with pypdfium2.PdfDocument(content) as file:
        found = [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in file.get_toc()]
    assert [level for level, _, _ in found] == [0, 0, *[0, 1, 2] * 4]
    with pdfplumber.open(io.BytesIO(content)) as file:
        for _, title, index in found[2:]:
            assert title in file.pages[index].extract_text()


def test_viewers_call_the_pages_by_their_printed_numbers() -> None:
    with pypdfium2.PdfDocument(pdf.render(book())) as file:
        assert file.get_page_label(2) == "1"


def test_turned_pages_lie_on_their_side_for_the_reader_and_upright_on_paper() -> None:
    wide = Table((Column("主题", 45), Column("观点", 180)), (Row((CellText("道路"), CellText("推进"))),), turned=True)
    with opened(pdf.render(pack(wide))) as file:
        page = file.pages[0]
        assert page.Rotate == 90
        assert [round(float(edge)) for edge in page.MediaBox] == [0, 0, 595, 842]


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages() -> None:
    with pdfplumber.open(io.BytesIO(pdf.render(pack(Paragraph((Run("推进建设" * 400),)))))) as file:
        places = []
        for page in file.pages[:2]:
            foot = [char for char in page.chars if char["top"] > page.height - 35 * 72 / 25.4]
            assert "".join(char["text"] for char in foot).strip() == f"— {page.page_number} —"
            places.append((foot[0]["x0"], foot[-1]["x1"]))
    em = 14
    assert places[0][1] == pytest.approx((210 - 26) * 72 / 25.4 - em, abs=0.5)
    assert places[1][0] == pytest.approx(28 * 72 / 25.4 + em, abs=0.5)


def test_a_character_that_no_font_has_stops_the_export_and_all_are_named(tmp_path: Path) -> None:
    target = tmp_path / "pack.pdf"
    with pytest.raises(UnprintableCharacters) as stopped:
        pdf.write(pack(Paragraph((Run("甲\ue000乙\U000f0001"),)), Heading("丙\ue001")), target)
    assert stopped.value.characters == ("\ue000", "\ue001", "\U000f0001")
    assert list(tmp_path.iterdir()) == []


def test_substitutions_are_reported() -> None:
    written = pdf.write(pack(Paragraph((Run("许𬱖"),))), io.BytesIO())
    assert [one.character for one in written.substitutions] == ["𬱖"]
    assert written.pages == 1


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile) as stopped:
        pdf.write(pack(Paragraph((Run("正文。"),))), tmp_path / "no" / "pack.pdf")
    assert stopped.value.problem is WriteProblem.NO_FOLDER


def test_a_full_disk_leaves_the_earlier_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "pack.pdf"
    target.write_bytes(b"earlier")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(UnwritableFile) as stopped:
        pdf.write(pack(Paragraph((Run("正文。"),))), target, force=True)
    assert stopped.value.problem is WriteProblem.DISK_FULL
    assert target.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [target]


def test_cancelling_leaves_nothing_behind(tmp_path: Path) -> None:
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 5

    document = pack(Paragraph((Run("推进建设" * 4000),)))
    with pytest.raises(Cancelled):
        pdf.write(document, tmp_path / "pack.pdf", cancelled=cancelled)
    assert list(tmp_path.iterdir()) == []


def test_progress_counts_every_page() -> None:
    seen: list[tuple[int, int]] = []
    written = pdf.write(
        pack(Paragraph((Run("推进建设" * 600),))), io.BytesIO(), progress=lambda done, total: seen.append((done, total))
    )
    assert seen == [(number, written.pages) for number in range(1, written.pages + 1)]


def test_a_draft_looks_like_the_export_and_needs_no_new_fonts_after_an_edit(make_pack, rows) -> None:
    document = builder.build(make_pack(PackKind.DIGEST), rows, today=date(2026, 9, 30))
    shorter = replace(document, blocks=document.blocks[:-4])

    def pictures(content: bytes) -> list[bytes]:
        with PageReader(content) as reader:
            return [reader.picture(number, 300).pixels for number in range(len(reader.sizes))]

    def made(of, *, draft: bool) -> bytes:
        stream = io.BytesIO()
        pdf.write(of, stream, draft=draft)
        return stream.getvalue()

    made(document, draft=True)
    before = pdf_fonts._program.cache_info().misses
    draft = made(shorter, draft=True)
    assert pdf_fonts._program.cache_info().misses == before
    assert pictures(draft) == pictures(made(shorter, draft=False))
    assert made(shorter, draft=False) == made(shorter, draft=False)


def test_no_packed_stream_ends_like_a_line() -> None:
    for padding in (b"\n", b"\0\1", b"\0\0\0\1"):
        ends = {zlib.compress(with_clear_end(bytes([one]) * 3, padding))[-1] for one in range(256)}
        assert len(ends) > 200
        assert not ends & {0x0A, 0x0D}
    assert {zlib.compress(bytes([one]) * 3)[-1] for one in range(256)} & {0x0A, 0x0D}  # it happens by itself
