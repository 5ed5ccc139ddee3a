"""This file tests the page 对照: columns, rows, judgements that a person sets, and the coverage picture."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from briefing_app import workflows
from briefing_app.domain.compared import ComparedBy
from briefing_app.domain.comparison import UNSORTED_THEME, Decision, Judgement, Stance
from briefing_app.store import comparisons, meetings, packs, proposals, themes
from briefing_app.ui.compare import deciding
from briefing_app.ui.compare.cells import ALL_LINES
from briefing_app.ui.compare.page import ComparePage
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.workflows.gathering import rows_for

SINGLE_SPEECH = """政协云泽市第十二届委员会常务委员会第十九次会议

市政协委员 乔知夏：

建议在每个街道办一所老年食堂。建议为老年食堂配营养师。建议老年食堂由财政补贴三年。
"""


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


def test_the_table_is_copied_as_it_stands_and_a_cell_by_its_quotations(qtbot, page, context):
    next(action for action in page.actions() if action.text() == "复制整张对照表").trigger()
    data = QGuiApplication.clipboard().mimeData()
    rows = page._table.shown_rows()
    assert data.html().count("<tr>") == len(rows) + 1
    lines = list(csv.reader(io.StringIO(data.text()), csv.excel_tab))
    assert [line[0] for line in lines] == [row.theme for row in rows]
    first = rows[0].cells[0].proposals
    assert all(proposal.text in lines[0][2] for proposal in first)
    page._table.setCurrentIndex(page._table._model.index(0, 1))
    qtbot.keyClick(page._table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "\n".join(proposal.text for proposal in first)


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


def _keys(page):
    return [column.key for column in page._view.shown.columns]


def test_columns_are_moved_hidden_and_pinned_and_all_is_kept(qtbot, page, context, settle):
    first = _keys(page)
    page._arranging.move_column(0, 2)
    settle(context)
    assert _keys(page) == [first[1], first[2], first[0], first[3]]
    page._arranging.hide_column(3)
    settle(context)
    assert _keys(page) == [first[1], first[2], first[0]]
    page._arranging.pin_column(2, pinned=True)
    settle(context)
    assert _keys(page) == [first[0], first[1], first[2]]
    again = ComparePage(context)
    qtbot.addWidget(again)
    again.show()
    settle(context)
    assert _keys(again) == _keys(page)
    for _ in range(3):
        context.undo_stack.undo()
        settle(context)
    assert _keys(page) == first


def test_two_columns_at_least_stay(page, context, settle):
    page._arranging.choose_columns(_keys(page)[:2])
    settle(context)
    page._arranging.hide_column(0)
    settle(context)
    assert len(_keys(page)) == 2


def test_a_dragged_head_moves_its_column_for_good(page, context, settle):
    first = _keys(page)
    page._table.horizontalHeader().moveSection(1, 3)
    settle(context)
    assert _keys(page) == [first[1], first[2], first[0], first[3]]
    assert page._table.horizontalHeader().visualIndex(1) == 1


def test_pinned_columns_and_rows_stay_put_while_the_others_scroll(page, context, settle):
    page._arranging.choose_columns([column.key for column in page._view.whole.columns])
    settle(context)
    row = page._view.shown.rows[2]
    page._arranging.pin_column(3, pinned=True)
    settle(context)
    page._arranging.pin_row(row, pinned=True)
    settle(context)
    table = page._table
    assert table._model.rows[0].theme == row.theme
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    assert not table._corner.isHidden()
    assert not table._corner.isColumnHidden(1)
    assert table._corner.isColumnHidden(2)
    assert table._left.verticalScrollBar().value() == table.verticalScrollBar().value() > 0
    assert table._top.horizontalScrollBar().value() == table.horizontalScrollBar().value() > 0
    table.setCurrentIndex(table._model.index(1, 2))
    assert table.rowViewportPosition(1) >= table._top.height() - 1
    assert table.columnViewportPosition(2) >= table._left.width() - 1


def test_rows_are_moved_and_hidden_and_a_reset_brings_all_back(page, context, settle):
    themes = [row.theme for row in page._view.shown.rows]
    page._arranging.move_row(page._view.shown.rows[0], 1)
    settle(context)
    page._arranging.hide_row(page._view.shown.rows[2])
    settle(context)
    assert [row.theme for row in page._view.shown.rows] == [themes[1], themes[0], *themes[3:]]
    page._arranging.reset()
    settle(context)
    assert [row.theme for row in page._view.shown.rows] == themes


def test_all_rows_hidden_says_how_to_get_them_back(page, context, settle):
    page._arranging.choose_rows([])
    settle(context)
    assert page._tables.currentWidget() is page._no_row
    page._no_row.button.click()
    settle(context)
    assert page._view.shown.rows


@pytest.mark.parametrize("by", [ComparedBy.ORGANISATION, ComparedBy.IDENTITY])
def test_columns_can_be_organisations_and_identities(page, context, settle, by):
    page._arranging.compare_by(by)
    settle(context)
    whole = page._view.whole
    said = {p.id for row in whole.rows for cell in row.cells for p in cell.proposals}
    assert said == {p.id for p in context.read(proposals.find)}
    assert by.value in page._choose_columns.text()
    assert by.measure in whole.rows[0].counted
    page._table.grab()
    context.undo_stack.undo()
    settle(context)
    assert page._view.layouts.by is ComparedBy.SPEAKER


def test_a_judgement_of_organisations_is_not_one_of_speakers(page, context, settle):
    theme = page._view.shown.rows[0].theme
    page._arranging.compare_by(ComparedBy.ORGANISATION)
    settle(context)
    row = next(one for one in page._view.shown.rows if one.theme == theme)
    page._deciding._decide(Decision(theme, Judgement.UNIQUE))
    settle(context)
    assert not next(one for one in page._view.shown.rows if one.theme == row.theme).suggested
    page._arranging.compare_by(ComparedBy.SPEAKER)
    settle(context)
    assert next(one for one in page._view.shown.rows if one.theme == theme).suggested


def test_a_stance_is_set_by_a_person_and_makes_divergence_a_suggestion(page, context, settle):
    row = next(row for row in page._view.shown.rows if row.speakers > 1 and row.theme != UNSORTED_THEME)
    proposal = next(cell for cell in row.cells if cell.proposals).proposals[0]
    page._deciding.set_stance(row.theme, proposal.id, Stance.AGAINST)
    settle(context)
    now = next(one for one in page._view.shown.rows if one.theme == row.theme)
    assert (now.judgement, now.suggested) == (Judgement.DIVERGENCE, True)
    assert "1 条由人标为相左" in now.counted
    page._table.grab()
    context.undo_stack.undo()
    settle(context)
    assert next(one for one in page._view.shown.rows if one.theme == row.theme).judgement is row.judgement


def test_what_the_machine_suggested_stays_beside_what_a_person_decided(page, context, settle, monkeypatch):
    row = next(row for row in page._view.shown.rows if row.judgement is Judgement.UNIQUE)
    monkeypatch.setattr(deciding.messages, "ask_text", lambda *args, **words: "主要方向一致")
    page._deciding.judge(row, Judgement.CONSENSUS)
    settle(context)
    decided = next(one for one in page._view.shown.rows if one.theme == row.theme)
    assert (decided.judgement, decided.note, decided.suggested) == (Judgement.CONSENSUS, "主要方向一致", False)
    assert (decided.suggestion, decided.counted) == (Judgement.UNIQUE, row.counted)
    words = page._pane._reasons(decided)
    assert "人工判断：共识　主要方向一致" in words
    assert any("程序推测：独有" in one for one in words)


def test_a_dot_of_the_coverage_page_opens_its_quotations(qtbot, page):
    page._show_mode("coverage")
    whole = page._view.whole
    row = whole.rows[0]
    place = next(number for number, cell in enumerate(row.cells) if cell.proposals)
    picture = page._coverage.picture
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=picture._cell(0, place).center())
    shown = [label.text() for label in page._coverage.cell.findChildren(PlainLabel)]
    assert any(row.cells[place].proposals[0].text in text for text in shown)
    page._show_only(Judgement.UNIQUE)
    assert {one.judgement for one in picture._comparison.rows} <= {Judgement.UNIQUE}


def test_the_page_exports_as_it_stands(page, context, settle):
    gone = []
    context.navigation_asked.connect(lambda key, target: gone.append((key, target.pack_id)))
    page._arranging.move_column(0, 1)
    settle(context)
    page._show_only(Judgement.UNIQUE)
    shown = page._table.shown_rows()
    assert page.export()
    ((key, pack_id),) = gone
    pack = context.read(lambda s: packs.one(s, pack_id))
    assert key == "packs"
    compared = context.read(lambda s: rows_for(s, pack)).comparison
    assert [column.key for column in compared.columns] == _keys(page)
    assert [row.theme for row in compared.rows] == [row.theme for row in shown]
    assert [row.judgement for row in compared.rows] == [row.judgement for row in shown]
    context.undo_stack.undo()
    assert context.read(packs.find) == []


def test_the_page_begins_with_the_meeting_that_has_most_to_compare(qtbot, context, sample, settle, tmp_path):
    single = tmp_path / "one.txt"
    single.write_text(SINGLE_SPEECH, "utf-8")
    later = workflows.save_draft(context.library, workflows.read_draft(single), reviewed=True)
    page = ComparePage(context)
    qtbot.addWidget(page)
    page.show()
    settle(context)
    assert page._view.meeting.id == sample.meeting_id
    page._take_meeting(later.meeting_id)
    settle(context)
    again = ComparePage(context)
    qtbot.addWidget(again)
    again.show()
    settle(context)
    assert again._view.meeting.id == later.meeting_id


def test_a_height_known_without_laying_out_is_the_height_laid_out(page):
    table = page._table
    cells = table.layout_of_cells
    for most in (1, 2, 3):
        cells.most = most
        for number, row in enumerate(table._model.rows):
            widths = [table.columnWidth(column) for column in range(1, table._model.columnCount())]
            cells.forget()
            quick = cells.height(row, number, widths)
            cells._surely_fills = lambda cell, width: False
            assert cells.height(row, number, widths) == quick
            del cells._surely_fills


def test_a_cell_is_painted_anew_when_what_stands_in_it_changes(page, context, settle):
    row = page._view.shown.rows[0]
    place = next(number for number, cell in enumerate(row.cells) if cell.proposals)
    table = page._table

    def picture():
        table.setCurrentIndex(table._model.index(3, 1))
        return table.grab().toImage()

    before = picture()
    assert picture() == before
    page._deciding.set_stance(row.theme, row.cells[place].proposals[0].id, Stance.MORE)
    settle(context)
    assert picture() != before
    context.undo_stack.undo()
    settle(context)
    assert picture() == before


def test_an_ampersand_in_a_name_is_no_key_of_a_menu(page):
    view = page._view
    row = replace(view.shown.rows[0], theme="R&D")
    page._arranging.show(replace(view, shown=replace(view.shown, rows=(row, *view.shown.rows[1:]))))
    menu = QMenu(page)
    page._arranging.add_row_actions(menu, row)
    assert "隐藏“R&&D”" in [action.text() for action in menu.actions()]
