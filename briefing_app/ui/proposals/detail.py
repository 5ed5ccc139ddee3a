"""This file has the detail pane of a recommendation: quotation, staff wording, state, themes, follow-ups, likes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from briefing_app import workflows
from briefing_app.domain.proposals import ProposalStatus, RewordingKind, ThemeLink, next_statuses
from briefing_app.domain.text import Span
from briefing_app.ui.context import Context
from briefing_app.ui.proposals.detail_view import ProposalView
from briefing_app.ui.proposals.quotation import Quotation
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.buttons import Button, IconButton
from briefing_app.ui.widgets.chips import Chip, DueBadge, StatusBadge
from briefing_app.ui.widgets.fields import SegmentedControl
from briefing_app.ui.widgets.flow import TagFlow, flow
from briefing_app.ui.widgets.labels import ElidedLabel, PlainLabel
from briefing_app.ui.widgets.long_text import LongText
from briefing_app.ui.widgets.marked_text import MarkedText
from briefing_app.ui.widgets.panes import EmptyState, Pane, PaneHead, ScrollPane, empty_layout
from briefing_app.ui.widgets.tips import plain_tip
from briefing_app.ui.widgets.typing_pause import TypingPause


class DetailPane(Pane):
    """Shows one recommendation. What is asked for is emitted; the page writes it."""

    star_asked = Signal(int, bool)
    step_asked = Signal(int)
    origin_asked = Signal(int)
    summary_written = Signal(int, str, object)  # id, text, RewordingKind
    status_asked = Signal(int, object)
    theme_asked = Signal(int)
    theme_confirmed = Signal(int, str)
    theme_removed = Signal(int, str)
    tag_asked = Signal(int)
    tag_removed = Signal(int, str)
    followup_asked = Signal(int)
    followup_opened = Signal(int)
    note_opened = Signal(int)  # annotation
    similar_opened = Signal(int)
    alike_asked = Signal(int)  # which of the similar ones are 同类
    group_opened = Signal(int)  # what it is 同类 with
    menu_asked = Signal(int, QPoint)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._view: ProposalView | None = None
        self._head = PaneHead(self.tr("建议"), self, height=44)
        self._star = IconButton("star", self.tr("设为重点"), self, bar=True)
        former = IconButton("chevron-up", self.tr("上一条"), self, bar=True)
        following = IconButton("chevron-down", self.tr("下一条"), self, bar=True)
        more = IconButton("ellipsis", self.tr("更多操作"), self, bar=True)
        self._head.add(self._star, former, following, more)
        self._scroll = ScrollPane(self, margin=0, spacing=0)
        self._quotation = Quotation(self)
        self._origin = PlainLabel("", self, size=12, tone="t3")
        self._kind = SegmentedControl([(k, k.value, "") for k in RewordingKind], self, name=self.tr("写法"))
        self._summary = QPlainTextEdit(self)
        self._timer = TypingPause(self)
        self._facts, self._followups, self._notes, self._similar = (QVBoxLayout() for _ in range(4))
        self._empty = EmptyState("message-square-quote", self.tr("选一条建议，这里看详情"), parent=self)
        self._build()
        self._star.clicked.connect(self._on_star)
        former.clicked.connect(lambda: self.step_asked.emit(-1))
        following.clicked.connect(lambda: self.step_asked.emit(1))
        more.clicked.connect(
            lambda: self._with(lambda v: self.menu_asked.emit(v, more.mapToGlobal(QPoint(0, more.height()))))
        )
        self._summary.textChanged.connect(self._timer.start)
        self._timer.over.connect(self.take)
        context.changes.keeping.connect(self.take)
        context.changes.library_closing.connect(self._forget)
        self._kind.chosen.connect(lambda _kind: self.take(even_if_same=True))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._empty, 1)
        self._build_quotation()
        self._build_summary()
        for layout in (self._facts, self._followups, self._notes, self._similar):
            layout.setSpacing(6)
            self._section().addLayout(layout)
        self._scroll.column.addStretch(1)
        self.show_nothing()

    def _section(self) -> QVBoxLayout:
        pane = Pane(self, line="below")
        column = QVBoxLayout(pane)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self._scroll.column.addWidget(pane)
        return column

    def _build_quotation(self) -> None:
        section = self._section()
        row = QHBoxLayout()
        row.addWidget(self._origin, 1)
        find = Button(self.tr("看出处"), self, icon_name="locate", kind="link")
        find.clicked.connect(lambda: self._with(self.origin_asked.emit))
        row.addWidget(find)
        section.addLayout(row)
        section.addWidget(self._quotation)
        self._misplaced = PlainLabel(
            self.tr("失配：这是采编时的原话，现行文本里已经改动。点“看出处”到发言里改放，或移到回收站。"),
            self,
            size=12,
            tone="warn",
            wrap=True,
        )
        section.addWidget(self._misplaced)

    def _build_summary(self) -> None:
        section = self._section()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._kind)
        row.addWidget(PlainLabel(self.tr("工作人员所写，不是原话"), self, size=12, tone="t3"), 1)
        section.addLayout(row)
        self._summary.setProperty("field", True)
        self._summary.setPlaceholderText(self.tr("需要时写一句概括，打印时会标明。停笔就存好。"))
        self._summary.setAccessibleName(self.tr("概括或改写"))
        self._summary.setTabChangesFocus(True)
        self._summary.setFixedHeight(tokens().line_height(13) * 3 + tokens().px(12))
        section.addWidget(self._summary)

    # --- showing --------------------------------------------------------------------------------------------------

    @property
    def proposal_id(self) -> int:
        return self._view.proposal.id if self._view else -1

    def show_nothing(self) -> None:
        self.take()
        self._view = None
        self._scroll.hide()
        self._empty.show()

    def _forget(self) -> None:
        """What is shown belongs to a library that closes; it was kept just before."""
        self._timer.stop()
        self._view = None

    def show_proposal(self, view: ProposalView, *, place: int, count: int, hits: list[Span]) -> None:
        """Show a recommendation; `hits` are found words in its speech's text."""
        proposal = view.proposal
        if self.proposal_id != proposal.id:
            self.take()
            self._show_similar_waiting()
        self._view = view
        self._empty.hide()
        self._scroll.show()
        self._head.set_title(self.tr("建议 {0} / {1}").format(f"{place + 1:,}", f"{count:,}"))
        self._star.set_icon("star", tone="acc" if proposal.important else "")
        self._star.set_name(self.tr("取消重点") if proposal.important else self.tr("设为重点"))
        number = view.speech.paragraph_number(proposal.span)
        self._origin.setText(self.tr("原文　{0}　第 {1} 段").format(proposal.speaker, number))
        shift = view.paragraph.start
        inside = [hit.shifted(-shift) for hit in hits if view.paragraph.contains(hit)]
        self._misplaced.setVisible(proposal.misplaced)
        if proposal.misplaced:
            self._quotation.show_quotation(proposal.text, Span(0, len(proposal.text)))
        else:
            self._quotation.show_quotation(view.paragraph.of(view.speech.text), proposal.span.shifted(-shift), inside)
        self._show_summary()
        self._fill_facts()
        self._fill_followups()
        self._fill_notes()

    def show_similar(self, found: list[workflows.Similar]) -> None:
        """Show what was found to be like it."""
        empty_layout(self._similar)
        head = self.tr("相近建议 {0}　仅供参考，不会自动合并").format(len(found))
        self._similar.addWidget(PlainLabel(head if found else self.tr("没有相近的建议"), self, size=12, tone="t3"))
        ask = Button(self.tr("找同类或归并"), self, icon_name="git-compare", kind="link")
        ask.clicked.connect(lambda: self._with(self.alike_asked.emit))
        self._similar.addWidget(ask, 0, Qt.AlignmentFlag.AlignLeft)
        for similar in found:
            self._similar.addLayout(self._similar_row(similar))

    def _show_similar_waiting(self) -> None:
        empty_layout(self._similar)
        self._similar.addWidget(PlainLabel(self.tr("正在找相近的建议"), self, size=12, tone="t3"))

    def _show_summary(self) -> None:
        view = self._view
        if view is None or self._summary.hasFocus():
            return
        self._summary.blockSignals(True)
        self._summary.setPlainText(view.proposal.summary or "")
        self._summary.blockSignals(False)
        self._kind.set_value(view.proposal.summary_kind or RewordingKind.SUMMARY)

    def take(self, *, even_if_same: bool = False) -> None:
        """Give what was typed, if it is new."""
        self._timer.stop()
        view = self._view
        if view is None:
            return
        text = self._summary.toPlainText().strip()
        kind = self._kind.value()
        changed = text != (view.proposal.summary or "")
        rekinded = even_if_same and bool(text) and kind is not view.proposal.summary_kind
        if changed or rekinded:
            self.summary_written.emit(view.proposal.id, text, kind)

    def _fill_facts(self) -> None:
        empty_layout(self._facts)
        view = self._view
        if view is None:
            return
        proposal = view.proposal
        self._facts.addLayout(self._fact(self.tr("状态"), self._status_row(proposal.status)))
        themes: list[QWidget] = []
        for theme in proposal.themes:
            chip = Chip(
                theme.name if theme.confirmed else self.tr("{0} 待确认").format(theme.name),
                self,
                icon="" if theme.confirmed else "sparkles",
                dashed=not theme.confirmed,
                removable=True,
            )
            chip.setToolTip(plain_tip(_why(theme)))
            chip.removed.connect(partial(self.theme_removed.emit, proposal.id, theme.name))
            themes.append(chip)
            if not theme.confirmed:
                confirm = IconButton("check", self.tr("确认主题“{0}”").format(theme.name), self, bar=True)
                confirm.clicked.connect(partial(self._confirm, theme.name))
                themes.append(confirm)
        flow = self._flow(themes, self.tr("加主题"), self.theme_asked.emit)
        for theme in proposal.themes:
            if not theme.confirmed and theme.reason:
                flow.addWidget(PlainLabel(_why(theme), self, size=12, tone="t3", wrap=True))
        if any(not theme.confirmed for theme in proposal.themes):
            flow.addWidget(PlainLabel(self.tr("Ctrl+Shift+T 全部确认"), self, size=12, tone="t3"))
        self._facts.addLayout(self._fact(self.tr("主题"), flow))
        tags = TagFlow(proposal.tags, self)
        tags.added.connect(lambda: self._with(self.tag_asked.emit))
        tags.removed.connect(lambda name: self._with(lambda key: self.tag_removed.emit(key, name)))
        tag_row = QHBoxLayout()
        tag_row.addWidget(tags, 1)
        self._facts.addLayout(self._fact(self.tr("标签"), tag_row))
        if view.group is not None:
            words = self.tr("{0} 条，已归并，主条：{1}") if view.group.merged else self.tr("{0} 条，最先：{1}")
            shown = Button(
                words.format(len(view.group.members), view.group.lead.speaker.replace("&", "&&")), self, kind="link"
            )
            shown.clicked.connect(lambda: self._with(self.group_opened.emit))
            self._facts.addLayout(self._fact(self.tr("同类"), self._flow([shown], "", None)))
        if proposal.destination:
            self._facts.addLayout(self._fact(self.tr("去向"), self._flow([Chip(proposal.destination, self)], "", None)))

    def _confirm(self, name: str, _checked: bool = False) -> None:
        self._with(lambda key: self.theme_confirmed.emit(key, name))

    def _fact(self, name: str, content: QHBoxLayout | QVBoxLayout) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        label = PlainLabel(name, self, size=12, tone="t3")
        label.setFixedWidth(tokens().metrics(12).horizontalAdvance("状态　"))
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(content, 1)
        return row

    def _status_row(self, status: ProposalStatus) -> QVBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(StatusBadge(status.value, self))
        row.addStretch(1)
        move = Button(self.tr("改状态"), self, size="bar", menu_mark=True)
        move.clicked.connect(lambda: self._open_status_menu(move, status))
        row.addWidget(move)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addLayout(row)
        steps = next_statuses(status)
        if steps:
            words = self.tr("下一步：{0}").format("、".join(step.value for step in steps[:2]))
            column.addWidget(PlainLabel(words, self, size=12, tone="t3", wrap=True))
        return column

    def _open_status_menu(self, button: Button, status: ProposalStatus) -> None:
        menu = QMenu(self)
        for step in next_statuses(status):
            menu.addAction(step.value, partial(self._move, step))
        menu.exec(button.mapToGlobal(QPoint(0, button.height())))

    def _move(self, step: ProposalStatus) -> None:
        self._with(lambda key: self.status_asked.emit(key, step))

    def _flow(self, widgets: Sequence[QWidget], add: str, asked: Callable[[int], object] | None) -> QVBoxLayout:
        """Widgets in as many rows as they need, and a button to add one."""
        if asked is not None:
            button = IconButton("plus", add, self, bar=True)
            button.clicked.connect(lambda: self._with(asked))
            widgets = [*widgets, button]
        return flow(widgets)

    def _fill_followups(self) -> None:
        empty_layout(self._followups)
        view = self._view
        if view is None:
            return
        row = QHBoxLayout()
        row.addWidget(PlainLabel(self.tr("跟进事项 {0}").format(len(view.followups)), self, size=12, tone="t3"), 1)
        new = Button(self.tr("新建"), self, icon_name="plus", kind="link")
        new.clicked.connect(lambda: self._with(self.followup_asked.emit))
        row.addWidget(new)
        self._followups.addLayout(row)
        for followup in view.followups:
            head = QHBoxLayout()
            head.setSpacing(8)
            head.addWidget(DueBadge.of(followup, self._context.today(), self))
            link = ElidedLabel(followup.title, self)
            head.addWidget(link, 1)
            opened = IconButton("arrow-right", self.tr("打开跟进事项"), self, bar=True)
            opened.clicked.connect(partial(self._open_followup, followup.id))
            head.addWidget(opened)
            self._followups.addLayout(head)
            parts = [self.tr("主办 {0}").format(followup.lead or self.tr("待明确"))]
            if followup.with_units:
                parts.append(self.tr("会办 {0}").format("、".join(followup.with_units)))
            if followup.due:
                parts.append(self.tr("期限 {0}月{1}日").format(followup.due.month, followup.due.day))
            self._followups.addWidget(ElidedLabel("　".join(parts), self, size=12, tone="t3"))

    def _open_followup(self, followup_id: int, _checked: bool = False) -> None:
        self.followup_opened.emit(followup_id)

    def _fill_notes(self) -> None:
        empty_layout(self._notes)
        view = self._view
        if view is None:
            return
        self._notes.addWidget(PlainLabel(self.tr("批注 {0}").format(len(view.notes)), self, size=12, tone="t3"))
        for note in view.notes:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(Chip(note.colour.value, self), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(LongText(note.note or f"“{note.quote}”", note.colour.value, self), 1)
            self._notes.addLayout(row)

    def _similar_row(self, similar: workflows.Similar) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Chip(f"{round(similar.score * 100)}%", self), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(MarkedText(similar.proposal.text, similar.spans, self))
        where = f"{similar.proposal.speaker}　{similar.proposal.meeting_title}"
        words.addWidget(ElidedLabel(where, self, size=12, tone="t3"))
        row.addLayout(words, 1)
        opened = IconButton("arrow-right", self.tr("打开这条建议"), self, bar=True)
        opened.clicked.connect(partial(self._open_similar, similar.proposal.id))
        row.addWidget(opened, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _open_similar(self, proposal_id: int, _checked: bool = False) -> None:
        self.similar_opened.emit(proposal_id)

    def _on_star(self) -> None:
        view = self._view
        if view is not None:
            self.star_asked.emit(view.proposal.id, not view.proposal.important)

    def _with(self, emit: Callable[[int], object]) -> None:
        if self._view is not None:
            emit(self._view.proposal.id)


def _why(theme: ThemeLink) -> str:
    """Why the machine thinks so, and how sure it is."""
    sure = "" if theme.confidence is None else f"（{round(theme.confidence * 100)}%）"
    return f"{theme.name}：{theme.reason}{sure}" if theme.reason else ""
