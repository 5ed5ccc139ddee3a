"""This file shows the meetings and, under each, its speeches in speaking order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from briefing_app.domain.meetings import Meeting
from briefing_app.domain.speeches import Speech
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.tokens import Tokens
from briefing_app.ui.widgets.painting import RowState, paint_icon, paint_row, paint_text

Index = QModelIndex | QPersistentModelIndex
_VALUE = Qt.ItemDataRole.UserRole + 1
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

_UNREVIEWED = "未审核"


class MeetingTree(QTreeView):
    """Meetings that unfold into speeches, which are read from the library when a meeting is unfolded first."""

    speech_chosen = Signal(int)
    meeting_chosen = Signal(int)
    menu_asked = Signal(object, QPoint)  # a Meeting or a Speech

    def __init__(self, speeches_of: Callable[[int], Sequence[Speech]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speeches_of = speeches_of
        self._model = QStandardItemModel(self)
        self._quiet = False
        self._configure()
        self.expanded.connect(self._on_expanded)
        self.clicked.connect(self._on_clicked)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.customContextMenuRequested.connect(self._on_menu_asked)
        theme().changed.connect(self._on_theme_changed)

    def _configure(self) -> None:
        self.setModel(self._model)
        self.setItemDelegate(_TreeDelegate(self))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setExpandsOnDoubleClick(False)
        self.setUniformRowHeights(False)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(self.tr("会议和发言"))

    # --- content --------------------------------------------------------------------------------------------------

    def show_meetings(self, meetings: Sequence[Meeting]) -> None:
        """Show these meetings; what was unfolded and chosen stays so."""
        unfolded = {meeting.id for meeting in self._shown() if self.isExpanded(self._index_of_meeting(meeting.id))}
        chosen = self.chosen()
        self._quiet = True
        self._model.clear()
        for meeting in meetings:
            item = _item(meeting, meeting.title)
            if meeting.speeches:
                item.appendRow(QStandardItem(""))  # replaced by the speeches when unfolded
            self._model.appendRow(item)
            if meeting.id in unfolded:
                self.expand(item.index())
        if isinstance(chosen, Speech):
            self.choose_speech(chosen.meeting_id, chosen.id)
        elif isinstance(chosen, Meeting):
            self.setCurrentIndex(self._index_of_meeting(chosen.id))
        self._quiet = False

    def choose_speech(self, meeting_id: int, speech_id: int | None = None) -> bool:
        """Unfold a meeting and make one of its speeches (the first, unless named) the current one."""
        index = self._index_of_meeting(meeting_id)
        if not index.isValid():
            return False
        self.expand(index)
        for row in range(self._model.rowCount(index)):
            child = self._model.index(row, 0, index)
            speech = child.data(_VALUE)
            if isinstance(speech, Speech) and speech_id in (None, speech.id):
                self.setCurrentIndex(child)
                self.scrollTo(child)
                return True
        return False

    def chosen(self) -> Meeting | Speech | None:
        value = self.currentIndex().data(_VALUE)
        return value if isinstance(value, (Meeting, Speech)) else None

    def step(self, by: int) -> bool:
        """Go to the next or the former speech of the meeting; False at its ends."""
        index = self.currentIndex()
        beside = index.siblingAtRow(index.row() + by)
        if not index.parent().isValid() or not beside.isValid():
            return False
        self.setCurrentIndex(beside)
        return True

    def is_unfolded(self, index: Index) -> bool:
        return self.isExpanded(self._model.index(index.row(), 0, index.parent()))

    def fold_all(self) -> None:
        self.collapseAll()

    def _shown(self) -> list[Meeting]:
        values = [self._model.item(row).data(_VALUE) for row in range(self._model.rowCount())]
        return [value for value in values if isinstance(value, Meeting)]

    def _index_of_meeting(self, meeting_id: int) -> QModelIndex:
        for row in range(self._model.rowCount()):
            item = self._model.item(row)
            meeting = item.data(_VALUE)
            if isinstance(meeting, Meeting) and meeting.id == meeting_id:
                return item.index()
        return QModelIndex()

    # --- reactions ------------------------------------------------------------------------------------------------

    def _on_expanded(self, index: QModelIndex) -> None:
        item = self._model.itemFromIndex(index)
        meeting = item.data(_VALUE)
        first = item.child(0)
        if first is None or first.data(_VALUE) is not None or not isinstance(meeting, Meeting):
            return
        item.removeRows(0, item.rowCount())
        for speech in self._speeches_of(meeting.id):
            item.appendRow(_item(speech, f"{speech.order} {speech.speaker_name} {speech.title or ''}"))

    def _on_clicked(self, index: QModelIndex) -> None:
        if isinstance(index.data(_VALUE), Meeting):
            self.setExpanded(index, not self.isExpanded(index))

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        value = current.data(_VALUE)
        if self._quiet:
            return
        if isinstance(value, Speech):
            self.speech_chosen.emit(value.id)
        elif isinstance(value, Meeting):
            self.meeting_chosen.emit(value.id)

    def _on_menu_asked(self, place: QPoint) -> None:
        value = self.indexAt(place).data(_VALUE)
        if value is not None:
            self.menu_asked.emit(value, self.viewport().mapToGlobal(place))

    def _on_theme_changed(self) -> None:
        self.doItemsLayout()


class _TreeDelegate(QStyledItemDelegate):
    """A meeting: fold mark, folder, name, count, and a second line when unfolded. A speech: number, name, title."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        now = tokens()
        two = isinstance(index.data(_VALUE), Speech) or self._tree().is_unfolded(index)
        height = now.row_height(48, 13, 12, padding=8) if two else now.row_height(32, 13, padding=10)
        return QSize(now.px(200), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tree, now, value = self._tree(), tokens(), index.data(_VALUE)
        rect: QRect = option.rect
        state: Any = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        row = RowState(picked=selected, current=selected, hovered=hovered, focused=tree.hasFocus())
        painter.save()
        paint_row(painter, rect, row, now, line=False)
        if isinstance(value, Meeting):
            self._paint_meeting(painter, rect, value, unfolded=tree.is_unfolded(index))
        elif isinstance(value, Speech):
            self._paint_speech(painter, rect, value, now)
        painter.restore()

    def _paint_meeting(self, painter: QPainter, rect: QRect, meeting: Meeting, *, unfolded: bool) -> None:
        now = tokens()
        one = now.line_height(13)
        top = rect.y() + (now.px(7) if unfolded else (rect.height() - one) // 2)
        side, x = now.icon_px(16), rect.x() + now.px(8)
        mark = "chevron-down" if unfolded else "chevron-right"
        paint_icon(painter, QRect(x, top, side, one), mark, now.t3, now.icon_px(14))
        x += side + now.px(4)
        paint_icon(painter, QRect(x, top, side, one), "folder-open" if unfolded else "folder", now.t2, side)
        x += side + now.px(8)
        count = QRect(rect.right() - now.px(44), top, now.px(32), one)
        paint_text(painter, count, f"{meeting.speeches}", now.font(12), now.t3, align=_RIGHT)
        name = QRect(x, top, count.x() - x, one)
        paint_text(painter, name, meeting.title, now.font(bold=unfolded), now.t1)
        if unfolded:
            facts, labels = meeting.facts, [f"#{tag}" for tag in meeting.tags]
            parts = ("" if meeting.reviewed else _UNREVIEWED, *labels, facts.session, facts.when)
            second = "　".join(part for part in parts if part)
            below = QRect(x, top + one, rect.right() - now.px(12) - x, now.line_height(12))
            paint_text(painter, below, second, now.font(12), now.t3)

    def _paint_speech(self, painter: QPainter, rect: QRect, speech: Speech, now: Tokens) -> None:
        one, two = now.line_height(13), now.line_height(12)
        top = rect.y() + (rect.height() - one - two) // 2
        number = QRect(rect.x() + now.px(8), rect.y(), now.px(36), rect.height())
        paint_text(painter, number, f"{speech.order}", now.font(), now.t3, align=_RIGHT)
        count = QRect(rect.right() - now.px(44), rect.y(), now.px(32), rect.height())
        paint_text(painter, count, f"{speech.proposals}", now.font(12), now.t3, align=_RIGHT)
        x = number.right() + now.px(10)
        name = QRect(x, top, count.x() - x, one)
        paint_text(painter, name, speech.speaker_name, now.font(), now.t1)
        title = QRect(x, top + one, count.x() - x, two)
        paint_text(painter, title, speech.title or speech.posts, now.font(12), now.t3)

    def _tree(self) -> MeetingTree:
        parent = self.parent()
        if not isinstance(parent, MeetingTree):
            message = "this delegate paints a MeetingTree"
            raise TypeError(message)
        return parent


def _item(value: object, words: str) -> QStandardItem:
    item = QStandardItem()
    item.setData(value, _VALUE)
    item.setData(words, Qt.ItemDataRole.AccessibleTextRole)
    return item
