"""This file has the settings about the password of the library and about locking the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from briefing_app.ui.context import Context
from briefing_app.ui.settings.rows import Section
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.fields import Choice

_MINUTES = (0, 3, 5, 10, 15, 30, 60)


class SecrecySection(Section):
    """Whether the library has a password, and after how long without work the window is locked."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("SecrecySection", "密码与锁定"), parent)
        self._context = context
        self._build_password()
        self._build_lock()
        context.preferences.changed.connect(self.show_settings)
        self.show_settings()

    def show_settings(self) -> None:
        """Show what is set; a time of another version's stays as it is until another is chosen."""
        minutes = self._context.settings.lock_after
        self._after.set_options([(value, self._words(value)) for value in sorted({*_MINUTES, minutes})])
        self._after.set_value(minutes)

    def _build_password(self) -> None:
        encrypted = self._context.library.key is not None
        set_it = self._button(self.tr("更改密码…") if encrypted else self.tr("设密码…"), "password")
        if encrypted:
            why = self.tr("资料库和自动备份都已加密（AES-256），打开时要输入密码。密码忘了无法找回。")
            self.add(self.tr("资料库密码"), why, self._button(self.tr("取消密码…"), "no_password"), set_it)
        else:
            why = self.tr("没有设密码。设了以后资料库和备份都会加密，别人拿到文件也打不开。")
            self.add(self.tr("资料库密码"), why, set_it)

    def _build_lock(self) -> None:
        encrypted = self._context.library.key is not None
        self._after = Choice([], self)
        self._after.setAccessibleName(self.tr("空闲多久锁定"))
        self._after.setEnabled(encrypted)
        self._after.activated.connect(
            lambda _index: self._context.preferences.change(lock_after=int(str(self._after.value())))
        )
        now = self._button(self.tr("现在锁定"), "lock")
        now.setEnabled(encrypted)
        why = self.tr("离开一会儿，窗口就盖住，输入密码才能继续；没写完的文字都在。随时按 Ctrl+Alt+L 也可以锁定。")
        self.add(self.tr("空闲锁定"), why if encrypted else self.tr("设了密码才能锁定。"), now, self._after)

    def _button(self, words: str, command: str) -> Button:
        button = Button(words, self, icon_name="lock" if command == "lock" else "")
        button.clicked.connect(lambda: self._context.command_asked.emit(command))
        return button

    def _words(self, minutes: int) -> str:
        return self.tr("{0} 分钟").format(minutes) if minutes else self.tr("不自动锁定")
