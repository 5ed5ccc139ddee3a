"""This file shows what will be stored: the speeches of a draft, each with its header, title, paragraphs and 建议."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from briefing_app.domain.text import Spans
from briefing_app.importing.draft import Draft, DraftSpeech
from briefing_app.importing.settling import doubted
from briefing_app.ui.review.kinds import CHIPS, Kind
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.painting import RowState, chip_size, paint_chip, paint_icon, paint_row, paint_text

Index = QModelIndex | QPersistentModelIndex
_VALUE = Qt.ItemDataRole.UserRole + 1
_DOUBTS = Qt.ItemDataRole.UserRole + 2
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Line:
    """A line under a speech: what it is, its words, where they stand, which recommendation of the speech."""

    speech: int
    kind: Kind
    text: str
    spans: Spans
    doubtful: bool = False
    proposal: int = -1


class Outline(QTreeWidget):
    """Speeches that unfold; dragging changes their order. `touched` says where the chosen words stand."""

    touched = Signal(object)  # Spans
    moved = Signal(int, int)
    menu_asked = Signal(object, QPoint)  # an index of a speech, or a Line
    edit_asked = Signal(int)  # of a speech

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setMouseTracking(True)
        self.setItemDelegate(_OutlineDelegate(self))
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(self.tr("将存入的内容"))
        self.itemClicked.connect(self._on_clicked)
        self.itemDoubleClicked.connect(self._on_double_clicked)
        self.currentItemChanged.connect(lambda item, _former: self._tell(item))
        self.customContextMenuRequested.connect(self._on_menu_asked)
        theme().changed.connect(self.doItemsLayout)

    def show_draft(self, draft: Draft) -> None:
        """Show the speeches of a draft; what was unfolded stays so."""
        items = [self.topLevelItem(row) for row in range(self.topLevelItemCount())]
        unfolded = {row for row, item in enumerate(items) if item is not None and item.isExpanded()}
        here = self.current_speech()
        scrolled = self.verticalScrollBar().value()
        doubtful = doubted(draft)
        self.blockSignals(True)
        self.clear()
        for index, speech in enumerate(draft.speeches):
            item = QTreeWidgetItem(self)
            item.setData(0, _VALUE, speech)
            item.setData(0, _DOUBTS, sum(line.doubtful for line in _lines(index, speech, doubtful)))
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{speech.order} {_who(speech)}")
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
            for line in _lines(index, speech, doubtful):
                child = QTreeWidgetItem(item)
                child.setData(0, _VALUE, line)
                child.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{line.kind.value} {line.text}")
                child.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setExpanded(index in unfolded)
        chosen = self.topLevelItem(here) if here >= 0 else None
        if chosen is not None:
            self.setCurrentItem(chosen)
        self.blockSignals(False)
        self.verticalScrollBar().setValue(scrolled)

    def current_speech(self) -> int:
        """The number of the chosen speech, or of the speech of the chosen line; -1 for none."""
        item = self.currentItem()
        if item is None:
            return -1
        return self.indexOfTopLevelItem(item.parent() or item)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        source = self.current_speech()
        target = self.itemAt(event.position().toPoint())
        to = self.indexOfTopLevelItem(target.parent() or target) if target else self.topLevelItemCount() - 1
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if source >= 0 and to not in (-1, source):
            self.moved.emit(source, to)

    def _on_clicked(self, item: QTreeWidgetItem) -> None:
        if item.parent() is None:
            item.setExpanded(not item.isExpanded())
        self._tell(item)

    def _on_double_clicked(self, item: QTreeWidgetItem) -> None:
        self.edit_asked.emit(self.indexOfTopLevelItem(item.parent() or item))

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        value = item.data(0, _VALUE) if item is not None else None
        if isinstance(value, DraftSpeech):
            first = value.paragraphs[0].spans if value.paragraphs else ()
            self.touched.emit(value.header_spans or value.title_spans or first)
        elif isinstance(value, Line):
            self.touched.emit(value.spans)

    def _on_menu_asked(self, place: QPoint) -> None:
        item = self.itemAt(place)
        if item is None:
            return
        value = item.data(0, _VALUE)
        asked = value if isinstance(value, Line) else self.indexOfTopLevelItem(item)
        self.menu_asked.emit(asked, self.viewport().mapToGlobal(place))


class _OutlineDelegate(QStyledItemDelegate):
    """A speech: fold mark, number, name, title, counts. A line: its kind's chip and its words."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        now = tokens()
        speech = isinstance(index.data(_VALUE), DraftSpeech)
        height = now.row_height(48, 13, 12, padding=8) if speech else now.row_height(32, 13, padding=10)
        return QSize(now.px(200), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        value = index.data(_VALUE)
        rect: QRect = option.rect
        state: Any = option.state
        picked = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        paint_row(painter, rect, RowState(picked=picked, current=picked, hovered=hovered, focused=True), tokens())
        if isinstance(value, DraftSpeech):
            unfolded = bool(state & QStyle.StateFlag.State_Open)
            self._paint_speech(painter, rect, value, unfolded=unfolded, doubts=index.data(_DOUBTS) or 0)
        elif isinstance(value, Line):
            self._paint_line(painter, rect, value)
        painter.restore()

    def _paint_speech(
        self, painter: QPainter, rect: QRect, speech: DraftSpeech, *, unfolded: bool, doubts: int
    ) -> None:
        now = tokens()
        one, two = now.line_height(13), now.line_height(12)
        top = rect.y() + (rect.height() - one - two) // 2
        side = now.icon_px(14)
        mark = QRect(rect.x() + now.px(12), rect.y(), side, rect.height())
        paint_icon(painter, mark, "chevron-down" if unfolded else "chevron-right", now.t3, side)
        number = QRect(mark.right(), rect.y(), now.px(28), rect.height())
        paint_text(painter, number, f"{speech.order}", now.font(), now.t3, align=_RIGHT)
        count = QRect(rect.right() - now.px(76), top, now.px(64), one)
        paragraphs = self.tr("{0} 段").format(len(speech.paragraphs))
        paint_text(painter, count, paragraphs, now.font(12), now.t3, align=_RIGHT)
        proposals = self.tr("{0} 建议").format(len(speech.proposals))
        below = count.translated(0, one)
        paint_text(painter, below, proposals, now.font(12), now.t3, align=_RIGHT)
        x = number.right() + now.px(10)
        name = QRect(x, top, count.x() - x, one)
        paint_text(painter, name, _who(speech), now.font(bold=True), now.t1)
        if doubts:
            left = x + now.metrics(bold=True).horizontalAdvance(_who(speech)) + now.px(8)
            words = self.tr("{0} 处存疑").format(doubts)
            paint_icon(painter, QRect(left, top, side, one), "circle-alert", now.warn, side)
            place = QRect(left + side + now.px(4), top, count.x() - left - side, one)
            paint_text(painter, place, words, now.font(12), now.warn)
        second = QRect(x, top + one, count.x() - x, two)
        about = speech.title or "、".join(map(str, speech.affiliations))
        paint_text(painter, second, about, now.font(12), now.t2)

    def _paint_line(self, painter: QPainter, rect: QRect, line: Line) -> None:
        now = tokens()
        widest = chip_size(Kind.SPEAKER.value, now).width()
        size = chip_size(line.kind.value, now)
        x = rect.x() + now.px(56)
        chip = QRect(x, rect.y() + (rect.height() - size.height()) // 2, widest, size.height())
        paint_chip(painter, chip, line.kind.value, now, kind=CHIPS[line.kind])
        end = rect.right() - now.px(12)
        if line.doubtful:
            side = now.icon_px(14)
            paint_icon(painter, QRect(end - side, rect.y(), side, rect.height()), "circle-alert", now.warn, side)
            end -= side + now.px(8)
        place = QRect(chip.right() + now.px(10), rect.y(), end - chip.right() - now.px(10), rect.height())
        paint_text(painter, place, line.text, now.font(), now.t1)


def _lines(index: int, speech: DraftSpeech, doubtful: frozenset[Spans]) -> list[Line]:
    lines: list[Line] = []
    if speech.header:
        lines.append(Line(index, Kind.SPEAKER, speech.header, speech.header_spans, speech.header_spans in doubtful))
    if speech.title:
        lines.append(Line(index, Kind.TITLE, speech.title, speech.title_spans))
    body = [Line(index, Kind.BODY, paragraph.text, paragraph.spans) for paragraph in speech.paragraphs]
    body += [
        Line(index, Kind.PROPOSAL, proposal.text, proposal.spans, proposal.spans in doubtful, number)
        for number, proposal in enumerate(speech.proposals)
    ]
    return lines + sorted(body, key=lambda line: (line.spans, line.kind is Kind.PROPOSAL))


def _who(speech: DraftSpeech) -> str:
    names = [name for name in (speech.speaker, *speech.co_speakers) if name]
    return "、".join(names) or speech.label or "未写明发言人"
