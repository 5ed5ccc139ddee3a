"""This file has the group 设置的搬家 of the settings page: take settings along, bring them in, go back to the defaults."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from briefing_app import paths, settings
from briefing_app.errors import BriefingError
from briefing_app.ui import messages
from briefing_app.ui.context import Context
from briefing_app.ui.settings.rows import Section
from briefing_app.ui.widgets.buttons import Button


class CarryingSection(Section):
    """Export, import and reset; the name of the user, libraries and backups stay as they are."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_tr("设置搬家"), parent)
        self._context = context
        out, bring = Button(self.tr("导出…"), self), Button(self.tr("导入…"), self)
        defaults = Button(self.tr("恢复默认…"), self)
        out.clicked.connect(self._export)
        bring.clicked.connect(self._import)
        defaults.clicked.connect(self._reset)
        self.add(
            self.tr("导出和导入设置"),
            self.tr("换电脑或给同事时用。不含署名、资料库、备份文件夹和密码。"),
            bring,
            out,
        )
        self.add(self.tr("恢复默认"), self.tr("外观、时限、版式、备份计划和表格的列回到原样，资料不受影响。"), defaults)

    def _export(self) -> None:
        path = messages.ask_save_file(self, self.tr("导出设置"), self._suggested(), self._kinds())
        if path is not None:
            self._trying(
                lambda: settings.export(self._context.settings, path), self.tr("已导出设置：{0}").format(path.name)
            )

    def _import(self) -> None:
        path = messages.ask_open_file(self, self.tr("导入设置"), self._kinds())
        if path is None:
            return

        def take_over() -> str:
            loaded = settings.take_over(self._context.settings, path)
            self._context.preferences.take(loaded.settings)
            return loaded.note

        self._trying(take_over, self.tr("已导入设置。表格的列下次打开资料库时生效。"))

    def _reset(self) -> None:
        sure = messages.ask(
            self,
            self.tr("把设置恢复成默认的吗？"),
            self.tr(
                "文字大小、颜色、时限、本单位的版式、备份计划和表格的列都回到原样。要留一份的，先导出。资料库和备份不受影响。"
            ),
            yes=self.tr("恢复默认"),
        )
        if sure:
            self._context.preferences.take(settings.reset(self._context.settings))
            self._context.toast(self.tr("设置已恢复默认。表格的列下次打开资料库时生效。"))

    def _trying(self, work: Callable[[], str | None], done: str) -> None:
        """Do it and say so; what fails is explained, and nothing has changed then."""
        try:
            note = work()
        except BriefingError as error:
            messages.show_error(self, error)
        else:
            self._context.toast(note or done)

    def _suggested(self) -> Path:
        return paths.packs() / self.tr("言策设置.json")

    def _kinds(self) -> str:
        return self.tr("言策设置 (*.json)")


def _tr(text: str) -> str:
    return QCoreApplication.translate("CarryingSection", text)
