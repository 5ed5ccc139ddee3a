"""This file has the band of a review that proposes to keep the draft as another version of what is there."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.labels import ElidedLabel
from briefing_app.ui.widgets.panes import Bar
from briefing_app.workflows.collating import Former, SavedVersions


class FormerBand(Bar):
    """Says what the draft is like; the person decides: another version, or material of its own."""

    kept_asked = Signal(object)  # Former

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, surface="sub")
        self._former: Former | None = None
        self._words = ElidedLabel("", self, tone="t2")
        own = Button(self.tr("当作新材料"), self, size="bar")
        own.clicked.connect(lambda: self.show_former(None))
        self._keep = Button(self.tr("存为另一版本"), self, size="bar", icon_name="git-compare")
        self._keep.clicked.connect(lambda: self.kept_asked.emit(self._former))
        self.row.addWidget(self._words, 1)
        self.add(own, self._keep)
        self.hide()

    def show_former(self, former: Former | None) -> None:
        """Propose; None: there is nothing like it, or the person has decided."""
        self._former = former
        self.setVisible(former is not None)
        if former is not None:
            words = self.tr("和“{0}”的 {1} 篇发言有 {2}% 相同，可能是它的另一版本。")
            self._words.setText(words.format(former.title, len(former.matches), round(former.likeness * 100)))


def said_of(saved: SavedVersions) -> str:
    """What was kept as another version, and what could not be, since nobody there had said it."""
    words = _tr("{0} 篇发言有了另一版本，在发言的“更多操作”里对勘").format(len(saved.version_ids))
    if saved.left:
        words += _tr("；没有对应发言、没有存入的：{0}").format("、".join(saved.left))
    return words


def _tr(text: str) -> str:
    return QCoreApplication.translate("FormerBand", text)
