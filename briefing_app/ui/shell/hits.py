"""This file paints the lines of the search popover: heads of groups, and hits with the found words marked."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from briefing_app.ui.theme import tokens
from briefing_app.ui.tokens import Tokens
from briefing_app.ui.widgets.painting import key_hint_size, paint_icon, paint_key_hint, paint_text

GROUP = int(Qt.ItemDataRole.UserRole) + 1  # (words, count)
HIT = int(Qt.ItemDataRole.UserRole) + 2  # (icon, Found)

Index = QModelIndex | QPersistentModelIndex


class HitDelegate(QStyledItemDelegate):
    """Two lines a hit; the current one says what Enter does."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        now = tokens()
        if index.data(GROUP) is not None:
            return QSize(100, now.row_height(28, 12, padding=10))
        return QSize(100, now.row_height(48, 13, 12, padding=10))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, rect = tokens(), QRect(option.rect)
        painter.save()
        group = index.data(GROUP)
        if group is not None:
            self._paint_group(painter, rect, group, now)
        else:
            current = bool(option.state & QStyle.StateFlag.State_Selected)
            hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
            self._paint_hit(painter, rect, index.data(HIT), now, current=current, hovered=hovered)
        painter.restore()

    def _paint_group(self, painter: QPainter, rect: QRect, group: tuple[str, str], now: Tokens) -> None:
        painter.fillRect(rect, now.sub)
        painter.fillRect(rect.x(), rect.y(), rect.width(), 1, now.line)
        inner = rect.adjusted(16, 0, -16, 0)
        paint_text(painter, inner, group[0], now.font(12, bold=True), now.t2)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        paint_text(painter, inner, group[1], now.font(12), now.t3, align=right)

    def _paint_hit(
        self, painter: QPainter, rect: QRect, data: tuple[str, object], now: Tokens, *, current: bool, hovered: bool
    ) -> None:
        icon, found = data
        if current or hovered:
            painter.fillRect(rect, now.sel if current else now.hover)
        if current:
            painter.fillRect(rect.x(), rect.y(), 3, rect.height(), now.acc_text)
        side = now.icon_px(16)
        paint_icon(painter, QRect(rect.x() + 16, rect.y(), side, rect.height()), icon, now.t2, side)
        inner = rect.adjusted(16 + side + now.px(12), 0, -16, 0)
        if current:
            inner.setRight(self._paint_enter(painter, inner, now))
        first, second = now.line_height(13), now.line_height(12)
        top = rect.y() + (rect.height() - first - second) // 2
        line = QRect(inner.x(), top, inner.width(), first)
        _paint_marked(painter, line, getattr(found, "text", ""), getattr(found, "matches", ()), now)
        below = QRect(inner.x(), top + first, inner.width(), second)
        paint_text(painter, below, getattr(found, "second", ""), now.font(12), now.t3)

    def _paint_enter(self, painter: QPainter, inner: QRect, now: Tokens) -> int:
        words = self.tr("Enter 打开")
        size = key_hint_size(words, now)
        top = inner.y() + (inner.height() - size.height()) // 2
        box = QRect(inner.right() - size.width(), top, size.width(), size.height())
        paint_key_hint(painter, box, words, now.t3, now.line2, now)
        return box.x() - now.px(12)


def _paint_marked(painter: QPainter, rect: QRect, text: str, matches: tuple[tuple[int, int], ...], now: Tokens) -> None:
    metrics, font = now.metrics(), now.font()
    shown = metrics.elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, rect.width())
    whole = len(shown) if shown == text else len(shown) - 1
    for start, end in matches:
        if start >= whole:
            continue
        left = metrics.horizontalAdvance(shown[:start])
        right = metrics.horizontalAdvance(shown[: min(end, whole)])
        height = metrics.height()
        painter.fillRect(rect.x() + left, rect.y() + (rect.height() - height) // 2, right - left, height, now.hit)
    paint_text(painter, rect, shown, font, now.t1)
