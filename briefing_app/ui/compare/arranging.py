"""This file arranges the table: which columns and rows, in which order, which hidden and which pinned. All is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from briefing_app.domain.compared import ComparedBy
from briefing_app.domain.comparison import ThemeRow
from briefing_app.domain.table_layout import MOST_SHOWN, Layout, moved
from briefing_app.store import comparisons
from briefing_app.ui.context import Context
from briefing_app.ui.widgets.popups import ChoicePopup, Option
from briefing_app.workflows import ArrangedComparison

LEAST_SHOWN = 2  # one alone is no comparison


class Arranging(QObject):
    """Every change of the layout is one undoable action on the meeting's stored comparison."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._page = context, parent
        self._view: ArrangedComparison | None = None

    def show(self, view: ArrangedComparison | None) -> None:
        """Arrange this one from now on."""
        self._view = view

    # --- what the columns are -------------------------------------------------------------------------------------

    def open_kinds(self, place: QPoint) -> None:
        """Let choose what stands in the columns."""
        view = self._view
        if view is None:
            return
        menu = QMenu(self._page)
        for by in ComparedBy:
            action = menu.addAction(self.tr("按{0}对照").format(by.value), partial(self.compare_by, by))
            action.setCheckable(True)
            action.setChecked(by is view.layouts.by)
        menu.exec(place)

    def compare_by(self, by: ComparedBy) -> None:
        view = self._view
        if view is None or by is view.layouts.by:
            return
        layouts, meeting_id = replace(view.layouts, by=by), view.meeting.id
        self._context.perform(
            self.tr("按{0}对照").format(by.value), lambda s: comparisons.set_layouts(s, meeting_id, layouts)
        )

    def open_columns(self, place: QPoint) -> None:
        """Let choose who stands in the columns."""
        view = self._view
        if view is None:
            return
        counts = {
            column.key: sum(len(row.cells[number].proposals) for row in view.whole.rows)
            for number, column in enumerate(view.whole.columns)
        }
        options = [Option(column.key, column.name, counts[column.key]) for column in view.whole.columns]
        popup = ChoicePopup(view.layouts.by.value, options, self.keys(), self._page)
        popup.chosen.connect(self._on_ticked)
        popup.open_at(place)

    def _on_ticked(self, keys: list[str]) -> None:
        """Those that stay keep their places; new ones come after them."""
        shown = self.keys()
        self.choose_columns([key for key in shown if key in keys] + [key for key in keys if key not in shown])

    def choose_columns(self, keys: Sequence[str]) -> None:
        if len(keys) > MOST_SHOWN:
            self._context.toast(self.tr("一次最多对照 {0} 列，请先去掉几列").format(MOST_SHOWN))
            return
        self._set(self.tr("选对照的{0}").format(self._by()), lambda layout: layout.with_columns(keys, self._there()))

    def open_themes(self, place: QPoint) -> None:
        """Let choose which themes are shown."""
        view = self._view
        if view is None:
            return
        options = [Option(row.key, row.theme, row.speakers) for row in view.whole.rows]
        popup = ChoicePopup(self.tr("主题"), options, [row.key for row in view.shown.rows], self._page)
        popup.chosen.connect(self.choose_rows)
        popup.open_at(place)

    def choose_rows(self, keys: Sequence[int]) -> None:
        there = [row.key for row in self._view.whole.rows] if self._view else []
        self._set(self.tr("选对照的主题"), lambda layout: layout.with_rows(keys, there))

    # --- columns --------------------------------------------------------------------------------------------------

    def keys(self) -> list[str]:
        """The keys of the columns shown, in order."""
        return [column.key for column in self._view.shown.columns] if self._view else []

    def move_column(self, place: int, steps: int) -> None:
        keys = self.keys()
        if 0 <= place < len(keys) and steps:
            order = moved(keys, keys[place], steps)
            self._set(self.tr("移动一列"), lambda layout: layout.with_columns(order, self._there()))

    def hide_column(self, place: int) -> None:
        keys = self.keys()
        if 0 <= place < len(keys) and len(keys) > LEAST_SHOWN:
            rest = [key for key in keys if key != keys[place]]
            self._set(self.tr("隐藏一列"), lambda layout: layout.with_columns(rest, self._there()))

    def pin_column(self, place: int, pinned: bool) -> None:
        keys = self.keys()
        if 0 <= place < len(keys):
            name = self.tr("固定一列") if pinned else self.tr("取消固定")
            self._set(name, lambda layout: layout.pin_column(keys[place], pinned))

    def turn_pin(self, place: int) -> None:
        """Pin a column, or let it go."""
        keys = self.keys()
        if self._view is not None and 0 <= place < len(keys):
            self.pin_column(place, keys[place] not in self._view.layouts.current.pinned_columns)

    def open_column_menu(self, place: int, where: QPoint) -> None:
        """What can be done with a column."""
        view = self._view
        if view is None or not 0 <= place < len(view.shown.columns):
            return
        column = view.shown.columns[place]
        pinned = [one.key in view.layouts.current.pinned_columns for one in view.shown.columns]
        menu = QMenu(self._page)
        left = menu.addAction(self.tr("左移"), partial(self.move_column, place, -1))
        left.setEnabled(place > 0 and pinned[place - 1] == pinned[place])
        right = menu.addAction(self.tr("右移"), partial(self.move_column, place, 1))
        right.setEnabled(place + 1 < len(pinned) and pinned[place + 1] == pinned[place])
        words = self.tr("取消固定“{0}”") if pinned[place] else self.tr("把“{0}”固定在左边")
        menu.addAction(words.format(_plain(column.name)), partial(self.pin_column, place, not pinned[place]))
        menu.addSeparator()
        hide = menu.addAction(self.tr("隐藏“{0}”").format(_plain(column.name)), partial(self.hide_column, place))
        hide.setEnabled(len(pinned) > LEAST_SHOWN)
        menu.addAction(self.tr("恢复原来的列和行"), self.reset)
        menu.exec(where)

    # --- rows -----------------------------------------------------------------------------------------------------

    def move_row(self, row: ThemeRow, steps: int) -> None:
        order = moved(self._rows(), row.key, steps)
        self._set(self.tr("移动“{0}”").format(row.theme), lambda layout: layout.with_order(order))

    def hide_row(self, row: ThemeRow) -> None:
        self.choose_rows([key for key in self._rows() if key != row.key])

    def pin_row(self, row: ThemeRow, pinned: bool) -> None:
        name = self.tr("固定“{0}”") if pinned else self.tr("取消固定“{0}”")
        self._set(name.format(row.theme), lambda layout: layout.pin_row(row.key, pinned))

    def add_row_actions(self, menu: QMenu, row: ThemeRow) -> None:
        """What can be done with a row."""
        view = self._view
        if view is None:
            return
        rows, pins = self._rows(), view.layouts.current.pinned_rows
        place, pinned = rows.index(row.key), row.key in pins
        up = menu.addAction(self.tr("上移"), partial(self.move_row, row, -1))
        up.setEnabled(place > 0 and (rows[place - 1] in pins) == pinned)
        down = menu.addAction(self.tr("下移"), partial(self.move_row, row, 1))
        down.setEnabled(place + 1 < len(rows) and (rows[place + 1] in pins) == pinned)
        words = self.tr("取消固定“{0}”") if pinned else self.tr("把“{0}”固定在最上面")
        menu.addAction(words.format(_plain(row.theme)), partial(self.pin_row, row, not pinned))
        menu.addAction(self.tr("隐藏“{0}”").format(_plain(row.theme)), partial(self.hide_row, row))

    def reset(self) -> None:
        """Everybody's first places again, nothing hidden, nothing pinned."""
        self._set(self.tr("恢复对照表原来的列和行"), lambda _layout: Layout())

    def _there(self) -> list[str]:
        return [column.key for column in self._view.whole.columns] if self._view else []

    def _rows(self) -> list[int]:
        return [row.key for row in self._view.shown.rows] if self._view else []

    def _by(self) -> str:
        return self._view.layouts.by.value if self._view else ComparedBy.SPEAKER.value

    def _set(self, name: str, change: Callable[[Layout], Layout]) -> None:
        view = self._view
        if view is None:
            return
        layouts, meeting_id = view.layouts.with_current(change(view.layouts.current)), view.meeting.id
        if layouts != view.layouts:
            self._context.perform(name, lambda s: comparisons.set_layouts(s, meeting_id, layouts))


def _plain(words: str) -> str:
    """Words of the material in a menu, where an ampersand would be taken for a key."""
    return words.replace("&", "&&")
