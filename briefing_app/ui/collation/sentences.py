"""This file paints the sentences of two texts beside each other, what differs in them marked on either side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from briefing_app.domain.collation import Collation, Pair, Sign
from briefing_app.domain.text import Span
from briefing_app.ui.text_positions import TextPositions
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.painting import ChipKind, RowState, chip_size, paint_chip, paint_row
from briefing_app.ui.widgets.panes import PAGE_MARGIN

Index = QModelIndex | QPersistentModelIndex
PAIR = int(Qt.ItemDataRole.UserRole) + 1
_NO_INDEX = QModelIndex()
SIZE, LEADING = 14, 25  # px at 100 %, as a quotation in a detail pane
SIGN_WIDTH = 72  # of the column between both texts, px at 100 %
_PADDING = PAGE_MARGIN
_KINDS = {Sign.CHANGED: ChipKind.WARN, Sign.DROPPED: ChipKind.DANGER, Sign.ADDED: ChipKind.OK}


class PairModel(QAbstractListModel):
    """The pairs of a collation, all of them or those that differ."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.collation = Collation("", "", ())
        self._shown: Sequence[Pair] = ()

    def show(self, collation: Collation, *, only_differences: bool) -> None:
        self.beginResetModel()
        self.collation = collation
        self._shown = collation.differences if only_differences else collation.pairs
        self.endResetModel()

    @property
    def pairs(self) -> Sequence[Pair]:
        return self._shown

    def rowCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        pair = self._shown[index.row()]
        if role == PAIR:
            return pair
        if role == Qt.ItemDataRole.AccessibleTextRole:
            here, there = pair.one.of(self.collation.one), pair.other.of(self.collation.other)
            return f"{pair.sign.value}：{here or '（无）'}／{there or '（无）'}"
        return None


class SentenceList(QListView):
    """Both texts, a sentence a row. F8 and Shift+F8 go through what differs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pairs = PairModel(self)
        self.setModel(self.pairs)
        self.setItemDelegate(_PairDelegate(self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(self.tr("逐句对勘"))
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    def show_collation(self, collation: Collation, *, only_differences: bool) -> None:
        """Show pairs; the first that differs is the current one."""
        self.pairs.show(collation, only_differences=only_differences)
        self.step(1, afresh=True)

    def step(self, by: int, *, afresh: bool = False) -> None:
        """Go to the next pair that differs, or to the one before."""
        rows = [row for row, pair in enumerate(self.pairs.pairs) if pair.sign is not Sign.SAME]
        at = -1 if afresh else self.currentIndex().row()
        later = [row for row in rows if (row > at if by > 0 else row < at)]
        if later:
            self.go_to_row(later[0] if by > 0 else later[-1])

    def go_to(self, span: Span) -> None:
        """Go to the pair that holds words of the first text."""
        for row, pair in enumerate(self.pairs.pairs):
            if pair.one.overlaps(span):
                self.go_to_row(row)
                return

    def go_to_row(self, row: int) -> None:
        index = self.pairs.index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index, QListView.ScrollHint.EnsureVisible)


class _PairDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else 600
        height = max(layout.boundingRect().height() for layout in self._layouts(index, width))
        return QSize(width, round(height) + 2 * tokens().px(8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, rect, view = tokens(), QRect(option.rect), self.parent()
        pair: Pair = index.data(PAIR)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        state = RowState(
            picked=selected,
            current=selected,
            hovered=bool(option.state & QStyle.StateFlag.State_MouseOver),
            focused=isinstance(view, QWidget) and view.hasFocus(),
        )
        painter.save()
        paint_row(painter, rect, state, now)
        painter.setPen(now.t1)
        side = _side_width(rect.width())
        for layout, x in zip(
            self._layouts(index, rect.width()),
            (rect.x() + _PADDING, rect.x() + side + now.px(SIGN_WIDTH) + _PADDING),
            strict=True,
        ):
            layout.draw(painter, QPointF(x, rect.y() + now.px(8)))
        if pair.sign is not Sign.SAME:
            size = chip_size(pair.sign.value, now)
            x = rect.x() + side + (now.px(SIGN_WIDTH) - size.width()) // 2
            paint_chip(
                painter,
                QRect(x, rect.y() + now.px(10), size.width(), size.height()),
                pair.sign.value,
                now,
                kind=_KINDS[pair.sign],
            )
        painter.restore()

    def _layouts(self, index: Index, width: int) -> tuple[QTextLayout, QTextLayout]:
        model = index.model()
        pair: Pair = index.data(PAIR)
        collation = model.collation if isinstance(model, PairModel) else Collation("", "", ())
        room = _side_width(width) - 2 * _PADDING
        return (
            _laid_out(
                pair.one.of(collation.one), [(p.one, p.sign) for p in pair.pieces], pair.one.start, room, left=True
            ),
            _laid_out(
                pair.other.of(collation.other),
                [(p.other, p.sign) for p in pair.pieces],
                pair.other.start,
                room,
                left=False,
            ),
        )


def _side_width(width: int) -> int:
    return (width - tokens().px(SIGN_WIDTH)) // 2


def _laid_out(words: str, pieces: Sequence[tuple[Span, Sign]], start: int, width: int, *, left: bool) -> QTextLayout:
    now = tokens()
    layout = QTextLayout(words.replace("\n", "\u2028"), now.font(SIZE))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    positions = TextPositions(words)
    layout.setFormats(
        [
            _range(positions.span_to_qt(span.shifted(-start)), left=left)
            for span, sign in pieces
            if sign is not Sign.SAME and len(span)
        ]
    )
    layout.beginLayout()
    y, height = 0.0, max(now.px(LEADING), now.metrics(SIZE).height())
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, now.px(60)))
        line.setPosition(QPointF(0, y + (height - line.height()) / 2))
        y += height
    layout.endLayout()
    return layout


def _range(place: tuple[int, int], *, left: bool) -> QTextLayout.FormatRange:
    """What the other text does not have is struck through at the left, underlined at the right; colour comes second."""
    now = tokens()
    marked, style = QTextLayout.FormatRange(), QTextCharFormat()
    style.setForeground(now.t1)
    style.setBackground(now.danger_bg if left else now.ok_bg)
    style.setFontStrikeOut(left)
    if not left:
        style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        style.setUnderlineColor(now.ok)
    marked.start, marked.length = place[0], place[1] - place[0]
    marked.format = style
    return marked
