"""This file shows a quotation inside its paragraph: the paragraph grey, the quotation plain and underlined."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from briefing_app.domain.text import Span
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.reading_text import Mark, ReadingText, Underline


class Quotation(ReadingText):
    """As high as its text; it never scrolls by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, size=14, leading=25, indent=False, gap=0)
        self._quoted = Span(0, 0)
        self._hits: list[Span] = []
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("建议原文"))
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())

    def show_quotation(self, paragraph: str, quoted: Span, hits: Sequence[Span] = ()) -> None:
        """Show a paragraph with the quotation in it; spans count in the paragraph."""
        self._quoted, self._hits = quoted, list(hits)
        self.show_text(paragraph)
        self._mark()

    def _mark(self) -> None:
        now = tokens()
        grey = [
            Mark(span, now.surface, text_colour=now.t3)
            for span in (Span(0, self._quoted.start), Span(self._quoted.end, len(self.text)))
            if len(span)
        ]
        self.set_marks([*grey, Mark(self._quoted, now.sel)], [Underline(self._quoted, now.acc_text)])
        self.set_found(self._hits)

    def _place_column(self) -> None:
        # The pane is narrow: the text takes all of it.
        self.setViewportMargins(0, 0, 0, 0)
        self._set_column(self.rect())

    def _fit(self) -> None:
        self.setFixedHeight(round(self.document().size().height()) + 4)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(tokens().px(300), round(self.document().size().height()) + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def _on_theme_changed(self) -> None:
        super()._on_theme_changed()
        self._mark()
        self._fit()
