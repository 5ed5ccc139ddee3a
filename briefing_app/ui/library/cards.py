"""This file has the cards in the margin of a speech: one an annotation, one a recommendation."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.domain.annotations import Annotation
from briefing_app.domain.proposals import Proposal
from briefing_app.domain.text import Span
from briefing_app.ui.library import mark_colours
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.chips import Chip, StatusBadge
from briefing_app.ui.widgets.labels import ElidedLabel, PlainLabel
from briefing_app.ui.widgets.painting import paint_box, paint_icon
from briefing_app.ui.widgets.spoken import Role

_BAR = 3


class MarginCard(QWidget):
    """A card beside its words. `chosen` on a click or Enter, `opened` on a double click or F2."""

    spoken_as = Role.ListItem
    chosen = Signal()
    opened = Signal()
    menu_asked = Signal(object)  # QPoint

    def __init__(self, span: Span, bar: QColor, parent: QWidget, *, number: str, key: tuple[str, int]) -> None:
        super().__init__(parent)
        self.span = span
        self.key = key  # what it is the card of
        self.number = number  # what its dot says where there is no room for the card
        self._bar = bar
        self._current = self._hovered = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12 + _BAR, 6, 10, 6)
        self.column.setSpacing(2)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda place: self.menu_asked.emit(self.mapToGlobal(place)))

    @property
    def colour(self) -> QColor:
        """The colour of its kind."""
        return self._bar

    def height_for(self, width: int) -> int:
        """How high the card is at a width."""
        return max(self.column.totalHeightForWidth(width), self.column.totalMinimumSize().height())

    def set_current(self, current: bool) -> None:
        """The card whose words are shown: its frame takes the accent."""
        self._current = current
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, now = QPainter(self), tokens()
        fill = now.hover if self._hovered else now.surface
        frame = now.acc_text if self._current or self.hasFocus() else now.line
        paint_box(painter, self.rect(), fill=fill, frame=frame, radius=6)
        painter.fillRect(0, 3, _BAR, self.height() - 6, self._bar)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        super().enterEvent(event)
        self._set_hovered(hovered=True)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        super().leaveEvent(event)
        self._set_hovered(hovered=False)

    def _set_hovered(self, *, hovered: bool) -> None:
        self._hovered = hovered
        self.update()


class _Picture(QWidget):
    """An icon in a colour, as tall as its line."""

    def __init__(self, name: str, colour: QColor, parent: QWidget, *, filled: bool = False) -> None:
        super().__init__(parent)
        self._name, self._colour, self._filled = name, colour, filled
        side = tokens().icon_px(14)
        self.setFixedSize(side, tokens().line_height(12))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        side = tokens().icon_px(14)
        paint_icon(QPainter(self), self.rect(), self._name, self._colour, side, filled=self._filled)


class AnnotationCard(MarginCard):
    """A note: its number and kind in words, who wrote it when, the note itself."""

    def __init__(self, annotation: Annotation, number: str, parent: QWidget) -> None:
        bar, key = mark_colours.bar(annotation.colour), ("annotation", annotation.id)
        super().__init__(annotation.span, bar, parent, number=number, key=key)
        self.annotation = annotation
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(_Picture("highlighter", tokens().t2, self))
        head.addWidget(PlainLabel(f"{number} {annotation.colour.value}", self, size=12, bold=True, tone="t2"))
        head.addStretch(1)
        made = self.tr("{0}月{1}日").format(annotation.created_at.month, annotation.created_at.day)
        who = "　".join(part for part in (annotation.author, made) if part)
        head.addWidget(ElidedLabel(who, self, size=12, tone="t3"))
        self.column.addLayout(head)
        if annotation.misplaced:
            self.column.addWidget(
                PlainLabel(
                    self.tr("失配：原来标的是“{0}”").format(annotation.quote[:40]),
                    self,
                    size=12,
                    tone="warn",
                    wrap=True,
                )
            )
        if annotation.note:
            self.column.addWidget(PlainLabel(_beginning(annotation.note), self, wrap=True))
        self.setAccessibleName(self.tr("批注 {0}：{1}").format(annotation.colour.value, annotation.note[:_IN_A_CARD]))


_IN_A_CARD = 400  # characters of a note; the popover, a double click away, holds it all


def _beginning(note: str) -> str:
    if len(note) <= _IN_A_CARD:
        return note
    words = QCoreApplication.translate("Cards", "…（共 {0} 字，双击看全文）")
    return note[:_IN_A_CARD] + words.format(f"{len(note):,}")


class ProposalCard(MarginCard):
    """A recommendation: its number, star, state, themes."""

    def __init__(self, proposal: Proposal, parent: QWidget) -> None:
        number = self.tr("建{0}").format(proposal.order)
        super().__init__(proposal.span, tokens().acc_text, parent, number=number, key=("proposal", proposal.id))
        self.proposal = proposal
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(_Picture("message-square-quote", tokens().acc_text, self))
        head.addWidget(PlainLabel(self.tr("建议 {0}").format(proposal.order), self, size=12, bold=True, tone="acc"))
        if proposal.important:
            head.addWidget(_Picture("star", tokens().acc_text, self, filled=True))
        head.addStretch(1)
        head.addWidget(StatusBadge(proposal.status.value, self, size=12))
        self.column.addLayout(head)
        if proposal.misplaced:
            self.column.addWidget(
                PlainLabel(self.tr("失配：原话在现行文本里改动了"), self, size=12, tone="warn", wrap=True)
            )
            self.column.addWidget(PlainLabel(proposal.text, self, size=12, tone="t2", wrap=True))
        if proposal.themes:
            self.column.addLayout(self._themes(proposal))
        self.setAccessibleName(self.tr("建议 {0}：{1}").format(proposal.order, proposal.text))
        self.setToolTip(self.tr("点一下看原文位置，双击到“建议”页"))

    def _themes(self, proposal: Proposal) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        room, more = tokens().px(200), tokens().px(20)
        for place, theme in enumerate(proposal.themes, start=1):
            chip = Chip(theme.name, self, icon="" if theme.confirmed else "sparkles", dashed=not theme.confirmed)
            room -= chip.sizeHint().width() + 4
            if room < (more if place < len(proposal.themes) else 0):
                chip.deleteLater()
                row.addWidget(PlainLabel("…", self, size=12, tone="t3"))
                break
            row.addWidget(chip)
        row.addStretch(1)
        return row
