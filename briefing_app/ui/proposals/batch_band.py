"""This file has the band under the table: what can be done with the ticked recommendations, each in one step."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.panes import Bar


class BatchBand(Bar):
    """Docks below the table, so that it never covers rows."""

    important_asked = Signal(bool)
    theme_asked = Signal()
    tag_asked = Signal()
    status_asked = Signal(QPoint)
    followup_asked = Signal()
    pack_asked = Signal()
    copy_asked = Signal()
    remove_asked = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, height=48, surface="sub", line="above")
        self._count = PlainLabel("", self, bold=True)
        self.add(self._count)
        status = self._button(self.tr("状态"), "refresh-cw", menu=True)
        status.clicked.connect(lambda: self.status_asked.emit(status.mapToGlobal(QPoint(0, 0))))
        self._button(self.tr("设为重点"), "star").clicked.connect(lambda: self.important_asked.emit(True))
        self._button(self.tr("取消重点"), "").clicked.connect(lambda: self.important_asked.emit(False))
        self._button(self.tr("主题"), "tags").clicked.connect(self.theme_asked)
        self._button(self.tr("标签"), "tag").clicked.connect(self.tag_asked)
        self._button(self.tr("跟进"), "list-checks").clicked.connect(self.followup_asked)
        self._button(self.tr("复制"), "copy").clicked.connect(self.copy_asked)
        self._button(self.tr("移到回收站"), "trash-2").clicked.connect(self.remove_asked)
        self.add_stretch()
        self._button(self.tr("取消选择"), "", ghost=True).clicked.connect(self.dismissed)
        self.hide()

    def show_count(self, count: int) -> None:
        """Show the band for so many rows, or hide it."""
        self._count.setText(self.tr("已选 {0} 条").format(f"{count:,}"))
        self.setVisible(count > 0)

    def _button(self, words: str, icon_name: str, *, menu: bool = False, ghost: bool = False) -> Button:
        button = Button(words, self, icon_name=icon_name, size="bar", kind="ghost" if ghost else "", menu_mark=menu)
        self.add(button)
        return button
