"""This file tests the pages: the grid, what stays together, tables over pages, turned pages, true numbers."""

from __future__ import annotations

from collections import Counter

import pytest

from briefing_app.domain.packs import PackKind
from briefing_app.export.document import (
    Align,
    BlankLine,
    Block,
    CellText,
    Column,
    Contents,
    Cover,
    Grid,
    Heading,
    PackDocument,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Table,
    TextStyle,
    TitleBlock,
)
from briefing_app.export.typesetting.fonts import bundled
from briefing_app.export.typesetting.layout import LaidOut, lay_out
from briefing_app.export.typesetting.page import Area, Page
from briefing_app.export.typesetting.profile import GBT9704, MM
from briefing_app.export.typesetting.setting import Typesetter

SENTENCE = "建议加快推进老城区道路停车公交养老算力人才政策资金服务保障机制建设，"
FULL_LINES = Run("推进" * 14 * 40)
TYPESETTER = Typesetter(bundled())


def laid_out(*blocks: Block) -> LaidOut:
    return lay_out(PackDocument("试排", PackKind.DIGEST, blocks), TYPESETTER, GBT9704)


def texts(page: Page) -> list[str]:
    """The lines of a page from top to bottom; pieces on one baseline joined from left to right."""
    rows: dict[float, list[tuple[float, str]]] = {}
    for x, y, line, _ in page.texts:
        rows.setdefault(round(y, 1), []).append((x, line.text))
    return ["|".join(text for _, text in sorted(rows[y])) for y in sorted(rows, reverse=True)]


def paragraph(characters: int) -> Paragraph:
    return Paragraph((Run((SENTENCE * 20)[: characters - 1] + "。"),))


def rows(count: int, *, text: str = SENTENCE) -> tuple[Row, ...]:
    return tuple(Row((CellText(str(number)), CellText(text), CellText("张　三"))) for number in range(1, count + 1))


COLUMNS = (Column("序号", 12, Align.CENTRE), Column("意见建议", 118), Column("提出人", 26, Align.CENTRE))


def test_a_full_page_has_22_lines_of_28_characters_that_fill_the_area() -> None:
    page = laid_out(Paragraph((FULL_LINES,))).pages[0]
    lines = texts(page)
    assert len(lines) == 22
    assert {len(line) for line in lines[1:]} == {28}
    left, widths = GBT9704.left * MM, {round(line.width, 1) for _, _, line, _ in page.texts[1:]}
    assert widths == {round(156 * MM, 1)}
    assert {round(x, 1) for x, _, _, _ in page.texts[1:]} == {round(left, 1)}


def test_the_first_line_is_two_characters_in() -> None:
    page = laid_out(Paragraph((FULL_LINES,))).pages[0]
    assert page.texts[0][0] == pytest.approx(GBT9704.left * MM + 2 * GBT9704.body_size)


def test_lines_stand_on_the_grid_even_after_a_table() -> None:
    page = laid_out(Table(COLUMNS, rows(2)), paragraph(60)).pages[0]
    body = [y for _, y, line, _ in page.texts if line.text in set(texts(page)[-2:])]
    first = GBT9704.sheet[1] - GBT9704.top * MM
    from_top = [(first - y) / GBT9704.pitch % 1 for y in body]
    assert from_top[0] == pytest.approx(from_top[1], abs=0.01)
    assert 0.6 < from_top[0] < 0.8


def test_a_heading_never_stands_alone_at_the_foot() -> None:
    for lines in range(17, 22):
        pages = laid_out(Paragraph((Run("推进" * 14 * lines),)), Heading("一、标题"), paragraph(90)).pages
        assert not any(texts(page)[-1] == "一、标题" for page in pages)


def test_no_paragraph_leaves_one_line_on_a_page() -> None:
    for lines in range(17, 23):
        pages = laid_out(Paragraph((Run("推进" * 14 * lines),)), paragraph(80)).pages
        if len(pages) > 1:
            first, second = texts(pages[0]), texts(pages[1])
            assert len(second) != 1
            assert not (SENTENCE[:10] in first[-1] and SENTENCE[:10] not in first[-2])


def test_a_speech_begins_a_page_with_its_title_and_speaker_over_the_text() -> None:
    title = TitleBlock("把老城的路还给走路的人", ("许　某", "潼湾大学教授"), bookmark=True, new_page=True)
    result = laid_out(paragraph(50), title, paragraph(50))
    assert len(result.pages) == 2
    assert texts(result.pages[1])[:3] == ["把老城的路还给走路的人", "许　某", "潼湾大学教授"]


def test_the_blank_line_that_a_builder_sets_after_a_title_is_not_doubled() -> None:
    with_line = laid_out(TitleBlock("标题"), BlankLine(), paragraph(50)).pages[0]
    without = laid_out(TitleBlock("标题"), paragraph(50)).pages[0]
    assert [round(y, 1) for _, y, _, _ in with_line.texts] == [round(y, 1) for _, y, _, _ in without.texts]


def test_title_lines_are_of_like_length_and_keep_words_whole() -> None:
    page = laid_out(TitleBlock("政协潼湾市第九届委员会常务委员会第十一次会议主要观点对照表")).pages[0]
    assert texts(page) == ["政协潼湾市第九届委员会常务委员会", "第十一次会议主要观点对照表"]


def test_a_title_never_parts_the_number_of_a_committee_from_the_committee() -> None:
    title = "关于送请研究办理政协潼湾市第十二届委员会常务委员会第十八次会议意见建议的函"
    lines = [line for line in texts(laid_out(TitleBlock(title)).pages[0]) if line]
    assert lines == ["关于送请研究办理政协潼湾市第十二届委员会", "常务委员会第十八次会议意见建议的函"]


def test_pages_count_from_the_text_on_and_contents_name_them_truly() -> None:
    speeches = [
        block
        for number in range(5)
        for block in (
            TitleBlock(f"第{number}篇", bookmark=True, new_page=True, contents_text=f"{number + 1}.第{number}篇"),
            paragraph(700),
            paragraph(700),
        )
    ]
    result = laid_out(Cover("会议", "汇编"), Contents(), *speeches)
    assert [page.number for page in result.pages[:2]] == ["", ""]
    assert [page.number for page in result.pages[2:]] == [str(number) for number in range(1, len(result.pages) - 1)]
    listed = {line.split("|")[1]: line.split("|")[-1] for line in texts(result.pages[1])[1:]}
    true = {
        anchor.title: result.pages[index].number for anchor, index, _ in result.outline if anchor.title.startswith("第")
    }
    assert listed == true


def test_contents_longer_than_two_pages_are_numbered_in_roman() -> None:
    speeches = [
        TitleBlock(f"第{number}篇", bookmark=True, new_page=True, contents_note="张　三") for number in range(40)
    ]
    result = laid_out(Contents(), *speeches)
    assert [page.number for page in result.pages[: result.front]] == ["i", "ii", "iii", "iv"][: result.front]
    assert result.front >= 3


def test_what_stands_before_the_body_is_not_counted() -> None:
    result = laid_out(Cover("会议", "汇编"), TitleBlock("编印说明"), paragraph(80), PageBreak(body=True), paragraph(80))
    assert [page.number for page in result.pages] == ["", "", "1"]


def test_a_table_repeats_its_head_and_says_that_it_goes_on() -> None:
    pages = laid_out(Table(COLUMNS, rows(60), title="意见建议一览", notes=("注：原文。",))).pages
    assert len(pages) > 1
    assert texts(pages[0])[:2] == ["意见建议一览", "序号|意见建议|提出人"]
    assert texts(pages[1])[:2] == ["意见建议一览（续表）", "序号|意见建议|提出人"]
    assert [any("注：" in text for text in texts(page)) for page in pages] == [False] * (len(pages) - 1) + [True]


def test_every_row_of_a_long_table_is_printed_once_and_whole() -> None:
    pages = laid_out(Table(COLUMNS, rows(60))).pages
    printed = [line.text for page in pages for _, _, line, _ in page.texts if line.text.isdigit()]
    assert printed == [str(number) for number in range(1, 61)]


def test_a_theme_row_never_ends_a_page_and_a_sum_never_begins_one_alone() -> None:
    theme = Row((CellText("一、道路（3项）"),), spanning=True)
    total = Row((CellText("合计"), CellText("3项"), CellText("—")), total=True)
    for count in range(10, 26):
        body = (*rows(count, text="推进建设"), theme, *rows(3, text="推进建设"), total)
        pages = laid_out(paragraph(300), Table(COLUMNS, body)).pages
        for page in pages:
            assert not texts(page)[-1].startswith("一、道路")
        assert "合计" not in texts(pages[-1])[1] if len(texts(pages[-1])) > 1 else True


def test_a_row_taller_than_60_mm_breaks_and_its_number_stands_again() -> None:
    long_row = Row((CellText("7"), CellText(SENTENCE * 40), CellText("张　三")))
    pages = laid_out(paragraph(400), Table(COLUMNS, (long_row,))).pages
    assert len(pages) > 1
    joined = "".join(line.text for page in pages for _, _, line, _ in page.texts)
    assert joined.count("（续）") == len(pages) - 1
    assert joined.count("张　三") == len(pages)
    assert joined.count("机制建设，") >= 39


def test_two_columns_that_are_both_taller_than_a_page_come_to_an_end() -> None:
    columns = (Column("主题", 20, Align.CENTRE), Column("观点", 20, Align.CENTRE), Column("说明", 60, Align.CENTRE))
    tall = Row(tuple(CellText(SENTENCE * times) for times in (30, 60, 40)))
    pages = laid_out(Table(columns, (tall,))).pages
    joined = "".join(line.text for page in pages for _, _, line, _ in page.texts)
    assert len(pages) < 40
    assert Counter(joined) >= Counter(SENTENCE * 130)


def test_a_lower_row_moves_whole_to_the_next_page() -> None:
    row = Row((CellText("7"), CellText(SENTENCE * 3), CellText("张　三")))
    pages = laid_out(Paragraph((Run("推进" * 14 * 20),)), Table(COLUMNS, (row,))).pages
    assert "张　三" in "".join(texts(pages[1]))
    assert "建议" not in "".join(texts(pages[0]))


def test_equal_first_cells_become_one_and_go_on_with_a_mark() -> None:
    columns = (Column("主题", 30), Column("观点", 126))
    body = tuple(Row((CellText("道路"), CellText(SENTENCE * 3))) for _ in range(14))
    pages = laid_out(Table(columns, body, merge_first_column=True)).pages
    marks = [
        [line.text for _, _, line, _ in page.texts if "道路" in line.text and len(line.text) < 8] for page in pages
    ]
    assert marks[0] == ["道路"]
    assert marks[1] == ["道路（续）"]


def test_turned_tables_have_turned_pages_with_their_titles_and_notes() -> None:
    wide = Table(COLUMNS, rows(4), turned=True, notes=("注：原文。",))
    under = Paragraph((Run("2026年9月30日"),), TextStyle.NOTE)
    result = laid_out(paragraph(50), TitleBlock("对照表", new_page=True), wide, under, paragraph(50))
    assert [page.turned for page in result.pages] == [False, True, False]
    assert "2026年9月30日" in texts(result.pages[1])


def test_text_stays_inside_the_area_of_a_turned_page() -> None:
    page = laid_out(Table(COLUMNS, rows(30), turned=True)).pages[0]
    sheet_width, sheet_height = GBT9704.sheet[1], GBT9704.sheet[0]
    foot = (297 - 37 - 225) * MM
    for x, y, line, _ in page.texts:
        assert x >= foot - 0.1
        assert x + line.width <= sheet_width - 37 * MM + 0.1
        assert 26 * MM - 0.1 <= y <= sheet_height - 28 * MM


def test_a_form_keeps_its_rows_together() -> None:
    form = Grid(((("姓名", "许某"), ("身份", "专家")), (("单位及职务", "潼湾大学交通学院教授"),), (("签名", ""),)))
    pages = laid_out(Paragraph((Run("推进" * 14 * 20),)), form).pages
    assert len(pages) == 2
    assert {"姓名", "签名"} <= {line.text for _, _, line, _ in pages[1].texts}


@pytest.mark.parametrize("columns", [1, 7, 60, 120])
def test_a_table_of_any_number_of_columns_stays_inside_the_page(columns: int) -> None:
    table = Table(
        tuple(Column(f"列{number}", 10) for number in range(columns)),
        tuple(Row(tuple(CellText("值2026年") for _ in range(columns))) for _ in range(3)),
    )
    page = laid_out(table).pages[0]
    right = (GBT9704.left + 156) * MM
    assert max(x + line.width for x, _, line, _ in page.texts) <= right + 0.5


def test_blocks_without_words_make_no_pages_of_their_own() -> None:
    nothing: tuple[Block, ...] = (Heading(""), Paragraph(()), Paragraph((Run(""),)), Grid(()), BlankLine(0))
    assert [page.texts for page in laid_out(*nothing).pages] == [[]]
    assert len(laid_out(Table((), ()), PageBreak(), PageBreak(), paragraph(40)).pages) <= 2


def test_a_column_is_as_wide_as_its_longest_number() -> None:
    columns = (Column("序号", 12, Align.CENTRE), Column("意见", 124), Column("期限", 20, Align.CENTRE))
    body = (Row((CellText("1"), CellText(SENTENCE * 2), CellText("2026-09-30"))),)
    printed = [line.text for _, _, line, _ in laid_out(Table(columns, body)).pages[0].texts]
    assert "2026-09-30" in printed


@pytest.mark.parametrize(
    "block",
    [
        Cover(
            SENTENCE * 15, SENTENCE * 15, topic=SENTENCE * 15, editor=SENTENCE * 15, date="2026年7月", mark="内部资料"
        ),
        Table(COLUMNS, rows(2), title=SENTENCE * 15, headline=True, turned=True),
        Table((Column(SENTENCE * 15, 12), Column("意见", 144)), (Row((CellText("1"), CellText("推进"))),)),
        TitleBlock(SENTENCE * 15, (SENTENCE * 15,)),
        Grid((((SENTENCE * 15, SENTENCE * 90),),)),
        Heading(SENTENCE * 15),
    ],
    ids=lambda block: type(block).__name__,
)
def test_names_of_five_hundred_characters_stay_on_their_pages(block: Block) -> None:
    for page in laid_out(block, paragraph(50)).pages:
        area = Area.of(GBT9704, turned=page.turned)
        for x, y, line, _ in page.texts:
            assert area.left - 0.1 <= x
            assert x + line.width <= area.left + area.width + 0.6
            assert area.sheet[1] - area.top - area.height - 0.1 <= y <= area.sheet[1] - area.top


def test_names_in_the_middle_of_their_cell_leave_no_character_alone() -> None:
    columns = (Column("事项", 130), Column("主办单位", 22, Align.CENTRE))
    page = laid_out(Table(columns, (Row((CellText("复核信号配时"), CellText("市城市管理局"))),), compact=True)).pages[0]
    assert [line.text for _, _, line, _ in page.texts if line.text[0] in "市管"] == ["市城市", "管理局"]
