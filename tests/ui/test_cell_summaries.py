"""Staff word cells of every kind of comparison: of speakers, organisations, identities and meetings."""

from __future__ import annotations

import pytest

from briefing_app import workflows
from briefing_app.domain.compared import ComparedBy
from briefing_app.domain.comparison import UNSORTED_THEME
from briefing_app.domain.packs import Pack, PackKind, PackOptions
from briefing_app.store import comparisons, meetings
from briefing_app.ui.compare import deciding
from briefing_app.ui.compare.page import ComparePage
from briefing_app.workflows.gathering import rows_for


@pytest.fixture
def page(qtbot, context, sample, settle):
    made = ComparePage(context)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    settle(context)
    return made


def _meeting(context):
    return context.read(meetings.find)[0].id


def summary_of(page, theme, column):
    row = next(one for one in page._view.whole.rows if one.theme == theme)
    return next(cell.summary for cell in row.cells if cell.column == column)


@pytest.mark.parametrize("by", list(ComparedBy))
def test_a_cell_of_any_table_can_be_summarised_and_no_other_table_changes(page, context, settle, monkeypatch, by):
    meeting = _meeting(context)
    if by is not ComparedBy.SPEAKER:
        page._arranging.compare_by(by)
        settle(context)
    row = page._view.shown.rows[0]
    cell = next(cell for cell in row.cells if cell.proposals)
    said = []
    monkeypatch.setattr(deciding.messages, "ask_text", lambda *args, **words: said.pop())
    said.append("主张统一调度")
    page._deciding.write_summary(row.theme, cell)
    settle(context)
    assert summary_of(page, row.theme, cell.column) == "主张统一调度"
    page._table.grab()
    others = {
        other: {
            one.summary
            for line in context.read(lambda s, other=other: workflows.compare_meeting(s, meeting, by=other)).rows
            for one in line.cells
        }
        for other in ComparedBy
    }
    assert "主张统一调度" in others[by]
    if by is ComparedBy.SPEAKER:  # a wider column shows, with names, what was written for its speakers
        assert any(text and text.endswith("：主张统一调度") for text in others[ComparedBy.ORGANISATION])
    else:
        assert all("主张统一调度" not in (text or "") for other in set(ComparedBy) - {by} for text in others[other])
    context.undo_stack.undo()
    settle(context)
    assert summary_of(page, row.theme, cell.column) is None
    context.undo_stack.redo()
    settle(context)
    said.append("")
    again = next(one for one in page._view.shown.rows if one.theme == row.theme)
    page._deciding.write_summary(row.theme, next(one for one in again.cells if one.column == cell.column))
    settle(context)
    assert summary_of(page, row.theme, cell.column) is None


def test_the_summary_of_an_organisation_stands_above_those_of_its_speakers(context, sample):
    meeting = _meeting(context)

    def worded(by=ComparedBy.ORGANISATION):
        return context.read(lambda s: workflows.compare_meeting(s, meeting, by=by))

    table = worded()
    place, column = next(
        (row, number)
        for row in table.rows
        for number, cell in enumerate(row.cells)
        if cell.proposals and row.theme != UNSORTED_THEME
    )
    key, speech = table.columns[column].key, place.cells[column].proposals[0].speech_id
    with context.library.transaction("写") as session:
        comparisons.set_summary(session, meeting, place.theme, speech, "一个人的话")

    def shown():
        row = next(one for one in worded().rows if one.theme == place.theme)
        return next(cell.summary for cell in row.cells if cell.column == key)

    assert shown().endswith("：一个人的话")
    with context.library.transaction("写") as session:
        comparisons.set_column_summary(session, meeting, place.theme, ComparedBy.ORGANISATION, key, "单位的话")
    assert shown() == "单位的话"
    options = PackOptions(compared_by=ComparedBy.ORGANISATION)
    pack = Pack(None, "对照表", PackKind.COMPARISON, (meeting,), options)
    printed = context.read(lambda s: rows_for(s, pack)).comparison
    assert "单位的话" in {cell.summary for row in printed.rows for cell in row.cells}
