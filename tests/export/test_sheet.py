"""This file reads workbooks back: types, filters, names of sheets, and that nothing in them is a formula."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from briefing_app.domain.packs import Pack, PackKind
from briefing_app.export import sheet
from briefing_app.export.builder import PackRows, build
from briefing_app.export.document import CellText, Column, PackDocument, Quote, Row, Table

PRINTED = date(2026, 9, 30)
MakePack = Callable[..., Pack]
HEAD = 3  # the row of the heads


def read(document: PackDocument) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(sheet.render(document)))


def heads(book: Workbook, name: str) -> list[str]:
    return [cell.value for cell in book[name][HEAD]]


def column(book: Workbook, name: str, head: str) -> list[object]:
    place = heads(book, name).index(head)
    return [row[place] for row in book[name].iter_rows(min_row=HEAD + 1, values_only=True)]


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (
            PackKind.COMPILATION,
            ["正文", "批注", "附：发言人名单", "附：意见建议一览", "附：办理情况", "主要观点对照表"],
        ),
        (PackKind.DIGEST, ["意见建议", "意见建议分主题统计", "主要观点对照表"]),
        (PackKind.COMPARISON, ["主要观点对照表"]),
        (PackKind.ASSIGNMENT, ["意见建议任务分解表"]),
        (PackKind.LEDGER, ["意见建议跟进台账", "办理情况统计", "办理记录"]),
        (PackKind.SPEAKER, ["发言人", "意见建议"]),
    ],
)
def test_each_table_has_a_sheet_called_by_what_it_is(
    kind: PackKind, names: list[str], rows: PackRows, make_pack: MakePack
) -> None:
    book = read(build(make_pack(kind, notes=True, comparison=True), rows, today=PRINTED))
    assert book.sheetnames == names


def test_numbers_dates_and_shares_are_typed(rows: PackRows, make_pack: MakePack) -> None:
    book = read(build(make_pack(PackKind.LEDGER), rows, today=PRINTED))
    assert column(book, "意见建议跟进台账", "序号")[:3] == [1, 2, 3]
    assert column(book, "意见建议跟进台账", "办理期限")[0].date() == date(2026, 9, 18)
    assert column(book, "意见建议跟进台账", "期限提示")[:2] == ["逾期12天", "剩2天"]
    assert column(book, "办理情况统计", "办复率")[:3] == [0, 1, "—"]
    share = book["办理情况统计"].cell(HEAD + 1, heads(book, "办理情况统计").index("办复率") + 1)
    assert share.number_format == "0.0%"


def test_heads_are_frozen_and_filters_cover_the_items_but_not_the_sums(rows: PackRows, make_pack: MakePack) -> None:
    table = read(build(make_pack(PackKind.ASSIGNMENT), rows, today=PRINTED))["意见建议任务分解表"]
    assert table.freeze_panes == "A4"
    assert table.auto_filter.ref == "A3:I18"
    assert table.cell(19, 1).value.startswith("合计15项")
    assert [table.cell(row, 1).value for row in (4, 7, 8)] == ["一、停车（4项）", "一、停车（4项）", "二、公交（5项）"]


def test_every_recommendation_stands_in_one_cell_word_for_word(rows: PackRows, make_pack: MakePack) -> None:
    book = read(build(make_pack(PackKind.DIGEST), rows, today=PRINTED))
    assert sorted(column(book, "意见建议", "意见建议（原文）")) == sorted(p.text for p in rows.proposals)
    assert column(book, "意见建议", "序号") == list(range(1, 17))
    assert "停车" in column(book, "意见建议", "主题")


def test_speaker_sheets_are_one_list_of_speakers_and_one_of_recommendations(
    rows: PackRows, make_pack: MakePack
) -> None:
    book = read(build(make_pack(PackKind.SPEAKER), rows, today=PRINTED))
    assert column(book, "发言人", "姓名")[:2] == ["许\u3000𬱖", "单晓禾"]
    assert column(book, "意见建议", "标题")[0] == "许𬱖发言情况"
    assert len(column(book, "意见建议", "编码")) >= 15


FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "{=1}", "http://example.org/", "0012", "\x01控制"]


def test_nothing_that_looks_like_a_formula_or_a_link_becomes_one() -> None:
    rows = tuple(Row((CellText(text, note=text),)) for text in FORMULAS)
    quotes = tuple(Quote(text, n, attribution=text, code=text) for n, text in enumerate(FORMULAS))
    table = Table((Column("=HEAD()", 156.0),), rows, title="=[标]题:*?/\\", notes=("=注()",), line_left="=左()")
    book = read(PackDocument("=题()", PackKind.LEDGER, (table, *quotes)))
    for sheet_read in book.worksheets:
        for cell in (cell for row in sheet_read.iter_rows() for cell in row):
            assert cell.data_type in {"s", "n"}
            assert cell.hyperlink is None
            assert cell.value is None or isinstance(cell.value, str)
    assert column(book, "=标题", "=HEAD()")[:3] == ["=1+1", "+cmd|' /C calc'!A0", "-2+3"]
    assert column(book, "=标题", "=HEAD()")[7] == "0012"


def test_sheets_of_one_name_are_told_apart_and_long_names_cut() -> None:
    name = "一个特别长的表格名称" * 5
    tables = tuple(Table((Column(head, 156.0),), (Row((CellText("值"),)),), title=name) for head in "甲乙丙")
    names = read(PackDocument("题", PackKind.LEDGER, tables)).sheetnames
    assert len(set(names)) == 3
    assert all(len(sheet_name) <= 31 for sheet_name in names)
    assert names[1].endswith("（2）")


def test_a_text_longer_than_a_cell_goes_on_below_and_loses_nothing() -> None:
    text = "很长的话。" * 20_000
    table = Table((Column("内容", 156.0),), (Row((CellText(text),)),), title="长")
    assert "".join(column(read(PackDocument("题", PackKind.LEDGER, (table,))), "长", "内容")) == text


def test_the_same_pack_gives_the_same_bytes_at_any_hour(
    rows: PackRows, make_pack: MakePack, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = build(make_pack(PackKind.DIGEST), rows, today=PRINTED)
    first = sheet.render(document)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: time.gmtime(2_000_000_000))
    assert sheet.render(document) == first
