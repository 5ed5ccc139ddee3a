"""This file has the reading pane: a speech with its marks, its margin of notes, and the source that it came from."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Signal
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QStackedWidget, QToolTip, QVBoxLayout, QWidget

from briefing_app.domain.annotations import Annotation, MarkColour
from briefing_app.domain.proposals import Proposal
from briefing_app.domain.text import Span
from briefing_app.ui.library import mark_colours
from briefing_app.ui.library.boundaries import Boundaries
from briefing_app.ui.library.cards import AnnotationCard, MarginCard, ProposalCard
from briefing_app.ui.library.correcting import paragraph_at, within_paragraph
from briefing_app.ui.library.margin import Gutter, Margin
from briefing_app.ui.library.marking_bar import MarkingBar
from briefing_app.ui.library.speech_head import SpeechHead
from briefing_app.ui.library.speech_view import SourceView, SpeechView
from briefing_app.ui.theme import tokens
from briefing_app.ui.widgets.panes import EmptyState
from briefing_app.ui.widgets.reading_text import Mark, ReadingText, Underline
from briefing_app.ui.widgets.tips import plain_tip

_GUTTER, _MARGIN, _NARROW_MARGIN = 76, 260, 48
_MOST_HOVERED = 400  # characters of a note
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


class ReadingPane(QWidget):
    """Shows one speech. What is asked for is emitted; the page writes it."""

    mark_asked = Signal(object, object, bool)  # Span, MarkColour, whether a note follows
    proposal_asked = Signal(object)  # Span
    note_opened = Signal(int, QPoint)  # annotation id, where
    note_menu_asked = Signal(int, QPoint)
    proposal_opened = Signal(int)
    proposal_menu_asked = Signal(int, QPoint)
    span_asked = Signal(int, object)  # proposal id, the Span that it shall have
    correction_asked = Signal(object)  # Span
    tag_removed = Signal(str)
    card_chosen = Signal()
    found_shown = Signal(int, int)  # which of the words that were searched for, of how many

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: SpeechView | None = None
        self._current: MarginCard | None = None
        self._marks: list[Mark] = []
        self._found: list[Span] = []
        self._found_at = 0
        self.text = ReadingText(self)
        self.text.setAccessibleName(self.tr("发言正文"))
        self.text.set_sides(_GUTTER, _MARGIN)
        self._head = SpeechHead(self.text, self)
        self._margin = Margin(self.text)
        self._gutter = Gutter(self.text)
        self._bar = MarkingBar(self.text)
        self._boundaries = Boundaries(self.text)
        self._source = ReadingText(self, size=14, leading=24, indent=False, gap=4)
        self._source.setAccessibleName(self.tr("来源原文"))
        self._source.set_sides(24, 24)
        self._empty = EmptyState("files", self.tr("先在左边选一篇发言"), parent=self)
        self._build()
        self._connect()

    def _build(self) -> None:
        reading = QWidget(self)
        column = QVBoxLayout(reading)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.text, 1)
        self._stack = QStackedWidget(self)
        for page in (self._empty, reading, self._source):
            self._stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _connect(self) -> None:
        self.text.selected.connect(self._on_selected)
        self.text.clicked_at.connect(self._on_clicked_at)
        self.text.moved.connect(self._place_bar)
        self.text.viewport().installEventFilter(self)
        self._bar.colour_chosen.connect(lambda colour: self._ask_mark(colour, with_note=False))
        self._bar.note_asked.connect(lambda: self._ask_mark(MarkColour.DATA, with_note=True))
        self._bar.proposal_asked.connect(self._ask_proposal)
        self._bar.copy_asked.connect(self.copy)
        self._bar.correction_asked.connect(self.ask_correction)
        self._boundaries.moved.connect(self.span_asked)
        self._boundaries.moving.connect(self._underline)
        self._head.tag_removed.connect(self.tag_removed)

    # --- what is shown --------------------------------------------------------------------------------------------

    @property
    def view(self) -> SpeechView | None:
        return self._view

    def show_speech(self, view: SpeechView) -> None:
        """Show a speech; the place in the text is kept when it is the same one."""
        same = self._view is not None and self._view.speech.id == view.speech.id
        scrolled = self.text.verticalScrollBar().value() if same else 0
        changed = self._view is None or not same or self._view.speech.text != view.speech.text
        self._view = view
        self._head.show_speech(view.speech)
        if changed:
            self.text.show_text(view.speech.text)
            self.set_found(())
        kept = self._current
        self._current = None
        self._show_cards()
        self._keep_current(kept if same else None)
        self._show_marks()
        self.card_chosen.emit()
        self.text.verticalScrollBar().setValue(scrolled)
        self._stack.setCurrentIndex(1)

    def show_source(self, source: SourceView) -> None:
        """Show the source: what was removed is grey and struck through, the speech at hand stands out."""
        now = tokens()
        self._source.show_text(source.text)
        marks = [Mark(span, now.hover) for span in source.spoken]
        for part in source.parts:
            struck = part.reason is not None
            marks += [Mark(span, now.surface, struck=struck, text_colour=now.t3) for span in part.spans]
        self._source.set_marks(marks)
        self._stack.setCurrentIndex(2)
        if source.spoken:
            self._source.reveal(source.spoken[0])

    def show_reading(self) -> None:
        """From the source back to the speech."""
        self._stack.setCurrentIndex(1 if self._view else 0)

    def show_nothing(self, title: str, why: str = "") -> None:
        """No speech is chosen, or there is none."""
        self._view = None
        self._empty.say(title, why)
        self._stack.setCurrentIndex(0)

    def go_to(self, span: Span) -> None:
        """Bring words into view and select them."""
        self.text.select(span)

    def choose(self, *, proposal_id: int | None = None, annotation_id: int | None = None) -> None:
        """Make a card the current one and bring its words into view."""
        for card in self._margin.cards:
            if isinstance(card, ProposalCard) and card.proposal.id == proposal_id:
                self._choose(card)
            if isinstance(card, AnnotationCard) and card.annotation.id == annotation_id:
                self._choose(card)

    def set_found(self, spans: Sequence[Span]) -> None:
        """Show the words that were searched for, the first of them in view; none: the search is over."""
        end = len(self.text.text)
        self._found = [span for span in spans if span.end <= end]
        self.text.set_found(self._found)
        self._show_found(0)

    def step_found(self, by: int) -> None:
        """F3: to the next of the words that were searched for, round the ends."""
        if self._found:
            self._show_found((self._found_at + by) % len(self._found))

    def _show_found(self, place: int) -> None:
        self._found_at = place
        if self._found:
            self.text.reveal(self._found[place])
            self.text.set_frames([self._found[place]])
        else:
            self.text.set_frames(())
        self.found_shown.emit(place, len(self._found))

    def current_proposal(self) -> Proposal | None:
        """The recommendation whose card is the current one."""
        return self._current.proposal if isinstance(self._current, ProposalCard) else None

    def set_narrow(self, narrow: bool) -> None:
        """Short of room the cards of the margin give way to numbered dots."""
        self.text.set_sides(_GUTTER, _NARROW_MARGIN if narrow else _MARGIN)
        self._margin.set_folded(narrow)

    def copy(self) -> None:
        """Copy the selected words as plain text."""
        span = self.text.selection()
        if span is not None:
            QGuiApplication.clipboard().setText(span.of(self.text.text))

    def refresh(self) -> None:
        """After a change of look."""
        if self._view is not None:
            self._head.show_speech(self._view.speech)
            self._show_marks()
            self._show_cards()

    # --- marks and cards ------------------------------------------------------------------------------------------

    def _show_marks(self) -> None:
        view = self._view
        if view is None:
            return
        marks = [
            Mark(note.span, mark_colours.ground(note.colour, misplaced=note.misplaced), _number(place))
            for place, note in enumerate(self._placed_notes())
        ]
        self._marks = marks
        proposal = self.current_proposal()
        self._boundaries.show_for(proposal)
        self._underline(proposal.span if proposal is not None else None)

    def _underline(self, span: Span | None) -> None:
        """The recommendation in hand in the accent, what a person corrected in grey."""
        corrected = self._view.corrections if self._view else ()
        lines = [Underline(one.span, tokens().ctl) for one in corrected if len(one.span)]
        lines += [Underline(note.span, tokens().warn_line) for note in self._placed_notes() if note.misplaced]
        if span is not None:
            lines.append(Underline(span, tokens().acc_text))
        self.text.set_marks(self._marks, lines)

    def _show_cards(self) -> None:
        view = self._view
        if view is None:
            return
        cards: list[MarginCard] = []
        for proposal in view.proposals:
            card = ProposalCard(proposal, self._margin)
            card.opened.connect(lambda key=proposal.id: self.proposal_opened.emit(key))
            card.menu_asked.connect(lambda place, key=proposal.id: self.proposal_menu_asked.emit(key, place))
            cards.append(card)
        for place, note in enumerate(self._placed_notes()):
            cards.append(self._note_card(note, _number(place)))
        for shown in cards:
            shown.chosen.connect(lambda card=shown: self._choose(card))
        self._margin.show_cards(cards)
        self._gutter.show_proposals(view.proposals)

    def _note_card(self, note: Annotation, number: str) -> AnnotationCard:
        card = AnnotationCard(note, number, self._margin)
        card.opened.connect(lambda: self.note_opened.emit(note.id, card.mapToGlobal(card.rect().bottomLeft())))
        card.menu_asked.connect(lambda place: self.note_menu_asked.emit(note.id, place))
        return card

    def _placed_notes(self) -> list[Annotation]:
        notes = self._view.annotations if self._view else ()
        return sorted(notes, key=lambda note: note.span)

    def _keep_current(self, former: MarginCard | None) -> None:
        """After a change the same thing is the current one, on its new card."""
        for card in self._margin.cards:
            if former is not None and card.key == former.key:
                card.set_current(True)
                self._current = card

    def _choose(self, card: MarginCard) -> None:
        for other in self._margin.cards:
            other.set_current(other is card)
        self._current = card
        self._show_marks()
        self.text.reveal(card.span)
        self.card_chosen.emit()

    # --- selecting ------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.MouseButtonRelease:
            self._place_bar()
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), plain_tip(self.words_about(self.text.position_at(event.pos()))), self)
            return True
        return super().eventFilter(watched, event)

    def _on_selected(self, span: Span | None) -> None:
        if span is None:
            self._bar.hide()
        elif not QGuiApplication.mouseButtons().value:
            self._place_bar()

    def _on_clicked_at(self, position: int) -> None:
        for card in self._margin.cards:
            if card.span.start <= position < card.span.end:
                self._choose(card)
                return

    def _place_bar(self) -> None:
        span = self.text.selection()
        rects = self.text.rects_of(span) if span is not None else []
        if not rects or not self.text.isVisible():
            self._bar.hide()
            return
        viewport = self.text.viewport().geometry()
        first, last = (rect.toRect().translated(viewport.topLeft()) for rect in (rects[0], rects[-1]))
        within = QRect(viewport.left() - tokens().px(_GUTTER), viewport.top(), self.text.width(), viewport.height())
        self._bar.show_at(first, last, within & self.text.rect())

    def _ask_mark(self, colour: MarkColour, *, with_note: bool) -> None:
        span = self.text.selection()
        if span is not None:
            self.text.clear_selection()
            self.mark_asked.emit(span, colour, with_note)

    def words_about(self, place: int) -> str:
        """What hovering over a position tells: the notes there, and what stood there before a correction."""
        view = self._view
        if view is None:
            return ""
        told = [
            self.tr("{0}：{1}").format(note.colour.value, note.note or self.tr("没有写批注"))
            for note in view.annotations
            if note.span.start <= place < note.span.end
        ]
        told += [
            self.tr("更正前：{0}").format(one.before or self.tr("（无）"))
            for one in view.corrections
            if one.span.start <= place < one.span.end
        ]
        # A tooltip takes what looks like mark-up for mark-up.
        return "<br>".join(html.escape(line[:_MOST_HOVERED]) for line in told)

    def ask_correction(self) -> None:
        """From the bar or by keys: other words for what is selected, else for the paragraph of the cursor."""
        if self._view is None or self._stack.currentIndex() != 1:
            return
        span = self.text.selection()
        whole = self.text.text
        span = within_paragraph(whole, span) if span else paragraph_at(whole, self.text.cursor_place())
        self.text.clear_selection()
        if len(span):
            self.correction_asked.emit(span)

    def _ask_proposal(self) -> None:
        span = self.text.selection()
        if span is not None:
            self.text.clear_selection()
            self.proposal_asked.emit(span)

    def ask_note(self) -> None:
        """From the tool bar or by keys: a note on what is selected."""
        self._ask_mark(MarkColour.DATA, with_note=True)

    def ask_proposal(self) -> None:
        self._ask_proposal()


def _number(place: int) -> str:
    return _CIRCLED[place] if place < len(_CIRCLED) else str(place + 1)
