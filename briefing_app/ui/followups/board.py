"""This file shows items of follow-up as a board: a column a state, a card an item."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from briefing_app.domain.followups import FollowUp, FollowUpStatus, next_statuses
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.chips import DueBadge
from briefing_app.ui.widgets.labels import ElidedLabel, PlainLabel
from briefing_app.ui.widgets.painting import paint_box
from briefing_app.ui.widgets.panes import Pane, PaneHead, ScrollPane, empty_layout
from briefing_app.ui.widgets.spoken import Role

_S = FollowUpStatus
# States that belong together share a column.
COLUMNS: tuple[tuple[str, frozenset[FollowUpStatus]], ...] = (
    ("待交办", frozenset({_S.DRAFTED, _S.RETURNED})),
    ("已交办", frozenset({_S.ASSIGNED, _S.ACCEPTED})),
    ("办理中", frozenset({_S.IN_PROGRESS, _S.REOPENED})),
    ("已答复", frozenset({_S.ANSWERED, _S.EVALUATED})),
    ("办结", frozenset({_S.CLOSED, _S.ARCHIVED})),
    ("暂缓", frozenset({_S.SUSPENDED})),
)


_MOST = 40  # cards in a column: more than anybody scrolls through, few enough to be made at once


_CARD = "application/x-yance-followup"


class Board(QScrollArea):
    """`chosen` on a click on a card, `menu_asked` on a right click; a card that is dragged to a column asks for a step, if there is a legal one."""

    spoken_as = Role.Grouping
    chosen = Signal(int)
    step_asked = Signal(int, object)  # an item, and the state that it is to have
    menu_asked = Signal(int, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("看板"))
        inner = QWidget()
        self._row = QHBoxLayout(inner)
        self._row.setContentsMargins(16, 12, 16, 12)
        self._row.setSpacing(12)
        self.setWidget(inner)
        self._cards: list[_Card] = []
        self._statuses: dict[int, FollowUpStatus] = {}

    def show_followups(self, followups: Sequence[FollowUp], today: date, current: int) -> None:
        """Show items; the current one has the accent."""
        empty_layout(self._row)
        self._cards = []
        self._statuses = {followup.id: followup.status for followup in followups}
        for name, states in COLUMNS:
            here = [followup for followup in followups if followup.status in states]
            self._row.addWidget(self._column(name, states, here, today, current))
        self._row.addStretch(1)

    def mark(self, current: int) -> None:
        for card in self._cards:
            card.set_current(card.key == current)

    def steps(self, key: int, states: frozenset[FollowUpStatus]) -> list[FollowUpStatus]:
        """The legal steps of an item into a column, the expected one first."""
        status = self._statuses.get(key)
        return [] if status is None else [one for one in next_statuses(status) if one in states]

    def _on_dropped(self, key: int, states: frozenset[FollowUpStatus]) -> None:
        """Where a column holds several states that are legal, the person says which."""
        legal = self.steps(key, states)
        if len(legal) == 1:
            self.step_asked.emit(key, legal[0])
        elif legal:
            menu = self._menu(key, legal)
            menu.popup(QCursor.pos())

    def _menu(self, key: int, legal: Sequence[FollowUpStatus]) -> QMenu:
        menu = QMenu(self)
        for status in legal:
            menu.addAction(status.value, partial(self.step_asked.emit, key, status))
        return menu

    def _column(
        self, name: str, states: frozenset[FollowUpStatus], here: Sequence[FollowUp], today: date, current: int
    ) -> QWidget:
        pane = _Column(self, states)
        pane.dropped.connect(self._on_dropped)
        pane.setFixedWidth(tokens().px(208))
        column = QVBoxLayout(pane)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(PaneHead(name, pane, height=36, note=str(len(here))))
        scroll = ScrollPane(pane, margin=8, spacing=8)
        for followup in here[:_MOST]:
            card = _Card(followup, today, scroll)
            card.set_current(followup.id == current)
            card.chosen.connect(self.chosen)
            card.menu_asked.connect(self.menu_asked)
            self._cards.append(card)
            scroll.column.addWidget(card)
        if len(here) > _MOST:
            words = self.tr("另有 {0} 项，用上面的筛选缩小范围，或到表格里看。").format(len(here) - _MOST)
            scroll.column.addWidget(PlainLabel(words, pane, size=12, tone="t3", wrap=True))
        if not here:
            scroll.column.addWidget(PlainLabel(self.tr("没有"), pane, size=12, tone="t3"))
        scroll.column.addStretch(1)
        column.addWidget(scroll, 1)
        return pane


class _Column(Pane):
    """Takes the cards that may legally come here, and lights up for them alone."""

    dropped = Signal(int, object)  # an item, the states of the column

    def __init__(self, board: Board, states: frozenset[FollowUpStatus]) -> None:
        super().__init__(board, surface="sub", line="card")
        self._board, self._states, self._lit = board, states, False
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if self._board.steps(_key_of(event.mimeData()), self._states):
            self._light(lit=True)
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:  # noqa: N802
        self._light(lit=False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        self._light(lit=False)
        event.acceptProposedAction()
        self.dropped.emit(_key_of(event.mimeData()), self._states)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        if self._lit:
            paint_box(QPainter(self), self.rect(), fill=tokens().sel, frame=tokens().acc_text, radius=4)

    def _light(self, *, lit: bool) -> None:
        self._lit = lit
        self.update()


def _key_of(data: QMimeData) -> int:
    """Which card is dragged; 0: something else."""
    words = bytes(data.data(_CARD).data()).decode("ascii", "replace")
    return int(words) if words.isascii() and words.isdigit() else 0


class _Card(QWidget):
    """An item: deadline, title, unit."""

    spoken_as = Role.ListItem
    chosen = Signal(int)
    menu_asked = Signal(int, QPoint)

    def __init__(self, followup: FollowUp, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = followup.id
        self._current = False
        self._pressed_at = QPoint()
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(4)
        column.addWidget(DueBadge.of(followup, today, self), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(PlainLabel(followup.title, self, wrap=True))
        column.addWidget(ElidedLabel(followup.lead or self.tr("主办待明确"), self, size=12, tone="t3"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(followup.title)

    def set_current(self, current: bool) -> None:
        self._current = current
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, now = QPainter(self), tokens()
        frame = now.acc_text if self._current or self.hasFocus() else now.line
        paint_box(painter, self.rect(), fill=now.sel if self._current else now.surface, frame=frame, radius=4)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._pressed_at = event.position().toPoint()
        self.chosen.emit(self.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if (event.position().toPoint() - self._pressed_at).manhattanLength() >= QApplication.startDragDistance():
            drag, data = QDrag(self), QMimeData()
            data.setData(_CARD, str(self.key).encode())
            drag.setMimeData(data)
            drag.setPixmap(self.grab())
            drag.setHotSpot(self._pressed_at)
            drag.exec(Qt.DropAction.MoveAction)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        self.chosen.emit(self.key)
        self.menu_asked.emit(self.key, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.key)
            return
        super().keyPressEvent(event)
