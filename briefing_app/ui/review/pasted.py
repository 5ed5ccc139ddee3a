"""This file takes material from the clipboard: text, and the page that it was copied from, as the clipboard has it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from briefing_app.domain.text import bare


@dataclass(frozen=True, slots=True)
class Pasted:
    """What lay in the clipboard; `html` is empty where only text was copied."""

    text: str
    html: str = ""

    @property
    def name(self) -> str:
        """How the source is called."""
        return QCoreApplication.translate("Pasted", "粘贴的文字")


def from_clipboard() -> Pasted | None:
    """What can be read from the clipboard; None when there is no text in it. Pictures that it names are not fetched."""
    data = QGuiApplication.clipboard().mimeData()
    text = data.text() if data.hasText() else ""
    html = data.html() if data.hasHtml() else ""
    return Pasted(text, html) if bare(text) or bare(html) else None
