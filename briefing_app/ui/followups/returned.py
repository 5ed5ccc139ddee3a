"""This file shows what a returned sheet would change, row by row, before anything is taken over."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from briefing_app.domain.unit_sheets import Answer, Returned
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.dialogs import Dialog
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.panes import Pane, ScrollPane


def ask_to_take_over(returned: Returned, parent: QWidget | None = None) -> bool:
    """Whether a person wants what the sheet says."""
    dialog = ReturnedDialog(returned, parent)
    dialog.exec()
    return dialog.answer == "take"


class ReturnedDialog(Dialog):
    """The preview: what each row changes, which rows are left out and why, and what is missing."""

    def __init__(self, returned: Returned, parent: QWidget | None = None) -> None:
        ready = len(returned.ready)
        unit = returned.unit or _tr("单位")
        title = _tr("{0}的反馈：{1} 项可以存入").format(unit, ready) if ready else _tr("没有可以存入的反馈")
        super().__init__(title, self._summary(returned), parent=parent, width=600)
        scroll = ScrollPane(self, margin=0, spacing=8)
        scroll.setMinimumHeight(tokens().px(320))
        for answer in returned.answers:
            scroll.column.addWidget(self._row(answer))
        self._add_names(scroll.column, _tr("不是本资料库发出的行，不会存入"), returned.foreign)
        self._add_names(scroll.column, _tr("这个单位手里还有，但表里没有的事项"), returned.missing)
        scroll.column.addStretch(1)
        self.body.addWidget(scroll, 1)
        self.add_verb("", _tr("不存入") if ready else _tr("知道了"), main=not ready)
        if ready:
            self.add_verb("take", _tr("存入 {0} 项").format(ready), main=True)

    def _summary(self, returned: Returned) -> str:
        parts = [_tr("资料库还没有改动。存入之后可以撤销。")]
        if returned.unfilled:
            parts.append(_tr("有 {0} 行没有填写，或以前已经读回。").format(returned.unfilled))
        if not returned.unit:
            parts.append(_tr("表里没有写明单位，请先核对。"))
        return "".join(parts)

    def _row(self, answer: Answer) -> QWidget:
        pane = Pane(self, surface="sub", line="card")
        column = QVBoxLayout(pane)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addWidget(PlainLabel(answer.title, pane, bold=True, wrap=True))
        for words in answer.changes if not answer.problems else ():
            column.addWidget(PlainLabel(words, pane, tone="t2", wrap=True))
        for words in answer.problems:
            column.addWidget(PlainLabel(_tr("不会存入：{0}").format(words), pane, tone="warn", wrap=True))
        return pane

    def _add_names(self, column: QVBoxLayout, head: str, names: tuple[str, ...]) -> None:
        if not names:
            return
        column.addWidget(PlainLabel(head, self, size=12, tone="t3", wrap=True))
        for name in names:
            column.addWidget(PlainLabel(name or _tr("（没有编号）"), self, wrap=True))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Returned", text)
