"""This file shows one person: names, what is to be decided, titles to check, posts by date, speeches, past decisions."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from briefing_app.domain.people import HeldPost
from briefing_app.domain.printed_titles import PostSpell
from briefing_app.ui.people.cards import DoubtCard, GuessCard, PairCard
from briefing_app.ui.people.deciding import Deciding
from briefing_app.ui.people.turns import TurnList
from briefing_app.ui.widgets.buttons import Button, IconButton
from briefing_app.ui.widgets.chips import Chip
from briefing_app.ui.widgets.labels import ElidedLabel, PlainLabel
from briefing_app.ui.widgets.panes import EmptyState, Pane, PaneHead, ScrollPane, empty_layout
from briefing_app.workflows.people import PersonSheet


class PersonPane(Pane):
    """What is asked for is emitted or decided; the page reads the person again when something changed."""

    speech_opened = Signal(int)
    person_opened = Signal(int)
    proposals_asked = Signal()
    merging_asked = Signal()
    history_asked = Signal(int)

    def __init__(self, deciding: Deciding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deciding = deciding
        self._sheet: PersonSheet | None = None
        self._head = PaneHead(self.tr("人物"), self)
        self._rename = IconButton("pencil", self.tr("改姓名"), self, bar=True)
        self._more = IconButton("ellipsis", self.tr("更多操作"), self, bar=True)
        self._head.add(self._rename, self._more)
        self._scroll = ScrollPane(self, margin=0, spacing=0)
        self._empty = EmptyState("user", self.tr("选一位，这里看职务和发言"), parent=self)
        self.turns = TurnList(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget, stretch in ((self._head, 0), (self._scroll, 1), (self._empty, 1)):
            column.addWidget(widget, stretch)
        self._build_sections()
        self._rename.clicked.connect(self._ask_name)
        self._more.clicked.connect(self._open_menu)
        self.turns.chosen.connect(lambda row: self.speech_opened.emit(self.turns.turn(row).speech_id))
        self.show_nothing()

    @property
    def sheet(self) -> PersonSheet | None:
        """The person that is shown."""
        return self._sheet

    def _build_sections(self) -> None:
        self._facts_pane, self._facts = self._section()
        self._cards_pane, self._cards = self._section()
        self._doubts_pane, self._doubts = self._section()
        self._posts_pane, self._posts = self._section()
        speeches = Pane(self, line="below")
        inner = QVBoxLayout(speeches)
        inner.setContentsMargins(0, 12, 0, 4)
        inner.setSpacing(4)
        self._speeches_head = PlainLabel("", self, size=12, tone="t3")
        self._speeches_head.setContentsMargins(16, 0, 16, 0)
        inner.addWidget(self._speeches_head)
        inner.addWidget(self.turns)
        self._scroll.column.addWidget(speeches)
        self._past_pane, self._past = self._section()
        self._scroll.column.addStretch(1)

    def _section(self) -> tuple[Pane, QVBoxLayout]:
        pane = Pane(self, line="below")
        column = QVBoxLayout(pane)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self._scroll.column.addWidget(pane)
        return pane, column

    def show_nothing(self) -> None:
        self._sheet = None
        self._show(False)

    def show_person(self, sheet: PersonSheet) -> None:
        """Show a person; stay where one was when it is the same."""
        same = self._sheet is not None and self._sheet.person.id == sheet.person.id
        self._sheet = sheet
        self._show(True)
        self._head.set_title(sheet.person.name)
        for fill in (self._show_facts, self._show_cards, self._show_doubts, self._show_posts, self._show_past):
            fill(sheet)
        self._speeches_head.setText(self.tr("发言 {0} 篇，点一篇即打开").format(sheet.person.speeches))
        self.turns.show_turns(sheet.turns)
        if not same:
            self._scroll.verticalScrollBar().setValue(0)

    def _show(self, person: bool) -> None:
        self._scroll.setVisible(person)
        self._empty.setVisible(not person)
        for button in (self._rename, self._more):
            button.setVisible(person)
        if not person:
            self._head.set_title(self.tr("人物"))

    # --- sections -------------------------------------------------------------------------------------------------

    def _show_facts(self, sheet: PersonSheet) -> None:
        empty_layout(self._facts)
        person = sheet.person
        if person.unit:
            self._facts.addWidget(PlainLabel(person.unit, self, wrap=True, selectable=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        words = self.tr("发言 {0} 篇　建议 {1} 条　跟进事项 {2} 项")
        row.addWidget(PlainLabel(words.format(person.speeches, person.proposals, sheet.followups), self, tone="t2"), 1)
        if person.proposals:
            link = Button(self.tr("看建议"), self, kind="link", size="bar")
            link.clicked.connect(self.proposals_asked)
            row.addWidget(link)
        self._facts.addLayout(row)
        if person.aliases:
            names = QHBoxLayout()
            names.setSpacing(8)
            names.addWidget(PlainLabel(self.tr("别名"), self, tone="t3"))
            for alias in person.aliases[:4]:
                chip = Chip(alias, self, removable=True)
                chip.removed.connect(partial(self._deciding.remove_alias, person, alias))
                names.addWidget(chip)
            if len(person.aliases) > 4:
                rest = ElidedLabel("、".join(person.aliases[4:]), self, tone="t2")
                names.addWidget(rest, 1)
            names.addStretch(1)
            self._facts.addLayout(names)

    def _show_cards(self, sheet: PersonSheet) -> None:
        empty_layout(self._cards)
        self._cards_pane.setVisible(bool(sheet.pairs or sheet.guesses))
        self._cards.addWidget(PlainLabel(self.tr("等你决定"), self, size=12, tone="t3"))
        for pair, other in sheet.pairs:
            card = PairCard(pair, sheet.person, other, self)
            card.merged.connect(partial(self._deciding.merge, sheet.person, other))
            card.parted.connect(partial(self._deciding.keep_apart, sheet.person, other))
            card.opened.connect(partial(self.person_opened.emit, other.id))
            self._cards.addWidget(card)
        if sheet.guesses:
            person = sheet.person
            guess = GuessCard(sheet.guesses, may_split=len(sheet.turns) > 1, parent=self)
            guess.all_confirmed.connect(lambda: self._deciding.confirm(person, sheet.guesses))
            guess.confirmed.connect(lambda turn: self._deciding.confirm(person, [turn]))
            guess.split.connect(lambda turn: self._deciding.split_off(person, [turn]))
            guess.opened.connect(self.speech_opened)
            self._cards.addWidget(guess)

    def _show_doubts(self, sheet: PersonSheet) -> None:
        empty_layout(self._doubts)
        self._doubts_pane.setVisible(bool(sheet.doubts))
        self._doubts.addWidget(PlainLabel(self.tr("职务核对：原文不会改动"), self, size=12, tone="t3"))
        for doubt in sheet.doubts:
            card = DoubtCard(doubt, self)
            card.opened.connect(partial(self.speech_opened.emit, doubt.speech_id))
            self._doubts.addWidget(card)

    def _show_posts(self, sheet: PersonSheet) -> None:
        empty_layout(self._posts)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(self.tr("各次会议印出的职务"), self, size=12, tone="t3"), 1)
        enter = Button(self.tr("填写核定职务"), self, kind="link", size="bar")
        enter.clicked.connect(lambda: self._deciding.enter_post(sheet.person))
        head.addWidget(enter)
        self._posts.addLayout(head)
        for spell in sheet.spells:
            self._posts.addWidget(self._spell(spell))
        if not sheet.spells:
            self._posts.addWidget(PlainLabel(self.tr("各篇发言都没有印职务。"), self, tone="t3"))
        for post in sheet.held:
            self._posts.addLayout(self._held(post))

    def _spell(self, spell: PostSpell) -> QWidget:
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PlainLabel(spell.posts, whole, wrap=True, selectable=True))
        days = spell.since if spell.since == spell.until else self.tr("{0} 至 {1}").format(spell.since, spell.until)
        times = self.tr("{0}　{1} 次发言").format(days, spell.turns)
        column.addWidget(PlainLabel(times, whole, size=12, tone="t3"))
        return whole

    def _held(self, post: HeldPost) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Chip(self.tr("核定"), self, icon="check"))
        since = post.since.isoformat() if post.since else self.tr("以前")
        until = post.until.isoformat() if post.until else self.tr("今")
        words = self.tr("{0}　{1} 至 {2}").format(str(post.affiliation), since, until)
        row.addWidget(ElidedLabel(words, self), 1)
        remove = IconButton("x", self.tr("去掉核定职务"), self, bar=True)
        remove.clicked.connect(lambda: self._deciding.remove_post(post.id))
        row.addWidget(remove)
        return row

    def _show_past(self, sheet: PersonSheet) -> None:
        empty_layout(self._past)
        self._past_pane.setVisible(bool(sheet.merged or sheet.apart))
        self._past.addWidget(PlainLabel(self.tr("已作的决定"), self, size=12, tone="t3"))
        for gone, count in sheet.merged:
            words = self.tr("合并进来：{0}　{1} 篇发言").format(gone.name, count)
            self._past.addLayout(self._decided(words, self.tr("取消合并"), partial(self._deciding.unmerge, gone)))
        for other in sheet.apart:
            words = self.tr("不是同一人：{0}　{1}").format(other.name, other.unit or self.tr("没有写单位"))
            undo = partial(self._deciding.reconsider, sheet.person, other)
            self._past.addLayout(self._decided(words, self.tr("撤回"), undo))

    def _decided(self, words: str, verb: str, run: partial[None]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(ElidedLabel(words, self), 1)
        button = Button(verb, self, size="bar")
        button.clicked.connect(lambda _checked=False: run())
        row.addWidget(button)
        return row

    def _ask_name(self) -> None:
        if self._sheet is not None:
            self._deciding.rename(self._sheet.person)

    # --- menu -----------------------------------------------------------------------------------------------------

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.exec(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def menu(self) -> QMenu:
        """What else can be done with the person."""
        menu, sheet = QMenu(self), self._sheet
        if sheet is None:
            return menu
        menu.addAction(self.tr("添加别名…"), lambda: self._deciding.add_alias(sheet.person))
        menu.addAction(self.tr("填写核定职务…"), lambda: self._deciding.enter_post(sheet.person))
        menu.addSeparator()
        menu.addAction(self.tr("与另一人合并…"), self.merging_asked.emit)
        split = menu.addAction(self.tr("把一部分发言分出…"), lambda: self._deciding.split_some_off(sheet))
        split.setEnabled(len(sheet.turns) > 1)
        menu.addSeparator()
        menu.addAction(self.tr("历史"), partial(self.history_asked.emit, sheet.person.id))
        return menu
