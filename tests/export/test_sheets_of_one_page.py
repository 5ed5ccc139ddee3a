"""Sheets about one person or one matter stay on one page where that can be; what is long goes on, and nothing is lost."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, timedelta

import openpyxl
import pdfplumber
import pytest

from briefing_app.domain.packs import PackKind
from briefing_app.export import pdf, sheet
from briefing_app.export.builder import build
from briefing_app.export.document import (
    Block,
    CellText,
    Column,
    Index,
    IndexEntry,
    PackDocument,
    Row,
    Table,
    TitleBlock,
)
from briefing_app.export.typesetting.fonts import bundled
from briefing_app.export.typesetting.layout import LaidOut, lay_out
from briefing_app.export.typesetting.page import Page
from briefing_app.export.typesetting.profile import GBT9704, MM
from briefing_app.export.typesetting.setting import Typesetter

DAY = date(2026, 9, 30)
SENTENCE = "建议把十七个路口的行人绿灯延长八秒，并在每个路口公示延长以后的等待时间和机动车的通行量，按季度评估一次。"
TYPESETTER = Typesetter(bundled())


def about(person: int, rows: int) -> list[Block]:
    table = Table((Column("建议", 156.0),), tuple(Row((CellText(SENTENCE),)) for _ in range(rows)), compact=True)
    title = TitleBlock(f"第{person}人发言情况", new_page=person > 1, bookmark=True, speech_id=person)
    return [title, table]


def sheets(kind: PackKind, *rows: int, after: tuple[Block, ...] = ()) -> LaidOut:
    blocks = [block for person, count in enumerate(rows, 1) for block in about(person, count)]
    return lay_out(PackDocument("单页", kind, (*blocks, *after)), TYPESETTER, GBT9704)


def words(page: Page) -> str:
    return "".join(text.line.text for text in page.texts)


def least_rows_of_two_pages(kind: PackKind) -> int:
    return next(rows for rows in range(1, 60) if len(sheets(kind, rows).pages) > 1)


def test_a_speaker_sheet_that_runs_over_by_a_few_lines_is_set_closer_and_the_others_are_not() -> None:
    over = least_rows_of_two_pages(PackKind.DIGEST)  # a kind whose pages are never closed up
    laid = sheets(PackKind.SPEAKER, over, 3)
    assert [words(page)[:3] for page in laid.pages] == ["第1人", "第2人"]
    assert words(laid.pages[0]).count("按季度评估一次") == over
    assert min(text.y for text in laid.pages[0].texts) >= (GBT9704.paper[1] - GBT9704.top - GBT9704.area[1]) * MM
    alone, after = sheets(PackKind.DIGEST, 3), laid.pages[1]
    assert [text.y for text in alone.pages[0].texts] == [text.y for text in after.texts]


def test_a_sheet_too_long_for_one_page_keeps_its_usual_spacing_and_every_row() -> None:
    usual, laid = sheets(PackKind.DIGEST, 20), sheets(PackKind.SPEAKER, 20)
    assert len(laid.pages) == len(usual.pages) > 1
    assert [words(page) for page in laid.pages] == [words(page) for page in usual.pages]


def test_what_a_sheet_says_is_tagged_once_however_often_it_was_set() -> None:
    over = least_rows_of_two_pages(PackKind.DIGEST)
    laid = sheets(PackKind.SPEAKER, over, over)
    assert [child.kind for child in laid.structure.children] == ["H1", "Table"] * 2
    assert [index for _, index, _ in laid.outline] == [0, 1]


def test_an_index_after_the_sheets_names_the_page_of_each() -> None:
    entries = tuple(IndexEntry(f"人{person}", speeches=(person,)) for person in (1, 2, 3))
    laid = sheets(PackKind.SPEAKER, 3, 2, 4, after=(Index("人名索引", entries),))
    assert len(laid.pages) == 4
    lines = sorted(laid.pages[3].texts, key=lambda text: -text.y)
    assert re.findall(r"人(\d)·*(\d)", "".join(text.line.text for text in lines)) == [
        ("1", "1"),
        ("2", "2"),
        ("3", "3"),
    ]


def _pages(document: PackDocument) -> list[str]:
    with pdfplumber.open(io.BytesIO(pdf.render(document))) as file:
        return [re.sub(r"\s", "", page.extract_text() or "") for page in file.pages]


def test_a_reminder_and_its_receipt_are_one_sheet(make_pack, rows) -> None:
    """A progress so long that the slip would run over, were it set like any other pack."""

    def slip(lines: int) -> PackDocument:
        item = rows.followups[0]
        said = (*item.entries[:-1], replace(item.entries[-1], text=SENTENCE * lines))
        followups = (replace(item, entries=said), *rows.followups[1:])
        return build(make_pack(PackKind.REMINDER), replace(rows, followups=followups), today=date(2026, 9, 25))

    def pages_like_any_other(document: PackDocument) -> int:
        return len(lay_out(replace(document, kind=PackKind.DIGEST), TYPESETTER, GBT9704).pages)

    over = next(document for lines in range(1, 30) if pages_like_any_other(document := slip(lines)) > 1)
    pages = _pages(over)
    assert len(pages) == 1
    assert "回执" in pages[0]
    assert "未按期原因" in pages[0]


def test_a_letter_on_plain_paper_bears_no_number_on_its_first_page(make_pack, rows) -> None:
    assert "—1—" not in _pages(build(make_pack(PackKind.LETTER, editor=""), rows, today=DAY))[0]


def test_a_letter_as_a_workbook_holds_its_text(make_pack, rows) -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheet.render(build(make_pack(PackKind.LETTER), rows, today=DAY))))
    texts = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert any("送上，请予研究" in text for text in texts)


@pytest.mark.parametrize("meetings", [1, 3, 40])
def test_the_days_of_many_meetings_stand_over_a_comparison_in_type_one_can_read(make_pack, rows, meetings) -> None:
    (first,) = rows.meetings[:1]
    more = tuple(
        replace(first, id=first.id + 100 * n, facts=replace(first.facts, date=first.facts.date + timedelta(days=n)))
        for n in range(meetings)
    )
    document = build(make_pack(PackKind.COMPARISON), replace(rows, meetings=(first, *more[1:])), today=DAY)
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert "2026年7月16日" in table.line_left
    assert len(table.line_left) < 60
    with pdfplumber.open(io.BytesIO(pdf.render(document))) as file:
        assert min(char["size"] for char in file.pages[0].chars) >= 8.9
    if meetings > 3:
        assert table.line_left.endswith("共40次会议")
