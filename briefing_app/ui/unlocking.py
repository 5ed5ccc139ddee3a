"""This file has the dialogs about passwords: one that asks for a password and checks it, one that takes a new one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from briefing_app.errors import BriefingError, LibraryProblem, LibraryUnusable
from briefing_app.ui.pages import late
from briefing_app.ui.tasks import Tasks
from briefing_app.ui.widgets.buttons import IconButton
from briefing_app.ui.widgets.dialogs import FormDialog
from briefing_app.ui.widgets.fields import TextField

if TYPE_CHECKING:
    from briefing_app.store.keys import Key

_WORKFLOWS = "briefing_app.workflows"


class PasswordField(TextField):
    """A line that shows dots; the eye at its right shows what was typed for as long as it is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setEchoMode(TextField.EchoMode.Password)
        self.eye = IconButton("eye", self.tr("显示密码"), self)
        self.eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes to the next field
        self.eye.setCursor(Qt.CursorShape.ArrowCursor)
        self.eye.clicked.connect(self._on_eye)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        side = self.height() - 4
        self.eye.setGeometry(self.width() - side - 2, 2, side, side)
        self.setTextMargins(0, 0, side, 0)

    def _on_eye(self) -> None:
        hidden = self.echoMode() is TextField.EchoMode.Password
        self.setEchoMode(TextField.EchoMode.Normal if hidden else TextField.EchoMode.Password)
        self.eye.set_icon("eye-off" if hidden else "eye")
        self.eye.set_name(self.tr("隐藏密码") if hidden else self.tr("显示密码"))


class PasswordDialog(FormDialog):
    """Asks for a password until it is right or is given up; `found` is what the check made of the right one.

    A check takes a third of a second, on purpose, so it is made in a worker.
    """

    def __init__(
        self,
        title: str,
        text: str,
        *,
        verb: str,
        check: Callable[[str], Any],
        tasks: Tasks,
        cancel: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, text, verb=verb, cancel=cancel, parent=parent)
        self.found: Any = None
        self._look_at, self._tasks, self._checking = check, tasks, False
        self.field = PasswordField(self)
        self.add_field(self.tr("密码"), self.field)
        self.field.textEdited.connect(lambda _text: self.complain(""))

    def _finish(self) -> None:
        typed = self.field.text()
        if not typed:
            self.complain(self.tr("请输入密码。"))
        elif not self._checking:
            self._checking = True
            self._tasks.run(
                lambda _job: self._look_at(typed),
                owner=self,
                done=self._on_right,
                failed=self._on_wrong,
                latest="check",
            )

    def _on_right(self, found: Any) -> None:
        self.found = found
        self.close_with("ok")

    def _on_wrong(self, error: BriefingError) -> None:
        self._checking = False
        words = self.tr("密码不对。请核对大小写和全角、半角，可以再试。")
        if not (isinstance(error, LibraryUnusable) and error.problem is LibraryProblem.WRONG_KEY):
            words = late("briefing_app.explanations", "explain")(error).happened
        self.complain(words)
        self.field.selectAll()
        self.field.setFocus()


class NewPasswordDialog(FormDialog):
    """Takes a password that was thought of just now, typed twice."""

    def __init__(self, title: str, text: str, *, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(title, text, verb=verb, check=self._complaint, parent=parent)
        self.first, self.second = PasswordField(self), PasswordField(self)
        self.add_field(self.tr("新密码"), self.first)
        self.add_field(self.tr("再输一次"), self.second)

    def _complaint(self) -> str:
        complaint: str = late(_WORKFLOWS, "complaint_about")(self.first.text(), self.second.text())
        return complaint


def ask_key(path: Path, name: str, *, tasks: Tasks, parent: QWidget, why: str = "") -> Key | None:
    """Ask for the password of an encrypted file until it opens; None when it is given up."""
    dialog = PasswordDialog(
        _tr("“{0}”设有密码").format(name),
        why or _tr("输入密码后打开。密码不会保存在电脑上；忘记了无法找回。"),
        verb=_tr("打开"),
        check=lambda typed: late(_WORKFLOWS, "unlock")(path, typed),
        tasks=tasks,
        parent=parent,
    )
    key: Key | None = dialog.found if dialog.ask() else None
    return key


def ask_new_password(title: str, text: str, *, verb: str, parent: QWidget) -> str | None:
    """Ask for a new password; None when left as it is."""
    dialog = NewPasswordDialog(title, text, verb=verb, parent=parent)
    return dialog.first.text() if dialog.ask() else None


def _tr(text: str) -> str:
    return QCoreApplication.translate("Unlocking", text)
