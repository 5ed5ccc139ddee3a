"""This file writes what a person does to a speech: marks, notes, recommendations made and moved by hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

import briefing_app.store.annotations as notes
from briefing_app.domain.annotations import MarkColour
from briefing_app.domain.proposals import Proposal
from briefing_app.domain.text import Span
from briefing_app.store import arranging, proposals
from briefing_app.ui.context import Context, Target
from briefing_app.ui.history.dialog import show_history
from briefing_app.ui.library.correcting import SpeechCorrecting
from briefing_app.ui.library.note_popover import NotePopover
from briefing_app.ui.library.reading_pane import ReadingPane
from briefing_app.ui.tagging import Tagging

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_BY_HAND = "由工作人员在原文上标出"


class SpeechEditing(QObject):
    """Takes what the reading pane asks for and writes it; every step can be undone by its name."""

    def __init__(self, context: Context, pane: ReadingPane, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._pane, self._window = context, pane, window
        self._correcting = SpeechCorrecting(context, window)
        self._tagging = Tagging(context, window)
        pane.mark_asked.connect(self._mark)
        pane.proposal_asked.connect(self._make_proposal)
        pane.note_opened.connect(self._open_note)
        pane.note_menu_asked.connect(self._on_note_menu)
        pane.proposal_opened.connect(self._open_proposal)
        pane.proposal_menu_asked.connect(self._on_proposal_menu)
        pane.span_asked.connect(self._set_span)
        pane.correction_asked.connect(self._correct)
        pane.tag_removed.connect(lambda name: self._tagging.remove("speech", [self._speech_id()], name))

    def _mark(self, span: Span, colour: MarkColour, with_note: bool) -> None:
        view = self._pane.view
        if view is None:
            return
        author, speech_id = self._context.author, view.speech.id
        done = self._context.perform(
            self.tr("标记文字"),
            lambda s: notes.add(s, speech_id, span, colour=colour, note="", author=author),
        )
        if done is not None and with_note:
            self._open_note(done.value.id, QCursor.pos())

    def _make_proposal(self, span: Span) -> None:
        view = self._pane.view
        if view is None:
            return

        def add(session: Session) -> int:
            key = proposals.add(
                session,
                speech_id=view.speech.id,
                span=span,
                spans=(),
                text=span.of(view.speech.text),
                cue=None,
                reason=_BY_HAND,
                confidence=1.0,
            )
            proposals.set_span(session, key, span)  # its place in the source follows
            return key

        if self._context.perform(self.tr("标为建议"), add):
            self._context.toast(self.tr("已标为建议"), undo=True)

    def _open_note(self, annotation_id: int, place: QPoint) -> None:
        note = next(
            (
                n
                for n in self._context.read(lambda s: notes.find(s, speech_id=self._speech_id()))
                if n.id == annotation_id
            ),
            None,
        )
        if note is None:
            return
        popover = NotePopover(note, self._window)
        popover.noted.connect(self._note)
        self._context.changes.keeping.connect(popover.take)
        self._context.changes.library_closing.connect(popover.close)
        popover.recoloured.connect(self._recolour)
        popover.removed.connect(self._remove_note)
        popover.open_at(place)

    def _speech_id(self) -> int:
        return self._pane.view.speech.id if self._pane.view else 0

    def _note(self, annotation_id: int, text: str) -> None:
        self._context.perform(
            self.tr("写批注"), lambda s: notes.update(s, annotation_id, note=text), typed=f"note {annotation_id}"
        )

    def _recolour(self, annotation_id: int, colour: MarkColour) -> None:
        self._context.perform(self.tr("改批注种类"), lambda s: notes.update(s, annotation_id, colour=colour))

    def _remove_note(self, annotation_id: int) -> None:
        if self._context.perform(self.tr("移走批注"), lambda s: notes.remove(s, annotation_id)):
            self._context.toast(self.tr("已把批注移到回收站"), undo=True)

    def _on_note_menu(self, annotation_id: int, place: QPoint) -> None:
        view = self._pane.view
        if view is None:
            return
        menu = QMenu(self._window)
        menu.addAction(self.tr("编辑批注"), lambda: self._open_note(annotation_id, place))
        if next((n for n in view.annotations if n.id == annotation_id and n.misplaced), None) is not None:
            menu.addAction(self.tr("就标现在这几个字"), lambda: self._confirm_place(annotation_id))
        for colour in MarkColour:
            words = self.tr("改为“{0}”").format(colour.value)
            menu.addAction(words, partial(self._recolour, annotation_id, colour))
        note = next((n for n in view.annotations if n.id == annotation_id), None)
        title = note.quote if note is not None else ""
        menu.addAction(
            self.tr("历史"), lambda: show_history(self._context, "annotation", annotation_id, title, self._window)
        )
        menu.addSeparator()
        menu.addAction(self.tr("移到回收站"), lambda: self._remove_note(annotation_id))
        menu.exec(place)

    def _confirm_place(self, annotation_id: int) -> None:
        self._context.perform(self.tr("认可批注的位置"), lambda s: notes.confirm_place(s, annotation_id))

    def _correct(self, span: Span) -> None:
        if self._pane.view is not None:
            self._correcting.correct(self._pane.view.speech, span)

    def show_original(self) -> None:
        """What stood in the speech before it was corrected."""
        if self._pane.view is not None:
            self._correcting.show_original(self._pane.view.speech, self._pane.view.corrections)

    def _open_proposal(self, proposal_id: int) -> None:
        self._context.navigate("proposals", Target(proposal_id=proposal_id))

    def _on_proposal_menu(self, proposal_id: int, place: QPoint) -> None:
        view = self._pane.view
        proposal = next((p for p in view.proposals if p.id == proposal_id), None) if view else None
        if proposal is None:
            return
        menu = QMenu(self._window)
        menu.addAction(self.tr("在“建议”页打开"), lambda: self._open_proposal(proposal_id))
        if proposal.misplaced:
            menu.addAction(self.tr("改引现行文本的这几句"), lambda: self._set_span(proposal_id, proposal.span))
        words = self.tr("取消重点") if proposal.important else self.tr("设为重点")
        menu.addAction(words, lambda: self.set_important(proposal_id, not proposal.important))
        span = self._pane.text.selection()
        move = menu.addAction(self.tr("起止改为选中的文字"), lambda: self._set_span(proposal_id, span))
        move.setEnabled(span is not None)
        self._add_arranging(menu, proposal)
        menu.addAction(
            self.tr("历史"), lambda: show_history(self._context, "proposal", proposal_id, proposal.text, self._window)
        )
        menu.addSeparator()
        menu.addAction(self.tr("移到回收站"), lambda: self._remove_proposal(proposal_id))
        menu.exec(place)

    def _add_arranging(self, menu: QMenu, proposal: Proposal) -> None:
        """Part, join, order: what makes sense for this recommendation where the cursor stands."""
        view = self._pane.view
        beside = list(view.proposals) if view else []
        place = beside.index(proposal)
        selected = self._pane.text.selection()
        at = selected.start if selected is not None else self._pane.text.cursor_place()
        menu.addSeparator()
        part = menu.addAction(self.tr("从光标处拆成两条"), partial(self._split, proposal.id, at))
        part.setEnabled(proposal.span.start < at < proposal.span.end)
        join = menu.addAction(self.tr("与下一条合并"))
        if place + 1 < len(beside):
            join.triggered.connect(partial(self._merge, [proposal.id, beside[place + 1].id]))
        join.setEnabled(place + 1 < len(beside))
        up = menu.addAction(self.tr("上移一位"), partial(self._shift, proposal.id, -1))
        up.setEnabled(place > 0)
        down = menu.addAction(self.tr("下移一位"), partial(self._shift, proposal.id, 1))
        down.setEnabled(place + 1 < len(beside))
        menu.addAction(self.tr("全部按原文先后排列"), self._order_as_text)

    def _split(self, proposal_id: int, at: int) -> None:
        if self._context.perform(self.tr("拆开建议"), lambda s: arranging.split(s, proposal_id, at)):
            self._context.toast(self.tr("已拆成两条建议"), undo=True)

    def _merge(self, ids: Sequence[int], _checked: bool = False) -> None:
        if self._context.perform(self.tr("合并建议"), lambda s: arranging.merge(s, ids)):
            self._context.toast(self.tr("已合并；并入的那条在回收站里"), undo=True)

    def _shift(self, proposal_id: int, by: int) -> None:
        self._context.perform(self.tr("调整建议次序"), lambda s: arranging.shift(s, proposal_id, by))

    def _order_as_text(self) -> None:
        speech_id = self._speech_id()
        self._context.perform(self.tr("建议按原文排列"), lambda s: arranging.in_order_of_text(s, speech_id))

    def set_important(self, proposal_id: int, important: bool) -> None:
        """Star a recommendation, or take its star away."""
        words = self.tr("设为重点") if important else self.tr("取消重点")
        self._context.perform(words, lambda s: proposals.set_important(s, [proposal_id], important))

    def _set_span(self, proposal_id: int, span: Span | None) -> None:
        if span is not None:
            self._context.perform(self.tr("调整建议起止"), lambda s: proposals.set_span(s, proposal_id, span))

    def _remove_proposal(self, proposal_id: int) -> None:
        if self._context.perform(self.tr("移走建议"), lambda s: proposals.remove(s, [proposal_id])):
            self._context.toast(self.tr("已把建议移到回收站"), undo=True)
