"""This file is where the window asks and tells: questions, expected errors, files. Tests answer in its place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from briefing_app.errors import BriefingError
from briefing_app.ui.pages import late

_DIALOGS = "briefing_app.ui.widgets.dialogs"


def ask(parent: QWidget | None, title: str, text: str, *, yes: str, no: str = "") -> bool:
    """A question with one verb for yes and one for leaving it as it is. Only for what undo cannot mend."""
    return choose(parent, title, text, [("", no or _tr("取消")), ("yes", yes)]) == "yes"


def choose(parent: QWidget | None, title: str, text: str, verbs: Sequence[tuple[str, str]]) -> str:
    """Several ways to go on: (key, words), the main one last. Returns the key; "" when left as it is."""
    answer: str = late(_DIALOGS, "question")(title, text, verbs, parent=parent)
    return answer


def tell(parent: QWidget | None, title: str, text: str) -> None:
    """Something that must be read before going on."""
    choose(parent, title, text, [("ok", _tr("知道了"))])


def show_error(parent: QWidget | None, error: BriefingError) -> None:
    """What happened, what is safe, what to do next."""
    explanation = late("briefing_app.explanations", "explain")(error)
    tell(parent, explanation.happened, f"{explanation.safe}\n{explanation.next_step}")


def ask_text(
    parent: QWidget | None, title: str, text: str = "", *, field: str, verb: str, value: str = "", required: bool = True
) -> str | None:
    """One line of text; None when left as it is."""
    line = late("briefing_app.ui.widgets.fields", "TextField")()
    line.setText(value)
    line.selectAll()

    def check() -> str:
        empty = required and not line.text().strip()
        return _tr("请填写{0}。").format(field) if empty else ""

    form = late(_DIALOGS, "FormDialog")(title, text, verb=verb, check=check, parent=parent)
    form.add_field(field, line)
    return str(line.text()).strip() if form.ask() else None


def ask_open_files(parent: QWidget | None, title: str, kinds: str) -> list[Path]:
    """Files to read; empty when left as it is. `kinds` as Qt wants them: 材料 (*.txt *.docx)."""
    names, _ = QFileDialog.getOpenFileNames(parent, title, "", kinds)
    return [Path(name) for name in names]


def ask_open_file(parent: QWidget | None, title: str, kinds: str, folder: Path | None = None) -> Path | None:
    """One file to read."""
    name, _ = QFileDialog.getOpenFileName(parent, title, str(folder or ""), kinds)
    return Path(name) if name else None


def ask_save_file(parent: QWidget | None, title: str, suggested: Path, kinds: str) -> Path | None:
    """Where to write; the system asks itself before a file is replaced."""
    name, _ = QFileDialog.getSaveFileName(parent, title, str(suggested), kinds)
    return Path(name) if name else None


def ask_folder(parent: QWidget | None, title: str, folder: Path | None = None) -> Path | None:
    """A folder."""
    name = QFileDialog.getExistingDirectory(parent, title, str(folder or ""))
    return Path(name) if name else None


def _tr(text: str) -> str:
    return QCoreApplication.translate("Messages", text)
