"""What is copied as a table pastes whole: words stay words, and no cell falls apart."""

from __future__ import annotations

import csv
import io

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextDocument, QTextTable

from briefing_app.store import followups
from briefing_app.ui.followups.page import FollowUpsPage
from briefing_app.ui.widgets.copying import as_table

AWKWARD = [["=1+1", '他说："先干"', "第一行\n第二行"], ["R&D；<b>", "a\tb", "0012"]]


def test_cells_come_back_as_they_were_from_the_text():
    text = as_table(["甲", "乙", "丙"], AWKWARD).text()
    assert list(csv.reader(io.StringIO(text), csv.excel_tab)) == AWKWARD


def test_cells_come_back_as_they_were_from_the_table():
    document = QTextDocument()
    document.setHtml(as_table(["甲", "乙", "丙"], AWKWARD).html())
    (table,) = [frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)]
    assert (table.rows(), table.columns()) == (3, 3)

    def words(row, column):
        cell = table.cellAt(row, column)
        cursor = cell.firstCursorPosition()
        cursor.setPosition(cell.lastPosition(), cursor.MoveMode.KeepAnchor)
        return cursor.selectedText().replace("\u2028", "\n")

    assert [words(0, column) for column in range(3)] == ["甲", "乙", "丙"]
    for row, cells in enumerate(AWKWARD, start=1):
        assert [words(row, column).replace(" ", "\t") for column in range(3)] == cells


def test_a_spreadsheet_is_told_that_cells_are_words():
    assert as_table(["甲"], [["=1+1"]]).html().count("mso-number-format:'\\@'") == 1


@pytest.mark.parametrize("ticked", [False, True])
def test_any_table_of_the_window_is_copied_by_its_keys(qtbot, context, sample, settle, ticked):
    for title in ("建中心", "发券"):
        context.perform("新建", lambda s, t=title: followups.add(s, title=t, proposal_ids=[], lead="市数据局"))
    page = FollowUpsPage(context)
    qtbot.addWidget(page)
    page.resize(1300, 760)
    page.show()
    settle(context)
    if ticked:
        page._table.rows_model.pick(page._table.rows_model.every_key())
    qtbot.keyClick(page._table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert [line.split("\t")[1:3] for line in data.text().splitlines()] == [
        ["建中心", "市数据局"],
        *([["发券", "市数据局"]] if ticked else []),
    ]
    assert "<th>事项</th>" in data.html()
