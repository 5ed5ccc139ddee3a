"""This file has the labels: always plain text, sized from the tokens, elided where room is short."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.painting import lay_lines, one_line
from briefing_app.ui.widgets.tips import plain_tip

LONGEST = 3_000  # characters in a label: laying out a million would stop the window


class PlainLabel(QLabel):
    """A label that never guesses rich text. `tone`: "", t2, t3, acc, danger, warn, ok; `size` is px at 100 %."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        size: float = 13,
        bold: bool = False,
        tone: str = "",
        wrap: bool = False,
        selectable: bool = False,
    ) -> None:
        super().__init__(parent)
        self._size, self._bold = size, bold
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        self.set_tone(tone)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.setCursor(Qt.CursorShape.IBeamCursor)
        self._measure()
        theme().changed.connect(self._measure)

    def setText(self, text: str) -> None:  # noqa: N802
        """Show a text; of one longer than anybody reads in a label the beginning, and how much there is."""
        cut = len(text) > LONGEST
        super().setText(f"{text[:LONGEST]}…（{_tr('共 {0} 字').format(f'{len(text):,}')}）" if cut else text)

    def set_tone(self, tone: str) -> None:
        """Colour by meaning."""
        if tone == self.property("tone"):
            return
        self.setProperty("tone", tone)
        if self.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            self.style().unpolish(self)
            self.style().polish(self)
            self._measure()

    def _measure(self) -> None:
        self.setFont(tokens().font(self._size, bold=self._bold))


class ElidedLabel(PlainLabel):
    """A label of one or a few lines that ends with … where room is short, the whole text in its tooltip."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        size: float = 13,
        bold: bool = False,
        tone: str = "",
        lines: int = 1,
    ) -> None:
        self._lines = lines
        super().__init__(text, parent, size=size, bold=bold, tone=tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored if lines > 1 else QSizePolicy.Policy.Preferred, self._vertical())
        self.setMinimumWidth(tokens().px(24))

    def _vertical(self) -> QSizePolicy.Policy:
        return QSizePolicy.Policy.Fixed

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(tokens().px(24), self._height(1))

    def sizeHint(self) -> QSize:  # noqa: N802
        wide = self.fontMetrics().horizontalAdvance(one_line(self.text())) + 2
        rows = self._rows() if self._lines > 1 and self.width() > 1 else [""]
        return QSize(wide, self._height(max(1, len(rows))))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if self._lines > 1:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        rows = self._rows()
        self.setToolTip(
            plain_tip(self.text()) if rows and rows[-1].endswith("…") and rows[-1] not in self.text() else ""
        )
        height = tokens().line_height(self._size)
        top = (self.height() - height * len(rows)) // 2
        for number, row in enumerate(rows):
            painter.drawText(
                0, top + number * height, self.width(), height,
                self.alignment() | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, row,
            )  # fmt: skip

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()

    def _rows(self) -> list[str]:
        if self._lines > 1:
            return lay_lines(self.text(), self.font(), self.width(), self._lines)
        return [self.fontMetrics().elidedText(one_line(self.text()), Qt.TextElideMode.ElideRight, self.width())]

    def _height(self, rows: int) -> int:
        return tokens().line_height(self._size) * rows


def _tr(text: str) -> str:
    return QCoreApplication.translate("Labels", text)
