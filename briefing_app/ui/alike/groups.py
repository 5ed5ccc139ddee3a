"""This file shows what is merged: one line for each shared recommendation, with all who made it and their own words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from briefing_app.domain.alike import Alike
from briefing_app.domain.proposals import Proposal
from briefing_app.store import alike
from briefing_app.ui import messages
from briefing_app.ui.context import Context
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.buttons import Button, IconButton
from briefing_app.ui.widgets.chips import Chip
from briefing_app.ui.widgets.labels import ElidedLabel, PlainLabel
from briefing_app.ui.widgets.painting import ChipKind
from briefing_app.ui.widgets.panes import EmptyState, Pane, ScrollPane, empty_layout

_INDENT = 32  # under the words of the head


class AlikeGroups(QWidget):
    """The groups of a meeting; a click on a line shows or hides what each of its members said."""

    origin_asked = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._open: set[int] = set()
        self._groups: list[Alike] = []
        self._wanted = 0  # a recommendation whose group is to be opened
        self._empty = EmptyState("merge", "", parent=self)
        self._empty.say(
            self.tr("还没有同类建议"),
            self.tr("在对照表右侧或“建议”页，点一条建议的“找相近的建议”，勾选后标为同类或归并，这里就有一行。"),
        )
        self._scroll = ScrollPane(self, margin=0, spacing=0)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._scroll.column.addLayout(self._lines)
        self._scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._empty)
        column.addWidget(self._scroll)

    def show_groups(self, groups: Sequence[Alike]) -> None:
        """Show these; what was open stays open."""
        self._groups = sorted(groups, key=lambda one: (-len(one.speakers), one.id))
        self._open &= {one.id for one in self._groups}
        wanted = [one.id for one in self._groups if self._wanted in {member.id for member in one.members}]
        if wanted:
            self._open.update(wanted)
            self._wanted = 0
        self._empty.setVisible(not self._groups)
        self._scroll.setVisible(bool(self._groups))
        empty_layout(self._lines)
        for group in self._groups:
            self._lines.addWidget(self._line(group))

    def open_of(self, proposal_id: int) -> None:
        """Show what the group of a recommendation says, now or when it comes."""
        self._wanted = proposal_id
        self.show_groups(self._groups)

    def toggle(self, alike_id: int) -> None:
        """Show or hide what the members said."""
        self._open ^= {alike_id}
        self.show_groups(self._groups)

    # --- a group --------------------------------------------------------------------------------------------------

    def _line(self, group: Alike) -> Pane:
        line = Pane(self, line="below")
        column = QVBoxLayout(line)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(4)
        column.addLayout(self._head(group, line))
        if group.id in self._open:
            for member in group.members:
                column.addLayout(self._member(group, member, line))
        return line

    def _head(self, group: Alike, line: Pane) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        opened = group.id in self._open
        toggle = IconButton(
            "chevron-down" if opened else "chevron-right",
            self.tr("收起各条原话") if opened else self.tr("看各条原话"),
            line,
            bar=True,
        )
        toggle.clicked.connect(partial(self._on_toggled, group.id))
        row.addWidget(toggle, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words(group, line), 1)
        if not group.merged:
            merge = Button(self.tr("归并"), line, icon_name="merge", size="bar")
            merge.clicked.connect(partial(self._merge, group))
            row.addWidget(merge, 0, Qt.AlignmentFlag.AlignTop)
        more = IconButton("ellipsis", self.tr("更多"), line, bar=True)
        more.clicked.connect(lambda: self._open_menu(more, group))
        row.addWidget(more, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _words(self, group: Alike, line: Pane) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(8)
        kind = ChipKind.OK if group.merged else ChipKind.PLAIN
        first.addWidget(Chip(self.tr("已归并") if group.merged else self.tr("同类"), line, kind=kind))
        if group.wording:
            first.addWidget(Chip(self.tr("概括"), line))
        first.addWidget(ElidedLabel(group.wording or group.lead.text, line, bold=True), 1)
        words.addLayout(first)
        count, meetings = len(group.speakers), group.meetings
        said = self.tr("{0} 人提出：{1}").format(count, "、".join(group.speakers))
        if len(meetings) > 1:
            said += self.tr("　{0} 场会议").format(len(meetings))
        words.addWidget(ElidedLabel(said, line, size=12, tone="t2"))
        return words

    def _member(self, group: Alike, member: Proposal, line: Pane) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addSpacing(tokens().px(_INDENT))
        words = QVBoxLayout()
        words.setSpacing(0)
        who = "　".join(part for part in (member.speaker, member.organisation, member.meeting_title) if part)
        lead = self.tr("主条　") if member.id == group.lead.id else ""
        words.addWidget(ElidedLabel(f"{lead}{who}　{member.status.value}", line, size=12, tone="t3"))
        words.addWidget(PlainLabel(member.text, line, wrap=True, selectable=True))
        row.addLayout(words, 1)
        for icon, name, run in (
            ("locate", self.tr("看出处"), partial(self.origin_asked.emit, member.id)),
            ("unlink", self.tr("移出这一组"), partial(self._leave, member)),
        ):
            button = IconButton(icon, name, line, bar=True)
            button.clicked.connect(partial(_run, run))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _open_menu(self, button: QWidget, group: Alike) -> None:
        menu = QMenu(self)
        if group.merged:
            menu.addAction(self.tr("拆开归并，仍为同类"), partial(self._part, group))
        for member in group.others:
            words = self.tr("以{0}的这条为主条").format(member.speaker.replace("&", "&&"))
            menu.addAction(words, partial(self._lead, group, member))
        menu.addAction(self.tr("写概括"), partial(self._word, group))
        menu.addSeparator()
        menu.addAction(self.tr("解除这一组"), partial(self._dissolve, group))
        menu.exec(button.mapToGlobal(QPoint(0, button.height())))

    # --- writing --------------------------------------------------------------------------------------------------

    def _on_toggled(self, alike_id: int, _checked: bool = False) -> None:
        self.toggle(alike_id)

    def _merge(self, group: Alike, _checked: bool = False) -> None:
        self._write(self.tr("归并建议"), lambda s: alike.merge(s, group.id, lead=group.lead.id))

    def _part(self, group: Alike) -> None:
        self._write(self.tr("拆开归并"), lambda s: alike.part(s, group.id))

    def _lead(self, group: Alike, member: Proposal) -> None:
        self._write(self.tr("改主条"), lambda s: alike.set_lead(s, group.id, member.id))

    def _leave(self, member: Proposal) -> None:
        self._write(self.tr("移出同类"), lambda s: alike.leave(s, member.id))

    def _dissolve(self, group: Alike) -> None:
        self._write(self.tr("解除同类"), lambda s: alike.dissolve(s, group.id))

    def _word(self, group: Alike) -> None:
        text = messages.ask_text(
            self,
            self.tr("概括这组同类建议"),
            self.tr("工作人员的话，始终标明“概括”；各条原话不变。清空就去掉。"),
            field=self.tr("概括"),
            verb=self.tr("写好了"),
            value=group.wording,
            required=False,
        )
        if text is not None and text != group.wording:
            self._write(self.tr("概括同类建议"), lambda s: alike.set_wording(s, group.id, text))

    def _write(self, name: str, work: Callable[[Session], object]) -> None:
        self._context.perform(name, work)


def _run(run: Callable[[], object], _checked: bool = False) -> None:
    run()
