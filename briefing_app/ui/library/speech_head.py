"""This file has the head of a speech: who speaks, as what, for whom, and the title."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.domain.speeches import Speech
from briefing_app.ui.theme import theme, tokens
from briefing_app.ui.widgets.chips import Chip
from briefing_app.ui.widgets.labels import ElidedLabel, PlainLabel
from briefing_app.ui.widgets.panes import empty_layout
from briefing_app.ui.widgets.reading_text import ReadingText


class SpeechHead(QWidget):
    """Stands above the text and lines up with it."""

    tag_removed = Signal(str)

    def __init__(self, text: ReadingText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._column = QVBoxLayout(self)
        self._column.setSpacing(4)
        self._people = QHBoxLayout()
        self._people.setSpacing(8)
        self._title = PlainLabel("", self, size=20, bold=True, wrap=True, selectable=True)
        self._column.addLayout(self._people)
        self._beside = ElidedLabel("", self, tone="t2")
        self._below = PlainLabel("", self, tone="t2", wrap=True)  # posts that are longer than the line leaves
        self._column.addWidget(self._below)
        self._column.addWidget(self._title)
        text.moved.connect(self._align)
        theme().changed.connect(self._align)

    def show_speech(self, speech: Speech) -> None:
        """Show a speech's speaker and title."""
        self._people.removeWidget(self._beside)
        empty_layout(self._people)
        self._people.addWidget(PlainLabel(speech.speaker_name, self, size=14, bold=True, selectable=True))
        if speech.person_guess is not None:
            guess = Chip(self.tr("归属待确认"), self, icon="sparkles", dashed=True)
            guess.setToolTip(self.tr("{0}。在“人物”里确认是不是本人。").format(speech.person_guess))
            self._people.addWidget(guess)
        for identity in speech.identities:
            self._people.addWidget(Chip(identity, self))
        if speech.on_behalf_of:
            self._people.addWidget(Chip(self.tr("代表{0}").format(speech.on_behalf_of), self))
        for tag in speech.tags:
            chip = Chip(tag, self, icon="tag", removable=True)
            chip.setToolTip(self.tr("标签"))
            chip.removed.connect(partial(self.tag_removed.emit, tag))
            self._people.addWidget(chip)
        self._people.addWidget(self._beside, 1)
        self._below.setText(speech.posts)
        self._title.setText(speech.title or "")
        self._title.setVisible(bool(speech.title))
        self._align()

    def _align(self) -> None:
        place = self._text.column
        right = max(0, self._text.width() - place.right() - 1)
        self._column.setContentsMargins(place.left(), tokens().px(16), right, 0)
        posts = self._below.text()
        words = self._below.fontMetrics().horizontalAdvance(posts)
        others = self._people.sizeHint().width() - self._beside.sizeHint().width()
        fits = others + words <= place.width()
        self._below.setVisible(not fits and bool(posts))
        self._beside.setText(posts if fits else "")
        self._title.setAlignment(Qt.AlignmentFlag.AlignLeft)
