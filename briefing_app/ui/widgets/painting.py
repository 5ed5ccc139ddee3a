"""This file paints what many places show: chips, states, deadlines, judgements, picked rows. Delegates and widgets use it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption

from briefing_app.ui import icons
from briefing_app.ui.tokens import Tokens
from briefing_app.ui.widgets.rings import ring

if TYPE_CHECKING:
    from briefing_app.domain.comparison import Judgement

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
ELLIPSIS = "…"


class ChipKind(Enum):
    """What a chip says: grey for labels, one colour pair for each meaning."""

    PLAIN = "plain"
    OK = "ok"
    INFO = "info"
    VIOLET = "violet"
    WARN = "warn"
    DANGER = "danger"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class ChipColours:
    """The three colours of a chip."""

    text: QColor
    fill: QColor
    frame: QColor


def chip_colours(kind: ChipKind, tokens: Tokens) -> ChipColours:
    """Text, fill and frame of a kind of chip."""
    return {
        ChipKind.PLAIN: ChipColours(tokens.t2, tokens.hover, tokens.line),
        ChipKind.REMOVED: ChipColours(tokens.t3, tokens.hover, tokens.line),
        ChipKind.OK: ChipColours(tokens.ok, tokens.ok_bg, tokens.ok_line),
        ChipKind.INFO: ChipColours(tokens.info, tokens.info_bg, tokens.info_line),
        ChipKind.VIOLET: ChipColours(tokens.violet, tokens.violet_bg, tokens.violet_line),
        ChipKind.WARN: ChipColours(tokens.warn, tokens.warn_bg, tokens.warn_line),
        ChipKind.DANGER: ChipColours(tokens.danger, tokens.danger_bg, tokens.danger_line),
    }[kind]


# --- frames -------------------------------------------------------------------------------------------------------


def paint_box(
    painter: QPainter,
    rect: QRect | QRectF,
    *,
    fill: QColor | None,
    frame: QColor | None,
    radius: float,
    dashed: bool = False,
) -> None:
    """A rounded box with a one-pixel frame, sharp at every pixel ratio."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_frame_pen(frame, dashed=dashed))
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    box = QRectF(rect)
    if frame is not None:
        box.adjust(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(box, radius, radius)
    painter.restore()


def _frame_pen(frame: QColor | None, *, dashed: bool) -> QPen:
    if frame is None:
        return QPen(Qt.PenStyle.NoPen)
    pen = QPen(frame, 1)
    if dashed:
        pen.setDashPattern([3, 2])
    return pen


def paint_icon(painter: QPainter, rect: QRect, name: str, colour: QColor, size: int, *, filled: bool = False) -> None:
    """An icon of `size` pixels in the middle of `rect`."""
    picture = icons.pixmap(name, size, colour, filled=filled)
    painter.drawPixmap(rect.x() + (rect.width() - size) // 2, rect.y() + (rect.height() - size) // 2, picture)


# --- text ---------------------------------------------------------------------------------------------------------


def paint_text(
    painter: QPainter, rect: QRect, text: str, font: QFont, colour: QColor, *, align: Qt.AlignmentFlag = _LEFT
) -> None:
    """One line of plain text, elided at its end, centred by its metrics."""
    painter.setFont(font)
    painter.setPen(colour)
    shown = QFontMetrics(font).elidedText(one_line(text), Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, _line_flags(align), shown)


@lru_cache(maxsize=8)
def _line_flags(align: Qt.AlignmentFlag) -> int:
    """The flags of a line as Qt wants them; putting them together costs as much as drawing."""
    return int(align.value | Qt.TextFlag.TextSingleLine.value)


_IN_A_LINE = 1_000  # characters: more than the widest screen shows at the smallest size; a note may have a million


def one_line(text: str) -> str:
    """Text for a place of one line: line ends become blanks. No line holds more than its beginning of a long text."""
    return " ".join(text[:_IN_A_LINE].split("\n"))


def lay_lines(text: str, font: QFont, width: int, most: int) -> list[str]:
    """Break plain text into at most `most` lines of a width; the last is elided when there is more."""
    text = " ".join(text[: most * _IN_A_LINE].split("\n"))
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    units = text.encode("utf-16-le")  # Qt counts UTF-16 units
    while len(lines) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(width, 1))
        start, length = line.textStart(), line.textLength()
        last = len(lines) == most - 1
        piece = units[2 * start :] if last else units[2 * start : 2 * (start + length)]
        lines.append(piece.decode("utf-16-le"))
    layout.endLayout()
    if len(lines) == most:
        lines[-1] = QFontMetrics(font).elidedText(lines[-1], Qt.TextElideMode.ElideRight, max(width, 1))
    return lines


def paint_lines(
    painter: QPainter, rect: QRect, lines: Iterable[str], font: QFont, colour: QColor, *, line_height: int
) -> None:
    """Lines of plain text one under the other, the block centred in `rect`."""
    rows = list(lines)
    top = rect.y() + max(0, (rect.height() - line_height * len(rows)) // 2)
    painter.setFont(font)
    painter.setPen(colour)
    for number, row in enumerate(rows):
        place = QRect(rect.x(), top + number * line_height, rect.width(), line_height)
        painter.drawText(place, _line_flags(_LEFT), row)


# --- chips --------------------------------------------------------------------------------------------------------


def chip_size(text: str, tokens: Tokens, *, icon: str = "", bold: bool = False, height: int = 20) -> QSize:
    """How much room a chip takes."""
    width = tokens.metrics(12, bold=bold).horizontalAdvance(text) + 1 + 2 * tokens.px(7)
    if icon:
        width += tokens.icon_px(13) + tokens.px(4)
    return QSize(width, max(tokens.px(height), tokens.metrics(12).height() + 2))


def paint_chip(
    painter: QPainter,
    rect: QRect,
    text: str,
    tokens: Tokens,
    *,
    kind: ChipKind = ChipKind.PLAIN,
    icon: str = "",
    dashed: bool = False,
    bold: bool = False,
) -> None:
    """A square grey or coloured chip that fills `rect`; a dashed frame marks a machine's guess."""
    colours = chip_colours(kind, tokens)
    frame = tokens.ctl if dashed and kind is ChipKind.PLAIN else colours.frame
    fill = None if dashed and kind is ChipKind.PLAIN else colours.fill
    paint_box(painter, rect, fill=fill, frame=frame, radius=3, dashed=dashed)
    inner = rect.adjusted(tokens.px(7), 0, -tokens.px(7), 0)
    if icon:
        size = tokens.icon_px(13)
        paint_icon(painter, QRect(inner.x(), inner.y(), size, inner.height()), icon, colours.text, size)
        inner.adjust(size + tokens.px(4), 0, 0, 0)
    font = tokens.font(12, bold=bold)
    font.setStrikeOut(kind is ChipKind.REMOVED)
    paint_text(painter, inner, text, font, colours.text)


def paint_chips(painter: QPainter, rect: QRect, texts: Iterable[tuple[str, bool]], tokens: Tokens) -> None:
    """Chips in a row, each (text, confirmed); those that do not fit become +n."""
    gap, x = tokens.px(4), rect.x()
    waiting = list(texts)
    while waiting:
        text, confirmed = waiting[0]
        icon = "" if confirmed else "sparkles"
        size = chip_size(text, tokens, icon=icon)
        if x + size.width() > rect.right() + 1:
            break
        top = rect.y() + (rect.height() - size.height()) // 2
        paint_chip(painter, QRect(x, top, size.width(), size.height()), text, tokens, icon=icon, dashed=not confirmed)
        x += size.width() + gap
        waiting.pop(0)
    if not waiting:
        return
    place = QRect(x, rect.y(), rect.right() + 1 - x, rect.height())
    rest = waiting[0][0] if x == rect.x() else f"+{len(waiting)}"
    paint_text(painter, place, rest, tokens.font(12), tokens.t3)


# --- states -------------------------------------------------------------------------------------------------------

# How full the ring of a state is; 0 is the dashed empty ring, 1 the dot.
_FILLINGS = {
    "待梳理": 0.0,
    "待交办": 0.0,
    "已采编": 0.125,
    "已报送": 0.25,
    "已交办": 0.375,
    "已签收": 0.42,
    "办理中": 0.5,
    "已答复": 0.7,
    "已评价": 0.85,
    "办结": 1.0,
}
_STATUS_ICONS = {
    "归档": "archive",
    "归并": "merge",
    "转提案": "corner-up-right",
    "转社情民意": "corner-up-right",
    "暂缓": "circle-pause",
    "不采纳": "circle-x",
    "退回改办": "undo-2",
    "重新办理": "rotate-ccw",
}


def status_colour(status: str, tokens: Tokens) -> QColor:
    """The colour of a state's mark: neutral before handling, blue while handled, green when answered."""
    if status in {"已答复", "已评价", "办结"}:
        return tokens.ok
    if status in {"已交办", "已签收", "办理中"}:
        return tokens.info
    return tokens.t2 if status in _FILLINGS else tokens.t3


def paint_status_mark(painter: QPainter, rect: QRect, status: str, tokens: Tokens) -> None:
    """The ring or the icon of a state, in the middle of `rect`."""
    colour = status_colour(status, tokens)
    size = tokens.icon_px(14)
    icon = _STATUS_ICONS.get(status)
    if icon is not None:
        paint_icon(painter, rect, icon, colour, size)
        return
    picture = ring(_FILLINGS.get(status, 0.0), size, colour)
    painter.drawPixmap(rect.x() + (rect.width() - size) // 2, rect.y() + (rect.height() - size) // 2, picture)


def paint_status(
    painter: QPainter, rect: QRect, status: str, tokens: Tokens, *, size: float = 13, colour: QColor | None = None
) -> None:
    """A state: its mark and always its word."""
    side = tokens.icon_px(14)
    paint_status_mark(painter, QRect(rect.x(), rect.y(), side, rect.height()), status, tokens)
    words = rect.adjusted(side + tokens.px(6), 0, 0, 0)
    paint_text(painter, words, status, tokens.font(size), colour or tokens.t1)


def status_width(status: str, tokens: Tokens, *, size: float = 13) -> int:
    """How wide a state is painted."""
    return tokens.icon_px(14) + tokens.px(6) + tokens.metrics(size).horizontalAdvance(status) + 1


def paint_star(painter: QPainter, rect: QRect, important: bool, tokens: Tokens, *, hovered: bool = False) -> None:
    """The 重点 star: filled when set; an outline only where the pointer could set it."""
    if important:
        paint_icon(painter, rect, "star", tokens.acc_text, tokens.icon_px(14), filled=True)
    elif hovered:
        paint_icon(painter, rect, "star", tokens.t3, tokens.icon_px(14))


# --- judgements ---------------------------------------------------------------------------------------------------

_JUDGEMENTS = {
    "共识": ("equal", ChipKind.OK),
    "多数": ("chart-pie", ChipKind.INFO),
    "独有": ("diamond", ChipKind.VIOLET),
    "分歧": ("split", ChipKind.DANGER),
}


def judgement_icon(judgement: Judgement) -> str:
    return _JUDGEMENTS[judgement.value][0]


def judgement_size(judgement: Judgement, tokens: Tokens) -> QSize:
    """How much room a judgement's badge takes: 24 high."""
    return chip_size(judgement.value, tokens, icon=judgement_icon(judgement), bold=True, height=24)


def paint_judgement(painter: QPainter, rect: QRect, judgement: Judgement, tokens: Tokens, *, suggested: bool) -> None:
    """The badge of a judgement; dashed while it is the machine's suggestion."""
    icon, kind = _JUDGEMENTS[judgement.value]
    paint_chip(painter, rect, judgement.value, tokens, kind=kind, icon=icon, dashed=suggested, bold=True)


# --- rows ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RowState:
    """How a row of a list is shown."""

    picked: bool = False
    current: bool = False
    hovered: bool = False
    focused: bool = False  # the list has the keyboard


def row_fill(state: RowState, tokens: Tokens) -> QColor | None:
    """The ground of a row, or None for that of its list."""
    if state.picked:
        return tokens.sel if state.focused else tokens.sel_off
    return tokens.hover if state.hovered else None


def paint_row(
    painter: QPainter, rect: QRect, state: RowState, tokens: Tokens, *, first: bool = True, line: bool = True
) -> None:
    """The ground of a row (or of one cell of it): tint, the bar of the current row at its left end, its lines."""
    fill = row_fill(state, tokens)
    if fill is not None:
        painter.fillRect(rect, fill)
    if line:
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, tokens.line)
    if not state.current:
        return
    accent = tokens.acc_text if state.focused else tokens.ctl
    if state.focused:
        painter.fillRect(rect.x(), rect.y(), rect.width(), 1, accent)
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, accent)
    if first:
        painter.fillRect(rect.x(), rect.y(), 3, rect.height(), accent)


def paint_check(painter: QPainter, rect: QRect, state: Qt.CheckState, tokens: Tokens) -> None:
    """A check box of 16 in the middle of `rect`, as the style sheet draws it."""
    side = tokens.icon_px(16)
    box = QRect(rect.x() + (rect.width() - side) // 2, rect.y() + (rect.height() - side) // 2, side, side)
    if state is Qt.CheckState.Unchecked:
        paint_box(painter, box, fill=tokens.surface, frame=tokens.ctl, radius=3)
        return
    paint_box(painter, box, fill=tokens.acc, frame=None, radius=3)
    name = "check" if state is Qt.CheckState.Checked else "minus"
    side = tokens.icon_px(12)
    picture = icons.pixmap(name, side, tokens.on_acc, heavy=True)
    painter.drawPixmap(box.x() + (box.width() - side) // 2, box.y() + (box.height() - side) // 2, picture)


def paint_key_hint(painter: QPainter, rect: QRect, keys: str, colour: QColor, frame: QColor, tokens: Tokens) -> None:
    """A key's name in a small frame."""
    paint_box(painter, rect, fill=None, frame=frame, radius=3)
    paint_text(painter, rect, keys, tokens.font(11), colour, align=Qt.AlignmentFlag.AlignCenter)


def key_hint_size(keys: str, tokens: Tokens) -> QSize:
    """How much room a key hint takes."""
    metrics = tokens.metrics(11)
    return QSize(metrics.horizontalAdvance(keys) + 2 * tokens.px(5), max(tokens.px(18), metrics.height() + 2))
