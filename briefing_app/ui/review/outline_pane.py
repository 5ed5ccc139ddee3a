"""This file has the middle of a review: the meeting's facts, the outline as it will be stored, and what was cleared."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from briefing_app.domain.text import bare
from briefing_app.importing.draft import Draft
from briefing_app.ui.review.doubt_list import DoubtList
from briefing_app.ui.review.facts_form import FactsForm
from briefing_app.ui.review.outline import Outline
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.buttons import Button
from briefing_app.ui.widgets.fields import SegmentedControl
from briefing_app.ui.widgets.labels import PlainLabel
from briefing_app.ui.widgets.panes import Bar, Pane, PaneHead

FACTS, OUTLINE, DOUBTS = "facts", "outline", "doubts"
_HIGH = 440  # px at 100 %: less holds the facts and the outline one at a time only


class OutlinePane(Pane):
    """In a narrow window the doubts are a tab of it, in a low one the facts of the meeting are another."""

    merge_asked = Signal()
    split_asked = Signal()
    cleared_asked = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.outline, self.facts = Outline(self), FactsForm(self)
        self._doubts: DoubtList | None = None
        self._doubt_count = 0
        self._is_low = False
        self._head = self._build_head()
        self._count = PaneHead("", self, height=36, note=self.tr("拖动可调整顺序"))
        self._cleared = PlainLabel("", self, tone="t2")
        self._stack = QStackedWidget(self)
        self._facts_page = QWidget(self)  # where the facts stand when they are a tab of their own
        self._facts_column = QVBoxLayout(self._facts_page)
        self._facts_column.setContentsMargins(0, 0, 0, 0)
        self._facts_column.addStretch(1)
        self._outline_page = self._build_outline()
        self._stack.addWidget(self._outline_page)
        self._stack.addWidget(self._facts_page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._stack, 1)
        self._offer_tabs()

    def _build_head(self) -> PaneHead:
        head = PaneHead(self.tr("将存入的内容"), self)
        self._tab = SegmentedControl([(OUTLINE, "", "")], head, name=self.tr("看什么"))
        self._tab.chosen.connect(self._show_tab)
        head.row.insertWidget(0, self._tab)
        merge = Button(self.tr("合并"), head, icon_name="merge", kind="ghost", size="bar")
        merge.setToolTip(self.tr("把选中的发言并入上一篇"))
        merge.clicked.connect(self.merge_asked)
        split = Button(self.tr("拆分"), head, icon_name="split", kind="ghost", size="bar")
        split.setToolTip(self.tr("从左边光标处拆成两篇发言"))
        split.clicked.connect(self.split_asked)
        head.add(merge, split)
        return head

    def _build_outline(self) -> QWidget:
        page = QWidget(self)
        foot = Bar(page, height=40, line="above")
        look = Button(self.tr("查看"), foot, kind="link")
        look.clicked.connect(lambda: self.cleared_asked.emit(self._cleared.mapToGlobal(QPoint(0, 0))))
        foot.add(self._cleared)
        foot.add_stretch()
        foot.add(look)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._outline_column = column
        for widget in (self.facts, self._count):
            column.addWidget(widget)
        column.addWidget(self.outline, 1)
        column.addWidget(foot)
        return page

    def show_draft(self, draft: Draft) -> None:
        """Show what would be stored of a draft."""
        self.outline.show_draft(draft)
        self.facts.show_facts(draft.meeting)
        proposals = sum(len(speech.proposals) for speech in draft.speeches)
        self._count.set_title(self.tr("发言 {0}　建议 {1}").format(len(draft.speeches), proposals))
        removed = sum(len(bare(part.text)) for part in draft.removed)
        self._cleared.setText(self.tr("清理清单 {0} 项　共 {1} 字，可放回正文").format(len(draft.removed), removed))

    def take_doubts(self, doubts: DoubtList) -> None:
        """Show the doubts here, as a tab."""
        self._doubts = doubts
        self._stack.addWidget(doubts)
        self._offer_tabs()

    def give_doubts(self) -> None:
        """The doubts have a place of their own again."""
        if self._doubts is not None:
            self._stack.removeWidget(self._doubts)
            self._doubts = None
        self._offer_tabs()

    def count_doubts(self, count: int) -> None:
        """Say on the tab how many there are."""
        self._doubt_count = count
        self._offer_tabs()

    def go_to_doubts(self) -> None:
        """Who goes from doubt to doubt sees them."""
        self._go_to(DOUBTS)

    def go_to_facts(self) -> None:
        """Where the date is missing, it is asked for in sight."""
        self._go_to(FACTS if self._is_low else OUTLINE)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        low = tokens().text_units(self.height()) < _HIGH
        if low != self._is_low:
            self._is_low = low
            (self._facts_column if low else self._outline_column).insertWidget(0, self.facts)
            self._offer_tabs()

    def _offer_tabs(self) -> None:
        """Only what has no place beside the others is a tab."""
        words = self.tr("存疑 {0}").format(self._doubt_count) if self._doubt_count else self.tr("存疑")
        tabs: list[tuple[object, str, str]] = [(OUTLINE, self.tr("将存入的内容"), "")]
        if self._is_low:
            tabs = [(FACTS, self.tr("会议"), ""), (OUTLINE, self.tr("发言"), "")]
        if self._doubts is not None:
            tabs.append((DOUBTS, words, ""))
        self._tab.set_options(tabs)
        self._tab.setVisible(len(tabs) > 1)
        self._head.set_title("" if len(tabs) > 1 else self.tr("将存入的内容"))
        self._show_tab(self._tab.value())

    def _go_to(self, tab: str) -> None:
        self._tab.set_value(tab)
        self._show_tab(self._tab.value())

    def _show_tab(self, tab: object) -> None:
        pages = {FACTS: self._facts_page, DOUBTS: self._doubts}
        self._stack.setCurrentWidget(pages.get(str(tab)) or self._outline_page)
