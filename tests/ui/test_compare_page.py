"""This file tests the page 对照: columns, rows, judgements that a person sets, and the coverage picture."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from briefing_app.domain.comparison import UNSORTED_THEME, Judgement
from briefing_app.store import comparisons, meetings, themes
from briefing_app.ui.compare import deciding
from briefing_app.ui.compare.cells import ALL_LINES
from briefing_app.ui.compare.page import ComparePage


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


def test_an_empty_library_says_what_to_do(qtbot, context, settle):
    made = ComparePage(context)
    qtbot.addWidget(made)
    made.show()
    settle(context)
    assert "还没有可以对照的建议" in made._empty.title.text()


def test_four_speakers_stand_side_by_side_until_others_are_chosen(page, context, settle):
    assert page._table._model.columnCount() == 5
    ids = [column.key for column in page._view.whole.columns]
    page._arranging.choose_columns(ids)
    settle(context)
    assert page._table._model.columnCount() == len(ids) + 1
    page._arranging.choose_columns(ids[:2])
    settle(context)
    assert page._table._model.columnCount() == 3
    context.undo_stack.undo()
    settle(context)
    assert page._table._model.columnCount() == len(ids) + 1


def test_every_recommendation_of_the_chosen_stands_in_some_cell(page):
    shown = page._view.shown
    inside = {p.id for row in shown.rows for cell in row.cells for p in cell.proposals}
    whole = page._view.whole
    chosen = {speech.id for speech in shown.speeches}
    assert inside == {p.id for row in whole.rows for cell in row.cells for p in cell.proposals if p.speech_id in chosen}


def test_a_suggestion_becomes_a_decision_and_can_be_withdrawn(page, context, settle):
    row = next(row for row in page._view.shown.rows if row.judgement and row.theme != UNSORTED_THEME)
    assert row.suggested
    page._deciding.confirm(row)
    settle(context)
    decided = next(one for one in page._view.shown.rows if one.theme == row.theme)
    assert not decided.suggested
    page._deciding.withdraw(decided)
    settle(context)
    assert next(one for one in page._view.shown.rows if one.theme == row.theme).suggested


def test_divergence_is_only_ever_a_persons_and_asks_where(page, context, settle, monkeypatch):
    assert not [row for row in page._view.whole.rows if row.judgement is Judgement.DIVERGENCE]
    row = page._view.shown.rows[0]
    theme = row.theme
    monkeypatch.setattr(deciding.messages, "ask_text", lambda *args, **words: "先盘活还是先新建")
    page._deciding.judge(row, Judgement.DIVERGENCE)
    settle(context)
    kept = context.read(lambda s: comparisons.decisions(s, _meeting(context)))
    assert [(one.theme, one.judgement, one.note) for one in kept] == [(theme, Judgement.DIVERGENCE, "先盘活还是先新建")]


def test_only_one_kind_can_be_shown(page):
    page._show_only(Judgement.UNIQUE)
    rows = page._table._model.rows
    assert all(row.judgement is Judgement.UNIQUE for row in rows)
    page._show_only(Judgement.DIVERGENCE)
    assert page._tables.currentWidget() is page._no_row
    page._no_row.button.click()
    assert len(page._table._model.rows) == len(page._view.shown.rows)


def test_rows_grow_with_the_lines_that_are_asked_for(page):
    before = [page._table.rowHeight(row) for row in range(page._table._model.rowCount())]
    page._table.set_lines(ALL_LINES)
    after = [page._table.rowHeight(row) for row in range(page._table._model.rowCount())]
    assert sum(after) > sum(before)
    assert [page._table._left.rowHeight(row) for row in range(len(after))] == after


def test_a_cell_can_be_summarised(page, context, settle, monkeypatch):
    row = page._view.shown.rows[0]
    cell = next(cell for cell in row.cells if cell.proposals)
    monkeypatch.setattr(deciding.messages, "ask_text", lambda *args, **words: "主张统一调度")
    page._deciding.write_summary(row.theme, cell)
    settle(context)
    again = next(one for one in page._view.shown.rows if one.theme == row.theme)
    assert [one.summary for one in again.cells if one.speech_id == cell.speech_id] == ["主张统一调度"]
    page._table.grab()


def test_a_dot_of_the_coverage_picture_goes_to_its_cell(qtbot, page, context, settle):
    whole = page._view.whole
    hidden = whole.columns[-1]
    row = next(place for place, one in enumerate(whole.rows) if one.cells[-1].proposals)
    picture = page._pane.picture
    where = picture._cell(row, len(whole.columns) - 1).center()
    assert picture._at(where) == (row, len(whole.columns) - 1)
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=where)
    settle(context)
    assert hidden.key in {column.key for column in page._view.shown.columns}


def test_the_picture_can_be_walked_by_keys(qtbot, page):
    picture = page._pane.picture
    picture._place = (0, 0)
    qtbot.keyClick(picture, Qt.Key.Key_Down)
    qtbot.keyClick(picture, Qt.Key.Key_Right)
    assert picture._place == (1, 1)
    assert picture.accessibleDescription()
    picture.grab()


def test_a_renamed_theme_is_renamed_here(page, context, settle):
    theme = next(one for one in context.read(themes.find) if one.proposals)
    context.perform("x", lambda s: themes.rename(s, theme.id, "改过名的主题"))
    settle(context)
    assert "改过名的主题" in [row.theme for row in page._view.whole.rows]


def test_the_frozen_column_never_covers_the_current_cell(page, context, settle):
    page._arranging.choose_columns([column.key for column in page._view.whole.columns])
    settle(context)
    table = page._table
    last = table._model.columnCount() - 1
    table.setCurrentIndex(table._model.index(0, last))
    table.setCurrentIndex(table._model.index(0, 1))
    assert table.columnViewportPosition(1) >= table._left.width() - 1
    assert table._left.geometry().topLeft() == QPoint(0, 0)
