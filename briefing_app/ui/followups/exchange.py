"""This file exchanges with other offices from the window: a file out, a file in, and conflicts that a person decides."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from briefing_app.domain import exchange
from briefing_app.domain.exchange import Conflict, Outcome
from briefing_app.errors import BriefingError
from briefing_app.store import meetings
from briefing_app.ui import messages
from briefing_app.ui.context import Context
from briefing_app.ui.pages import late
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.dialogs import Dialog, FormDialog
from briefing_app.ui.widgets.fields import Choice
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.panes import Pane, ScrollPane

if TYPE_CHECKING:
    from briefing_app.store.database import Done

_WORK = "briefing_app.workflows.exchanging"
_SUFFIX = ".ycx"
Decisions = dict[str, exchange.Choice]


class Exchange(QObject):
    """One file between two offices."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window

    def write(self) -> None:
        """Write the library, or one meeting with all that hangs on it."""
        found = self._context.read(meetings.find)
        scope = Choice([((), self.tr("整个资料库")), *(((one.id,), one.title) for one in found)])
        form = FormDialog(
            self.tr("写出交换文件"),
            self.tr(
                "会议、建议、批注、跟进事项和附件写进一个文件，用 U 盘交给另一个单位读入。"
                "回收站里没有交换过的内容不会带出，材料册和设置不带。"
            ),
            verb=self.tr("选位置…"),
            parent=self._window,
        )
        form.add_field(self.tr("内容"), scope)
        if not form.ask():
            return
        name = self.tr("交换-{0}").format(self._context.today().isoformat()) + _SUFFIX
        target = messages.ask_save_file(self._window, self.tr("写出交换文件"), Path(name), self._kinds())
        if target is None:
            return
        library, ids = self._context.library, scope.value()
        self._context.tasks.run(
            lambda _job: late(_WORK, "write_exchange")(library, target, meeting_ids=ids, force=True),
            owner=self,
            done=lambda count: self._context.toast(self.tr("已写出 {0}，{1} 条记录").format(target.name, count)),
            name=self.tr("正在写交换文件"),
        )

    def take_in(self) -> None:
        """Preview a file of another office, then take it in."""
        path = messages.ask_open_file(self._window, self.tr("读入交换文件"), self._kinds())
        if path is None:
            return
        library = self._context.library
        self._context.tasks.run(
            lambda _job: late(_WORK, "preview_exchange")(library, path),
            owner=self,
            done=lambda outcome: self._decide(path, outcome),
            name=self.tr("正在核对交换文件"),
        )

    def _decide(self, path: Path, outcome: Outcome) -> None:
        decisions = ask_to_take_in(path.name, outcome, self._window)
        if decisions is None:
            return
        library = self._context.library
        self._context.tasks.run(
            lambda _job: late(_WORK, "take_exchange")(library, path, decisions=decisions),
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


def ask_to_take_in(name: str, outcome: Outcome, parent: QWidget | None = None) -> Decisions | None:
    """What a person decides about each conflict; None when nothing is to be taken in."""
    dialog = IncomingDialog(name, outcome, parent)
    dialog.exec()
    return dialog.decisions() if dialog.answer == "take" else None


class IncomingDialog(Dialog):
    """What a file brings, and each conflict with both sides; what is left open stays as it is here."""

    def __init__(self, name: str, outcome: Outcome, parent: QWidget | None = None) -> None:
        nothing = outcome.changes_nothing() and not outcome.conflicts
        title = _tr("“{0}”里没有新内容").format(name) if nothing else _tr("读入“{0}”").format(name)
        super().__init__(title, _summary(outcome), parent=parent, width=640)
        self._choices: dict[str, Choice] = {}
        if outcome.conflicts or outcome.notes:
            scroll = ScrollPane(self, margin=0, spacing=8)
            scroll.setMinimumHeight(tokens().px(320))
            for note in outcome.notes:
                scroll.column.addWidget(PlainLabel(note, self, tone="warn", wrap=True))
            for conflict in outcome.conflicts:
                scroll.column.addWidget(self._conflict(conflict))
            scroll.column.addStretch(1)
            self.body.addWidget(scroll, 1)
        self.add_verb("", _tr("知道了") if nothing else _tr("不读入"), main=nothing)
        if not nothing:
            self.add_verb("take", _tr("读入"), main=True)

    def decisions(self) -> Decisions:
        """The conflicts that were decided."""
        chosen = {uid: choice.value() for uid, choice in self._choices.items()}
        return {uid: exchange.Choice(value) for uid, value in chosen.items() if value is not None}

    def _conflict(self, conflict: Conflict) -> QWidget:
        pane = Pane(self, surface="sub", line="card")
        column = QVBoxLayout(pane)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        words = _tr("{0}“{1}”两边都改过").format(conflict.term, conflict.title)
        column.addWidget(PlainLabel(words, pane, bold=True, wrap=True))
        for one in conflict.differences:
            column.addWidget(PlainLabel(one.field, pane, size=12, tone="t3"))
            column.addWidget(PlainLabel(_tr("本库：{0}").format(one.ours), pane, wrap=True))
            column.addWidget(PlainLabel(_tr("来件：{0}").format(one.theirs), pane, wrap=True))
        choice = Choice(
            [
                (None, _tr("先不动，以后再定")),
                (exchange.Choice.KEEP, _tr("留本库的")),
                (exchange.Choice.TAKE, _tr("用来件的")),
            ],
            pane,
        )
        choice.setAccessibleName(words)
        self._choices[conflict.uid] = choice
        column.addWidget(choice)
        return pane


def _summary(outcome: Outcome) -> str:
    nothing = outcome.changes_nothing() and not outcome.conflicts
    parts = [_tr("资料库没有改动。") if nothing else _tr("资料库还没有改动。读入之后可以一步撤销。")]
    for words, counts in ((_tr("新增：{0}。"), outcome.added), (_tr("更新：{0}。"), outcome.updated)):
        if counts:
            parts.append(words.format("、".join(f"{kind} {count}" for kind, count in counts.items())))
    if outcome.unchanged:
        parts.append(_tr("{0} 条两边一样。").format(outcome.unchanged))
    if outcome.ours_newer:
        parts.append(_tr("{0} 条本库的较新，保留。").format(outcome.ours_newer))
    if outcome.conflicts:
        parts.append(_tr("{0} 处两边都改过，请逐条决定；不决定的保持本库现状。").format(len(outcome.conflicts)))
    return "".join(parts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Exchange", text)
