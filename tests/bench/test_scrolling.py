"""A frame of scrolling and of jumping in a long table, against constant strings in the same view (target 5)."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from measuring import ROWS, Against
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyledItemDelegate

from briefing_app import app
from briefing_app.settings import Look, Settings
from briefing_app.ui.preferences import Preferences

CONSTANT = "由市级部门牵头，分年度列出清单、责任单位和完成时限"


def _frames(table, step: int) -> Callable[[], None]:
    """One frame, `step` pixels or rows further down each time."""
    places = itertools.count(step=step)

    def frame() -> None:
        bar = table.verticalScrollBar()
        bar.setValue(next(places) % max(bar.maximum(), 1))
        table.viewport().grab()

    return frame


def test_a_long_table_scrolls(qapp, filled, measure, wait, tmp_path):
    def shown():
        window = app.make_window(qapp, Preferences(tmp_path / "settings.json", Settings(look=Look.LIGHT)))
        window.show()
        window.desk.open(filled, read_only=True)
        wait(lambda: window.context.has_library)
        page = window.show_page("proposals")
        wait(lambda: window.context.tasks.is_idle() and len(page._table.rows_model.rows) == ROWS)
        return window, page._table

    (window, table), (other, reference) = shown(), shown()
    reference.rows_model.data = lambda _index, role=0: CONSTANT if role == Qt.ItemDataRole.DisplayRole else None
    for column in range(reference.rows_model.columnCount()):
        reference.setItemDelegateForColumn(column, QStyledItemDelegate(reference))
    for name, step in (("scrolling", 3), ("jumping", ROWS // 7)):
        constant = Against("constant strings", _frames(reference, step), 1.2)
        measure(f"table: a frame of {name}", _frames(table, step), against=constant, runs=200, rows=ROWS)
    for one in (window, other):
        one.close()
