"""This file checks that lists kept as tables become small manuscripts, and that their columns are recognised."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from briefing_app.domain.text import read as under
from briefing_app.errors import ReadProblem
from briefing_app.importing import readers
from briefing_app.importing.readers import sheet
from briefing_app.importing.readers.sheet import Column
from briefing_app.importing.readers.transcript import Trouble

TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

HEADER = ("序号", "提案人", "单位及职务", "案由", "内容", "提出日期")


def workbook(*sheets: str, strings: tuple[str, ...] = ()) -> bytes:
    tabs = "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, len(sheets) + 1))
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{TYPES}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    related += f'<Relationship Id="s" Type="{TYPES}/sharedStrings" Target="sharedStrings.xml"/>'
    related += f'<Relationship Id="t" Type="{TYPES}/styles" Target="styles.xml"/>'
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{TYPES}"><sheets>{tabs}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{related}</Relationships>",
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{"".join(f"<si><t>{one}</t></si>" for one in strings)}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>',
    }
    for number, rows in enumerate(sheets, start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def text(place: str, value: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


def test_a_list_becomes_a_block_a_row() -> None:
    header = row(2, *(text(f"{letter}2", name) for letter, name in zip("ABCDEF", HEADER, strict=True)))
    first = row(
        3,
        '<c r="A3"><v>1</v></c>',
        '<c r="B3" t="s"><v>0</v></c>',
        text("C3", "市农商行行长"),
        text("D3", "关于修路的提案"),
        text("E3", "建议尽快修路。"),
        '<c r="F3" s="1"><v>45000</v></c>',
    )
    content = workbook(row(1, text("A1", "提案目录")) + header + first, strings=("田穗",))
    assert sheet.recognises(content)
    extract = sheet.extract(content)
    assert under(extract.text, extract.furniture) == "序号：1提出日期：2023-03-15"
    assert extract.text == (
        "提案目录\n\n关于修路的提案\n提案人：田穗（市农商行行长）\n建议尽快修路。\n序号：1\n提出日期：2023-03-15\n"
    )


def test_a_row_without_a_proposer_is_its_labelled_cells() -> None:
    content = workbook(
        row(1, text("A1", "单位"), text("B1", "时间")) + row(2, text("A2", "市林业局"), text("B2", "上午"))
    )
    assert sheet.extract(content).text == "单位：市林业局\n时间：上午\n"


def test_columns_are_guessed_once_each() -> None:
    assert sheet.guess(HEADER) == {
        0: Column.NUMBER,
        1: Column.SPEAKER,
        2: Column.ORGANISATION,
        3: Column.TITLE,
        4: Column.CONTENT,
        5: Column.DATE,
    }


def test_numbers_are_shown_without_binary_noise() -> None:
    content = workbook(row(1, '<c r="A1"><v>0.30000000000000004</v></c>', '<c r="C1"><v>12</v></c>'))
    assert sheet.extract(content).text == "0.3\t12\n"


def test_sheets_follow_the_order_of_their_tabs() -> None:
    content = workbook(row(1, text("A1", "甲表")), row(1, text("A1", "乙表")))
    assert sheet.extract(content).text == "甲表\n\n乙表\n"


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_comma_separated_lists_are_read(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "目录.csv"
    path.write_bytes(
        delimiter.join(["姓名", "建议"]).encode("gb18030")
        + b"\r\n"
        + delimiter.join(["田穗", '"修路，\n架桥"']).encode("gb18030")
    )
    source = readers.read(path)
    assert source.reader == "values"
    assert source.text == "提案人：田穗\n修路，\n架桥\n"


def test_an_empty_workbook_has_no_text() -> None:
    with pytest.raises(Trouble) as caught:
        sheet.extract(workbook(""))
    assert caught.value.problem is ReadProblem.NO_TEXT
