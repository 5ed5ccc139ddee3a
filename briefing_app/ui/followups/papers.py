"""This file sends and receives papers for the page 跟进: sheets for units and back, a calendar, exchange with offices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from briefing_app.domain.followups import FollowUp
from briefing_app.domain.packs import PackKind
from briefing_app.domain.unit_sheets import Purpose, Returned
from briefing_app.errors import BriefingError, UnwritableFile, WriteProblem
from briefing_app.ui import messages
from briefing_app.ui.context import Context, Target
from briefing_app.ui.followups.exchange import Exchange
from briefing_app.ui.followups.returned import ask_to_take_over
from briefing_app.ui.followups.units import edit_units
from briefing_app.ui.icons import icon
from briefing_app.ui.pages import late
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.dialogs import FormDialog
from briefing_app.ui.widgets.fields import Choice

Command = tuple[str, str, Callable[[], object]]  # words, icon, what it does
_SHEETS = "briefing_app.workflows.unit_sheets"
_BOTH = ("xlsx", "docx")


class Papers(QObject):
    """What goes out and comes in, each behind a line of one menu."""

    def __init__(self, context: Context, window: QWidget, chosen: Callable[[], Sequence[FollowUp]]) -> None:
        super().__init__(window)
        self._context, self._window, self._chosen = context, window, chosen
        self.exchange = Exchange(context, window)

    def commands(self) -> list[Command]:
        """The lines of the menu, which stand in the command palette too."""
        return [
            (self.tr("给单位写交办单…"), "file-spreadsheet", self.write_sheets),
            (self.tr("读回单位填好的表…"), "file-down", self.read_back),
            (self.tr("导出台账"), "file-up", self.export_ledger),
            (self.tr("导出期限日历…"), "calendar-clock", self.export_calendar),
            (self.tr("写出交换文件…"), "package", self.exchange.write),
            (self.tr("读入交换文件…"), "inbox", self.exchange.take_in),
            (self.tr("办理单位名录…"), "building-2", lambda: edit_units(self._context, self._window)),
        ]

    def open_menu(self, button: QWidget) -> None:
        """Show the menu under its button."""
        menu = QMenu(self._window)
        for number, (words, icon_name, run) in enumerate(self.commands()):
            if number in (4, 6):
                menu.addSeparator()
            menu.addAction(icon(icon_name, tokens()), words, run)
        menu.exec(button.mapToGlobal(QPoint(0, button.height() + 4)))

    def export_ledger(self) -> None:
        self._context.navigate("packs", Target(word=f"new:{PackKind.LEDGER.value}"))

    # --- sheets for units -----------------------------------------------------------------------------------------

    def write_sheets(self) -> None:
        """A sheet for each unit, into a folder that is asked for."""
        asked = self._ask_for_sheets()
        if asked is None:
            return
        folder = messages.ask_folder(self._window, self.tr("{0}单放在哪个文件夹").format(asked[0].value))
        if folder is not None:
            self._write_sheets(folder, *asked)

    def _ask_for_sheets(self) -> tuple[Purpose, tuple[str, ...], tuple[int, ...]] | None:
        chosen = tuple(one.id for one in self._chosen())
        purpose = Choice([(one, one.value) for one in Purpose])
        scope = Choice([((), self.tr("全部未办结的事项"))])
        if chosen:
            scope.set_options(
                [((), self.tr("全部未办结的事项")), (chosen, self.tr("选中的 {0} 项").format(len(chosen)))]
            )
        formats = Choice(
            [
                (_BOTH, self.tr("Excel 和 Word 各一份")),
                (("xlsx",), self.tr("只要 Excel（可以读回）")),
                (("docx",), self.tr("只要 Word（打印用）")),
            ]
        )
        form = FormDialog(
            self.tr("给单位写交办单"),
            self.tr("每个主办和会办单位一份，建议原文一字不差。单位填好 Excel 退回后，可以读回来。"),
            verb=self.tr("选文件夹…"),
            parent=self._window,
        )
        form.add_field(self.tr("用途"), purpose)
        form.add_field(self.tr("事项"), scope)
        form.add_field(self.tr("格式"), formats)
        if not form.ask():
            return None
        kept, ids = formats.value(), scope.value()
        return (
            Purpose(purpose.value()),
            kept if isinstance(kept, tuple) else _BOTH,
            ids if isinstance(ids, tuple) else (),
        )

    def _write_sheets(
        self,
        folder: Path,
        purpose: Purpose,
        formats: tuple[str, ...],
        ids: tuple[int, ...],
        *,
        force: bool = False,
    ) -> None:
        library, day = self._context.library, self._context.today()

        def failed(error: BriefingError) -> None:
            exists = isinstance(error, UnwritableFile) and error.problem is WriteProblem.EXISTS
            if not exists:
                self._context.failed.emit(error)
            elif messages.ask(
                self._window,
                self.tr("“{0}”里已经有同名的{1}单，换成新的吗？").format(folder.name, purpose.value),
                self.tr("原来的文件会被换掉；单位已经填好的，请先读回。"),
                yes=self.tr("换成新的"),
                no=self.tr("不换"),
            ):
                self._write_sheets(folder, purpose, formats, ids, force=True)

        self._context.tasks.run(
            lambda _job: late(_SHEETS, "write_sheets")(
                library, folder, purpose=purpose, day=day, formats=formats, followup_ids=ids, force=force
            ),
            owner=self,
            done=lambda written: self._context.toast(
                self.tr("已在“{0}”写出 {1} 个文件").format(folder.name, len(written))
            ),
            failed=failed,
            name=self.tr("正在写{0}单").format(purpose.value),
        )

    def read_back(self) -> None:
        """Preview what a unit has filled in, then take it over as one action."""
        path = messages.ask_open_file(
            self._window, self.tr("读回单位填好的表"), self.tr("Excel 表格 (*.xlsx *.xlsm);;所有文件 (*)")
        )
        if path is not None:
            today = self._context.today()
            self._context.load(
                lambda session: late(_SHEETS, "preview")(session, path, today=today),
                owner=self,
                done=self._take_over,
                latest="returned",
            )

    def _take_over(self, returned: Returned) -> None:
        if not ask_to_take_over(returned, self._window):
            return
        name = self.tr("读回{0}的反馈").format(returned.unit or self.tr("单位"))
        done = self._context.perform(name, lambda s: late(_SHEETS, "take_over")(s, returned))
        if done is not None:
            self._context.toast(self.tr("已存入 {0} 项反馈").format(done.value), undo=True)

    # --- calendar -------------------------------------------------------------------------------------------------

    def export_calendar(self) -> None:
        """The deadlines of what is not done, for the calendar of an office or a telephone."""
        target = messages.ask_save_file(
            self._window, self.tr("导出期限日历"), Path(self.tr("跟进期限.ics")), self.tr("日历文件 (*.ics)")
        )
        if target is None:
            return
        library, today = self._context.library, self._context.today()
        self._context.tasks.run(
            lambda _job: late("briefing_app.workflows.calendars", "write_calendar")(
                library, target, today=today, force=True
            ),
            owner=self,
            done=lambda count: self._context.toast(self.tr("已把 {0} 个期限写到 {1}").format(count, target.name)),
        )
