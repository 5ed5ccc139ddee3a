"""This file tests what a PDF says to those who do not look at it: tags, table cells, links, metadata for archives."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timezone

import pikepdf
import pytest

from briefing_app.domain.packs import Pack, PackKind
from briefing_app.export import builder, pdf
from briefing_app.export.builder import PackRows
from briefing_app.export.document import (
    Block,
    CellText,
    Column,
    Contents,
    Cover,
    Grid,
    Heading,
    PackDocument,
    Paragraph,
    Row,
    Run,
    Table,
    TitleBlock,
)
from briefing_app.export.pdf_archive import colour_profile

NOON = datetime(2026, 7, 20, 12, 0, tzinfo=timezone.utc)


def opened(*blocks: Block, created: datetime | None = None) -> pikepdf.Pdf:
    document = PackDocument("甲<乙&丙", PackKind.DIGEST, blocks, author="办公厅", keywords=("算力",))
    return pikepdf.open(io.BytesIO(pdf.render(document, created=created)))


def elements(file: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    def walk(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
        yield element
        for kid in element.get("/K", []):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from walk(kid)

    for kid in file.Root.StructTreeRoot.K:
        yield from walk(kid)


def kinds(file: pikepdf.Pdf) -> list[str]:
    return [str(element.S)[1:] for element in elements(file)]


def columns_of(row: pikepdf.Object) -> int:
    return sum(int(cell.get("/A", {}).get("/ColSpan", 1)) for cell in row.K)


def test_titles_headings_and_paragraphs_are_what_they_are() -> None:
    blocks = (
        TitleBlock("标题", ("张　三",)),
        Heading("一、现状"),
        Paragraph((Run("正文。"),)),
        Heading("（一）不足", 2),
    )
    with opened(*blocks) as file:
        assert kinds(file) == ["Document", "H1", "P", "H2", "P", "H3"]


def test_heading_levels_are_never_skipped() -> None:
    with opened(Heading("（一）先来", 2), Heading("1.更深", 3), TitleBlock("标题"), Heading("（1）", 4)) as file:
        assert kinds(file) == ["Document", "H1", "H2", "H1", "H2"]


def test_a_table_over_pages_is_one_table_with_one_head() -> None:
    columns = (Column("序号", 20), Column("意见", 136))
    rows = tuple(Row((CellText(str(number)), CellText("推进建设" * 20))) for number in range(40))
    theme = Row((CellText("一、道路"),), spanning=True)
    with opened(Table(columns, (theme, *rows), title="一览")) as file:
        assert len(file.pages) > 1
        found = kinds(file)
        assert found.count("Table") == 1
        assert found.count("TH") == 2
        assert found.count("TR") == 42
        assert found.count("Caption") == 1
        assert {columns_of(element) for element in elements(file) if element.S == "/TR"} == {2}
        heads = [element for element in elements(file) if element.S == "/TH"]
        assert {str(head.A.Scope) for head in heads} == {"/Column"}


def test_a_merged_cell_spans_its_rows() -> None:
    rows = tuple(Row((CellText("道路" if number < 3 else "停车"), CellText("推进"))) for number in range(5))
    with opened(Table((Column("主题", 40), Column("观点", 116)), rows, merge_first_column=True)) as file:
        spans = [int(one.A.RowSpan) for one in elements(file) if one.S == "/TD" and "/A" in one]
        assert spans == [3, 2]


def test_forms_are_tables_whose_labels_head_their_rows() -> None:
    form = Grid(((("姓名", "张三"), ("身份", "专家")), (("单位", "大学"),)))
    with opened(form) as file:
        assert {columns_of(element) for element in elements(file) if element.S == "/TR"} == {4}
        assert {str(element.A.Scope) for element in elements(file) if element.S == "/TH"} == {"/Row"}


def test_contents_are_links_that_can_be_heard() -> None:
    with opened(Contents(), TitleBlock("第一篇", bookmark=True, new_page=True)) as file:
        link = next(element for element in elements(file) if element.S == "/Link")
        annotation = next(kid.Obj for kid in link.K if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid)
        assert str(annotation.Contents) == "转到：第一篇"
        assert annotation.F == 4
        tree = list(file.Root.StructTreeRoot.ParentTree.Nums)
        assert tree[tree.index(annotation.StructParent) + 1].objgen == link.objgen


def test_every_piece_of_text_is_tagged_or_furniture(rows: PackRows, make_pack: Callable[..., Pack]) -> None:
    document = builder.build(make_pack(PackKind.COMPILATION), rows, today=date(2026, 9, 30))
    with pikepdf.open(io.BytesIO(pdf.render(document))) as file:
        nums = list(file.Root.StructTreeRoot.ParentTree.Nums)
        parents = dict(zip(map(int, nums[::2]), nums[1::2], strict=True))
        for page in file.pages:
            depth, marks = 0, []
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                if name == "BDC" and "/MCID" in operands[1]:
                    marks.append(int(operands[1].MCID))
                depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
                if name in {"Tj", "TJ", "S", "f"}:
                    assert depth == 1
            assert marks == list(range(len(parents[int(page.obj.StructParents)])))
            assert page.obj.Tabs == "/S"


def test_repeated_heads_and_page_numbers_are_furniture() -> None:
    rows = tuple(Row((CellText(str(number)), CellText("推进建设" * 20))) for number in range(40))
    with opened(Table((Column("序号", 20), Column("意见", 136)), rows, title="一览")) as file:
        content = file.pages[1].Contents.read_bytes()
        assert content.count(b"/Artifact BMC") >= 2
        assert b"/TH " not in content
        assert b"/Pagination" in content


def test_the_file_names_its_standards_and_repeats_its_facts() -> None:
    with opened(Paragraph((Run("正文。"),)), created=NOON) as file:
        packet = file.Root.Metadata.read_bytes().decode("utf-8")
        assert "/Filter" not in file.Root.Metadata
        assert file.Root.MarkInfo.Marked
        for words in (
            "<pdfaid:part>2<",
            "<pdfaid:conformance>A<",
            "<pdfuaid:part>1<",
            "甲&lt;乙&amp;丙",
            "2026-07-20T12:00:00+00:00",
        ):
            assert words in packet
        intent = file.Root.OutputIntents[0]
        assert intent.S == "/GTS_PDFA1"
        assert intent.DestOutputProfile.read_bytes() == colour_profile()


def test_the_colour_profile_has_the_size_it_says() -> None:
    profile = colour_profile()
    assert int.from_bytes(profile[:4], "big") == len(profile)
    assert profile[36:40] == b"acsp"


def test_each_stream_ends_with_a_line_end() -> None:
    document = PackDocument("甲", PackKind.DIGEST, (Cover("会议", "汇编"), Paragraph((Run("正文。" * 400),))))
    content = pdf.render(document)
    assert content.count(b"\nendstream") == len(re.findall(rb"endstream", content))


@pytest.mark.parametrize("kind", list(PackKind))
def test_rows_of_every_table_of_every_kind_are_equally_wide(
    kind: PackKind, rows: PackRows, make_pack: Callable[..., Pack]
) -> None:
    document = builder.build(make_pack(kind, notes=True), rows, today=date(2026, 9, 30))
    with pikepdf.open(io.BytesIO(pdf.render(document))) as file:
        for table in (element for element in elements(file) if element.S == "/Table"):
            widths, waiting = set(), 0  # `waiting`: rows that a merged first cell still covers
            for row in (kid for kid in table.K if kid.S == "/TR"):
                widths.add(columns_of(row) + (1 if waiting else 0))
                spans = [int(cell.A.RowSpan) for cell in row.K if "/A" in cell and "/RowSpan" in cell.A]
                waiting = spans[0] - 1 if spans else max(0, waiting - 1)
            assert len(widths) == 1
