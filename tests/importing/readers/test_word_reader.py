"""This file checks that a .docx is read as it is printed, and that hostile ones are refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from briefing_app.domain.text import read as under
from briefing_app.errors import ReadProblem
from briefing_app.importing.readers import word
from briefing_app.importing.readers.transcript import Extract, Trouble


def saved(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(document: Document) -> Extract:
    return word.extract(saved(document))


def lines(source: Extract) -> list[str]:
    return [line for line in source.text.split("\n") if line]


def add(document: Document, xml: str) -> None:
    """A paragraph of raw XML in front of the section's properties."""
    document.element.body.insert(len(document.element.body) - 1, parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"))


def rewritten(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def test_paragraphs_tables_and_breaks_come_in_reading_order() -> None:
    document = docx.Document()
    document.add_paragraph("关于湿地保护的发言")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["姓名", "单位", "田穗", "市林业局"], strict=True):
        cell.text = text
    document.add_paragraph("第一行").add_run().add_break()
    document.paragraphs[-1].add_run("第二行")
    source = read(document)
    assert lines(source) == ["关于湿地保护的发言", "姓名\t单位", "田穗\t市林业局", "第一行", "第二行"]


def test_a_table_used_for_layout_is_read_cell_by_cell() -> None:
    document = docx.Document()
    left, right = document.add_table(1, 2).rows[0].cells
    left.text = "左一\n左二"
    left.add_paragraph("左三")
    right.text = "右一"
    assert lines(read(document)) == ["左一", "左二", "左三", "右一"]


def test_merged_cells_are_read_once() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "界别"
    table.cell(0, 1).text = "教育"
    table.cell(1, 1).text = "科技"
    assert lines(read(document)) == ["界别\t教育", "科技"]


NUMBERING = f"""<w:numbering {nsdecls("w")}>
<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimalEnclosedCircle"/><w:lvlText w:val="%3"/></w:lvl>
</w:abstractNum>
<w:num w:numId="70"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="71"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>""".encode()


def numbered(items: list[tuple[int, int, str]]) -> bytes:
    document = docx.Document()
    for number, depth, text in items:
        add(
            document,
            f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r>',
        )

    def change(parts: dict[str, bytes]) -> None:
        parts["word/numbering.xml"] = NUMBERING

    return rewritten(saved(document), change)


def test_automatic_numbers_read_as_they_are_printed() -> None:
    items = [(70, 0, "甲"), (70, 1, "乙"), (70, 1, "丙"), (70, 2, "丁"), (70, 0, "戊"), (70, 1, "己"), (71, 0, "庚")]
    source = word.extract(numbered(items))
    assert lines(source) == ["一、甲", "1. 乙", "2. 丙", "①丁", "二、戊", "1. 己", "一、庚"]


def test_an_empty_numbered_paragraph_counts_without_being_written() -> None:
    source = word.extract(numbered([(70, 0, "甲"), (70, 0, ""), (70, 0, "乙")]))
    assert lines(source) == ["一、甲", "三、乙"]


def test_tracked_changes_are_accepted_and_told() -> None:
    document = docx.Document()
    add(
        document,
        '<w:r><w:t>建议</w:t></w:r><w:del w:id="1" w:author="a"><w:r><w:delText>研究</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>设立</w:t></w:r></w:ins><w:r><w:t>专项资金。</w:t></w:r>',
    )
    source = read(document)
    assert lines(source) == ["建议设立专项资金。"]
    assert source.notes == ("有 2 处修订，已按“接受修订”读入。",)


def test_a_deleted_paragraph_mark_joins_the_next_paragraph() -> None:
    document = docx.Document()
    add(document, '<w:pPr><w:rPr><w:del w:id="3" w:author="a"/></w:rPr></w:pPr><w:r><w:t>上半句，</w:t></w:r>')
    add(document, "<w:r><w:t>下半句。</w:t></w:r>")
    assert lines(read(document)) == ["上半句，下半句。"]


def test_text_boxes_are_read_once_where_they_are_anchored() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>编者按</w:t></w:r></w:p></w:txbxContent>"
    names = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="urn:wps" xmlns:v="urn:v"'
    document = docx.Document()
    add(
        document,
        f"<w:r><mc:AlternateContent {names}><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t>正文</w:t></w:r>",
    )
    document.add_paragraph("后文")
    assert lines(read(document)) == ["正文", "编者按", "后文"]


def test_fields_print_their_result_and_hidden_text_does_not_print() -> None:
    document = docx.Document()
    add(
        document,
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>三月</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>会</w:t></w:r>',
    )
    source = read(document)
    assert lines(source) == ["三月会"]
    assert source.notes == ("有 1 处隐藏文字，没有读入。",)


def test_headers_and_footnotes_are_marked_as_furniture() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "内部资料　注意保存"
    document.sections[0].footer.paragraphs[0].text = "— 3 —"
    add(document, '<w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="5"/></w:r>')

    def change(parts: dict[str, bytes]) -> None:
        note = '<w:footnote w:id="5"><w:p><w:r><w:t>数据截至六月。</w:t></w:r></w:p></w:footnote>'
        parts["word/footnotes.xml"] = f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>".encode()
        parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
            b"</Relationships>", b'<Relationship Id="rId99" Type="x/footnotes" Target="footnotes.xml"/></Relationships>'
        )

    source = word.extract(rewritten(saved(document), change))
    assert lines(source) == ["内部资料　注意保存", "正文", "脚注1：数据截至六月。"]
    assert under(source.text, source.furniture) == "内部资料　注意保存脚注1：数据截至六月。"


def test_rare_characters_survive() -> None:
    document = docx.Document()
    document.add_paragraph("顾𬱖、卢䶮")
    assert lines(read(document)) == ["顾𬱖、卢䶮"]


def problem_of(content: bytes) -> ReadProblem:
    with pytest.raises(Trouble) as caught:
        word.extract(content)
    return caught.value.problem


def test_a_truncated_file_is_damaged() -> None:
    whole = saved(docx.Document())
    assert problem_of(whole[: len(whole) // 2]) is ReadProblem.DAMAGED


def test_an_empty_manuscript_has_no_text() -> None:
    assert problem_of(saved(docx.Document())) is ReadProblem.NO_TEXT


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts["word/document.xml"] = b"<a>" + b" " * (80 * 2**20) + b"</a>"

    assert problem_of(rewritten(saved(docx.Document()), change)) is ReadProblem.TOO_LARGE


def test_entities_are_never_expanded_nor_fetched() -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts["word/document.xml"] = (
            b'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "&a;&a;">]>'
            + f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>".encode()
        )

    assert problem_of(rewritten(saved(docx.Document()), change)) is ReadProblem.DAMAGED


def test_recognition_looks_at_the_content() -> None:
    assert word.recognises(saved(docx.Document()))
    assert not word.recognises(b"PK\x03\x04 not really")
    assert not word.recognises("文字".encode())
