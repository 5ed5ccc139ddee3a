"""This file folds the page 材料册 where the window is narrow: packs into a menu, options into a tab beside 目次."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from briefing_app.ui.packs.contents_pane import ContentsPane
from briefing_app.ui.packs.options_pane import OptionsPane
from briefing_app.ui.packs.pack_list import PackList
from briefing_app.ui.widgets.buttons import IconButton
from briefing_app.ui.widgets.panes import Pane


class PackMenu(IconButton):
    """Stands in the head of the page for the list of packs: opens another one, or makes a new one."""

    def __init__(self, listed: PackList, new: Callable[[], object], parent: QWidget) -> None:
        super().__init__("book-open-text", self.tr("换一本材料册"), parent, framed=True)
        self._listed, self._new = listed, new
        self.clicked.connect(self._open)

    def menu_of_packs(self) -> QMenu:
        """The packs, the open one ticked, and 新建."""
        menu = QMenu(self)
        for row in range(self._listed.count()):
            action = menu.addAction(self._listed.item(row).text().replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(row == self._listed.currentRow())
            action.triggered.connect(partial(self._choose, row))
        menu.addSeparator()
        menu.addAction(self.tr("新建材料册"), self._new)
        return menu

    def _choose(self, row: int, _checked: bool = False) -> None:
        self._listed.setCurrentRow(row)

    def _open(self) -> None:
        self.menu_of_packs().exec(self.mapToGlobal(self.rect().bottomLeft()))


class OptionsPlace(Pane):
    """Where the options stand in a wide window; in a narrow one they are a tab of the contents."""

    def __init__(self, options: OptionsPane, contents: ContentsPane, parent: QWidget) -> None:
        super().__init__(parent)
        self._options, self._contents = options, contents
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(options)

    def fold(self, narrow: bool) -> None:
        """Give the options to the contents, or take them back."""
        self.setVisible(not narrow)
        if narrow:
            self._contents.take_options(self._options)
        else:
            self._contents.give_options()
            self._column.addWidget(self._options)
            self._options.show()
