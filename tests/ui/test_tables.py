import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from briefing_app.settings import Look
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.rows import Column, RowsModel
from briefing_app.ui.widgets.tables import Table


@pytest.fixture
def table(qtbot, preferences):
    columns = [
        Column("check", "", 36, kind="check", least=20),
        Column("star", "重点", 28, value=lambda row: row == 2, kind="star", icon="star", least=20),
        Column("text", "建议原文", 0, lambda row: f"第 {row} 条", kind="lines", least=240),
        Column("who", "发言人", 112, lambda row: "沈砚秋", second=lambda row: "云泽理工大学", sortable=True),
        Column("kind", "类别", 76, lambda row: "A", rank=2),
    ]
    made = Table(RowsModel(columns, lambda row: row), name="test", preferences=preferences, row_height=52)
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show()
    made.set_rows([1, 2, 3])
    return made


def centre(table, row, column):
    return table.visualRect(table.rows_model.index(row, column)).center()


def test_the_column_of_no_width_takes_what_is_left(table):
    widths = [table.columnWidth(column) for column in range(5)]
    assert sum(widths) == table.viewport().width()
    table.resize(1000, 400)
    assert table.columnWidth(2) == widths[2] + 200


def test_ticking_rows_leaves_the_current_row_alone(table, qtbot):
    table.select_key(2)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=centre(table, 0, 0))
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=centre(table, 2, 0))
    assert table.selected_keys() == [1, 3]
    assert table.current_key() == 2
    assert table.rows_model.all_picked() is Qt.CheckState.PartiallyChecked
    table.head.all_asked.emit(True)
    assert table.rows_model.all_picked() is Qt.CheckState.Checked


def test_space_ticks_and_enter_opens(table, qtbot):
    opened = []
    table.opened.connect(opened.append)
    table.select_key(2)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert table.rows_model.picked == {2}
    assert opened == [2]


def test_a_click_on_a_star_is_told(table, qtbot):
    starred = []
    table.starred.connect(starred.append)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=centre(table, 1, 1))
    assert starred == [2]


def test_other_rows_keep_the_current_one_where_it_still_is(table):
    table.select_key(3)
    table.set_rows([3, 5, 7])
    assert table.current_key() == 3
    table.set_rows([5, 7])
    assert table.current_key() == 5


def test_a_head_that_can_be_sorted_turns_round_on_the_second_click(table):
    asked = []
    table.sort_asked.connect(lambda key, descending: asked.append((key, descending)))
    table.head.sectionClicked.emit(3)
    table.head.sectionClicked.emit(3)
    table.head.sectionClicked.emit(2)
    assert asked == [("who", False), ("who", True)]


def test_columns_are_remembered_and_the_second_rank_gives_way(table, preferences, qtbot):
    table.show_column("who", shown=False)
    table.head.resizeSection(4, 100)
    table._remember_columns()
    again = Table(RowsModel(table.columns, lambda row: row), name="test", preferences=preferences)
    qtbot.addWidget(again)
    assert again.isColumnHidden(3)
    assert again.columnWidth(4) == 100
    again.set_short_of_room(True)
    assert again.isColumnHidden(4)


def test_every_cell_is_painted_in_both_looks_and_sizes(table):
    for look in (Look.LIGHT, Look.DARK):
        for factor in (1.0, 1.75):
            theme().apply(look, factor)
            image = table.grab().toImage()
            assert image.pixelColor(image.width() // 2, image.height() - 3) == tokens().surface
            assert table.rowHeight(0) >= 2 * tokens().metrics().height()


def test_every_table_lets_choose_its_columns_at_its_head(table, monkeypatch):
    shown = []

    class Shown(QMenu):
        def exec(self, *_place):
            shown.append({action.text(): action for action in self.actions()})

    monkeypatch.setattr("briefing_app.ui.widgets.tables.QMenu", Shown)
    table._head.customContextMenuRequested.emit(QPoint(5, 5))
    (menu,) = shown
    assert list(menu) == ["重点", "发言人", "类别"]
    menu["发言人"].setChecked(False)
    assert table.isColumnHidden(3)
