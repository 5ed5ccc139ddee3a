"""Sheets go out to units that have no 言策; what they fill in is previewed before anything changes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from briefing_app import workflows
from briefing_app.domain.followups import EntryKind, FollowUpStatus
from briefing_app.domain.unit_sheets import Purpose
from briefing_app.errors import NothingToExport, ReadProblem, UnreadableFile, UnwritableFile
from briefing_app.store import followups, proposals, sheet_keys, units
from briefing_app.store.database import Library, open_library
from briefing_app.workflows import unit_sheets

TODAY = date(2026, 9, 6)
SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "samples" / "sample_article.txt"
_S = FollowUpStatus
Fill = Callable[[dict[str, dict[str, object]]], Path]


@pytest.fixture
def library(tmp_path: Path):
    made = open_library(tmp_path / "library.sqlite3", author="周岚")
    workflows.save_draft(made, workflows.read_draft(SAMPLE), reviewed=True)
    with made.transaction() as session:
        ids = proposals.ids(session)
        for title, lead, joint, due in (
            ("建调度中心", "市工信局", ("市财政局",), date(2026, 12, 1)),
            ("发算力券", "市财政局", (), date(2026, 12, 1)),
            ("已经办完", "市财政局", (), date(2026, 8, 20)),
        ):
            one = followups.add(session, title=title, proposal_ids=ids[:2], lead=lead, with_units=joint, due=due)
            followups.move(session, one.id, _S.ASSIGNED, today=date(2026, 8, 1))
        followups.move(session, 3, _S.IN_PROGRESS, today=TODAY)
        followups.move(session, 3, _S.ANSWERED, note="已办", today=TODAY)
        units.add_alias(session, "市财政局", "财政局")
    yield made
    made.close()


@pytest.fixture
def sheet(library: Library, tmp_path: Path) -> Path:
    """The sheet of 市财政局, which leads one item and joins another."""
    folder = tmp_path / "交办单"
    folder.mkdir()
    written = unit_sheets.write_sheets(library, folder, purpose=Purpose.ASSIGNMENT, day=TODAY)
    assert sorted(path.name for path in written) == [
        "交办单-市工信局.docx",
        "交办单-市工信局.xlsx",
        "交办单-市财政局.docx",
        "交办单-市财政局.xlsx",
    ]
    return folder / "交办单-市财政局.xlsx"


@pytest.fixture
def filled(sheet: Path, tmp_path: Path) -> Fill:
    """Fill in rows by the title of their item, as a unit does in its own program."""

    def fill(rows: dict[str, dict[str, object]], *, more: tuple[tuple[object, ...], ...] = ()) -> Path:
        book = openpyxl.load_workbook(sheet)
        page = book.active
        heads = [cell.value for cell in page[4]]
        for number in range(5, page.max_row + 1):
            for head, value in rows.get(page.cell(number, 2).value, {}).items():
                page.cell(number, heads.index(head) + 1).value = value
        for row in more:
            page.append(row)
        book.save(tmp_path / "back.xlsx")
        return tmp_path / "back.xlsx"

    return fill


def test_a_sheet_holds_what_the_unit_has_in_hand_word_for_word(library: Library, sheet: Path) -> None:
    rows = list(openpyxl.load_workbook(sheet).active.iter_rows(min_row=5, max_row=6, values_only=True))
    assert [(row[1], row[3]) for row in rows] == [("发算力券", "主办"), ("建调度中心", "会办")]
    with library.reading() as session:
        quotes = [proposal.text for proposal in proposals.by_ids(session, followups.one(session, 2).proposal_ids)]
        assert rows[0][2] == "\n".join(quotes)
        assert rows[0][0] == sheet_keys.keys(session, [2])[2]


def test_the_word_document_says_the_same(library: Library, sheet: Path) -> None:
    table = docx.Document(str(sheet.with_suffix(".docx"))).tables[0]
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    with library.reading() as session:
        quotes = [proposal.text for proposal in proposals.by_ids(session, followups.one(session, 2).proposal_ids)]
        key = sheet_keys.keys(session, [2])[2]
    row = next(row for row in cells if row[0] == key)
    assert row[1:3] == ["发算力券", "\n".join(quotes)]


def test_nothing_is_overwritten_and_no_sheet_is_written_for_nothing(library: Library, sheet: Path) -> None:
    with pytest.raises(UnwritableFile):
        unit_sheets.write_sheets(library, sheet.parent, purpose=Purpose.ASSIGNMENT, day=TODAY)
    with pytest.raises(NothingToExport):
        unit_sheets.write_sheets(
            library, sheet.parent, purpose=Purpose.CONSULTATION, day=TODAY, only_units=["市水务局"]
        )


def test_a_filled_sheet_is_previewed_then_taken_over_once(library: Library, filled: Fill) -> None:
    path = filled(
        {
            "发算力券": {
                "办复类别": "b类",
                "答复内容": "列入明年预算。",
                "答复日期": date(2026, 9, 1),
                "联系人及电话": "陈工",
            },
            "建调度中心": {"答复内容": "请工信局牵头。", "答复日期": "2026年9月2日"},
        }
    )
    with library.reading() as session:
        returned = unit_sheets.preview(session, path, today=TODAY)
        assert followups.one(session, 2).status is _S.ASSIGNED
    assert [answer.changes for answer in returned.answers] == [
        ("办复类别：未定 → B", "记答复：列入明年预算。（联系人及电话：陈工）", "状态：已交办 → 已答复"),
        ("记会办意见：请工信局牵头。",),
    ]
    done = library.perform("读回", lambda s: unit_sheets.take_over(s, returned))
    assert done.value == 2
    with library.reading() as session:
        led, joined = followups.one(session, 2), followups.one(session, 1)
        assert (led.status, led.reply_class, led.replied_on) == (_S.ANSWERED, "B", date(2026, 9, 1))
        assert (joined.status, joined.entries[-1].kind) == (_S.ASSIGNED, EntryKind.NOTE)
        assert (joined.entries[-1].text, joined.entries[-1].author) == ("会办意见：请工信局牵头。", "市财政局")
        again = unit_sheets.preview(session, path, today=TODAY)
        assert (again.answers, again.unfilled) == ((), 2)
    library.undo(done.changes)
    with library.reading() as session:
        assert followups.one(session, 2).status is _S.ASSIGNED


def test_rows_that_cannot_be_taken_say_why_and_the_others_go_on(library: Library, filled: Fill) -> None:
    path = filled(
        {
            "发算力券": {"答复内容": "已办。", "答复日期": "2026-02-31", "办复类别": "甲"},
            "建调度中心": {"答复内容": "同意。", "答复日期": date(2026, 7, 1)},
        },
        more=(("2-0000", "别的事项"), (None, None, None, None, None, None, None, "没有编号的答复")),
    )
    with library.reading() as session:
        returned = unit_sheets.preview(session, path, today=TODAY)
    problems = "；".join(problem for answer in returned.answers for problem in answer.problems)
    for words in ("“2026-02-31”不是日历上的日子", "“甲”不在词典里", "早于交办日 2026-08-01"):
        assert words in problems
    assert returned.ready == ()
    assert returned.foreign == ("2-0000", "没有编号的答复")


def test_a_row_that_is_missing_is_named(library: Library, sheet: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(sheet)
    book.active.delete_rows(5)
    book.active.cell(2, 1).value = "单位：财政局"  # a short name of the directory
    book.save(tmp_path / "back.xlsx")
    with library.reading() as session:
        returned = unit_sheets.preview(session, tmp_path / "back.xlsx", today=TODAY)
    assert (returned.unit, returned.missing) == ("市财政局", ("发算力券",))


def test_columns_may_have_changed_places_but_not_gone(library: Library, filled: Fill, tmp_path: Path) -> None:
    path = filled({"发算力券": {"答复内容": "已办。"}})
    book = openpyxl.load_workbook(path)
    book.active.insert_cols(1)
    book.save(path)
    with library.reading() as session:
        assert [answer.reply for answer in unit_sheets.preview(session, path, today=TODAY).answers] == ["已办。"]
    book.active.delete_cols(2)
    book.save(path)
    with library.reading() as session, pytest.raises(UnreadableFile) as refused:
        unit_sheets.preview(session, path, today=TODAY)
    assert refused.value.problem is ReadProblem.NO_TEXT


def test_a_reply_merged_over_two_items_is_taken_for_the_first_and_asked_about_for_the_second(
    library: Library, filled: Fill
) -> None:
    path = filled({"发算力券": {"答复内容": "已办。"}})
    book = openpyxl.load_workbook(path)
    page = book.active
    heads = [cell.value for cell in page[4]]
    column = heads.index("答复内容") + 1
    page.merge_cells(start_row=5, end_row=6, start_column=column, end_column=column + 1)
    page.cell(5, column).value = "两件都已办。"
    book.save(path)
    with library.reading() as session:
        returned = unit_sheets.preview(session, path, today=TODAY)
    first, second = returned.answers
    assert (first.reply, first.problems) == ("两件都已办。", ())
    assert second.reply == ""
    assert "与上一行合并成一格" in second.problems[0]
    assert [answer.title for answer in returned.ready] == [first.title]


def test_heads_in_any_order_mean_the_same(library: Library, filled: Fill) -> None:
    path = filled({"发算力券": {"答复内容": "已办。", "办复类别": "A", "答复日期": "2026年9月1日"}})
    book = openpyxl.load_workbook(path)
    page = book.active
    for row in page.iter_rows(min_row=4, max_row=page.max_row):
        for cell, value in zip(row, [cell.value for cell in row][::-1], strict=True):
            cell.value = value
    book.save(path)
    with library.reading() as session:
        (answer,) = unit_sheets.preview(session, path, today=TODAY).answers
    assert (answer.reply, answer.reply_class, answer.replied_on) == ("已办。", "A", date(2026, 9, 1))


def test_a_sheet_that_merges_without_end_is_refused_and_not_waited_for(
    library: Library, filled: Fill, tmp_path: Path
) -> None:
    path = filled({"发算力券": {"答复内容": "已办。"}})
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = next(name for name in parts if name.startswith("xl/worksheets/"))
    merges = "".join(f'<mergeCell ref="A{row}:XFD1048576"/>' for row in range(1, 3000))
    page = re.sub(rb"<mergeCells.*</mergeCells>", b"", parts[name])
    parts[name] = page.replace(b"</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>".encode())
    with zipfile.ZipFile(tmp_path / "endless.xlsx", "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in parts.items():
            package.writestr(part, content)
    with library.reading() as session:
        returned = unit_sheets.preview(session, tmp_path / "endless.xlsx", today=TODAY)
    assert returned.ready == ()


@pytest.mark.parametrize(
    ("content", "problem"),
    [(b"", ReadProblem.EMPTY), (b"PK\x03\x04 cut off", ReadProblem.DAMAGED), (b"%PDF", ReadProblem.UNKNOWN_FORMAT)],
)
def test_a_file_that_is_no_workbook_is_refused(
    library: Library, tmp_path: Path, content: bytes, problem: ReadProblem
) -> None:
    (tmp_path / "x.xlsx").write_bytes(content)
    with library.reading() as session, pytest.raises(UnreadableFile) as refused:
        unit_sheets.preview(session, tmp_path / "x.xlsx", today=TODAY)
    assert refused.value.problem is problem
