"""This file has the dialog that restores: the backups there are, and what is in the one that is picked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from briefing_app.domain.backups import Backup
from briefing_app.errors import BriefingError, LibraryProblem, LibraryUnusable
from briefing_app.ui import messages
from briefing_app.ui.pages import late
from briefing_app.ui.tasks import Job, Tasks
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.dialogs import Dialog
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.side_list import SECOND, SideList
from briefing_app.ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from briefing_app.store.contents import Contents
    from briefing_app.store.keys import Key

_PATH = Qt.ItemDataRole.UserRole + 1
_MEGABYTE = 1 << 20
_NEEDS_PASSWORD = {LibraryProblem.NEEDS_KEY, LibraryProblem.WRONG_KEY}


@dataclass(frozen=True, slots=True)
class Picked:
    """A backup that is to be restored, and the key that opens it."""

    path: Path
    key: Key | None = None


class RestoreDialog(Dialog):
    """Pick a backup, see what is in it, restore. `chosen` is None while nothing that can be restored is picked.

    An encrypted backup opens with the key of the library, or with the password that it had then.
    """

    shown = Signal()  # the contents of the picked backup, or why there are none

    def __init__(
        self,
        name: str,
        backups: Sequence[Backup],
        *,
        tasks: Tasks,
        ask_file: Callable[[], Path | None],
        key: Key | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            self.tr("从备份恢复“{0}”").format(name),
            self.tr("资料库会回到备份时的样子。现在的文件不会删除，会改名另存在旁边。"),
            parent=parent,
            width=680,
        )
        self.chosen: Picked | None = None
        self._key = key
        self._tasks, self._ask_file = tasks, ask_file
        self._list = SideList(self)
        self._list.setAccessibleName(self.tr("备份列表"))
        self._about = QVBoxLayout()
        self._build(backups)
        self._list.currentItemChanged.connect(lambda item, _former: self._look_into(item))
        if backups:
            self._list.setCurrentRow(0)
        else:
            self._say([(self.tr("还没有自动备份。请选择一个备份文件。"), "t2")])

    def _build(self, backups: Sequence[Backup]) -> None:
        now = tokens()
        for backup in backups:
            self._add(
                f"{backup.made_at:%Y-%m-%d %H:%M}",
                self.tr("{0}　{1} MB").format(backup.occasion.value, f"{backup.size / _MEGABYTE:.1f}"),
                backup.path,
            )
        row = QHBoxLayout()
        row.setSpacing(16)
        self._list.setFixedWidth(now.px(250))
        self._list.setMinimumHeight(now.px(280))
        row.addWidget(self._list)
        self._about.setSpacing(8)
        right = QVBoxLayout()
        right.addLayout(self._about)
        right.addStretch(1)
        row.addLayout(right, 1)
        self.body.addLayout(row)
        self.add_verb("file", self.tr("选择别的文件…"), run=self._on_file)
        self.add_verb("", self.tr("不恢复"), run=self.reject)
        self._go = self.add_verb("restore", self.tr("恢复"), main=True)
        self._go.setEnabled(False)

    def _add(self, words: str, second: str, path: Path) -> QListWidgetItem:
        item = QListWidgetItem(words, self._list)
        item.setData(SECOND, second)
        item.setData(_PATH, path)
        item.setToolTip(plain_tip(str(path)))
        return item

    def _on_file(self) -> None:
        path = self._ask_file()
        if path is not None:
            self._list.setCurrentItem(self._add(path.name, str(path.parent), path))

    def _look_into(self, item: QListWidgetItem | None) -> None:
        self.chosen = None
        self._go.setEnabled(False)
        if item is None:
            return
        self._look_at(item.data(_PATH), self._key)

    def _look_at(self, path: Path, key: Key | None) -> None:
        self._say([(self.tr("正在查看…"), "t3")])

        def work(_job: Job) -> tuple[Contents, Key | None]:
            own = late("briefing_app.store.keys", "key_for")(path, key)
            return late("briefing_app.workflows", "contents_of")(path, own), own

        self._tasks.run(
            work, owner=self, done=self._show, failed=lambda error: self._show_error(path, error), latest="look"
        )

    def _show(self, found: tuple[Contents, Key | None]) -> None:
        contents, key = found
        self.chosen = Picked(contents.path, key)
        self._go.setEnabled(True)
        counts = self.tr("会议 {0}　发言 {1}　建议 {2}\n跟进事项 {3}　材料册 {4}").format(
            *(f"{n:,}" for n in (contents.meetings, contents.speeches, contents.proposals)),
            *(f"{n:,}" for n in (contents.followups, contents.packs)),
        )
        lines = [(self.tr("这份备份里有"), "t3"), (counts, "t1")]
        if contents.newest_meetings:
            lines += [(self.tr("最近的会议"), "t3"), ("\n".join(contents.newest_meetings), "t1")]
        if contents.changed_at is not None:
            by = self.tr("（{0}）").format(contents.changed_by) if contents.changed_by else ""
            words = f"{contents.changed_at:%Y-%m-%d %H:%M}　{contents.change}{by}"
            lines += [(self.tr("最后一次改动"), "t3"), (words, "t1")]
        if contents.is_older:
            lines.append((self.tr("由较早的版本建立，恢复后会自动升级。"), "t2"))
        if key is not None:
            lines.append((self.tr("这份备份已加密。恢复后，资料库的密码就是这份备份的密码。"), "t2"))
        self._say(lines)
        self.shown.emit()

    def _show_error(self, path: Path, error: BriefingError) -> None:
        if isinstance(error, LibraryUnusable) and error.problem in _NEEDS_PASSWORD:
            self._say(
                [(self.tr("这份备份设有密码"), "t1"), (self.tr("输入做备份时的密码，就能看到里面有什么。"), "t2")]
            )
            ask = Button(self.tr("输入密码…"), self, icon_name="lock")
            ask.clicked.connect(lambda: self._on_password(path))
            self._about.addWidget(ask)
            self.shown.emit()
            return
        explanation = late("briefing_app.explanations", "explain")(error)
        self._say([(self.tr("这份备份不能用来恢复"), "warn"), (explanation.happened, "t1")])
        self.shown.emit()

    def _on_password(self, path: Path) -> None:
        why = self.tr("输入做备份时的密码。")
        try:
            key = late("briefing_app.ui.unlocking", "ask_key")(path, path.name, tasks=self._tasks, parent=self, why=why)
        except BriefingError as error:
            messages.show_error(self, error)
            return
        if key is not None:
            self._look_at(path, key)

    def _say(self, lines: Sequence[tuple[str, str]]) -> None:
        late("briefing_app.ui.widgets.panes", "empty_layout")(self._about)
        for words, tone in lines:
            self._about.addWidget(PlainLabel(words, self, tone=tone, wrap=True, size=12 if tone == "t3" else 13))


def ask_backup(
    name: str,
    backups: Sequence[Backup],
    *,
    tasks: Tasks,
    kinds: str,
    folder: Path,
    parent: QWidget,
    key: Key | None = None,
) -> Picked | None:
    """Ask which backup to restore; None when left as it is."""
    dialog = RestoreDialog(
        name,
        backups,
        tasks=tasks,
        ask_file=lambda: messages.ask_open_file(parent, dialog.windowTitle(), kinds, folder),
        key=key,
        parent=parent,
    )
    dialog.exec()
    return dialog.chosen if dialog.answer == "restore" else None
