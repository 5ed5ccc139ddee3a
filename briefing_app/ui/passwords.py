"""This file sets, changes and takes away the password of the open library, and locks the window."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from briefing_app.errors import BriefingError
from briefing_app.ui import messages
from briefing_app.ui.context import Context
from briefing_app.ui.pages import late

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from briefing_app.store.keys import Key
    from briefing_app.ui.libraries import LibraryDesk
    from briefing_app.ui.locking import Lock
    from briefing_app.workflows.passwords import Recoded

_log = logging.getLogger(__name__)
_ASKING = "briefing_app.ui.unlocking"
_SHOWN = 6


class Passwords(QObject):
    """Works on whole libraries, like the desk, whose hand it is."""

    def __init__(self, context: Context, window: QWidget, desk: LibraryDesk) -> None:
        super().__init__(window)
        self._context, self._window, self._desk = context, window, desk
        self._lock: Lock | None = None
        context.changes.library_opened.connect(self._watch)

    @property
    def has_password(self) -> bool:
        """Whether the open library has one."""
        return self._context.has_library and self._context.library.key is not None

    @property
    def is_locked(self) -> bool:
        return self._lock is not None and self._lock.is_locked

    # --- opening --------------------------------------------------------------------------------------------------

    def ask(self, path: Path, file: Path) -> Key | None:
        """The key of an encrypted library, whose file may be a copy; None when given up, or SQLCipher is missing."""
        if not self._can_encrypt():
            return None
        key: Key | None = late(_ASKING, "ask_key")(
            file, self._desk.name_of(path), tasks=self._context.tasks, parent=self._window
        )
        return key

    def create(self) -> None:
        """Ask where, and for a password, and make an empty encrypted library there."""
        path = self._desk.ask_new_place(self.tr("新建有密码的资料库")) if self._can_encrypt() else None
        if path is None:
            return
        password = self._ask_new(self.tr("给“{0}”设密码").format(path.stem), self.tr("建立"))
        if password is None:
            if not self._context.has_library:
                self._desk.gave_up.emit()
        else:
            self._context.tasks.run(
                lambda _job: late("briefing_app.store.keys", "new_key")(password),
                owner=self,
                done=lambda key: self._desk.open(path, key=key),
            )

    # --- changing -------------------------------------------------------------------------------------------------

    def set(self) -> None:
        """Give the library a password, or another one."""
        if self._may_change() and (not self.has_password or self._knows(self.tr("更改密码"), self.tr("下一步"))):
            title = self.tr("新密码") if self.has_password else self.tr("给资料库设密码")
            password = self._ask_new(title, self.tr("更改密码") if self.has_password else self.tr("加密资料库"))
            if password is not None:
                self._change(password)

    def remove(self) -> None:
        """Take the password away."""
        if not self.has_password:
            self._context.toast(self.tr("这份资料库没有密码"))
        elif self._may_change() and self._knows(
            self.tr("取消密码"),
            self.tr("取消密码"),
            self.tr("资料库会变回不加密的文件，能用这台电脑的人都能打开。以前的备份仍用现在的密码打开。"),
        ):
            self._change(None)

    def lock(self) -> None:
        """Hide everything until the password is typed."""
        if self._lock is not None and self.has_password:
            self._lock.lock()
        else:
            self._context.toast(self.tr("先给资料库设密码，才能锁定"))

    def _change(self, password: str | None) -> None:
        """The library is closed meanwhile: its file is written anew."""
        library, folder = self._context.library, self._context.settings.backup_folder
        path, key, author = library.path, library.key, self._context.author
        self._desk.close()
        if not self._desk.take_hold(path):
            return
        self._context.tasks.run(
            lambda _job: late("briefing_app.workflows", "change_password")(
                path, password, key=key, author=author, folder=folder
            ),
            owner=self,
            done=lambda done: self._on_changed(path, done),
            failed=lambda error: self._on_unchanged(path, key, error),
            name=self.tr("正在取消加密") if password is None else self.tr("正在加密资料库"),
        )

    def _on_changed(self, path: Path, done: Recoded) -> None:
        self._desk.open(path, key=done.key)
        if done.key is None:
            words = self.tr("密码已取消，资料库不再加密")
        else:
            words = self.tr("密码已设好，资料库和 {0} 份备份都已加密").format(done.followed)
        self._context.toast(words)
        if done.left:
            names = [str(file) for file in done.left[:_SHOWN]]
            more = len(done.left) - len(names)
            messages.tell(
                self._window,
                self.tr("有 {0} 份旧备份没能加密").format(len(done.left)),
                self.tr("它们已损坏或不能改写，仍然可以直接打开。请自行移走或删除：")
                + "\n"
                + "\n".join([*names, *([self.tr("…… 另有 {0} 份").format(more)] if more > 0 else [])]),
            )

    def _on_unchanged(self, path: Path, key: Key | None, error: BriefingError) -> None:
        _log.warning("password not changed: %s", type(error).__name__)
        self._desk.open(path, key=key)
        messages.show_error(self._window, error)

    # --- asking ---------------------------------------------------------------------------------------------------

    def _may_change(self) -> bool:
        if not self._context.has_library or not self._can_encrypt():
            return False
        if self._context.read_only:
            self._context.toast(self.tr("现在是只读打开，不能改密码"))
            return False
        jobs = self._context.tasks.jobs
        if jobs:
            self._context.toast(self.tr("请等“{0}”做完再改密码").format(jobs[0].name))
        return not jobs

    def _can_encrypt(self) -> bool:
        try:
            late("briefing_app.store.drivers", "cipher")()
        except BriefingError as error:
            messages.show_error(self._window, error)
            return False
        return True

    def _knows(self, title: str, verb: str, text: str = "") -> bool:
        """Whoever changes the password of an open library must know it."""
        key = self._context.library.key
        dialog = late(_ASKING, "PasswordDialog")(
            title,
            text or self.tr("先输入现在的密码。"),
            verb=verb,
            check=lambda typed: late("briefing_app.store.keys", "require")(key, typed),
            tasks=self._context.tasks,
            parent=self._window,
        )
        return bool(dialog.ask())

    def _ask_new(self, title: str, verb: str) -> str | None:
        text = self.tr(
            "资料库和它的备份会用 AES-256 加密，每次打开都要输入密码。密码忘了谁也找不回来，请另外写下来妥善保管。"
            "以前另存到别处的备份和导出的文件不会跟着加密。"
        )
        password: str | None = late(_ASKING, "ask_new_password")(title, text, verb=verb, parent=self._window)
        return password

    # --- locking --------------------------------------------------------------------------------------------------

    def _watch(self) -> None:
        if self._lock is None and self.has_password:
            self._lock = late("briefing_app.ui.locking", "Lock")(self._context, self._window)
        if self._lock is not None:
            # Whatever was opening stands now; a dialog that it asked for must not be mistaken for rest.
            QTimer.singleShot(0, self._lock, self._lock.watch)
