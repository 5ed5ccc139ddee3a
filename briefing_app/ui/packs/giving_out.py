"""This file lets a pack out of the program: as a file, locked, in portions, an old version again, on a printer."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from briefing_app import workflows
from briefing_app.domain.packs import Pack, PackFormat, PackVersion
from briefing_app.ui import messages
from briefing_app.ui.context import Context
from briefing_app.ui.labels import pack_format
from briefing_app.ui.pages import late
from briefing_app.ui.widgets.dialogs import FormDialog
from briefing_app.ui.widgets.fields import TextField
from briefing_app.workflows.portions import Batch, Each, export_each, file_name, suits
from briefing_app.workflows.versions import reissue

if TYPE_CHECKING:
    from briefing_app.ui.tasks import Job

_SHORTEST_PASSWORD = 6


class GivingOut(QObject):
    """Asks where, and writes in a worker; what is on the screen is what is written."""

    exported = Signal(object)  # workflows.Exported
    portioned = Signal(object)  # Batch

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._page = context, page

    def menu(self, pack: Pack) -> QMenu:
        """Everything but the plain PDF."""
        menu = QMenu(self._page)
        for kind in PackFormat:
            if kind is not PackFormat.PDF:
                menu.addAction(self.tr("导出 {0}").format(pack_format(kind)), partial(self.export_as, pack, kind))
        menu.addSeparator()
        menu.addAction(self.tr("导出加密的 PDF…"), partial(self.export_locked, pack))
        menu.addSeparator()
        if suits(pack.kind, Each.SPEAKER):
            menu.addAction(self.tr("分册：每位发言人一册…"), partial(self.export_each, pack, Each.SPEAKER))
        menu.addAction(self.tr("分册：每个承办单位一册…"), partial(self.export_each, pack, Each.UNIT))
        return menu

    def open_menu(self, pack: Pack, below: QWidget) -> None:
        self.menu(pack).exec(below.mapToGlobal(QPoint(0, below.height())))

    def export_as(self, pack: Pack, kind: PackFormat, *, password: str = "") -> None:
        """Write the pack as a file."""
        path = self._ask_path(file_name(pack.name), kind)
        if path is None:
            return
        library, today = self._context.library, self._context.today()

        def work(job: Job) -> workflows.Exported:
            return workflows.export_pack(
                library,
                pack,
                path,
                format=kind,
                today=today,
                force=True,  # the file dialog has asked
                password=password,
                progress=job.report,
                cancelled=job.is_cancelled,
            )

        name = self.tr("正在导出 {0}").format(path.name)
        self._context.tasks.run(work, owner=self, done=self._on_exported, name=name)

    def export_locked(self, pack: Pack) -> None:
        """Ask for a password, then write the PDF with it."""
        password = self._ask_password()
        if password:
            self.export_as(pack, PackFormat.PDF, password=password)

    def export_each(self, pack: Pack, each: Each) -> None:
        """Ask for a folder, and write one PDF a speaker or unit into it."""
        folder = messages.ask_folder(self._page, self.tr("分册放在哪个文件夹"))
        if folder is None:
            return
        library, today = self._context.library, self._context.today()

        def work(job: Job) -> Batch:
            return export_each(
                library,
                pack,
                folder,
                each,
                format=PackFormat.PDF,
                today=today,
                progress=job.report,
                cancelled=job.is_cancelled,
            )

        self._context.tasks.run(work, owner=self, done=self._on_portioned, name=self.tr("正在分册导出"))

    def reissue(self, pack: Pack, version: PackVersion) -> None:
        """Write an earlier version again, byte for byte."""
        stem = file_name(self.tr("{0}（第 {1} 版）").format(pack.name, version.number))
        path = self._ask_path(stem, version.format)
        if path is None:
            return
        library = self._context.library

        def work(_job: Job) -> PackVersion:
            return reissue(library, version.pack_id, version.number, path, force=True)

        def done(_version: PackVersion) -> None:
            self._context.toast(self.tr("已把第 {0} 版原样写到 {1}").format(version.number, path.name))

        self._context.tasks.run(work, owner=self, done=done, name=self.tr("正在写出第 {0} 版").format(version.number))

    def print_pack(self, pack: Pack) -> None:
        """Ask for a printer, and print the pages as they are on the screen."""
        late("briefing_app.ui.packs.printing", "print_pack")(self._context, pack, self._page)

    # --- asking ---------------------------------------------------------------------------------------------------

    def _ask_path(self, stem: str, kind: PackFormat) -> Path | None:
        words = pack_format(kind)
        suggested = Path.home() / f"{stem}.{kind.value}"
        return messages.ask_save_file(
            self._page, self.tr("导出 {0}").format(words), suggested, f"{words} (*.{kind.value})"
        )

    def _ask_password(self) -> str:
        first, second = TextField(), TextField()
        for field in (first, second):
            field.setEchoMode(TextField.EchoMode.Password)

        def check() -> str:
            if len(first.text()) < _SHORTEST_PASSWORD:
                return self.tr("密码至少 {0} 个字。").format(_SHORTEST_PASSWORD)
            return "" if first.text() == second.text() else self.tr("两次输入的密码不一样。")

        form = FormDialog(
            self.tr("给 PDF 设打开密码"),
            self.tr("用 AES-256 加密。程序不保存密码，忘记了无法找回；加密的文件不再是归档格式（PDF/A）。"),
            verb=self.tr("选择位置并导出"),
            check=check,
            parent=self._page,
        )
        form.add_field(self.tr("密码"), first)
        form.add_field(self.tr("再输一次"), second)
        return first.text() if form.ask() else ""

    # --- done -----------------------------------------------------------------------------------------------------

    def _on_exported(self, exported: workflows.Exported) -> None:
        pages = self.tr("，{0} 页").format(exported.pages) if exported.pages else ""
        self._context.toast(self.tr("已导出 {0}{1}").format(exported.path.name, pages))
        self.exported.emit(exported)

    def _on_portioned(self, batch: Batch) -> None:
        words = self.tr("已分册导出 {0} 个文件").format(len(batch.exported))
        if batch.empty:
            words += self.tr("；没有内容的：{0}").format("、".join(batch.empty))
        self._context.toast(words)
        self.portioned.emit(batch)
