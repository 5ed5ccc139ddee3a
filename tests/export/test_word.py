"""This file reads Word documents back: styles, sections, fields, tables, and every word."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

from briefing_app.domain.packs import Pack, PackKind
from briefing_app.domain.text import bare
from briefing_app.errors import UnwritableFile
from briefing_app.export import word
from briefing_app.export.builder import PackRows, build
from briefing_app.export.document import CellText, Column, PackDocument, Paragraph, Row, Run, Table, TitleBlock

PRINTED = date(2026, 9, 30)
MakePack = Callable[..., Pack]


def read(document: PackDocument) -> Document:
    return docx.Document(io.BytesIO(word.render(document)))


def words(paper: Document) -> str:
    """Everything that stands in the body, tables included."""
    return bare("".join(node.text or "" for node in paper.element.body.iter(qn("w:t"))))


@pytest.fixture
def book(rows: PackRows, make_pack: MakePack) -> PackDocument:
    return build(make_pack(PackKind.COMPILATION, notes=True, comparison=True), rows, today=PRINTED)


def test_every_paragraph_of_every_speech_is_there_word_for_word(book: PackDocument, rows: PackRows) -> None:
    lines = [paragraph.text for paragraph in read(book).paragraphs]
    for speech in rows.speeches:
        for paragraph in speech.paragraphs:
            assert paragraph.span.of(speech.text) in lines


@pytest.mark.parametrize("kind", list(PackKind))
def test_every_recommendation_is_there_in_every_kind(kind: PackKind, rows: PackRows, make_pack: MakePack) -> None:
    document = build(make_pack(kind, summaries=False), rows, today=PRINTED)
    quoted = {
        i
        for block in document.blocks
        if isinstance(block, Table)
        for r in block.rows
        for c in r.cells
        for i in c.proposals
    }
    quoted |= {quote.proposal_id for quote in document.quotes()}
    found = words(read(document))
    for proposal in rows.proposals:
        assert proposal.id not in quoted or bare(proposal.text) in found


def test_titles_are_headings_and_the_contents_are_a_field(book: PackDocument) -> None:
    paper = read(book)
    heads = [p.text for p in paper.paragraphs if p.style.name == "Heading 1"]
    assert heads[:2] == ["会议概况", "把老城的路还给走路的人"]
    assert [p.text for p in paper.paragraphs if p.style.name == "Heading 2"] == [
        "一、先解决过街难",
        "二、再打通慢行断点",
    ]
    codes = [node.text for node in paper.element.body.iter(qn("w:instrText"))]
    assert codes == [' TOC \\o "1-1" \\h \\z \\u ']
    listed = [p.text for p in paper.paragraphs if p.style.name.lower() == "toc 1"]
    assert "3. 公交要跟着人走" in listed


def test_a_digest_lists_its_themes_in_the_contents(rows: PackRows, make_pack: MakePack) -> None:
    document = build(make_pack(PackKind.DIGEST, contents=True), rows, today=PRINTED)
    codes = [node.text for node in read(document).element.body.iter(qn("w:instrText"))]
    assert codes == [' TOC \\o "1-2" \\h \\z \\u ']


def test_pages_are_a4_with_the_margins_of_the_standard_and_wide_tables_are_turned(book: PackDocument) -> None:
    sections = list(read(book).sections)
    upright = [s for s in sections if s.orientation is WD_ORIENT.PORTRAIT]
    turned = [s for s in sections if s.orientation is WD_ORIENT.LANDSCAPE]
    assert len(turned) == 1
    for section in upright:
        assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (210, 297)
        margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
        assert [round(margin / Mm(1)) for margin in margins] == [37, 26, 35, 28]
    assert round(turned[0].page_width / Mm(1)) == 297


def test_page_numbers_begin_with_the_text_and_stand_outside(book: PackDocument) -> None:
    front, text = list(read(book).sections)[:2]
    assert not any(p.text for p in front.footer.paragraphs)
    assert text.footer.paragraphs[0].text == "— 1 —"
    assert text.footer.paragraphs[0].alignment != text.even_page_footer.paragraphs[0].alignment
    assert text._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_faces_are_those_of_the_standard_by_name(book: PackDocument) -> None:
    styles = read(book).styles
    names = {"公文正文": "仿宋_GB2312", "Heading 1": "方正小标宋简体", "Heading 2": "黑体", "Heading 3": "楷体_GB2312"}
    for style, face in names.items():
        assert styles[style].element.rPr.rFonts.get(qn("w:eastAsia")) == face
        assert not styles[style].font.bold


def test_tables_repeat_their_heads_and_keep_their_widths(rows: PackRows, make_pack: MakePack) -> None:
    paper = read(build(make_pack(PackKind.ASSIGNMENT), rows, today=PRINTED))
    (table,) = paper.tables
    head = table.rows[0]
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [round(cell.width / Mm(1)) for cell in head.cells] == [12, 72, 22, 44, 25, 28, 22]
    assert table.rows[1].cells[0].text == table.rows[1].cells[6].text == "一、停车（4项）"


def test_a_merged_theme_is_written_once(rows: PackRows, make_pack: MakePack) -> None:
    (table,) = read(build(make_pack(PackKind.COMPARISON), rows, today=PRINTED)).tables
    assert table.cell(1, 0)._tc is table.cell(3, 0)._tc
    assert table.cell(1, 0).text == "公交\n共识（3人）"


def test_it_says_what_it_is_and_nothing_of_its_maker(book: PackDocument) -> None:
    about = read(book).core_properties
    assert about.title == "政协潼湾市第九届委员会常务委员会第十一次会议发言材料汇编"
    assert about.author == "政协潼湾市委员会办公厅"
    assert about.comments == ""


NASTY = "<b>粗</b> & {} ]]> \x00\x0b\ufffe 𬱖 =1+1\t末"


def test_marks_and_control_characters_are_text_like_any_other() -> None:
    cell = CellText(NASTY, note=NASTY)
    table = Table((Column(NASTY, 156.0),), (Row((cell,)), Row((cell,), spanning=True)), title=NASTY, notes=(NASTY,))
    document = PackDocument(NASTY, PackKind.DIGEST, (TitleBlock(NASTY), Paragraph((Run(NASTY),)), table), author=NASTY)
    paper = read(document)
    assert paper.paragraphs[1].text == "<b>粗</b> & {} ]]> \ufffd\ufffd\ufffd 𬱖 =1+1\t末"
    assert paper.tables[0].cell(1, 0).paragraphs[0].text.startswith("<b>粗</b> & {}")


def test_sixty_columns_and_a_cell_of_many_pages_are_written(tmp_path: Path) -> None:
    columns = tuple(Column(f"第{n}栏", 225 / 60) for n in range(60))
    row = Row(tuple(CellText("很长的话。" * (5000 if n == 0 else 1)) for n in range(60)))
    document = PackDocument("宽表", PackKind.LEDGER, (Table(columns, (row,), turned=True),))
    path = tmp_path / "宽表.docx"
    word.write(document, path)
    assert docx.Document(path).tables[0].cell(1, 0).text == "很长的话。" * 5000


def test_an_existing_document_is_not_overwritten_without_force(book: PackDocument, tmp_path: Path) -> None:
    path = tmp_path / "汇编.docx"
    word.write(book, path)
    with pytest.raises(UnwritableFile):
        word.write(book, path)
    word.write(replace(book, title="新"), path, force=True)
    assert docx.Document(path).core_properties.title == "新"
    assert zipfile.ZipFile(path).testzip() is None


def test_the_same_pack_gives_the_same_bytes_at_any_hour(
    rows: PackRows, make_pack: MakePack, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = build(make_pack(PackKind.DIGEST), rows, today=PRINTED)
    first = word.render(document)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: time.gmtime(2_000_000_000))
    assert word.render(document) == first
