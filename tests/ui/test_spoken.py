"""This file tests what a screen reader is told of our own widgets, through Qt's accessibility interface."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from briefing_app.ui.widgets.fields import SegmentedControl
from briefing_app.ui.widgets.painted_list import PaintedList
from briefing_app.ui.widgets.rows import Column, RowsModel
from briefing_app.ui.widgets.spoken import install_roles

NAME = QAccessible.Text.Name


class Fruits(PaintedList):
    def __init__(self, parent=None):
        super().__init__("果篮", parent)
        self.fruits = ["苹果", "梨"]

    def count(self):
        return len(self.fruits)

    def words(self, row):
        return self.fruits[row]

    def paint_row(self, painter, rect, row, *, lit):
        pass


@pytest.fixture(autouse=True)
def _roles(qapp):
    install_roles()


def interface(widget):
    return QAccessible.queryAccessibleInterface(widget)


def test_a_painted_list_is_a_list_with_its_rows(qtbot):
    fruits = Fruits()
    qtbot.addWidget(fruits)
    fruits.resize(200, 200)
    fruits.show()
    heard = interface(fruits)
    assert (heard.role(), heard.text(NAME), heard.childCount()) == (QAccessible.Role.List, "果篮", 2)
    pear = heard.child(1)
    assert (pear.role(), pear.text(NAME), pear.childCount()) == (QAccessible.Role.ListItem, "梨", 0)
    assert heard.indexOfChild(pear) == 1
    assert pear.rect() == QRect(fruits.mapToGlobal(fruits.place(1).topLeft()), fruits.place(1).size())
    assert not pear.state().selected
    fruits.current = 1
    assert pear.state().selected
    assert heard.child(2) is None


def test_rows_come_and_go_with_what_is_shown(qtbot):
    fruits = Fruits()
    qtbot.addWidget(fruits)
    heard = interface(fruits)
    pear = heard.child(1)
    fruits.fruits = ["桃"]
    assert heard.childCount() == 1
    assert heard.child(0).text(NAME) == "桃"
    assert not pear.isValid()
    assert pear.text(NAME) == ""
    assert pear.state().invalid


def test_a_row_that_outlives_its_list_says_nothing(qapp):
    fruits = Fruits()
    apple = interface(fruits).child(0)
    delete(fruits)
    assert not apple.isValid()
    assert apple.parent() is None


def test_views_side_by_side_are_tabs_and_the_one_shown_is_selected(qtbot):
    views = SegmentedControl([("table", "表格", ""), ("board", "看板", "")], name="看法")
    qtbot.addWidget(views)
    views.set_value("board")
    heard = interface(views)
    assert heard.role() == QAccessible.Role.PageTabList
    assert [heard.child(n).text(NAME) for n in range(2)] == ["表格", "看板"]
    assert [bool(heard.child(n).state().selected) for n in range(2)] == [False, True]


def test_a_widget_of_qt_keeps_its_own_role(qtbot):
    plain = QWidget()
    qtbot.addWidget(plain)
    assert interface(plain).role() == QAccessible.Role.Client


def test_a_tick_is_told_with_the_row_that_it_belongs_to(qapp):
    tick = Column("tick", "", 32, kind="check")
    words = Column("text", "建议", 0, text=lambda row: row)
    model = RowsModel([tick, words, Column("note", "批注", 80, text=lambda _row: "")], key=len)
    model.set_rows(["加强调度"])
    spoken = [model.index(0, column).data(accessible_role()) for column in range(3)]
    assert spoken == ["未勾选　加强调度", "加强调度", "空"]
    model.pick([4])
    assert model.index(0, 0).data(accessible_role()) == "已勾选　加强调度"


def accessible_role():
    from PySide6.QtCore import Qt

    return Qt.ItemDataRole.AccessibleTextRole
