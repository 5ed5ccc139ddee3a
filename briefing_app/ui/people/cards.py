"""This file has the cards that ask a person: may these two be one human, and was this speaker taken for the right one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.domain.people import Person, Turn
from briefing_app.domain.printed_titles import TitleDoubt
from briefing_app.domain.same_people import SamePerson
from briefing_app.ui.people.forms import described
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.buttons import Button, IconButton
from briefing_app.ui.widgets.chips import Chip
from briefing_app.ui.widgets.labels import ElidedLabel, PlainLabel
from briefing_app.ui.widgets.painting import ChipKind, paint_box


class GuessFrame(QWidget):
    """A box with a dashed frame: the program's guess, until a person has decided."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 10, 12, 10)
        self.column.setSpacing(4)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        now = tokens()
        paint_box(QPainter(self), self.rect(), fill=now.sub, frame=now.ctl, radius=6, dashed=True)

    def add_verbs(self, *buttons: Button) -> None:
        """The ways to decide, at the foot."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)


class PairCard(GuessFrame):
    """Two records that may be one human."""

    merged = Signal()
    parted = Signal()
    opened = Signal()

    def __init__(self, pair: SamePerson, person: Person, other: Person, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Chip(self.tr("可能是同一人"), self, icon="sparkles", dashed=True))
        name = Button(other.name, self, kind="link", size="bar")
        name.setToolTip(self.tr("看这个人"))
        name.clicked.connect(self.opened)
        head.addWidget(name)
        head.addStretch(1)
        self.column.addLayout(head)
        self.column.addWidget(PlainLabel(described(other), self, wrap=True))
        if other.aliases:
            also = self.tr("又名 {0}").format("、".join(other.aliases))
            self.column.addWidget(PlainLabel(also, self, size=12, tone="t3", wrap=True))
        self.column.addWidget(PlainLabel(pair.reason, self, size=12, tone="t2", wrap=True))
        merge = Button(self.tr("合并"), self, icon_name="merge", size="bar")
        merge.setToolTip(self.tr("并到“{0}”名下，随时可以取消合并").format(person.name))
        merge.clicked.connect(self.merged)
        part = Button(self.tr("不是同一人"), self, size="bar")
        part.setToolTip(self.tr("记下来，以后不再提示"))
        part.clicked.connect(self.parted)
        self.add_verbs(merge, part)
        self.setAccessibleName(f"{other.name} {pair.reason}")


class GuessCard(GuessFrame):
    """The speeches whose speaker was taken for this person, each with its reason."""

    all_confirmed = Signal()
    confirmed = Signal(object)  # Turn
    split = Signal(object)
    opened = Signal(int)

    def __init__(self, turns: Sequence[Turn], *, may_split: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Chip(self.tr("归属待确认"), self, icon="sparkles", dashed=True))
        head.addWidget(PlainLabel(self.tr("{0} 篇发言").format(len(turns)), self), 1)
        every = Button(self.tr("都是本人"), self, icon_name="check-check", size="bar")
        every.clicked.connect(self.all_confirmed)
        every.setVisible(len(turns) > 1)
        head.addWidget(every)
        self.column.addLayout(head)
        for turn in turns:
            self.column.addLayout(self._line(turn, may_split=may_split))
        self.setAccessibleName(self.tr("归属待确认：{0} 篇发言").format(len(turns)))

    def _line(self, turn: Turn, *, may_split: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        printed = "".join(part for part in (turn.posts, turn.name) if part)
        words.addWidget(ElidedLabel(self.tr("{0}　印作“{1}”").format(turn.when, printed), self))
        words.addWidget(ElidedLabel(turn.guess or "", self, size=12, tone="t3"))
        row.addLayout(words, 1)
        for icon_name, name, run in (
            ("check", self.tr("是本人"), partial(self.confirmed.emit, turn)),
            ("user-plus", self.tr("是另一位同名的人"), partial(self.split.emit, turn)),
            ("file-text", self.tr("看这篇发言"), partial(self.opened.emit, turn.speech_id)),
        ):
            button = IconButton(icon_name, name, self, framed=icon_name == "check", bar=True)
            button.clicked.connect(lambda _checked=False, run=run: run())
            button.setVisible(may_split or icon_name != "user-plus")
            row.addWidget(button)
        return row


class DoubtCard(QWidget):
    """A printed title that does not fit its date; the program only asks, print stays as it is."""

    opened = Signal()

    def __init__(self, doubt: TitleDoubt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Chip(self.tr("请核对"), self, kind=ChipKind.WARN, icon="triangle-alert"))
        speech = Button(self.tr("{0} 的发言").format(doubt.when), self, kind="link", size="bar")
        speech.clicked.connect(self.opened)
        head.addWidget(speech)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(PlainLabel(self.tr("印作“{0}”").format(doubt.printed), self, wrap=True, selectable=True))
        column.addWidget(PlainLabel(doubt.reason, self, size=12, tone="t2", wrap=True))
        self.setAccessibleName(f"{doubt.when} {doubt.printed} {doubt.reason}")
