"""This file has plain text of a few lines in which some words are marked: what two texts have in common."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from briefing_app.domain.text import Spans
from briefing_app.ui.text_positions import TextPositions
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.painting import one_line


class MarkedText(QWidget):
    """As high as its text; marked words have the ground of a search hit."""

    def __init__(self, text: str, spans: Spans = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._spans = one_line(text), spans
        self._layout = QTextLayout()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(text)
        theme().changed.connect(self._lay)
        self._lay()

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return self._height(self._laid(width))

    def sizeHint(self) -> QSize:  # noqa: N802
        width = max(self.width(), tokens().px(200))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(tokens().px(60), self._line_height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._lay()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setPen(tokens().t1)
        self._layout.draw(painter, QPointF(0, 0))

    def _lay(self) -> None:
        self._layout = self._laid(self.width())
        self.updateGeometry()
        self.update()

    def _laid(self, width: int) -> QTextLayout:
        layout = QTextLayout(self._text, tokens().font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setAlignment(Qt.AlignmentFlag.AlignLeft)
        layout.setTextOption(option)
        layout.setFormats(self._formats())
        layout.beginLayout()
        count = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, count * self._line_height()))
            count += 1
        layout.endLayout()
        return layout

    def _formats(self) -> list[QTextLayout.FormatRange]:
        positions = TextPositions(self._text)
        ranges = []
        for span in self._spans:
            one = QTextLayout.FormatRange()
            start, end = positions.span_to_qt(span)
            one.start, one.length = start, end - start
            shape = QTextCharFormat()
            shape.setBackground(tokens().hit)
            one.format = shape
            ranges.append(one)
        return ranges

    def _line_height(self) -> int:
        return max(tokens().line_height(13), tokens().metrics().height())

    def _height(self, layout: QTextLayout) -> int:
        return max(layout.lineCount(), 1) * self._line_height()
