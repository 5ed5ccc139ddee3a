"""This file exchanges with other offices from the window: a file out, a file in, and conflicts that a person decides."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from briefing_app.domain.exchange import Outcome
from briefing_app.errors import BriefingError, ReadProblem, UnreadableFile
from briefing_app.store import meetings
from briefing_app.ui import messages
from briefing_app.ui.context import Context
from briefing_app.ui.followups.incoming import ask_to_take_in
from briefing_app.ui.pages import late
from briefing_app.ui.tasks import Job
from briefing_app.ui.widgets.dialogs import FormDialog
from briefing_app.ui.widgets.fields import Choice, TextField

if TYPE_CHECKING:
    from briefing_app.store.database import Done

_WORK = "briefing_app.workflows.exchanging"
_SUFFIX = ".ycx"
_SHORTEST_PASSWORD = 6


class Exchange(QObject):
    """One file between two offices."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window

    def write(self) -> None:
        """Write the library, or one meeting with all that hangs on it; sealed where a password is wanted."""
        found = self._context.read(meetings.find)
        scope = Choice([((), self.tr("整个资料库")), *(((one.id,), one.title) for one in found)])
        first, second = _password_field(), _password_field()
        form = FormDialog(
            self.tr("写出交换文件"),
            self.tr(
                "会议、建议、批注、跟进事项、附件，以及材料册、词典、常用筛选写进一个文件，用 U 盘交给另一个单位读入。"
                "只选一次会议时，材料册、词典和筛选不带；回收站里没有交换过的内容和未审核完的草稿不带。"
            ),
            verb=self.tr("选位置…"),
            check=lambda: self._complaint(first.text(), second.text()),
            parent=self._window,
        )
        form.add_field(self.tr("内容"), scope)
        form.add_field(self.tr("密码（可不设）"), first)
        form.add_field(self.tr("再输一次"), second)
        if not form.ask():
            return
        name = self.tr("交换-{0}").format(self._context.today().isoformat()) + _SUFFIX
        target = messages.ask_save_file(self._window, self.tr("写出交换文件"), Path(name), self._kinds())
        if target is None:
            return
        library, ids, password = self._context.library, scope.value(), first.text()
        self._context.tasks.run(
            lambda job: late(_WORK, "write_exchange")(
                library, target, meeting_ids=ids, password=password, force=True, watch=_watch(job)
            ),
            owner=self,
            done=lambda count: self._context.toast(self.tr("已写出 {0}，{1} 条记录").format(target.name, count)),
            name=self.tr("正在写交换文件"),
        )

    def take_in(self) -> None:
        """Preview a file of another office, then take it in."""
        path = messages.ask_open_file(self._window, self.tr("读入交换文件"), self._kinds())
        if path is not None:
            self._preview(path, "")

    def _preview(self, path: Path, password: str) -> None:
        library = self._context.library
        self._context.tasks.run(
            lambda job: late(_WORK, "preview_exchange")(library, path, password=password, watch=_watch(job)),
            owner=self,
            done=lambda outcome: self._decide(path, password, outcome),
            failed=lambda error: self._on_unreadable(path, error),
            name=self.tr("正在核对交换文件"),
        )

    def _on_unreadable(self, path: Path, error: BriefingError) -> None:
        """A file that wants a password is asked about; anything else is told."""
        problem = error.problem if isinstance(error, UnreadableFile) else None
        if problem not in (ReadProblem.SEALED, ReadProblem.WRONG_PASSWORD):
            self._context.failed.emit(error)
            return
        password = self._ask_password(path.name, is_wrong=problem is ReadProblem.WRONG_PASSWORD)
        if password:
            self._preview(path, password)

    def _ask_password(self, name: str, *, is_wrong: bool) -> str:
        field = _password_field()
        wrong = self.tr("密码不对，请核对大小写和全角半角；无误而仍打不开，文件开头可能已损坏，请对方再给一份。")
        form = FormDialog(
            self.tr("“{0}”设有密码").format(name),
            wrong if is_wrong else self.tr("写出这个文件的单位设了密码。资料库还没有改动。"),
            verb=self.tr("打开"),
            check=lambda: "" if field.text() else self.tr("请输入密码。"),
            parent=self._window,
        )
        form.add_field(self.tr("密码"), field)
        return field.text() if form.ask() else ""

    def _complaint(self, first: str, second: str) -> str:
        if first and len(first) < _SHORTEST_PASSWORD:
            return self.tr("密码至少 {0} 个字。").format(_SHORTEST_PASSWORD)
        return "" if first == second else self.tr("两次输入的密码不一样。")

    def _decide(self, path: Path, password: str, outcome: Outcome) -> None:
        decisions = ask_to_take_in(path.name, outcome, self._window)
        if decisions is None:
            return
        library, folder = self._context.library, self._context.settings.backup_folder
        self._context.tasks.run(
            lambda job: late(_WORK, "take_exchange")(
                library, path, decisions=decisions, password=password, backup_folder=folder, watch=_watch(job)
            ),
            owner=self,
            done=self._on_taken,
            failed=self._on_failed,
            name=self.tr("正在读入交换文件"),
        )

    def _on_taken(self, done: Done[Outcome]) -> None:
        self._context.record(done)
        outcome = done.value
        left = self.tr("，{0} 处冲突留待处理").format(len(outcome.conflicts)) if outcome.conflicts else ""
        words = self.tr("已读入：新增 {0} 条，更新 {1} 条{2}")
        added, updated = sum(outcome.added.values()), sum(outcome.updated.values())
        self._context.toast(words.format(added, updated, left), undo=not done.changes.is_empty())

    def _on_failed(self, error: BriefingError) -> None:
        self._context.failed.emit(error)

    def _kinds(self) -> str:
        return self.tr("言策交换文件 (*{0});;所有文件 (*)").format(_SUFFIX)


def _watch(job: Job) -> Any:
    """The bottom bar follows the job, and can stop it until it is being kept."""
    return late(_WORK, "Watch")(job.report, job.is_cancelled, job.settle)


def _password_field() -> TextField:
    field = TextField()
    field.setEchoMode(TextField.EchoMode.Password)
    return field
