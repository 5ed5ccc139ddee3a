"""This file lists what is in doubt, each with its reason and how sure the program is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from briefing_app.domain.text import read
from briefing_app.importing.draft import Doubt, Draft
from briefing_app.importing.settling import MUST_FILL, can_refuse
from briefing_app.ui.review.kinds import CHIPS, kind_of
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.buttons import Button, IconButton
from briefing_app.ui.widgets.chips import Chip
from briefing_app.ui.widgets.labels import ElidedLabel, PlainLabel
from briefing_app.ui.widgets.painting import paint_text
from briefing_app.ui.widgets.panes import EmptyState, Pane, PaneHead, ScrollPane, empty_layout
from briefing_app.ui.widgets.spoken import Role


class DoubtList(Pane):
    """The doubts of a draft. Enter accepts the one in hand, F8 goes to the next."""

    chosen = Signal(object)  # Doubt
    accepted = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doubts: tuple[Doubt, ...] = ()
        self._current = 0
        self._settled = 0
        self._cards: list[_DoubtCard] = []
        self._build()

    def _build(self) -> None:
        self._head = PaneHead(self.tr("存疑"), self)
        former = IconButton("chevron-up", self.tr("上一处"), self, keys="Shift+F8", bar=True)
        former.clicked.connect(lambda: self.step(-1))
        following = Button(self.tr("下一处"), self, size="bar", keys="F8")
        following.clicked.connect(lambda: self.step(1))
        self._head.add(former, following)
        self._scroll = ScrollPane(self, margin=0, spacing=0)
        self._empty = EmptyState(
            "circle-check", self.tr("没有存疑的地方"), self.tr("看一遍左边的颜色，就可以存入资料库。"), self
        )
        self._foot = PlainLabel("", self, size=12, tone="t3", wrap=True)
        self._foot.setContentsMargins(16, 10, 16, 10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self._foot)

    def show_doubts(self, draft: Draft, doubts: Sequence[Doubt], *, settled: int) -> None:
        """Show what is in doubt now; the place in the list is kept."""
        self._doubts = tuple(doubts)
        self._settled = settled
        self._current = min(self._current, max(0, len(self._doubts) - 1))
        empty_layout(self._scroll.column)
        self._cards = []
        for number, doubt in enumerate(self._doubts):
            card = _DoubtCard(draft, doubt, self)
            card.chosen.connect(lambda number=number: self.go_to(number))
            card.accepted.connect(lambda doubt=doubt: self.accepted.emit(doubt))
            card.refused.connect(lambda doubt=doubt: self.refused.emit(doubt))
            self._cards.append(card)
            self._scroll.column.addWidget(card)
        self._scroll.column.addStretch(1)
        self._scroll.setVisible(bool(self._doubts))
        self._empty.setVisible(not self._doubts)
        self._say()
        self._mark()

    def current(self) -> Doubt | None:
        return self._doubts[self._current] if self._doubts else None

    def step(self, by: int) -> None:
        """Go to the next or the former doubt, round the ends."""
        if self._doubts:
            self.go_to((self._current + by) % len(self._doubts))

    def go_to(self, number: int) -> None:
        """Take a doubt in hand."""
        self._current = number
        self._say()
        self._mark()
        self._scroll.ensureWidgetVisible(self._cards[number])
        self.chosen.emit(self._doubts[number])

    def accept_current(self) -> None:
        """Enter: what was found stands."""
        doubt = self.current()
        if doubt is not None and doubt.code not in MUST_FILL:
            self.accepted.emit(doubt)

    def _mark(self) -> None:
        for number, card in enumerate(self._cards):
            card.set_current(number == self._current)

    def _say(self) -> None:
        count = len(self._doubts)
        self._head.set_title(self.tr("存疑 {0} / {1}").format(self._current + 1, count) if count else self.tr("存疑"))
        words = self.tr("存入前可以留着存疑，会标“未审核”。")
        done = self.tr("已处理 {0} 处。").format(self._settled) if self._settled else ""
        self._foot.setText(done + words)
        self._foot.setVisible(bool(count or self._settled))


class _DoubtCard(QWidget):
    """A doubt: what kind, how sure, the words, the reason, and what can be done about it."""

    spoken_as = Role.ListItem
    chosen = Signal()
    accepted = Signal()
    refused = Signal()

    def __init__(self, draft: Draft, doubt: Doubt, parent: QWidget) -> None:
        super().__init__(parent)
        self._current = False
        self._must_fill = doubt.code in MUST_FILL
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(4)
        kind = kind_of(doubt)
        head = QHBoxLayout()
        head.addWidget(Chip(kind.value, self, kind=CHIPS[kind]))
        head.addStretch(1)
        if self._must_fill:
            head.addWidget(PlainLabel(self.tr("必填"), self, size=12, tone="warn"))
        elif doubt.confidence is not None:
            head.addWidget(_Sureness(doubt.confidence, self))
        column.addLayout(head)
        words = read(draft.source.text, doubt.spans).strip()
        if words:
            column.addWidget(ElidedLabel(words, self, bold=True))
        column.addWidget(PlainLabel(doubt.message, self, size=12, tone="t2", wrap=True))
        self.setAccessibleName(f"{kind.value}：{words or doubt.message}")
        self._buttons = QWidget(self)
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        self._add_buttons(row, draft, doubt)
        row.addStretch(1)
        column.addWidget(self._buttons)

    def _add_buttons(self, row: QHBoxLayout, draft: Draft, doubt: Doubt) -> None:
        if self._must_fill:
            return
        accept = Button(self.tr("采纳"), self._buttons, kind="main", size="bar", keys="Enter")
        accept.clicked.connect(self.accepted)
        row.addWidget(accept)
        if can_refuse(draft, doubt):
            refuse = Button(self.tr("不是") + kind_of(doubt).value, self._buttons, size="bar")
            refuse.clicked.connect(self.refused)
            row.addWidget(refuse)

    def set_current(self, current: bool) -> None:
        self._current = current
        self._buttons.setVisible(current and not self._must_fill)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, now = QPainter(self), tokens()
        if self._current:
            painter.fillRect(self.rect(), now.sel)
            painter.fillRect(0, 0, 3, self.height(), now.acc_text)
        painter.fillRect(0, self.height() - 1, self.width(), 1, now.line)

    def mousePressEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Space:
            self.chosen.emit()
            return
        super().keyPressEvent(event)


class _Sureness(QWidget):
    """把握 72% with a small bar."""

    def __init__(self, confidence: float, parent: QWidget) -> None:
        super().__init__(parent)
        self._confidence = confidence
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self._words())
        theme().changed.connect(self.updateGeometry)

    def _words(self) -> str:
        return self.tr("把握 {0}%").format(round(self._confidence * 100))

    def sizeHint(self) -> QSize:  # noqa: N802
        now = tokens()
        return QSize(now.metrics(12).horizontalAdvance(self._words()) + now.px(56), now.line_height(12))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, now = QPainter(self), tokens()
        bar = QRect(self.width() - now.px(48), self.height() // 2 - 2, now.px(48), 4)
        paint_text(painter, self.rect(), self._words(), now.font(12), now.t3)
        painter.fillRect(bar, now.line)
        painter.fillRect(bar.x(), bar.y(), round(bar.width() * self._confidence), 4, now.bar)
